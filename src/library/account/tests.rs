use std::collections::HashSet;

use super::{Arrival, ServerFeed, ServerStates, StateChange, StateField};
use crate::annotation::Article;
use crate::library::tests::{Folder, at};
use crate::library::{AccountId, ArticleId, FeedId, Library, NewItem, State};
use crate::text::Document;

fn arrival(number: i64, unread: bool) -> (NewItem, Arrival) {
    let url = format!("https://harbour.example/{number}");
    let mut article = Article::of(Document::verbatim(format!("Report {number} on the ferry.")));
    article.title = Some(format!("Report {number}"));
    article.source = Some(url);
    let item = NewItem::new(Some(format!("account:1/{number}")), article, None);
    (item, Arrival { number, unread, ..Arrival::default() })
}

fn take(library: &mut Library, account: AccountId, feed: FeedId, all: Vec<(NewItem, Arrival)>) {
    let (items, arrivals): (Vec<NewItem>, Vec<Arrival>) = all.into_iter().unzip();
    library.take_arrivals(account, feed, &items, &arrivals, at(0)).unwrap();
}

/// A library with an account, one feed of it, and its unread articles 1 to 4.
fn synced(folder: &Folder) -> (Library, AccountId, FeedId, Vec<ArticleId>) {
    let mut library = folder.library();
    let account = library.account("home", "https://rss.example", "ana").unwrap().id;
    let feed = ServerFeed {
        stream: "feed/1".into(),
        title: "Harbour".into(),
        url: "https://harbour.example/feed".into(),
        ..ServerFeed::default()
    };
    library.merge_feeds(account, &[feed], at(0)).unwrap();
    let feed = library.streams(account).unwrap()["feed/1"];
    let all = (1..=4).rev().map(|number| arrival(number, true)).collect();
    take(&mut library, account, feed, all);
    let ids = library
        .connection
        .prepare("SELECT article_id FROM account_article ORDER BY number")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    (library, account, feed, ids)
}

fn merge(library: &mut Library, account: AccountId, unread: &[i64], starred: &[i64]) -> usize {
    let (unread, starred): (HashSet<i64>, HashSet<i64>) =
        (unread.iter().copied().collect(), starred.iter().copied().collect());
    let states =
        ServerStates { all: &[1, 2, 3, 4], unread: &unread, starred: &starred, tags: None };
    library.merge_states(account, &states, at(1)).unwrap().down
}

fn waits(library: &Library, account: AccountId) -> Vec<(StateField, bool, i64)> {
    let waiting = library.states_waiting(account).unwrap();
    waiting.into_iter().map(|change| (change.field, change.value, change.number)).collect()
}

#[test]
fn a_change_waits_until_it_is_told_or_taken_back() {
    let folder = Folder::new();
    let (mut library, account, _, ids) = synced(&folder);
    assert!(waits(&library, account).is_empty());
    library.set_state(&ids[..2], &State::Unread(false), "read", at(1)).unwrap();
    library
        .set_state(&ids[..1], &State::Tag { name: "Pier".into(), set: true }, "tagged", at(1))
        .unwrap();
    assert_eq!(
        waits(&library, account),
        [
            (StateField::Tag("Pier".into()), true, 1),
            (StateField::Unread, false, 1),
            (StateField::Unread, false, 2)
        ]
    );
    library.undo().unwrap();
    library.undo().unwrap();
    assert!(waits(&library, account).is_empty(), "what is set back is no change");
    library.redo().unwrap();
    let told = library.states_waiting(account).unwrap();
    // Changed again while the server was told.
    library.set_state(&ids[..1], &State::Unread(true), "unread", at(2)).unwrap();
    library.states_were_told(account, &told).unwrap();
    assert_eq!(waits(&library, account), []);
    library.set_state(&ids[..1], &State::Unread(false), "read", at(3)).unwrap();
    assert_eq!(waits(&library, account), []);
}

#[test]
fn what_the_server_says_is_no_change_for_it() {
    let folder = Folder::new();
    let (mut library, account, _, ids) = synced(&folder);
    library.set_state(&ids[1..2], &State::Unread(false), "read", at(1)).unwrap();
    assert_eq!(merge(&mut library, account, &[4], &[3]), 3);
    assert!(waits(&library, account).is_empty(), "the same was done on both sides");
    let rows = library.rows(&ids).unwrap();
    assert_eq!(rows.iter().map(|row| row.unread).collect::<Vec<_>>(), [false, false, false, true]);
    assert!(rows[2].starred);
    assert_eq!(merge(&mut library, account, &[4], &[3]), 0);
}

