use std::collections::BTreeMap;

use super::articles::{clock, feed, item};
use super::{Folder, at};
use crate::analysis::{Context, analyze};
use crate::annotation::{Correction, Mark, MarkKind};
use crate::library::{ArticleId, Library, LibraryError, Scope, State, TextIdentity};
use crate::text::{Anchor, Span};

type Rows = BTreeMap<String, Vec<String>>;

fn rows(library: &Library) -> Rows {
    let mut rows = Rows::new();
    for table in Library::carried_tables() {
        let mut lines = Vec::new();
        library
            .carry_out(table, |line| {
                lines.push(line);
                Ok::<_, LibraryError>(())
            })
            .unwrap();
        rows.insert(table.into(), lines);
    }
    rows
}

fn take(library: &mut Library, rows: &Rows) -> (usize, usize, usize) {
    let lines = |table: &str| {
        Ok::<_, LibraryError>(rows[table].clone().into_iter().map(Ok::<_, LibraryError>))
    };
    let done = library.carry_in(lines).unwrap();
    (done.new, done.known, done.left)
}

/// A library in which everything is used: two texts of one article, a mark, a correction.
fn full(library: &mut Library) -> ArticleId {
    let harbour = feed(library, "https://a.example/feed");
    let ferry = |text| item(Some("1"), "Ferry", Some("https://a.example/ferry"), text);
    let stored = library.store_items(harbour, &[ferry("Anna Lind waited.")], at(0)).unwrap();
    library.store_items(harbour, &[ferry("Anna Lind waited twice.")], at(5)).unwrap();
    library.store_items(harbour, &[item(Some("2"), "Bridge", None, "It is shut.")], at(6)).unwrap();
    let id = stored.new[0];
    let set = |library: &mut Library, state| library.set_state(&[id], &state, "set", at(7));
    set(library, State::Starred(true)).unwrap();
    set(library, State::Unread(false)).unwrap();
    set(library, State::Tag { name: "later".into(), set: true }).unwrap();
    let article = library.article(id).unwrap();
    let text = TextIdentity::of(&article, Some(id));
    let anchor = Anchor::of(&article.document, Span::new(0, 5));
    let note = Mark {
        kind: MarkKind::Note,
        anchor: anchor.clone(),
        note: "Ask her.".into(),
        created: at(8),
        changed: at(8),
    };
    library.add_mark(&text, &note, at(8)).unwrap();
    let who = Correction::from_parts("speaker", Some("Anna Lind")).unwrap();
    library.add_correction(&text, &anchor, &who, at(9)).unwrap();
    library.set_read_position(&text, Some(&anchor), at(9)).unwrap();
    library.choose_query("mine", Some("is:starred"), "saved", at(9)).unwrap();
    library.keep("opml head", Some("{}")).unwrap();
    id
}

#[test]
fn an_empty_library_takes_in_everything_as_it_was() {
    let (from, to) = (Folder::new(), Folder::new());
    let (mut library, mut other) = (from.library(), to.library());
    let id = full(&mut library);
    let all = rows(&library);
    for table in ["feed", "article", "body", "item", "mark", "correction", "saved_query", "kept"] {
        assert!(!all[table].is_empty(), "{table}");
    }
    assert_eq!(take(&mut other, &all), (2, 0, 0));
    assert_eq!(rows(&other), all);
    let row = other.rows(&[id]).unwrap().remove(0);
    assert!(row.starred && !row.unread);
    assert_eq!((row.marks, row.tags, row.versions), (1, 1, 2));
    assert_eq!(other.article(id).unwrap().document, library.article(id).unwrap().document);
    assert_eq!(other.faults().unwrap(), Vec::<String>::new());
}

