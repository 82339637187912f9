//! The state and all that can happen to it: [`App`], the [`Command`] table, the [`Keymap`],
//! [`update`].
//!
//! Knows neither the terminal nor the disk: what is to be done outside leaves as [`Effect`]s,
//! answers come back as [`Msg`]s.

mod article_panel;
mod bind;
mod buttons;
mod closing;
mod command;
mod correct;
mod desk;
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
mod looks;
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
mod search;
mod selection;
mod shortened;
mod speakers;
mod state;
mod tray;
mod typing;
mod update;
mod walk;

pub use buttons::Button;
pub use command::{Command, Scope};
pub use editor::{Editor, Notes};
pub use entities_panel::EntityRow;
pub use geometry::{Area, Geometry, LEAST, Panel, Room, detail_rows, pager_area};
pub use key::{Key, KeyCode, parse_keys, show_keys};
pub use keymap::Keymap;
#[cfg(test)]
pub use keymap::{Pending, Press};
pub use linear::Linear;
#[cfg(test)]
pub use linear::OF_THE_SCREEN;
pub use marks::MarksList;
pub use message::{
    Change, Effect, Errand, How, Kept, Mouse, MouseAction, Msg, Notice, Output, Part, Piped,
};
pub use own::Action;
pub use pager::Pager;
pub use popup::{Help, Popup};
pub use prompt::{Asked, Prompt};
pub use quotes_panel::{QuoteEntry, Speaker};
pub use search::Search;
pub use selection::{Selection, Unit};
pub use state::{ANALYSIS_LIMIT, App, Reading};
pub use update::update;

pub use crate::library::{FeedState, ListRow, Only, Overview, Place};
