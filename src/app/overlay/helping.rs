//! What keys and the mouse do to help.

use super::Overlay;
use super::help::Help;
use super::popup::Popup;
use crate::app::key::{Key, KeyCode};
use crate::app::keys::{Action, Keys, Scope, Spot, Whereabouts};
use crate::app::list::List;

impl Overlay {
    /// Opens what can be done at a spot where keys go to `scope`; the same key closes it.
    pub(in crate::app) fn open_help(
        &mut self,
        scope: Scope,
        spot: Spot,
        keys: &Keys,
        at: Whereabouts,
    ) {
        if let Some(Popup::Help(_)) = self.popup {
            self.popup = None;
            return;
        }
        let list = List { at: 1, ..List::default() };
        let mut help = Help { scope, spot, list, typing: false, rows: Vec::new() };
        help.fill(keys, at);
        self.popup = Some(Popup::Help(help));
    }

    /// A key while help is open and its filter is typed; true where it was taken.
    pub(super) fn type_help_filter(&mut self, key: Key, keys: &Keys, at: Whereabouts) -> bool {
        let Some(Popup::Help(help)) = &mut self.popup else { return false };
        if !help.typing {
            return false;
        }
        match (key.code, key.typed()) {
            (KeyCode::Enter, _) => help.typing = false,
            (KeyCode::Esc, _) => {
                help.typing = false;
                help.list.filter.clear();
            }
            (KeyCode::Backspace, _) => {
                help.list.filter.pop();
            }
            (_, Some(c)) => help.list.filter.push(c),
            _ => {}
        }
        help.fill(keys, at);
        help.list.at = help.rows.len().min(1);
        true
    }

    /// The row of help at a row of the screen is under the cursor now; what it does is answered.
    pub(in crate::app) fn press_help(&mut self, row: u16, height: u16) -> Option<Action> {
        let Some(Popup::Help(help)) = &mut self.popup else { return None };
        let shown = usize::from(height.saturating_sub(3));
        let at = help.top(shown) + usize::from(row.checked_sub(1)?);
        if at >= help.rows.len() || usize::from(row) > shown {
            return None;
        }
        help.list.at = at;
        help.chosen()
    }
}
