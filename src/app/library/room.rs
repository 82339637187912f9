//! The state of the library room, and how it follows from what was asked and answered.

use std::collections::HashSet;

use jiff::Timestamp;

use super::articles::{ArticleList, row_height};
use super::feeds::FeedsPanel;
use super::geometry::{LibraryGeometry, LibraryPanel};
use super::view::View;
use crate::app::geometry::Column;
use crate::app::message::{Ask, Effect, Loaded, Progress, ReadEvent, Trouble, Wanted};
use crate::app::reader::{Panels, Reader, Reading};
use crate::app::tray::Tray;
use crate::config::Settings;
use crate::library::{ArticleId, Overview};

/// Everything about the library room.
#[derive(Default)]
pub struct LibraryRoom {
    /// Whether it has the screen.
    pub shown: bool,
    /// Whether the reader was started in it: closing an article leads here, and not on.
    pub is_home: bool,
    /// The articles that were opened in this window, newest first.
    pub recent: Vec<(ArticleId, String)>,
    /// Whether it was entered before.
    pub entered: bool,
    /// Feeds, folders and counts; `None` until the library answered.
    pub overview: Option<Box<Overview>>,
    pub feeds: FeedsPanel,
    pub view: View,
    pub list: ArticleList,
    pub preview: Option<Preview>,
    pub focus: LibraryPanel,
    /// The panel beside the list where only one has room.
    pub side: LibraryPanel,
    /// The panel that had the keys before a digit was pressed, which may turn out to be a count.
    pub before_digit: LibraryPanel,
    /// The library's clock when it answered last: ages count from it.
    pub now: Timestamp,
    /// The article that opens once it is there.
    pub opening: Option<ArticleId>,
    /// All of the list are marked as read, under this label, once the list that was asked for is
    /// there; of these alone, where a list was drawn.
    pub(super) to_mark: Option<(String, Option<HashSet<ArticleId>>)>,
    /// Of the list whose articles are all numbered.
    pub(super) numbered: u64,
    /// An unread article is looked for.
    pub(super) hunt: Option<Hunt>,
    /// Once the list is there, its first unread article is looked for; opened if so said.
    pub(super) to_unread: Option<bool>,
    pub progress: Option<Progress>,
    /// The last refresh's failures.
    pub failures: Vec<String>,
    /// There is no library file yet.
    pub nothing: bool,
    pub trouble: Option<Trouble>,
    pub(super) generation: u64,
    pub(super) load: u64,
    pub(super) hunts: u64,
    /// The article whose text is on its way.
    pub(super) loading: Option<(ArticleId, Wanted)>,
    pub(in crate::app) tray: Tray,
}

/// A search for an unread article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hunt {
    /// Whether it is to be opened.
    pub open: bool,
    /// Whether it started at the head of a list just shown.
    pub fresh: bool,
}

/// An article as it is previewed: set like the one on the desk, so that it opens without waiting.
pub struct Preview {
    pub loaded: Loaded,
    pub reading: Reading,
    /// Something about it changed: it is shown until it is there anew, and not opened.
    pub stale: bool,
}

impl LibraryRoom {
    /// Whether all is there that the first screen shows.
    pub fn is_whole(&self) -> bool {
        self.trouble.is_some()
            || (self.overview.is_some()
                && self.list.listed
                && (self.list.ids.is_empty() || self.preview.is_some()))
    }
}

impl LibraryRoom {
    /// Where the panels of the library lie.
    pub fn geometry(&self, panels: &Panels) -> LibraryGeometry {
        LibraryGeometry::new(panels.width, panels.height, self.side, self.focus)
    }

    /// Goes to the library.
    pub(in crate::app) fn enter(&mut self) -> Vec<Effect> {
        self.shown = true;
        if std::mem::replace(&mut self.entered, true) {
            return vec![Effect::Library(Ask::Look)];
        }
        self.focus = LibraryPanel::Articles;
        self.side = LibraryPanel::Feeds;
        let mut effects = vec![Effect::Library(Ask::Overview)];
        effects.extend(self.list_anew());
        effects.push(Effect::Library(Ask::Analyse));
        effects
    }

