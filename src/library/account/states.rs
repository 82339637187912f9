//! What is read, starred and tagged on both sides. How an article was last seen on the server tells
//! who changed it since: a change of one side alone is done on the other. Where it was never seen,
//! or the server stands at an older state than it did, nobody can tell: then what is read on one
//! side is read, and stars and tags unite.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::log;
use crate::library::Library;
use crate::library::error::Result;
use crate::library::identity::{AccountId, ArticleId};
use crate::library::tags::find_or_make;

/// Lines that one sync adds to the log about single articles; the others are counted.
const MOST_LOGGED: usize = 100;

/// How all articles of a server stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ServerStates<'a> {
    /// Their numbers, lowest first, each once.
    pub all: &'a [i64],
    pub unread: &'a HashSet<i64>,
    pub starred: &'a HashSet<i64>,
    /// Those of each tag; of a server without tags none.
    pub tags: Option<&'a [(String, HashSet<i64>)]>,
}

/// What came of merging.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Merged {
    /// States that were taken from the server.
    pub down: usize,
    /// Numbers of articles that are not here yet, the newest first.
    pub missing: Vec<i64>,
    /// Whether the server stands at an older state than when it was last seen.
    pub is_older: bool,
    /// What was decided where both sides had changed, in words.
    pub decided: Vec<String>,
}

/// What of an article a server keeps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StateField {
    Unread,
    Starred,
    Tag(String),
}

impl StateField {
    fn columns(&self) -> (&'static str, &str) {
        match self {
            Self::Unread => ("unread", ""),
            Self::Starred => ("starred", ""),
            Self::Tag(tag) => ("tag", tag),
        }
    }

    fn of(field: &str, tag: String) -> Option<Self> {
        match field {
            "unread" => Some(Self::Unread),
            "starred" => Some(Self::Starred),
            "tag" => Some(Self::Tag(tag)),
            _ => None,
        }
    }
}

/// A change that a server is to be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StateChange {
    pub field: StateField,
    pub value: bool,
    pub number: i64,
}

/// An article as a server was last seen.
struct Known {
    number: i64,
    article: Option<ArticleId>,
    unread: bool,
    starred: bool,
}

impl Library {
    /// Brings how articles stand here together with how they stand on the server.
    pub(crate) fn merge_states(
        &mut self,
        account: AccountId,
        server: &ServerStates<'_>,
        now: Timestamp,
    ) -> Result<Merged> {
        self.together(|library| {
            let connection = &library.connection;
            let newest = server.all.last().copied().unwrap_or(i64::MIN);
            let mut merged = Merged { is_older: is_older(connection, account, newest)?, ..Merged::default() };
            if merged.is_older {
                // Their numbers may be given to other articles from now on.
                for table in ["account_article", "account_change", "account_tag"] {
                    let sql = format!("DELETE FROM {table} WHERE account_id = ?1 AND number > ?2");
                    connection.execute(&sql, params![account, newest])?;
                }
                merged.decided.push("the server stands at an older state than before: what is read on one side is read, stars and tags unite".into());
            }
            let known = known(connection, account)?;
            let waiting: BTreeSet<StateChange> = waiting(connection, account)?.into_iter().collect();
            merged.missing = missing(server.all, &known);
            for row in &known {
                let is_there = server.all.binary_search(&row.number).is_ok();
                if !is_there {
                    continue;
                }
                let (unread, starred) =
                    (server.unread.contains(&row.number), server.starred.contains(&row.number));
                if merged.is_older {
                    merged.down += usize::from(unite(connection, account, row, unread, starred)?);
                } else if (unread, starred) != (row.unread, row.starred) {
                    merged.down += 1;
                    note_both(connection, row, (unread, starred), &waiting, &mut merged)?;
                    follow(connection, account, row, unread, starred)?;
                }
            }
            if let Some(tags) = server.tags {
                let keeps = merged.is_older;
                merge_tags(connection, account, server.all, tags, keeps, &mut merged)?;
            }
            for words in merged.decided.iter().take(MOST_LOGGED) {
                log(connection, account, words, now)?;
            }
            if let Some(more) = merged.decided.len().checked_sub(MOST_LOGGED + 1) {
                log(connection, account, &format!("and {} more like these", more + 1), now)?;
            }
            Ok(merged)
        })
    }

