//! Selecting, highlighting, writing notes and the list of marks, key by key and by mouse, on the
//! real application and a real library.

use crate::app::{Change, MouseAction, Msg};
use crate::desk::{Desk, Kept, article};
use crate::input::Kind;

const REPORT: &str = "# Harbour\n\nThe town council met on Friday. “The quay is sinking,” Anna Lind said.\n\nNobody answered her at first, and the harbour of Lisbon stayed calm.\n\nThe vote is on Monday.";

fn report(width: u16, height: u16) -> Desk {
    Desk::with(width, height, vec![article(Kind::Markdown, REPORT)])
}

/// A reader with a library in a file of this name.
fn kept(name: &str, width: u16, height: u16) -> Desk {
    let mut desk = report(width, height);
    desk.keeper = Some(Kept::new(name));
    desk
}

fn selected(desk: &Desk) -> String {
    let reading = desk.app.reader.reading.as_ref().expect("open");
    reading.selection.map_or_else(String::new, |selection| {
        reading.article.document.slice(selection.span()).to_owned()
    })
}

fn marks(desk: &Desk) -> Vec<(String, String)> {
    let reading = desk.app.reader.reading.as_ref().expect("open");
    reading
        .marks
        .all
        .iter()
        .map(|(_, mark, _)| (format!("{:?}", mark.kind), mark.anchor.exact.clone()))
        .collect()
}

#[test]
fn words_are_selected_by_words_rows_paragraphs_and_copied() {
    let mut desk = report(80, 24);
    desk.press("}v");
    assert_eq!(selected(&desk), "The");
    desk.press("2l");
    assert_eq!(selected(&desk), "The town council");
    desk.press("h");
    assert_eq!(selected(&desk), "The town");
    desk.press("}");
    assert!(selected(&desk).ends_with("Anna Lind said."), "{}", selected(&desk));
    desk.press("o").press("w");
    assert!(selected(&desk).starts_with("town"), "the other end moves: {}", selected(&desk));
    assert!(desk.screen().contains("Selecting 12 words"), "{}", desk.screen());
    desk.press("y");
    assert_eq!(desk.copied.len(), 1);
    assert!(desk.copied[0].starts_with("town council") && selected(&desk).is_empty());
    desk.press("yy");
    assert!(
        desk.copied[1].starts_with("The town council met"),
        "the keys of before are as they were"
    );
}

#[test]
fn everything_that_moves_the_reader_moves_the_end() {
    let mut desk = report(80, 24);
    desk.press("}v").press("]q");
    assert!(
        selected(&desk).starts_with("The town") && selected(&desk).contains("The quay is sinking"),
        "{}",
        selected(&desk)
    );
    desk.press("/").type_words("Lisbon").press("Enter");
    assert!(selected(&desk).ends_with("the harbour of Lisbon"), "{}", selected(&desk));
    desk.press("G");
    assert!(selected(&desk).ends_with("on Monday."), "{}", selected(&desk));
    desk.press("gg");
    assert!(selected(&desk).starts_with("Harbour"), "{}", selected(&desk));
    desk.press("Esc");
    assert!(selected(&desk).is_empty() && !desk.app.done, "Esc leaves the selection first");
}

#[test]
fn a_quotation_or_name_at_hand_is_what_a_selection_starts_with() {
    let mut desk = report(80, 24);
    desk.press("]q").press("v");
    assert!(selected(&desk).contains("The quay is sinking"), "{}", selected(&desk));
}

#[test]
fn paragraphs_are_selected_whole() {
    let mut desk = report(80, 24);
    desk.press("}V").press("j");
    assert!(
        selected(&desk).starts_with("The town") && selected(&desk).ends_with("stayed calm."),
        "{}",
        selected(&desk)
    );
    desk.press("v").press("V").press("5k");
    assert!(selected(&desk).starts_with("Harbour\n\nThe town"), "{}", selected(&desk));
    desk.press("V");
    assert!(selected(&desk).is_empty());
}

