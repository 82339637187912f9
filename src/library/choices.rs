//! What its reader chose beside articles, in a form that can be taken back like a star: a saved
//! query, the rule of a feed.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Library;
use super::error::{LibraryError, Result};
use super::identity::FeedId;
use super::states::{Field, remember};
use crate::config::ReadWhen;

/// A choice as it was before and as it is after, kept with the change that undoes it.
#[derive(Serialize, Deserialize)]
pub(super) enum Choice {
    /// What a name stands for, and its place among the saved queries.
    Query { name: String, before: Option<(String, i64)>, after: Option<(String, i64)> },
    /// When the articles of a feed count as read.
    Rule { feed: FeedId, before: Option<ReadWhen>, after: Option<ReadWhen> },
}

impl Choice {
    fn packed(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|_| LibraryError::Unreadable("a choice"))
    }

    pub fn unpack(packed: &[u8]) -> Result<Self> {
        let words =
            std::str::from_utf8(packed).ok().and_then(|packed| serde_json::from_str(packed).ok());
        words.ok_or(LibraryError::Unreadable("a change to undo"))
    }

    /// Makes it so, or, `back`, as it was before.
    pub fn put(&self, connection: &Connection, back: bool) -> Result<()> {
        match self {
            Self::Query { name, before, after } => match if back { before } else { after } {
                Some((query, position)) => connection.execute(
                    "INSERT INTO saved_query (name, query, position) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET query = excluded.query",
                    params![name, query, position],
                )?,
                None => connection.execute("DELETE FROM saved_query WHERE name = ?1", [name])?,
            },
            Self::Rule { feed, before, after } => {
                connection.execute("UPDATE feed SET read_when = ?2 WHERE id = ?1", params![feed, if back { before } else { after }])?
            }
        };
        Ok(())
    }
}

impl Library {
    /// Lets a name stand for a query, or for none. `label` is what undo says.
    pub fn choose_query(
        &mut self,
        name: &str,
        query: Option<&str>,
        label: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.transact(|connection| {
            let before: Option<(String, i64)> = connection
                .query_row(
                    "SELECT query, position FROM saved_query WHERE name = ?1",
                    [name],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let last: i64 = connection.query_row(
                "SELECT coalesce(max(position), 0) FROM saved_query",
                [],
                |row| row.get(0),
            )?;
            let place = before.as_ref().map_or(last + 1, |(_, position)| *position);
            let after = query.map(|query| (query.to_owned(), place));
            if before != after {
                choose(
                    connection,
                    &Choice::Query { name: name.to_owned(), before, after },
                    label,
                    now,
                )?;
            }
            Ok(())
        })
    }

    /// Sets when the articles of a feed count as read; `None`: as the settings say. `label` is what
    /// undo says.
    pub fn choose_rule(
        &mut self,
        feed: FeedId,
        rule: Option<ReadWhen>,
        label: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.transact(|connection| {
            let before: Option<Option<ReadWhen>> = connection
                .query_row("SELECT read_when FROM feed WHERE id = ?1", [feed], |row| row.get(0))
                .optional()?;
            let before = before.ok_or(LibraryError::Missing("feed"))?;
            if before != rule {
                let choice = Choice::Rule { feed, before, after: rule };
                choose(connection, &choice, label, now)?;
            }
            Ok(())
        })
    }
}

fn choose(connection: &Connection, choice: &Choice, label: &str, now: Timestamp) -> Result<()> {
    choice.put(connection, false)?;
    remember(connection, (Field::Choice, true, None), &choice.packed()?, label, now)
}
