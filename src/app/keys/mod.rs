//! What keys mean: the table of commands, the keymap and how it is built, the reader's own
//! commands, the palette, and what a click can press in their place.
//!
//! Uses `key` and `message`, and none of the other rooms.

mod bind;
mod buttons;
mod command;
mod external;
mod keymap;
mod legend;
mod own;
mod palette;
mod spot;

pub(crate) use buttons::Button;
pub(super) use buttons::{Does, row_of};
pub(crate) use command::{Command, Scope};
pub(super) use command::{Count, Placed, Purpose, Whereabouts};
pub(super) use external::{External, check, placeholders};
pub use keymap::Keymap;
pub(crate) use keymap::{Pending, Press};
pub(super) use legend::{Sign, legend};
pub(crate) use own::Action;
pub(super) use own::{Chain, Does as OwnDoes, Own, Step};
pub(super) use spot::Spot;

/// What keys mean, and what was typed that is not yet carried out.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    pub map: Keymap,
    /// Keys typed that are not yet a command.
    pub pending: Pending,
    /// The commands of a list that are still to be carried out.
    pub chain: Chain,
}