    /// What waits to be told to the server.
    pub(crate) fn states_waiting(&self, account: AccountId) -> Result<Vec<StateChange>> {
        waiting(&self.connection, account)
    }

    /// Notes that the server was told of changes, and took them.
    pub(crate) fn states_were_told(
        &mut self,
        account: AccountId,
        changes: &[StateChange],
    ) -> Result<()> {
        self.transact(|connection| {
            for change in changes {
                see(connection, account, change)?;
                settle(connection, account, change)?;
            }
            Ok(())
        })
    }
}

/// Whether articles that the server had are above all that it has now, though their feeds are still
/// subscribed to: new ones have higher numbers, so it was set back.
fn is_older(connection: &Connection, account: AccountId, newest: i64) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM account_article JOIN item ON item.article_id = account_article.article_id \
             JOIN account_feed ON account_feed.feed_id = item.feed_id AND account_feed.account_id = account_article.account_id AND gone = 0 \
             WHERE account_article.account_id = ?1 AND number > ?2",
        )?
        .exists(params![account, newest])?)
}

fn known(connection: &Connection, account: AccountId) -> Result<Vec<Known>> {
    let mut rows = connection.prepare_cached(
        "SELECT number, article_id, unread, starred FROM account_article WHERE account_id = ?1 ORDER BY number",
    )?;
    let rows = rows.query_map([account], |row| {
        Ok(Known {
            number: row.get(0)?,
            article: row.get(1)?,
            unread: row.get(2)?,
            starred: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The numbers that are not known, the highest first. Both are sorted.
fn missing(all: &[i64], known: &[Known]) -> Vec<i64> {
    let mut known = known.iter().map(|row| row.number).peekable();
    let mut missing: Vec<i64> = all
        .iter()
        .copied()
        .filter(|number| {
            while known.next_if(|known| known < number).is_some() {}
            known.next_if_eq(number).is_none()
        })
        .collect();
    missing.reverse();
    missing
}

fn waiting(connection: &Connection, account: AccountId) -> Result<Vec<StateChange>> {
    let mut rows = connection.prepare_cached(
        "SELECT field, tag, value, number FROM account_change WHERE account_id = ?1 ORDER BY field, tag, value, number",
    )?;
    let rows = rows.query_map([account], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let mut waiting = Vec::new();
    for row in rows {
        let (field, tag, value, number) = row?;
        if let Some(field) = StateField::of(&field, tag) {
            waiting.push(StateChange { field, value, number });
        }
    }
    Ok(waiting)
}

/// Tells of an article that was changed here and there.
fn note_both(
    connection: &Connection,
    row: &Known,
    (unread, starred): (bool, bool),
    waiting: &BTreeSet<StateChange>,
    merged: &mut Merged,
) -> Result<()> {
    let waits = |field, value| waiting.contains(&StateChange { field, value, number: row.number });
    let (read, star) = (unread != row.unread, starred != row.starred);
    // The same done on both sides is no matter.
    let here: Vec<&str> = [
        (!read && waits(StateField::Unread, false), "read"),
        (!read && waits(StateField::Unread, true), "unread again"),
        (!star && waits(StateField::Starred, true), "starred"),
        (!star && waits(StateField::Starred, false), "no longer starred"),
    ]
    .into_iter()
    .filter_map(|(is_so, words)| is_so.then_some(words))
    .collect();
    let (Some(article), false) = (row.article, here.is_empty()) else { return Ok(()) };
    let there = match (read, unread) {
        (true, true) => "unread again",
        (true, false) => "read",
        (false, _) if starred => "starred",
        (false, _) => "no longer starred",
    };
    let title: String = connection
        .prepare_cached("SELECT title FROM article WHERE id = ?1")?
        .query_row([article], |row| row.get(0))?;
    merged.decided.push(format!(
        "“{title}” changed on both sides: {} here, {} there; both hold",
        here.join(" and "),
        there
    ));
    Ok(())
}

/// Takes how the server stands for an article that was seen there before.
fn follow(
    connection: &Connection,
    account: AccountId,
    row: &Known,
    unread: bool,
    starred: bool,
) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE account_article SET unread = ?3, starred = ?4 WHERE account_id = ?1 AND number = ?2",
        )?
        .execute(params![account, row.number, unread, starred])?;
    for (field, before, after, sql) in [
        (
            StateField::Unread,
            row.unread,
            unread,
            "UPDATE article SET unread = ?2 WHERE id = ?1 AND unread <> ?2",
        ),
        (
            StateField::Starred,
            row.starred,
            starred,
            "UPDATE article SET starred = ?2 WHERE id = ?1 AND starred <> ?2",
        ),
    ] {
        if before != after {
            connection.prepare_cached(sql)?.execute(params![row.article, after])?;
            // Where the same was done here meanwhile, nobody has to be told.
            settle(connection, account, &StateChange { field, value: after, number: row.number })?;
        }
    }
    Ok(())
}

/// Unites how an article stands here and there, where nobody can tell who changed it. Answers
/// whether it stands otherwise here now.
fn unite(
    connection: &Connection,
    account: AccountId,
    row: &Known,
    unread: bool,
    starred: bool,
) -> Result<bool> {
    connection
        .prepare_cached(
            "UPDATE account_article SET unread = ?3, starred = ?4 WHERE account_id = ?1 AND number = ?2",
        )?
        .execute(params![account, row.number, unread, starred])?;
    let Some(article) = row.article else { return Ok(false) };
    let changed = connection
        .prepare_cached(
            "UPDATE article SET unread = unread AND ?2, starred = starred OR ?3 WHERE id = ?1 AND ((unread AND NOT ?2) OR (?3 AND NOT starred))",
        )?
        .execute(params![article, unread, starred])?;
    requeue(connection, account, row.number, article)?;
    Ok(changed > 0)
}

/// The same of an article that the server has and that was here before it was seen there.
pub(super) fn unite_new(
    connection: &Connection,
    account: AccountId,
    number: i64,
    article: ArticleId,
    unread: bool,
    starred: bool,
) -> Result<bool> {
    let row = Known { number, article: Some(article), unread, starred };
    unite(connection, account, &row, unread, starred)
}

/// Writes anew what waits of an article's being read and starred.
fn requeue(
    connection: &Connection,
    account: AccountId,
    number: i64,
    article: ArticleId,
) -> Result<()> {
    for field in ["unread", "starred"] {
        connection
            .prepare_cached("DELETE FROM account_change WHERE account_id = ?1 AND number = ?2 AND field = ?3 AND tag = ''")?
            .execute(params![account, number, field])?;
        connection
            .prepare_cached(&format!(
                "INSERT INTO account_change (account_id, number, field, value) SELECT ?1, ?2, '{field}', article.{field} \
                 FROM article JOIN account_article AS known ON known.account_id = ?1 AND known.number = ?2 \
                 WHERE article.id = ?3 AND article.{field} <> known.{field}"
            ))?
            .execute(params![account, number, article])?;
    }
    Ok(())
}

/// Takes the tags of articles from the server. A tag that it has no more as such stays here; with
/// `keeps` so does each that it has taken from an article.
fn merge_tags(
    connection: &Connection,
    account: AccountId,
    all: &[i64],
    tags: &[(String, HashSet<i64>)],
    keeps: bool,
    merged: &mut Merged,
) -> Result<()> {
    let mut there: BTreeMap<String, &HashSet<i64>> = BTreeMap::new();
    for (tag, numbers) in tags {
        there.entry(tag.to_lowercase()).or_insert(numbers);
    }
    let before: Vec<(i64, String)> = connection
        .prepare_cached("SELECT number, tag FROM account_tag WHERE account_id = ?1")?
        .query_map([account], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut left = BTreeSet::new();
    for (number, tag) in &before {
        let numbers = there.get(&tag.to_lowercase());
        if numbers.is_some_and(|numbers| numbers.contains(number))
            || all.binary_search(number).is_err()
        {
            continue;
        }
        let change =
            StateChange { field: StateField::Tag(tag.clone()), value: false, number: *number };
        see(connection, account, &change)?;
        if numbers.is_none() {
            left.insert(tag.clone());
        } else if !keeps {
            merged.down += 1;
            tag_here(connection, account, &change)?;
        }
        settle(connection, account, &change)?;
    }
    for tag in left {
        merged.decided.push(format!("the tag “{tag}” is no longer on the server; it stays here"));
    }
    let known: HashSet<(i64, String)> =
        before.into_iter().map(|(number, tag)| (number, tag.to_lowercase())).collect();
    for (tag, numbers) in tags {
        let lower = tag.to_lowercase();
        let mut new: Vec<i64> =
            numbers.iter().copied().filter(|n| !known.contains(&(*n, lower.clone()))).collect();
        new.sort_unstable();
        for number in new {
            let field = StateField::Tag(tag.clone());
            let change = StateChange { field, value: true, number };
            if see(connection, account, &change)? {
                merged.down += usize::from(tag_here(connection, account, &change)?);
                settle(connection, account, &change)?;
            }
        }
    }
    Ok(())
}

/// Sets or takes a tag of an article here as the server says. Answers whether that changed it.
pub(super) fn tag_here(
    connection: &Connection,
    account: AccountId,
    change: &StateChange,
) -> Result<bool> {
    let StateField::Tag(name) = &change.field else { return Ok(false) };
    let tag = find_or_make(connection, name)?;
    let sql = if change.value {
        "INSERT OR IGNORE INTO article_tag (article_id, tag_id) \
         SELECT article_id, ?3 FROM account_article WHERE account_id = ?1 AND number = ?2 AND article_id IS NOT NULL"
    } else {
        "DELETE FROM article_tag WHERE tag_id = ?3 AND article_id = \
         (SELECT article_id FROM account_article WHERE account_id = ?1 AND number = ?2)"
    };
    Ok(connection.prepare_cached(sql)?.execute(params![account, change.number, tag])? > 0)
}

/// Notes how the server stands now. Answers whether it has the article at all.
pub(super) fn see(
    connection: &Connection,
    account: AccountId,
    change: &StateChange,
) -> Result<bool> {
    let (field, tag) = change.field.columns();
    let rows = match (&change.field, change.value) {
        (StateField::Unread | StateField::Starred, value) => connection
            .prepare_cached(&format!(
                "UPDATE account_article SET {field} = ?3 WHERE account_id = ?1 AND number = ?2"
            ))?
            .execute(params![account, change.number, value])?,
        (StateField::Tag(_), true) => connection
            .prepare_cached(
                "INSERT OR IGNORE INTO account_tag (account_id, number, tag) \
                 SELECT account_id, number, ?3 FROM account_article WHERE account_id = ?1 AND number = ?2",
            )?
            .execute(params![account, change.number, tag])?,
        (StateField::Tag(_), false) => connection
            .prepare_cached(
                "DELETE FROM account_tag WHERE account_id = ?1 AND number = ?2 AND tag = ?3",
            )?
            .execute(params![account, change.number, tag])?,
    };
    Ok(rows > 0)
}

/// Takes a change out of what waits, unless it was changed again meanwhile.
fn settle(connection: &Connection, account: AccountId, change: &StateChange) -> Result<()> {
    let (field, tag) = change.field.columns();
    connection
        .prepare_cached(
            "DELETE FROM account_change WHERE account_id = ?1 AND number = ?2 AND field = ?3 AND tag = ?4 AND value = ?5",
        )?
        .execute(params![account, change.number, field, tag, change.value])?;
    Ok(())
}
