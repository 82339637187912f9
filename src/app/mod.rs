//! The state and all that can happen to it: [`App`], the [`Command`] table, the [`Keymap`],
//! [`update`].
//!
//! Knows neither the terminal nor the disk: what is to be done outside leaves as [`Effect`]s,
//! answers come back as [`Msg`]s.

#[macro_use]
mod table;

mod chain;
mod closing;
mod deeds;
mod geometry;
mod key;
mod keys;
pub mod library;
mod linear;
mod list;
mod looks;
mod menu;
mod message;
mod mouse;
mod overlay;
mod prompt;
mod reader;
mod state;
mod tray;
mod typing;
mod update;

pub use geometry::{Area, Geometry, LEAST, Panel, Room, detail_rows, pager_area};
pub use key::{Key, KeyCode, parse_keys, show_keys};
pub use keys::{Action, Button, Command, Keymap, Scope};
#[cfg(test)]
pub use keys::{Pending, Press};
pub use linear::Linear;
#[cfg(test)]
pub use linear::OF_THE_SCREEN;
pub use message::{
    Change, Effect, Errand, How, Kept, Mouse, MouseAction, Msg, Notice, Output, Part, Piped,
};
#[cfg(test)]
pub use overlay::Target;
pub use overlay::{Editor, Help, MarksList, Notes, Pager, Popup};
pub use prompt::{Asked, Prompt};
pub use reader::{
    ANALYSIS_LIMIT, EntityRow, Footnote, QuoteEntry, Reading, Search, Selection, Unit,
};
pub use state::App;
pub use update::update;
