//! Reading newsboat's own database (`cache.db`): its feeds and items, read and flagged as they are.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, params};

use super::Library;
use super::error::{LibraryError, Result};
use super::identity::{ArticleId, from_seconds};

/// An item as newsboat keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewsboatItem {
    pub feed: String,
    pub guid: String,
    pub title: String,
    pub author: String,
    pub url: String,
    /// HTML as the feed gave it.
    pub content: String,
    pub published: Option<Timestamp>,
    pub unread: bool,
    /// With a flag of any letter.
    pub flagged: bool,
}

/// Opens newsboat's database to be read and gives its items, feed by feed, the newest first; those it
/// holds as deleted are left out. Nothing is written to it.
pub(crate) fn each_newsboat_item<E: From<LibraryError>>(
    path: &Path,
    mut each: impl FnMut(NewsboatItem) -> Result<(), E>,
) -> Result<(), E> {
    let of = |error: rusqlite::Error| LibraryError::of(&error, path);
    let other = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(of)?;
    let is_newsboat: bool = other
        .query_row(
            "SELECT count(*) = 2 FROM sqlite_schema WHERE type = 'table' AND name IN ('rss_feed', 'rss_item')",
            [],
            |row| row.get(0),
        )
        .map_err(of)?;
    if !is_newsboat {
        return Err(LibraryError::Foreign { path: path.to_owned() }.into());
    }
    let has = |column: &str| {
        let sql = "SELECT 1 FROM pragma_table_info('rss_item') WHERE name = ?1";
        other.prepare(sql).and_then(|mut select| select.exists([column])).map_err(of)
    };
    // Older ones lack these.
    let flags = if has("flags")? { "flags" } else { "''" };
    let present = if has("deleted")? { "deleted = 0" } else { "1" };
    let sql = format!(
        "SELECT feedurl, guid, title, author, url, content, pubDate, unread, coalesce({flags}, '') <> '' \
         FROM rss_item WHERE {present} ORDER BY feedurl, pubDate DESC, id DESC"
    );
    let mut select = other.prepare(&sql).map_err(of)?;
    let mut rows = select.query([]).map_err(of)?;
    while let Some(row) = rows.next().map_err(of)? {
        let text = |at: usize| {
            row.get_ref(at).map(|value| match value {
                rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                    String::from_utf8_lossy(bytes).into_owned()
                }
                _ => String::new(),
            })
        };
        let seconds: Option<i64> = row.get(6).unwrap_or_default();
        each(NewsboatItem {
            feed: text(0).map_err(of)?,
            guid: text(1).map_err(of)?,
            title: text(2).map_err(of)?,
            author: text(3).map_err(of)?,
            url: text(4).map_err(of)?,
            content: text(5).map_err(of)?,
            published: seconds
                .filter(|seconds| (1..=253_402_207_200).contains(seconds))
                .map(from_seconds),
            unread: row.get::<_, i64>(7).unwrap_or(1) != 0,
            flagged: row.get(8).unwrap_or(false),
        })?;
    }
    Ok(())
}

impl Library {
    /// Sets what another reader's library says of an article: read there is read here, flagged there
    /// is starred here. Nothing is taken off, and nothing of it is undone.
    pub fn bring_states(&mut self, id: ArticleId, read: bool, starred: bool) -> Result<()> {
        self.transact(|connection| {
            connection
                .prepare_cached(
                    "UPDATE article SET unread = min(unread, ?2), starred = max(starred, ?3) WHERE id = ?1",
                )?
                .execute(params![id, !read, starred])?;
            Ok(())
        })
    }
}
