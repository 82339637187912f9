//! The library: feeds, articles, marks and all that is known about them, in one SQLite file. The
//! only user of SQLite.
//!
//! [`Library`] is the door; what it hands out are plain row types. Nothing in here knows the time:
//! callers pass `now`. Uses `text`, `annotation`, `analysis` (result types) and `query`.

#![cfg_attr(not(test), expect(clippy::disallowed_methods, reason = "the library is a file"))]

mod account;
mod address;
mod analyses;
mod analysis_pack;
mod articles;
mod backup;
mod belonging;
mod body;
mod choices;
mod clock;
mod compile;
mod corrections;
mod counts;
mod decision;
mod decisions;
mod error;
mod export;
mod feed_rows;
mod feeds;
mod field;
mod following;
mod forget;
mod forms;
mod history;
mod hits;
mod identity;
mod import;
mod index_text;
mod intake;
mod item;
mod kept;
mod known;
mod laid;
mod limits;
mod linking;
mod lists;
mod managed;
mod marking;
mod marks;
mod migrate;
mod newsboat;
mod noting;
mod open;
mod overview;
mod pack;
mod pattern;
mod people;
mod person;
mod persons;
mod readings;
mod repair;
mod rules;
mod saved;
mod search;
mod set_aside;
mod states;
mod stories;
mod subscription;
mod tags;
mod teasers;
mod wanted_pages;
mod window;
mod words;

pub(crate) use account::{
    AccountRow, Arrival, FeedChange, ServerFeed, ServerStates, StateChange, StateField,
};
pub(crate) use address::canonical_url;
pub(crate) use articles::VersionRow;
pub(crate) use belonging::StoryId;
pub use clock::Clock;
pub(crate) use corrections::CorrectionRow;
pub(crate) use error::LibraryError;
pub(crate) use following::Followed;
pub use identity::ArticleId;
pub(crate) use identity::{
    AccountId, CorrectionId, FeedId, FolderId, MarkId, PersonId, ReadingId, TextId,
};
#[cfg(test)]
pub(crate) use intake::Stored;
pub(crate) use item::Teaser;
pub use item::{NewItem, Origin};
pub(crate) use laid::Laid;
pub use lists::Scope;
pub(crate) use lists::{Cursor, ListRow, Only, Order, Place};
pub(crate) use marks::MarkRow;
pub use migrate::{APPLICATION, backup_path};
pub(crate) use migrate::{forms_of_copies, give_back, put_aside};
pub(crate) use newsboat::{NewsboatItem, each_newsboat_item};
pub use open::Library;
pub(crate) use overview::Overview;
pub(crate) use people::{PersonRow, QuoteFilter, QuoteRow};
pub(crate) use person::{NamedIn, PersonPage, Ranking, RoleRow};
pub(crate) use readings::ReadingRow;
pub use readings::TextIdentity;
pub(crate) use repair::{Lost, Repaired, repair};
pub(crate) use rules::{Deed, RuleRow};
pub(crate) use saved::SavedQuery;
pub(crate) use search::Hit;
pub(crate) use set_aside::SetAside;
pub(crate) use states::Change;
pub use states::State;
pub(crate) use stories::ReportRow;
pub use subscription::Subscription;
pub(crate) use subscription::{
    FeedEntry, FeedKind, FeedPlace, FeedRow, FeedState, FetchHints, FetchState, FolderRow,
};

#[cfg(test)]
pub(crate) mod tests;
