//! From the list to an article and back, to the next one, to the next unread.

use std::sync::Arc;

use super::super::command::Command;
use super::super::geometry::Panel;
use super::super::message::{Change, Effect, How, is_of};
use super::super::state::{App, Reading};
use super::geometry::LibraryPanel;
use super::message::{Ask, Loaded, ReadEvent, Wanted};
use super::view::View;
use crate::analysis::Analysis;
use crate::library::{ArticleId, FeedId, Place};

/// The article of the library that is on the desk.
#[derive(Clone, Debug)]
pub struct Opened {
    pub id: ArticleId,
    pub wanted: Wanted,
    pub feeds: Vec<(FeedId, String)>,
    pub tags: Vec<String>,
    /// Has it a feed's own text beside the page's?
    pub feed_text: bool,
    pub versions: usize,
    /// Was it told that there is another text of it by now?
    pub(super) changed: bool,
    /// Was its end in sight?
    pub(super) finished: bool,
    /// Was the last change one of the library (read, star, tag), not of its marks?
    pub(in super::super) library_last: bool,
}

/// A search for an unread article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hunt {
    /// Is it to be opened?
    open: bool,
    /// Did it start at the head of a list just shown?
    fresh: bool,
}

impl App {
    /// Opens the article under the cursor.
    pub(in crate::app) fn open_selected(&mut self) -> Vec<Effect> {
        match self.library.list.selected() {
            Some(id) => self.open_article(id),
            None => {
                self.refuse("the list is empty");
                Vec::new()
            }
        }
    }

    /// Opens an article: at once where it is previewed, else when it is there.
    pub(super) fn open_article(&mut self, id: ArticleId) -> Vec<Effect> {
        if let Some(preview) =
            self.library.preview.take_if(|preview| preview.loaded.id == id && !preview.stale)
        {
            return self.put_on_desk(preview.loaded, preview.reading);
        }
        let effects = self.load(id, Wanted::Shown);
        self.library.opening = Some(id);
        effects
    }

    /// Puts an article of the library on the desk, in the place of what lies there.
    pub(super) fn put_on_desk(&mut self, loaded: Loaded, reading: Reading) -> Vec<Effect> {
        let mut effects = self.leave_article();
        if self.library.opened.is_none() {
            // What is not all there yet is read anew when the desk is free again.
            self.library.parked =
                self.reader.reading.take().filter(|reading| !reading.partial).map(Box::new);
            self.reader.shelf.generation += 1;
        }
        let Loaded { id, wanted, article, analysis, feeds, tags, feed_text, versions } = loaded;
        self.library.opened = Some(Opened {
            id,
            wanted,
            feeds,
            tags,
            feed_text,
            versions,
            changed: false,
            finished: false,
            library_last: false,
        });
        self.library.list.select(id);
        self.library.list.pinned = Some(id);
        self.library.shown = false;
        self.reader.reading = Some(reading);
        self.reader.panels.focus = Panel::Article;
        match &analysis {
            _ if wanted == Wanted::Difference => return effects,
            Some(analysis) => self.reader.analyzed(analysis),
            None => effects.push(Effect::Analyze(article.clone())),
        }
        effects.push(Effect::Keep { article, change: Change::Recall, how: How::New });
        effects.push(Effect::Library(Ask::Happened { ids: vec![id], what: ReadEvent::Opened }));
        effects
    }

    /// Leaving what lies on the desk: where reading stopped is kept, a search ends.
    fn leave_article(&mut self) -> Vec<Effect> {
        if self.library.opened.as_ref().is_some_and(|opened| opened.wanted == Wanted::Difference) {
            return Vec::new();
        }
        let mut effects = self.reader.leave();
        effects.push(Effect::StopFinding);
        effects
    }

    /// From an article to the list, or from the list to the article on the desk.
    pub(in crate::app) fn turn_to_library(&mut self) -> Vec<Effect> {
        if !self.library.shown {
            return self.back_to_library();
        }
        if self.reader.reading.is_none() && self.reader.shelf.sources.is_empty() {
            self.refuse("no article is open: {follow} opens the one under the cursor");
            return Vec::new();
        }
        self.library.shown = false;
        Vec::new()
    }

