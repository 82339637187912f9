//! How everything is closed again, and how one gets from the desk to the library and back.

use super::message::Effect;
use super::overlay::Popup;
use super::state::App;

impl App {
    /// Closes one layer: what lies over the panels or a selection, then the article that was opened
    /// from the library, then the program.
    pub(super) fn back(&mut self) -> Vec<Effect> {
        if self.overlay.popup.take().is_some() || self.reader.end_selection() {
            return Vec::new();
        }
        if self.reader.is_on_trail() {
            return self.reader.back_on_trail().unwrap_or_default();
        }
        if self.reader.opened().is_some() || self.library.is_home {
            return self.library.come_back(&self.reader);
        }
        self.end()
    }

    /// The same in the library, which leads back to what was read before it.
    pub(super) fn back_in_library(&mut self) -> Vec<Effect> {
        if self.overlay.popup.take().is_some_and(|popup| !matches!(popup, Popup::Hints(_))) {
            return Vec::new();
        }
        if self.reader.shelf.sources.is_empty() || self.library.is_home {
            return self.end();
        }
        self.library.shown = false;
        self.reader.unpark()
    }

    /// Nothing is left to close: the end, if that is asked for twice or the settings ask once.
    fn end(&mut self) -> Vec<Effect> {
        if !self.settings.confirm_quit || self.asked_to_quit.is_some() {
            self.done = true;
            return Vec::new();
        }
        let words = self.with_keys("{back} again quits".into());
        self.tell(&words);
        self.asked_to_quit = Some(words);
        vec![Effect::AwaitQuit]
    }

    /// The time in which the program ends when it is asked a second time is over.
    pub(super) fn stays(&mut self) {
        if let (Some(words), Some(notice)) = (self.asked_to_quit.take(), &self.notice)
            && notice.words == words
        {
            self.notice = None;
        }
    }

    /// Takes back what is half typed or lit, or stops what runs. No layer is closed but a box.
    pub(super) fn take_back(&mut self) -> Vec<Effect> {
        if self.overlay.popup.take().is_some() {
            return Vec::new();
        }
        let taken = if self.people.shown {
            self.people.take_back()
        } else if self.story.shown {
            None
        } else if self.library.shown {
            self.library.take_back()
        } else {
            self.reader.take_back()
        };
        taken.unwrap_or_else(|| {
            self.refuse("nothing is lit or half typed here; {back} closes");
            Vec::new()
        })
    }

    /// From an article to the list, or from the list to the article on the desk.
    pub(super) fn turn_to_library(&mut self) -> Vec<Effect> {
        self.story.shown = false;
        self.people.shown = false;
        if !self.library.shown {
            let mut effects = self.reader.leave_trail();
            effects.extend(self.library.come_back(&self.reader));
            return effects;
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
        let mut effects = self.reader.leave_trail();
        if self.reader.opened().is_some() {
            effects.extend(self.library.turn(by, &mut self.reader));
        } else {
            effects.extend(self.reader.turn_input(by));
        }
        effects
    }
}
