//! What a refresh tells of a feed.

use crate::input::source::without_credentials;
use crate::library::{ArticleId, FeedId, FeedRow};

/// What became of one feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FeedLine {
    pub feed: FeedId,
    /// Without its password.
    pub url: String,
    pub name: String,
    pub result: FeedResult,
    pub new: Vec<ArticleId>,
    pub updated: Vec<ArticleId>,
    pub status: Option<u16>,
    pub error: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FeedResult {
    New,
    Unchanged,
    /// Not asked: its time has not come.
    Waiting,
    /// It has another address from now on.
    Moved,
    /// Gone for good; not asked again.
    Gone,
    Failed,
}

impl FeedResult {
    /// The word for it in the JSON contract.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Waiting => "waiting",
            Self::Moved => "moved",
            Self::Gone => "gone",
            Self::Failed => "failed",
        }
    }
}

impl FeedLine {
    pub(in crate::service) fn of(row: &FeedRow, result: FeedResult) -> Self {
        let url = without_credentials(&row.subscription.url);
        let name =
            if row.name() == row.subscription.url { url.clone() } else { row.name().to_owned() };
        Self {
            feed: row.id,
            url,
            name,
            result,
            new: Vec::new(),
            updated: Vec::new(),
            status: row.fetch.status,
            error: None,
        }
    }

    /// Whether it was asked, and in vain.
    pub(crate) fn is_failure(&self) -> bool {
        self.error.is_some() && matches!(self.result, FeedResult::Failed | FeedResult::Gone)
    }
}
