//! To which story a report belongs.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::Result;
use super::identity::ArticleId;

/// The number of a story: that of the article it began with.
pub(crate) type StoryId = i64;

/// To which story a report belongs, and who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Belonging {
    pub story: StoryId,
    pub near: Option<i64>,
    pub reason: Option<String>,
    pub copy: bool,
    pub hand: bool,
}

impl Belonging {
    pub(super) fn of(connection: &Connection, article: ArticleId) -> Result<Option<Self>> {
        let mut statement = connection.prepare_cached(
            "SELECT story, near, reason, copy, hand FROM story WHERE article_id = ?1",
        )?;
        let found = statement.query_row([article], |row| {
            Ok(Self {
                story: row.get(0)?,
                near: row.get(1)?,
                reason: row.get(2)?,
                copy: row.get(3)?,
                hand: row.get(4)?,
            })
        });
        Ok(found.optional()?)
    }

    pub(super) fn put(&self, connection: &Connection, article: ArticleId) -> Result<()> {
        connection
            .prepare_cached("UPDATE story SET story = ?2, near = ?3, reason = ?4, copy = ?5, hand = ?6 WHERE article_id = ?1")?
            .execute(params![article, self.story, self.near, self.reason, self.copy, self.hand])?;
        Ok(())
    }

    pub(super) fn alone(article: ArticleId) -> Self {
        Self { story: article.0, near: None, reason: None, copy: false, hand: false }
    }
}
