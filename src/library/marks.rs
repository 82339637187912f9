//! Bookmarks, named marks, notes and highlights. Nothing is ever taken from the file here: a mark
//! that is removed can come back.

use jiff::Timestamp;
use rusqlite::types::{Type, Value};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::Library;
use super::error::{LibraryError, Result};
use super::identity::{MarkId, ReadingId, from_microseconds};
use super::readings::{READING, ReadingRow, TextIdentity, find, find_or_make, row_at};
use crate::annotation::{Mark, MarkKind};
use crate::text::Anchor;

/// A mark with the text it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkRow {
    pub id: MarkId,
    pub mark: Mark,
    pub text: ReadingRow,
}

const COLUMNS: &str = "mark.id, kind, name, role, exact, prefix, suffix, mark.position, paragraph, whole, note, created, mark.changed, further";
const COUNT: usize = 14;
/// The columns that a mark itself fills.
const SAVED: &str = "kind, name, role, exact, prefix, suffix, position, paragraph, whole, note, created, changed, further";

impl Library {
    /// The marks of a text, in order of place. Those that find no place in it are for the caller to
    /// show as orphans.
    pub fn marks(&self, text: &TextIdentity) -> Result<Vec<(MarkId, Mark)>> {
        let Some(reading) = find(&self.connection, text)? else { return Ok(Vec::new()) };
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM mark WHERE reading_id = ?1 AND removed IS NULL ORDER BY mark.position, mark.id"))?;
        let rows = statement.query_map([reading], mark_of)?;
        rows.map(|row| row.map_err(LibraryError::from)).collect()
    }

    /// All marks there are, text by text, newest text first, in order of place.
    pub fn all_marks(&self) -> Result<Vec<MarkRow>> {
        self.mark_rows("", &[])
    }

    /// Saves a new mark. A named mark takes its letter from the one that had it. Times are kept in
    /// microseconds.
    pub fn add_mark(&mut self, text: &TextIdentity, mark: &Mark, now: Timestamp) -> Result<MarkId> {
        self.transact(|connection| {
            let reading = find_or_make(connection, text, now)?;
            insert(connection, reading, mark, now)
        })
    }

    /// Changes what a mark says or where it is (a note edited, an orphan re-attached). `change`
    /// gets it as it is at this moment, and only the columns that it changed are written.
    pub fn change_mark(&mut self, id: MarkId, change: impl FnOnce(&mut Mark)) -> Result<()> {
        self.transact(|connection| {
            let (_, before) = connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM mark WHERE id = ?1 AND removed IS NULL"
                ))?
                .query_row([id], mark_of)
                .optional()?
                .ok_or(LibraryError::Missing("mark"))?;
            let mut after = before.clone();
            change(&mut after);
            let (names, mut changed): (Vec<_>, Vec<_>) = SAVED
                .split(", ")
                .zip(values(&after)?.into_iter().zip(values(&before)?))
                .filter(|(_, (after, before))| after != before)
                .map(|(name, (after, _))| (format!("{name} = ?"), after))
                .unzip();
            if !names.is_empty() {
                changed.push(id.0.into());
                let sql = format!("UPDATE mark SET {} WHERE id = ?", names.join(", "));
                connection.prepare_cached(&sql)?.execute(params_from_iter(changed))?;
            }
            Ok(())
        })
    }

    /// Takes a mark away.
    pub fn remove_mark(&mut self, id: MarkId, now: Timestamp) -> Result<()> {
        self.transact(|connection| {
            let changed = connection.execute(
                "UPDATE mark SET removed = ?2 WHERE id = ?1 AND removed IS NULL",
                params![id, now.as_microsecond()],
            )?;
            if changed == 0 { Err(LibraryError::Missing("mark")) } else { Ok(()) }
        })
    }

    /// Saves marks that came from an export, all or none; a named mark whose letter another has
    /// comes in as a bookmark; those that are there already (same text, kind, words, note and time
    /// of making) are left alone. Answers how many were new.
    pub fn import_marks(
        &mut self,
        marks: &[(TextIdentity, Mark)],
        now: Timestamp,
    ) -> Result<usize> {
        self.transact(|connection| {
            let mut added = 0;
            for (text, mark) in marks {
                // What is known of the text here is newer than what the export says.
                let reading = match find(connection, text)? {
                    Some(reading) => reading,
                    None => find_or_make(connection, text, now)?,
                };
                let known: bool = connection.prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM mark WHERE reading_id = ?1 AND kind IN (?2, ?6) AND exact = ?3 AND note = ?4 AND created = ?5 AND removed IS NULL)",
                )?
                .query_row(params![reading, mark.kind.name(), mark.anchor.exact, mark.note, mark.created.as_microsecond(), unnamed(mark).kind.name()], |row| row.get(0))?;
                if !known {
                    let taken = letter(mark).map_or(Ok(false), |letter| is_taken(connection, reading, &letter))?;
                    insert(connection, reading, &if taken { unnamed(mark) } else { mark.clone() }, now)?;
                    added += 1;
                }
            }
            Ok(added)
        })
    }

    /// The marks of several texts at once, as [`Library::all_marks`] gives them.
    pub fn marks_of(&self, readings: &[ReadingId]) -> Result<Vec<MarkRow>> {
        let places = vec!["?"; readings.len()].join(", ");
        self.mark_rows(&format!("AND reading_id IN ({places})"), readings)
    }

    fn mark_rows(&self, only: &str, readings: &[ReadingId]) -> Result<Vec<MarkRow>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT {COLUMNS}, {READING} FROM mark JOIN reading ON reading.id = mark.reading_id WHERE removed IS NULL {only} \
             ORDER BY reading.id DESC, mark.position, mark.id"
        ))?;
        let rows = statement.query_map(params_from_iter(readings), |row| {
            let (id, mark) = mark_of(row)?;
            Ok(MarkRow { id, mark, text: row_at(row, COUNT)? })
        })?;
        rows.map(|row| row.map_err(LibraryError::from)).collect()
    }
}

