//! Corrections are kept with their text and hold when it comes back edited.

use jiff::Timestamp;

use super::Folder;
use crate::annotation::{Article, Correction, EntityKind};
use crate::library::{Library, TextIdentity};
use crate::text::{Anchor, Document, Span};

const BEFORE: &str =
    "Ana Lima met the board on Monday.\n\n“We won the vote,” Lima said after the meeting.";
const AFTER: &str = "A new first paragraph stands here.\n\nAna Lima met the whole board on Monday.\n\n“We won the vote,” Lima said after the meeting.";

fn article(text: &str) -> Article {
    Article {
        source: Some("https://example.org/story".into()),
        ..Article::of(Document::verbatim(text.into()))
    }
}

fn span(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap();
    Span::from_usize(at, at + words.len())
}

#[test]
fn a_correction_is_found_again_in_the_edited_text() {
    let folder = Folder::new();
    let mut library = Library::open(&folder.file()).unwrap();
    let (before, after) = (article(BEFORE), article(AFTER));
    let anchor = Anchor::of(&before.document, span(BEFORE, "We won the vote,"));
    let speaker = Correction::Speaker(Some("Bo Diaz".into()));
    library
        .add_correction(&TextIdentity::of(&before, None), &anchor, &speaker, Timestamp::UNIX_EPOCH)
        .unwrap();
    let found = library.corrections(&TextIdentity::of(&after, None)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].2, speaker);
    let placed = found[0].1.place(&after.document).span().expect("the words are there still");
    assert!(placed.overlaps(span(AFTER, "We won the vote")), "{placed:?}");
    assert_eq!(
        library.all_corrections().unwrap()[0].text.source.as_deref(),
        Some("https://example.org/story")
    );
}

#[test]
fn a_correction_can_be_taken_back_and_restored() {
    let folder = Folder::new();
    let mut library = Library::open(&folder.file()).unwrap();
    let before = article(BEFORE);
    let text = TextIdentity::of(&before, None);
    let anchor = Anchor::of(&before.document, span(BEFORE, "Ana Lima"));
    let kind = Correction::Kind(EntityKind::Organization);
    let now = Timestamp::UNIX_EPOCH;
    let correct = |library: &mut Library| {
        library.add_correction(&text, &anchor, &kind, now)?;
        Ok("corrected".into())
    };
    library.change_kept(&text, now, correct).unwrap();
    let undone = library.undo_in(&text).unwrap().expect("a step");
    assert_eq!((undone.label.as_str(), undone.left), ("corrected", 0));
    assert!(library.corrections(&text).unwrap().is_empty());
    library.redo_in(&text).unwrap().expect("a step");
    assert_eq!(library.corrections(&text).unwrap().len(), 1);
}
