//! The one history of undo: which changes were made, in which window, and what takes them back.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::error::{LibraryError, Result};
use super::field::Field;
use super::identity::{ArticleId, ChangeId, TagId, seconds};
use super::pack::unpack_ids;
use super::window::{Own, Window};

/// So many changes can be undone.
const REMEMBERED: i64 = 500;

/// A part of a change, as it is kept.
pub(super) struct Part {
    pub field: Field,
    pub value: bool,
    pub tag: Option<TagId>,
    pub packed: Vec<u8>,
}

/// Keeps what undoes a change: its field, value and tag, and what it was made on.
pub(super) fn remember(
    connection: &Connection,
    window: &Window,
    (field, value, tag): (Field, bool, Option<TagId>),
    packed: &[u8],
    label: &str,
    now: Timestamp,
) -> Result<()> {
    // What was taken back cannot be done again once something else was done in its window.
    for Own { id, .. } in window.own(connection, true)? {
        connection.execute("DELETE FROM change WHERE id = ?1", [id])?;
    }
    connection.execute(
        "DELETE FROM change WHERE id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ?1)",
        [REMEMBERED - 1],
    )?;
    connection
        .execute("INSERT INTO change (at, label) VALUES (?1, ?2)", params![seconds(now), label])?;
    let change = ChangeId(connection.last_insert_rowid());
    connection.execute(
        "INSERT INTO change_part (change_id, field, value, tag_id, articles) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![change, field, value, tag, packed],
    )?;
    window.sign(connection, change)
}

pub(super) fn parts_of(connection: &Connection, change: ChangeId) -> Result<Vec<Part>> {
    let mut statement = connection.prepare_cached(
        "SELECT field, value, tag_id, articles FROM change_part WHERE change_id = ?1",
    )?;
    let parts = statement.query_map([change], |row| {
        let (field, value, tag, packed) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Part { field, value, tag, packed })
    })?;
    Ok(parts.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn unpacked(packed: &[u8]) -> Result<Vec<ArticleId>> {
    unpack_ids(packed).ok_or(LibraryError::Unreadable("a change to undo"))
}

/// The articles on which a change that came later set the same. All that a window did itself since
/// is undone by now, so it was another.
pub(super) fn changed_since(
    connection: &Connection,
    change: ChangeId,
    field: Field,
    tag: Option<TagId>,
) -> Result<HashSet<ArticleId>> {
    let mut statement = connection.prepare_cached(
        "SELECT articles FROM change_part JOIN change ON change.id = change_id \
         WHERE change_id > ?1 AND undone = 0 AND field = ?2 AND tag_id IS ?3",
    )?;
    let mut since = HashSet::new();
    for packed in
        statement.query_map(params![change, field, tag], |row| row.get::<_, Vec<u8>>(0))?
    {
        since.extend(unpacked(&packed?)?);
    }
    Ok(since)
}
