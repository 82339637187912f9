//! Everything by mouse alone: the right button, or a click on the lowest line, opens the palette,
//! and what is to be chosen there or at another question can be clicked.

use super::geometry::Area;
use super::message::{Effect, Mouse, MouseAction};
use super::popup::Popup;
use super::prompt::{Asked, Prompt};
use super::state::App;
use crate::text::cell_width;

impl App {
    /// Where the choices of the prompt lie, their frame counted in; `None` where there are none, or
    /// no room.
    pub fn choices_area(&self) -> Option<Area> {
        let prompt = self.overlay.prompt.as_ref().filter(|prompt| prompt.asked.has_choices())?;
        let width = match prompt.asked {
            Asked::Palette => 76,
            Asked::ReadRule => 64,
            _ => 48,
        };
        let height = (self.choices_count() as u16)
            .saturating_add(2)
            .min(12)
            .min(self.reader.panels.height.saturating_sub(1));
        (height >= 3).then(|| {
            Area::new(
                0,
                self.reader.panels.height - 1 - height,
                self.reader.panels.width.min(width),
                height,
            )
        })
    }

    fn choices_count(&self) -> usize {
        self.overlay.prompt.as_ref().map_or(0, |prompt| match prompt.asked {
            Asked::Palette => self.palette(prompt.typed.as_ref().unwrap_or(&prompt.words)).len(),
            asked => self.choices(asked, &prompt.words).len(),
        })
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
            MouseAction::PressRight => self.open_menu(),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// The cells at the right end of the lowest line that say where help is.
    fn help_words(&self) -> u16 {
        let keys = self.keys.map.keys_of(self.scope(), super::Command::Help);
        keys.first().map_or(0, |keys| cell_width(&super::show_keys(keys)) as u16 + 6)
    }

    fn open_menu(&mut self) {
        if !matches!(self.overlay.popup, Some(Popup::Marks(_))) {
            self.overlay.popup = None;
        }
        self.notice = None;
        self.keys.pending = super::Pending::default();
        self.overlay.prompt = Some(Prompt::new(Asked::Palette, ""));
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
}
