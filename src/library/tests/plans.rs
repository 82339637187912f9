//! Every list is read in the order of an index: no sorting, no walk over a whole table, however many articles and feeds there are.

use super::Folder;
use super::articles::clock;
use crate::library::{FeedId, Library, Only, Order, Place, Scope};

fn plan(library: &Library, scope: &Scope) -> Vec<String> {
    let (sql, values) = library.select("article.id, title", scope, &clock(), None, Some(50)).unwrap();
    let mut statement = library.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    statement.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).unwrap().map(Result::unwrap).collect()
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
            assert!(plan.iter().all(|line| !line.contains("TEMP B-TREE")), "{place:?} {only:?}: {plan:?}");
        }
    }
}

#[test]
fn lists_by_source_and_length_have_their_index() {
    let folder = Folder::new();
    let library = folder.library();
    for (order, index) in [(Order::Source, "article_source"), (Order::Longest, "article_words"), (Order::Shortest, "article_words")] {
        let plan = plan(&library, &Scope { order, ..Scope::default() });
        assert!(plan[0].contains(index) && plan.len() == 1, "{order:?}: {plan:?}");
    }
}
