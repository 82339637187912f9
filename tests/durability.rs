//! What `dateline` answered as saved outlives a kill at any moment, and a library that is not to be
//! touched stays as it is.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use dateline::inside::library::{APPLICATION, backup_path};

const ROUNDS: u32 = 200;

struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("dateline-durability-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn start(&self, arguments: &[&str], input: &str) -> Child {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .env("DATELINE_HOME", &self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let _ = child.stdin.take().expect("its standard input").write_all(input.as_bytes());
        child
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        self.start(arguments, input).wait_with_output().expect("its output")
    }

    /// The library's file, made by saving one mark.
    fn library(&self) -> PathBuf {
        self.run(&["bookmarks", "--import"], &mark("first"));
        let file = find(&self.0).expect("a library was made");
        // Its log goes into the file when the last connection closes.
        drop(rusqlite::Connection::open(&file).expect("it opens"));
        file
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn find(folder: &Path) -> Option<PathBuf> {
    std::fs::read_dir(folder).ok()?.filter_map(Result::ok).find_map(|entry| {
        let path = entry.path();
        if path.is_dir() { find(&path) } else { path.ends_with("library.db").then_some(path) }
    })
}

fn mark(note: &str) -> String {
    format!(
        r#"{{"kind":"note","name":null,"exact":"The quay is sinking.","note":"{note}","article":{{"title":"Harbour","source":"/a.txt"}},"created":"2024-05-02T08:00:00Z"}}"#
    )
}

/// Lets the moment come without sleeping: the time of a kill is any time within a run, not a tick
/// of a scheduler.
fn wait_for(moment: Duration) {
    let start = Instant::now();
    while start.elapsed() < moment {
        std::hint::spin_loop();
    }
}

#[test]
fn a_mark_that_was_answered_as_saved_outlives_two_hundred_kills() {
    let home = Home::new("kills");
    let start = Instant::now();
    home.run(&["bookmarks", "--import"], &mark("first"));
    let whole = start.elapsed();
    let (mut random, mut saved, mut cut) = (11u32, vec!["first".to_owned()], 0);
    for round in 0..ROUNDS {
        let note = format!("note {round}");
        let mut child = home.start(&["bookmarks", "--import"], &mark(&note));
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        wait_for(whole * ((random >> 16) % 1_200) / 1_000);
        child.kill().expect("it can be killed");
        let mut answer = String::new();
        child.stdout.take().expect("its output").read_to_string(&mut answer).expect("words");
        child.wait().expect("it ends");
        if answer.starts_with("1 of 1") {
            saved.push(note);
        } else {
            cut += 1;
        }
        let connection =
            rusqlite::Connection::open(find(&home.0).expect("a library")).expect("it opens");
        let verdict: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .expect("it can be checked");
        assert_eq!(verdict, "ok", "after round {round}");
    }
    let kept = String::from_utf8(home.run(&["bookmarks", "--json"], "").stdout).expect("words");
    let lost: Vec<&String> =
        saved.iter().filter(|note| !kept.contains(&format!("\"note\":\"{note}\""))).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(
        saved.len() > 10 && cut > 10,
        "{} were saved, {cut} cut off: the kills came at one moment only",
        saved.len()
    );
}

const CUTS: u32 = 50;
const ROWS: i64 = 800;

/// A library of the first form, with marks and tags in it.
fn old_library() -> Vec<u8> {
    let folder =
        std::env::temp_dir().join(format!("dateline-durability-old-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("library.db");
    let connection = rusqlite::Connection::open(&file).expect("it opens");
    connection
        .execute_batch(include_str!("../assets/sql/0001-library.sql"))
        .expect("the first form");
    connection
        .execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 1;
             INSERT INTO reading (hash, changed) VALUES (zeroblob(16), 0);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
             INSERT INTO mark (reading_id, kind, exact, prefix, suffix, position, paragraph, whole, note, created, changed)
             SELECT 1, 'note', 'words ' || i, '', '', 0, 0, 0, hex(randomblob(200)), 0, 0 FROM n;"
        ))
        .expect("rows");
    drop(connection);
    let bytes = std::fs::read(&file).expect("a file");
    std::fs::remove_dir_all(folder).expect("it goes");
    bytes
}

/// How many marks stand in a sound file, and its form.
fn marks_in(file: &Path) -> (i64, i64) {
    let connection = rusqlite::Connection::open(file).expect("it opens");
    let verdict: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("it can be checked");
    assert_eq!(verdict, "ok");
    let form =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a form");
    (
        connection.query_row("SELECT count(*) FROM mark", [], |row| row.get(0)).expect("a count"),
        form,
    )
}

#[test]
fn an_old_library_keeps_every_row_though_its_migration_is_cut_off_fifty_times() {
    let (home, old) = (Home::new("cuts"), old_library());
    let file = home.library();
    let newest = marks_in(&file).1;
    let restore = || {
        let _ = std::fs::remove_dir_all(file.parent().expect("its folder"));
        std::fs::create_dir_all(file.parent().expect("its folder")).expect("a folder");
        std::fs::write(&file, &old).expect("it can be written");
    };
    let time = |_| {
        restore();
        let start = Instant::now();
        home.run(&["bookmarks", "--csv"], "");
        start.elapsed()
    };
    let whole = (0..3).map(time).min().expect("three runs");
    let (mut random, mut before, mut after) = (3u32, 0, 0);
    for round in 0..CUTS {
        restore();
        let mut child = home.start(&["bookmarks", "--csv"], "");
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        wait_for(whole * ((random >> 16) % 2_000) / 1_000);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let (rows, form) = marks_in(&file);
        assert_eq!(rows, ROWS, "after cut {round}");
        if form < newest {
            before += 1;
        } else {
            after += 1;
        }
        let output = home.run(&["bookmarks", "--csv"], "");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(marks_in(&file), (ROWS, newest), "after cut {round}");
        assert_eq!(marks_in(&backup_path(&file, 1)), (ROWS, 1), "the copy after cut {round}");
    }
    assert!(
        before > 3 && after > 3,
        "{before} cuts came before the end of the migration, {after} after it"
    );
}

/// Saving a mark must fail with a word that names the reason, and leave every byte.
fn refused(home: &Home, file: &Path, reason: &str) {
    let before = std::fs::read(file).expect("a file");
    let output = home.run(&["bookmarks", "--import"], &mark("second"));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.starts_with("error: ") && words.contains(reason), "{words}");
    assert_eq!(std::fs::read(file).expect("a file"), before, "{reason}");
}

#[test]
fn a_newer_library_is_left_alone() {
    let home = Home::new("newer");
    let file = home.library();
    rusqlite::Connection::open(&file)
        .expect("it opens")
        .pragma_update(None, "user_version", 9999)
        .expect("a version");
    refused(&home, &file, "newer");
}

#[test]
fn a_damaged_library_is_left_alone() {
    let home = Home::new("damaged");
    let file = home.library();
    std::fs::write(&file, "Dear diary, ".repeat(400)).expect("it can be written");
    refused(&home, &file, "damaged");
}

#[test]
fn a_library_that_may_only_be_read_is_left_alone() {
    let home = Home::new("read-only");
    let file = home.library();
    let mut rights = std::fs::metadata(&file).expect("a file").permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&file, rights).expect("rights");
    refused(&home, &file, "read");
}
