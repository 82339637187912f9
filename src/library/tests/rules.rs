//! Rules look once at each article that comes, do what they say, and take it back.

use super::articles::{clock, feed, item};
use super::{Folder, at};
use crate::library::{ArticleId, Deed, Library, Scope};
use crate::query::Query;

fn bring(library: &mut Library, from: usize, texts: &[&str]) -> Vec<ArticleId> {
    let feed = feed(library, "https://a.example/feed");
    let items: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| item(Some(&(from + n).to_string()), text, None, text))
        .collect();
    let stored = library.store_items(feed, &items, at(0)).unwrap();
    while library.index_pending(500).unwrap() > 0 {}
    library.leave_unanalysed(&stored.new).unwrap();
    stored.new
}

fn rule(library: &mut Library, name: &str, query: &str, deeds: &[Deed]) {
    library.put_rule(name, &Query::parse(query).unwrap(), deeds, true).unwrap();
}

fn look(library: &mut Library) -> usize {
    let rules = library.rules().unwrap();
    let (hits, _) = library.rule_arrivals(&rules, &clock(), 500).unwrap();
    assert_eq!(
        library.rule_arrivals(&rules, &clock(), 500).unwrap().1,
        0,
        "each is looked at once"
    );
    hits.len()
}

#[test]
fn what_a_rule_did_is_taken_back_where_it_did_it() {
    let folder = Folder::new();
    let mut library = folder.library();
    let old = bring(&mut library, 0, &["An older ferry"])[0];
    look(&mut library);
    let deeds = ["star", "tag sea", "hide", "keep"].map(|words| Deed::parse(words).unwrap());
    rule(&mut library, "ferries", "ferry", &deeds);
    let ids = bring(&mut library, 1, &["Two ferries", "A bank"]);
    assert_eq!(look(&mut library), 1);
    let listed = |library: &Library, query: &str| {
        let query = Query::parse(query).unwrap();
        library.ids(&Scope { query, ..Scope::default() }, &clock()).unwrap().len()
    };
    assert_eq!(listed(&library, ""), 2, "what is hidden is in no list");
    assert_eq!(listed(&library, "is:hidden tag:sea is:starred is:kept is:read"), 1);
    assert_eq!(library.search(&Query::parse("ferry").unwrap(), &clock(), 9).unwrap().len(), 1);
    let row = library.rule("ferries").unwrap().unwrap();
    assert_eq!(row.hits, 1);
    assert_eq!(library.undo_rule(&row).unwrap(), 1);
    assert_eq!(listed(&library, ""), 3);
    assert_eq!(listed(&library, "is:unread NOT tag:sea NOT is:starred NOT is:kept"), 3);
    assert_eq!(library.apply_rule(&row, &[old, ids[0]], at(9)).unwrap(), 2);
    assert_eq!(listed(&library, "is:hidden"), 2);
}

#[test]
fn a_rule_for_everything_hits_everything_and_one_that_is_off_nothing() {
    let folder = Folder::new();
    let mut library = folder.library();
    rule(&mut library, "all", "", &[Deed::Read]);
    rule(&mut library, "off", "", &[Deed::Star]);
    assert!(library.turn_rule("off", false).unwrap() && !library.turn_rule("none", true).unwrap());
    let texts: Vec<String> = (0..300).map(|n| format!("Number {n} of the ferry")).collect();
    bring(&mut library, 0, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(look(&mut library), 300);
    let starred = Scope { query: Query::parse("is:starred").unwrap(), ..Scope::default() };
    assert!(library.ids(&starred, &clock()).unwrap().is_empty());
    assert!(library.remove_rule("all").unwrap());
    assert_eq!(library.rules().unwrap().len(), 1);
}

#[test]
fn no_limit_takes_out_what_a_rule_keeps() {
    let folder = Folder::new();
    let mut library = folder.library();
    rule(&mut library, "keep", "ferry", &[Deed::Keep, Deed::Read]);
    rule(&mut library, "read", "bank", &[Deed::Read]);
    bring(&mut library, 0, &["A ferry", "A bank"]);
    look(&mut library);
    let feed = feed(&mut library, "https://a.example/feed");
    assert_eq!(library.keep_within(feed, Some(0), None, at(5)).unwrap(), 1);
    assert_eq!(library.ids(&Scope::default(), &clock()).unwrap().len(), 1);
}

#[test]
fn deeds_are_read_as_they_are_written_and_nothing_else_is_one() {
    for words in ["read", "star", "keep", "hide", "notify", "tag far away", "run ./a --now 'b c'"] {
        assert_eq!(Deed::parse(words).unwrap().to_string(), words);
    }
    for words in ["", "tag", "run", "stars", "read it", "run a\nb", "delete"] {
        assert_eq!(Deed::parse(words), None, "{words}");
    }
}

/// How long 100 rules take for an article: `cargo test --release -- --ignored hundred_rules
/// --nocapture`.
#[test]
#[ignore = "measures"]
fn a_hundred_rules_take_less_than_a_millisecond_an_article() {
    let folder = Folder::new();
    let mut library = folder.library();
    let kinds = [
        "word{} NOT bank",
        "title:word{}",
        "from:feed{}",
        "author:lind{}",
        "person:name{}",
        "tag:t{} OR word{}",
        "act:denies word{}",
        "by:name{} said:word{}",
        "since:7d word{}",
        "\"word{} and\"",
    ];
    for n in 0..100 {
        let query = kinds[n % kinds.len()].replace("{}", &n.to_string());
        rule(&mut library, &n.to_string(), &query, &[Deed::Star]);
    }
    let texts: Vec<String> = (0..2000)
        .map(|n| (0..300).map(|w| format!("word{} and ", (n * 31 + w * 17) % 5000)).collect())
        .collect();
    for (index, part) in texts.chunks(500).enumerate() {
        bring(&mut library, index * 500, &part.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let rules = library.rules().unwrap();
    let mut best = f64::MAX;
    for batch in [8, 64, 256] {
        let start = std::time::Instant::now();
        let mut articles = 0;
        while articles < 512 {
            let (_, count) = library.rule_arrivals(&rules, &clock(), batch).unwrap();
            articles += count;
            if count == 0 {
                break;
            }
        }
        let each = start.elapsed().as_secs_f64() * 1000.0 / articles.max(1) as f64;
        println!("batches of {batch}: {each:.3} ms an article ({articles})");
        best = best.min(each);
    }
    assert!(best < 1.0, "{best} ms");
}
