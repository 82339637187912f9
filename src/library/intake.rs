//! Taking articles in: what a feed brings, and single articles.
//!
//! Which article an item is, [`super::known`] says.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::error::Result;
use super::feed_rows::{name_of, name_sources};
use super::identity::{ArticleId, FeedId, TextId, seconds};
use super::item::{Incoming, NewItem, Origin};
use super::known::{
    Latest, corrected, is_another, key, keys, latest, same_article, same_file, title,
};
use super::limits::{forget_removed, still_listed};
use super::set_aside::set_aside;
use super::words::Numbered;
use super::{Library, body, canonical_url};
use crate::annotation::Article;

/// What became of the items of one fetch.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Stored {
    /// Articles that were not there before.
    pub new: Vec<ArticleId>,
    /// Articles whose text or title changed.
    pub updated: Vec<ArticleId>,
}

/// So many former texts of an article are kept.
const VERSIONS: i64 = 20;

impl Library {
    /// Saves what a feed brought, the newest first as feeds have it, in one transaction. They can
    /// be listed at once; indexing and analysing come later ([`Library::index_pending`],
    /// [`Library::unanalysed`]).
    pub fn store_items(
        &mut self,
        feed: FeedId,
        items: &[NewItem],
        now: Timestamp,
    ) -> Result<Stored> {
        self.transact(|connection| Ok(store(connection, feed, items, now)?.0))
    }

    /// The same for several feeds in one transaction.
    pub fn store_batch(
        &mut self,
        batch: &[(FeedId, &[NewItem])],
        now: Timestamp,
    ) -> Result<Vec<Stored>> {
        self.transact(|connection| {
            batch.iter().map(|(feed, items)| Ok(store(connection, *feed, items, now)?.0)).collect()
        })
    }

    /// Keeps a single article that belongs to no feed. A text that is there already is answered,
    /// not doubled.
    pub fn keep_article(
        &mut self,
        article: &Article,
        origin: Origin,
        now: Timestamp,
    ) -> Result<ArticleId> {
        self.transact(|connection| {
            let incoming = Incoming { article, packed: &body::pack(article), origin, feed: None };
            if let Some(known) = same_article(connection, article)? {
                update(connection, known, incoming, now)?;
                return Ok(known);
            }
            if let Some(known) = same_file(connection, incoming)? {
                return Ok(known);
            }
            insert(connection, incoming, None, None, now)
        })
    }

    /// Keeps a web page that was read, as read.
    pub fn keep_read(&mut self, article: &Article, now: Timestamp) -> Result<ArticleId> {
        self.together(|library| {
            let is_new = same_article(&library.connection, article)?.is_none();
            let id = library.keep_article(article, Origin::Page, now)?;
            if is_new {
                library.connection.execute("UPDATE article SET unread = 0 WHERE id = ?1", [id])?;
            }
            Ok(id)
        })
    }

    /// Adds another text to an article (the page behind a teaser) and shows it from now on. The
    /// feed's own text stays.
    pub fn add_text(
        &mut self,
        id: ArticleId,
        article: &Article,
        origin: Origin,
        now: Timestamp,
    ) -> Result<()> {
        self.transact(|connection| {
            update(
                connection,
                id,
                Incoming { article, packed: &body::pack(article), origin, feed: None },
                now,
            )?;
            show(connection, id, origin)
        })
    }

    /// Shows the latest text of this origin, if the article has one.
    pub fn show_text(&mut self, id: ArticleId, origin: Origin) -> Result<()> {
        self.transact(|connection| show(connection, id, origin))
    }
}

fn show(connection: &Connection, id: ArticleId, origin: Origin) -> Result<()> {
    loop {
        let latest = latest(connection, id, origin)?;
        let Some(Latest { text, hash, data, .. }) = latest else { return Ok(()) };
        let Some(body) = body::unpack(&data, &hash) else {
            set_aside(connection, text)?;
            continue;
        };
        let words = body.document.words() as i64;
        connection.execute("UPDATE article SET body_id = ?2, words = ?3, indexed = 0, engine = 0 WHERE id = ?1 AND body_id IS NOT ?2", params![id, text, words])?;
        return Ok(());
    }
}

