//! The state and all that can happen to it: [`App`], the [`Command`] table, the [`Keymap`],
//! [`update`].
//!
//! Knows neither the terminal nor the disk: what is to be done outside leaves as [`Effect`]s,
//! answers come back as [`Msg`]s.

#[macro_use]
mod table;

mod chain;
mod choosing;
mod choosing_rows;
mod closing;
mod deeds;
mod geometry;
mod hints;
mod key;
mod keys;
pub(crate) mod library;
mod linear;
mod list;
mod looks;
mod managing;
mod menu;
mod message;
mod mouse;
mod moving;
mod overlay;
mod people;
mod prompt;
mod reader;
mod rooms;
mod rows;
mod state;
mod story;
mod tray;
mod tutor;
mod typing;
mod update;
mod walk;

pub(crate) use geometry::{Area, Geometry, LEAST, Panel, Room, detail_rows, pager_area};
pub use key::parse_keys;
pub(crate) use key::{Key, KeyCode, show_keys};
pub use keys::Keymap;
pub(crate) use keys::{Action, Button, Command, Scope};
#[cfg(test)]
pub(crate) use keys::{Pending, Press};
pub(crate) use linear::Linear;
#[cfg(test)]
pub(crate) use linear::OF_THE_SCREEN;
pub(crate) use list::List;
pub(crate) use message::{
    Change, Errand, Kept, Mouse, MouseAction, Notice, Output, Part, Piped, Reach,
};
pub use message::{Effect, Msg};
#[cfg(test)]
pub(crate) use overlay::Target;
pub(crate) use overlay::{Chooser, Editor, Help, HelpRow, MarksList, Notes, Pager, Popup};
pub(crate) use prompt::{Asked, Prompt};
pub(crate) use reader::{
    ANALYSIS_LIMIT, EntityRow, Footnote, QuoteEntry, Reading, Search, Selection, Unit,
};
pub(crate) use rows::{Piece, Row};
pub use state::App;
pub use update::update;
