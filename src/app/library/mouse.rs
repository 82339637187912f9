//! The mouse in the library.

use super::super::geometry::Room;
use super::super::message::{Effect, Mouse, MouseAction};
use super::super::state::App;
use super::articles::row_height;
use super::feeds::FeedsRow;
use super::geometry::LibraryPanel;

/// Rows that one step of the wheel scrolls.
const WHEEL: i64 = 3;

impl App {
    pub(in super::super) fn mouse_in_library(&mut self, mouse: Mouse) -> Vec<Effect> {
        let geometry = self.library_geometry();
        if geometry.room == Room::Narrow && mouse.row == 0 && mouse.action == MouseAction::Press {
            self.press_library_tab(mouse.column);
            return Vec::new();
        }
        let Some(panel) = geometry.panel_at(mouse.column, mouse.row) else { return Vec::new() };
        let Some(inner) = geometry.inner(panel) else { return Vec::new() };
        let by = match mouse.action {
            MouseAction::WheelDown => WHEEL,
            MouseAction::WheelUp => -WHEEL,
            MouseAction::Press => {
                self.overlay.popup = None;
                self.notice = None;
                self.focus_library(panel);
                // The panel may be another after the focus changed what is shown.
                let inside = inner.contains(mouse.column, mouse.row);
                return if inside {
                    self.press_in_library(panel, mouse.row - inner.y, row_height(inner.width))
                } else {
                    Vec::new()
                };
            }
            _ => return Vec::new(),
        };
        let focus = std::mem::replace(&mut self.library.focus, panel);
        let effects = self.step_in_library(by);
        self.library.focus = focus;
        effects
    }

    /// A click on a feed shows it, a second one on a folder folds it; on an article previews it, on
    /// the one under the cursor opens it; on the preview opens it.
    fn press_in_library(&mut self, panel: LibraryPanel, row: u16, height: u16) -> Vec<Effect> {
        match panel {
            LibraryPanel::Feeds => {
                let at = self.library.feeds.list.top + usize::from(row);
                if at >= self.library.feeds.rows.len() {
                    return Vec::new();
                }
                let again = self.library.feeds.list.at == at;
                self.library.feeds.list.at = at;
                self.library.feeds.step(0);
                if again && matches!(self.library.feeds.selected(), Some(FeedsRow::Folder { .. })) {
                    return self.fold_folder();
                }
                self.show_selected_view()
            }
            LibraryPanel::Articles => {
                let at = self.library.list.top + usize::from(row / height);
                if at >= self.library.list.ids.len() {
                    return Vec::new();
                }
                if self.library.list.at == at {
                    return self.open_selected();
                }
                self.library.list.at = at;
                Vec::new()
            }
            LibraryPanel::Preview => self.open_selected(),
        }
    }

    fn press_library_tab(&mut self, column: u16) {
        let mut end = 1;
        for panel in LibraryPanel::ALL {
            end += panel.title().chars().count() as u16 + 3;
            if column < end {
                self.focus_library(panel);
                return;
            }
        }
    }
}
