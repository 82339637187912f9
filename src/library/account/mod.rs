//! Accounts on servers: what was seen there last, what waits to be told to them, and how both sides
//! come together.
//!
//! [`feeds`] has subscriptions and folders, [`states`] what is read, starred and tagged,
//! [`arrivals`] articles that come from there. Nothing here asks a server.
//!
//! The queue of changes is the table `account_change`, which triggers keep: it holds how an article
//! stands here wherever that is not how the server was last seen. So what is set back is no change,
//! and what a server says is none either.

mod arrivals;
mod feeds;
mod states;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::Result;
use super::identity::{AccountId, FeedId, from_seconds, seconds};
use super::subscription::FeedState;
use super::{Library, LibraryError};

pub(crate) use arrivals::Arrival;
pub(crate) use feeds::{FeedChange, ServerFeed};
pub(crate) use states::{ServerStates, StateChange, StateField};

/// So many lines of the log of an account are kept.
const LOGGED: i64 = 1000;

/// An account with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountRow {
    pub id: AccountId,
    pub name: String,
    pub url: String,
    pub user: String,
    /// The last time that all of it was answered.
    pub synced: Option<Timestamp>,
    /// Not to be asked before.
    pub next: Option<Timestamp>,
    pub state: FeedState,
    pub error: Option<String>,
    /// Whether the server takes tags of articles.
    pub takes_tags: bool,
    pub feeds: u32,
    pub articles: u32,
    /// Changes of articles that wait to be told to the server.
    pub waiting: u32,
}

const ROW: &str = "id, name, url, user, synced, next, state, error, tags, \
     (SELECT count(*) FROM account_feed WHERE account_id = account.id AND feed_id IS NOT NULL AND gone = 0), \
     (SELECT count(*) FROM account_article WHERE account_id = account.id AND article_id IS NOT NULL), \
     (SELECT count(*) FROM account_change WHERE account_id = account.id AND (tags = 1 OR field <> 'tag'))";

impl Library {
    /// All accounts that were ever asked, by name.
    pub(crate) fn accounts(&self) -> Result<Vec<AccountRow>> {
        let mut rows =
            self.connection.prepare(&format!("SELECT {ROW} FROM account ORDER BY name, id"))?;
        let rows = rows.query_map([], account_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The account of this user at this address, made if there is none; it is called `name` from
    /// now on.
    pub(crate) fn account(&mut self, name: &str, url: &str, user: &str) -> Result<AccountRow> {
        self.transact(|connection| {
            connection.execute(
                "INSERT INTO account (name, url, user) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (url, user) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
                params![name, url, user],
            )?;
            let sql = format!("SELECT {ROW} FROM account WHERE url = ?1 AND user = ?2");
            Ok(connection.query_row(&sql, params![url, user], account_of)?)
        })
    }

    /// Saves how asking an account ended.
    pub(crate) fn set_account_state(&mut self, account: &AccountRow) -> Result<()> {
        self.transact(|connection| {
            connection.execute(
                "UPDATE account SET synced = ?2, next = ?3, state = ?4, error = ?5, tags = ?6 WHERE id = ?1",
                params![
                    account.id,
                    account.synced.map(seconds),
                    account.next.map(seconds),
                    account.state,
                    account.error,
                    account.takes_tags
                ],
            )?;
            Ok(())
        })
    }

    /// Cuts an account off: its feeds and articles stay and belong to no server any more.
    pub(crate) fn leave_account(&mut self, account: AccountId) -> Result<()> {
        self.transact(|connection| {
            connection.execute(
                "UPDATE fetch SET state = 'ok', error = NULL WHERE feed_id IN (SELECT feed_id FROM account_feed WHERE account_id = ?1)",
                [account],
            )?;
            connection.execute("DELETE FROM account WHERE id = ?1", [account])?;
            Ok(())
        })
    }

    /// The feeds that accounts bring; nobody else is asked for them.
    pub(crate) fn feeds_of_accounts(&self) -> Result<Vec<(FeedId, AccountId)>> {
        let mut rows = self.connection.prepare_cached(
            "SELECT feed_id, account_id FROM account_feed WHERE feed_id IS NOT NULL ORDER BY feed_id",
        )?;
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Adds a line to what a sync has to say.
    pub(crate) fn log_of_account(
        &mut self,
        account: AccountId,
        words: &str,
        now: Timestamp,
    ) -> Result<()> {
        self.transact(|connection| log(connection, account, words, now))
    }

    /// What syncs of an account had to say, the newest first.
    pub(crate) fn account_log(
        &self,
        account: AccountId,
        most: usize,
    ) -> Result<Vec<(Timestamp, String)>> {
        let mut rows = self.connection.prepare(
            "SELECT at, words FROM account_log WHERE account_id = ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let rows = rows.query_map(params![account, most as i64], |row| {
            Ok((from_seconds(row.get(0)?), row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn log(connection: &Connection, account: AccountId, words: &str, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO account_log (account_id, at, words) VALUES (?1, ?2, ?3)")?
        .execute(params![account, seconds(now), words])?;
    let last: Option<i64> = connection
        .prepare_cached(
            "SELECT id FROM account_log WHERE account_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2",
        )?
        .query_row(params![account, LOGGED], |row| row.get(0))
        .optional()?;
    if let Some(last) = last {
        connection.execute(
            "DELETE FROM account_log WHERE account_id = ?1 AND id <= ?2",
            params![account, last],
        )?;
    }
    Ok(())
}

fn account_of(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    let time = |column: usize| row.get::<_, Option<i64>>(column).map(|time| time.map(from_seconds));
    Ok(AccountRow {
        id: row.get(0)?,
        name: row.get(1)?,
        url: row.get(2)?,
        user: row.get(3)?,
        synced: time(4)?,
        next: time(5)?,
        state: row.get(6)?,
        error: row.get(7)?,
        takes_tags: row.get(8)?,
        feeds: row.get(9)?,
        articles: row.get(10)?,
        waiting: row.get(11)?,
    })
}

/// The name of an account, for folders and the log.
fn name_of(connection: &Connection, account: AccountId) -> Result<String> {
    connection
        .prepare_cached("SELECT name FROM account WHERE id = ?1")?
        .query_row([account], |row| row.get(0))
        .optional()?
        .ok_or(LibraryError::Missing("account"))
}

#[cfg(test)]
mod tests;
