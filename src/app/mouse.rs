//! What the mouse does.

use super::geometry::{Area, Panel, Room};
use super::message::{Effect, Mouse, MouseAction};
use super::overlay::Popup;
use super::state::App;

/// Rows that one step of the wheel scrolls.
const WHEEL: i64 = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        self.asked_to_quit = None;
        if self.people.shown && self.overlay.is_free() {
            match mouse.action {
                MouseAction::WheelDown => self.people.step(WHEEL),
                MouseAction::WheelUp => self.people.step(-WHEEL),
                _ => {}
            }
            return Vec::new();
        }
        if self.story.shown && self.overlay.is_free() {
            match mouse.action {
                MouseAction::WheelDown => self.story.step(WHEEL),
                MouseAction::WheelUp => self.story.step(-WHEEL),
                _ => {}
            }
            return Vec::new();
        }
        // Only the text knows a second press: everywhere else it is one more.
        let again = matches!(mouse.action, MouseAction::PressTwice | MouseAction::PressThrice);
        let plain = if again { Mouse { action: MouseAction::Press, ..mouse } } else { mouse };
        if let Some(effects) = self.mouse_over_panels(plain, mouse) {
            return effects;
        }
        let inner = self.reader.panels.geometry().inner(Panel::Article);
        let held = self.reader.pressed.is_some() && plain.action != MouseAction::Press;
        if let Some(inner) = inner.filter(|_| held) {
            return self.on_text(inner, mouse);
        }
        if self.library.shown {
            if self.library.takes_press(plain, &self.reader.panels) {
                self.overlay.popup = None;
            }
            return self.library.mouse(plain, &mut self.reader);
        }
        self.mouse_on_panels(plain.action, mouse)
    }

    /// The mouse on what lies over the panels, which hides what is under it; `None` where nothing
    /// takes it. `plain` is `mouse` with each further press as a first.
    fn mouse_over_panels(&mut self, plain: Mouse, mouse: Mouse) -> Option<Vec<Effect>> {
        let pressed = plain.action == MouseAction::Press;
        if pressed && let Some(effects) = self.press_button(mouse.column, mouse.row) {
            return Some(effects);
        }
        if let Some(effects) = self.mouse_on_menu(plain) {
            return Some(effects);
        }
        if self.overlay.notes.editor.is_some() {
            self.overlay.mouse_in_editor(plain, self.settings.bidi, &mut self.reader);
            return Some(Vec::new());
        }
        if pressed
            && matches!(self.overlay.popup, Some(Popup::Help(_)))
            && let Some(action) = self.overlay.press_help(mouse.row, self.reader.panels.height)
        {
            return Some(self.act_from_help(Some(action)));
        }
        if pressed
            && matches!(self.overlay.popup, Some(Popup::Chooser(_)))
            && self.point_at_choice(mouse.column, mouse.row)
        {
            return Some(self.choose());
        }
        if self.overlay.mouse_on_lines(plain.action, WHEEL) {
            return Some(Vec::new());
        }
        if self.overlay.is_listing_marks() {
            self.overlay.mouse_in_marks(plain, &mut self.reader);
            return Some(Vec::new());
        }
        if pressed && self.overlay.is_on_footnote(mouse.column, mouse.row, &self.reader) {
            return Some(self.follow());
        }
        let on_note = |(area, _): &(Area, _)| area.contains(mouse.column, mouse.row);
        if pressed && self.hover().as_ref().is_some_and(on_note) {
            self.overlay.write_note(&mut self.reader);
            return Some(Vec::new());
        }
        None
    }

    /// The mouse on the panels beside an article; `action` as [`Self::mouse_over_panels`] takes it.
    fn mouse_on_panels(&mut self, action: MouseAction, mouse: Mouse) -> Vec<Effect> {
        let geometry = self.reader.panels.geometry();
        if geometry.room == Room::Narrow && mouse.row == 0 && mouse.action == MouseAction::Press {
            self.reader.press_tab(mouse.column);
            return Vec::new();
        }
        if geometry.room == Room::Medium
            && (mouse.row, mouse.action) == (0, MouseAction::Press)
            && let Some(panel) = self.reader.side_tab_at(mouse.column)
        {
            self.reader.focus(panel);
            return Vec::new();
        }
        let Some(panel) = geometry.panel_at(mouse.column, mouse.row) else { return Vec::new() };
        let Some(inner) = geometry.inner(panel) else { return Vec::new() };
        match action {
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
