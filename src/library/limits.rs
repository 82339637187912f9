//! Keeping feeds within limits. What is unread, starred, tagged or annotated never goes.
//!
//! An item that was taken out is remembered so that it does not come back: as long as its feed
//! lists
//! it, and [`LISTED`] days after it was listed last; of one feed [`MOST`] at most, those that were
//! listed last.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};

use super::error::Result;
use super::identity::{ArticleId, FeedId, seconds};
use super::{Library, analyses};

/// Days that an item which was taken out is remembered after its feed listed it last.
const LISTED: i64 = 90;
/// So many items that were taken out are remembered of one feed: as many as are read of one.
const MOST: i64 = 20_000;
const DAY: i64 = 24 * 3600;

/// Steps in which the index of words is tidied after much was taken out, so that its room is free.
const TIDY: i64 = 500;

impl Library {
    /// Removes what is older than `days` from the whole library, and the oldest until it has no more
    /// than about `megabytes`; answers how many articles went. They do not come back with the next
    /// fetch. The room in the file is used again.
    pub fn keep_all_within(
        &mut self,
        megabytes: Option<u32>,
        days: Option<u32>,
        now: Timestamp,
    ) -> Result<usize> {
        let oldest = days.map(|days| {
            now.checked_sub(SignedDuration::from_hours(i64::from(days) * 24))
                .unwrap_or(Timestamp::MIN)
        });
        self.transact(|connection| {
            let over = megabytes.map_or(Ok(0), |megabytes| articles_over(connection, megabytes))?;
            let ids: Vec<ArticleId> = connection
                .prepare(
                    "SELECT id FROM (SELECT id, at, row_number() OVER (ORDER BY at, id) AS place FROM article INDEXED BY article_at \
                     WHERE unread = 0 AND starred = 0 AND marks = 0 AND tags = 0 AND kept = 0) WHERE place <= ?1 OR at < ?2",
                )?
                .query_map(params![over, oldest.map_or(i64::MIN, seconds)], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in &ids {
                connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO removed (feed_id, key, at) SELECT feed_id, key, ?2 FROM item WHERE article_id = ?1",
                    )?
                    .execute(params![id, seconds(now)])?;
            }
            remove_articles(connection, &ids)?;
            if !ids.is_empty() {
                connection.execute(
                    "INSERT INTO article_word (article_word, rank) VALUES ('merge', ?1)",
                    [TIDY],
                )?;
            }
            Ok(ids.len())
        })
    }

    /// Removes what a feed has beyond its newest `count` articles or older than `days`; answers how
    /// many articles went. They do not come back with the next fetch.
    pub fn keep_within(
        &mut self,
        feed: FeedId,
        count: Option<u32>,
        days: Option<u32>,
        now: Timestamp,
    ) -> Result<usize> {
        let count = count.map_or(-1, i64::from);
        let oldest = days.map(|days| {
            now.checked_sub(SignedDuration::from_hours(i64::from(days) * 24))
                .unwrap_or(Timestamp::MIN)
        });
        self.transact(|connection| {
            let beyond = "item.article_id NOT IN (SELECT article_id FROM item WHERE feed_id = ?1 ORDER BY at DESC, article_id DESC LIMIT ?2)";
            let ids: Vec<ArticleId> = connection
                .prepare(&format!(
                    "SELECT article.id FROM item JOIN article ON article.id = item.article_id WHERE item.feed_id = ?1 AND article.unread = 0 AND starred = 0 \
                     AND marks = 0 AND tags = 0 AND kept = 0 AND ((?2 >= 0 AND {beyond}) OR item.at < ?3)"
                ))?
                .query_map(params![feed, count, oldest.map_or(i64::MIN, seconds)], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for id in &ids {
                connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO removed (feed_id, key, at) SELECT feed_id, key, ?3 FROM item WHERE feed_id = ?1 AND article_id = ?2",
                    )?
                    .execute(params![feed, id, seconds(now)])?;
                connection.prepare_cached("DELETE FROM item WHERE feed_id = ?1 AND article_id = ?2")?.execute(params![feed, id])?;
            }
            let alone = alone(connection, &ids)?;
            remove_articles(connection, &alone)?;
            forget_removed(connection, feed, now)?;
            Ok(ids.len())
        })
    }
}

/// Notes that a feed lists an item which was taken out, to the day.
pub(super) fn still_listed(
    connection: &Connection,
    feed: FeedId,
    key: i64,
    now: Timestamp,
) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE removed SET at = ?3 WHERE feed_id = ?1 AND key = ?2 AND at < ?3 - ?4",
        )?
        .execute(params![feed, key, seconds(now), DAY])?;
    Ok(())
}

/// Forgets the items of a feed that it has not listed for long, and those beyond the most.
pub(super) fn forget_removed(connection: &Connection, feed: FeedId, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM removed WHERE feed_id = ?1 AND at < ?2")?
        .execute(params![feed, seconds(now) - LISTED * DAY])?;
    connection
        .prepare_cached(
            "DELETE FROM removed WHERE feed_id = ?1 AND key IN \
             (SELECT key FROM removed WHERE feed_id = ?1 ORDER BY at DESC, key LIMIT -1 OFFSET ?2)",
        )?
        .execute(params![feed, MOST])?;
    Ok(())
}

/// How many articles of middling size are beyond so many megabytes.
fn articles_over(connection: &Connection, megabytes: u32) -> Result<i64> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let used = (number("page_count")? - number("freelist_count")?) * number("page_size")?;
    let articles: i64 =
        connection.query_row("SELECT count(*) FROM article", [], |row| row.get(0))?;
    let beyond = used - (i64::from(megabytes) << 20);
    Ok(if beyond > 0 && articles > 0 { beyond.saturating_mul(articles) / used + 1 } else { 0 })
}

/// Those of the articles that no feed holds any more.
fn alone(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<ArticleId>> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM item WHERE article_id = ?1")?;
    let mut alone = Vec::new();
    for id in ids {
        if !statement.exists([id])? {
            alone.push(*id);
        }
    }
    Ok(alone)
}

/// Takes articles out with all that belongs to them alone. What was read in them (positions, marks)
/// stays, known by source and text.
pub(super) fn remove_articles(connection: &Connection, ids: &[ArticleId]) -> Result<()> {
    for id in ids {
        analyses::forget(connection, *id)?;
        for index in ["article_word", "byline_word"] {
            connection
                .prepare_cached(&format!("DELETE FROM {index} WHERE rowid = ?1"))?
                .execute([id])?;
        }
        connection.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}