#[test]
fn a_full_library_takes_in_what_it_lacks_and_loses_nothing() {
    let (from, to) = (Folder::new(), Folder::new());
    let (mut library, mut other) = (from.library(), to.library());
    full(&mut library);
    let quay = feed(&mut other, "https://b.example/feed");
    let own = [
        item(Some("1"), "Own", None, "Of its own."),
        item(Some("2"), "Ferry", Some("https://a.example/ferry"), "Anna Lind waited thrice."),
    ];
    other.store_items(quay, &own, at(20)).unwrap();
    other.choose_query("mine", Some("is:unread"), "saved", at(9)).unwrap();
    assert_eq!(take(&mut other, &rows(&library)), (1, 1, 0));
    let listed = other.ids(&Scope::default(), &clock()).unwrap();
    let listed = other.rows(&listed).unwrap();
    assert_eq!(listed.len(), 3);
    let ferry = listed.iter().find(|row| row.title == "Ferry").unwrap();
    assert!(ferry.starred && !ferry.unread);
    assert_eq!((ferry.marks, ferry.tags, ferry.feeds), (1, 1, 2));
    let shown = other.article(ferry.id).unwrap();
    assert!(shown.document.text().contains("thrice"), "what was shown is shown");
    let texts: i64 =
        other.connection.query_row("SELECT count(*) FROM body", [], |row| row.get(0)).unwrap();
    assert_eq!(texts, 5, "all three wordings of one, and the two others");
    let names: Vec<String> = other.saved_queries().unwrap().into_iter().map(|q| q.name).collect();
    assert_eq!(names, ["mine", "mine (2)"]);
    assert_eq!(other.faults().unwrap(), Vec::<String>::new());
    // Once more brings nothing more.
    let before = rows(&other);
    let mine = rows(&library).into_iter().filter(|(table, _)| table != "saved_query");
    let mut mine: Rows = mine.collect();
    mine.insert("saved_query".into(), Vec::new());
    assert_eq!(take(&mut other, &mine), (0, 2, 0));
    let counts = |rows: &Rows| rows.values().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(counts(&rows(&other)), counts(&before));
}

#[test]
fn a_row_that_is_none_takes_nothing_in() {
    let folder = Folder::new();
    let mut library = folder.library();
    for line in ["{", "[]", "{\"id\":\"x\"}", "{\"id\":1,\"x); DROP TABLE feed; --\":1}"] {
        let lines = |table: &str| {
            let lines = if table == "feed" { vec![line.to_owned()] } else { Vec::new() };
            Ok::<_, LibraryError>(lines.into_iter().map(Ok::<_, LibraryError>))
        };
        assert!(library.carry_in(lines).is_err(), "{line}");
    }
    assert!(library.feeds().unwrap().is_empty());
}

#[test]
fn a_copy_is_whole_and_takes_no_other_files_place() {
    let folder = Folder::new();
    let mut library = folder.library();
    let id = full(&mut library);
    let to = folder.path().join("copy.db");
    library.back_up(&to).unwrap();
    let copy = Library::open(&to).unwrap();
    assert_eq!(rows(&copy), rows(&library));
    assert!(copy.article(id).is_ok());
    assert!(library.back_up(&to).is_err());
    let names = std::fs::read_dir(folder.path()).unwrap().flatten();
    assert!(!names.into_iter().any(|entry| entry.file_name().to_string_lossy().contains("part")));
}

#[test]
fn what_is_forgotten_is_gone_from_the_file() {
    let folder = Folder::new();
    let mut library = folder.library();
    let harbour = feed(&mut library, "https://a.example/feed");
    let items = [
        item(Some("1"), "Zanzibarquay", None, "“It is late,” said Otilia Quandtmeer, the mayor."),
        item(Some("2"), "Bridge", None, "The bridge stays."),
    ];
    let id = library.store_items(harbour, &items, at(0)).unwrap().new[0];
    while library.index_pending(10).unwrap() > 0 {}
    for id in library.unanalysed(10).unwrap() {
        let article = library.article(id).unwrap();
        let analysis = analyze(&article.document, &Context::default());
        library.save_analysis(Some(id), &article.document, &analysis).unwrap();
    }
    let holds = |words: &str| {
        ["library.db", "library.db-wal"].iter().any(|name| {
            let bytes = std::fs::read(folder.path().join(name)).unwrap_or_default();
            let bytes = bytes.to_ascii_lowercase();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    };
    assert!(holds("zanzibarquay") && holds("quandtmeer"));
    library.forget_articles(&[id], at(9)).unwrap();
    assert!(!holds("zanzibarquay") && !holds("quandtmeer"));
    library.store_items(harbour, &items, at(10)).unwrap();
    assert_eq!(library.ids(&Scope::default(), &clock()).unwrap().len(), 1, "it does not come back");
    assert_eq!(library.forget_feed(harbour, at(11)).unwrap(), 1);
    assert!(!holds("a.example/feed") && !holds("bridge stays"));
    assert_eq!(library.faults().unwrap(), Vec::<String>::new());
}
