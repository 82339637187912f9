//! Help, hints and menus: how somebody finds what can be done.

use crate::app::{HelpRow, MouseAction, Popup};
use crate::config::Settings;
use crate::desk::{Desk, Shelves, article};
use crate::input::Kind;

fn rows(desk: &Desk) -> Vec<String> {
    let Some(Popup::Help(help)) = &desk.app.overlay.popup else { return Vec::new() };
    let words = |row: &HelpRow| match row {
        HelpRow::Heading(words) => format!("# {words}"),
        HelpRow::Deed { keys, what, .. } => format!("{keys}: {what}"),
        HelpRow::Sign(sign) => format!("{} = {}", sign.sign, sign.means),
    };
    help.rows.iter().map(words).collect()
}

fn shelves() -> Shelves {
    let shelves = Shelves::new();
    shelves.feed("Harbour", &[("Ferry late", "The ferry was late, Anna Lind said.")]);
    shelves
}

#[test]
fn help_is_grouped_by_what_one_wants_with_the_panel_first_and_the_signs_last() {
    let mut desk = Desk::new(120, 40);
    desk.press("?");
    let headings: Vec<String> =
        rows(&desk).into_iter().filter(|row| row.starts_with("# ")).collect();
    assert_eq!(
        headings,
        [
            "# Here, in the article",
            "# Move",
            "# Find",
            "# People and quotations",
            "# Marks, notes and copies",
            "# Articles and feeds",
            "# The program",
            "# Signs on the screen"
        ]
    );
    desk.press("q").press("gq").press("F1");
    assert!(rows(&desk)[0].contains("the quotations"), "F1 is ?");
    assert!(rows(&desk)[1].starts_with("w: "), "{:?}", rows(&desk));
}

#[test]
fn help_is_searched_by_the_words_a_person_would_use() {
    let shelves = shelves();
    for (words, found) in [
        ("unread", "next unread article"),
        ("font", "wider text column"),
        ("bookmark", "mark the paragraph"),
        ("clipboard", "copy the paragraph"),
        ("dark", "theme"),
        ("exit", "quit"),
        ("favourite", "star the article"),
        ("broken feeds", "failed"),
    ] {
        let mut desk = Desk::in_library(120, 40, &shelves, Settings::default());
        desk.press("Enter").press("?").press("/").type_words(words).press("Enter");
        let rows = rows(&desk);
        assert!(rows.iter().any(|row| row.contains(found)), "{words}: {rows:?}");
        assert!(rows.len() < 30, "{words} finds nearly everything");
    }
}

#[test]
fn what_is_found_in_help_is_done_from_there() {
    let mut desk = Desk::new(120, 40);
    desk.press("?").press("/").type_words("zen").press("Enter").press("Enter");
    assert!(desk.app.overlay.popup.is_none() && desk.app.reader.panels.alone);
    desk.press("?").press("/").type_words("zen").press("Enter");
    let (column, row) = desk.find("the article alone").expect("it is in sight");
    desk.click(column, row);
    assert!(!desk.app.reader.panels.alone, "by the mouse too");
}

#[test]
fn hints_follow_the_panel_can_be_clicked_and_turned_off() {
    let lowest = |desk: &Desk| desk.screen().lines().last().unwrap_or_default().to_owned();
    let mut desk = Desk::new(80, 24);
    assert!(lowest(&desk).contains("]q quotation"), "{}", lowest(&desk));
    desk.press("gq");
    assert!(lowest(&desk).contains("w why"), "{}", lowest(&desk));
    let (column, row) = desk.find("w why").expect("it is in sight");
    desk.click(column + 2, row);
    assert!(matches!(desk.app.overlay.popup, Some(Popup::Words { .. })), "a click does it");
    let settings = Settings { hints: false, ..Settings::default() };
    let desk = Desk::with_settings(80, 24, vec![crate::desk::sample()], settings);
    assert!(!lowest(&desk).contains("quotation") && lowest(&desk).contains("? help"));
}

#[test]
fn hints_fit_on_every_width_beside_what_else_the_line_says() {
    for width in [20, 40, 60, 80, 100, 120, 200] {
        let desk = Desk::new(width, 24);
        let screen = desk.screen();
        let lowest = screen.lines().last().unwrap_or_default();
        assert!(lowest.starts_with(" ¶1"), "{width}: {lowest}");
        assert!(width < 40 || lowest.ends_with("? help"), "{width}: {lowest}");
    }
}

#[test]
fn the_right_button_offers_what_can_be_done_with_the_thing_clicked() {
    let first = |desk: &Desk| {
        let found = desk.app.palette("");
        desk.app.keys.map.id(found[0]).to_owned()
    };
    let text = "Ana Ruiz said on Monday: “The quay is closed.”\n\nRead [the paper](https://example.org/paper).";
    let mut desk = Desk::with(120, 34, vec![article(Kind::Markdown, text)]);
    for (words, command) in
        [("the paper", "follow"), ("Ruiz said", "next_of_entity"), ("quay is", "why")]
    {
        let (column, row) = desk.find(words).expect("it is in sight");
        desk.mouse(MouseAction::PressRight, column, row);
        assert_eq!(first(&desk), command, "{words}\n{}", desk.screen());
        assert!(desk.opened.is_empty(), "nothing is opened by that");
        desk.press("Esc");
    }
    let shelves = shelves();
    let mut desk = Desk::in_library(120, 34, &shelves, Settings::default());
    let (column, row) = desk.find("FEEDS").expect("the heading of the feeds");
    desk.mouse(MouseAction::PressRight, column, row + 1);
    assert!(desk.screen().contains("in the feeds first"), "{}", desk.screen());
}
