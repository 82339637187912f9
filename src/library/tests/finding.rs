//! What queries find: words in all their forms, as written, by patterns; and what each is answered
//! from.

use super::articles::{clock, feed, item};
use super::{Folder, at};
use crate::annotation::Article;
use crate::library::hits::Sought;
use crate::library::{ArticleId, Library, Scope};
use crate::query::Query;

/// A library with these texts, newest first, each under its number.
fn library(folder: &Folder, texts: &[(&str, &str)]) -> Library {
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/feed");
    let items: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(n, (title, text))| {
            item(Some(&n.to_string()), title, Some(&format!("https://www.b{n}.example/x")), text)
        })
        .collect();
    library.store_items(feed, &items, at(0)).unwrap();
    while library.index_pending(100).unwrap() > 0 {}
    library
}

/// The titles that a query finds, in both ways of asking.
fn found(library: &Library, query: &str) -> Vec<String> {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let scope = Scope { query: query.clone(), ..Scope::default() };
    let listed = library.page(&scope, &clock(), None, 100).unwrap();
    let ids: Vec<ArticleId> = listed.iter().map(|row| row.id).collect();
    assert_eq!(library.ids(&scope, &clock()).unwrap(), ids, "{query}: first rows and all numbers");
    let mut searched: Vec<ArticleId> =
        library.search(&query, &clock(), 100).unwrap().iter().map(|hit| hit.row.id).collect();
    let mut sorted = ids;
    searched.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(searched, sorted, "{query}: search and list");
    listed.into_iter().map(|row| row.title).collect()
}

const TEXTS: [(&str, &str); 5] = [
    ("One", "The ferry was delayed and the union bank will strike for the pier."),
    ("Two", "Two ferries sank; banks of the union were striking."),
    (
        "Three",
        "Der Hafen und die Fähren sind geschlossen, sagte die Ministerin, und das ist nicht gut.",
    ),
    (
        "Four",
        "Les élections ont été annoncées par le gouvernement dans la ville, et les bateaux sont restés au port.",
    ),
    ("Five", "A café by the quay opened at 40 Harbour Street."),
];

#[test]
fn a_word_is_found_in_all_forms_of_its_language_and_as_written_where_that_is_asked() {
    let folder = Folder::new();
    let library = library(&folder, &TEXTS);
    let english = |query: &str| found(&library, query);
    assert_eq!(english("ferry"), ["One", "Two"]);
    assert_eq!(english("ferries"), ["One", "Two"]);
    assert_eq!(english("=ferry"), ["One"]);
    assert_eq!(english("\"ferries\""), ["Two"]);
    assert_eq!(english("\"union bank\""), ["One"], "a phrase is as it is written");
    assert_eq!(english("strikes"), ["One", "Two"]);
    assert_eq!(english("ferr*"), ["One", "Two"]);
    assert_eq!(english("Fähre"), ["Three"]);
    assert_eq!(english("fahre"), ["Three"], "accents are not missed");
    assert_eq!(english("élection"), ["Four"]);
    assert_eq!(english("cafes"), ["Five"]);
    assert_eq!(english("ferry NOT =ferry"), ["Two"]);
    assert_eq!(english("ferry OR café"), ["One", "Two", "Five"]);
    assert_eq!(english("title:two OR title:five"), ["Two", "Five"]);
}

#[test]
fn a_pattern_is_looked_for_beside_what_narrows_the_search() {
    let folder = Folder::new();
    let library = library(&folder, &TEXTS);
    assert_eq!(found(&library, "ferry /sank|capsized/"), ["Two"]);
    assert_eq!(found(&library, "from:a.example /[0-9]+ harbour st/"), ["Five"]);
    assert_eq!(found(&library, "ferry -/SANK/"), ["One"]);
    for query in ["/sank/", "ferry OR /sank/", "is:read /sank/", "-/sank/"] {
        let error = Query::parse(query).unwrap_err().to_string();
        assert!(error.contains("would read every text"), "{query}: {error}");
    }
    assert!(Query::parse("ferry /sank(/").unwrap_err().to_string().contains("is no pattern"));
    let bomb = format!("ferry /{}/", "(a{1000}){1000}");
    assert!(Query::parse(&bomb).unwrap_err().to_string().contains("too large"));
}

