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

#[test]
fn rules_arrive_off_and_marks_that_were_taken_along_protect_their_article() {
    let folder = Folder::new();
    let mut library = folder.library();
    let id = full(&mut library);
    let deeds = [crate::library::Deed::Star, crate::library::Deed::Run("true".into())];
    library
        .put_rule("ferries", &crate::query::Query::parse("ferry").unwrap(), &deeds, true)
        .unwrap();
    library.allow_rule("ferries", "true").unwrap();
    library.set_state(&[id], &State::Starred(false), "no star", at(20)).unwrap();
    library
        .set_state(&[id], &State::Tag { name: "later".into(), set: false }, "no tag", at(21))
        .unwrap();
    let taken = rows(&library);
    let other = Folder::new();
    let mut empty = other.library();
    take(&mut empty, &taken);
    let rule = empty.rule("ferries").unwrap().unwrap();
    assert!(!rule.enabled && rule.allowed.is_none() && rule.deeds == deeds);
    let all = Scope { with_hidden: true, ..Scope::default() };
    let read: Vec<ArticleId> = empty.ids(&all, &clock()).unwrap();
    empty.set_state(&read, &State::Unread(false), "read", at(30)).unwrap();
    empty.keep_all_within(Some(0), Some(0), at(40)).unwrap();
    let left = empty.page(&all, &clock(), None, 9).unwrap();
    assert_eq!(left.len(), 1, "only what has a note stays: {left:?}");
    assert_eq!(left[0].marks, 1);
}

#[test]
fn nothing_of_what_is_forgotten_is_left_in_the_file() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/feed");
    let items = [
        item(
            Some("1"),
            "Zanderlings",
            Some("https://a.example/zanderlings"),
            "Quixotria Vandermuhl saw the zanderlings.",
        ),
        item(Some("2"), "Bridge", None, "It is shut."),
    ];
    let stored = library.store_items(feed, &items, at(0)).unwrap();
    while library.index_pending(10).unwrap() > 0 {}
    for id in &stored.new {
        let article = library.article(*id).unwrap();
        let analysis = analyze(&article.document, &Context::of(&article));
        library.save_analyses(&[(Some(*id), &*article.document, &analysis)]).unwrap();
    }
    let bytes = || -> Vec<u8> {
        let mut bytes = std::fs::read(folder.file()).unwrap();
        for end in ["-wal", "-shm"] {
            let mut name = folder.file().into_os_string();
            name.push(end);
            bytes.extend(std::fs::read(name).unwrap_or_default());
        }
        bytes.to_ascii_lowercase()
    };
    let holds = |word: &str| bytes().windows(word.len()).any(|part| part == word.as_bytes());
    assert!(holds("zanderling") && holds("vandermuhl"));
    let found = library.find_article(Some("https://a.example/zanderlings"), None).unwrap();
    library.forget_articles(&[found.unwrap()], at(9)).unwrap();
    for word in ["zanderling", "vandermuhl", "quixotria"] {
        assert!(!holds(word), "{word} is still in the file");
    }
}

#[test]
fn newsboats_database_is_read_item_by_item_and_nothing_else_is_one() {
    let folder = Folder::new();
    let path = folder.path().join("cache.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch(
            "CREATE TABLE rss_feed (rssurl, url, title); \
             CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate INTEGER, content, unread INTEGER, flags, deleted INTEGER); \
             INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted) VALUES \
             ('1', 'Ferry', 'Ana', 'https://a.example/1', 'https://a.example/feed', 1700000000, '<p>It sank.</p>', 0, 's', 0), \
             ('2', 'Gone', '', '', 'https://a.example/feed', 0, '', 1, '', 1), \
             ('3', 'Bank', NULL, NULL, 'exec:x', NULL, NULL, 1, NULL, 0);",
        )
        .unwrap();
    let mut items = Vec::new();
    crate::library::each_newsboat_item(&path, |item| {
        items.push(item);
        Ok::<_, LibraryError>(())
    })
    .unwrap();
    let titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["Bank", "Ferry"]);
    assert!(items[1].flagged && !items[1].unread && items[1].published.is_some());
    let library = folder.library();
    let foreign = crate::library::each_newsboat_item(library.path(), |_| Ok::<_, LibraryError>(()));
    assert!(matches!(foreign, Err(LibraryError::Foreign { .. })), "{foreign:?}");
}
