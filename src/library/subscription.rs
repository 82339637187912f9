//! A feed as rows hold it: what its reader chose, what fetching remembers, its place in folders.

use jiff::Timestamp;

use super::identity::{FeedId, FolderId};
use crate::config::{FullText, ReadWhen, worded};

/// A subscription as its reader set it. Attributes are OPML attributes (or newsboat's) that mean
/// nothing to us, kept for export.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Subscription {
    pub kind: FeedKind,
    pub url: String,
    pub title: String,
    pub own_title: Option<String>,
    pub site: Option<String>,
    pub language: Option<String>,
    pub folder: Option<FolderId>,
    pub position: i64,
    pub hidden: bool,
    pub full_text: FullText,
    /// When its articles count as read, if not as the settings say.
    pub read_when: Option<ReadWhen>,
    pub keep_count: Option<u32>,
    pub keep_days: Option<u32>,
    pub tags: Vec<String>,
    /// JSON object of strings.
    pub attributes: String,
}

impl Subscription {
    /// A plain feed at `url`.
    pub fn to(url: &str) -> Self {
        Self { url: url.into(), attributes: "{}".into(), ..Self::default() }
    }
}

/// A subscription with its number and counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    pub id: FeedId,
    pub subscription: Subscription,
    pub items: u32,
    pub unread: u32,
    pub fetch: FetchState,
}

impl FeedRow {
    /// The name to show: its reader's, else its own, else its address.
    pub fn name(&self) -> &str {
        let subscription = &self.subscription;
        let own = subscription.own_title.as_deref().filter(|title| !title.is_empty());
        own.unwrap_or(if subscription.title.is_empty() {
            &subscription.url
        } else {
            &subscription.title
        })
    }
}

/// What fetching needs to remember of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FetchState {
    /// As it was given, quotation marks and all.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// The address that gave these two.
    pub validated: Option<String>,
    /// Of the last body, to skip one that is the same.
    pub body_hash: Option<Vec<u8>>,
    /// The last time the server answered.
    pub fetched: Option<Timestamp>,
    /// Not to be asked before.
    pub next: Option<Timestamp>,
    /// In a row.
    pub failures: u32,
    pub status: Option<u16>,
    pub state: FeedState,
    pub error: Option<String>,
    /// The address it had before it moved.
    pub moved_from: Option<String>,
    pub hints: FetchHints,
}

/// When the feed wishes to be asked, as it said itself the last time; no wait that was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FetchHints {
    /// Seconds between two requests.
    pub ttl: Option<u32>,
    /// Bit n: the hour n of the day in UTC is skipped.
    pub skip_hours: u32,
    /// Bit n: the day n of the week is skipped, Monday is 0.
    pub skip_days: u8,
}

worded! {
    /// What a subscription is.
    FeedKind {
        Feed = "feed",
        /// These three as newsboat has them: the address holds the whole line.
        Query = "query",
        Exec = "exec",
        Filter = "filter",
        /// A mailbox on this machine, or one sender of it; its reader's own word made it.
        Mail = "mail",
        /// None of these (`file:`, a bare word): kept and never asked.
        Other = "other",
        /// Removed by its reader, who may still take that back: never asked, and gone with the end
        /// of the program.
        Removed = "removed",
    }

    /// How the last request ended.
    FeedState {
        Ok = "ok",
        /// The server asked to wait.
        Waiting = "waiting",
        Failed = "failed",
        /// 410: never asked again.
        Gone = "gone",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that writes the enum knows no default")]
impl Default for FeedKind {
    fn default() -> Self {
        Self::Feed
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that writes the enum knows no default")]
impl Default for FeedState {
    fn default() -> Self {
        Self::Ok
    }
}

/// A folder of subscriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderRow {
    pub id: FolderId,
    pub parent: Option<FolderId>,
    pub title: String,
    pub position: i64,
    pub attributes: String,
}

/// A further place of a feed that OPML lists in several folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPlace {
    pub feed: FeedId,
    pub folder: Option<FolderId>,
    pub position: i64,
    pub attributes: String,
}

/// A feed as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    pub id: FeedId,
    /// Its reader's name for it, else its own, else its address.
    pub name: String,
    pub folder: Option<FolderId>,
    /// Whether it is one that is fetched. newsboat's `query:` lines are not, nor are `exec:` and
    /// `filter:`
    /// unless they were run.
    pub fetched: bool,
    pub hidden: bool,
    pub items: u32,
    pub unread: u32,
    pub state: FeedState,
    /// When its articles count as read, if not as the settings say.
    pub read_when: Option<ReadWhen>,
    pub error: Option<String>,
}

impl FeedEntry {
    /// Why its last fetch failed, in words.
    pub fn failed(&self) -> String {
        match (&self.error, self.state) {
            (Some(error), _) => crate::text::clean_line(error),
            (None, FeedState::Gone) => "its server says that it is gone for good".into(),
            (None, _) => "no reason was told".into(),
        }
    }
}
