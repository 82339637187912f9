//! What its reader chose beside articles, in a form that can be taken back like a star: a saved
//! query, the rule of a feed, what is kept about a text.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Library;
use super::belonging::Belonging;
use super::corrections::GeneralChange;
use super::decision::Decision;
use super::error::{LibraryError, Result};
use super::field::Field;
use super::history::remember;
use super::identity::{ArticleId, FeedId};
use super::kept::KeptChange;
use super::managed::Managed;
use super::subscription::Subscription;
use crate::config::ReadWhen;

/// A choice as it was before and as it is after, kept with the change that undoes it.
#[derive(Serialize, Deserialize)]
pub(super) enum Choice {
    /// What a name stands for, and its place among the saved queries.
    Query { name: String, before: Option<(String, i64)>, after: Option<(String, i64)> },
    /// When the articles of a feed count as read.
    Rule { feed: FeedId, before: Option<ReadWhen>, after: Option<ReadWhen> },
    /// What is chosen of a feed, and whether it is removed.
    Feed { feed: FeedId, before: Managed, after: Managed },
    /// The marks and corrections of a text.
    Kept(KeptChange),
    /// Which story a report is of.
    Story { article: ArticleId, before: Belonging, after: Belonging },
    /// Who is one, who is two, and how they are called.
    Person(Box<Decision>),
    /// A correction that is for all articles.
    General(GeneralChange),
}

impl Choice {
    pub(super) fn packed(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|_| LibraryError::Unreadable("a choice"))
    }

    pub(super) fn unpack(packed: &[u8]) -> Result<Self> {
        let words =
            std::str::from_utf8(packed).ok().and_then(|packed| serde_json::from_str(packed).ok());
        words.ok_or(LibraryError::Unreadable("a change to undo"))
    }

    /// Makes it so, or, `back`, as it was before; answers whether it did. What was chosen otherwise
    /// meanwhile stays.
    pub(super) fn put(&self, connection: &Connection, back: bool) -> Result<bool> {
        match self {
            Self::Kept(change) => return change.put(connection, back),
            Self::Feed { feed, before, after } => {
                let (from, to) = if back { (after, before) } else { (before, after) };
                return super::managed::put(connection, *feed, from, to);
            }
            Self::Person(decision) => return decision.put(connection, back),
            Self::General(change) => return change.put(connection, back),
            Self::Query { name, before, after } => {
                let (from, to) = if back { (after, before) } else { (before, after) };
                let chosen = query_of(connection, name)?.map(|(query, _)| query);
                if chosen.as_ref() != from.as_ref().map(|(query, _)| query) {
                    return Ok(false);
                }
                match to {
                    Some((query, position)) => connection.execute(
                        "INSERT INTO saved_query (name, query, position) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET query = excluded.query",
                        params![name, query, position],
                    )?,
                    None => connection.execute("DELETE FROM saved_query WHERE name = ?1", [name])?,
                };
            }
            Self::Rule { feed, before, after } => {
                let (from, to) = if back { (after, before) } else { (before, after) };
                if rule_of(connection, *feed)?.as_ref() != Some(from) {
                    return Ok(false);
                }
                connection
                    .execute("UPDATE feed SET read_when = ?2 WHERE id = ?1", params![feed, to])?;
            }
            Self::Story { article, before, after } => {
                let (from, to) = if back { (after, before) } else { (before, after) };
                if Belonging::of(connection, *article)?.as_ref() != Some(from) {
                    return Ok(false);
                }
                to.put(connection, *article)?;
            }
        }
        Ok(true)
    }
}

/// What a name stands for, and its place.
fn query_of(connection: &Connection, name: &str) -> Result<Option<(String, i64)>> {
    let mut statement =
        connection.prepare_cached("SELECT query, position FROM saved_query WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The rule of a feed, if there is the feed.
fn rule_of(connection: &Connection, feed: FeedId) -> Result<Option<Option<ReadWhen>>> {
    let mut statement = connection.prepare_cached("SELECT read_when FROM feed WHERE id = ?1")?;
    Ok(statement.query_row([feed], |row| row.get(0)).optional()?)
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
        self.together(|library| {
            let connection = &library.connection;
            let before = query_of(connection, name)?;
            let last: i64 = connection.query_row(
                "SELECT coalesce(max(position), 0) FROM saved_query",
                [],
                |row| row.get(0),
            )?;
            let place = before.as_ref().map_or(last + 1, |(_, position)| *position);
            let after = query.map(|query| (query.to_owned(), place));
            if before != after {
                choose(
                    library,
                    &Choice::Query { name: name.to_owned(), before, after },
                    label,
                    now,
                )?;
            }
            Ok(())
        })
    }

    /// Changes what is chosen of a feed; answers whether that was anything. `label` is what undo
    /// says.
    pub fn choose_feed(
        &mut self,
        feed: FeedId,
        label: &str,
        now: Timestamp,
        change: impl FnOnce(&mut Subscription),
    ) -> Result<bool> {
        self.together(|library| {
            let mut subscription = library.feed(feed)?.subscription;
            let before = Managed::of(&subscription);
            change(&mut subscription);
            let after = Managed::of(&subscription);
            if before == after {
                return Ok(false);
            }
            choose(library, &Choice::Feed { feed, before, after }, label, now)?;
            Ok(true)
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
        self.together(|library| {
            let before = rule_of(&library.connection, feed)?;
            let before = before.ok_or(LibraryError::Missing("feed"))?;
            if before != rule {
                choose(library, &Choice::Rule { feed, before, after: rule }, label, now)?;
            }
            Ok(())
        })
    }
}

pub(super) fn choose(
    library: &Library,
    choice: &Choice,
    label: &str,
    now: Timestamp,
) -> Result<()> {
    let connection = &library.connection;
    choice.put(connection, false)?;
    let what = (Field::Choice, true, None);
    remember(connection, &library.window, what, &choice.packed()?, label, now)
}
