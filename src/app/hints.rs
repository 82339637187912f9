//! Where the reader is, and the hints in the lowest line that follow from it.

use super::geometry::{Area, Panel};
use super::keys::{Button, Command, Scope, Spot, row_of};
use super::library::LibraryPanel;
use super::state::App;
use crate::text::cell_width;

/// Hints shown at most.
const MOST: usize = 6;
/// Cells at the left that tell where the reader is, on a wide screen.
const LEFT: usize = 38;

impl App {
    /// What the reader is at.
    pub fn spot(&self) -> Spot {
        match self.scope() {
            Scope::Marks => Spot::Marks,
            Scope::Reports => Spot::Story,
            Scope::People if self.people.shows_page() => Spot::Person,
            Scope::People => Spot::People,
            Scope::Library => match self.library.focus {
                LibraryPanel::Feeds => Spot::Feeds,
                LibraryPanel::Articles => Spot::Articles,
                LibraryPanel::Preview => Spot::Preview,
            },
            Scope::Selection => Spot::Selection,
            _ => match self.reader.panels.focus {
                Panel::Entities => Spot::Name,
                Panel::Quotes => Spot::Quotation,
                Panel::Article if self.reader.link_here().is_some() => Spot::Link,
                Panel::Article if self.reader.is_at_name() => Spot::Name,
                Panel::Article if self.reader.is_at_quote() => Spot::Quotation,
                Panel::Article => Spot::Text,
            },
        }
    }

    /// What one does here first, at the right of the lowest line, each to be clicked; none where
    /// the line has something else to say, or the settings want none.
    pub fn hints(&self) -> Vec<Button> {
        let spot = self.spot();
        let speaks = self.notice.is_some()
            || !self.keys.pending.is_empty()
            || self.library.progress.is_some()
            || self.says_more(spot);
        if !self.settings.hints || speaks || !self.overlay.is_free() {
            return Vec::new();
        }
        let status = self.reader.panels.geometry().status;
        // The place stands at the left, the way to help at the right.
        let left = (status.width / 2).min(LEFT as u16);
        let help = match &*self.keys.key_shown(self.scope(), Command::Help) {
            "" => 0,
            key => cell_width(key) as u16 + 9,
        };
        let room = Area::new(left, status.y, status.width.saturating_sub(left + help), 1);
        let (scope, at) = (self.scope(), self.whereabouts());
        let deeds: Vec<(Command, &str)> = spot
            .deeds()
            .iter()
            .copied()
            .filter(|(command, _)| command.means_something(at))
            .filter(|(command, _)| !self.keys.key_shown(scope, *command).is_empty())
            .take(MOST)
            .collect();
        row_of(room, &self.keys.items(scope, &deeds), true)
    }

    /// Whether the lowest line has more to say than where the reader is.
    fn says_more(&self, spot: Spot) -> bool {
        if self.people.shown {
            return cell_width(&self.people.place()) > LEFT;
        }
        if self.story.shown {
            return false;
        }
        if self.library.shown {
            let list = &self.library.list;
            return list.row(list.at).is_some_and(|row| row.teaser.is_some());
        }
        spot == Spot::Link
            || self.reader.reading.as_ref().is_none_or(|reading| {
                reading.search.is_some()
                    || reading.selection.is_some()
                    || reading.partial
                    || reading.panel.filtered
            })
    }
}