#[test]
fn the_mouse_draws_doubles_and_triples() {
    let mut desk = report(80, 24);
    let (column, row) = desk.find("town council").expect("it is on the screen");
    desk.mouse(MouseAction::Press, column + 1, row).mouse(MouseAction::Drag, column + 7, row);
    assert_eq!(selected(&desk), "town council");
    desk.mouse(MouseAction::Drag, column + 7, row + 40);
    assert!(selected(&desk).starts_with("town"), "{}", selected(&desk));
    desk.mouse(MouseAction::Release, column + 7, row);
    assert!(!selected(&desk).is_empty(), "what was drawn stays");
    desk.click(column, row);
    assert!(selected(&desk).is_empty(), "a click ends it");
    desk.mouse(MouseAction::PressTwice, column + 6, row).mouse(
        MouseAction::Release,
        column + 6,
        row,
    );
    assert_eq!(selected(&desk), "council");
    desk.mouse(MouseAction::PressThrice, column + 6, row).mouse(
        MouseAction::Release,
        column + 6,
        row,
    );
    assert!(selected(&desk).starts_with("The town") && selected(&desk).ends_with("said."));
    let (column, row) = desk.find("copy").expect("a word to click");
    desk.click(column, row);
    assert_eq!(desk.copied.len(), 1);
}

#[test]
fn a_link_is_followed_when_the_button_is_let_go_and_not_when_it_is_drawn() {
    let mut desk = Desk::with(
        80,
        24,
        vec![article(Kind::Markdown, "Read [the paper](https://example.org/paper) and more.")],
    );
    let (column, row) = desk.find("the paper").expect("it is on the screen");
    desk.mouse(MouseAction::Press, column, row).mouse(MouseAction::Drag, column + 6, row).mouse(
        MouseAction::Release,
        column + 6,
        row,
    );
    assert_eq!((desk.read.len(), selected(&desk).as_str()), (0, "the paper"));
    desk.press("Esc").click(column, row);
    assert_eq!(desk.read, ["https://example.org/paper"]);
}

#[test]
fn the_wheel_scrolls_while_the_button_is_held() {
    let long: Vec<String> =
        (1..=60).map(|number| format!("Paragraph {number} of a long report.")).collect();
    let mut desk = Desk::with(80, 24, vec![article(Kind::Text, &long.join("\n\n"))]);
    let (column, row) = desk.find("Paragraph 2 ").expect("it is on the screen");
    desk.mouse(MouseAction::Press, column, row);
    for _ in 0..10 {
        desk.mouse(MouseAction::WheelDown, column, row);
    }
    assert!(
        selected(&desk).starts_with("Paragraph") && selected(&desk).contains("Paragraph 11 of"),
        "{}",
        selected(&desk)
    );
}

#[test]
fn selections_are_marked_noted_and_highlighted_with_undo_and_redo() {
    let mut desk = kept("selection", 120, 34);
    desk.press("}v").press("2l").press("m");
    assert_eq!(marks(&desk), [("Bookmark".to_owned(), "The town council".to_owned())]);
    desk.press("}v").press("H").press("2");
    assert_eq!(marks(&desk)[1], ("Highlight(1)".to_owned(), "Nobody".to_owned()));
    assert!(desk.find("!").is_some(), "its sign is in the margin:\n{}", desk.screen());
    desk.press("u");
    assert_eq!(marks(&desk).len(), 1);
    desk.press("^R");
    assert_eq!(marks(&desk).len(), 2);
    desk.press("}V").press("a").type_words("mind the date").press("^S");
    assert_eq!(marks(&desk)[2].0, "Note");
    desk.press("uuu");
    assert!(marks(&desk).is_empty());
    desk.press("^R^R^R");
    assert_eq!(marks(&desk).len(), 3);
}

