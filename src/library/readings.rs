//! Texts that were read: what marks and read positions hang on, whether the text is kept in the
//! library or not.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::error::{LibraryError, Result};
use super::identity::{ArticleId, ReadingId, from_seconds, seconds};
use super::{Library, canonical_url};
use crate::annotation::Article;
use crate::text::{Anchor, ContentHash, Sketch};

/// A text as the reader has it before them: enough to know it again by article, by source, or by
/// content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextIdentity {
    /// Its number, if the library keeps it.
    pub article: Option<ArticleId>,
    /// Path or URL.
    pub source: Option<String>,
    pub hash: ContentHash,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<Timestamp>,
    /// Knows the text again though it was edited and came from elsewhere.
    pub sketch: Option<Sketch>,
}

impl TextIdentity {
    /// That of an article, which the library keeps under `id` or does not keep.
    pub fn of(article: &Article, id: Option<ArticleId>) -> Self {
        Self {
            article: id,
            source: article.source.clone(),
            hash: article.document.hash(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            published: article.published,
            sketch: Sketch::of(&article.document),
        }
    }
}

/// What is kept about a text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingRow {
    pub id: ReadingId,
    pub article: Option<ArticleId>,
    pub source: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<Timestamp>,
    /// Of the text as it was when something was kept about it the last time.
    pub hash: ContentHash,
    pub sketch: Option<Sketch>,
}

impl Library {
    /// The reading of this text, if it was read before: by its article, else its source, else its
    /// very words, else (for a text that the library does not keep) by most of its words.
    pub fn reading(&self, text: &TextIdentity) -> Result<Option<ReadingId>> {
        find(&self.connection, text)
    }

    /// Where reading stopped in this text the last time.
    pub fn read_position(&self, text: &TextIdentity) -> Result<Option<Anchor>> {
        let Some(reading) = self.reading(text)? else { return Ok(None) };
        let position: Option<String> = self.connection.query_row(
            "SELECT position FROM reading WHERE id = ?1",
            [reading],
            |row| row.get(0),
        )?;
        Ok(position.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// Remembers where reading stopped; `None` forgets it (read to the end).
    pub fn set_read_position(
        &mut self,
        text: &TextIdentity,
        position: Option<&Anchor>,
        now: Timestamp,
    ) -> Result<()> {
        let json = position
            .map(serde_json::to_string)
            .transpose()
            .map_err(|_| LibraryError::Unreadable("a read position"))?;
        self.transact(|connection| {
            if json.is_none() && find(connection, text)?.is_none() {
                return Ok(());
            }
            let reading = find_or_make(connection, text, now)?;
            connection.execute(
                "UPDATE reading SET position = ?2, changed = ?3 WHERE id = ?1",
                params![reading, json, seconds(now)],
            )?;
            Ok(())
        })
    }
}

pub(super) fn find(connection: &Connection, text: &TextIdentity) -> Result<Option<ReadingId>> {
    if let Some(article) = text.article {
        let known = connection
            .prepare_cached("SELECT id FROM reading WHERE article_id = ?1")?
            .query_row([article], |row| row.get(0))
            .optional()?;
        if known.is_some() {
            return Ok(known);
        }
    }
    if let Some(source) = &text.source {
        let mut by_source = connection.prepare_cached("SELECT id FROM reading WHERE source_key = ?1 ORDER BY hash = ?2 DESC, changed DESC LIMIT 1")?;
        let known = by_source
            .query_row(params![canonical_url(source), text.hash.as_bytes()], |row| row.get(0))
            .optional()?;
        if known.is_some() {
            return Ok(known);
        }
    }
    let mut by_hash = connection
        .prepare_cached("SELECT id FROM reading WHERE hash = ?1 ORDER BY changed DESC LIMIT 1")?;
    let known = by_hash.query_row([text.hash.as_bytes()], |row| row.get(0)).optional()?;
    match text.sketch {
        Some(sketch) if known.is_none() && text.article.is_none() => {
            most_alike(connection, &sketch)
        }
        _ => Ok(known),
    }
}

/// The reading whose text is most like this one, if it is enough like it to be the same article.
fn most_alike(connection: &Connection, sketch: &Sketch) -> Result<Option<ReadingId>> {
    let mut statement =
        connection.prepare_cached("SELECT id, sketch FROM reading WHERE sketch IS NOT NULL")?;
    let mut rows = statement.query([])?;
    let mut best = (Sketch::ALIKE, None);
    while let Some(row) = rows.next()? {
        let likeness = Sketch::from_bytes(row.get_ref(1)?.as_blob().unwrap_or_default())
            .map_or(0.0, |other| other.likeness(sketch));
        if likeness >= best.0 {
            best = (likeness, Some(row.get(0)?));
        }
    }
    Ok(best.1)
}

/// The reading of a text, made if need be, and brought up to what is known now.
pub(super) fn find_or_make(
    connection: &Connection,
    text: &TextIdentity,
    now: Timestamp,
) -> Result<ReadingId> {
    let key = text.source.as_deref().map(canonical_url);
    let published = text.published.map(seconds);
    let sketch = text.sketch.map(Sketch::to_bytes);
    if let Some(id) = find(connection, text)? {
        connection.execute(
            "UPDATE reading SET article_id = coalesce(article_id, ?2), source = coalesce(?3, source), hash = ?4, title = coalesce(?5, title), \
             byline = coalesce(?6, byline), published = coalesce(?7, published), source_key = coalesce(?8, source_key), \
             sketch = coalesce(?9, sketch) WHERE id = ?1",
            params![id, text.article, text.source, text.hash.as_bytes(), text.title, text.byline, published, key, sketch],
        )?;
        return Ok(id);
    }
    connection.execute(
        "INSERT INTO reading (article_id, source, hash, title, byline, published, changed, source_key, sketch) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![text.article, text.source, text.hash.as_bytes(), text.title, text.byline, published, seconds(now), key, sketch],
    )?;
    Ok(ReadingId(connection.last_insert_rowid()))
}

/// Reads the columns that [`READING`] names, from column `from` on.
pub(super) fn row_at(row: &rusqlite::Row<'_>, from: usize) -> rusqlite::Result<ReadingRow> {
    Ok(ReadingRow {
        id: row.get(from)?,
        article: row.get(from + 1)?,
        source: row.get(from + 2)?,
        title: row.get(from + 3)?,
        byline: row.get(from + 4)?,
        published: row.get::<_, Option<i64>>(from + 5)?.map(from_seconds),
        hash: ContentHash::from_bytes(row.get(from + 6)?),
        sketch: row
            .get::<_, Option<Vec<u8>>>(from + 7)?
            .and_then(|bytes| Sketch::from_bytes(&bytes)),
    })
}

pub(super) const READING: &str = "reading.id, reading.article_id, reading.source, reading.title, reading.byline, reading.published, reading.hash, reading.sketch";
