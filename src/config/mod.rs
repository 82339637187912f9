//! What a reader can choose: settings, themes. Errors carry line and reason. Uses `text` alone.

mod bindings;
mod bytes;
mod color;
mod file;
mod network;
mod role;
mod settings;
mod table;
mod theme;
mod words;

pub use bindings::{Binding, Bindings, PRESET_NAMES, Place, Written};
pub use bytes::{readable, written};
pub use color::{Color, ColorError};
pub use file::{Problem, closest, line_of, nearest, parse_value, read_settings, set_setting};
pub use network::Network;
pub use role::Role;
pub use settings::{Bidi, Settings, Tints};
pub use table::{SETTINGS, Setting};
pub use theme::{Ground, Style, Theme};
pub(crate) use words::worded;
pub use words::{FullText, ReadWhen};
