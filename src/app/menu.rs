//! Everything by mouse alone: the right button, or a click on the lowest line, opens the palette,
//! which begins with what can be done with the thing that was clicked,
//! and what is to be chosen there or at another question can be clicked.

use super::geometry::Area;
use super::keys::{Action, Button, Command, Does, Pending};
use super::message::{Effect, Mouse, MouseAction};
use super::prompt::Asked;
use super::state::App;
use crate::text::cell_width;

impl App {
    /// Where the choices of the prompt lie, their frame counted in; `None` where there are none, or
    /// no room.
    pub fn choices_area(&self) -> Option<Area> {
        self.overlay.choices_area(self.choices_count(), &self.reader.panels)
    }

    fn choices_count(&self) -> usize {
        self.overlay.prompt.as_ref().map_or(0, |prompt| match prompt.asked {
            Asked::Palette => self.palette(prompt.typed.as_ref().unwrap_or(&prompt.words)).len(),
            asked => self.choices(asked, &prompt.words).len(),
        })
    }

    /// What fits the words at the palette, best first; without words, what one does here first and
    /// then everything.
    pub fn palette(&self, words: &str) -> Vec<Action> {
        let at = self.whereabouts();
        let mut found = self.keys.palette(words, at);
        if words.trim().is_empty() {
            let deeds = self.spot().deeds().iter().map(|(command, _)| Action::from(*command));
            let first: Vec<Action> = deeds.filter(|action| action.is_of_use(at)).collect();
            found.retain(|action| !first.contains(action));
            found.splice(0..0, first);
        }
        found
    }

    /// What may be answered at a prompt, as far as it is known beforehand.
    pub fn choices(&self, asked: Asked, words: &str) -> Vec<String> {
        match asked {
            Asked::Tag => self.library.tag_choices(words, &self.reader),
            Asked::ReadRule => self.library.read_rule_choices(words),
            Asked::Merge | Asked::Rename if self.people.shown => self.people.choices(asked, words),
            _ => self.reader.choices(asked, words),
        }
    }

    /// The mouse where something is to be chosen, and where it asks for the palette; `None` where
    /// it means something else.
    pub(super) fn mouse_on_menu(&mut self, mouse: Mouse) -> Option<Vec<Effect>> {
        if self.overlay.notes.editor.is_some() {
            return None;
        }
        if self.overlay.prompt.is_some() {
            return self.mouse_at_prompt(mouse);
        }
        let lowest = mouse.row + 1 == self.reader.panels.height;
        match mouse.action {
            MouseAction::Press
                if lowest
                    && self.overlay.popup.is_none()
                    && mouse.column
                        >= self.reader.panels.width.saturating_sub(self.help_words()) =>
            {
                self.notice = None;
                self.open_help();
            }
            MouseAction::Press if lowest && self.overlay.popup.is_none() => self.open_menu(),
            MouseAction::PressRight => {
                let effects = self.point(mouse);
                self.open_menu();
                return Some(effects);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Goes to what lies under the pointer, so that what is offered is about it.
    fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        if self.overlay.popup.is_some() || self.is_in_a_room() {
            return Vec::new();
        }
        if self.library.shown {
            return self.library.point(mouse, &self.reader.panels);
        }
        let geometry = self.reader.panels.geometry();
        let panel = geometry.panel_at(mouse.column, mouse.row);
        if let Some((panel, inner)) = panel.and_then(|panel| Some((panel, geometry.inner(panel)?)))
        {
            self.reader.point(panel, inner, mouse);
        }
        Vec::new()
    }

    /// The cells at the right end of the lowest line that say where help is.
    fn help_words(&self) -> u16 {
        match &*self.keys.key_shown(self.scope(), Command::Help) {
            "" => 0,
            key => cell_width(key) as u16 + 6,
        }
    }

    fn open_menu(&mut self) {
        self.notice = None;
        self.keys.pending = Pending::default();
        self.overlay.open_menu();
    }

    /// Opens what the keys do here.
    pub(super) fn open_help(&mut self) {
        let (scope, spot, at) = (self.scope(), self.spot(), self.whereabouts());
        self.overlay.open_help(scope, spot, &self.keys, at);
    }

    fn mouse_at_prompt(&mut self, mouse: Mouse) -> Option<Vec<Effect>> {
        let count = self.choices_count();
        let inner = self.choices_area().map(Area::inner);
        let prompt = self.overlay.prompt.as_mut()?;
        match (mouse.action, inner) {
            (MouseAction::PressRight, _) => return Some(self.prompt_cancelled()),
            (MouseAction::Press, _) if mouse.row + 1 == self.reader.panels.height => {
                return Some(self.prompt_done());
            }
            (MouseAction::Press, Some(inner)) if inner.contains(mouse.column, mouse.row) => {
                let choice = prompt.choice.min(count.saturating_sub(1));
                let top = (choice + 1).saturating_sub(usize::from(inner.height));
                prompt.choice = top + usize::from(mouse.row - inner.y);
                return Some(self.prompt_done());
            }
            (MouseAction::Press, Some(_)) => return Some(self.prompt_cancelled()),
            (MouseAction::WheelDown, Some(_)) => {
                prompt.choice = (prompt.choice + 3).min(count.saturating_sub(1))
            }
            (MouseAction::WheelUp, Some(_)) => prompt.choice = prompt.choice.saturating_sub(3),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Everything that can be clicked by name now.
    pub fn buttons(&self) -> Vec<Button> {
        if let Some(editor) = &self.overlay.notes.editor {
            return editor.buttons();
        }
        if self.overlay.prompt.is_some() {
            return Vec::new();
        }
        let scope = self.scope();
        if self.overlay.popup.is_some() {
            return self.overlay.popup_buttons(&self.reader, &self.keys, scope);
        }
        let buttons = self.reader.selection_buttons(&self.keys, scope);
        if buttons.is_empty() && !self.library.shown && !self.is_in_a_room() {
            return self.reader.standing_buttons(&self.keys, scope);
        }
        buttons
    }

    /// A click on a button; `None` where there is none.
    pub(super) fn press_button(&mut self, column: u16, row: u16) -> Option<Vec<Effect>> {
        let mut buttons = self.buttons().into_iter().chain(self.hints());
        let button = buttons.find(|button| button.area.contains(column, row))?;
        self.notice = None;
        Some(match button.does {
            Does::Key(key) => self.key(key),
            Does::Command(command) => self.run(command, None),
        })
    }
}
