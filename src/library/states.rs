//! What its reader does to articles: read, star, tag; one at a time or thousands. Every change can
//! be undone, also tomorrow.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::choices::Choice;
use super::clock::Clock;
use super::error::Result;
use super::field::Field;
use super::history::{Part, changed_since, parts_of, remember, unpacked};
use super::identity::{ArticleId, ReadingId, TagId};
use super::lists::{Only, Scope};
use super::noting::AT_ONCE;
use super::pack::pack_ids;
use super::readings::{TextIdentity, find};
use super::window::{Own, Window};
use super::{Library, tags};

/// A change that was undone or done again, and how many articles that touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub label: String,
    pub articles: usize,
    /// Articles, choices and marks that stay as another window set them since.
    pub left: usize,
}

/// What can be set on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Unread(bool),
    Starred(bool),
    Tag { name: String, set: bool },
}

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
        self.together(|library| {
            let connection = &library.connection;
            let (field, value, tag) = parts(connection, state)?;
            let mut changed = Vec::new();
            for article in articles {
                if apply(connection, field, value, tag, *article)? {
                    changed.push(*article);
                }
            }
            let what = (field, value, tag);
            remember_articles(connection, &library.window, what, &changed, label, now)?;
            Ok(changed.len())
        })
    }

    /// Marks all articles of a list as read, in one step that undo takes back whole. Answers how
    /// many were unread.
    pub fn mark_all_read(&mut self, scope: &Scope, clock: &Clock, label: &str) -> Result<usize> {
        let unread = Scope { only: Only::Unread, ..scope.clone() };
        let (select, values) = self.select("article.id", &unread, clock, None, None)?;
        let now = clock.now;
        self.together(|library| {
            let connection = &library.connection;
            let ids: Vec<ArticleId> = connection
                .prepare(&select)?
                .query_map(params_from_iter(values), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in &ids {
                apply(connection, Field::Unread, false, None, *id)?;
            }
            let what = (Field::Unread, false, None);
            remember_articles(connection, &library.window, what, &ids, label, now)?;
            Ok(ids.len())
        })
    }

    /// Takes back the last change of this window that was not taken back; where there is none, the
    /// last from before it was opened whose window is closed. What another window changed since
    /// stays.
    pub fn undo(&mut self) -> Result<Option<Change>> {
        self.step(true, None)
    }

    /// Does again what was taken back last in this window.
    pub fn redo(&mut self) -> Result<Option<Change>> {
        self.step(false, None)
    }

    /// The same as [`Self::undo`], of the changes to what is kept about one text.
    pub fn undo_in(&mut self, text: &TextIdentity) -> Result<Option<Change>> {
        self.step_in(true, text)
    }

    /// The same as [`Self::redo`], of the changes to what is kept about one text.
    pub fn redo_in(&mut self, text: &TextIdentity) -> Result<Option<Change>> {
        self.step_in(false, text)
    }

    fn step_in(&mut self, back: bool, text: &TextIdentity) -> Result<Option<Change>> {
        match find(&self.connection, text)? {
            Some(reading) => self.step(back, Some(reading)),
            None => Ok(None),
        }
    }

    fn step(&mut self, back: bool, only: Option<ReadingId>) -> Result<Option<Change>> {
        self.together(|library| {
            let connection = &library.connection;
            let mut own = library.window.own(connection, !back)?;
            if !back {
                own.reverse();
            }
            let mut last = None;
            for change in own {
                let parts = parts_of(connection, change.id)?;
                if only.is_none_or(|reading| parts.iter().any(|part| is_kept_in(part, reading))) {
                    last = Some((change, parts));
                    break;
                }
            }
            let Some((Own { id, label }, parts)) = last else { return Ok(None) };
            let (mut articles, mut left) = (0, 0);
            for Part { field, value, tag, packed } in parts {
                if field == Field::Window {
                    continue;
                }
                if field == Field::Choice {
                    left += usize::from(!Choice::unpack(&packed)?.put(connection, back)?);
                    continue;
                }
                let since = changed_since(connection, id, field, tag)?;
                for article in unpacked(&packed)? {
                    if since.contains(&article) {
                        left += 1;
                    } else {
                        articles +=
                            usize::from(apply(connection, field, value != back, tag, article)?);
                    }
                }
            }
            connection.execute("UPDATE change SET undone = ?2 WHERE id = ?1", params![id, back])?;
            library.note_anew(AT_ONCE)?;
            Ok(Some(Change { label, articles, left }))
        })
    }
}

/// Whether a part of a change is of what is kept about this text.
fn is_kept_in(part: &Part, reading: ReadingId) -> bool {
    part.field == Field::Choice
        && matches!(
            Choice::unpack(&part.packed),
            Ok(Choice::Kept(change)) if change.reading == reading
        )
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
        Field::Choice | Field::Window => return Ok(false),
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
    window: &Window,
    what: (Field, bool, Option<TagId>),
    articles: &[ArticleId],
    label: &str,
    now: Timestamp,
) -> Result<()> {
    if articles.is_empty() {
        Ok(())
    } else {
        remember(connection, window, what, &pack_ids(articles), label, now)
    }
}
