//! What is chosen at a prompt, and the palette as a menu.

use super::Overlay;
use crate::app::geometry::Area;
use crate::app::keys::{Action, Keys};
use crate::app::prompt::{Asked, Prompt};
use crate::app::reader::Panels;

impl Overlay {
    pub(in crate::app) fn choices_area(&self, count: usize, panels: &Panels) -> Option<Area> {
        let prompt = self.prompt.as_ref().filter(|prompt| prompt.asked.has_choices())?;
        let width = match prompt.asked {
            Asked::Palette => 76,
            Asked::ReadRule => 64,
            _ => 48,
        };
        let above = panels.height.saturating_sub(1);
        let height = (count as u16).saturating_add(2).min(12).min(above);
        (height >= 3).then(|| Area::new(0, above - height, panels.width.min(width), height))
    }

    /// Writes the name of the chosen command into the palette; where it stands there already, that
    /// of the next one.
    pub(in crate::app) fn complete(
        &mut self,
        back: bool,
        typed: String,
        found: &[Action],
        keys: &Keys,
    ) {
        let Some(prompt) = &mut self.prompt else { return };
        if found.is_empty() {
            return;
        }
        let step = usize::from(prompt.typed.is_some());
        let at = if back { prompt.choice + found.len() - step } else { prompt.choice + step }
            % found.len();
        keys.map.id(found[at]).clone_into(&mut prompt.words);
        prompt.cursor = prompt.words.len();
        prompt.typed = Some(typed);
        prompt.choice = at;
    }

    /// Opens the palette, in the place of what is open but the list of marks.
    pub(in crate::app) fn open_menu(&mut self) {
        if !self.is_listing_marks() {
            self.popup = None;
        }
        self.prompt = Some(Prompt::new(Asked::Palette, ""));
    }
}
