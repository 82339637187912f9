//! What the reader's list of feeds shows, and whether another program changed it.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::config::DbConfig;

use super::Library;
use super::counts::Few;
use super::error::Result;
use super::following::Followed;
use super::identity::{ArticleId, FolderId};
use super::saved::SavedQuery;
use super::subscription::{FeedEntry, FolderRow};
use crate::config::ReadWhen;

/// All that articles can be listed by, with counts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Overview {
    pub feeds: Vec<FeedEntry>,
    pub folders: Vec<FolderRow>,
    /// The unread of each folder, with the folders inside.
    pub folder_unread: HashMap<FolderId, u32>,
    /// The tags in use, each with its unread.
    pub tags: Vec<(String, u32)>,
    pub queries: Vec<SavedQuery>,
    /// Whom and what is followed.
    pub followed: Vec<Followed>,
    pub unread: u32,
    /// The unread among the starred, among those with marks, among those of today.
    pub starred: u32,
    pub annotated: u32,
    /// All of these, which are kept to be found again when they are read.
    pub all_starred: u32,
    pub all_annotated: u32,
    pub today: u32,
}

impl Library {
    /// Feeds in their order, folders, tags, saved queries and counts; but for those of today and
    /// of what is followed, which need a clock ([`Library::unread_today`], [`Library::followed`]).
    pub fn overview(&self) -> Result<Overview> {
        let mut feeds = self.connection.prepare_cached(
            "SELECT feed.id, coalesce(nullif(own_title, ''), nullif(title, ''), url), folder_id, kind = 'feed' OR fetched IS NOT NULL, hidden, items, unread, state, error, read_when \
             FROM feed JOIN feed_count ON feed_count.feed_id = feed.id JOIN fetch ON fetch.feed_id = feed.id ORDER BY position, feed.id",
        )?;
        let feeds = feeds.query_map([], |row| {
            Ok(FeedEntry {
                id: row.get(0)?,
                name: shown_name(row.get(1)?),
                folder: row.get(2)?,
                fetched: row.get(3)?,
                hidden: row.get(4)?,
                items: row.get(5)?,
                unread: row.get(6)?,
                state: row.get(7)?,
                error: row.get(8)?,
                read_when: row.get(9)?,
            })
        })?;
        let queries = self.saved_queries()?;
        let mut feeds: Vec<FeedEntry> = feeds.collect::<rusqlite::Result<_>>()?;
        // A query of newsboat's that was saved under its name stands among the saved ones.
        feeds.retain(|feed| feed.fetched || queries.iter().all(|query| query.name != feed.name));
        let folders = self.folders()?;
        let (folder_unread, tags) = self.unread_of_places(&feeds, &folders)?;
        Ok(Overview {
            feeds,
            folders,
            folder_unread,
            tags,
            queries,
            followed: Vec::new(),
            unread: self
                .connection
                .prepare_cached("SELECT count(*) FROM article WHERE unread = 1")?
                .query_row([], |row| row.get(0))?,
            starred: self.unread_among(Few::Starred)?,
            annotated: self.unread_among(Few::Annotated)?,
            all_starred: self.all_among(Few::Starred)?,
            all_annotated: self.all_among(Few::Annotated)?,
            today: 0,
        })
    }

    /// Whether there is a feed or an article. Leaves the log as it is: putting it into the file is
    /// not for
    /// the moment before the first screen.
    pub fn holds_anything(self) -> Result<bool> {
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM feed) OR EXISTS (SELECT 1 FROM article)",
            [],
            |row| row.get(0),
        )?)
    }

    /// Puts the log into the file, so that the next start has none to read. Waits for nobody: what
    /// others write at this moment stays in it.
    pub fn settle(&self) {
        let _ = self.connection.busy_timeout(Duration::ZERO);
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// Numbers that differ where lists, counts or rows may differ from those read before, but for
    /// whom articles are about. Costs as much as there are feeds.
    pub fn stamp(&self) -> Result<[i64; 9]> {
        let mut statement = self.connection.prepare_cached(
            "SELECT (SELECT coalesce(max(id), 0) FROM article), (SELECT coalesce(sum(items), 0) FROM feed_count), \
             (SELECT coalesce(sum(unread), 0) FROM feed_count), (SELECT count(*) FROM feed), \
             (SELECT coalesce(max(id), 0) FROM change), (SELECT count(*) FROM change WHERE undone = 1), \
             (SELECT coalesce(max(id), 0) FROM body), (SELECT coalesce(max(id), 0) FROM mark), \
             (SELECT coalesce(sum(fetched) + sum(failures), 0) FROM fetch)",
        )?;
        let mut stamp = [0; 9];
        statement.query_row([], |row| {
            for (at, number) in stamp.iter_mut().enumerate() {
                *number = row.get(at)?;
            }
            Ok(())
        })?;
        Ok(stamp)
    }

    /// When an article counts as read by the word of its feeds, if one of them has a word of its
    /// own.
    pub fn read_rule(&self, article: ArticleId) -> Result<Option<ReadWhen>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT read_when FROM item JOIN feed ON feed.id = feed_id WHERE article_id = ?1 AND read_when IS NOT NULL ORDER BY feed.id LIMIT 1",
        )?;
        let mut rows = statement.query([article])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }
}

/// A `query:NAME:…` line of newsboat's is called by its name.
fn shown_name(name: String) -> String {
    let inner = name
        .trim_matches('"')
        .strip_prefix("query:")
        .and_then(|rest| rest.split(':').next())
        .map(|name| name.trim_matches('"').trim().to_owned());
    inner.filter(|name| !name.is_empty()).unwrap_or(name)
}
