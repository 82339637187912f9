//! A note of the article, shown beside its mark: the place where one reads stays in sight.

use super::Overlay;
use super::popup::Popup;
use crate::app::geometry::Area;
use crate::app::keys::{Action, Button, Command, Keys, Scope, row_of};
use crate::app::reader::{Footnote, Reader};

impl Overlay {
    /// Shows the note whose mark is under the cursor; false where there is none.
    pub(in crate::app) fn show_footnote(&mut self, reader: &Reader) -> bool {
        let footnote = reader.footnote_here();
        if let Some(footnote) = footnote {
            self.popup = Some(Popup::Footnote(footnote));
        }
        footnote.is_some()
    }

    /// Whether the note that is shown lies on this cell.
    pub(in crate::app) fn is_on_footnote(&self, column: u16, row: u16, reader: &Reader) -> bool {
        let Some(Popup::Footnote(footnote)) = self.popup else { return false };
        reader.note_box(footnote).is_some_and(|(area, _)| area.contains(column, row))
    }

    /// Closes the note where another article came.
    pub(in crate::app) fn settle_footnote(&mut self, reader: &Reader) {
        let Some(Popup::Footnote(footnote)) = self.popup else { return };
        if !reader.reading.as_ref().is_some_and(|reading| reading.holds(footnote)) {
            self.popup = None;
        }
    }

    /// Closes the note before a command that has nothing to do with it.
    pub(in crate::app) fn leave_footnote(&mut self, action: Action) {
        let stays = [Command::Follow, Command::Back, Command::Close, Command::Redraw];
        if matches!(self.popup, Some(Popup::Footnote(_)))
            && !stays.iter().any(|&command| action == command.into())
        {
            self.popup = None;
        }
    }

    /// What can be done with a note that is shown, on the foot of its frame.
    pub(super) fn footnote_buttons(
        footnote: Footnote,
        reader: &Reader,
        keys: &Keys,
        scope: Scope,
    ) -> Vec<Button> {
        let Some((area, _)) = reader.note_box(footnote) else { return Vec::new() };
        let foot = Area::new(
            area.x + 2,
            (area.y + area.height).saturating_sub(1),
            area.width.saturating_sub(4),
            1,
        );
        let items = keys.items(scope, &[(Command::Follow, "go there"), (Command::Close, "close")]);
        row_of(foot, &items, false)
    }
}
