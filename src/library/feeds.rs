//! Subscriptions: feeds, folders, their tags, and what the last fetches said.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::Library;
use super::error::{LibraryError, Result};
use super::identity::{ArticleId, FeedId, FolderId, from_seconds, seconds};
use super::subscription::{FeedPlace, FeedRow, FetchHints, FetchState, FolderRow, Subscription};

const COLUMNS: &str = "feed.id, kind, url, title, own_title, site, language, folder_id, position, hidden, full_text, read_when, keep_count, keep_days, \
     attributes, items, unread, etag, last_modified, body_hash, fetched, next, failures, status, state, error, moved_from, validated, \
     ttl, skip_hours, skip_days";
const TABLES: &str =
    "feed JOIN feed_count ON feed_count.feed_id = feed.id JOIN fetch ON fetch.feed_id = feed.id";

impl Library {
    /// All subscriptions in their order, with counts, tags and fetch states.
    pub fn feeds(&self) -> Result<Vec<FeedRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {TABLES} ORDER BY position, feed.id"
        ))?;
        let mut feeds = statement.query_map([], feed_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut tags = self.connection.prepare_cached("SELECT feed_id, name FROM feed_tag JOIN tag ON tag.id = tag_id ORDER BY feed_id, position")?;
        let tags = tags
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(FeedId, String)>>>()?;
        for feed in &mut feeds {
            let from = tags.partition_point(|(id, _)| *id < feed.id);
            feed.subscription.tags = tags[from..]
                .iter()
                .take_while(|(id, _)| *id == feed.id)
                .map(|(_, tag)| tag.clone())
                .collect();
        }
        Ok(feeds)
    }

    /// One subscription.
    pub fn feed(&self, id: FeedId) -> Result<FeedRow> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE feed.id = ?1"))?;
        let mut feed =
            statement.query_row([id], feed_of).optional()?.ok_or(LibraryError::Missing("feed"))?;
        let mut tags = self.connection.prepare_cached("SELECT name FROM feed_tag JOIN tag ON tag.id = tag_id WHERE feed_id = ?1 ORDER BY position")?;
        feed.subscription.tags =
            tags.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(feed)
    }

    /// The subscription at this very address.
    pub fn feed_at(&self, url: &str) -> Result<Option<FeedId>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM feed WHERE url = ?1")?
            .query_row([url], |row| row.get(0))
            .optional()?)
    }

    /// Subscribes; answers the subscription that is there already, unchanged, if there is one at
    /// that address, and whether it is new.
    pub fn add_feed(
        &mut self,
        subscription: &Subscription,
        now: Timestamp,
    ) -> Result<(FeedId, bool)> {
        let added = self.add_feeds(std::slice::from_ref(subscription), now)?;
        added.first().copied().ok_or(LibraryError::Missing("feed"))
    }

    /// The same for many, all or none.
    pub fn add_feeds(
        &mut self,
        subscriptions: &[Subscription],
        now: Timestamp,
    ) -> Result<Vec<(FeedId, bool)>> {
        self.transact(|connection| {
            subscriptions.iter().map(|subscription| add(connection, subscription, now)).collect()
        })
    }

    /// Changes a subscription. `change` gets it as it is at this moment, not as somebody read it
    /// before, and only the columns that it changed are written. Answers whether there were any.
    pub fn change_feed(
        &mut self,
        id: FeedId,
        change: impl FnOnce(&mut Subscription),
    ) -> Result<bool> {
        self.together(|library| {
            let before = library.feed(id)?.subscription;
            let mut after = before.clone();
            change(&mut after);
            rewrite(&library.connection, id, &before, &after)
        })
    }

    /// Ends a subscription. Its articles go, but for those that are starred, tagged, annotated or
    /// in another feed.
    pub fn remove_feed(&mut self, id: FeedId) -> Result<()> {
        self.transact(|connection| {
            let articles: Vec<ArticleId> = connection
                .prepare(
                    "SELECT article.id FROM item JOIN article ON article.id = item.article_id WHERE feed_id = ?1 AND starred = 0 AND marks = 0 AND tags = 0 \
                     AND NOT EXISTS (SELECT 1 FROM item AS other WHERE other.article_id = article.id AND other.feed_id <> ?1)",
                )?
                .query_map([id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            super::limits::remove_articles(connection, &articles)?;
            let left = articles_of(connection, id)?;
            connection.execute("DELETE FROM feed WHERE id = ?1", [id])?;
            name_sources(connection, &left)?;
            Ok(())
        })
    }

    /// Saves what a fetch said.
    pub fn set_fetch_state(&mut self, id: FeedId, fetch: &FetchState) -> Result<()> {
        self.transact(|connection| {
            connection
                .prepare_cached(
                    "UPDATE fetch SET etag = ?2, last_modified = ?3, body_hash = ?4, fetched = ?5, next = ?6, failures = ?7, status = ?8, state = ?9, \
                     error = ?10, moved_from = ?11, validated = ?12, ttl = ?13, skip_hours = ?14, skip_days = ?15 WHERE feed_id = ?1",
                )?
                .execute(params![
                    id,
                    fetch.etag,
                    fetch.last_modified,
                    fetch.body_hash,
                    fetch.fetched.map(seconds),
                    fetch.next.map(seconds),
                    fetch.failures,
                    fetch.status,
                    fetch.state,
                    fetch.error,
                    fetch.moved_from,
                    fetch.validated,
                    fetch.hints.ttl,
                    fetch.hints.skip_hours,
                    fetch.hints.skip_days
                ])?;
            Ok(())
        })
    }

    /// All folders, parents before children of the same position.
    pub fn folders(&self) -> Result<Vec<FolderRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, parent_id, title, position, attributes FROM folder ORDER BY position, id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(FolderRow {
                id: row.get(0)?,
                parent: row.get(1)?,
                title: row.get(2)?,
                position: row.get(3)?,
                attributes: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The folder of this title in this parent, made behind all others if there is none.
    pub fn folder(
        &mut self,
        parent: Option<FolderId>,
        title: &str,
        attributes: &str,
    ) -> Result<FolderId> {
        if let Some(known) = self.folders_named(parent, title)?.first() {
            return Ok(*known);
        }
        let last = self.connection.query_row(
            "SELECT coalesce(max(position), 0) FROM folder",
            [],
            |row| row.get::<_, i64>(0),
        )?;
        self.add_folder(&FolderRow {
            id: FolderId(0),
            parent,
            title: title.to_owned(),
            position: last + 1,
            attributes: attributes.to_owned(),
        })
    }

    /// The folders of this title in this parent, in order.
    pub fn folders_named(&self, parent: Option<FolderId>, title: &str) -> Result<Vec<FolderId>> {
        let mut named = self.connection.prepare_cached(
            "SELECT id FROM folder WHERE parent_id IS ?1 AND title = ?2 ORDER BY position, id",
        )?;
        let rows = named.query_map(params![parent, title], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Makes a folder, whatever others there are; its number does not count.
    pub fn add_folder(&mut self, folder: &FolderRow) -> Result<FolderId> {
        self.transact(|connection| {
            connection.prepare_cached("INSERT INTO folder (parent_id, title, attributes, position) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                folder.parent,
                folder.title,
                folder.attributes,
                folder.position
            ])?;
            Ok(FolderId(connection.last_insert_rowid()))
        })
    }

    /// Further places of feeds.
    pub fn feed_places(&self) -> Result<Vec<FeedPlace>> {
        let mut statement = self.connection.prepare("SELECT feed_id, folder_id, position, attributes FROM feed_place ORDER BY position, rowid")?;
        let rows = statement.query_map([], |row| {
            Ok(FeedPlace {
                feed: row.get(0)?,
                folder: row.get(1)?,
                position: row.get(2)?,
                attributes: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Adds a further place, also in a folder that has the feed already: lists do that.
    pub fn add_feed_place(&mut self, place: &FeedPlace) -> Result<()> {
        self.transact(|connection| {
            connection.prepare_cached("INSERT INTO feed_place (feed_id, folder_id, position, attributes) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                place.feed,
                place.folder,
                place.position,
                place.attributes
            ])?;
            Ok(())
        })
    }
}

fn add(connection: &Connection, s: &Subscription, now: Timestamp) -> Result<(FeedId, bool)> {
    if let Some(id) = connection
        .prepare_cached("SELECT id FROM feed WHERE url = ?1")?
        .query_row([&s.url], |row| row.get(0))
        .optional()?
    {
        return Ok((id, false));
    }
    let (names, mut values): (Vec<_>, Vec<_>) = columns(s).into_iter().unzip();
    values.push(seconds(now).into());
    let sql = format!(
        "INSERT INTO feed ({}, added) VALUES ({}?)",
        names.join(", "),
        "?, ".repeat(names.len())
    );
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    let id = FeedId(connection.last_insert_rowid());
    set_tags(connection, id, &s.tags)?;
    Ok((id, true))
}

/// What of a subscription stands in the columns of its row.
fn columns(s: &Subscription) -> [(&'static str, Value); 14] {
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
fn rewrite(
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

fn articles_of(connection: &Connection, feed: FeedId) -> Result<Vec<ArticleId>> {
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

fn set_tags(connection: &Connection, feed: FeedId, tags: &[String]) -> Result<()> {
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

fn feed_of(row: &Row<'_>) -> rusqlite::Result<FeedRow> {
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
