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

    /// Asks for the story of the article on the desk, or of the one under the cursor of the list.
    pub(super) fn show_story(&mut self) -> Vec<Effect> {
        let article = if self.library.shown {
            self.library.list.selected()
        } else {
            self.reader.opened().map(|opened| opened.id)
        };
        self.story.ask(article)
    }

    /// Opens the report under the cursor of the story room, at the place of the row.
    pub(super) fn open_report(&mut self) -> Vec<Effect> {
        let open = self.reader.opened().map(|opened| opened.id).filter(|_| !self.library.shown);
        match self.story.leave_for() {
            Some(article) if Some(article) == open => Vec::new(),
            Some(article) => self.library.open_article(article, &mut self.reader),
            None => Vec::new(),
        }
    }

    /// Goes to the place that a row of a room led to, once its report is on the desk.
    pub(super) fn go_to_place_of_room(&mut self) {
        let open = self.reader.opened().map(|opened| opened.id).filter(|_| !self.library.shown);
        if let (Some(open), Some(reading)) = (open, &mut self.reader.reading)
            && let Some(span) =
                self.story.take_target(open).or_else(|| self.people.take_target(open))
        {
            reading.panel.jump(span.start());
            reading.here = Some(span);
        }
    }

    /// Moves through the story room by pages.
    pub(super) fn story_page(&mut self, by: i64, divisor: i64) {
        let height = i64::from(self.room_area().inner().height.saturating_sub(self.room_foot()));
        self.story.step(by * (height / divisor).max(1));
    }

    /// Back to what the story was asked for from.
    pub(super) fn leave_story(&mut self) {
        if self.overlay.popup.take().is_none() {
            self.story.shown = false;
        }
    }

    /// The room of people; from a name in an article, the page of whom it names.
    pub(super) fn show_people(&mut self) -> Vec<Effect> {
        let named = if self.library.shown { None } else { self.reader.named_at_hand() };
        match named {
            Some((kind, name)) => self.people.enter_page(kind, &name),
            None => self.people.enter(),
        }
    }

    /// What `Enter` does in the room of people: a page, or the article of a row at its place.
    pub(super) fn follow_person(&mut self) -> Vec<Effect> {
        let open = self.reader.opened().map(|opened| opened.id).filter(|_| !self.library.shown);
        let (mut effects, article) = self.people.follow();
        if let Some(article) = article.filter(|article| Some(*article) != open) {
            effects.extend(self.library.open_article(article, &mut self.reader));
        }
        effects
    }

    /// Moves through the room of people by pages.
    pub(super) fn people_page(&mut self, by: i64, divisor: i64) {
        let height = i64::from(self.room_area().inner().height.saturating_sub(self.room_foot()));
        self.people.step(by * (height / divisor).max(1));
    }

    /// Closes the innermost thing of the room of people.
    pub(super) fn leave_people(&mut self) -> Vec<Effect> {
        if self.overlay.popup.take().is_some() { Vec::new() } else { self.people.close() }
    }

    /// Back to where the last jump started; from an article that was opened in a room, to that
    /// room.
    pub(super) fn jump_back(&mut self, by: i64) {
        let open = self.reader.opened().map(|opened| opened.id);
        if !self.story.come_back(open) && !self.people.come_back(open) {
            self.reader.jump(-by);
        }
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
