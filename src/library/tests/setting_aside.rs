use jiff::{SignedDuration, Timestamp};

use super::articles::{article, clock, feed, item};
use super::{Folder, at};
use crate::analysis::{Context, analyze};
use crate::library::{Library, LibraryError, Only, Origin, QuoteFilter, Scope, State};
use crate::query::Query;

/// Writes other bytes in the place of a text's, as a failing disk does; the file stays sound.
fn damage(library: &Library, title: &str) {
    let changed = library
        .connection
        .execute(
            "UPDATE body SET data = zeroblob(length(data)) WHERE id = (SELECT body_id FROM article WHERE title = ?1)",
            [title],
        )
        .unwrap();
    assert_eq!(changed, 1);
}

fn found(library: &Library, query: &str) -> Vec<String> {
    let hits = library.search(&Query::parse(query).unwrap(), &clock(), 10).unwrap();
    hits.into_iter().map(|hit| hit.row.title).collect()
}

fn analyse(library: &mut Library) -> usize {
    let mut done = 0;
    loop {
        let waiting = library.unanalysed(10).unwrap();
        if waiting.is_empty() {
            return done;
        }
        for id in waiting {
            let Ok(article) = library.readable(id) else { continue };
            let analysis = analyze(&article.document, &Context::default());
            library.save_analysis(Some(id), &article.document, &analysis).unwrap();
            done += 1;
        }
    }
}

#[test]
fn one_damaged_text_is_set_aside_and_all_others_are_indexed_and_analysed() {
    let folder = Folder::new();
    let mut library = folder.library();
    let harbour = feed(&mut library, "https://a.example/");
    let items: Vec<_> = ["Ferry", "Bridge", "Market"]
        .iter()
        .map(|title| item(Some(title), title, None, &format!("The {title} closed early today.")))
        .collect();
    library.store_items(harbour, &items, at(0)).unwrap();
    damage(&library, "Bridge");
    assert_eq!(library.faults().unwrap().len(), 1, "what repair looks at sees it");
    while library.index_pending(1).unwrap() > 0 {}
    assert_eq!(found(&library, "closed").len(), 2);
    assert_eq!(found(&library, "bridge"), ["Bridge"], "by its title");
    assert_eq!(analyse(&mut library), 2);
    let aside = library.set_aside().unwrap();
    assert_eq!((aside.len(), aside[0].title.as_str(), aside[0].is_all), (1, "Bridge", true));
    assert!(matches!(library.article(aside[0].article), Err(LibraryError::Lost)));
    assert_eq!(library.ids(&Scope::default(), &clock()).unwrap().len(), 3, "it stays in lists");
    assert_eq!(library.faults().unwrap(), Vec::<String>::new());
    // The feed still has it: the next fetch brings it back.
    library.store_items(harbour, &items, at(9)).unwrap();
    assert_eq!(library.set_aside().unwrap(), []);
    assert!(library.article(aside[0].article).is_ok());
}

#[test]
fn a_feed_whose_text_was_set_aside_is_asked_as_if_it_had_never_answered() {
    let folder = Folder::new();
    let mut library = folder.library();
    let harbour = feed(&mut library, "https://a.example/");
    library.store_items(harbour, &[item(Some("1"), "Ferry", None, "It was late.")], at(0)).unwrap();
    let mut state = library.feed(harbour).unwrap().fetch;
    (state.etag, state.body_hash) = (Some("\"1\"".into()), Some(vec![1]));
    library.set_fetch_state(harbour, &state).unwrap();
    damage(&library, "Ferry");
    library.index_pending(10).unwrap();
    let state = library.feed(harbour).unwrap().fetch;
    assert_eq!((state.etag, state.body_hash), (None, None));
}

#[test]
fn the_version_before_stands_in_for_a_damaged_one() {
    let folder = Folder::new();
    let mut library = folder.library();
    let harbour = feed(&mut library, "https://a.example/");
    for words in ["It was late.", "It was late by an hour."] {
        library.store_items(harbour, &[item(Some("1"), "Ferry", None, words)], at(0)).unwrap();
    }
    let id = library.ids(&Scope::default(), &clock()).unwrap()[0];
    damage(&library, "Ferry");
    assert!(matches!(library.article(id), Err(LibraryError::Damaged { .. })));
    assert!(library.readable(id).unwrap().document.text().ends_with("It was late."));
    assert!(library.as_fed(id).is_ok());
    assert!(!library.set_aside().unwrap()[0].is_all);
    assert_eq!(library.rows(&[id]).unwrap()[0].versions, 1);
}

