//! Small things that are kept as they are given: saved queries, and the heads of imported files.

use rusqlite::OptionalExtension;

use super::Library;
use super::error::Result;

/// A query under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    pub name: String,
    pub query: String,
}

impl Library {
    /// Saved queries in their order.
    pub fn saved_queries(&self) -> Result<Vec<SavedQuery>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, query FROM saved_query ORDER BY position, id")?;
        let rows = statement
            .query_map([], |row| Ok(SavedQuery { name: row.get(0)?, query: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Something that was kept under a name: the head of an OPML file, the lines of a urls file
    /// that name no feed.
    pub fn kept(&self, name: &str) -> Result<Option<String>> {
        Ok(self
            .connection
            .query_row("SELECT value FROM kept WHERE name = ?1", [name], |row| row.get(0))
            .optional()?)
    }

    /// Keeps something under a name; `None` forgets it.
    pub fn keep(&mut self, name: &str, value: Option<&str>) -> Result<()> {
        self.transact(|connection| {
            match value {
                Some(value) => connection.execute(
                    "INSERT OR REPLACE INTO kept (name, value) VALUES (?1, ?2)",
                    [name, value],
                )?,
                None => connection.execute("DELETE FROM kept WHERE name = ?1", [name])?,
            };
            Ok(())
        })
    }
}
