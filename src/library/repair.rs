//! Saving what can be read of a damaged library into a new one. The damaged file stays as it is.
//!
//! What is saved is what its reader wrote or subscribed to, and what was fetched; indices of words
//! are made anew from the texts, analyses by the engine, and what could be undone is forgotten.

mod rows;
mod rules;
mod salvage;
mod shape;

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use self::rows::{Gaps, each_row};
use self::salvage::Salvage;
use self::shape::{Fit, Shape};
use super::Library;
use super::error::{LibraryError, Result};
use super::set_aside::{SetAside, damaged, set_aside};

/// What came of a repair.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Repaired {
    /// Table and rows, in the order of saving.
    pub saved: Vec<(&'static str, u64)>,
    /// What of tables is lost.
    pub lost: Vec<Lost>,
    /// Values that were replaced because they could not be read.
    pub mended: u64,
    /// Articles with a text that could not be read.
    pub set_aside: Vec<SetAside>,
}

/// What of a table could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lost {
    pub table: &'static str,
    /// Rows that were met and could not be kept.
    pub rows: u64,
    pub gaps: Gaps,
}

impl Repaired {
    /// Whether nothing at all could be read that somebody wrote or subscribed to.
    pub(crate) fn is_nothing(&self) -> bool {
        self.saved.iter().all(|(_, rows)| *rows == 0)
    }

    /// Whether all was saved as it was.
    pub(crate) fn is_whole(&self) -> bool {
        self.lost.is_empty() && self.mended == 0 && self.set_aside.is_empty()
    }
}

/// What is saved, parents first.
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
    "set_aside",
    "article_tag",
    "reading",
    "mark",
    "correction",
    "saved_query",
    "rule",
    "rule_hit",
    "headline",
    "follow",
    "kept",
    "account",
    "account_feed",
    "account_article",
    "account_tag",
    "account_change",
    "account_log",
];
/// Where SQLite keeps the highest number that a table ever had.
const NUMBERS: &str = "sqlite_sequence";
/// A highest number is believed where it is no further beyond those that are there.
const BEYOND: i64 = 1 << 20;
/// What is not saved but made anew, or forgotten; it must be readable all the same.
const MADE_ANEW: &[&str] = &[
    "feed_count",
    "analysis",
    "entity",
    "entity_alias",
    "entity_form",
    "entity_word",
    "article_entity",
    "quote",
    "quote_about",
    "story",
    "story_term",
    "word_form",
    "change",
    "change_part",
];

impl Library {
    /// What is wrong with the file, and the texts that cannot be read; nothing for a sound one.
    /// Reads all of it.
    pub fn faults(&self) -> Result<Vec<String>> {
        let mut faults = self.file_faults()?;
        if faults.is_empty() {
            let texts = damaged(&self.connection)?;
            faults.extend(texts.iter().map(|text| format!("text {} cannot be read", text.0)));
        }
        Ok(faults)
    }

    /// What is wrong with the file but for single texts: as SQLite tells it, rows that are none,
    /// rows that belong to nothing.
    pub fn file_faults(&self) -> Result<Vec<String>> {
        let connection = &self.connection;
        let mut faults = connection
            .prepare("PRAGMA integrity_check(100)")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        faults.retain(|line| line != "ok");
        if !faults.is_empty() {
            return Ok(faults);
        }
        for table in TABLES.iter().chain(MADE_ANEW) {
            let shape = Shape::of(connection, table)?;
            let mut unfit = 0;
            let gaps = each_row(connection, table, &shape.list(), |row| {
                unfit += u64::from(!matches!(shape.fit(row), Fit::Whole(_)));
                true
            });
            if unfit > 0 || !gaps.is_none() {
                faults.push(format!("{unfit} rows of {table} cannot be read"));
            }
        }
        for (table, count) in rules::broken(connection)? {
            faults.push(format!("{count} values of {table} mean nothing"));
        }
        let strays: i64 =
            connection
                .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
        if strays > 0 {
            faults.push(format!("{strays} rows belong to nothing"));
        }
        Ok(faults)
    }
}

