//! Pages that are to be asked for the full text of articles whose feeds only tease. Who could not
//! be read is asked again later, a few times; what there was no room for in one refresh waits for
//! the next.

use jiff::Timestamp;
use rusqlite::params;

use super::Library;
use super::error::Result;
use super::identity::{ArticleId, FeedId, seconds};

/// After so many failures a page is given up.
const TRIES: i64 = 4;
/// Seconds to wait after the first failure; twice as long after each further one.
const FIRST_WAIT: i64 = 3600;

impl Library {
    /// Wants the page of an article from now on.
    pub fn want_page(&mut self, article: ArticleId, feed: FeedId, now: Timestamp) -> Result<()> {
        let mut want = self.connection.prepare_cached(
            "INSERT INTO wanted_page (article_id, feed_id, due) VALUES (?1, ?2, ?3) \
             ON CONFLICT (article_id) DO UPDATE SET feed_id = ?2, due = ?3, tries = 0",
        )?;
        want.execute(params![article, feed, seconds(now)])?;
        Ok(())
    }

    /// The feeds that have pages to be asked now.
    pub fn feeds_with_wanted_pages(&self, now: Timestamp) -> Result<Vec<FeedId>> {
        let mut feeds = self
            .connection
            .prepare_cached("SELECT DISTINCT feed_id FROM wanted_page WHERE due <= ?1")?;
        let rows = feeds.query_map([seconds(now)], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The articles of a feed whose pages can be asked now, newest first, `most` of them.
    pub fn wanted_pages(
        &self,
        feed: FeedId,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<ArticleId>> {
        let mut due = self.connection.prepare_cached(
            "SELECT article_id FROM wanted_page JOIN article ON article.id = article_id WHERE feed_id = ?1 AND due <= ?2 ORDER BY article.at DESC, article.id DESC LIMIT ?3",
        )?;
        let rows = due.query_map(params![feed, seconds(now), most as i64], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Its page was read, whatever came of it.
    pub fn page_was_read(&mut self, article: ArticleId) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM wanted_page WHERE article_id = ?1")?
            .execute([article])?;
        Ok(())
    }

    /// Its page could not be read.
    pub fn page_failed(&mut self, article: ArticleId, now: Timestamp) -> Result<()> {
        let mut wait = self.connection.prepare_cached("UPDATE wanted_page SET tries = tries + 1, due = ?2 + (?3 << tries) WHERE article_id = ?1")?;
        wait.execute(params![article, seconds(now), FIRST_WAIT])?;
        self.connection
            .prepare_cached("DELETE FROM wanted_page WHERE article_id = ?1 AND tries >= ?2")?
            .execute(params![article, TRIES])?;
        Ok(())
    }
}
