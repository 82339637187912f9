//! Marks on articles that are to be noted anew.

use rusqlite::{Connection, params};

use super::error::Result;
use super::identity::ReadingId;
use super::index_text::fold;
use crate::analysis::ENGINE;

/// Marks the article of a text.
pub(super) fn mark_reading(connection: &Connection, reading: ReadingId) -> Result<()> {
    connection
        .prepare_cached("UPDATE article SET engine = ?2 - 1 WHERE engine = ?2 AND id = (SELECT article_id FROM reading WHERE id = ?1)")?
        .execute(params![reading, ENGINE])?;
    Ok(())
}

/// Marks all articles that show somebody of this name.
pub(super) fn mark_named(connection: &Connection, name: &str) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET engine = ?3 - 1 WHERE engine = ?3 AND id IN (SELECT article_id FROM article_entity WHERE entity_id IN \
             (SELECT id FROM entity WHERE key = ?1 UNION SELECT entity_id FROM entity_word JOIN entity_alias USING (entity_id) \
              WHERE word = ?4 AND alias = ?2 COLLATE NOCASE))",
        )?
        .execute(params![fold(name), name, ENGINE, fold(name).split(' ').next()])?;
    Ok(())
}
