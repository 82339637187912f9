//! Notes of the article: shown where one reads, gone to, and back.

use crate::app::{Linear, Popup};
use crate::desk::{Desk, article};
use crate::input::Kind;
use crate::text::Span;

/// A long article with two notes at its end, of which the first is marked twice.
fn noted() -> crate::annotation::Article {
    let calm = "The harbour was calm, and nobody came to see the boats.\n\n".repeat(30);
    let text = format!(
        "# Ferry\n\nThe ferry was late again.[^late] It left at noon.[^noon]\n\n{calm}It was late once more,[^late] and [the board](https://example.org/board) met.\n\n[^late]: By two hours, says the harbour office.\n\n[^noon]: Local time.\n"
    );
    article(Kind::Markdown, &text)
}

fn here(desk: &Desk) -> Option<Span> {
    desk.app.reader.reading.as_ref().expect("open").here
}

fn shown(desk: &Desk) -> bool {
    matches!(desk.app.overlay.popup, Some(Popup::Footnote(_)))
}

#[test]
fn enter_shows_the_note_beside_its_mark_and_again_goes_there_and_back() {
    let mut desk = Desk::with(80, 24, vec![noted()]);
    desk.press("]n").press("Enter");
    let screen = desk.screen();
    assert!(screen.contains("Note 1") && screen.contains("By two hours"), "{screen}");
    assert!(screen.contains("The ferry was late again.[1]"), "its place stays in sight:\n{screen}");
    let mark = here(&desk).expect("at the mark");
    desk.press("Enter");
    let screen = desk.screen();
    assert!(!shown(&desk) && screen.contains("[2] Local time."), "{screen}");
    assert_ne!(here(&desk), Some(mark));
    desk.press("Enter");
    assert_eq!(here(&desk), Some(mark));
    assert!(desk.screen().contains("The ferry was late again.[1]"), "{}", desk.screen());
    desk.press("Enter").press("Enter").press("^O");
    assert_eq!(desk.app.reader.reading.as_ref().expect("open").panel.cursor, mark.start());
}

#[test]
fn the_label_leads_back_to_the_mark_one_came_from_else_to_the_first() {
    let mut desk = Desk::with(80, 24, vec![noted()]);
    desk.press("]n").press("]n").press("]n");
    let last = here(&desk).expect("the third mark");
    desk.press("Enter");
    assert!(shown(&desk));
    desk.press("Enter");
    assert_ne!(here(&desk), Some(last), "at the note");
    desk.press("Enter");
    assert_eq!(here(&desk), Some(last), "two marks lead to this note");
    let mut desk = Desk::with(80, 24, vec![noted()]);
    desk.press("]n");
    let first = here(&desk);
    desk.press("G").press("{").press("Enter");
    assert_eq!(here(&desk), first, "{}", desk.screen());
}

#[test]
fn a_note_that_is_shown_closes_by_escape_and_by_whatever_is_done_next() {
    let mut desk = Desk::with(80, 24, vec![noted()]);
    desk.press("]n").press("Enter");
    let mark = here(&desk);
    desk.press("Esc");
    assert!(!shown(&desk) && here(&desk) == mark && !desk.app.done);
    desk.press("Enter").press("]n");
    assert!(!shown(&desk) && here(&desk) != mark, "the next mark");
    desk.press("[n");
    assert_eq!(here(&desk), mark);
    desk.press("[n");
    assert!(desk.screen().contains("no more marks of notes"), "{}", desk.screen());
}

#[test]
fn a_mark_and_its_note_are_clicked() {
    let mut desk = Desk::with(120, 34, vec![noted()]);
    let (column, row) = desk.find("[2]").expect("the mark is in sight");
    desk.click(column + 1, row);
    assert!(shown(&desk) && desk.screen().contains("Local time."), "{}", desk.screen());
    let (column, row) = desk.find("Local time.").expect("it is shown");
    desk.click(column, row);
    assert!(!shown(&desk) && desk.screen().contains("[2] Local time."), "{}", desk.screen());
}

#[test]
fn a_mark_without_its_note_and_an_article_without_notes_say_so() {
    let text = "<article><h1>Ferry</h1><p>The ferry was late<sup><a href='#fn9'>9</a></sup> and the people of the town had to wait for it.</p></article>";
    let mut desk = Desk::with(80, 24, vec![article(Kind::Html, text)]);
    desk.press("]n");
    assert!(desk.screen().contains("no notes of its own"), "{}", desk.screen());
}

#[test]
fn a_note_that_is_shown_goes_where_another_article_comes_meanwhile() {
    use crate::app::Msg;

    let mut desk = Desk::with(80, 24, vec![noted()]);
    desk.press("]n").press("]n").press("]n").press("Enter");
    assert!(shown(&desk));
    let generation = desk.app.reader.shelf.generation;
    let mut other = article(Kind::Text, "Schön.");
    other.source = Some("elsewhere".into());
    desk.send(Msg::Read { generation, whole: true, article: Box::new(Ok(other)) });
    assert!(!shown(&desk) && desk.screen().contains("Schön."), "{}", desk.screen());
    desk.press("Enter");
    assert!(!shown(&desk));
}

#[test]
fn a_note_fits_every_screen() {
    for (width, height) in [(20, 6), (21, 7), (40, 12), (80, 6), (110, 12), (300, 60)] {
        let mut desk = Desk::with(width, height, vec![noted()]);
        desk.press("]n").press("Enter");
        assert!(
            shown(&desk) && desk.screen().contains("Note 1"),
            "{width}x{height}\n{}",
            desk.screen()
        );
        let has_room = height > 7;
        assert!(!has_room || desk.screen().contains("The ferry"), "{}", desk.screen());
    }
}

#[test]
fn notes_are_read_in_lines() {
    let mut desk = Desk::with(80, 24, vec![noted()]);
    let mut linear = Linear::default();
    linear.say(&mut desk.app);
    let mark = desk.line(&mut linear, "next footnote").join("\n");
    assert!(mark.contains("[1]") && mark.contains("The ferry was late again."), "{mark}");
    let read = desk.line(&mut linear, "follow");
    assert_eq!(read, ["Note 1: By two hours, says the harbour office.", "1 goes there."]);
    let there = desk.line(&mut linear, "1").join("\n");
    assert!(there.contains("By two hours"), "{there}");
    let back = desk.line(&mut linear, "follow").join("\n");
    assert!(back.contains("The ferry was late again."), "{back}");
    let all = desk.line(&mut linear, "footnotes");
    assert_eq!(all.len(), 3, "{all:?}");
    assert_eq!(all[1], "2. Paragraph 1, note 2: Local time.");
}
