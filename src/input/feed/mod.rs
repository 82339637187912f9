//! Feeds (RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed) → [`Feed`]: plain data, nothing fetched, nothing
//! run.
//!
//! Own readers rather than a strict library: feeds in the wild have no version, the wrong root,
//! stray ampersands, elements of three vocabularies at once. `docs/feeds.md` says how many of the
//! known odd feeds are read, and what is not.

#[cfg(feature = "html")]
mod authors;
#[cfg(feature = "html")]
mod ends;
#[cfg(feature = "html")]
mod files;
#[cfg(feature = "html")]
mod json;
#[cfg(feature = "html")]
mod mend;
#[cfg(feature = "html")]
mod model;
#[cfg(feature = "html")]
mod reading;
mod sanitize;
#[cfg(feature = "html")]
mod value;
#[cfg(feature = "html")]
mod xml;

#[cfg(feature = "html")]
pub(super) use mend::mended;
#[cfg(feature = "html")]
pub use model::{Enclosure, Feed, FeedError, FeedKind, Item, Related, RelatedKind};
#[cfg(feature = "html")]
pub use reading::read_feed;
pub use sanitize::sanitize;