    /// Back to the list, where the article is that was read.
    pub(in super::super) fn back_to_library(&mut self) -> Vec<Effect> {
        let mut effects = self.leave_article();
        if let Some(opened) = &self.library.opened {
            let id = opened.id;
            self.library.list.select(id);
            self.library.list.pinned = None;
            // Marks may have been set on it.
            effects.extend(self.rows_anew(&[id]));
        }
        effects.extend(self.enter_library());
        effects
    }

    /// Nothing is left to close in an article: back to the list it came from, or the end.
    pub(in super::super) fn close_desk(&mut self, asked: Command) -> Vec<Effect> {
        if self.library.opened.is_some() {
            return self.back_to_library();
        }
        self.end(asked);
        Vec::new()
    }

    /// Nothing is left to close: the end, if the key is one that may quit. Esc stops things, and
    /// whatever it was to stop may have ended by itself just before.
    fn end(&mut self, asked: Command) {
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
    }

    /// Nothing is left to close in the library: back to what was read before it, or the end.
    pub(super) fn close_library(&mut self, asked: Command) -> Vec<Effect> {
        if self.reader.shelf.sources.is_empty() {
            self.end(asked);
            return Vec::new();
        }
        self.library.shown = false;
        if self.library.opened.take().is_some() {
            self.reader.reading = self.library.parked.take().map(|reading| *reading);
            if self.reader.reading.is_none() && self.reader.shelf.trouble.is_none() {
                return self.open(self.reader.shelf.at);
            }
        }
        Vec::new()
    }

    /// The article `by` further on in the list; opened where one is open.
    pub(in crate::app) fn turn_in_list(&mut self, by: i64) -> Vec<Effect> {
        let list = &mut self.library.list;
        let before = list.at;
        list.step(by);
        if list.at == before {
            self.refuse(if by > 0 {
                "this is the last article of the list"
            } else {
                "this is the first article of the list"
            });
            return Vec::new();
        }
        if self.library.shown { Vec::new() } else { self.open_selected() }
    }

    /// Looks for the next unread article: behind the cursor, from the head of the list, then in the
    /// other feeds.
    pub(in crate::app) fn next_unread(&mut self) -> Vec<Effect> {
        let room = &self.library;
        let scope = room.view.whole();
        let after = room.list.row(room.list.at).map(|row| row.cursor(scope.order));
        self.hunt(Hunt { open: !room.shown, fresh: false }, after)
    }

    pub(super) fn next_unread_from_start(&mut self, open: bool) -> Vec<Effect> {
        self.hunt(Hunt { open, fresh: true }, None)
    }

    fn hunt(&mut self, hunt: Hunt, after: Option<crate::library::Cursor>) -> Vec<Effect> {
        let room = &mut self.library;
        room.hunts += 1;
        room.hunt = Some(hunt);
        vec![Effect::Library(Ask::NextUnread {
            generation: room.hunts,
            scope: room.view.whole(),
            after,
        })]
    }

    pub(super) fn found_unread(&mut self, found: Option<ArticleId>) -> Vec<Effect> {
        let Some(hunt) = self.library.hunt.take() else { return Vec::new() };
        let found = found.filter(|id| hunt.fresh || Some(*id) != self.library.list.selected());
        let Some(id) = found else { return self.next_unread_feed(hunt) };
        let mut effects = Vec::new();
        if !self.library.list.select(id) {
            self.library.list.seek = Some(id);
            effects.extend(self.list_anew());
        }
        if hunt.open {
            effects.extend(self.open_article(id));
        }
        effects
    }

    /// Shows the next feed with unread articles, and goes to the first of them.
    fn next_unread_feed(&mut self, hunt: Hunt) -> Vec<Effect> {
        let room = &mut self.library;
        let here = if let Place::Feed(id) = room.view.scope.place { Some(id) } else { None };
        let next = room.overview.as_ref().and_then(|overview| {
            let id = room.feeds.next_unread(overview, here)?;
            (Some(id) != here || !room.view.filter.is_empty())
                .then_some((id, room.feeds.feed(overview, id)?.name.clone()))
        });
        let Some((id, name)) = next.filter(|_| !hunt.fresh) else {
            self.refuse("no unread articles are left");
            return Vec::new();
        };
        if let Some(overview) = &room.overview {
            room.feeds.select_feed(overview, id);
        }
        room.to_unread = Some(hunt.open);
        self.tell(format!("on to {name}"));
        self.show_view(View::feed(&name, id))
    }

