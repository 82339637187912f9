//! The state and all that can happen to it: [`App`], the [`Command`] table, the [`Keymap`],
//! [`update`].
//!
//! Knows neither the terminal nor the disk: what is to be done outside leaves as [`Effect`]s,
//! answers come back as [`Msg`]s.

mod article_panel;
mod bind;
mod buttons;
mod command;
mod correct;
mod editor;
mod entities_panel;
mod external;
mod geometry;
mod key;
mod keymap;
pub mod library;
mod linear;
mod links;
mod list;
mod marks;
mod menu;
mod message;
mod mouse;
mod outside;
mod own;
mod pager;
mod palette;
mod panels;
mod passage;
mod popup;
mod prompt;
mod quotes_panel;
mod run;
mod search;
mod selection;
mod shortened;
mod speakers;
mod state;
mod update;
mod walk;

pub use article_panel::ArticlePanel;
pub use bind::Layer;
pub use buttons::{Button, Does};
pub use command::{Command, Scope};
pub use editor::{Editor, Notes, Target};
pub use entities_panel::{EntitiesPanel, EntityRow, STRIP};
pub use external::External;
pub use geometry::{Area, Column, Geometry, LEAST, Panel, Room, detail_rows, pager_area};
pub use key::{Key, KeyCode, KeyError, parse_keys, show_keys};
pub use keymap::{Bound, Keymap, Pending, Press};
pub use linear::{Linear, OF_THE_SCREEN, WORDS};
pub use list::List;
pub use marks::MarksList;
pub use message::{
    Change, Effect, Errand, How, Kept, Mouse, MouseAction, Msg, Notice, Output, Part, Piped,
    Source, Trouble, without_credentials,
};
pub use own::{Action, Chain, Own, Step};
pub use pager::Pager;
pub use passage::Passage;
pub use popup::{Help, Hints, Popup};
pub use prompt::{Asked, Prompt};
pub use quotes_panel::{QuoteEntry, QuotesPanel, Speaker, said, speaker_words};
pub use search::Search;
pub use selection::{Selection, Unit};
pub use state::{ANALYSIS_LIMIT, App, Panels, Reading, Shelf};
pub use update::update;

pub use crate::library::{FeedState, ListRow, MarkId, Only, Overview, Place};
