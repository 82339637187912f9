//! Every list is read in the order of an index: no sorting, no walk over a whole table, however
//! many articles and feeds there are.

use super::Folder;
use super::articles::clock;
use crate::library::counts::{Few, SHARED};
use crate::library::{FeedId, FolderId, Library, Only, Order, Place, Scope, Subscription};
use crate::query::Query;

fn plan(library: &Library, scope: &Scope) -> Vec<String> {
    let (sql, values) =
        library.select("article.id, title", scope, &clock(), None, Some(50)).unwrap();
    let mut statement = library.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    statement
        .query_map(rusqlite::params_from_iter(values), |row| row.get(3))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn every_list_by_date_has_its_index() {
    let folder = Folder::new();
    let library = folder.library();
    let cases = [
        (Place::All, Only::All, "article_at"),
        (Place::All, Only::Unread, "article_unread"),
        (Place::All, Only::Starred, "article_starred"),
        (Place::All, Only::Annotated, "article_annotated"),
        (Place::Feed(FeedId(1)), Only::All, "item_list (feed_id=?)"),
        (Place::Feed(FeedId(1)), Only::Unread, "item_unread (feed_id=?)"),
    ];
    for (place, only, index) in cases {
        for order in [Order::Newest, Order::Oldest] {
            let plan = plan(&library, &Scope { place, only, order, ..Scope::default() });
            assert!(plan[0].contains(index), "{place:?} {only:?}: {plan:?}");
            assert!(
                plan.iter().all(|line| !line.contains("TEMP B-TREE")),
                "{place:?} {only:?}: {plan:?}"
            );
        }
    }
}

#[test]
fn lists_by_source_and_length_have_their_index() {
    let folder = Folder::new();
    let library = folder.library();
    for (order, index) in [
        (Order::Source, "article_source"),
        (Order::Longest, "article_words"),
        (Order::Shortest, "article_words"),
    ] {
        let plan = plan(&library, &Scope { order, ..Scope::default() });
        assert!(plan[0].contains(index) && plan.len() == 1, "{order:?}: {plan:?}");
    }
}

const ORDERS: [Order; 5] =
    [Order::Newest, Order::Oldest, Order::Source, Order::Longest, Order::Shortest];

/// Whether a plan walks over all articles, without an index that holds only those wanted.
fn walks(plan: &[String]) -> bool {
    plan.iter().any(|line| {
        (line == "SCAN article" || line.starts_with("SCAN article "))
            && !["article_unread", "article_starred", "article_annotated"]
                .iter()
                .any(|index| line.contains(index))
    })
}

#[test]
fn a_folder_with_few_of_the_articles_is_read_by_its_feeds_and_one_with_many_in_the_order_of_all() {
    let folder = Folder::new();
    let mut library = folder.library();
    let inside = library.folder(None, "Ports", "{}").unwrap();
    let feed = Subscription { folder: Some(inside), ..Subscription::to("https://a.example/") };
    let (feed, _) = library.add_feed(&feed, clock().now).unwrap();
    library.connection.execute("INSERT INTO article (id, title, at, added, changed, words) VALUES (5000, 'far', 1, 1, 1, 1)", []).unwrap();
    library
        .connection
        .execute(
            "INSERT INTO item (feed_id, article_id, key, at, unread) VALUES (?1, 5000, 1, 1, 1)",
            [feed],
        )
        .unwrap();
    for only in [Only::All, Only::Unread, Only::Starred, Only::Annotated] {
        for order in ORDERS {
            let scope = Scope { place: Place::Folder(inside), only, order, ..Scope::default() };
            let few = plan(&library, &scope);
            assert!(!walks(&few), "{only:?} {order:?}: {few:#?}");
            assert!(
                few.iter().any(|line| line.contains("item") && line.contains("feed_id=?")),
                "{only:?} {order:?}: {few:#?}"
            );
        }
    }
    library.connection.execute("UPDATE feed_count SET items = 4000", []).unwrap();
    for (only, index) in [
        (Only::All, "article_at"),
        (Only::Unread, "article_unread"),
        (Only::Starred, "article_starred"),
        (Only::Annotated, "article_annotated"),
    ] {
        let many =
            plan(&library, &Scope { place: Place::Folder(inside), only, ..Scope::default() });
        assert!(
            many[0].contains(index) && many.iter().all(|line| !line.contains("ORDER BY")),
            "{only:?}: {many:#?}"
        );
    }
    let listed = library
        .page(&Scope { place: Place::Folder(inside), ..Scope::default() }, &clock(), None, 9)
        .unwrap();
    assert_eq!(listed.len(), 1);
}

#[test]
fn no_list_of_some_articles_walks_over_all() {
    let folder = Folder::new();
    let library = folder.library();
    for order in ORDERS {
        for only in [Only::All, Only::Unread, Only::Starred, Only::Annotated] {
            let of_feed = plan(
                &library,
                &Scope { place: Place::Feed(FeedId(1)), only, order, ..Scope::default() },
            );
            assert!(!walks(&of_feed), "{only:?} {order:?}: {of_feed:#?}");
        }
        for only in [Only::Starred, Only::Annotated] {
            let few = plan(&library, &Scope { only, order, ..Scope::default() });
            assert!(!walks(&few), "{only:?} {order:?}: {few:#?}");
        }
    }
    let missing = plan(&library, &Scope { place: Place::Folder(FolderId(9)), ..Scope::default() });
    assert!(!missing.is_empty());
    for words in [
        "tag:later",
        "harbour",
        "since:7d",
        "harbour is:unread",
        "by:\"Ana Ruiz\"",
        "title:harbour",
    ] {
        let query = Query::parse(words).unwrap();
        let plan = plan(&library, &Scope { query, ..Scope::default() });
        assert!(!walks(&plan), "{words}: {plan:#?}");
    }
}

#[test]
fn counts_are_kept_or_read_from_an_index_that_holds_nothing_else() {
    let folder = Folder::new();
    let library = folder.library();
    let plan = |sql: &str| -> String {
        let mut statement =
            library.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let lines = statement
            .query_map([], |row| row.get::<_, String>(3))
            .unwrap()
            .map(Result::unwrap)
            .collect::<Vec<_>>();
        lines.join("; ")
    };
    let unread = plan("SELECT count(*) FROM article WHERE unread = 1");
    assert!(unread.contains("COVERING INDEX article_unread"), "{unread}");
    let shared = plan(SHARED);
    assert!(
        shared.contains("USING COVERING INDEX item_article")
            && shared.contains("item_article (article_id=?)"),
        "{shared}"
    );
    assert!(plan(Few::Starred.sql()).contains("article_starred"));
}