#[test]
fn bylines_hosts_feeds_and_languages_have_their_index() {
    let folder = Folder::new();
    let mut library = library(&folder, &TEXTS);
    let article = Article {
        title: Some("Six".into()),
        byline: Some("Ana Núñez and Ola Lind".into()),
        source: Some("https://news.harbour.example/six".into()),
        language: Some("pt-BR".into()),
        ..Article::of(crate::text::Document::verbatim(
            "O porto não abre amanhã, disse o ministro.".into(),
        ))
    };
    library.keep_article(&article, crate::library::Origin::Page, at(9)).unwrap();
    while library.index_pending(100).unwrap() > 0 {}
    for (query, titles) in [
        ("author:nunez", vec!["Six"]),
        ("author:lin", vec!["Six"]),
        ("author:\"ola lind\"", vec!["Six"]),
        ("from:harbour", vec!["Six"]),
        ("from:b4.exam", vec!["Five"]),
        ("lang:pt-br", vec!["Six"]),
        ("lang:de", vec!["Three"]),
        ("lang:fr OR lang:pt", vec!["Six", "Four"]),
        ("in:nowhere", vec![]),
    ] {
        assert_eq!(found(&library, query), titles, "{query}");
        let scope = Scope { query: Query::parse(query).unwrap(), ..Scope::default() };
        let (sql, values) = library.select("article.id", &scope, &clock(), None, Some(50)).unwrap();
        let mut plan = library.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let lines: Vec<String> = plan
            .query_map(rusqlite::params_from_iter(values), |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(
            lines.iter().all(|line| !line.starts_with("SCAN article") || line.contains("COVERING")),
            "{query}: {lines:#?}"
        );
    }
}

#[test]
fn what_is_lit_is_what_was_found() {
    let folder = Folder::new();
    let library = library(&folder, &TEXTS);
    let sought =
        library.sought(&Query::parse("ferry \"union bank\" -strike title:two").unwrap()).unwrap();
    let words: Vec<&str> = sought
        .iter()
        .map(|one| match one {
            Sought::Word { word, .. } => word.as_str(),
            Sought::Pattern(pattern) => pattern,
        })
        .collect();
    assert!(words.contains(&"ferries") && words.contains(&"union bank"), "{words:?}");
    assert!(!words.iter().any(|word| word.starts_with("strik")), "{words:?}");
}

#[test]
fn a_question_that_is_no_longer_wanted_ends_in_the_middle_and_the_next_one_is_answered() {
    let folder = Folder::new();
    let texts: Vec<String> = (0..400).map(|n| format!("Ferry {n}")).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|text| (text.as_str(), "It sank.")).collect();
    let mut library = library(&folder, &texts);
    let unwanted = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let told = std::sync::Arc::clone(&unwanted);
    library.give_up_when(move || told.load(std::sync::atomic::Ordering::Relaxed)).unwrap();
    let scope = Scope { query: Query::parse("ferry /sank/").unwrap(), ..Scope::default() };
    let given_up = library.ids(&scope, &clock());
    assert!(matches!(given_up, Err(crate::library::LibraryError::GivenUp)), "{given_up:?}");
    unwanted.store(false, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(library.ids(&scope, &clock()).unwrap().len(), 400);
}

#[test]
fn stems_of_words_that_are_nowhere_any_more_go_when_something_is_forgotten() {
    let folder = Folder::new();
    let mut library =
        library(&folder, &[("One", "The zanderlings were seen."), ("Two", "Ferries sank.")]);
    let id = library.search(&Query::parse("zanderling").unwrap(), &clock(), 9).unwrap()[0].row.id;
    library.forget_articles(&[id], at(5)).unwrap();
    let left: Vec<String> = library
        .connection
        .prepare("SELECT word FROM word_form")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(
        left.contains(&"ferries".to_owned()) && !left.contains(&"zanderlings".to_owned()),
        "{left:?}"
    );
}
