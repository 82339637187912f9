//! What its reader chose of a feed, in a form that undo takes back: name, folder, tags, limits, and
//! that it is removed.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::Library;
use super::error::Result;
use super::feed_rows::{feed_row, rewrite};
use super::identity::{FeedId, FolderId};
use super::subscription::{FeedKind, Subscription};
use crate::config::FullText;

/// What is chosen of a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Managed {
    kind: FeedKind,
    own_title: Option<String>,
    folder: Option<FolderId>,
    tags: Vec<String>,
    hidden: bool,
    full_text: FullText,
    keep_count: Option<u32>,
    keep_days: Option<u32>,
}

impl Managed {
    /// A name that says what the feed says itself is none of its reader's.
    pub(super) fn of(s: &Subscription) -> Self {
        let own = |own: &String| !own.is_empty() && *own != s.title && *own != s.url;
        Self {
            kind: s.kind,
            own_title: s.own_title.clone().filter(own),
            folder: s.folder,
            tags: s.tags.clone(),
            hidden: s.hidden,
            full_text: s.full_text,
            keep_count: s.keep_count,
            keep_days: s.keep_days,
        }
    }

    fn lay_over(&self, s: &Subscription) -> Subscription {
        Subscription {
            kind: self.kind,
            own_title: self.own_title.clone(),
            folder: self.folder,
            tags: self.tags.clone(),
            hidden: self.hidden,
            full_text: self.full_text,
            keep_count: self.keep_count,
            keep_days: self.keep_days,
            ..s.clone()
        }
    }
}

/// Makes a feed as it is chosen to be; answers whether it did. What was chosen otherwise meanwhile
/// stays.
pub(super) fn put(
    connection: &Connection,
    feed: FeedId,
    from: &Managed,
    to: &Managed,
) -> Result<bool> {
    let Some(row) = feed_row(connection, feed)? else { return Ok(false) };
    if Managed::of(&row.subscription) != *from {
        return Ok(false);
    }
    rewrite(connection, feed, &row.subscription, &to.lay_over(&row.subscription))?;
    Ok(true)
}

impl Library {
    /// Ends the subscriptions that were removed in a way that could be taken back.
    pub fn end_removed(&mut self) -> Result<()> {
        let removed: Vec<FeedId> = self
            .connection
            .prepare_cached("SELECT id FROM feed WHERE kind = 'removed'")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        removed.into_iter().try_for_each(|feed| self.remove_feed(feed))
    }
}
