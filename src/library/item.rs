//! What comes into the library: an item of a feed, an article with its packed text and its origin.

use super::body;
use super::identity::FeedId;
use crate::annotation::Article;

/// One item as its feed brings it. `article.source` is its address.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// The feed's own id for it (guid, id), as it stands there.
    pub guid: Option<String>,
    pub article: Article,
    /// JSON, for the caller to read again.
    pub enclosures: Option<String>,
    /// The text as the file keeps it.
    pub(super) packed: Vec<u8>,
}

impl NewItem {
    /// Packs the text too, so that this work is done where the item is read, not on the thread that
    /// has the library.
    pub fn new(guid: Option<String>, article: Article, enclosures: Option<String>) -> Self {
        Self { packed: body::pack(&article), guid, article, enclosures }
    }
}

/// An article on its way in, with its packed text.
#[derive(Clone, Copy)]
pub(super) struct Incoming<'a> {
    pub article: &'a Article,
    pub packed: &'a [u8],
    pub origin: Origin,
    /// The feed that brings it.
    pub feed: Option<FeedId>,
}

/// Where a text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Feed,
    /// The web page, where the feed only teases.
    Page,
    File,
}

impl Origin {
    /// In the order of the numbers that rows hold.
    pub(super) const ALL: [Self; 3] = [Self::Feed, Self::Page, Self::File];
}
