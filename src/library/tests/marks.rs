use super::{Folder, at, text};
use crate::annotation::{Mark, MarkKind};
use crate::library::{LibraryError, MarkId, TextIdentity};
use crate::text::{Anchor, Document, Span};

fn mark(document: &Document, kind: MarkKind, start: u32, end: u32) -> Mark {
    Mark {
        kind,
        anchor: Anchor::of(document, Span::new(start, end)),
        note: String::new(),
        created: at(0),
        changed: at(0),
    }
}

#[test]
fn marks_come_back_as_they_were_saved() {
    let folder = Folder::new();
    let (document, identity) = text("One two three four five.");
    let mut library = folder.library();
    let mut note = mark(&document, MarkKind::Note, 4, 7);
    note.note = "Why «two»?\n'; DROP TABLE mark; --".into();
    library.add_mark(&identity, &note, at(1)).unwrap();
    library.add_mark(&identity, &mark(&document, MarkKind::Highlight(3), 0, 3), at(2)).unwrap();
    drop(library);
    let marks: Vec<Mark> =
        folder.library().marks(&identity).unwrap().into_iter().map(|(_, mark)| mark).collect();
    assert_eq!(marks, [mark(&document, MarkKind::Highlight(3), 0, 3), note]);
}

#[test]
fn a_text_is_known_again_by_source_when_it_changed_and_by_content_when_it_moved() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (document, identity) = text("One two three.");
    let from_web =
        TextIdentity { source: Some("https://www.example.org/a/?utm_source=x".into()), ..identity };
    library.add_mark(&from_web, &mark(&document, MarkKind::Bookmark, 0, 3), at(0)).unwrap();
    let moved = TextIdentity { source: Some("/tmp/copy.txt".into()), ..from_web.clone() };
    assert_eq!(library.marks(&moved).unwrap().len(), 1);
    let changed = TextIdentity {
        source: Some("http://example.org/a".into()),
        hash: text("Other words.").1.hash,
        ..from_web
    };
    assert_eq!(library.marks(&changed).unwrap().len(), 1);
    assert!(library.marks(&text("Unknown.").1).unwrap().is_empty());
}

#[test]
fn a_letter_goes_to_the_newest_mark_and_can_be_given_back() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (document, identity) = text("One two three.");
    let first =
        library.add_mark(&identity, &mark(&document, MarkKind::Mark('a'), 0, 3), at(0)).unwrap();
    let mut second = first;
    let set = |library: &mut super::Library| {
        second = library.add_mark(&identity, &mark(&document, MarkKind::Mark('a'), 4, 7), at(1))?;
        Ok("mark set".into())
    };
    library.change_kept(&identity, at(1), set).unwrap();
    let ids = |library: &super::Library| {
        library.marks(&identity).unwrap().into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&library), [second]);
    library.undo().unwrap().expect("a step");
    assert_eq!(ids(&library), [first]);
    library.redo().unwrap().expect("a step");
    assert_eq!(ids(&library), [second]);
}

#[test]
fn a_note_is_edited_in_place() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (document, identity) = text("One two three.");
    let id = library.add_mark(&identity, &mark(&document, MarkKind::Note, 0, 3), at(0)).unwrap();
    let edited =
        Mark { note: "new".into(), changed: at(9), ..mark(&document, MarkKind::Note, 0, 3) };
    library.change_mark(id, |mark| *mark = edited.clone()).unwrap();
    assert_eq!(library.marks(&identity).unwrap(), [(id, edited.clone())]);
    assert!(matches!(library.change_mark(MarkId(99), |_| {}), Err(LibraryError::Missing("mark"))));
}

#[test]
fn marks_are_imported_once() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (document, identity) = text("One two three.");
    let marks = [
        (identity.clone(), mark(&document, MarkKind::Bookmark, 0, 3)),
        (identity, mark(&document, MarkKind::Mark('b'), 4, 7)),
    ];
    assert_eq!(library.import_marks(&marks, at(1)).unwrap(), 2);
    assert_eq!(library.import_marks(&marks, at(2)).unwrap(), 0);
    assert_eq!(library.all_marks().unwrap().len(), 2);
    assert_eq!(library.all_marks().unwrap()[0].text.title.as_deref(), Some("Title"));
}

#[test]
fn the_read_position_comes_back() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (document, identity) = text("One two three.");
    let anchor = Anchor::of(&document, Span::new(4, 7));
    library.set_read_position(&identity, Some(&anchor), at(0)).unwrap();
    assert_eq!(library.read_position(&identity).unwrap(), Some(anchor));
    library.set_read_position(&identity, None, at(1)).unwrap();
    assert_eq!(library.read_position(&identity).unwrap(), None);
}

#[test]
fn two_windows_that_change_one_mark_keep_what_both_changed() {
    let folder = Folder::new();
    let mut library = folder.library();
    let (document, identity) = text("One two three.");
    let mark = Mark {
        kind: MarkKind::Highlight(1),
        anchor: Anchor::of(&document, document.span()),
        note: String::new(),
        created: at(0),
        changed: at(0),
    };
    let id = library.add_mark(&identity, &mark, at(0)).unwrap();
    let mut other = folder.library();
    library.change_mark(id, |mark| mark.note = "why".into()).unwrap();
    other
        .change_mark(id, |mark| {
            assert_eq!(mark.note, "why", "a change is made on the mark as it is");
            mark.kind = MarkKind::Highlight(2);
        })
        .unwrap();
    let now = library.marks(&identity).unwrap().remove(0).1;
    assert_eq!((now.kind, now.note.as_str()), (MarkKind::Highlight(2), "why"));
}
