//! From the list to an article and back, to the next one, to the next unread.

use super::LibraryRoom;
use super::geometry::LibraryPanel;
use super::room::Hunt;
use super::view::View;
use crate::app::message::{Ask, Effect, Loaded, Wanted};
use crate::app::reader::{Opened, Reader, Reading};
use crate::library::{ArticleId, Place};

/// Articles opened before that are listed at most.
const RECENT: usize = 50;

impl LibraryRoom {
    /// The article of the library that is on the desk, where that has the screen.
    pub(super) fn on_desk<'a>(&self, reader: &'a Reader) -> Option<&'a Opened> {
        reader.opened().filter(|_| !self.shown)
    }

    /// Opens the article under the cursor.
    pub(in crate::app) fn open_selected(&mut self, reader: &mut Reader) -> Vec<Effect> {
        match self.list.selected() {
            Some(id) => self.open_article(id, reader),
            None => {
                self.tray.refuse("the list is empty");
                Vec::new()
            }
        }
    }

    /// Opens an article: at once where it is previewed, else when it is there.
    pub(in crate::app) fn open_article(
        &mut self,
        id: ArticleId,
        reader: &mut Reader,
    ) -> Vec<Effect> {
        if let Some(preview) =
            self.preview.take_if(|preview| preview.loaded.id == id && !preview.stale)
        {
            return self.put_on_desk(preview.loaded, preview.reading, reader);
        }
        let effects = self.load(id, Wanted::Shown);
        self.opening = Some(id);
        effects
    }

    /// Puts an article on the desk, which gets the screen.
    pub(super) fn put_on_desk(
        &mut self,
        loaded: Loaded,
        reading: Reading,
        reader: &mut Reader,
    ) -> Vec<Effect> {
        self.list.select(loaded.id);
        self.recent.retain(|(id, _)| *id != loaded.id);
        let title = loaded.article.title.clone().unwrap_or_default();
        self.recent.insert(0, (loaded.id, title));
        self.recent.truncate(RECENT);
        self.list.pinned = Some(loaded.id);
        self.shown = false;
        reader.open_loaded(loaded, reading)
    }

    /// Back to the list, where the article is that was read.
    pub(in crate::app) fn come_back(&mut self, reader: &Reader) -> Vec<Effect> {
        let mut effects = reader.leave_desk();
        if let Some(id) = reader.opened().map(|opened| opened.id) {
            self.list.select(id);
            self.list.pinned = None;
            // Marks may have been set on it.
            effects.extend(self.rows_anew(&[id]));
        }
        effects.extend(self.enter());
        effects
    }

    /// The article `by` further on in the list; opened where one is open.
    pub(in crate::app) fn turn(&mut self, by: i64, reader: &mut Reader) -> Vec<Effect> {
        let list = &mut self.list;
        let before = list.at;
        list.step(by);
        if list.at == before {
            self.tray.refuse(if by > 0 {
                "this is the last article of the list"
            } else {
                "this is the first article of the list"
            });
            return Vec::new();
        }
        if self.shown { Vec::new() } else { self.open_selected(reader) }
    }

    /// Looks for the next unread article: behind the cursor, from the head of the list, then in the
    /// other feeds.
    pub(in crate::app) fn next_unread(&mut self) -> Vec<Effect> {
        let scope = self.view.whole();
        let after = self.list.row(self.list.at).map(|row| row.cursor(scope.order));
        self.look_for(Hunt { open: !self.shown, fresh: false }, after)
    }

    pub(super) fn next_unread_from_start(&mut self, open: bool) -> Vec<Effect> {
        self.look_for(Hunt { open, fresh: true }, None)
    }

    fn look_for(&mut self, hunt: Hunt, after: Option<crate::library::Cursor>) -> Vec<Effect> {
        self.hunts += 1;
        self.hunt = Some(hunt);
        vec![Effect::Library(Ask::NextUnread {
            generation: self.hunts,
            scope: self.view.whole(),
            after,
        })]
    }

    pub(super) fn found_unread(
        &mut self,
        found: Option<ArticleId>,
        reader: &mut Reader,
    ) -> Vec<Effect> {
        let Some(hunt) = self.hunt.take() else { return Vec::new() };
        let found = found.filter(|id| hunt.fresh || Some(*id) != self.list.selected());
        let Some(id) = found else { return self.next_unread_feed(hunt) };
        let mut effects = Vec::new();
        if !self.list.select(id) {
            self.list.seek = Some(id);
            effects.extend(self.list_anew());
        }
        if hunt.open {
            effects.extend(self.open_article(id, reader));
        }
        effects
    }

    /// Shows the next feed with unread articles, and goes to the first of them. A filter is not
    /// left:
    /// who set it wants what it finds.
    fn next_unread_feed(&mut self, hunt: Hunt) -> Vec<Effect> {
        if !self.view.filter.is_empty() {
            self.tray.refuse(format!(
                "no unread articles are left that match “{}”; {{close}} shows all",
                crate::text::clean_line(&self.view.filter)
            ));
            return Vec::new();
        }
        let here = if let Place::Feed(id) = self.view.scope.place { Some(id) } else { None };
        let next = self.overview.as_ref().and_then(|overview| {
            let id = self.feeds.next_unread(overview, here)?;
            (Some(id) != here).then_some((id, self.feeds.feed(overview, id)?.name.clone()))
        });
        let Some((id, name)) = next.filter(|_| !hunt.fresh) else {
            self.tray.refuse("no unread articles are left");
            return Vec::new();
        };
        if let Some(overview) = &self.overview {
            self.feeds.select_feed(overview, id);
        }
        self.to_unread = Some(hunt.open);
        self.tray.tell(format!("on to {name}"));
        self.show_view(View::feed(&name, id))
    }

    /// The feed's own text instead of the page's, or the page's again.
    pub(in crate::app) fn turn_text(&mut self, reader: &Reader) -> Vec<Effect> {
        let opened = self.on_desk(reader).map(|opened| (opened.id, opened.wanted));
        let Some(id) = opened.map(|(id, _)| id).or_else(|| self.list.selected()) else {
            self.tray.refuse("no article here");
            return Vec::new();
        };
        let previewed = self
            .preview
            .as_ref()
            .filter(|preview| preview.loaded.id == id)
            .map(|preview| preview.loaded.wanted);
        let wanted = opened.map(|(_, wanted)| wanted).or(previewed);
        if self.shown && self.geometry(&reader.panels).preview.is_none() {
            // Where the preview has no room beside the list, it is gone to.
            self.focus_on(LibraryPanel::Preview);
        }
        self.load(
            id,
            if wanted == Some(Wanted::FeedText) { Wanted::Shown } else { Wanted::FeedText },
        )
    }

    /// What changed in the article, word by word; on a comparison the article again.
    pub(in crate::app) fn show_difference(&mut self, reader: &Reader) -> Vec<Effect> {
        let opened = self.on_desk(reader).map(|opened| (opened.id, opened.wanted));
        match opened.or_else(|| Some((self.list.selected()?, Wanted::Shown))) {
            Some((id, Wanted::Difference)) => self.load(id, Wanted::Shown),
            Some((id, _)) => self.load(id, Wanted::Difference),
            None => {
                self.tray.refuse("no article here");
                Vec::new()
            }
        }
    }

    /// Gives a panel of the library the keys.
    pub(in crate::app) fn focus_on(&mut self, panel: LibraryPanel) {
        self.focus = panel;
        if panel != LibraryPanel::Articles {
            self.side = panel;
        }
    }
}
