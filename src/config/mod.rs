//! What a reader can choose: settings, themes. Errors carry line and reason. Uses `text` alone.

mod accounts;
mod bindings;
mod bytes;
mod color;
mod file;
mod network;
mod preset;
mod problem;
mod role;
mod settings;
mod table;
mod theme;
mod words;

pub use bindings::Bindings;
pub(crate) use bindings::{Binding, Place, Written};
pub(crate) use bytes::{readable, written};
pub(crate) use color::{Color, ColorError};
pub(crate) use file::{line_of, nearest, set_setting, with_setting};
pub use file::{parse_value, read_settings};
pub(crate) use network::{Account, Network};
pub(crate) use preset::PRESET_NAMES;
pub(crate) use problem::{Problem, closest};
pub(crate) use role::Role;
pub use settings::Settings;
pub(crate) use settings::{Bidi, Tints};
pub(crate) use table::{SETTINGS, Setting, Takes};
pub use theme::Theme;
pub(crate) use theme::{Ground, Style};
pub(crate) use words::worded;
pub(crate) use words::{FullText, ReadWhen};
