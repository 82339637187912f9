//! How everything is closed again, and how one gets from the desk to the library and back.

use super::geometry::Panel;
use super::keys::{Command, Count};
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

    /// In an article opened from the library: the next hit while a search is on, else the next
    /// unread article.
    pub(super) fn next_hit_or_unread(&mut self, count: Count) -> Vec<Effect> {
        let searching =
            self.reader.reading.as_ref().is_some_and(|reading| reading.search.is_some());
        if self.library.shown || !searching {
            return self.library.next_unread();
        }
        self.reader.step_hit(count.by());
        Vec::new()
    }

    /// By lines of what lies over the panels, else of the panel that has the keys.
    pub(super) fn step(&mut self, by: i64) {
        if !self.overlay.step(by) {
            self.reader.step(by);
        }
    }

    /// Moves by a page or a part of one.
    pub(super) fn page(&mut self, by: i64, divisor: i64) {
        let rows = self.overlay.page_rows(divisor);
        self.step(by * rows.unwrap_or_else(|| self.reader.page_rows(divisor)));
    }

    /// A page down; at the end of an article opened from the library, the next unread one.
    pub(super) fn page_on(&mut self, count: Count) -> Vec<Effect> {
        let ends = self.reader.opened().is_some()
            && !self.library.shown
            && self.reader.panels.focus == Panel::Article
            && self.overlay.popup.is_none()
            && self.reader.at_end();
        if count.0.is_none() && ends {
            return self.library.next_unread();
        }
        self.page(count.by(), 1);
        Vec::new()
    }

    /// To the first or last line, or to the paragraph of a number.
    pub(super) fn go_to_end(&mut self, count: Option<u32>, end: bool) {
        let far = i64::from(u32::MAX);
        if self.overlay.popup.is_some() {
            self.step(if end { far } else { -far });
        } else {
            self.reader.go_to_end(count, end);
        }
    }

    /// What is followed in the list of marks, else in the article. The mark of a note shows the
    /// note
    /// first, and leads there from what is shown.
    pub(super) fn follow(&mut self) -> Vec<Effect> {
        match self.overlay.popup {
            None => {
                if !self.overlay.show_footnote(&self.reader) {
                    return self.reader.follow();
                }
            }
            Some(Popup::Footnote(footnote)) => {
                self.overlay.popup = None;
                self.reader.go_to_note(footnote);
            }
            Some(_) => self.overlay.go_to_chosen_mark(&mut self.reader),
        }
        Vec::new()
    }
}
