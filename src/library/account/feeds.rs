//! Subscriptions on both sides. What was changed on one side alone is done on the other; where both
//! were, the reader's own side wins, and the log says so. A subscription that a server has no more
//! stays here with its articles until its reader ends it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{log, name_of};
use crate::library::error::Result;
use crate::library::identity::{AccountId, FeedId, FolderId};
use crate::library::subscription::{FeedKind, Subscription};
use crate::library::{FeedState, Library};

/// A subscription as a server tells it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct ServerFeed {
    /// What the server calls it.
    pub stream: String,
    pub title: String,
    pub url: String,
    pub site: Option<String>,
    pub folder: Option<String>,
}

/// What a server is to be told of a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FeedChange {
    row: i64,
    /// None: it is to be subscribed to.
    pub stream: Option<String>,
    pub url: String,
    /// Ended here.
    pub is_ended: bool,
    pub title: Option<String>,
    /// From which folder to which; an empty name is none.
    pub folder: Option<(String, String)>,
    placed: Option<FolderId>,
}

/// What came of merging.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct FeedsMerged {
    /// Changes that were taken from the server.
    pub down: usize,
    /// What the server is to be told.
    pub up: Vec<FeedChange>,
}

/// A row of `account_feed`, with how its feed stands here.
struct Known {
    row: i64,
    stream: Option<String>,
    feed: Option<FeedId>,
    title: String,
    folder: Option<String>,
    placed: Option<FolderId>,
    is_gone: bool,
    url: String,
    own_title: Option<String>,
    own_folder: Option<FolderId>,
}

impl Library {
    /// Notes that a feed is to be subscribed to on a server. Answers whether it was not so already.
    pub(crate) fn give_feed_to(&mut self, account: AccountId, feed: FeedId) -> Result<bool> {
        self.transact(|connection| {
            let rows = connection.execute(
                "INSERT OR IGNORE INTO account_feed (account_id, feed_id) VALUES (?1, ?2)",
                params![account, feed],
            )?;
            Ok(rows > 0)
        })
    }

    /// Brings the subscriptions of an account together with all that the server has.
    pub(crate) fn merge_feeds(
        &mut self,
        account: AccountId,
        server: &[ServerFeed],
        now: Timestamp,
    ) -> Result<FeedsMerged> {
        self.together(|library| {
            let mut known: BTreeMap<String, Known> = BTreeMap::new();
            let mut wanted = Vec::new();
            for row in rows(&library.connection, account)? {
                match row.stream.clone() {
                    Some(stream) => drop(known.insert(stream, row)),
                    None => wanted.push(row),
                }
            }
            let mut merged = FeedsMerged::default();
            let mut seen = BTreeSet::new();
            for feed in server {
                if !seen.insert(&feed.stream) {
                    continue;
                }
                if let Some(row) = known.get(&feed.stream) {
                    merge(library, account, row, feed, &mut merged, now)?;
                } else if let Some(at) = wanted.iter().position(|row| row.url == feed.url) {
                    let row = wanted.remove(at);
                    link(&library.connection, row.row, feed, row.own_folder)?;
                } else {
                    merged.down += usize::from(take(library, account, feed, now)?);
                }
            }
            let name = name_of(&library.connection, account)?;
            for (_, row) in known.iter().filter(|(stream, _)| !seen.contains(stream)) {
                // A server that lists nothing at all says nothing of what it had.
                if !server.is_empty() {
                    merged.down += usize::from(leave(library, row, &name)?);
                    if !row.is_gone && row.feed.is_some() {
                        let words = format!(
                            "“{}” is no longer subscribed to there; it stays here",
                            row.title
                        );
                        log(&library.connection, account, &words, now)?;
                    }
                }
            }
            merged.up.extend(
                wanted
                    .into_iter()
                    .filter(|row| row.feed.is_some())
                    .map(|row| {
                        let folder = title_of(&library.connection, account, row.own_folder)?;
                        Ok(FeedChange {
                            row: row.row,
                            stream: None,
                            url: row.url,
                            is_ended: false,
                            title: row.own_title,
                            folder: Some(folder)
                                .filter(|to| !to.is_empty())
                                .map(|to| (String::new(), to)),
                            placed: row.own_folder,
                        })
                    })
                    .collect::<Result<Vec<_>>>()?,
            );
            Ok(merged)
        })
    }

