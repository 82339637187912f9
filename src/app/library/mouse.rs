//! The mouse in the library.

use super::LibraryRoom;
use super::articles::row_height;
use super::feeds::FeedsRow;
use super::geometry::LibraryPanel;
use crate::app::geometry::Room;
use crate::app::message::{Effect, Mouse, MouseAction};
use crate::app::reader::{Panels, Reader};

/// Rows that one step of the wheel scrolls.
const WHEEL: i64 = 3;

impl LibraryRoom {
    /// Whether a press goes to one of the panels.
    pub(in crate::app) fn takes_press(&self, mouse: Mouse, panels: &Panels) -> bool {
        let geometry = self.geometry(panels);
        let on_tabs = geometry.room == Room::Narrow && mouse.row == 0;
        let panel = geometry.panel_at(mouse.column, mouse.row);
        mouse.action == MouseAction::Press
            && !on_tabs
            && panel.and_then(|panel| geometry.inner(panel)).is_some()
    }

    pub(in crate::app) fn mouse(&mut self, mouse: Mouse, reader: &mut Reader) -> Vec<Effect> {
        let geometry = self.geometry(&reader.panels);
        if geometry.room == Room::Narrow && mouse.row == 0 && mouse.action == MouseAction::Press {
            self.press_tab(mouse.column);
            return Vec::new();
        }
        let Some(panel) = geometry.panel_at(mouse.column, mouse.row) else { return Vec::new() };
        let Some(inner) = geometry.inner(panel) else { return Vec::new() };
        let by = match mouse.action {
            MouseAction::WheelDown => WHEEL,
            MouseAction::WheelUp => -WHEEL,
            MouseAction::Press => {
                self.tray.show(None);
                self.focus_on(panel);
                // The panel may be another after the focus changed what is shown.
                let inside = inner.contains(mouse.column, mouse.row);
                return if inside {
                    let height = row_height(inner.width);
                    self.press_in(panel, mouse.row - inner.y, height, reader)
                } else {
                    Vec::new()
                };
            }
            _ => return Vec::new(),
        };
        let focus = std::mem::replace(&mut self.focus, panel);
        let effects = self.step(by);
        self.focus = focus;
        effects
    }

    /// Puts the cursor on what lies under the pointer, and opens nothing.
    pub(in crate::app) fn point(&mut self, mouse: Mouse, panels: &Panels) -> Vec<Effect> {
        let geometry = self.geometry(panels);
        let Some(panel) = geometry.panel_at(mouse.column, mouse.row) else { return Vec::new() };
        let Some(inner) = geometry.inner(panel) else { return Vec::new() };
        self.focus_on(panel);
        if !inner.contains(mouse.column, mouse.row) {
            return Vec::new();
        }
        let row = usize::from(mouse.row - inner.y);
        match panel {
            LibraryPanel::Feeds => {
                let at = self.feeds.list.top + row;
                if at < self.feeds.rows.len() {
                    self.feeds.list.at = at;
                    self.feeds.step(0);
                    return self.show_selected_view();
                }
            }
            LibraryPanel::Articles => {
                let at = self.list.top + row / usize::from(row_height(inner.width));
                self.list.at = if at < self.list.ids.len() { at } else { self.list.at };
            }
            LibraryPanel::Preview => {}
        }
        Vec::new()
    }

    /// A click on a feed shows it, a second one on a folder folds it; on an article previews it, on
    /// the one under the cursor opens it; on the preview opens it.
    fn press_in(
        &mut self,
        panel: LibraryPanel,
        row: u16,
        height: u16,
        reader: &mut Reader,
    ) -> Vec<Effect> {
        match panel {
            LibraryPanel::Feeds => {
                let at = self.feeds.list.top + usize::from(row);
                if at >= self.feeds.rows.len() {
                    return Vec::new();
                }
                let again = self.feeds.list.at == at;
                self.feeds.list.at = at;
                self.feeds.step(0);
                if again && matches!(self.feeds.selected(), Some(FeedsRow::Folder { .. })) {
                    return self.fold_folder();
                }
                self.show_selected_view()
            }
            LibraryPanel::Articles => {
                let at = self.list.top + usize::from(row / height);
                if at >= self.list.ids.len() {
                    return Vec::new();
                }
                if self.list.at == at {
                    return self.open_selected(reader);
                }
                self.list.at = at;
                Vec::new()
            }
            LibraryPanel::Preview => self.open_selected(reader),
        }
    }

    fn press_tab(&mut self, column: u16) {
        let mut end = 1;
        for panel in LibraryPanel::ALL {
            end += panel.title().chars().count() as u16 + 3;
            if column < end {
                self.focus_on(panel);
                return;
            }
        }
    }
}