    /// The feed's own text instead of the page's, or the page's again.
    pub(in crate::app) fn turn_text(&mut self) -> Vec<Effect> {
        let opened = self
            .library
            .opened
            .as_ref()
            .filter(|_| !self.library.shown)
            .map(|opened| (opened.id, opened.wanted));
        let Some(id) = opened.map(|(id, _)| id).or_else(|| self.library.list.selected()) else {
            self.refuse("no article here");
            return Vec::new();
        };
        let previewed = self
            .library
            .preview
            .as_ref()
            .filter(|preview| preview.loaded.id == id)
            .map(|preview| preview.loaded.wanted);
        let wanted = opened.map(|(_, wanted)| wanted).or(previewed);
        if self.library.shown && self.library_geometry().preview.is_none() {
            // Where the preview has no room beside the list, it is gone to.
            self.focus_library(LibraryPanel::Preview);
        }
        self.load(
            id,
            if wanted == Some(Wanted::FeedText) { Wanted::Shown } else { Wanted::FeedText },
        )
    }

    /// What changed in the article, word by word.
    pub(in crate::app) fn show_difference(&mut self) -> Vec<Effect> {
        let opened = self.library.opened.as_ref().filter(|_| !self.library.shown);
        if let Some(opened) = opened.filter(|opened| opened.wanted == Wanted::Difference) {
            let id = opened.id;
            return self.load(id, Wanted::Shown);
        }
        let Some(id) = opened.map(|opened| opened.id).or_else(|| self.library.list.selected())
        else {
            self.refuse("no article here");
            return Vec::new();
        };
        self.load(id, Wanted::Difference)
    }

    /// Lies a comparison of two texts on the desk, in which nothing is looked for?
    pub fn compares(&self) -> bool {
        self.library.opened.as_ref().is_some_and(|opened| opened.wanted == Wanted::Difference)
    }

    /// What was found in an article of the library is kept with it.
    pub(in super::super) fn keep_analysis(&self, analysis: Arc<Analysis>) -> Vec<Effect> {
        match (&self.library.opened, &self.reader.reading) {
            (Some(opened), Some(reading))
                if opened.wanted == Wanted::Shown
                    && is_of(&analysis, reading.article.document.hash()) =>
            {
                vec![Effect::Library(Ask::KeepAnalysis {
                    id: opened.id,
                    article: reading.article.clone(),
                    analysis,
                })]
            }
            _ => Vec::new(),
        }
    }

    /// The end of the article on the desk came into sight.
    pub(super) fn finished(&mut self) -> Vec<Effect> {
        let (Some(opened), Some(reading)) = (&mut self.library.opened, &self.reader.reading) else {
            return Vec::new();
        };
        if opened.finished
            || reading.panel.height == 0
            || reading.panel.percent() < 100
            || opened.wanted == Wanted::Difference
        {
            return Vec::new();
        }
        opened.finished = true;
        vec![Effect::Library(Ask::Happened { ids: vec![opened.id], what: ReadEvent::Finished })]
    }

    /// Is the end of an article of the library in sight, so that the next page is the next article?
    pub(in crate::app) fn at_end_of_article(&self) -> bool {
        let opened = !self.library.shown && self.library.opened.is_some();
        opened
            && self.reader.panels.focus == Panel::Article
            && self.overlay.popup.is_none()
            && self.reader.reading.as_ref().is_some_and(|reading| reading.panel.percent() >= 100)
    }

    /// Gives a panel of the library the keys.
    pub(in crate::app) fn focus_library(&mut self, panel: LibraryPanel) {
        self.library.focus = panel;
        if panel != LibraryPanel::Articles {
            self.library.side = panel;
        }
    }
}
