//! How the rooms that fill the screen, the story's and that of people, are entered and left, and how
//! a row leads to an article and back.

use super::message::Effect;
use super::state::App;
use crate::library::ArticleId;

impl App {
    /// The article of the library that has the screen.
    fn open_article(&self) -> Option<ArticleId> {
        self.reader.opened().map(|opened| opened.id).filter(|_| !self.library.shown)
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
        let open = self.open_article();
        match self.story.leave_for(self.library.shown) {
            Some(article) if Some(article) == open => Vec::new(),
            Some(article) => self.library.open_article(article, &mut self.reader),
            None => Vec::new(),
        }
    }

    /// Goes to the place that a row of a room led to, once its report is on the desk.
    pub(super) fn go_to_place_of_room(&mut self) {
        let open = self.open_article();
        if let (Some(open), Some(reading)) = (open, &mut self.reader.reading)
            && let Some(span) =
                self.story.way.take_target(open).or_else(|| self.people.way.take_target(open))
        {
            reading.panel.jump(span.start());
            reading.here = Some(span);
        }
    }

    /// The next article that names the same one came, or there is none: then it is round to the first
    /// mention.
    pub(super) fn go_to_next_naming(
        &mut self,
        article: ArticleId,
        name: &str,
        next: Option<(ArticleId, String)>,
    ) -> Vec<Effect> {
        if self.open_article() != Some(article) {
            return Vec::new();
        }
        match next {
            Some((id, named)) => {
                self.people.seeks = Some((id, named));
                self.library.open_article(id, &mut self.reader)
            }
            None => {
                let name = crate::text::clean_line(name);
                self.people.tray.tell(format!("no older article names {name}"));
                let _ = self.reader.go_to_named(&name);
                Vec::new()
            }
        }
    }

    /// Goes to the name that led to the article on the desk, once its text is analysed.
    pub(super) fn go_to_sought(&mut self) {
        let open = self.open_article();
        if let Some((_, name)) = self.people.seeks.take_if(|(article, _)| Some(*article) == open)
            && !self.reader.go_to_named(&name)
        {
            self.people.seeks = open.map(|article| (article, name));
        }
    }

    /// Rows that one page, or a part of one, moves in a room of rows.
    pub(super) fn room_rows(&self, divisor: i64) -> i64 {
        let height = self.room_area().inner().height.saturating_sub(self.room_foot());
        (i64::from(height) / divisor).max(1)
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
            Some((kind, name)) => {
                let article = self.reader.opened().map(|opened| opened.id);
                self.people.enter_page(article, kind, &name)
            }
            None => self.people.enter(),
        }
    }

    /// What `Enter` does in the room of people: a page, or the article of a row at its place.
    pub(super) fn follow_person(&mut self) -> Vec<Effect> {
        let open = self.open_article();
        let (mut effects, article) = self.people.follow(self.library.shown);
        if let Some(article) = article.filter(|article| Some(*article) != open) {
            effects.extend(self.library.open_article(article, &mut self.reader));
        }
        effects
    }

    /// Closes what lies over the room of people, a page of it or the room; `pages` where a page
    /// leads back to the list that it was opened from.
    pub(super) fn leave_people(&mut self, pages: bool) -> Vec<Effect> {
        if self.overlay.popup.take().is_some() { Vec::new() } else { self.people.close(pages) }
    }

    /// Stars the article that the row under the cursor of a room leads to, or takes its star off.
    pub(super) fn star_in_room(&mut self) -> Vec<Effect> {
        let article =
            if self.people.shown { self.people.article_here() } else { self.story.article_here() };
        self.library.turn_star(article.into_iter().collect())
    }

    /// Back to where the last jump started; from an article that was opened in a room, to that
    /// room.
    pub(super) fn jump_back(&mut self, by: i64) -> Vec<Effect> {
        let open = self.reader.opened().map(|opened| opened.id);
        match self.story.come_back(open).or_else(|| self.people.come_back(open)) {
            Some(true) => self.library.come_back(&self.reader),
            Some(false) => Vec::new(),
            None if self.reader.jumps_back() => {
                self.reader.jump(-by);
                Vec::new()
            }
            None => self.reader.back_on_trail().unwrap_or_else(|| {
                self.reader.jump(-by);
                Vec::new()
            }),
        }
    }
}
