//! Feeds (RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed) → [`Feed`]: plain data, nothing fetched, nothing
//! run.
//!
//! Own readers rather than a strict library: feeds in the wild have no version, the wrong root,
//! stray ampersands, elements of three vocabularies at once. `docs/feeds.md` says how many of the
//! known odd feeds are read, and what is not.

mod authors;
mod ends;
mod files;
mod json;
mod mend;
mod model;
mod reading;
mod sanitize;
mod value;
mod xml;

pub use model::{Enclosure, Feed, FeedError, FeedKind, Item, Related, RelatedKind};
pub use reading::read_feed;
pub use sanitize::sanitize;
