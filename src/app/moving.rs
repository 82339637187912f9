//! Moving and following, where it is for what lies over the panels, the article or the library to
//! say what that is.

use super::geometry::Panel;
use super::keys::{Action, Count};
use super::message::Effect;
use super::overlay::Popup;
use super::state::App;

impl App {
    /// The next hit while a search is on; else, in an article of the library, the next unread one.
    pub(super) fn next_hit_or_unread(&mut self, count: Count) -> Vec<Effect> {
        let searching =
            self.reader.reading.as_ref().is_some_and(|reading| reading.search.is_some());
        if !searching && self.reader.opened().is_some() {
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

    /// Closes help and does what was chosen there.
    pub(super) fn act_from_help(&mut self, chosen: Option<Action>) -> Vec<Effect> {
        let Some(action) = chosen else { return Vec::new() };
        self.overlay.popup = None;
        self.act(action, None)
    }

    /// What is followed in help or in the list of marks, else in the article. The mark of a note shows the
    /// note first, and leads there from what is shown.
    pub(super) fn follow(&mut self) -> Vec<Effect> {
        match self.overlay.popup.clone() {
            None => {
                if !self.overlay.show_footnote(&self.reader) {
                    return self.reader.follow();
                }
            }
            Some(Popup::Chooser(_)) => return self.choose(),
            Some(Popup::Help(help)) => return self.act_from_help(help.chosen()),
            Some(Popup::Footnote(footnote)) => {
                self.overlay.popup = None;
                self.reader.go_to_note(footnote);
            }
            Some(_) => self.overlay.go_to_chosen_mark(&mut self.reader),
        }
        Vec::new()
    }
}