/// Saves what can be read of the library at `from` to a new one at `to`, which must not be there
/// yet.
pub(crate) fn repair(from: &Path, to: &Path) -> Result<Repaired> {
    if to.exists() {
        return Err(LibraryError::CannotOpen {
            path: to.to_owned(),
            reason: "there is a file of that name already".into(),
        });
    }
    let mut library = Library::open(to)?;
    library.settle();
    let tables: Vec<&str> = TABLES.iter().copied().chain([NUMBERS]).collect();
    let salvage = Salvage::of(from, to, &library.connection, &tables)?;
    let mut repaired = Repaired::default();
    let Some(damaged_file) = salvage.connection() else { return Ok(repaired) };
    library.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    library.transact(|connection| {
        for table in TABLES {
            copy(damaged_file, connection, table, &mut repaired)?;
        }
        repaired.mended += rules::mend(connection)?;
        tie_up(connection)?;
        for text in damaged(connection)? {
            set_aside(connection, text)?;
        }
        connection.execute_batch(COUNTS)?;
        keep_numbers(damaged_file, connection)?;
        if !repaired.lost.is_empty() {
            // What a feed or page still has comes back with the next fetch.
            connection.execute_batch(
                "UPDATE fetch SET etag = NULL, last_modified = NULL, body_hash = NULL",
            )?;
        }
        Ok(())
    })?;
    library.connection.execute_batch("PRAGMA foreign_keys = ON")?;
    repaired.set_aside = library.set_aside()?;
    Ok(repaired)
}

/// Copies one table, and notes what came of it.
fn copy(
    from: &Connection,
    to: &Connection,
    table: &'static str,
    repaired: &mut Repaired,
) -> Result<()> {
    let shape = Shape::of(to, table)?;
    let places = vec!["?"; shape.names.len()].join(", ");
    if table == "fetch" {
        // A trigger made a row for each feed.
        to.execute_batch("DELETE FROM fetch")?;
    }
    let mut insert =
        to.prepare(&format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({places})", shape.list()))?;
    let (mut saved, mut lost, mut mended) = (0, 0, 0);
    let mut gaps = each_row(from, table, &shape.list(), |row| {
        let (values, is_mended): (Vec<Value>, bool) = match shape.fit(row) {
            Fit::Whole(values) => (values, false),
            Fit::Mended(values) => (values, true),
            Fit::Not => {
                lost += 1;
                return true;
            }
        };
        if insert.execute(params_from_iter(values)).is_ok_and(|rows| rows > 0) {
            saved += 1;
            mended += u64::from(is_mended);
        } else {
            lost += 1;
        }
        true
    });
    if gaps.is_none() && lost == 0 {
        // Rows that no page names any more are missed by nobody but the check.
        gaps.is_open = !is_sound(from, table);
    }
    repaired.saved.push((table, saved));
    repaired.mended += mended;
    if lost > 0 || !gaps.is_none() {
        repaired.lost.push(Lost { table, rows: lost, gaps });
    }
    Ok(())
}

/// Whether SQLite finds nothing wrong with the pages of a table.
fn is_sound(from: &Connection, table: &str) -> bool {
    let check = format!("PRAGMA integrity_check('{table}')");
    from.query_row(&check, [], |row| row.get::<_, String>(0)).is_ok_and(|line| line == "ok")
}

/// Takes out what belongs to nothing, and makes what something belongs to.
fn tie_up(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "UPDATE folder SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM folder);
         UPDATE feed SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folder);
         DELETE FROM feed_place WHERE feed_id NOT IN (SELECT id FROM feed) OR folder_id NOT IN (SELECT id FROM folder);
         DELETE FROM feed_tag WHERE feed_id NOT IN (SELECT id FROM feed) OR tag_id NOT IN (SELECT id FROM tag);
         DELETE FROM fetch WHERE feed_id NOT IN (SELECT id FROM feed);
         DELETE FROM removed WHERE feed_id NOT IN (SELECT id FROM feed);
         DELETE FROM body WHERE article_id NOT IN (SELECT id FROM article);
         UPDATE body SET feed_id = NULL WHERE feed_id NOT IN (SELECT id FROM feed);
         DELETE FROM item WHERE article_id NOT IN (SELECT id FROM article) OR feed_id NOT IN (SELECT id FROM feed);
         DELETE FROM wanted_page WHERE article_id NOT IN (SELECT id FROM article) OR feed_id NOT IN (SELECT id FROM feed);
         DELETE FROM set_aside WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM article_tag WHERE article_id NOT IN (SELECT id FROM article) OR tag_id NOT IN (SELECT id FROM tag);
         DELETE FROM account_feed WHERE account_id NOT IN (SELECT id FROM account);
         UPDATE account_feed SET feed_id = NULL, stream = NULL WHERE feed_id NOT IN (SELECT id FROM feed);
         DELETE FROM account_article WHERE account_id NOT IN (SELECT id FROM account);
         UPDATE account_article SET article_id = NULL WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM account_tag WHERE account_id NOT IN (SELECT id FROM account);
         DELETE FROM account_change WHERE account_id NOT IN (SELECT id FROM account);
         DELETE FROM account_log WHERE account_id NOT IN (SELECT id FROM account);
         UPDATE reading SET article_id = NULL WHERE article_id NOT IN (SELECT id FROM article);
         INSERT INTO reading (id, hash, changed) SELECT DISTINCT reading_id, zeroblob(16), 0 FROM mark
             WHERE reading_id NOT IN (SELECT id FROM reading) AND reading_id > 0;
         DELETE FROM mark WHERE reading_id NOT IN (SELECT id FROM reading);
         UPDATE correction SET reading_id = NULL WHERE reading_id NOT IN (SELECT id FROM reading);
         INSERT OR IGNORE INTO feed_count (feed_id) SELECT id FROM feed;
         INSERT OR IGNORE INTO fetch (feed_id) SELECT id FROM feed;
         UPDATE article SET indexed = 0, engine = 0, people = NULL;
         INSERT OR IGNORE INTO set_aside (body_id, article_id, origin, hash, added, data)
             SELECT coalesce(body_id, -id), id, 0, zeroblob(16), 0, zeroblob(0) FROM article
             WHERE NOT EXISTS (SELECT 1 FROM body WHERE article_id = article.id)
             AND NOT EXISTS (SELECT 1 FROM set_aside WHERE article_id = article.id);
         UPDATE article SET body_id = (SELECT max(id) FROM body WHERE article_id = article.id)
             WHERE body_id IS NULL OR NOT EXISTS (SELECT 1 FROM body WHERE id = body_id AND article_id = article.id);",
    )?;
    Ok(())
}

