//! Tags of articles and feeds.

use rusqlite::{Connection, OptionalExtension, params};

use super::Library;
use super::error::Result;
use super::identity::{ArticleId, TagId};

impl Library {
    /// All tags that are in use, with how many articles and feeds have them.
    pub fn tags(&self) -> Result<Vec<(String, u32)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, (SELECT count(*) FROM article_tag WHERE tag_id = tag.id) + (SELECT count(*) FROM feed_tag WHERE tag_id = tag.id) AS uses \
             FROM tag WHERE uses > 0 ORDER BY name",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The tags of one article.
    pub fn tags_of(&self, article: ArticleId) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached("SELECT name FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id = ?1 ORDER BY name")?;
        let rows = statement.query_map([article], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether all of these articles have a tag of their own.
    pub fn all_tagged(&self, articles: &[ArticleId], name: &str) -> Result<bool> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM article_tag CROSS JOIN tag ON tag.id = tag_id WHERE article_id = ?1 AND name = ?2")?;
        for article in articles {
            if !statement.exists(params![article, name])? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

pub(super) fn find_or_make(connection: &Connection, name: &str) -> Result<TagId> {
    if let Some(id) = connection
        .prepare_cached("SELECT id FROM tag WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?
    {
        return Ok(id);
    }
    connection.prepare_cached("INSERT INTO tag (name) VALUES (?1)")?.execute([name])?;
    Ok(TagId(connection.last_insert_rowid()))
}
