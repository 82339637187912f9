//! One message, and whose it is: the only place where the state changes.

use super::message::{Answer, Effect, Msg, Notice, Output};
use super::state::App;
use crate::config::Ground;
use crate::library::ArticleId;

/// Takes one message, changes the state, and says what is to be done outside.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let answers = matches!(
        msg,
        Msg::Read { .. } | Msg::Analyzed(_) | Msg::NotAnalyzed(..) | Msg::Found { .. }
    );
    let read =
        if let Msg::Read { generation, whole: true, .. } = msg { Some(generation) } else { None };
    let mut effects = match msg {
        Msg::Key(key) => {
            let mut effects = app.key(key);
            effects.extend(app.library.look(&app.reader));
            effects
        }
        Msg::Paste(words) => app.paste(&words),
        Msg::Mouse(mouse) => app.mouse(mouse),
        Msg::Resize { width, height } => {
            (app.reader.panels.width, app.reader.panels.height) = (width, height);
            vec![Effect::Redraw]
        }
        Msg::Read { generation, whole, article } => {
            app.reader.read(generation, whole, *article, &app.settings)
        }
        Msg::Analyzed(analysis) => {
            app.reader.analyzed(&analysis);
            app.reader.keep_analysis(analysis)
        }
        Msg::NotAnalyzed(text, words) => {
            app.reader.not_analyzed(text);
            app.reader.tray.alarm(words);
            Vec::new()
        }
        Msg::Found { generation, hits, done } => {
            app.reader.found(generation, hits, done);
            Vec::new()
        }
        Msg::Kept(kept) => {
            app.reader.kept(*kept);
            app.overlay.refill_marks_list(&app.reader);
            Vec::new()
        }
        Msg::NotKept { article, change, words } => {
            app.overlay.not_kept(*article, &change, &words, &app.reader);
            Vec::new()
        }
        Msg::Background(color) => {
            // Nobody waited for it.
            app.theme.lie_on(Some(Ground::of(color)));
            Vec::new()
        }
        Msg::Ran { title, output, ended } => {
            app.overlay.ran(&title, output, ended);
            let subscribed = output == Output::Told;
            let answer = Answer::Elsewhere;
            if subscribed {
                app.library.answer(answer, &mut app.reader, &app.settings)
            } else {
                Vec::new()
            }
        }
        Msg::Edited(edited) => app.overlay.edited(edited, &mut app.reader),
        Msg::Library(Answer::Feed(row, folder)) => {
            app.show_feed(&row, folder.as_deref());
            Vec::new()
        }
        Msg::Library(Answer::Broken(rows)) => {
            app.show_broken(&rows);
            Vec::new()
        }
        Msg::Library(Answer::Story { article, laid }) => {
            app.story.came(article, laid);
            Vec::new()
        }
        Msg::Library(Answer::People { kind, words, ranking, people }) => {
            app.people.listed(kind, &words, ranking, people);
            Vec::new()
        }
        Msg::Library(Answer::Person { who, page }) => {
            app.people.came(&who, page);
            Vec::new()
        }
        Msg::Library(Answer::Decided(words)) => {
            let mut effects = app.people.anew();
            effects.extend(app.library.answer(
                Answer::Undone(words),
                &mut app.reader,
                &app.settings,
            ));
            effects
        }
        Msg::Library(Answer::Undone(words)) => {
            let mut effects = app.people.anew();
            effects.extend(app.library.answer(
                Answer::Undone(words),
                &mut app.reader,
                &app.settings,
            ));
            effects
        }
        Msg::Library(Answer::NextNaming { article, name, next }) => {
            app.go_to_next_naming(article, &name, next)
        }
        Msg::Library(answer) => app.library.answer(answer, &mut app.reader, &app.settings),
        Msg::NotBrowsed { url, words } => {
            let address = crate::text::clean_line(&url);
            app.notice = Some(Notice::alarm(format!("{address} is copied: {words}")));
            vec![Effect::Copy(url)]
        }
        Msg::Told(notice) => {
            app.notice = Some(notice);
            Vec::new()
        }
        Msg::Alert(words) => {
            app.notice = Some(Notice::note(words.clone()));
            vec![Effect::Notify(words)]
        }
        Msg::QuitLapsed => {
            app.stays();
            Vec::new()
        }
    };
    app.empty_trays();
    app.settle();
    effects.extend(app.settle_library());
    if answers {
        effects.extend(app.resume_chain(read));
    }
    effects
}

impl App {
    /// Goes to the library.
    pub fn enter_library(&mut self) -> Vec<Effect> {
        self.library.is_home |= self.reader.shelf.sources.is_empty();
        self.library.enter()
    }

    /// Opens an article of the library, once it is there.
    pub fn open_kept(&mut self, id: ArticleId) -> Vec<Effect> {
        self.library.open_article(id, &mut self.reader)
    }

    /// Brings the library up to date, and asks for what is missing there; on the desk, tells that
    /// the end of an article was seen.
    pub fn settle_library(&mut self) -> Vec<Effect> {
        if self.library.shown {
            self.library.settle(&self.reader, &self.settings)
        } else {
            self.reader.finished()
        }
    }

    /// Brings everything that follows from the state up to date: the rows in sight, the lists'
    /// scroll.
    pub fn settle(&mut self) {
        self.show_chosen_theme();
        self.overlay.settle(&self.reader);
        if self.people.shown {
            let height = self.room_area().inner().height.saturating_sub(self.room_foot());
            return self.people.settle(usize::from(height));
        }
        if self.story.shown {
            let height = self.room_area().inner().height.saturating_sub(self.room_foot());
            return self.story.settle(usize::from(height));
        }
        self.go_to_place_of_room();
        self.go_to_sought();
        if self.library.shown {
            return;
        }
        self.reader.settle(&self.settings);
        self.overlay.settle_boxes(&self.reader);
    }
}
