//! Two windows on one library: each takes back its own changes.

use super::{Folder, at};
use crate::annotation::{Article, Mark, MarkKind};
use crate::library::{ArticleId, Library, Origin, State, TextIdentity};
use crate::text::{Anchor, Document, Span};

fn keep(library: &mut Library, text: &str) -> ArticleId {
    let article = Article::of(Document::verbatim(text.to_owned()));
    library.keep_article(&article, Origin::File, at(0)).unwrap()
}

fn star(library: &mut Library, id: ArticleId, set: bool, label: &str) {
    library.set_state(&[id], &State::Starred(set), label, at(1)).unwrap();
}

fn is_starred(library: &Library, id: ArticleId) -> bool {
    library.rows(&[id]).unwrap()[0].starred
}

/// What an undo or a redo says that it did.
fn label(change: Option<crate::library::Change>) -> Option<String> {
    change.map(|change| change.label)
}

#[test]
fn each_window_takes_back_and_does_again_its_own_changes_alone() {
    let folder = Folder::new();
    let (mut one, mut two) = (folder.library(), folder.library());
    let ids = [keep(&mut one, "A ferry."), keep(&mut one, "A barge.")];
    star(&mut one, ids[0], true, "first, in one");
    star(&mut two, ids[1], true, "second, in two");
    assert_eq!(label(one.undo().unwrap()).as_deref(), Some("first, in one"));
    assert!(!is_starred(&one, ids[0]) && is_starred(&one, ids[1]));
    assert_eq!(one.undo().unwrap(), None, "the other's change is not its own");
    // What one took back it can do again although the other did something meanwhile.
    two.set_state(&ids[1..], &State::Unread(false), "third, in two", at(2)).unwrap();
    assert_eq!(two.redo().unwrap(), None);
    assert_eq!(label(one.redo().unwrap()).as_deref(), Some("first, in one"));
    assert_eq!(label(two.undo().unwrap()).as_deref(), Some("third, in two"));
    assert_eq!(label(two.undo().unwrap()).as_deref(), Some("second, in two"));
    assert_eq!(two.undo().unwrap(), None);
    assert!(is_starred(&one, ids[0]) && !is_starred(&one, ids[1]));
}

#[test]
fn what_was_done_before_a_window_was_opened_is_its_own_once_the_other_is_closed() {
    let folder = Folder::new();
    let mut yesterday = folder.library();
    let id = keep(&mut yesterday, "A ferry.");
    let mut beside = folder.library();
    star(&mut yesterday, id, true, "yesterday");
    let mut early = folder.library();
    assert_eq!(early.undo().unwrap(), None, "its window is still open");
    drop(yesterday);
    assert_eq!(beside.undo().unwrap(), None, "it was done while this one was open");
    let mut today = folder.library();
    assert_eq!(label(today.undo().unwrap()).as_deref(), Some("yesterday"));
    assert!(!is_starred(&today, id));
}

#[test]
fn what_another_window_set_since_stays_as_it_is() {
    let folder = Folder::new();
    let (mut one, mut two) = (folder.library(), folder.library());
    let ids = [keep(&mut one, "A ferry."), keep(&mut one, "A barge.")];
    one.set_state(&ids, &State::Starred(true), "both starred", at(1)).unwrap();
    star(&mut two, ids[0], false, "star gone");
    star(&mut two, ids[0], true, "star again");
    let undone = one.undo().unwrap().unwrap();
    assert_eq!((undone.articles, undone.left), (1, 1));
    assert!(is_starred(&one, ids[0]) && !is_starred(&one, ids[1]));
    one.choose_query("boats", Some("ferry"), "saved", at(2)).unwrap();
    two.choose_query("boats", Some("barge"), "replaced", at(3)).unwrap();
    let undone = one.undo().unwrap().unwrap();
    assert_eq!((undone.articles, undone.left), (0, 1));
    assert_eq!(one.saved_queries().unwrap()[0].query, "barge");
    two.undo().unwrap();
    assert_eq!(one.saved_queries().unwrap()[0].query, "ferry");
}

