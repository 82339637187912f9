//! Reading articles: the text that is shown, the feed's own, the versions before.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::error::{LibraryError, Result};
use super::identity::{ArticleId, FeedId, TextId, from_seconds};
use super::item::Origin;
use super::words::Numbered;
use super::{Library, body, canonical_url};
use crate::annotation::Article;
use crate::text::ContentHash;

/// One text of an article: the present one of its origin, or one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// For [`Library::article_at_version`].
    pub number: TextId,
    pub origin: Origin,
    pub added: Timestamp,
    pub hash: ContentHash,
    /// Whether it is the one that is shown.
    pub shown: bool,
}

impl Library {
    /// An article with the text that is shown. [`Library::readable`] reads around a damaged one.
    pub fn article(&self, id: ArticleId) -> Result<Article> {
        self.load("article.id = ?1 AND body.id = article.body_id", id, None)
    }

    /// An article with one of its texts.
    pub fn article_at_version(&self, id: ArticleId, number: TextId) -> Result<Article> {
        self.load("article.id = ?1 AND body.article_id = ?1 AND body.id = ?2", id, Some(number))
    }

    fn load(&self, which: &str, id: ArticleId, number: Option<TextId>) -> Result<Article> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT title, byline, published, url, language, body.data, body.hash, body.id FROM article, body WHERE {which} AND ?2 IS ?2"))?;
        let mut rows = statement.query(params![id, number])?;
        let Some(row) = rows.next()? else {
            let is_there = number.is_none() && self.there(&[id])? > 0;
            return Err(if is_there {
                LibraryError::Lost
            } else {
                LibraryError::Missing("article")
            });
        };
        let (data, hash): (Vec<u8>, Vec<u8>) = (row.get(5)?, row.get(6)?);
        let text = row.get(7)?;
        let body = body::unpack(&data, &hash).ok_or(LibraryError::Damaged { text })?;
        Ok(Article {
            document: Arc::new(body.document),
            title: row.get(0)?,
            byline: row.get(1)?,
            published: row.get::<_, Option<i64>>(2)?.map(from_seconds),
            source: row.get(3)?,
            whole_page: false,
            language: row.get(4)?,
            links: body.links,
            inline: body.inline,
        })
    }

    /// The texts of an article, oldest first; beside the one that is shown none of the same origin
    /// that another feed gave.
    pub fn versions(&self, id: ArticleId) -> Result<Vec<VersionRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT body.id, body.origin, body.added, body.hash, body.id = body_id FROM body JOIN article ON article.id = body.article_id \
             LEFT JOIN body AS shown ON shown.id = body_id WHERE body.article_id = ?1 \
             AND (shown.id IS NULL OR body.origin <> shown.origin OR body.feed_id IS shown.feed_id) ORDER BY body.id",
        )?;
        let rows = statement.query_map([id], |row| {
            let hash: [u8; 16] = row.get(3)?;
            Ok(VersionRow {
                number: row.get(0)?,
                origin: row.get::<_, Numbered<Origin>>(1)?.0,
                added: from_seconds(row.get(2)?),
                hash: ContentHash::from_bytes(hash),
                shown: row.get::<_, Option<bool>>(4)?.unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The hash of the text that is shown; `None` where the article is gone.
    pub fn shown_text(&self, id: ArticleId) -> Result<Option<ContentHash>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash FROM article JOIN body ON body.id = body_id WHERE article.id = ?1",
        )?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?.map(ContentHash::from_bytes))
    }

    /// How many of these articles are still there.
    pub fn there(&self, ids: &[ArticleId]) -> Result<usize> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?;
        ids.iter().try_fold(0, |there, id| Ok(there + usize::from(statement.exists([id])?)))
    }

    /// The feeds that brought an article, and their names: the first, and those it is "also in".
    pub fn feeds_of(&self, id: ArticleId) -> Result<Vec<(FeedId, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT feed.id, coalesce(nullif(own_title, ''), nullif(title, ''), url) FROM item JOIN feed ON feed.id = feed_id WHERE article_id = ?1 ORDER BY feed.id",
        )?;
        let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The enclosures of an article, as they were given to [`Library::store_items`].
    pub fn enclosures(&self, id: ArticleId) -> Result<Option<String>> {
        Ok(self
            .connection
            .query_row("SELECT enclosures FROM article WHERE id = ?1", [id], |row| row.get(0))
            .optional()?
            .flatten())
    }

    /// The article at a web address, or with this very text.
    pub fn find_article(
        &self,
        url: Option<&str>,
        hash: Option<ContentHash>,
    ) -> Result<Option<ArticleId>> {
        if let Some(url) = url {
            let key = super::known::key(&canonical_url(url));
            let mut statement = self.connection.prepare_cached(
                "SELECT id FROM article WHERE url_key = ?1 ORDER BY id DESC LIMIT 1",
            )?;
            if let Some(id) = statement.query_row([key], |row| row.get(0)).optional()? {
                return Ok(Some(id));
            }
        }
        let Some(hash) = hash else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "SELECT article_id FROM body WHERE hash = ?1 ORDER BY id DESC LIMIT 1",
        )?;
        Ok(statement.query_row([hash.as_bytes()], |row| row.get(0)).optional()?)
    }
}
