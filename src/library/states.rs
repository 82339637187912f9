//! What its reader does to articles: read, star, tag; one at a time or thousands. Every change can
//! be undone, also tomorrow.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::choices::Choice;
use super::error::{LibraryError, Result};
use super::identity::{ArticleId, ChangeId, TagId, seconds};
use super::lists::{Clock, Only, Scope};
use super::pack::{pack_ids, unpack_ids};
use super::{Library, tags};
use crate::config::worded;

/// A change that can be undone, and how many articles it touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub label: String,
    pub articles: usize,
}

/// What can be set on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Unread(bool),
    Starred(bool),
    Tag { name: String, set: bool },
}

worded! {
    /// What of an article, or beside one, a change is of.
    Field {
        Unread = "unread",
        Starred = "starred",
        Tag = "tag",
        Choice = "choice",
    }
}

/// So many changes can be undone.
const REMEMBERED: i64 = 500;

impl Library {
    /// Sets a state on articles; those that have it already are left alone and stay so when it is
    /// undone. `label` is what undo says. Answers how many changed.
    pub fn set_state(
        &mut self,
        articles: &[ArticleId],
        state: &State,
        label: &str,
        now: Timestamp,
    ) -> Result<usize> {
        self.transact(|connection| {
            let (field, value, tag) = parts(connection, state)?;
            let mut changed = Vec::new();
            for article in articles {
                if apply(connection, field, value, tag, *article)? {
                    changed.push(*article);
                }
            }
            remember_articles(connection, (field, value, tag), &changed, label, now)?;
            Ok(changed.len())
        })
    }

    /// Marks all articles of a list as read, in one step that undo takes back whole. Answers how
    /// many were unread.
    pub fn mark_all_read(&mut self, scope: &Scope, clock: &Clock, label: &str) -> Result<usize> {
        let unread = Scope { only: Only::Unread, ..scope.clone() };
        let (select, values) = self.select("article.id", &unread, clock, None, None)?;
        let now = clock.now;
        self.transact(|connection| {
            let ids: Vec<ArticleId> = connection
                .prepare(&select)?
                .query_map(params_from_iter(values), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in &ids {
                apply(connection, Field::Unread, false, None, *id)?;
            }
            remember_articles(connection, (Field::Unread, false, None), &ids, label, now)?;
            Ok(ids.len())
        })
    }

    /// Takes back the last change that was not taken back.
    pub fn undo(&mut self) -> Result<Option<Change>> {
        self.step("SELECT id, label FROM change WHERE undone = 0 ORDER BY id DESC LIMIT 1", true)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Result<Option<Change>> {
        self.step("SELECT id, label FROM change WHERE undone = 1 ORDER BY id LIMIT 1", false)
    }

    fn step(&mut self, which: &str, back: bool) -> Result<Option<Change>> {
        self.transact(|connection| {
            let found: Option<(ChangeId, String)> =
                connection.query_row(which, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((id, label)) = found else { return Ok(None) };
            let mut statement = connection.prepare_cached(
                "SELECT field, value, tag_id, articles FROM change_part WHERE change_id = ?1",
            )?;
            let parts = statement
                .query_map([id], |row| {
                    Ok((
                        row.get::<_, Field>(0)?,
                        row.get::<_, bool>(1)?,
                        row.get(2)?,
                        row.get::<_, Vec<u8>>(3)?,
                    ))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut articles = 0;
            for (field, value, tag, packed) in parts {
                if field == Field::Choice {
                    Choice::unpack(&packed)?.put(connection, back)?;
                    continue;
                }
                for article in
                    unpack_ids(&packed).ok_or(LibraryError::Unreadable("a change to undo"))?
                {
                    articles += usize::from(apply(connection, field, value != back, tag, article)?);
                }
            }
            connection.execute("UPDATE change SET undone = ?2 WHERE id = ?1", params![id, back])?;
            Ok(Some(Change { label, articles }))
        })
    }
}

fn parts(connection: &Connection, state: &State) -> Result<(Field, bool, Option<TagId>)> {
    Ok(match state {
        State::Unread(value) => (Field::Unread, *value, None),
        State::Starred(value) => (Field::Starred, *value, None),
        State::Tag { name, set } => (Field::Tag, *set, Some(tags::find_or_make(connection, name)?)),
    })
}

/// Sets one state on one article; answers whether that changed anything.
fn apply(
    connection: &Connection,
    field: Field,
    value: bool,
    tag: Option<TagId>,
    article: ArticleId,
) -> Result<bool> {
    let tag = tag.map_or(Value::Null, |tag| tag.0.into());
    let article = Value::from(article.0);
    let (sql, values): (&str, Vec<Value>) = match field {
        // It is put by its own room.
        Field::Choice => return Ok(false),
        Field::Unread => (
            "UPDATE article SET unread = ?2 WHERE id = ?1 AND unread <> ?2",
            vec![article, i64::from(value).into()],
        ),
        Field::Starred => (
            "UPDATE article SET starred = ?2 WHERE id = ?1 AND starred <> ?2",
            vec![article, i64::from(value).into()],
        ),
        Field::Tag if value => (
            "INSERT OR IGNORE INTO article_tag (article_id, tag_id) SELECT id, ?2 FROM article WHERE id = ?1",
            vec![article, tag],
        ),
        Field::Tag => {
            ("DELETE FROM article_tag WHERE article_id = ?1 AND tag_id = ?2", vec![article, tag])
        }
    };
    Ok(connection.prepare_cached(sql)?.execute(params_from_iter(values))? > 0)
}

fn remember_articles(
    connection: &Connection,
    what: (Field, bool, Option<TagId>),
    articles: &[ArticleId],
    label: &str,
    now: Timestamp,
) -> Result<()> {
    if articles.is_empty() {
        Ok(())
    } else {
        remember(connection, what, &pack_ids(articles), label, now)
    }
}

/// Keeps what undoes a change: its field, value and tag, and what it was made on.
pub(super) fn remember(
    connection: &Connection,
    (field, value, tag): (Field, bool, Option<TagId>),
    packed: &[u8],
    label: &str,
    now: Timestamp,
) -> Result<()> {
    // What was taken back cannot be done again once something else was done.
    connection.execute("DELETE FROM change WHERE undone = 1", [])?;
    connection.execute(
        "DELETE FROM change WHERE id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ?1)",
        [REMEMBERED - 1],
    )?;
    connection
        .execute("INSERT INTO change (at, label) VALUES (?1, ?2)", params![seconds(now), label])?;
    let change = connection.last_insert_rowid();
    connection.execute(
        "INSERT INTO change_part (change_id, field, value, tag_id, articles) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![change, field, value, tag, packed],
    )?;
    Ok(())
}
