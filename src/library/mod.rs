//! The library: feeds, articles, marks and all that is known about them, in one SQLite file. The
//! only user of SQLite.
//!
//! [`Library`] is the door; what it hands out are plain row types. Nothing in here knows the time:
//! callers pass `now`. Uses `text`, `annotation`, `analysis` (result types) and `query`.

#![cfg_attr(not(test), expect(clippy::disallowed_methods, reason = "the library is a file"))]

mod address;
mod analyses;
mod analysis_pack;
mod articles;
mod body;
mod choices;
mod compile;
mod corrections;
mod counts;
mod error;
mod feeds;
mod identity;
mod index_text;
mod intake;
mod limits;
mod lists;
mod marks;
mod migrate;
mod open;
mod overview;
mod pack;
mod people;
mod readings;
mod repair;
mod saved;
mod search;
mod set_aside;
mod states;
mod tags;
mod teasers;
mod wanted_pages;
mod window;
mod words;

pub use address::canonical_url;
pub use articles::VersionRow;
pub use corrections::CorrectionRow;
pub use error::LibraryError;
pub use feeds::{
    FeedKind, FeedPlace, FeedRow, FeedState, FetchHints, FetchState, FolderRow, Subscription,
};
pub use identity::{ArticleId, CorrectionId, FeedId, FolderId, MarkId, ReadingId, TextId};
#[cfg(test)]
pub use intake::Stored;
pub use intake::{NewItem, Origin};
pub use lists::{Clock, Cursor, ListRow, Only, Order, Place, Scope};
pub use marks::MarkRow;
pub use migrate::{backup_path, forms_of_copies, give_back, put_aside};
pub use open::{APPLICATION, Library};
pub use overview::{FeedEntry, Overview};
pub use people::{PersonRow, QuoteFilter, QuoteRow};
pub use readings::{ReadingRow, TextIdentity};
pub use repair::{Lost, Repaired, repair};
pub use saved::SavedQuery;
pub use search::Hit;
pub use set_aside::SetAside;
pub use states::{Change, State};
pub use teasers::Teaser;

#[cfg(test)]
pub(crate) mod tests;