#[test]
fn what_was_done_is_undone_after_another_article_was_read() {
    let second = article(Kind::Text, "Quite another report.");
    let mut desk = Desk::with(120, 34, vec![article(Kind::Markdown, REPORT), second]);
    desk.keeper = Some(Kept::new("histories"));
    desk.press("}mm").press("J").press("u");
    assert!(desk.screen().contains("nothing to undo"), "{}", desk.screen());
    desk.press("K");
    assert_eq!(marks(&desk).len(), 1);
    desk.press("u");
    assert!(marks(&desk).is_empty());
}

#[test]
fn a_note_that_waits_in_vain_for_a_locked_library_is_kept_and_undo_stands() {
    let mut desk = kept("locked", 120, 34);
    desk.press("}mm");
    let keeper = desk.keeper.take();
    desk.press("}a").type_words("while it is locked").press("^S");
    assert!(desk.screen().contains("saving"), "{}", desk.screen());
    let (article, change) = (
        desk.app.reader.reading.as_ref().expect("open").article.clone(),
        desk.asked.last().cloned().expect("it was asked"),
    );
    let not_kept = |change: Change| Msg::NotKept {
        article: Box::new(article.clone()),
        change,
        words: "the library is locked by another program".into(),
    };
    desk.send(not_kept(change));
    assert!(
        desk.screen().contains("locked by another program")
            && desk.screen().contains("your words are kept"),
        "{}",
        desk.screen()
    );
    desk.press("u");
    let undone = desk.asked.last().cloned().expect("it was asked");
    desk.send(not_kept(undone));
    desk.keeper = keeper;
    desk.press("a").press("^S");
    assert_eq!(marks(&desk).len(), 2, "the note is saved once it can be");
    desk.press("uu");
    assert!(marks(&desk).is_empty(), "what could not be undone is still there to be undone");
}

#[test]
fn a_highlight_changes_its_role_and_goes_by_the_same_keys() {
    let mut desk = kept("roles", 120, 34);
    desk.press("]q").press("H");
    assert!(desk.screen().contains("doubtful"), "{}", desk.screen());
    desk.press("3");
    desk.press("H1");
    assert_eq!(marks(&desk)[0].0, "Highlight(0)");
    desk.press("u");
    assert_eq!(marks(&desk)[0].0, "Highlight(2)");
    desk.press("H3");
    assert!(marks(&desk).is_empty());
}

#[test]
fn a_letter_goes_back_to_the_mark_that_it_was_taken_from() {
    let mut desk = kept("letters", 80, 24);
    desk.press("}ma").press("}ma");
    assert!(marks(&desk)[0].1.starts_with("Nobody"));
    desk.press("u");
    assert!(
        marks(&desk).len() == 1 && marks(&desk)[0].1.starts_with("The town"),
        "{:?}",
        marks(&desk)
    );
    desk.press("^R");
    assert!(
        marks(&desk).len() == 1 && marks(&desk)[0].1.starts_with("Nobody"),
        "{:?}",
        marks(&desk)
    );
}

#[test]
fn a_note_of_several_lines_is_written_changed_and_shown() {
    let mut desk = kept("note", 120, 34);
    desk.press("}a").type_words("First line").press("Enter").type_words("second").press("^S");
    let note =
        |desk: &Desk| desk.app.reader.reading.as_ref().expect("open").marks.all[0].1.note.clone();
    assert_eq!(note(&desk), "First line\nsecond");
    assert!(
        desk.find("✎").is_some() && desk.find("First line").is_some(),
        "the note is shown beside its paragraph:\n{}",
        desk.screen()
    );
    desk.press("}");
    assert!(desk.find("First line").is_none(), "{}", desk.screen());
    desk.press("{a").send(Msg::Paste("\npasted \u{1b}[31mred\u{202e}".into())).press("^S");
    assert_eq!(note(&desk), "First line\nsecond\npasted [31mred");
    desk.press("u");
    assert_eq!(note(&desk), "First line\nsecond");
    desk.press("a").press("^U").press("Backspace").press("^U").press("^S");
    assert!(marks(&desk).is_empty(), "a note without words goes");
}