fn insert(
    connection: &Connection,
    reading: ReadingId,
    mark: &Mark,
    now: Timestamp,
) -> Result<MarkId> {
    if let Some(letter) = letter(mark) {
        connection.execute(
            "UPDATE mark SET removed = ?3 WHERE reading_id = ?1 AND name = ?2 AND removed IS NULL",
            params![reading, letter, now.as_microsecond()],
        )?;
    }
    connection
        .prepare_cached(&format!("INSERT INTO mark (reading_id, {SAVED}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"))?
        .execute(params_from_iter([Value::from(reading.0)].into_iter().chain(values(mark)?)))?;
    Ok(MarkId(connection.last_insert_rowid()))
}

/// What of a mark stands in the columns [`SAVED`].
fn values(mark: &Mark) -> Result<[Value; 13]> {
    let Anchor { exact, prefix, suffix, position, paragraph, whole, further } = mark.anchor.clone();
    let further = serde_json::to_string(&further)
        .map_err(|_| LibraryError::Unreadable("the place of a mark"))?;
    Ok([
        mark.kind.name().to_owned().into(),
        letter(mark).into(),
        role(mark).map(i64::from).into(),
        exact.into(),
        prefix.into(),
        suffix.into(),
        finite(position).into(),
        i64::from(paragraph).into(),
        whole.into(),
        mark.note.clone().into(),
        mark.created.as_microsecond().into(),
        mark.changed.as_microsecond().into(),
        further.into(),
    ])
}

fn letter(mark: &Mark) -> Option<String> {
    mark.kind.letter().map(String::from)
}

/// Whether another mark of the text has this letter.
fn is_taken(connection: &Connection, reading: ReadingId, letter: &str) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM mark WHERE reading_id = ?1 AND name = ?2 AND removed IS NULL)")?;
    Ok(statement.query_row(params![reading, letter], |row| row.get(0))?)
}

/// A named mark as a bookmark; others as they are.
fn unnamed(mark: &Mark) -> Mark {
    let kind = if mark.kind.letter().is_some() { MarkKind::Bookmark } else { mark.kind.clone() };
    Mark { kind, ..mark.clone() }
}

fn role(mark: &Mark) -> Option<u8> {
    match mark.kind {
        MarkKind::Highlight(role) => Some(role),
        _ => None,
    }
}

/// SQLite keeps no NaN: it would turn into NULL.
fn finite(position: f64) -> f64 {
    if position.is_finite() { position } else { 0.0 }
}

fn mark_of(row: &Row<'_>) -> rusqlite::Result<(MarkId, Mark)> {
    let kind: String = row.get(1)?;
    let name: Option<String> = row.get(2)?;
    let role: Option<u8> = row.get(3)?;
    let kind = match (kind.as_str(), name.and_then(|name| name.chars().next())) {
        ("mark", Some(letter)) => MarkKind::Mark(letter),
        ("note", _) => MarkKind::Note,
        ("highlight", _) => MarkKind::Highlight(role.unwrap_or_default()),
        ("bookmark", _) => MarkKind::Bookmark,
        (kind, _) => {
            let why = format!("“{kind}” is no kind of mark").into();
            return Err(rusqlite::Error::FromSqlConversionFailure(1, Type::Text, why));
        }
    };
    let further: String = row.get(13)?;
    let further = serde_json::from_str(&further).unwrap_or_default();
    let anchor = Anchor {
        exact: row.get(4)?,
        prefix: row.get(5)?,
        suffix: row.get(6)?,
        position: row.get(7)?,
        paragraph: row.get(8)?,
        whole: row.get(9)?,
        further,
    };
    let mark = Mark {
        kind,
        anchor,
        note: row.get(10)?,
        created: from_microseconds(row.get(11)?),
        changed: from_microseconds(row.get(12)?),
    };
    Ok((row.get(0)?, mark))
}
