//! What a reader can choose: settings, themes. Errors carry line and reason. Uses `text` alone.

mod color;
mod network;
mod role;
mod settings;
mod theme;

pub use color::{Color, ColorError};
pub use network::Network;
pub use role::Role;
pub use settings::{Settings, Tints};
pub use theme::{Style, Theme, ThemeError};