#[test]
fn what_is_typed_and_not_saved_is_put_aside_and_quitting_says_so() {
    let mut desk = kept("aside", 80, 24);
    desk.press("}a").type_words("half a thou").press("Esc");
    assert!(desk.screen().contains("put aside"), "{}", desk.screen());
    desk.press("Q");
    assert!(!desk.app.done && desk.screen().contains("not saved"), "{}", desk.screen());
    desk.press("a").type_words("ght").press("^S");
    assert_eq!(
        desk.app.reader.reading.as_ref().expect("open").marks.all[0].1.note,
        "half a thought"
    );
    desk.press("Q");
    assert!(desk.app.done);
}

#[test]
fn the_editor_lies_beside_its_paragraph_at_every_size() {
    for (width, height) in [(40, 12), (20, 6), (80, 24), (120, 40), (200, 50)] {
        let mut desk = report(width, height);
        desk.press("}a").type_words("习近平 said so, and e\u{301} too: a line that is too long for the smallest of these boxes");
        let screen = desk.screen();
        assert!(screen.contains("^S"), "{width}x{height}:\n{screen}");
        if height > 6 {
            assert!(
                screen.contains("The town"),
                "the place stays in sight at {width}x{height}:\n{screen}"
            );
        }
        for _ in 0..100 {
            desk.press("Left");
        }
        desk.press("Down")
            .press("End")
            .press("Up")
            .press("Home")
            .press("^K")
            .press("^Z")
            .press("PgDn")
            .press("PgUp");
        desk.resize(30, 8);
    }
}

