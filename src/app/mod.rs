//! The state and all that can happen to it: [`App`], the [`Command`] table, the [`Keymap`], [`update`].
//!
//! Knows neither the terminal nor the disk: what is to be done outside leaves as [`Effect`]s, answers come back as [`Msg`]s.

mod article_panel;
mod command;
mod correct;
mod entities_panel;
mod geometry;
mod key;
mod keymap;
pub mod library;
mod links;
mod list;
mod marks;
mod message;
mod mouse;
mod outside;
mod panels;
mod popup;
mod prompt;
mod quotes_panel;
mod run;
mod search;
mod speakers;
mod state;
mod update;
mod walk;

pub use article_panel::ArticlePanel;
pub use command::{Command, Scope};
pub use entities_panel::{EntitiesPanel, EntityRow, STRIP};
pub use geometry::{Area, Column, Geometry, LEAST, Panel, Room, detail_rows, first_mark, marks_area};
pub use key::{Key, KeyCode, KeyError, parse_keys, show_keys};
pub use keymap::{Keymap, KeymapError, Pending, Press};
pub use list::List;
pub use message::{Change, Effect, Errand, How, Kept, Mouse, MouseAction, Msg, Notice, Output, Source, Trouble, without_credentials};
pub use popup::{Help, Hints, Popup};
pub use prompt::{Asked, Prompt};
pub use quotes_panel::{QuoteEntry, QuotesPanel, Speaker, said, speaker_words};
pub use search::Search;
pub use state::{ANALYSIS_LIMIT, App, Panels, Reading, Shelf};
pub use update::update;

pub use crate::library::{FeedState, ListRow, MarkId, Only, Overview, Place};
