//! Subscriptions: feeds, folders, their tags, and what the last fetches said.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::Library;
use super::error::{LibraryError, Result};
use super::feed_rows::{
    COLUMNS, TABLES, articles_of, columns, feed_of, feed_row, name_sources, rewrite, set_tags,
};
use super::identity::{ArticleId, FeedId, FolderId, seconds};
use super::subscription::{FeedPlace, FeedRow, FetchState, FolderRow, Subscription};

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
        feed_row(&self.connection, id)?.ok_or(LibraryError::Missing("feed"))
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