/// Stores the items of one feed. Answers what came of them, and which article each of them is; none
/// where it was taken out and stays so.
pub(super) fn store(
    connection: &Connection,
    feed: FeedId,
    items: &[NewItem],
    now: Timestamp,
) -> Result<(Stored, Vec<Option<ArticleId>>)> {
    let mut stored = Stored::default();
    let mut which = Vec::with_capacity(items.len());
    let keys = keys(items);
    let all: HashSet<i64> = keys.iter().copied().collect();
    let name = name_of(connection, feed)?;
    // Two items of one fetch are two articles, whatever they share.
    let mut taken = HashSet::new();
    // The first is the newest: it goes in last, so that its number is the highest.
    for (item, key) in items.iter().zip(keys).rev() {
        let incoming = Incoming {
            article: &item.article,
            packed: &item.packed,
            origin: Origin::Feed,
            feed: Some(feed),
        };
        let known: Option<ArticleId> = connection
            .prepare_cached("SELECT article_id FROM item WHERE feed_id = ?1 AND key = ?2")?
            .query_row(params![feed, key], |row| row.get(0))
            .optional()?;
        if let Some(id) = known.filter(|id| !taken.contains(id)) {
            if is_another(connection, id, &item.article)? {
                retire(connection, feed, id, key)?;
            } else {
                readdress(connection, feed, id, &item.article)?;
                taken.insert(id);
                which.push(Some(id));
                if update(connection, id, incoming, now)? {
                    stored.updated.push(id);
                }
                continue;
            }
        } else if let Some(id) = known {
            which.push(Some(id));
            if update(connection, id, incoming, now)? {
                stored.updated.push(id);
            }
            continue;
        }
        let removed = connection
            .prepare_cached("SELECT 1 FROM removed WHERE feed_id = ?1 AND key = ?2")?
            .exists(params![feed, key])?;
        if removed {
            still_listed(connection, feed, key, now)?;
            which.push(None);
            continue;
        }
        let same = match same_article(connection, &item.article)?.filter(|id| !taken.contains(id)) {
            Some(id) => Some(id),
            None => {
                corrected(connection, feed, &item.article, &all)?.filter(|id| !taken.contains(id))
            }
        };
        let id = if let Some(id) = same {
            readdress(connection, feed, id, &item.article)?;
            if update(connection, id, incoming, now)? {
                stored.updated.push(id);
            }
            id
        } else {
            let id =
                insert(connection, incoming, name.as_deref(), item.enclosures.as_deref(), now)?;
            stored.new.push(id);
            id
        };
        taken.insert(id);
        which.push(Some(id));
        connection
            .prepare_cached(
                "INSERT INTO item (feed_id, article_id, key, at, unread) SELECT ?1, id, ?3, at, unread FROM article WHERE id = ?2 \
                 ON CONFLICT (feed_id, article_id) DO UPDATE SET key = excluded.key",
            )?
            .execute(params![feed, id, key])?;
        if stored.new.last() != Some(&id) {
            name_sources(connection, &[id])?;
        }
    }
    forget_removed(connection, feed, now)?;
    stored.new.reverse();
    which.reverse();
    Ok((stored, which))
}

/// Gives an article whose id its feed uses for another one now a key that no feed has.
fn retire(connection: &Connection, feed: FeedId, id: ArticleId, known: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE item SET key = ?3 WHERE feed_id = ?1 AND article_id = ?2")?
        .execute(params![feed, id, key(&format!("former {} {known}", id.0))])?;
    Ok(())
}

/// Takes a new address for an article that no other feed has.
fn readdress(
    connection: &Connection,
    feed: FeedId,
    id: ArticleId,
    article: &Article,
) -> Result<()> {
    let Some(url) = article.source.as_deref() else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE article SET url = ?3, url_key = ?4 WHERE id = ?1 AND url_key IS NOT ?4 \
             AND NOT EXISTS (SELECT 1 FROM item WHERE article_id = ?1 AND feed_id <> ?2)",
        )?
        .execute(params![id, feed, url, key(&canonical_url(url))])?;
    Ok(())
}

/// When it counts as published in lists: never in the future.
fn published(article: &Article, now: Timestamp) -> Timestamp {
    article.published.map_or(now, |published| published.min(now))
}

