//! Which article an item is.
//!
//! An article is known, in this order, by what its feed knows it by; by its canonical address
//! together with its title or text; by its very text. So one article in two feeds is one article,
//! an item whose id changes stays one, and items that share an id stay apart.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::error::Result;
use super::identity::{ArticleId, FeedId, TextId, seconds};
use super::item::{Incoming, NewItem, Origin};
use super::words::Numbered;
use super::{body, canonical_url};
use crate::annotation::Article;
use crate::text::{ContentHash, Document};

/// Texts of at least so many bytes tell by themselves that two articles are one.
const TELLING: usize = 300;

/// Whether an item under a known id is another article: neither its address nor its title nor most
/// of its words are those of the one that is there.
pub(super) fn is_another(
    connection: &Connection,
    id: ArticleId,
    article: &Article,
) -> Result<bool> {
    let Some(url) = article.source.as_deref() else { return Ok(false) };
    let (known_key, known_title): (Option<i64>, String) = connection
        .prepare_cached("SELECT url_key, title FROM article WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let is_moved = known_key.is_some_and(|known| known != key(&canonical_url(url)));
    if !is_moved || known_title == title(article) {
        return Ok(false);
    }
    let Some(known) = latest(connection, id, Origin::Feed)?
        .and_then(|latest| body::unpack(&latest.data, &latest.hash))
    else {
        return Ok(false);
    };
    let words = |document: &Document| -> HashSet<String> {
        document.text().split_whitespace().map(str::to_lowercase).collect()
    };
    let (known, new) = (words(&known.document), words(&article.document));
    Ok(known.intersection(&new).count() * 2 < known.len().min(new.len()))
}

/// The article of this feed that an item is under a corrected id and address: title, words and
/// date are the same, and the feed does not have the old one any more. `all` are the keys of what
/// it has.
pub(super) fn corrected(
    connection: &Connection,
    feed: FeedId,
    article: &Article,
    all: &HashSet<i64>,
) -> Result<Option<ArticleId>> {
    let Some(published) = article.published else { return Ok(None) };
    let mut statement = connection.prepare_cached(
        "SELECT item.article_id, item.key FROM body JOIN article ON article.id = body.article_id JOIN item ON item.article_id = article.id \
         WHERE body.hash = ?1 AND article.title = ?2 AND article.published = ?3 AND item.feed_id = ?4 LIMIT 8",
    )?;
    let hash = article.document.hash();
    let rows = statement
        .query_map(params![hash.as_bytes(), title(article), seconds(published), feed], |row| {
            Ok((row.get::<_, ArticleId>(0)?, row.get::<_, i64>(1)?))
        })?;
    for row in rows {
        let (id, key) = row?;
        if !all.contains(&key) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// What the feed knows each item by: its id; else its address; else its words. An id or address
/// that several items share counts together with their words.
pub(super) fn keys(items: &[NewItem]) -> Vec<i64> {
    let guid = |item: &NewItem| {
        item.guid
            .as_deref()
            .map(str::trim)
            .filter(|guid| !guid.is_empty())
            .map(|guid| format!("g {}", canonical_url(guid)))
    };
    let url = |item: &NewItem| {
        item.article
            .source
            .as_deref()
            .filter(|url| !url.is_empty())
            .map(|url| format!("u {}", canonical_url(url)))
    };
    let mut uses: HashMap<String, u32> = HashMap::new();
    for item in items {
        for name in [guid(item), url(item)].into_iter().flatten() {
            *uses.entry(name).or_default() += 1;
        }
    }
    let alone =
        |name: &Option<String>| name.as_ref().is_some_and(|name| uses.get(name) == Some(&1));
    items
        .iter()
        .map(|item| {
            let (guid, url) = (guid(item), url(item));
            if alone(&guid) {
                return key(guid.as_deref().unwrap_or_default());
            }
            if alone(&url) {
                return key(&format!("{} {}", guid.unwrap_or_default(), url.unwrap_or_default()));
            }
            let title = item.article.title.as_deref().unwrap_or_default();
            key(&format!(
                "{} {} t {title} {}",
                guid.unwrap_or_default(),
                url.unwrap_or_default(),
                item.article.document.hash()
            ))
        })
        .collect()
}

/// A number for a name: 64 bits of its content hash.
pub(super) fn key(name: &str) -> i64 {
    let hash = ContentHash::of(name);
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_le_bytes(bytes)
}

/// The article that this is, by address and title or text, or by text alone.
pub(super) fn same_article(
    connection: &Connection,
    article: &Article,
) -> Result<Option<ArticleId>> {
    let hash = article.document.hash();
    if let Some(url) = article.source.as_deref().filter(|url| url.contains("://")) {
        let mut statement = connection.prepare_cached(
            "SELECT id FROM article WHERE url_key = ?1 AND (title = ?2 OR EXISTS (SELECT 1 FROM body WHERE article_id = article.id AND hash = ?3)) LIMIT 1",
        )?;
        let known = statement
            .query_row(params![key(&canonical_url(url)), title(article), hash.as_bytes()], |row| {
                row.get(0)
            })
            .optional()?;
        if known.is_some() {
            return Ok(known);
        }
    }
    if article.document.text().len() < TELLING {
        return Ok(None);
    }
    let mut statement =
        connection.prepare_cached("SELECT article_id FROM body JOIN article ON article.id = article_id WHERE hash = ?1 AND title = ?2 LIMIT 1")?;
    Ok(statement
        .query_row(params![hash.as_bytes(), title(article)], |row| row.get(0))
        .optional()?)
}

/// The article that the same file with the same words is already.
pub(super) fn same_file(
    connection: &Connection,
    incoming: Incoming<'_>,
) -> Result<Option<ArticleId>> {
    let Incoming { article, origin, .. } = incoming;
    let mut known = connection
        .prepare_cached("SELECT article_id FROM body JOIN article ON article.id = article_id WHERE hash = ?1 AND origin = ?2 AND url IS ?3 LIMIT 1")?;
    Ok(known
        .query_row(
            params![article.document.hash().as_bytes(), Numbered(origin), article.source],
            |row| row.get(0),
        )
        .optional()?)
}

/// Its title, else its first words.
pub(super) fn title(article: &Article) -> String {
    if let Some(title) = article.title.as_deref().filter(|title| !title.is_empty()) {
        return title.to_owned();
    }
    let first =
        article.document.blocks().first().map_or("", |block| article.document.slice(block.span));
    match first.char_indices().nth(80) {
        _ if first.is_empty() => "Untitled".into(),
        None => first.to_owned(),
        Some((end, _)) => {
            let (first, _) = first.split_at(end);
            format!("{}…", first.rsplit_once(' ').map_or(first, |(words, _)| words))
        }
    }
}

/// The latest text of an origin.
pub(super) struct Latest {
    pub text: TextId,
    pub hash: Vec<u8>,
    pub data: Vec<u8>,
    /// The feed that gave it.
    pub owner: Option<FeedId>,
}

pub(super) fn latest(
    connection: &Connection,
    id: ArticleId,
    origin: Origin,
) -> Result<Option<Latest>> {
    let mut latest = connection.prepare_cached("SELECT id, hash, data, feed_id FROM body WHERE article_id = ?1 AND origin = ?2 ORDER BY id DESC LIMIT 1")?;
    let latest = latest.query_row(params![id, Numbered(origin)], |row| {
        Ok(Latest { text: row.get(0)?, hash: row.get(1)?, data: row.get(2)?, owner: row.get(3)? })
    });
    Ok(latest.optional()?)
}