    /// Notes that a server was told of a change; of a new subscription with what it calls it.
    pub(crate) fn feed_was_told(
        &mut self,
        change: &FeedChange,
        stream: Option<&str>,
    ) -> Result<()> {
        self.transact(|connection| {
            if change.is_ended {
                connection.execute("DELETE FROM account_feed WHERE id = ?1", [change.row])?;
                return Ok(());
            }
            let folder = change.folder.as_ref().map(|(_, to)| Some(to).filter(|to| !to.is_empty()));
            let rows = connection.execute(
                "UPDATE OR IGNORE account_feed SET stream = coalesce(?2, stream), title = coalesce(?3, title), \
                 folder = iif(?4, ?5, folder), placed = iif(?4, ?6, placed) WHERE id = ?1",
                params![
                    change.row,
                    stream,
                    change.title,
                    folder.is_some(),
                    folder.flatten(),
                    change.placed
                ],
            )?;
            if rows == 0 {
                // The server has it under another address, which stands here already.
                connection.execute("DELETE FROM account_feed WHERE id = ?1", [change.row])?;
            }
            Ok(())
        })
    }

    /// What stands here for the streams of an account that are still subscribed to.
    pub(crate) fn streams(&self, account: AccountId) -> Result<BTreeMap<String, FeedId>> {
        let mut rows = self.connection.prepare(
            "SELECT stream, feed_id FROM account_feed WHERE account_id = ?1 AND stream IS NOT NULL AND feed_id IS NOT NULL",
        )?;
        let rows = rows.query_map([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn rows(connection: &Connection, account: AccountId) -> Result<Vec<Known>> {
    // Ended before the server knew of it: nobody is to be told.
    connection.execute(
        "DELETE FROM account_feed WHERE account_id = ?1 AND stream IS NULL AND feed_id IS NULL",
        [account],
    )?;
    let mut rows = connection.prepare(
        "SELECT account_feed.id, stream, feed_id, account_feed.title, folder, placed, gone, coalesce(url, ''), own_title, folder_id \
         FROM account_feed LEFT JOIN feed ON feed.id = feed_id WHERE account_id = ?1 ORDER BY account_feed.id",
    )?;
    let rows = rows.query_map([account], |row| {
        Ok(Known {
            row: row.get(0)?,
            stream: row.get(1)?,
            feed: row.get(2)?,
            title: row.get(3)?,
            folder: row.get(4)?,
            placed: row.get(5)?,
            is_gone: row.get(6)?,
            url: row.get(7)?,
            own_title: row.get::<_, Option<String>>(8)?.filter(|title| !title.is_empty()),
            own_folder: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Says what the server calls a subscription that is here already. Where it stands here stays.
fn link(
    connection: &Connection,
    row: i64,
    feed: &ServerFeed,
    placed: Option<FolderId>,
) -> Result<()> {
    connection.execute(
        "UPDATE account_feed SET stream = ?2, title = ?3, folder = ?4, placed = ?5, gone = 0 WHERE id = ?1",
        params![row, feed.stream, feed.title, feed.folder, placed],
    )?;
    Ok(())
}

/// Takes in a subscription that is new. One that is here already stays where it is, and comes from
/// the server from now on. Answers whether anything new is here.
fn take(
    library: &mut Library,
    account: AccountId,
    feed: &ServerFeed,
    now: Timestamp,
) -> Result<bool> {
    let here = library.feed_at(&feed.url)?.filter(|_| !feed.url.is_empty());
    // A server may have one address twice.
    let is_taken = match here {
        Some(here) => library
            .connection
            .prepare_cached("SELECT 1 FROM account_feed WHERE account_id = ?1 AND feed_id = ?2")?
            .exists(params![account, here])?,
        None => false,
    };
    let (id, is_new) = match here.filter(|_| !is_taken) {
        Some(id) => (id, false),
        None => {
            let folder = folder_for(library, account, feed.folder.as_deref())?;
            let is_of_the_web = feed.url.starts_with("http://") || feed.url.starts_with("https://");
            let subscription = Subscription {
                // An address that nobody can ask is kept and never asked, also without the account.
                kind: if is_of_the_web && !is_taken { FeedKind::Feed } else { FeedKind::Other },
                url: address(account, feed, is_taken),
                title: feed.title.clone(),
                site: feed.site.clone(),
                folder: Some(folder),
                attributes: "{}".into(),
                ..Subscription::default()
            };
            library.add_feed(&subscription, now)?
        }
    };
    let placed = library.feed(id)?.subscription.folder;
    library.connection.execute(
        "INSERT OR IGNORE INTO account_feed (account_id, stream, feed_id, title, folder, placed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![account, feed.stream, id, feed.title, feed.folder, placed],
    )?;
    Ok(is_new)
}

/// The address of a subscription; of one without, or whose address another has, a name of its own.
fn address(account: AccountId, feed: &ServerFeed, is_taken: bool) -> String {
    if feed.url.is_empty() || is_taken {
        format!("account:{}/{}", account.0, feed.stream)
    } else {
        feed.url.clone()
    }
}

/// Merges one subscription that both sides know.
fn merge(
    library: &mut Library,
    account: AccountId,
    known: &Known,
    server: &ServerFeed,
    merged: &mut FeedsMerged,
    now: Timestamp,
) -> Result<()> {
    let mut change = FeedChange {
        row: known.row,
        stream: known.stream.clone(),
        url: known.url.clone(),
        is_ended: known.feed.is_none(),
        title: None,
        folder: None,
        placed: known.own_folder,
    };
    let Some(feed) = known.feed else {
        merged.up.push(change);
        return Ok(());
    };
    if known.is_gone {
        library.connection.execute(
            "UPDATE fetch SET state = ?2, error = NULL WHERE feed_id = ?1",
            params![feed, FeedState::Ok],
        )?;
        merged.down += 1;
    }
    let own_title = known.own_title.as_ref().filter(|own| **own != known.title);
    let is_renamed = server.title != known.title;
    if is_renamed {
        // What its reader called it was the server's name until now.
        let follows = known.own_title.as_ref() == Some(&known.title);
        library.change_feed(feed, |subscription| {
            subscription.title.clone_from(&server.title);
            if follows {
                subscription.own_title = None;
            }
        })?;
        merged.down += 1;
    }
    if let Some(own) = own_title.filter(|own| **own != server.title) {
        if is_renamed {
            let words = format!("“{}” was named anew on both sides: “{own}” holds", server.title);
            log(&library.connection, account, &words, now)?;
        }
        change.title = Some(own.clone());
    }
    let (is_moved_there, is_moved_here) =
        (server.folder != known.folder, known.own_folder != known.placed);
    let mut placed = known.placed;
    if is_moved_here {
        let to = title_of(&library.connection, account, known.own_folder)?;
        if is_moved_there {
            let words = format!("“{}” was moved on both sides: here holds", server.title);
            log(&library.connection, account, &words, now)?;
        }
        change.folder = Some((server.folder.clone().unwrap_or_default(), to));
    } else if is_moved_there {
        let to = folder_for(library, account, server.folder.as_deref())?;
        library.change_feed(feed, |subscription| subscription.folder = Some(to))?;
        placed = Some(to);
        merged.down += 1;
    }
    library.connection.execute(
        "UPDATE account_feed SET title = ?2, folder = ?3, placed = ?4, gone = 0 WHERE id = ?1",
        params![known.row, server.title, server.folder, placed],
    )?;
    if change.title.is_some() || change.folder.is_some() {
        merged.up.push(change);
    }
    Ok(())
}

/// Notes that a server has a subscription no more. Answers whether that is news.
fn leave(library: &mut Library, known: &Known, account: &str) -> Result<bool> {
    let connection = &library.connection;
    let Some(feed) = known.feed else {
        connection.execute("DELETE FROM account_feed WHERE id = ?1", [known.row])?;
        return Ok(false);
    };
    connection.execute("UPDATE account_feed SET gone = 1 WHERE id = ?1", [known.row])?;
    connection.execute(
        "UPDATE fetch SET state = ?2, error = ?3 WHERE feed_id = ?1",
        params![feed, FeedState::Gone, format!("{account} has it no more")],
    )?;
    Ok(!known.is_gone)
}

/// The folder here that stands for one of the server, inside that of the account.
fn folder_for(library: &mut Library, account: AccountId, title: Option<&str>) -> Result<FolderId> {
    let name = name_of(&library.connection, account)?;
    let outer = library.folder(None, &name, "{}")?;
    match title.filter(|title| !title.is_empty()) {
        Some(title) => library.folder(Some(outer), title, "{}"),
        None => Ok(outer),
    }
}

/// What the server calls a folder; empty where a feed stands in none, or in that of the account.
fn title_of(
    connection: &Connection,
    account: AccountId,
    folder: Option<FolderId>,
) -> Result<String> {
    let title: Option<String> = connection
        .prepare_cached(
            "SELECT title FROM folder WHERE id = ?1 AND NOT (parent_id IS NULL AND title = ?2)",
        )?
        .query_row(params![folder, name_of(connection, account)?], |row| row.get(0))
        .optional()?;
    Ok(title.unwrap_or_default())
}