#[test]
fn an_article_that_was_taken_out_here_stays_out_and_the_server_is_told_nothing() {
    let folder = Folder::new();
    let (mut library, account, feed, ids) = synced(&folder);
    library.connection.execute("DELETE FROM article WHERE id = ?1", [ids[3]]).unwrap();
    merge(&mut library, account, &[], &[]);
    assert!(waits(&library, account).is_empty(), "it went here alone");
    let states = ServerStates {
        all: &[1, 2, 3, 4, 5],
        unread: &HashSet::new(),
        starred: &HashSet::new(),
        tags: None,
    };
    let missing = library.merge_states(account, &states, at(2)).unwrap().missing;
    assert_eq!(missing, [5], "what was taken out is not asked for again");
    take(&mut library, account, feed, vec![arrival(5, true)]);
    assert_eq!(library.rows(&ids).unwrap().len(), 3);
}

#[test]
fn an_article_that_was_here_before_unites_with_that_of_the_server() {
    let folder = Folder::new();
    let (mut library, account, feed, _) = synced(&folder);
    let (item, own) = arrival(9, true);
    let id = library.store_items(feed, std::slice::from_ref(&item), at(0)).unwrap().new[0];
    library.set_state(&[id], &State::Starred(true), "starred", at(1)).unwrap();
    library
        .set_state(&[id], &State::Tag { name: "own".into(), set: true }, "tagged", at(1))
        .unwrap();
    let there = Arrival { unread: false, tags: vec!["theirs".into()], ..own };
    take(&mut library, account, feed, vec![(item, there)]);
    let row = &library.rows(&[id]).unwrap()[0];
    assert_eq!((row.unread, row.starred, row.tags), (false, true, 2));
    assert_eq!(
        waits(&library, account),
        [(StateField::Starred, true, 9), (StateField::Tag("own".into()), true, 9)]
    );
}

#[test]
fn a_tag_that_is_gone_from_the_server_as_such_stays_here() {
    let folder = Folder::new();
    let (mut library, account, feed, _) = synced(&folder);
    let (item, plain) = arrival(5, true);
    let tagged = Arrival { tags: vec!["pier".into(), "sea".into()], ..plain };
    take(&mut library, account, feed, vec![(item, tagged)]);
    let unread: HashSet<i64> = (1..=5).collect();
    let tags = [("sea".to_owned(), HashSet::new())];
    let states = ServerStates {
        all: &[1, 2, 3, 4, 5],
        unread: &unread,
        starred: &HashSet::new(),
        tags: Some(&tags),
    };
    let merged = library.merge_states(account, &states, at(1)).unwrap();
    assert_eq!(merged.decided, ["the tag “pier” is no longer on the server; it stays here"]);
    let names: Vec<(String, u32)> = library.tags().unwrap();
    assert_eq!(names, [("pier".to_owned(), 1)]);
    assert!(waits(&library, account).is_empty());
}

#[test]
fn ten_thousand_articles_are_brought_together_in_no_more_than_their_share() {
    let folder = Folder::new();
    let (mut library, account, _, ids) = synced(&folder);
    let fill = |library: &Library, count: i64| {
        library.connection.execute("DELETE FROM account_article WHERE number > 4", []).unwrap();
        library
            .connection
            .execute(
                "WITH RECURSIVE n (n) AS (VALUES (5) UNION ALL SELECT n + 1 FROM n WHERE n < ?2) \
                 INSERT INTO account_article SELECT ?1, n, NULL, 0, 0 FROM n",
                rusqlite::params![account, count],
            )
            .unwrap();
    };
    let mut took = Vec::new();
    for count in [2_000, 40_000] {
        fill(&library, count);
        let all: Vec<i64> = (1..=count).collect();
        let unread: HashSet<i64> = (1..=4).collect();
        let states =
            ServerStates { all: &all, unread: &unread, starred: &HashSet::new(), tags: None };
        let begun = std::time::Instant::now();
        assert_eq!(
            library.merge_states(account, &states, at(1)).unwrap().missing,
            Vec::<i64>::new()
        );
        took.push(begun.elapsed());
    }
    assert!(took[1] < took[0] * 100 + std::time::Duration::from_millis(200), "{took:?}");
    assert_eq!(library.rows(&ids).unwrap().len(), 4);
    let change = StateChange { field: StateField::Unread, value: false, number: 1 };
    library.states_were_told(account, &[change]).unwrap();
}
