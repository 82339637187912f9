//! The newsroom: no mark that cannot be, no phrase that comes too often, every article in one part.

#![allow(dead_code, reason = "the example uses the rest of these files")]

#[path = "../examples/newsroom/corpus.rs"]
mod corpus;
#[path = "../examples/newsroom/marked.rs"]
mod marked;
#[path = "../examples/newsroom/repeats.rs"]
mod repeats;

#[test]
fn every_mark_can_be() {
    let articles = corpus::read(&corpus::folder().join("articles"));
    assert!(!articles.is_empty(), "there are articles");
    let faults: Vec<String> = articles
        .iter()
        .flat_map(|article| article.faults.iter().map(|fault| format!("{}: {fault}", article.id)))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_phrase_comes_often_and_no_article_twice() {
    let articles = corpus::read(&corpus::folder().join("articles"));
    assert_eq!(repeats::phrases(&articles, 3), []);
    assert_eq!(repeats::copies(&articles, 0.1), []);
}
