//! Screens of the real application, compared with those kept in `tests/screens`.
//!
//! After a change that is meant: `UPDATE_SCREENS=1 cargo test --lib desk::screens`, and look at the
//! difference before it is committed.

use crate::desk;
use crate::desk::{Desk, Shelves};

fn compare(name: &str, desk: &Desk) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/screens")
        .join(format!("{name}.txt"));
    let screen = desk.screen() + "\n";
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::write(&path, &screen).expect("the screen is written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(screen.lines()).position(|(kept, now)| kept != now);
    assert!(
        kept == screen,
        "{name} differs from line {:?} on; it is now\n{screen}",
        differs.map(|line| line + 1)
    );
}

#[test]
fn the_sample_on_screens_of_four_sizes() {
    for (width, height) in [(80, 24), (120, 40), (200, 50), (40, 12)] {
        compare(&format!("sample-{width}x{height}"), &Desk::new(width, height));
    }
}

#[test]
fn the_side_panels_where_only_one_fits() {
    let mut desk = Desk::new(80, 24);
    compare("quotations-80x24", desk.press("gq"));
    desk.resize(40, 12);
    compare("quotations-40x12", &desk);
    compare("names-40x12", desk.press("ge"));
}

#[test]
fn what_lies_over_the_panels() {
    compare("help-80x24", Desk::new(80, 24).press("?"));
    compare("which-key-120x40", Desk::new(120, 40).press("]"));
    compare("palette-80x24", Desk::new(80, 24).press(":"));
    compare("why-120x40", Desk::new(120, 40).press("]q").press("w"));
    compare("search-80x24", Desk::new(80, 24).press("/").type_words("belarus"));
}

/// A library with folders, a feed that failed, stars, tags and a saved query.
fn shelves() -> Shelves {
    let shelves = Shelves::new();
    let ferry = "The last ferry to the islands left the harbour forty minutes late on Monday, the third delay in a week.\n\n\
                 “We are sorry, and we will pay for every missed train,” said Anna Lind, who runs the line.\n\n\
                 Karim Haddad, the mayor, told reporters that the town would look for another company.";
    let bank = "Two banks that have worked side by side for a century become one in June, their chairman Oskar Brandt said on Sunday.";
    let strike = "Drivers stopped work at noon. “Nobody wanted this,” said Maria Okafor of the drivers’ union. ";
    let harbour = shelves.feed(
        "Harbour Times",
        &[
            ("Ferry late again, and the town has had enough of it", ferry),
            ("Union and Harbour banks become one in June", bank),
            ("Rain until Thursday", "It rained."),
        ],
    );
    shelves.feed(
        "Courier",
        &[
            ("Bus drivers strike from noon", &strike.repeat(40)),
            ("A quiet day", "Nothing happened."),
        ],
    );
    let gone = shelves.feed("The Old Gazette", &[]);
    let mut library = shelves.library();
    let now = desk::clock().now;
    let folder = library.folder(None, "Coast", "{}").expect("a folder");
    library.change_feed(harbour, |feed| feed.folder = Some(folder)).expect("changed");
    let failed = crate::library::FetchState {
        state: crate::library::FeedState::Failed,
        error: Some("no such host".into()),
        ..Default::default()
    };
    library.set_fetch_state(gone, &failed).expect("saved");
    let rows =
        library.page(&crate::library::Scope::default(), &desk::clock(), None, 9).expect("rows");
    let set = |library: &mut crate::library::Library, at: usize, state| {
        library.set_state(&[rows[at].id], &state, "", now).expect("set")
    };
    set(&mut library, 0, crate::library::State::Starred(true));
    set(&mut library, 3, crate::library::State::Unread(false));
    set(&mut library, 1, crate::library::State::Tag { name: "later".into(), set: true });
    library
        .choose_query("Ferries", Some("ferry"), "saved", jiff::Timestamp::UNIX_EPOCH)
        .expect("saved");
    shelves.analyse();
    shelves
}

#[test]
fn the_library_on_screens_of_four_sizes() {
    let shelves = shelves();
    for (width, height) in [(80, 24), (120, 40), (200, 50), (40, 12)] {
        compare(
            &format!("library-{width}x{height}"),
            &Desk::in_library(width, height, &shelves, crate::config::Settings::default()),
        );
    }
    let desk = || Desk::in_library(80, 24, &shelves, crate::config::Settings::default());
    compare("library-preview-80x24", desk().press("gv"));
    compare("library-filter-80x24", desk().press("/").type_words("ferry"));
    compare("library-tag-80x24", desk().press("x").press("t"));
    let mut narrow = Desk::in_library(40, 12, &shelves, crate::config::Settings::default());
    compare("library-feeds-40x12", narrow.press("ge"));
}

#[test]
fn the_article_alone_and_in_ascii() {
    compare("alone-120x40", Desk::new(120, 40).press("z"));
    let settings = crate::config::Settings { ascii: true, ..crate::config::Settings::default() };
    compare("ascii-120x40", &Desk::with_settings(120, 40, vec![desk::sample()], settings));
}

/// Paragraphs, a list, a quotation and a table that start on the right, words of both directions in
/// one line, and Chinese.
const BOTH_WAYS: &str = include_str!("../screens/both-ways.md");

#[test]
fn text_from_right_to_left() {
    let mut desk = Desk::with(80, 40, vec![desk::article(crate::input::Kind::Markdown, BOTH_WAYS)]);
    compare("both-ways-80x40", &desk);
    let (column, row) =
        desk.find("םינותנה").expect("the link is in sight, its letters from right to left");
    desk.click(column, row);
    assert_eq!(desk.read, ["https://data.example/numbers"], "a click finds the text under it");
    compare("both-ways-40x12", desk.press("gg").resize(40, 12).press("/").type_words("סחר"));
}

#[test]
fn what_is_selected_and_written() {
    compare("selection-80x24", Desk::new(80, 24).press("}}v").press("]q"));
    compare("highlight-40x12", Desk::new(40, 12).press("]q").press("H"));
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = Desk::new(width, height);
        desk.press("}}}a")
            .type_words("Ask the ministry for the figures of last year.")
            .press("Enter")
            .type_words("Call again on Monday");
        compare(&format!("note-{width}x{height}"), &desk);
    }
}
