//! A subscription as a row of its table: read, and written where it changed.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::error::Result;
use super::identity::{ArticleId, FeedId, from_seconds};
use super::subscription::{FeedRow, FetchHints, FetchState, Subscription};

pub(super) const COLUMNS: &str = "feed.id, kind, url, title, own_title, site, language, folder_id, position, hidden, full_text, read_when, keep_count, keep_days, \
     attributes, items, unread, etag, last_modified, body_hash, fetched, next, failures, status, state, error, moved_from, validated, \
     ttl, skip_hours, skip_days";
pub(super) const TABLES: &str =
    "feed JOIN feed_count ON feed_count.feed_id = feed.id JOIN fetch ON fetch.feed_id = feed.id";

/// One subscription, if there is one of this number.
pub(super) fn feed_row(connection: &Connection, id: FeedId) -> Result<Option<FeedRow>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE feed.id = ?1"))?;
    let Some(mut feed) = statement.query_row([id], feed_of).optional()? else { return Ok(None) };
    let mut tags = connection.prepare_cached(
        "SELECT name FROM feed_tag JOIN tag ON tag.id = tag_id WHERE feed_id = ?1 ORDER BY position",
    )?;
    feed.subscription.tags =
        tags.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some(feed))
}

/// What of a subscription stands in the columns of its row.
pub(super) fn columns(s: &Subscription) -> [(&'static str, Value); 14] {
    // A name that says what the feed says itself is none of its reader's, and follows the feed.
    let own_title = s.own_title.clone().filter(|own| *own != s.title && *own != s.url);
    [
        ("kind", s.kind.word().to_owned().into()),
        ("url", s.url.clone().into()),
        ("title", s.title.clone().into()),
        ("own_title", own_title.into()),
        ("site", s.site.clone().into()),
        ("language", s.language.clone().into()),
        ("folder_id", s.folder.map(|folder| folder.0).into()),
        ("position", s.position.into()),
        ("hidden", s.hidden.into()),
        ("full_text", s.full_text.word().to_owned().into()),
        ("read_when", s.read_when.map(|when| when.word().to_owned()).into()),
        ("keep_count", s.keep_count.map(i64::from).into()),
        ("keep_days", s.keep_days.map(i64::from).into()),
        ("attributes", s.attributes.clone().into()),
    ]
}

/// Writes the columns in which two states of a subscription differ; answers whether there are any.
pub(super) fn rewrite(
    connection: &Connection,
    id: FeedId,
    before: &Subscription,
    after: &Subscription,
) -> Result<bool> {
    let (names, mut values): (Vec<_>, Vec<_>) = columns(after)
        .into_iter()
        .zip(columns(before))
        .filter(|(after, before)| after != before)
        .map(|((name, value), _)| (format!("{name} = ?"), value))
        .unzip();
    let name = name_of(connection, id)?;
    if !names.is_empty() {
        values.push(id.0.into());
        let sql = format!("UPDATE feed SET {} WHERE id = ?", names.join(", "));
        connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    }
    if after.tags != before.tags {
        set_tags(connection, id, &after.tags)?;
    }
    if name_of(connection, id)? != name {
        name_sources(connection, &articles_of(connection, id)?)?;
    }
    Ok(!names.is_empty() || after.tags != before.tags)
}

/// What a feed is called by its reader or by itself; nothing before it was fetched.
pub(super) fn name_of(connection: &Connection, feed: FeedId) -> Result<Option<String>> {
    let mut name = connection.prepare_cached(
        "SELECT coalesce(nullif(own_title, ''), nullif(title, '')) FROM feed WHERE id = ?1",
    )?;
    Ok(name.query_row([feed], |row| row.get(0)).optional()?.flatten())
}

pub(super) fn articles_of(connection: &Connection, feed: FeedId) -> Result<Vec<ArticleId>> {
    let mut articles =
        connection.prepare_cached("SELECT article_id FROM item WHERE feed_id = ?1")?;
    Ok(articles.query_map([feed], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Calls articles after the first feed that has them.
pub(super) fn name_sources(connection: &Connection, articles: &[ArticleId]) -> Result<()> {
    let mut name = connection.prepare_cached(
        "UPDATE article SET source = coalesce((SELECT coalesce(nullif(own_title, ''), nullif(title, '')) FROM item JOIN feed ON feed.id = feed_id \
         WHERE article_id = article.id ORDER BY feed_id LIMIT 1), source) WHERE id = ?1",
    )?;
    for article in articles {
        name.execute([article])?;
    }
    Ok(())
}

pub(super) fn set_tags(connection: &Connection, feed: FeedId, tags: &[String]) -> Result<()> {
    connection.execute("DELETE FROM feed_tag WHERE feed_id = ?1", [feed])?;
    for (position, tag) in tags.iter().enumerate() {
        let tag = super::tags::find_or_make(connection, tag)?;
        connection.execute(
            "INSERT OR IGNORE INTO feed_tag (feed_id, tag_id, position) VALUES (?1, ?2, ?3)",
            params![feed, tag, position as i64],
        )?;
    }
    Ok(())
}

pub(super) fn feed_of(row: &Row<'_>) -> rusqlite::Result<FeedRow> {
    let time = |column: usize| row.get::<_, Option<i64>>(column).map(|time| time.map(from_seconds));
    Ok(FeedRow {
        id: row.get(0)?,
        subscription: Subscription {
            kind: row.get(1)?,
            url: row.get(2)?,
            title: row.get(3)?,
            own_title: row.get(4)?,
            site: row.get(5)?,
            language: row.get(6)?,
            folder: row.get(7)?,
            position: row.get(8)?,
            hidden: row.get(9)?,
            full_text: row.get(10)?,
            read_when: row.get(11)?,
            keep_count: row.get(12)?,
            keep_days: row.get(13)?,
            tags: Vec::new(),
            attributes: row.get(14)?,
        },
        items: row.get(15)?,
        unread: row.get(16)?,
        fetch: FetchState {
            etag: row.get(17)?,
            last_modified: row.get(18)?,
            body_hash: row.get(19)?,
            fetched: time(20)?,
            next: time(21)?,
            failures: row.get(22)?,
            status: row.get(23)?,
            state: row.get(24)?,
            error: row.get(25)?,
            moved_from: row.get(26)?,
            validated: row.get(27)?,
            hints: FetchHints {
                ttl: row.get(28)?,
                skip_hours: row.get(29)?,
                skip_days: row.get(30)?,
            },
        },
    })
}
