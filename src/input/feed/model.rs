//! What a feed says, whatever it is written in.

use jiff::Timestamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FeedKind {
    #[default]
    Rss,
    Atom,
    Json,
}

impl FeedKind {
    /// The word for it in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "rss",
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }
}

/// A feed. Titles, names and categories are cleaned lines without markup; links are absolute (where
/// the feed's own address is known) and of the kinds that may be followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    pub kind: FeedKind,
    pub title: Option<String>,
    /// The page the feed belongs to.
    pub link: Option<String>,
    pub description: Option<String>,
    pub language: Option<String>,
    /// Who writes all of it, each once, in order.
    pub authors: Vec<String>,
    pub updated: Option<Timestamp>,
    /// Minutes that the feed asks to be left alone after it was read.
    pub ttl: Option<u32>,
    /// Hours of the day, 0 to 23 in GMT, at which the feed asks not to be read.
    pub skip_hours: Vec<u8>,
    /// Days at which the feed asks not to be read: "monday".
    pub skip_days: Vec<String>,
    pub items: Vec<Item>,
    /// There were more items than `MOST_ITEMS`; the rest was left out.
    pub is_cut: bool,
}

/// No more items are read of one feed.
pub(super) const MOST_ITEMS: usize = 20_000;

/// One entry. All may be missing; what makes two of them the same is for the library to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// As the feed gives it: it need not be an address.
    pub id: Option<String>,
    pub title: Option<String>,
    pub link: Option<String>,
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    /// Who wrote it, each once, in order; those of the feed or of the source where the format says
    /// that these hold.
    pub authors: Vec<String>,
    /// HTML without anything that acts or loads.
    pub summary: Option<String>,
    /// HTML without anything that acts or loads.
    pub content: Option<String>,
    pub categories: Vec<String>,
    pub enclosures: Vec<Enclosure>,
    /// Other pages that belong to it.
    pub related: Vec<Related>,
    pub language: Option<String>,
    /// What relative links in summary and content are resolved against, where the feed names it.
    pub base: Option<String>,
}

/// A page that an item names beside its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub kind: RelatedKind,
    pub url: String,
    /// What it is called, as a clean line.
    pub title: Option<String>,
}

/// What a page is to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelatedKind {
    /// What the item is about, on another site: `external_url` of JSON Feed, `related` of Atom.
    Subject,
    /// Where it was taken from: `source` of RSS and Atom, `via`.
    Source,
    /// Where readers discuss it.
    Comments,
}

/// A file that belongs to an item: a recording, a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosure {
    pub url: String,
    /// "audio/mpeg"
    pub media_type: Option<String>,
    /// Bytes, as the feed has it.
    pub length: Option<u64>,
}

/// Why something is no feed; the words are for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    #[error("it is empty")]
    Empty,
    #[error("it is larger than {} MB", limit / 1_000_000)]
    TooLarge { limit: usize },
    #[error("reading it was stopped")]
    Stopped,
    #[error("it is a web page, not a feed")]
    Page,
    #[error("it is a list of feeds (OPML), not a feed")]
    Opml,
    #[error("it is no feed: it holds neither RSS nor Atom nor JSON Feed")]
    NoFeed,
    #[error("it is {what}, not a feed")]
    Binary { what: &'static str },
    #[error("it is JSON, but it cannot be read: {why}")]
    BrokenJson { why: String },
    #[error("there is no character set called \"{label}\"")]
    UnknownEncoding { label: String },
}
