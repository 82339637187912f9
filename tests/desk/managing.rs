//! Feeds as their reader manages them.

use crate::config::Settings;
use crate::desk::{Desk, Shelves};

fn shelves() -> Shelves {
    let shelves = Shelves::new();
    shelves.feed("Harbour", &[("Ferry late", "The ferry was late."), ("Rain", "It rained.")]);
    shelves
}

/// The cursor is on the feed, and what is known of it is shown.
fn managing(shelves: &Shelves) -> Desk {
    let mut desk = Desk::in_library(100, 34, shelves, Settings::default());
    desk.press("ge").press("G").press("e");
    assert!(desk.screen().contains("Feed · Enter changes"), "{}", desk.screen());
    desk
}

fn change(desk: &mut Desk, field: &str, words: &str) {
    desk.press("/").type_words(field).press("Enter").press("Enter");
    desk.press("^U").type_words(words).press("Enter").press("/").press("Esc");
}

#[test]
fn a_feed_is_renamed_moved_tagged_and_limited_and_each_is_taken_back() {
    let shelves = shelves();
    let mut desk = managing(&shelves);
    change(&mut desk, "name", "Quay News");
    change(&mut desk, "folder", "Coast/North");
    change(&mut desk, "tags", "sea ships");
    change(&mut desk, "keep the newest", "40");
    let now = || shelves.library().feeds().expect("feeds").remove(0);
    let subscription = now().subscription;
    assert_eq!(subscription.own_title.as_deref(), Some("Quay News"));
    assert_eq!(
        (subscription.tags.join(" "), subscription.keep_count),
        ("sea ships".into(), Some(40))
    );
    assert!(subscription.folder.is_some() && desk.screen().contains("Coast/North"));
    change(&mut desk, "keep for days", "soon");
    assert!(desk.screen().contains("takes a number"), "{}", desk.screen());
    desk.press("Esc").press("q").press("u").press("u").press("u").press("u");
    let subscription = now().subscription;
    assert_eq!((subscription.own_title, subscription.folder), (None, None));
    assert!(subscription.tags.is_empty() && subscription.keep_count.is_none());
}

#[test]
fn full_text_turns_by_itself() {
    let shelves = shelves();
    let mut desk = managing(&shelves);
    let before = shelves.library().feeds().expect("feeds").remove(0).subscription.full_text;
    desk.press("/").type_words("full text").press("Enter").press("Enter");
    let after = shelves.library().feeds().expect("feeds").remove(0).subscription.full_text;
    assert_ne!(before, after);
}

#[test]
fn a_feed_that_was_removed_is_back_with_undo_and_gone_with_the_end() {
    let shelves = shelves();
    let mut desk = managing(&shelves);
    desk.press("G").press("Enter");
    assert!(desk.screen().contains("removed Harbour"), "{}", desk.screen());
    desk.press("u");
    let feeds = || shelves.library().feeds().expect("feeds");
    assert!(!feeds()[0].subscription.hidden && desk.find("Harbour").is_some());
    desk.press("ge").press("G").press("e").press("G").press("Enter");
    assert!(feeds()[0].subscription.hidden);
    shelves.library().end_removed().expect("ended");
    assert!(feeds().is_empty());
}

#[test]
fn feeds_with_nothing_unread_are_hidden_and_shown_again() {
    let shelves = shelves();
    shelves.feed("Courier", &[("Strike", "They strike.")]);
    let mut desk = Desk::in_library(60, 20, &shelves, Settings::default());
    desk.press("ge").press("G").press("A").press("H");
    assert!(desk.find("Courier").is_none() && desk.find("Harbour").is_some(), "{}", desk.screen());
    desk.press("H");
    assert!(desk.find("Courier").is_some());
}
