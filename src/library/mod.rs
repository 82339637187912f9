//! The library: feeds, articles, marks and all that is known about them, in one SQLite file. The only user of SQLite.
//!
//! [`Library`] is the door; what it hands out are plain row types. Nothing in here knows the time: callers pass `now`.
//! Uses `text`, `annotation`, `analysis` (result types) and `query`.

mod address;
mod corrections;
mod error;
mod identity;
mod marks;
mod migrate;
mod open;
mod readings;

pub use address::canonical_url;
pub use corrections::CorrectionRow;
pub use error::LibraryError;
pub use identity::{ArticleId, CorrectionId, FeedId, FolderId, MarkId, PersonId, ReadingId};
pub use marks::MarkRow;
pub use migrate::backup_path;
pub use open::{APPLICATION, Library};
pub use readings::{ReadingRow, TextIdentity};

#[cfg(test)]
mod tests;
