//! What comes into the library: an item of a feed, an article with its packed text and its
//! origin, and why only a teaser of it may be there.

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

/// Why only a teaser is there of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teaser {
    /// Its page is still to be asked.
    Waiting,
    /// Its feed or the settings say that pages are not asked.
    NotAsked,
    /// The feed names no page.
    NoPage,
    /// Its page could not be read.
    Unreachable,
    /// The page says that there is no such page.
    NotFound,
    /// The page offers a subscription.
    Offer,
    /// The page wants a sign-in.
    SignIn,
    /// The page wants JavaScript or a player.
    Player,
    /// The page lists other stories.
    List,
    /// The page is about something else.
    Other,
    /// The page says no more than the feed.
    Shorter,
}

impl Teaser {
    /// In the order of the numbers that rows hold.
    pub(super) const ALL: [Self; 11] = [
        Self::Waiting,
        Self::NotAsked,
        Self::NoPage,
        Self::Unreachable,
        Self::NotFound,
        Self::Offer,
        Self::SignIn,
        Self::Player,
        Self::List,
        Self::Other,
        Self::Shorter,
    ];

    /// The word for it in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::NotAsked => "not asked",
            Self::NoPage => "no page",
            Self::Unreachable => "unreachable",
            Self::NotFound => "not found",
            Self::Offer => "offer",
            Self::SignIn => "sign-in",
            Self::Player => "player",
            Self::List => "list",
            Self::Other => "other",
            Self::Shorter => "no more",
        }
    }

    /// What is so, to stand behind "only a teaser: ".
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => "its page is still to be asked",
            Self::NotAsked => "its page is not asked, as set",
            Self::NoPage => "the feed names no page",
            Self::Unreachable => "its page could not be read",
            Self::NotFound => "its page says that it is not found",
            Self::Offer => "its page offers a subscription",
            Self::SignIn => "its page wants a sign-in",
            Self::Player => "its page wants JavaScript or a player",
            Self::List => "its page lists other stories",
            Self::Other => "its page is about something else",
            Self::Shorter => "its page says no more",
        }
    }
}
