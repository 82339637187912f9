//! The reader's corrections of names and speakers, kept with the text they were made in. They hang
//! on anchors, so that they hold when the text comes back edited, and no version of the engine
//! touches them.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::error::{LibraryError, Result};
use super::identity::{ArticleId, CorrectionId};
use super::readings::{READING, ReadingRow, TextIdentity, find, find_or_make, row_at};
use super::{Library, marking};
use crate::analysis::{Analysis, placed};
use crate::annotation::Correction;
use crate::text::{Anchor, Document, Span};

/// A correction with the text it was made in.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectionRow {
    pub id: CorrectionId,
    pub anchor: Anchor,
    pub correction: Correction,
    pub text: ReadingRow,
}

/// Columns before those of the reading.
const COUNT: usize = 4;

impl Library {
    /// The corrections of a text, oldest first, which is the order to apply them in. Those that a
    /// newer program made in a way this one does not know are left out.
    pub fn corrections(
        &self,
        text: &TextIdentity,
    ) -> Result<Vec<(CorrectionId, Anchor, Correction)>> {
        let Some(reading) = find(&self.connection, text)? else { return Ok(Vec::new()) };
        let mut statement =
            self.connection.prepare_cached("SELECT id, kind, anchor, value FROM correction WHERE reading_id = ?1 AND removed IS NULL ORDER BY id")?;
        let rows = statement
            .query_map([reading], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let mut found = Vec::new();
        for row in rows {
            let (id, kind, anchor, value): (CorrectionId, String, String, Option<String>) = row?;
            found.extend(
                parts(&kind, &anchor, value.as_deref())
                    .map(|(anchor, correction)| (id, anchor, correction)),
            );
        }
        Ok(found)
    }

    /// All corrections there are, text by text.
    pub fn all_corrections(&self) -> Result<Vec<CorrectionRow>> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT correction.id, kind, anchor, value, {READING} FROM correction JOIN reading ON reading.id = correction.reading_id \
             WHERE removed IS NULL ORDER BY reading.id DESC, correction.id"
        ))?;
        let rows = statement.query_map([], |row| {
            let (kind, anchor, value): (String, String, Option<String>) =
                (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((row.get(0)?, parts(&kind, &anchor, value.as_deref()), row_at(row, COUNT)?))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (id, parts, text) = row?;
            found.extend(parts.map(|(anchor, correction)| CorrectionRow {
                id,
                anchor,
                correction,
                text,
            }));
        }
        Ok(found)
    }

    /// Saves a correction.
    pub fn add_correction(
        &mut self,
        text: &TextIdentity,
        anchor: &Anchor,
        correction: &Correction,
        now: Timestamp,
    ) -> Result<CorrectionId> {
        let json = serde_json::to_string(anchor)
            .map_err(|_| LibraryError::Unreadable("the place of a correction"))?;
        self.transact(|connection| {
            let reading = find_or_make(connection, text, now)?;
            connection.execute(
                "INSERT INTO correction (reading_id, kind, anchor, subject, value, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![reading, correction.name(), json, anchor.exact, correction.value(), now.as_microsecond()],
            )?;
            let id = CorrectionId(connection.last_insert_rowid());
            marking::mark_reading(connection, reading)?;
            Ok(id)
        })
    }
}

/// A correction for all articles, as it is kept with the change that takes it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GeneralChange {
    id: CorrectionId,
    subject: String,
    value: String,
}

impl GeneralChange {
    /// Keeps a correction of a name, as one that is taken back: it is put by its own hand.
    pub(super) fn kept(
        connection: &Connection,
        subject: &str,
        correction: &Correction,
        now: Timestamp,
    ) -> Result<Self> {
        connection.execute(
            "INSERT INTO correction (reading_id, kind, subject, value, created, removed) VALUES (NULL, ?1, ?2, ?3, ?4, ?4)",
            params![correction.name(), subject, correction.value(), now.as_microsecond()],
        )?;
        let id = CorrectionId(connection.last_insert_rowid());
        let value = correction.value().unwrap_or_default().to_owned();
        Ok(Self { id, subject: subject.to_owned(), value })
    }

    /// Makes it so, or, `back`, as it was before; the articles that name the one it is of are noted
    /// anew in either case. Answers whether it did.
    pub(super) fn put(&self, connection: &Connection, back: bool) -> Result<bool> {
        let changed = connection.execute(
            "UPDATE correction SET removed = iif(?2, created, NULL) WHERE id = ?1 AND (removed IS NULL) = ?2",
            params![self.id, back],
        )?;
        for name in [&self.subject, &self.value] {
            marking::mark_named(connection, name)?;
        }
        Ok(changed > 0)
    }
}

impl Library {
    /// The corrections for all articles, each with the name it is of, oldest first.
    pub fn general_corrections(&self) -> Result<Vec<(CorrectionId, String, Correction)>> {
        general(&self.connection)
    }
}

fn general(connection: &Connection) -> Result<Vec<(CorrectionId, String, Correction)>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, subject, kind, value FROM correction WHERE reading_id IS NULL AND anchor IS NULL AND removed IS NULL ORDER BY id",
    )?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<Vec<(CorrectionId, String, String, Option<String>)>>>()?;
    let known = |(id, subject, kind, value): (CorrectionId, String, String, Option<String>)| {
        Some((id, subject, Correction::from_parts(&kind, value.as_deref())?))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// The corrections that hold in an article, placed in its text: those for all articles first.
pub(super) fn of_article(
    connection: &Connection,
    article: ArticleId,
    document: &Document,
    analysis: &Analysis,
) -> Result<Vec<(Span, Correction)>> {
    let general: Vec<_> =
        general(connection)?.into_iter().map(|(_, subject, made)| (subject, made)).collect();
    let mut found = placed(analysis, document, &general);
    let rows = connection
        .prepare_cached(
            "SELECT kind, anchor, value FROM correction WHERE removed IS NULL \
             AND reading_id = (SELECT id FROM reading WHERE article_id = ?1) ORDER BY id",
        )?
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(String, String, Option<String>)>>>()?;
    for (kind, anchor, value) in rows {
        if let Some((anchor, correction)) = parts(&kind, &anchor, value.as_deref())
            && let Some(span) = anchor.place(document).span()
        {
            found.push((span, correction));
        }
    }
    Ok(found)
}

/// Deletes every correction to a name or of one, taken back or not.
pub(super) fn forget_name(connection: &Connection, name: &str) -> Result<()> {
    connection.execute("DELETE FROM correction WHERE subject = ?1 OR value = ?1", [name])?;
    Ok(())
}

fn parts(kind: &str, anchor: &str, value: Option<&str>) -> Option<(Anchor, Correction)> {
    Some((serde_json::from_str(anchor).ok()?, Correction::from_parts(kind, value)?))
}