#[test]
fn a_feed_is_stored_though_a_text_it_has_is_damaged_here() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (first, second) =
        (feed(&mut library, "https://a.example/"), feed(&mut library, "https://b.example/"));
    let url = Some("https://c.example/ferry");
    let short = item(Some("1"), "Ferry", url, "It was late.");
    library.store_items(first, &[short], at(0)).unwrap();
    damage(&library, "Ferry");
    // Another wording of it, which is compared with the damaged one.
    let other = item(Some("x"), "Ferry", url, "It came late on Monday.");
    let more = item(Some("y"), "Market", None, "It opened.");
    library.store_items(second, &[other, more], at(1)).unwrap();
    let id = library.find_article(url, None).unwrap().unwrap();
    assert!(library.readable(id).unwrap().document.text().contains("on Monday"));
    // A page that was fetched for it and is damaged gives way to the feed's text.
    let page = article("Ferry", url, "It came late on Monday, as it had on Sunday.");
    library.add_text(id, &page, Origin::Page, at(2)).unwrap();
    damage(&library, "Ferry");
    library.show_text(id, Origin::Page).unwrap();
    assert!(library.readable(id).unwrap().document.text().ends_with("on Monday."));
}

#[test]
fn a_text_that_is_shown_and_is_not_there_is_read_around() {
    let folder = Folder::new();
    let mut library = folder.library();
    let kept = article("Ferry", None, "“It was late,” said Anna Lind.");
    let id = library.keep_article(&kept, Origin::File, at(0)).unwrap();
    analyse(&mut library);
    library.connection.execute("UPDATE article SET body_id = 99, engine = 0", []).unwrap();
    assert_eq!(library.quotes(&QuoteFilter::default(), 9).unwrap().len(), 1);
    assert_eq!(analyse(&mut library), 1);
    assert_eq!(library.readable(id).unwrap().document, kept.document);
}

fn removed(library: &Library) -> i64 {
    library.connection.query_row("SELECT count(*) FROM removed", [], |row| row.get(0)).unwrap()
}

#[test]
fn an_item_that_was_taken_out_is_remembered_while_its_feed_lists_it_and_ninety_days_more() {
    let folder = Folder::new();
    let mut library = folder.library();
    let harbour = feed(&mut library, "https://a.example/");
    let day = |day: i64| -> Timestamp { at(0) + SignedDuration::from_hours(24 * day) };
    let items: Vec<_> =
        (0..3).map(|n| item(Some(&n.to_string()), &format!("Item {n}"), None, "Words.")).collect();
    library.store_items(harbour, &items, day(0)).unwrap();
    let all = library.ids(&Scope::default(), &clock()).unwrap();
    library.set_state(&all, &State::Unread(false), "read", day(0)).unwrap();
    assert_eq!(library.keep_within(harbour, Some(1), None, day(0)).unwrap(), 2);
    assert_eq!(removed(&library), 2);
    // Listed for a year: none of them comes back.
    for month in 1..13 {
        library.store_items(harbour, &items, day(30 * month)).unwrap();
        assert_eq!(
            (library.ids(&Scope::default(), &clock()).unwrap().len(), removed(&library)),
            (1, 2)
        );
    }
    // One is no longer listed.
    for days in [400, 440] {
        library.store_items(harbour, &items[..2], day(days)).unwrap();
        assert_eq!(removed(&library), 2);
    }
    library.store_items(harbour, &items[..2], day(460)).unwrap();
    assert_eq!(removed(&library), 1);
    let scope = Scope { only: Only::Unread, ..Scope::default() };
    assert_eq!(library.ids(&scope, &clock()).unwrap(), []);
}

#[test]
fn of_one_feed_no_more_items_are_remembered_than_are_read_of_one() {
    let folder = Folder::new();
    let mut library = folder.library();
    let harbour = feed(&mut library, "https://a.example/");
    library
        .connection
        .execute(
            "WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n LIMIT 21000) \
             INSERT INTO removed SELECT ?1, n, ?2 + n FROM n",
            rusqlite::params![harbour, at(0).as_second()],
        )
        .unwrap();
    library.keep_within(harbour, Some(1), None, at(30_000)).unwrap();
    assert_eq!(removed(&library), 20_000);
    let oldest: i64 =
        library.connection.query_row("SELECT min(key) FROM removed", [], |row| row.get(0)).unwrap();
    assert_eq!(oldest, 1001, "those that were listed last stay");
}
