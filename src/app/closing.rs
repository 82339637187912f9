//! How everything is closed again, and how one gets from the desk to the library and back.

use super::keys::Command;
use super::message::Effect;
use super::overlay::Popup;
use super::state::App;

impl App {
    /// Closes the innermost thing that is open; quits where nothing is, if that was asked for
    /// (`Back`).
    pub(super) fn back(&mut self, asked: Command) -> Vec<Effect> {
        if self.overlay.popup.take().is_some() {
            return Vec::new();
        }
        match self.reader.close_innermost() {
            Some(effects) => effects,
            None if self.reader.opened().is_some() => self.library.come_back(&self.reader),
            None => self.end(asked),
        }
    }

    /// Nothing is left to close: the end, if the key is one that may quit. Esc stops things, and
    /// whatever it was to stop may have ended by itself just before.
    fn end(&mut self, asked: Command) -> Vec<Effect> {
        if asked == Command::Back {
            self.done = true;
        } else {
            let quits = if self.keys.map.keys_of(self.scope(), Command::Back).is_empty() {
                "{quit}"
            } else {
                "{back}"
            };
            self.refuse(format!("nothing is open here; {quits} quits"));
        }
        Vec::new()
    }

    /// The same in the library: where nothing is left to close there, back to what was read before
    /// it, or the end.
    pub(super) fn back_in_library(&mut self, asked: Command) -> Vec<Effect> {
        if self.overlay.popup.take().is_some_and(|popup| !matches!(popup, Popup::Hints(_))) {
            return Vec::new();
        }
        if let Some(effects) = self.library.close_innermost() {
            return effects;
        }
        if self.reader.shelf.sources.is_empty() {
            return self.end(asked);
        }
        self.library.shown = false;
        self.reader.unpark()
    }

    /// From an article to the list, or from the list to the article on the desk.
    pub(super) fn turn_to_library(&mut self) -> Vec<Effect> {
        self.story.shown = false;
        self.people.shown = false;
        if !self.library.shown {
            return self.library.come_back(&self.reader);
        }
        if self.reader.reading.is_none() && self.reader.shelf.sources.is_empty() {
            self.refuse("no article is open: {follow} opens the one under the cursor");
        } else {
            self.library.shown = false;
        }
        Vec::new()
    }

    /// The next or previous input, or article of the list that this one was opened from.
    pub(super) fn turn_article(&mut self, by: i64) -> Vec<Effect> {
        if self.reader.opened().is_some() {
            self.library.turn(by, &mut self.reader)
        } else {
            self.reader.turn_input(by)
        }
    }
}