    /// Asks whether another program changed what is shown.
    pub(in crate::app) fn look(&self, reader: &Reader) -> Vec<Effect> {
        if self.shown || reader.opened().is_some() {
            vec![Effect::Library(Ask::Look)]
        } else {
            Vec::new()
        }
    }

    /// Asks for the list of the view.
    pub(super) fn list_anew(&mut self) -> Vec<Effect> {
        self.generation += 1;
        vec![Effect::Library(Ask::List { generation: self.generation, scope: self.view.whole() })]
    }

    /// Shows another view, with the order that was chosen.
    pub(super) fn show_view(&mut self, view: View) -> Vec<Effect> {
        let order = self.view.scope.order;
        self.view = view;
        self.view.scope.order = order;
        self.list.clear();
        self.to_mark = None;
        self.preview = None;
        self.list_anew()
    }

    /// Brings what follows from the state up to date, and asks for what is missing: rows in sight,
    /// the preview.
    pub(in crate::app) fn settle(&mut self, reader: &Reader, settings: &Settings) -> Vec<Effect> {
        let geometry = self.geometry(&reader.panels);
        let mut effects = Vec::new();
        if let Some(inner) = geometry.inner(LibraryPanel::Feeds) {
            let (at, total) = (self.feeds.list.at, self.feeds.rows.len());
            self.feeds.list.show(at..at + 1, total, usize::from(inner.height));
        }
        if let Some(inner) = geometry.inner(LibraryPanel::Articles) {
            let past = self.list.show(usize::from(inner.height / row_height(inner.width)));
            let ids: Vec<ArticleId> = past
                .filter(|at| self.list.row(*at).is_some_and(|row| row.unread))
                .filter_map(|at| self.list.ids.get(at).copied())
                .collect();
            if !ids.is_empty() {
                effects.push(Effect::Library(Ask::Happened { ids, what: ReadEvent::ScrolledPast }));
            }
            let missing = self.list.missing();
            if !missing.is_empty() {
                effects.push(Effect::Library(Ask::Rows(missing)));
            }
        }
        effects.extend(self.settle_preview(&geometry, reader, settings));
        effects
    }

    fn settle_preview(
        &mut self,
        geometry: &LibraryGeometry,
        reader: &Reader,
        settings: &Settings,
    ) -> Vec<Effect> {
        // An article that is to open takes the screen: no preview is asked for in its place.
        if self.opening.is_some() {
            return Vec::new();
        }
        let Some(inner) = geometry.inner(LibraryPanel::Preview) else { return Vec::new() };
        let column = Column::new(inner.width, settings.measure);
        let setting = reader.setting(settings, column.measure);
        let selected = self.list.selected();
        let query = self.view.whole().query;
        if let Some(preview) =
            self.preview.as_mut().filter(|preview| Some(preview.loaded.id) == selected)
        {
            // What is lit is what the list asks for now.
            preview.stale |= preview.loaded.query != query;
            preview.reading.panel.settle(&setting, column, inner.height);
            if !preview.stale {
                return Vec::new();
            }
        }
        let Some(id) = selected.filter(|id| self.loading.map(|(loading, _)| loading) != Some(*id))
        else {
            return Vec::new();
        };
        self.load(id, Wanted::Shown)
    }

    /// Asks for an article. An article that was to open and is not there yet opens no more: its
    /// answer is dropped.
    pub(super) fn load(&mut self, id: ArticleId, wanted: Wanted) -> Vec<Effect> {
        self.load += 1;
        self.loading = Some((id, wanted));
        self.opening = None;
        vec![Effect::Library(Ask::Load {
            generation: self.load,
            id,
            wanted,
            query: self.view.whole().query,
        })]
    }
}