fn insert(
    connection: &Connection,
    incoming: Incoming<'_>,
    feed_name: Option<&str>,
    enclosures: Option<&str>,
    now: Timestamp,
) -> Result<ArticleId> {
    let article = incoming.article;
    let url = article.source.as_deref();
    connection
        .prepare_cached(
            "INSERT INTO article (url, url_key, title, byline, source, language, published, at, added, changed, words, enclosures, ruled) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, 0)",
        )?
        .execute(params![
            url,
            url.map(|url| key(&canonical_url(url))),
            title(article),
            article.byline,
            feed_name.map(str::to_owned).or_else(|| url.map(site)),
            article.language,
            article.published.map(seconds),
            seconds(published(article, now)),
            seconds(now),
            article.document.words() as i64,
            enclosures
        ])?;
    let id = ArticleId(connection.last_insert_rowid());
    let body = add_body(connection, id, incoming, now)?;
    connection
        .prepare_cached("UPDATE article SET body_id = ?2 WHERE id = ?1")?
        .execute(params![id, body])?;
    Ok(id)
}

/// The host of an address, as a list shows it.
fn site(url: &str) -> String {
    let canonical = canonical_url(url);
    canonical.split(['/', '?']).next().unwrap_or_default().to_owned()
}

fn add_body(
    connection: &Connection,
    id: ArticleId,
    incoming: Incoming<'_>,
    now: Timestamp,
) -> Result<TextId> {
    connection.prepare_cached("INSERT INTO body (article_id, origin, hash, added, data, feed_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
        id,
        Numbered(incoming.origin),
        incoming.article.document.hash().as_bytes(),
        seconds(now),
        incoming.packed,
        incoming.feed
    ])?;
    Ok(TextId(connection.last_insert_rowid()))
}

fn is_in(connection: &Connection, article: ArticleId, feed: FeedId) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM item WHERE feed_id = ?1 AND article_id = ?2")?
        .exists(params![feed, article])?)
}

/// Whether the wording of another feed says so much more than the text that is there (a teaser
/// beside the whole) that it takes its place, as it does where that text is damaged.
fn is_fuller(incoming: Incoming<'_>, known: &Latest) -> bool {
    body::unpack(&known.data, &known.hash)
        .is_none_or(|known| incoming.article.document.words() >= 2 * known.document.words())
}

/// Brings a known article up to what came now; the former text becomes a version. Answers whether
/// anything changed.
fn update(
    connection: &Connection,
    id: ArticleId,
    incoming: Incoming<'_>,
    now: Timestamp,
) -> Result<bool> {
    let Incoming { article, origin, .. } = incoming;
    let (old_title, shown): (String, Option<TextId>) = connection
        .prepare_cached("SELECT title, body_id FROM article WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let latest = latest(connection, id, origin)?;
    if let Some(known @ Latest { owner: Some(owner), .. }) = &latest
        && incoming.feed.is_some_and(|feed| feed != *owner)
        && is_in(connection, id, *owner)?
        && !is_fuller(incoming, known)
    {
        return Ok(false);
    }
    let new_title = title(article);
    let same_text =
        latest.as_ref().is_some_and(|known| known.hash == article.document.hash().as_bytes());
    if same_text && new_title == old_title {
        return Ok(false);
    }
    if !same_text {
        let body = add_body(connection, id, incoming, now)?;
        // A text that came back is no longer lost.
        connection
            .prepare_cached("DELETE FROM set_aside WHERE article_id = ?1 AND hash = ?2")?
            .execute(params![id, article.document.hash().as_bytes()])?;
        if shown.is_none() || latest.is_some_and(|known| Some(known.text) == shown) {
            connection.execute(
                "UPDATE article SET body_id = ?2, words = ?3, indexed = 0, engine = 0 WHERE id = ?1",
                params![id, body, article.document.words() as i64],
            )?;
        }
        connection.execute(
            "DELETE FROM body WHERE article_id = ?1 AND origin = ?2 AND id NOT IN (SELECT id FROM body WHERE article_id = ?1 AND origin = ?2 ORDER BY id DESC LIMIT ?3)",
            params![id, Numbered(origin), VERSIONS + 1],
        )?;
    }
    if new_title != old_title {
        connection.execute(
            "INSERT OR IGNORE INTO headline (article_id, until, title) VALUES (?1, ?2, ?3)",
            params![id, seconds(now), old_title],
        )?;
    }
    connection.execute(
        "UPDATE article SET title = ?2, indexed = 0, changed = ?3, byline = coalesce(?4, byline), published = coalesce(published, ?5), \
         versions = (SELECT max(many) FROM (SELECT count(*) AS many FROM body WHERE article_id = ?1 GROUP BY origin, feed_id)) WHERE id = ?1",
        params![id, new_title, seconds(now), article.byline, article.published.map(seconds)],
    )?;
    Ok(true)
}
