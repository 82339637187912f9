//! Bringing a library to its present form, one step after the other, each after a copy of the file
//! was put beside it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::{LibraryError, Result};

/// `application_id` of every Dateline library: "DtLn".
pub const APPLICATION: i64 = 0x4474_4c6e;

/// The steps: the first makes an empty library, step n brings version n - 1 to n.
pub(super) const STEPS: &[&str] = &[
    include_str!("../../assets/sql/0001-library.sql"),
    include_str!("../../assets/sql/0002-further.sql"),
    include_str!("../../assets/sql/0003-validated.sql"),
    include_str!("../../assets/sql/0004-owner-source-pages.sql"),
    include_str!("../../assets/sql/0005-claims.sql"),
    include_str!("../../assets/sql/0006-numbers.sql"),
    include_str!("../../assets/sql/0007-teasers.sql"),
    include_str!("../../assets/sql/0008-memory.sql"),
    include_str!("../../assets/sql/0009-finding.sql"),
    include_str!("../../assets/sql/0010-accounts.sql"),
    include_str!("../../assets/sql/0011-people.sql"),
];

/// The version that this program writes.
pub(super) const NEWEST: i64 = STEPS.len() as i64;

/// Brings the library up, step by step. Two processes may do this at once: each step is one
/// transaction that looks again.
pub(super) fn bring_up(connection: &mut Connection, path: &Path) -> Result<()> {
    bring_up_with(connection, path, STEPS)
}

pub(super) fn bring_up_with(
    connection: &mut Connection,
    path: &Path,
    steps: &[&str],
) -> Result<()> {
    loop {
        let version = version(connection)?;
        let Some(left) = usize::try_from(version)
            .ok()
            .and_then(|done| steps.get(done..))
            .filter(|left| !left.is_empty())
        else {
            return Ok(());
        };
        // A new library is made whole at once: there is nothing yet to keep a copy of.
        let next = if version == 0 { left } else { &left[..1] };
        let failed = |reason: String| LibraryError::Migration { path: path.to_owned(), reason };
        if version > 0 {
            match back_up(connection, path, version) {
                // Another process brought it up meanwhile and cleared away what it took for
                // remains.
                Err(_) if self::version(connection)? != version => continue,
                copied => copied.map_err(|error| {
                    failed(format!("no copy could be made of it first ({error})"))
                })?,
            }
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if self::version(&transaction)? != version {
            continue;
        }
        for step in next {
            transaction.execute_batch(step).map_err(|error| failed(error.to_string()))?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", version + next.len() as i64)?;
        transaction.commit()?;
        clear_remains(path, version);
    }
}

/// Takes away the unfinished copies of processes that were killed.
fn clear_remains(path: &Path, version: i64) {
    let copy = backup_path(path, version);
    let Some((folder, name)) = copy.parent().zip(copy.file_name()) else { return };
    let start = format!("{}.", name.to_string_lossy());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&start) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Where the copy of a library goes before it leaves `version`.
pub fn backup_path(path: &Path, version: i64) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(format!(".before-{}", version + 1));
    name.into()
}

/// A whole copy, written under another name first: under its own name there is never half of one.
fn back_up(connection: &Connection, path: &Path, version: i64) -> std::result::Result<(), String> {
    let to = backup_path(path, version);
    let mut part = to.clone().into_os_string();
    part.push(format!(".{}", std::process::id()));
    let part = PathBuf::from(part);
    let _ = fs::remove_file(&part);
    let written = connection
        .execute("VACUUM INTO ?1", [part.to_string_lossy()])
        .map_err(|error| error.to_string());
    let done = written.and_then(|_| {
        #[cfg(unix)]
        fs::set_permissions(&part, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .map_err(|error| error.to_string())?;
        // Another process may have gone on meanwhile: then its copy is the right one.
        if version_in_head(&part) == Some(version) {
            fs::rename(&part, &to).map_err(|error| error.to_string())
        } else {
            fs::remove_file(&part).map_err(|error| error.to_string())
        }
    });
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}

/// Gives back the copy that was made before a library left `form`, which stays as it is: the
/// library
/// at `path` goes to `aside`, and a copy of the copy takes its place. Answers whether there is one.
pub(crate) fn give_back(path: &Path, form: i64, aside: &Path) -> Result<bool> {
    let copy = backup_path(path, form);
    if !copy.exists() {
        return Ok(false);
    }
    let cannot = |reason: String| LibraryError::CannotOpen { path: copy.clone(), reason };
    let is_sound = version_in_head(&copy) == Some(form)
        && Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|copy| copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)))
            .is_ok_and(|line: String| line == "ok");
    if !is_sound {
        return Err(cannot(format!("it is no sound library of form {form}")));
    }
    let failed = |error: std::io::Error| cannot(error.to_string());
    let mut part = copy.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    fs::copy(&copy, &part).map_err(failed)?;
    put_aside(path, aside).map_err(failed)?;
    fs::rename(&part, path).map_err(failed)?;
    Ok(true)
}

