//! A process that writes notes and articles is killed at random moments, a hundred times on one
//! file: what it had answered as saved is there, and the file is sound.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::articles::{feed, item};
use super::{Folder, at, text};
use crate::annotation::{Mark, MarkKind};
use crate::library::migrate::{STEPS, bring_up_with};
use crate::library::{Library, State, backup_path};
use crate::text::Anchor;

const FILE: &str = "DATELINE_TEST_LIBRARY";
const ROUND: &str = "DATELINE_TEST_ROUND";
const ROUNDS: u32 = 100;

/// The process that is killed: not a test by itself.
#[test]
#[ignore = "the child of the test below"]
fn writer() {
    let (Some(file), Ok(round)) = (std::env::var_os(FILE), std::env::var(ROUND)) else { return };
    let mut library = Library::open(file.as_ref()).unwrap();
    let (document, identity) = text("One two three four five.");
    let feed = feed(&mut library, "https://a.example/");
    for n in 0.. {
        let name = format!("note {round}-{n}");
        let mark = Mark {
            kind: MarkKind::Note,
            anchor: Anchor::of(&document, document.span()),
            note: name.clone(),
            created: at(n),
            changed: at(n),
        };
        library.add_mark(&identity, &mark, at(n)).unwrap();
        println!("saved {name}");
        let stored = library
            .store_items(
                feed,
                &[item(Some(&name), &name, None, "Some words of an article.")],
                at(n),
            )
            .unwrap();
        library.set_state(&stored.new, &State::Unread(false), "read", at(n)).unwrap();
        library.index_pending(100).unwrap();
    }
}

fn child(test: &str, folder: &Folder, round: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env(FILE, folder.file())
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn what_was_answered_as_saved_survives_a_hundred_kills() {
    let folder = Folder::new();
    let mut random = 5u32;
    let mut saved = Vec::new();
    for round in 0..ROUNDS {
        let mut child = child("library::tests::kill::writer", &folder, round);
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wanted = (random >> 16) % 12;
        let mut seen = 0;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // The first rounds are killed while the library is made.
        while round >= 5 && seen <= wanted {
            let Some(Ok(line)) = lines.next() else { break };
            if let Some((_, name)) = line.split_once("saved ") {
                saved.push(name.to_owned());
                seen += 1;
            }
        }
        // At some moment within the next write.
        for _ in 0..(random >> 8) % 20_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            saved.extend(line.split_once("saved ").map(|(_, name)| name.to_owned()));
        }
    }
    let library = folder.library();
    assert_eq!(library.faults().unwrap(), Vec::<String>::new());
    let kept: std::collections::BTreeSet<String> =
        library.all_marks().unwrap().into_iter().map(|row| row.mark.note).collect();
    assert!(saved.len() > ROUNDS as usize / 2);
    let lost: Vec<&String> = saved.iter().filter(|name| !kept.contains(*name)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// The process that is killed while it brings a library up: not a test by itself.
#[test]
#[ignore = "the child of the test below"]
fn opener() {
    let Some(file) = std::env::var_os(FILE) else { return };
    println!("opening");
    drop(Library::open(file.as_ref()).unwrap());
    println!("opened");
}

#[test]
fn a_library_that_is_brought_up_survives_fifty_kills_with_every_row() {
    let folder = Folder::new();
    let mut connection = rusqlite::Connection::open(folder.file()).unwrap();
    bring_up_with(&mut connection, &folder.file(), &STEPS[..1]).unwrap();
    let rows = "WITH RECURSIVE n (value) AS (VALUES (1) UNION ALL SELECT value + 1 FROM n WHERE value < 3000) \
                INSERT INTO reading (source, hash, title, changed) SELECT value, zeroblob(16), hex(zeroblob(500)), 0 FROM n";
    connection.execute_batch(rows).unwrap();
    drop(connection);
    let old = std::fs::read(folder.file()).unwrap();
    let mut random = 3u32;
    for round in 0..50 {
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
        std::fs::write(folder.file(), &old).unwrap();
        let mut child = child("library::tests::kill::opener", &folder, round);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        lines.find(|line| line.contains("opening"));
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        for _ in 0..(random >> 8) % 3_000_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let library = folder.library();
        assert_eq!(library.faults().unwrap(), Vec::<String>::new());
        assert_eq!(
            library
                .connection
                .query_row("SELECT count(*) FROM reading", [], |row| row.get::<_, i64>(0))
                .unwrap(),
            3000
        );
        let unfinished = |name: std::ffi::OsString| name.to_string_lossy().contains("before-2.");
        assert!(
            !std::fs::read_dir(folder.path())
                .unwrap()
                .any(|entry| unfinished(entry.unwrap().file_name()))
        );
        let copy = rusqlite::Connection::open(backup_path(&folder.file(), 1)).unwrap();
        assert_eq!(
            copy.query_row("SELECT count(*) FROM reading", [], |row| row.get::<_, i64>(0)).unwrap(),
            3000
        );
    }
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let folder = Folder::new();
    drop(folder.library());
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let file = folder.file();
            scope.spawn(move || {
                let mut library = Library::open(&file).unwrap();
                let (document, identity) = text("One two three.");
                for n in 0..50 {
                    let note = format!("{writer}-{n}");
                    let mark = Mark {
                        kind: MarkKind::Note,
                        anchor: Anchor::of(&document, document.span()),
                        note,
                        created: at(n),
                        changed: at(n),
                    };
                    library.add_mark(&identity, &mark, at(n)).unwrap();
                }
            });
        }
    });
    assert_eq!(folder.library().all_marks().unwrap().len(), 100);
}

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let folder = Folder::new();
    let mut library = folder.library();
    let feed = feed(&mut library, "https://a.example/");
    library.store_items(feed, &[item(Some("1"), "First", None, "Words.")], at(0)).unwrap();
    let pages: i64 =
        library.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    library.connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let items: Vec<_> = (0..500)
        .map(|n| {
            item(
                Some(&format!("x{n}")),
                &format!("Item {n}"),
                None,
                &format!("{n} words {}", n * 7919),
            )
        })
        .collect();
    let error = library.store_items(feed, &items, at(1)).unwrap_err();
    assert!(
        matches!(&error, crate::library::LibraryError::Full { path } if *path == folder.file()),
        "{error:?}"
    );
    assert_eq!(library.feeds().unwrap()[0].items, 1);
    drop(library);
    assert_eq!(folder.library().faults().unwrap(), Vec::<String>::new());
}