/// Numbers that are counted from other rows.
const COUNTS: &str = "
    UPDATE item SET unread = (SELECT unread FROM article WHERE id = article_id), at = (SELECT at FROM article WHERE id = article_id);
    UPDATE feed_count SET items = (SELECT count(*) FROM item WHERE item.feed_id = feed_count.feed_id),
        unread = (SELECT coalesce(sum(unread), 0) FROM item WHERE item.feed_id = feed_count.feed_id);
    UPDATE article SET tags = (SELECT count(*) FROM article_tag WHERE article_id = article.id),
        marks = (SELECT count(*) FROM mark JOIN reading ON reading.id = reading_id WHERE reading.article_id = article.id AND removed IS NULL),
        versions = coalesce((SELECT max(many) FROM (SELECT count(*) AS many FROM body WHERE article_id = article.id GROUP BY origin, feed_id)), 1);";

/// Numbers that rows had and have no more are not used again.
fn keep_numbers(from: &Connection, to: &Connection) -> Result<()> {
    let mut numbers: Vec<(String, i64)> = Vec::new();
    each_row(from, NUMBERS, "name, seq", |row| {
        numbers.extend(row.get(0).ok().zip(row.get(1).ok()));
        true
    });
    for (table, number) in numbers {
        to.execute(
            &format!(
                "UPDATE {NUMBERS} SET seq = ?2 WHERE name = ?1 AND ?2 BETWEEN seq AND seq + ?3"
            ),
            params![table, number, BEYOND],
        )?;
    }
    Ok(())
}
