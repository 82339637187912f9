//! What the mouse does.

use super::geometry::{Area, Panel, Room};
use super::message::{Effect, Mouse, MouseAction};
use super::overlay::Popup;
use super::state::App;

/// Rows that one step of the wheel scrolls.
const WHEEL: i64 = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let geometry = self.reader.panels.geometry();
        // Only the text knows a second press: everywhere else it is one more.
        let again = matches!(mouse.action, MouseAction::PressTwice | MouseAction::PressThrice);
        let pressed = if again { MouseAction::Press } else { mouse.action };
        if pressed == MouseAction::Press
            && let Some(effects) = self.press_button(mouse.column, mouse.row)
        {
            return effects;
        }
        if let Some(effects) = self.mouse_on_menu(Mouse { action: pressed, ..mouse }) {
            return effects;
        }
        if self.overlay.notes.editor.is_some() {
            let mouse = Mouse { action: pressed, ..mouse };
            self.overlay.mouse_in_editor(mouse, self.settings.bidi, &mut self.reader);
            return Vec::new();
        }
        if let Some(Popup::Help(help)) = &mut self.overlay.popup {
            match mouse.action {
                MouseAction::WheelDown => help.list.step(WHEEL, help.rows.len()),
                MouseAction::WheelUp => help.list.step(-WHEEL, help.rows.len()),
                MouseAction::Press => self.overlay.popup = None,
                _ => {}
            }
            return Vec::new();
        }
        if let Some(Popup::Pager(pager)) = &mut self.overlay.popup {
            match pressed {
                MouseAction::WheelDown => pager.scroll(WHEEL),
                MouseAction::WheelUp => pager.scroll(-WHEEL),
                MouseAction::Press => self.overlay.popup = None,
                _ => {}
            }
            return Vec::new();
        }
        if self.overlay.is_listing_marks() {
            let mouse = Mouse { action: pressed, ..mouse };
            self.overlay.mouse_in_marks(mouse, &mut self.reader);
            return Vec::new();
        }
        if pressed == MouseAction::Press
            && self.overlay.is_on_footnote(mouse.column, mouse.row, &self.reader)
        {
            return self.follow();
        }
        if pressed == MouseAction::Press
            && self.hover().is_some_and(|(area, _)| area.contains(mouse.column, mouse.row))
        {
            self.overlay.write_note(&mut self.reader);
            return Vec::new();
        }
        if let (Some(_), Some(inner)) = (
            self.reader.pressed.filter(|_| pressed != MouseAction::Press),
            geometry.inner(Panel::Article),
        ) {
            return self.on_text(inner, mouse);
        }
        if self.library.shown {
            let mouse = Mouse { action: pressed, ..mouse };
            if self.library.takes_press(mouse, &self.reader.panels) {
                self.overlay.popup = None;
            }
            return self.library.mouse(mouse, &mut self.reader);
        }
        if geometry.room == Room::Narrow && mouse.row == 0 && mouse.action == MouseAction::Press {
            self.reader.press_tab(mouse.column);
            return Vec::new();
        }
        let Some(panel) = geometry.panel_at(mouse.column, mouse.row) else { return Vec::new() };
        let Some(inner) = geometry.inner(panel) else { return Vec::new() };
        match pressed {
            MouseAction::WheelDown => self.reader.wheel(panel, WHEEL),
            MouseAction::WheelUp => self.reader.wheel(panel, -WHEEL),
            MouseAction::Press => {
                self.overlay.popup = None;
                self.notice = None;
                self.reader.focus(panel);
                if panel == Panel::Article {
                    return self.on_text(inner, mouse);
                }
                if inner.contains(mouse.column, mouse.row) {
                    return self.reader.press_in(panel, inner, mouse);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn on_text(&mut self, inner: Area, mouse: Mouse) -> Vec<Effect> {
        let clicks = mouse.action == MouseAction::Release
            && self.reader.pressed.as_ref().is_some_and(|pressed| pressed.is_click());
        let effects = self.reader.mouse_on_text(inner, mouse).unwrap_or_else(|| {
            self.overlay.write_note(&mut self.reader);
            Vec::new()
        });
        if clicks {
            self.overlay.show_footnote(&self.reader);
        }
        effects
    }
}