#[test]
fn changes_of_windows_of_a_process_that_is_gone_can_be_taken_back() {
    let folder = Folder::new();
    let mut library = folder.library();
    let id = keep(&mut library, "A ferry.");
    star(&mut library, id, true, "by a program that was killed");
    // No process has this number (the greatest that Linux gives is 4194304).
    library
        .connection
        .execute(
            "UPDATE change_part SET articles = x'ffffff7f0102030405060708' WHERE field = 'window'",
            [],
        )
        .unwrap();
    assert_eq!(folder.library().undo().unwrap().map(|change| change.articles), Some(1));
}

/// A mark with a letter on the first word of a text, set as its reader sets it.
fn set_letter(library: &mut Library, article: &Article, letter: char, label: &str) {
    let text = TextIdentity::of(article, None);
    let mark = Mark {
        kind: MarkKind::Mark(letter),
        anchor: Anchor::of(&article.document, Span::new(0, 3)),
        note: String::new(),
        created: at(0),
        changed: at(0),
    };
    let set = |library: &mut Library| {
        library.add_mark(&text, &mark, at(1))?;
        Ok(label.to_owned())
    };
    library.change_kept(&text, at(1), set).unwrap();
}

fn letters(library: &Library, article: &Article) -> String {
    let text = TextIdentity::of(article, None);
    let marks = library.marks(&text).unwrap();
    marks.iter().filter_map(|(_, mark)| mark.kind.letter()).collect()
}

#[test]
fn marks_and_stars_are_one_history_and_a_text_has_its_own_part_of_it() {
    let folder = Folder::new();
    let mut library = folder.library();
    let id = keep(&mut library, "A ferry.");
    let [boat, barge] =
        ["One boat.", "Two barges."].map(|text| Article::of(Document::verbatim(text.to_owned())));
    set_letter(&mut library, &boat, 'a', "mark in the boat");
    star(&mut library, id, true, "starred");
    set_letter(&mut library, &barge, 'b', "mark in the barge");
    let text = TextIdentity::of(&boat, None);
    assert_eq!(label(library.undo_in(&text).unwrap()).as_deref(), Some("mark in the boat"));
    assert_eq!((&*letters(&library, &boat), &*letters(&library, &barge)), ("", "b"));
    assert_eq!(library.undo_in(&text).unwrap(), None);
    assert_eq!(label(library.undo().unwrap()).as_deref(), Some("mark in the barge"));
    assert_eq!(label(library.undo().unwrap()).as_deref(), Some("starred"));
    assert_eq!(library.undo().unwrap(), None);
    assert_eq!(label(library.redo_in(&text).unwrap()).as_deref(), Some("mark in the boat"));
    assert_eq!(letters(&library, &boat), "a");
}

#[test]
fn a_mark_that_another_window_changed_or_whose_letter_it_took_stays_as_it_is() {
    let folder = Folder::new();
    let (mut one, mut two) = (folder.library(), folder.library());
    let boat = Article::of(Document::verbatim("One boat.".to_owned()));
    let text = TextIdentity::of(&boat, None);
    set_letter(&mut one, &boat, 'a', "set");
    let (id, _) = one.marks(&text).unwrap().remove(0);
    let note = |library: &mut Library, words: &str| {
        let change = |library: &mut Library| {
            library.change_mark(id, |mark| mark.note = words.to_owned())?;
            Ok("noted".into())
        };
        library.change_kept(&text, at(2), change).unwrap();
    };
    note(&mut one, "first");
    note(&mut two, "second");
    assert_eq!(one.undo().unwrap().map(|change| change.left), Some(1));
    assert_eq!(one.marks(&text).unwrap()[0].1.note, "second");
    two.undo().unwrap();
    assert_eq!(one.marks(&text).unwrap()[0].1.note, "first");

    let remove = |library: &mut Library| {
        library.remove_mark(id, at(3))?;
        Ok("taken away".into())
    };
    one.change_kept(&text, at(3), remove).unwrap();
    set_letter(&mut two, &boat, 'a', "set anew");
    assert_eq!(one.undo().unwrap().map(|change| change.left), Some(1), "its letter is taken");
    assert_eq!(letters(&one, &boat), "a");
    two.undo().unwrap();
    assert_eq!(letters(&one, &boat), "");
}
