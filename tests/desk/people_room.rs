//! Who is in the library, key by key, on the real application and a real library file.

use crate::config::Settings;
use crate::desk::{Desk, Shelves};

/// Two articles in which one person is named, and one in which she is not.
fn shelves() -> Shelves {
    let shelves = Shelves::new();
    shelves.feed(
        "Harbour",
        &[
            ("Ferry late", "The ferry was late, Anna Lind said on Monday. Bo Falk was on it."),
            ("Quay closes", "“The quay is sinking,” Anna Lind said. She runs the harbour."),
            ("Rain", "It rained in Lisbon."),
        ],
    );
    shelves.analyse();
    shelves
}

fn desk(shelves: &Shelves) -> Desk {
    Desk::in_library(100, 30, shelves, Settings::default())
}

#[test]
fn a_person_has_a_page_from_which_an_article_opens_at_the_words() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("P");
    let list = desk.screen();
    assert!(list.contains("People · most articles first"), "{list}");
    assert!(list.contains("Anna Lind") && list.contains("2 articles · 2 quotations"), "{list}");
    desk.press("Enter");
    let page = desk.screen();
    assert!(page.contains("People › Anna Lind"), "{page}");
    assert!(page.contains("“The quay is sinking,”") && page.contains("Harbour 2"), "{page}");
    desk.press("Enter");
    let article = desk.screen();
    assert!(!article.contains("People ›"), "{article}");
    desk.press("^O");
    assert!(desk.screen().contains("People › Anna Lind"));
    desk.press("q");
    assert!(desk.screen().contains("People · most articles first"));
    desk.press("q");
    assert!(!desk.screen().contains("People · most"));
    assert!(desk.app.library.shown, "the room was entered from the library");
}

#[test]
fn the_list_is_narrowed_by_the_beginnings_of_names_and_turned_by_kind() {
    let shelves = shelves();
    let mut desk = desk(&shelves);
    desk.press("P").press("/").type_words("fal");
    let list = desk.screen();
    assert!(list.contains("Bo Falk") && !list.contains("Anna Lind"), "{list}");
    desk.press("Esc").press("Tab");
    let places = desk.screen();
    assert!(
        places.contains("Places · most articles first") && places.contains("Lisbon"),
        "{places}"
    );
}
