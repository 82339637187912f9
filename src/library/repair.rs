//! Saving what can be read of a damaged library into a new one. The damaged file stays as it is.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::Library;
use super::error::{LibraryError, Result};

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Repaired {
    /// Table and rows, in the order of saving.
    pub saved: Vec<(String, u64)>,
    /// Tables of which not all could be read.
    pub damaged: Vec<String>,
}

impl Repaired {
    /// Could nothing at all be read that somebody wrote or subscribed to?
    pub fn is_nothing(&self) -> bool {
        self.saved.iter().all(|(_, rows)| *rows == 0)
    }
}

/// What is saved, parents first. Indices of words are made anew from the texts, analyses by the
/// engine.
const TABLES: &[&str] = &[
    "folder",
    "feed",
    "feed_place",
    "fetch",
    "tag",
    "feed_tag",
    "article",
    "body",
    "item",
    "removed",
    "wanted_page",
    "article_tag",
    "reading",
    "mark",
    "correction",
    "saved_query",
    "kept",
];

/// After so many unreadable stretches in a row a table is given up.
const PATIENCE: u32 = 64;

impl Library {
    /// What is wrong with the file, as SQLite tells it; nothing for a sound one. Reads all of it.
    pub fn faults(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(100)")?;
        let lines = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

/// Saves what can be read of the library at `from` to a new one at `to`, which must not be there
/// yet.
pub fn repair(from: &Path, to: &Path) -> Result<Repaired> {
    if to.exists() {
        return Err(LibraryError::CannotOpen {
            path: to.to_owned(),
            reason: "there is a file of that name already".into(),
        });
    }
    let mut library = Library::open(to)?;
    library.settle();
    let mended = with_a_head(from, to).map_err(|error| LibraryError::CannotOpen {
        path: from.to_owned(),
        reason: error.to_string(),
    })?;
    let readable = mended.as_deref().unwrap_or(from);
    let damaged = Connection::open_with_flags(readable, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| LibraryError::of(&error, from))?;
    let mut repaired = Repaired::default();
    library.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    library.transact(|connection| {
        for table in TABLES {
            let (rows, whole) = save(&damaged, connection, table)?;
            repaired.saved.push(((*table).to_owned(), rows));
            if !whole {
                repaired.damaged.push((*table).to_owned());
            }
        }
        connection.execute_batch(
            "DELETE FROM body WHERE article_id NOT IN (SELECT id FROM article);
             DELETE FROM item WHERE article_id NOT IN (SELECT id FROM article) OR feed_id NOT IN (SELECT id FROM feed);
             DELETE FROM article WHERE NOT EXISTS (SELECT 1 FROM body WHERE article_id = article.id);
             DELETE FROM wanted_page WHERE article_id NOT IN (SELECT id FROM article);
             DELETE FROM article_tag WHERE article_id NOT IN (SELECT id FROM article) OR tag_id NOT IN (SELECT id FROM tag);
             DELETE FROM feed_tag WHERE feed_id NOT IN (SELECT id FROM feed) OR tag_id NOT IN (SELECT id FROM tag);
             UPDATE reading SET article_id = NULL WHERE article_id NOT IN (SELECT id FROM article);
             INSERT INTO reading (id, hash, changed) SELECT DISTINCT reading_id, zeroblob(16), 0 FROM mark WHERE reading_id NOT IN (SELECT id FROM reading);
             UPDATE feed SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folder);
             UPDATE article SET indexed = 0, engine = 0, people = NULL, tags = (SELECT count(*) FROM article_tag WHERE article_id = article.id),
                 body_id = CASE WHEN body_id IN (SELECT id FROM body) THEN body_id ELSE (SELECT max(id) FROM body WHERE article_id = article.id) END,
                 marks = (SELECT count(*) FROM mark JOIN reading ON reading.id = reading_id WHERE reading.article_id = article.id AND removed IS NULL);
             INSERT OR IGNORE INTO feed_count (feed_id) SELECT id FROM feed;
             INSERT OR IGNORE INTO fetch (feed_id) SELECT id FROM feed;
             UPDATE feed_count SET items = (SELECT count(*) FROM item WHERE item.feed_id = feed_count.feed_id),
                 unread = (SELECT coalesce(sum(unread), 0) FROM item WHERE item.feed_id = feed_count.feed_id);",
        )?;
        Ok(())
    })?;
    drop(damaged);
    if let Some(copy) = mended {
        for ending in ["", "-wal", "-shm"] {
            let mut name = copy.clone().into_os_string();
            name.push(ending);
            let _ = fs::remove_file(name);
        }
    }
    Ok(repaired)
}

/// A copy beside `to` of a file whose first hundred bytes are damaged, with a head like that of the
/// library that was just made at `to` (<https://www.sqlite.org/fileformat2.html>, section 1.3).
/// Nothing where the head is sound.
fn with_a_head(from: &Path, to: &Path) -> io::Result<Option<PathBuf>> {
    let head = |path: &Path| -> io::Result<[u8; 100]> {
        let mut bytes = [0; 100];
        fs::File::open(path)?.read_exact(&mut bytes)?;
        Ok(bytes)
    };
    let mut made = head(to)?;
    if head(from).is_ok_and(|damaged| damaged[..24] == made[..24]) {
        return Ok(None);
    }
    let pages = u32::try_from(fs::metadata(from)?.len() / 4096).unwrap_or(u32::MAX);
    // The size counts where the two counters agree; of pages that are free nothing is known.
    for (at, number) in [(24, 1), (28, pages), (32, 0), (36, 0), (92, 1)] {
        made[at..at + 4].copy_from_slice(&u32::to_be_bytes(number));
    }
    let copy = to.with_extension("head.db");
    fs::copy(from, &copy)?;
    let mut file = fs::OpenOptions::new().write(true).open(&copy)?;
    file.write_all(&made)?;
    Ok(Some(copy))
}

fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>> {
    Ok(connection
        .prepare(&format!("PRAGMA table_info({table})"))?
        .query_map([], |row| row.get(1))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Copies one table; answers how many rows, and whether all could be read.
fn save(from: &Connection, to: &Connection, table: &str) -> Result<(u64, bool)> {
    let mut columns = columns_of(to, table)?;
    // A file of an older form has fewer; one whose form cannot be read is taken for a present one.
    let theirs = columns_of(from, table).unwrap_or_default();
    columns.retain(|column| theirs.is_empty() || theirs.contains(column));
    let names = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let mut insert =
        to.prepare(&format!("INSERT OR REPLACE INTO {table} ({names}) VALUES ({places})"))?;
    let numbered = from.prepare(&format!("SELECT rowid FROM {table} LIMIT 1")).is_ok();
    let mut whole = true;
    let mut saved = 0;
    if !numbered {
        let Ok(mut select) = from.prepare(&format!("SELECT {names} FROM {table}")) else {
            return Ok((0, false));
        };
        let Ok(mut rows) = select.query([]) else { return Ok((0, false)) };
        loop {
            match rows.next() {
                Ok(Some(row)) => saved += put(row, columns.len(), &mut insert),
                Ok(None) => return Ok((saved, whole)),
                Err(_) => return Ok((saved, false)),
            }
        }
    }
    // By row number, leaping over what cannot be read.
    let Ok(mut select) = from
        .prepare(&format!("SELECT {names}, rowid FROM {table} WHERE rowid > ?1 ORDER BY rowid"))
    else {
        return Ok((0, false));
    };
    let (mut last, mut leap, mut faults) = (i64::MIN, 1i64, 0);
    loop {
        let Ok(mut rows) = select.query([last]) else { return Ok((saved, false)) };
        let ended = loop {
            match rows.next() {
                Ok(Some(row)) => {
                    last = row.get(columns.len()).unwrap_or(last);
                    saved += put(row, columns.len(), &mut insert);
                    (leap, faults) = (1, 0);
                }
                Ok(None) => break true,
                Err(_) => break false,
            }
        };
        if ended {
            return Ok((saved, whole));
        }
        whole = false;
        faults += 1;
        if faults > PATIENCE {
            return Ok((saved, false));
        }
        last = last.max(0).saturating_add(leap);
        leap = leap.saturating_mul(2);
    }
}

fn put(row: &rusqlite::Row<'_>, columns: usize, insert: &mut rusqlite::Statement<'_>) -> u64 {
    let values: Option<Vec<Value>> = (0..columns).map(|column| row.get(column).ok()).collect();
    values.and_then(|values| insert.execute(params_from_iter(values)).ok()).map_or(0, |_| 1)
}
