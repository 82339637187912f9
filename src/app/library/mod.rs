//! The library room: feeds and folders, the list of articles, a preview.
//!
//! Knows row types of `library` and nothing of the file: what it wants leaves as [`Ask`]s, one slot
//! a kind, and comes back as [`Answer`]s. A list is a snapshot of article numbers; only the rows in
//! sight and some around them are held, so that a key costs the same at ten articles and at a
//! million. What is set on an article (read, star, tag) shows once it is saved.

mod answers;
mod articles;
mod commands;
mod feeds;
mod folds;
mod geometry;
mod mouse;
mod opening;
mod prompts;
mod refresh;
mod room;
mod states;
mod view;

pub(crate) use super::message::{
    Answer, Ask, Decide, FeedChange, Loaded, Progress, ReadEvent, TAKEN_BACK, Wanted, Who,
};
pub(crate) use articles::{ROOM_FOR_PEOPLE, row_height};
pub(crate) use feeds::FeedsRow;
pub(crate) use geometry::{LibraryGeometry, LibraryPanel};
pub(crate) use refresh::KEPT;
pub(crate) use room::{LibraryRoom, Preview};