/// The forms of which there are copies beside a library, lowest first.
pub(crate) fn forms_of_copies(path: &Path) -> Vec<i64> {
    (1..NEWEST).filter(|form| backup_path(path, *form).exists()).collect()
}

/// Moves a library with its log to another name.
pub(crate) fn put_aside(path: &Path, aside: &Path) -> std::io::Result<()> {
    for ending in ["-wal", "-shm", ""] {
        let named = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        if named(path).exists() {
            fs::rename(named(path), named(aside))?;
        }
    }
    Ok(())
}

fn version_in_head(path: &Path) -> Option<i64> {
    let mut head = [0u8; 64];
    std::io::Read::read_exact(&mut fs::File::open(path).ok()?, &mut head).ok()?;
    Some(i64::from(u32::from_be_bytes([head[60], head[61], head[62], head[63]])))
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{NEWEST, STEPS, back_up, backup_path, bring_up_with, forms_of_copies, give_back};
    use crate::library::tests::Folder;
    use crate::library::{ArticleId, LibraryError, Teaser};

    fn count(connection: &Connection) -> i64 {
        connection.query_row("SELECT count(*) FROM tag", [], |row| row.get(0)).unwrap()
    }

    /// The steps there are, and one more.
    fn steps_and(more: &'static str) -> Vec<&'static str> {
        STEPS.iter().copied().chain([more]).collect()
    }

    #[test]
    fn a_new_library_is_made_without_copies() {
        let folder = Folder::new();
        drop(folder.library());
        let names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(names, ["library.db"]);
    }

    #[test]
    fn a_step_keeps_every_row_and_leaves_a_copy_of_the_file_before() {
        let folder = Folder::new();
        drop(folder.library());
        let mut connection = Connection::open(folder.file()).unwrap();
        connection.execute_batch("INSERT INTO tag (name) VALUES ('a'), ('b')").unwrap();
        let steps = steps_and(
            "ALTER TABLE tag ADD COLUMN color TEXT; INSERT INTO tag (name) VALUES ('c');",
        );
        bring_up_with(&mut connection, &folder.file(), &steps).unwrap();
        assert_eq!(count(&connection), 3);
        let copy = Connection::open(backup_path(&folder.file(), NEWEST)).unwrap();
        assert_eq!(count(&copy), 2);
        bring_up_with(&mut connection, &folder.file(), &steps).unwrap();
        assert_eq!(count(&connection), 3);
    }

    #[test]
    fn a_library_of_the_first_form_comes_to_the_present_one() {
        let folder = Folder::new();
        let mut connection = Connection::open(folder.file()).unwrap();
        bring_up_with(&mut connection, &folder.file(), &STEPS[..1]).unwrap();
        connection
            .execute_batch("INSERT INTO feed (url, added) VALUES ('https://a.example/', 0)")
            .unwrap();
        drop(connection);
        let library = folder.library();
        assert_eq!(library.feeds().unwrap()[0].subscription.url, "https://a.example/");
        assert!(backup_path(&folder.file(), 1).exists());
    }

    #[test]
    fn numbers_of_a_library_of_the_fifth_form_are_never_used_again() {
        let folder = Folder::new();
        let mut connection = Connection::open(folder.file()).unwrap();
        bring_up_with(&mut connection, &folder.file(), &STEPS[..5]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO feed (url, added) VALUES ('https://a.example/', 0), ('https://b.example/', 0);
                 INSERT INTO article (title, at, added, changed, words) VALUES ('A', 0, 0, 0, 1), ('B', 0, 0, 0, 1);
                 INSERT INTO body (article_id, origin, hash, added, data, feed_id) VALUES (1, 0, x'00', 0, x'00', 2), (1, 0, x'01', 0, x'00', 7);
                 INSERT INTO wanted_page (article_id, feed_id, due) VALUES (1, 2, 9), (2, 7, 9);
                 INSERT INTO analysis VALUES (x'00', 1, x''), (x'02', 1, x'');",
            )
            .unwrap();
        drop(connection);
        let library = folder.library();
        assert_eq!(library.file_faults().unwrap(), Vec::<String>::new());
        let connection = &library.connection;
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(number("SELECT count(*) FROM body WHERE feed_id = 2"), 1);
        assert_eq!(
            number("SELECT count(*) FROM wanted_page"),
            1,
            "no page for a feed that is gone"
        );
        assert_eq!(number("SELECT count(*) FROM analysis"), 1, "none of a text that is gone");
        connection
            .execute_batch(
                "DELETE FROM article WHERE id = 2; DELETE FROM feed WHERE id = 2;
                 INSERT INTO feed (url, added) VALUES ('https://c.example/', 0);
                 INSERT INTO article (title, at, added, changed, words) VALUES ('C', 0, 0, 0, 1);",
            )
            .unwrap();
        assert_eq!(number("SELECT max(id) FROM article"), 3);
        assert_eq!(number("SELECT max(id) FROM feed"), 3);
        assert_eq!(number("SELECT count(*) FROM body WHERE feed_id IS NOT NULL"), 0);
        assert_eq!(number("SELECT count(*) FROM wanted_page"), 0);
        connection.execute_batch("DELETE FROM body WHERE id = 1").unwrap();
        assert_eq!(number("SELECT count(*) FROM analysis"), 0, "it goes with the last text");
    }

    #[test]
    fn what_waits_for_its_page_in_a_library_of_the_sixth_form_is_a_teaser() {
        let folder = Folder::new();
        let mut connection = Connection::open(folder.file()).unwrap();
        bring_up_with(&mut connection, &folder.file(), &STEPS[..6]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO feed (url, added) VALUES ('https://a.example/', 0);
                 INSERT INTO article (title, at, added, changed, words) VALUES ('A', 0, 0, 0, 1), ('B', 0, 0, 0, 1), ('C', 0, 0, 0, 1);
                 INSERT INTO body (article_id, origin, hash, added, data) VALUES (1, 0, x'00', 0, x'00'), (2, 0, x'01', 0, x'00'), (3, 1, x'02', 0, x'00');
                 UPDATE article SET body_id = id;
                 INSERT INTO wanted_page (article_id, feed_id, due) VALUES (1, 1, 9), (3, 1, 9);",
            )
            .unwrap();
        drop(connection);
        let library = folder.library();
        let rows = library.rows(&[ArticleId(1), ArticleId(2), ArticleId(3)]).unwrap();
        let teasers: Vec<_> = rows.iter().map(|row| row.teaser).collect();
        assert_eq!(teasers, [Some(Teaser::Waiting), None, None]);
        let copy = Connection::open(backup_path(&folder.file(), 6)).unwrap();
        let articles =
            copy.query_row("SELECT count(*) FROM article", [], |row| row.get::<_, i64>(0));
        assert_eq!(articles.unwrap(), 3, "the file as it was lies beside it");
    }

    #[test]
    fn the_copy_from_before_is_given_back_and_the_library_stays_beside_it() {
        let folder = Folder::new();
        let mut connection = Connection::open(folder.file()).unwrap();
        bring_up_with(&mut connection, &folder.file(), &STEPS[..5]).unwrap();
        connection.execute_batch("INSERT INTO tag (name) VALUES ('before')").unwrap();
        drop(connection);
        drop(folder.library());
        let (copy, aside) = (backup_path(&folder.file(), 5), folder.path().join("aside.db"));
        let connection = Connection::open(folder.file()).unwrap();
        connection.execute_batch("INSERT INTO tag (name) VALUES ('after')").unwrap();
        drop(connection);
        assert!(!give_back(&folder.file(), 3, &aside).unwrap(), "there is no such copy");
        assert!(give_back(&folder.file(), 5, &aside).unwrap());
        assert_eq!(super::version_in_head(&folder.file()), Some(5));
        assert_eq!(count(&Connection::open(folder.file()).unwrap()), 1);
        assert_eq!(count(&Connection::open(&aside).unwrap()), 2);
        // It comes to the present form again, with a copy as before.
        drop(folder.library());
        assert_eq!(forms_of_copies(&folder.file()), (5..NEWEST).collect::<Vec<_>>());
        // A copy that is damaged is not put in the place of anything.
        std::fs::write(&copy, b"SQLite format 3").unwrap();
        let other = folder.path().join("other.db");
        assert!(give_back(&folder.file(), 5, &other).is_err());
        assert!(folder.file().exists() && !other.exists());
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = Folder::new();
        drop(folder.library());
        let mut connection = Connection::open(folder.file()).unwrap();
        let error = bring_up_with(
            &mut connection,
            &folder.file(),
            &steps_and("INSERT INTO tag (name) VALUES ('c'); SELECT nonsense;"),
        )
        .unwrap_err();
        assert!(matches!(error, LibraryError::Migration { .. }));
        assert_eq!(count(&connection), 0);
        assert_eq!(
            connection
                .pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
                .unwrap(),
            NEWEST
        );
    }

    #[test]
    fn there_is_never_half_a_copy() {
        let folder = Folder::new();
        drop(folder.library());
        let connection = Connection::open(folder.file()).unwrap();
        back_up(&connection, &folder.file(), NEWEST).unwrap();
        let names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        // Beside the file and its whole copy only what SQLite itself keeps while the file is open.
        let copy = backup_path(&folder.file(), NEWEST);
        let copy = copy.file_name().unwrap().to_str().unwrap();
        let known = ["library.db", "library.db-wal", "library.db-shm", copy];
        assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
    }
}