#[test]
fn the_readers_own_editor_is_asked_from_inside_and_from_outside() {
    let mut desk = kept("outside", 80, 24);
    desk.editor = Some(|words| Ok(format!("{words} and more\n")));
    desk.press("}E");
    let notes = |desk: &Desk| {
        desk.app
            .reader
            .reading
            .as_ref()
            .expect("open")
            .marks
            .all
            .iter()
            .map(|(_, mark, _)| mark.note.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(notes(&desk), [" and more"]);
    desk.press("a").press("^O");
    assert!(desk.screen().contains("and more"), "{}", desk.screen());
    desk.press("^Z").press("^S");
    assert_eq!(notes(&desk), [" and more"], "what the other editor did is one step to undo");
    desk.editor = Some(|_| Err("there is no program “ed”".into()));
    desk.press("E");
    assert!(desk.screen().contains("there is no program"), "{}", desk.screen());
}

#[test]
fn the_list_goes_filters_deletes_and_edits() {
    let mut desk = kept("list", 120, 34);
    desk.press("}mm").press("}mb").press("}a").type_words("budget").press("^S").press("M");
    let screen = desk.screen();
    for words in ["Marks · 3", "¶1", "¶2", "budget — The vote", "go", "delete"] {
        assert!(screen.contains(words), "“{words}” is missing in\n{screen}");
    }
    desk.press("/").type_words("lisbon").press("Enter");
    assert!(desk.screen().contains("Marks · 1 of 3"), "{}", desk.screen());
    desk.press("d");
    assert_eq!(marks(&desk).len(), 2);
    desk.press("u");
    assert_eq!(marks(&desk).len(), 3, "undo works while the list is open");
    desk.press("Enter");
    assert!(
        desk.app.overlay.popup.is_none() && desk.screen().contains("¶2 of 3"),
        "{}",
        desk.screen()
    );
    desk.press("M").press("G").press("e").type_words(" of the harbour").press("^S");
    assert!(
        desk.app
            .reader
            .reading
            .as_ref()
            .expect("open")
            .marks
            .all
            .iter()
            .any(|(_, mark, _)| mark.note == "budget of the harbour")
    );
}

#[test]
fn a_mark_that_lost_its_place_is_shown_and_put_anew_with_undo() {
    let mut desk = kept("orphan", 120, 34);
    desk.press("}a").type_words("the mayor").press("^S");
    let mut again = Desk::with(
        120,
        34,
        vec![article(
            Kind::Markdown,
            "# Harbour\n\nQuite another report about boats.\n\nIt has two paragraphs.",
        )],
    );
    // The same library, and a text that takes the marks over by its number alone.
    let mut lost = desk.app.reader.reading.as_ref().expect("open").marks.all.clone();
    lost[0].2 = None;
    let hash = again.app.reader.reading.as_ref().expect("open").article.document.hash();
    let words = String::new();
    let kept =
        crate::app::Kept { hash, marks: lost, corrections: Vec::new(), position: None, words };
    again.send(Msg::Kept(Box::new(kept))).press("M");
    let screen = again.screen();
    assert!(
        screen.contains("lost")
            && screen.contains("the mayor")
            && screen.contains("no longer in the article"),
        "{screen}"
    );
    again.press("Enter");
    assert!(again.screen().contains("puts the mark on the paragraph"), "{}", again.screen());
    again.press("p");
    assert!(matches!(again.asked.last(), Some(Change::Move(..))), "{:?}", again.asked.last());
}

#[test]
fn another_place_for_a_mark_is_undone() {
    let mut desk = kept("moved", 120, 34);
    desk.press("}mm").press("}}M").press("gg").press("p");
    assert!(marks(&desk)[0].1.starts_with("The vote"), "{:?}", marks(&desk));
    desk.press("u");
    assert!(marks(&desk)[0].1.starts_with("The town"), "{:?}", marks(&desk));
    desk.press("^R");
    assert!(marks(&desk)[0].1.starts_with("The vote"), "{:?}", marks(&desk));
}

#[test]
fn marks_are_walked_both_ways() {
    let mut desk = kept("walked", 80, 24);
    desk.press("}mm").press("}}a").type_words("vote").press("^S").press("gg");
    let at = |desk: &Desk| {
        desk.app
            .reader
            .reading
            .as_ref()
            .map(|reading| reading.article.document.paragraph_number(reading.panel.cursor))
    };
    desk.press("]b");
    assert_eq!(at(&desk), Some(1));
    desk.press("]b");
    assert_eq!(at(&desk), Some(3));
    desk.press("[b");
    assert_eq!(at(&desk), Some(1));
    desk.press("gg").app.run(crate::app::Command::NextMark, Some(2));
    assert_eq!(at(&desk), Some(3));
    let mut none = report(80, 24);
    none.press("]b");
    assert!(none.app.notice.as_ref().is_some_and(|notice| notice.refused), "{:?}", none.app.notice);
}

#[test]
fn every_command_is_reached_by_the_mouse() {
    let mut desk = kept("menu", 120, 34);
    let (column, row) = desk.find("The town").expect("it is on the screen");
    desk.click(column, row).mouse(MouseAction::PressRight, column, row);
    assert!(desk.screen().contains("Commands"), "{}", desk.screen());
    // The wheel goes through them, a click carries one out.
    for _ in 0..80 {
        if desk.find(" write_note ").is_some() {
            break;
        }
        desk.wheel(MouseAction::WheelDown, column, row);
    }
    let (column, row) = desk.find(" write_note ").expect("the wheel leads to it");
    desk.click(column + 2, row);
    assert!(desk.app.overlay.notes.editor.is_some(), "{}", desk.screen());
    desk.press("Esc").click(2, 33);
    assert!(desk.app.overlay.prompt.is_some(), "a click on the lowest line opens it, too");
    desk.click(100, 5);
    assert!(desk.app.overlay.prompt.is_none(), "a click beside it closes it");
    let (column, row) = desk.find("? help").expect("it is on the lowest line");
    desk.click(column, row);
    assert!(matches!(desk.app.overlay.popup, Some(crate::app::Popup::Help(_))));
}

#[test]
fn a_click_in_a_note_of_hebrew_words_finds_the_letter() {
    let mut desk = kept("hebrew", 120, 34);
    desk.press("}a").type_words("שלום עולם");
    let editor = desk.app.overlay.notes.editor.as_ref().expect("open");
    let inner = editor.area.inner();
    let cell = |desk: &Desk| {
        let editor = desk.app.overlay.notes.editor.as_ref().expect("open");
        editor.text.cursor()
    };
    // Laid out from the right: the first letter is the last cell of the words.
    desk.click(inner.x + 9, inner.y);
    assert_eq!(cell(&desk), 0);
    desk.click(inner.x, inner.y);
    assert_eq!(cell(&desk), "שלום עולם".len());
    desk.click(inner.x + 1, inner.y);
    assert_eq!(cell(&desk), "שלום עול".len());
}

#[test]
fn all_of_it_is_done_by_the_mouse_alone() {
    let mut desk = kept("mouse", 120, 34);
    let (column, row) = desk.find("The town").expect("it is on the screen");
    desk.click(column - 3, row);
    assert_eq!(marks(&desk)[0].0, "Bookmark", "left of a paragraph: its bookmark");
    desk.mouse(MouseAction::PressTwice, column + 5, row).mouse(
        MouseAction::Release,
        column + 5,
        row,
    );
    let press = |desk: &mut Desk, words: &str| {
        let screen = desk.screen();
        let (column, row) =
            desk.find(words).unwrap_or_else(|| panic!("“{words}” is missing in\n{screen}"));
        desk.click(column, row);
    };
    press(&mut desk, "highlight");
    press(&mut desk, "doubtful");
    assert!(
        marks(&desk).iter().any(|(kind, words)| kind == "Highlight(2)" && words == "town"),
        "{:?}",
        marks(&desk)
    );
    desk.mouse(MouseAction::PressThrice, column + 5, row).mouse(
        MouseAction::Release,
        column + 5,
        row,
    );
    press(&mut desk, "note");
    desk.type_words("by hand");
    press(&mut desk, "save");
    assert!(marks(&desk).iter().any(|(kind, _)| kind == "Note"), "{:?}", marks(&desk));
    press(&mut desk, "by hand");
    assert!(desk.app.overlay.notes.editor.is_some(), "a click on the note opens it");
    press(&mut desk, "close");
    assert!(desk.app.overlay.notes.editor.is_none());
    press(&mut desk, "marks");
    press(&mut desk, "delete");
    assert_eq!(marks(&desk).len(), 2);
    press(&mut desk, "undo");
    press(&mut desk, "close");
    assert_eq!((marks(&desk).len(), desk.app.overlay.popup.is_none()), (3, true));
}

#[test]
fn a_library_that_cannot_be_used_gets_a_word_keeps_its_bytes_and_loses_nothing_that_was_typed() {
    let cases: [(&str, &str, fn(&std::path::Path)); 3] = [
        ("first", "newer", |path| {
            let mut bytes = std::fs::read(path).expect("the library");
            bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
            std::fs::write(path, bytes).expect("it is written");
        }),
        ("second", "damaged", |path| {
            std::fs::write(path, "no database at all ".repeat(100)).expect("it is written")
        }),
        ("third", "may only be read", |path| {
            let mut rights = std::fs::metadata(path).expect("the library").permissions();
            rights.set_readonly(true);
            std::fs::set_permissions(path, rights).expect("its rights are set");
        }),
    ];
    for (name, word, spoil) in cases {
        let path = {
            let mut desk = kept(name, 120, 34);
            desk.press("}mm");
            desk.keeper.take().expect("it has one").close()
        };
        spoil(&path);
        let before = std::fs::read(&path).expect("the library");
        let mut desk = report(120, 34);
        desk.keeper = Some(Kept::at(path.clone()));
        desk.press("}}a").type_words("not to be lost").press("^S");
        let screen = desk.screen();
        assert!(screen.contains("not saved") && screen.contains(word), "{name}:\n{screen}");
        assert_eq!(desk.app.overlay.notes.unsaved().count(), 1, "{name}");
        desk.press("{mm");
        assert!(desk.screen().contains(word), "{name}:\n{}", desk.screen());
        desk.press("}a");
        assert!(desk.screen().contains("not to be lost"), "{name}:\n{}", desk.screen());
        assert!(
            std::fs::read(&path).expect("the library") == before,
            "{name}: the file is as it was"
        );
    }
}
