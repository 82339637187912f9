//! Asking feeds for what is new, and how it goes.

use super::LibraryRoom;
use super::feeds::FeedsRow;
use super::geometry::LibraryPanel;
use crate::app::message::{Ask, Effect, Progress};
use crate::app::reader::Reader;
use crate::library::{ArticleId, FeedId, FolderId, Overview, Place};

impl LibraryRoom {
    pub(in crate::app) fn refresh_all(&mut self) -> Vec<Effect> {
        self.refresh(Vec::new(), false)
    }

    /// Asks the feed at hand whether its time has come or not: that of the view, else that of the
    /// article; of a folder all inside.
    pub(in crate::app) fn refresh_one(&mut self, reader: &Reader) -> Vec<Effect> {
        match self.feeds_in_view() {
            Some(feeds) => self.refresh_these(feeds),
            None => match self.concerned_one(reader) {
                Some(id) => vec![Effect::Library(Ask::FeedsOf(id))],
                None => self.refresh_these(Vec::new()),
            },
        }
    }

    /// The feeds of the article at hand are known: the first is asked.
    pub(super) fn refresh_first(&mut self, feeds: &[FeedId]) -> Vec<Effect> {
        self.refresh_these(feeds.first().copied().into_iter().collect())
    }

    fn refresh_these(&mut self, feeds: Vec<FeedId>) -> Vec<Effect> {
        if feeds.is_empty() {
            self.tray.refuse("no feed here: choose one in the first panel; {refresh_all} asks all");
            return Vec::new();
        }
        self.refresh(feeds, true)
    }

    /// The article on the desk, or the one under the cursor, whatever is flagged.
    fn concerned_one(&self, reader: &Reader) -> Option<ArticleId> {
        self.on_desk(reader).map(|opened| opened.id).or_else(|| self.list.selected())
    }

    /// The feeds of the place that is shown; `None` where it is all of them, so that the article
    /// decides.
    fn feeds_in_view(&self) -> Option<Vec<FeedId>> {
        let overview = self.overview.as_ref()?;
        let place = match (self.feeds.selected(), self.view.scope.place) {
            (Some(FeedsRow::Feed { id, .. }), _)
                if self.shown && self.focus == LibraryPanel::Feeds =>
            {
                Place::Feed(*id)
            }
            (Some(FeedsRow::Folder { id, .. }), _)
                if self.shown && self.focus == LibraryPanel::Feeds =>
            {
                Place::Folder(*id)
            }
            (_, place) => place,
        };
        match place {
            Place::Feed(id) => Some(vec![id]),
            Place::Folder(id) => Some(inside(overview, id)),
            Place::All | Place::Person(_) => None,
        }
    }

    fn refresh(&mut self, feeds: Vec<FeedId>, force: bool) -> Vec<Effect> {
        if self.progress.is_some() {
            self.tray.refuse("feeds are being asked already; Esc stops it");
            return Vec::new();
        }
        if self.overview.as_ref().is_none_or(|overview| overview.feeds.is_empty()) {
            self.tray.refuse("no feeds yet: dateline add URL subscribes to one");
            return Vec::new();
        }
        self.progress = Some(Progress::default());
        self.failures.clear();
        vec![Effect::Library(Ask::Refresh { feeds, force })]
    }

    pub(super) fn progressed(&mut self, progress: Progress) -> Vec<Effect> {
        let before = self.progress.as_ref().map_or(0, |before| before.new);
        let came = progress.new > before;
        self.failures.clone_from(&progress.failures);
        if progress.ended {
            self.progress = None;
            self.tell_end(&progress);
            return vec![
                Effect::Library(Ask::Look),
                Effect::Library(Ask::Overview),
                Effect::Library(Ask::Analyse),
            ];
        }
        self.progress = Some(progress);
        if came { vec![Effect::Library(Ask::Look)] } else { Vec::new() }
    }

    /// How a refresh ended.
    fn tell_end(&mut self, progress: &Progress) {
        let words = ended(progress);
        match &progress.failures[..] {
            [] => self.tray.tell(words),
            [one] => self.tray.alarm(format!("{words}; {one}")),
            more => self.tray.alarm_with(
                format!("{words}; {} feeds failed: ", more.len()),
                "{list_failures} lists them",
            ),
        }
    }
}

/// What is so of a feed that is no address to ask.
pub(crate) const KEPT: &str = "kept from a urls file and not run";

/// What a refresh brought, in words.
fn ended(progress: &Progress) -> String {
    let came = match (progress.new, progress.changed) {
        (0, 0) => "nothing new".to_owned(),
        (1, 0) => "1 new article".to_owned(),
        (new, 0) => format!("{new} new articles"),
        (0, 1) => "1 article changed".to_owned(),
        (0, changed) => format!("{changed} articles changed"),
        (new, changed) => format!("{new} new, {changed} changed"),
    };
    let mut words = if progress.stopped {
        format!("stopped: {} of {} feeds asked, {came}", progress.done, progress.total)
    } else {
        came
    };
    if progress.kept > 0 {
        words = format!(
            "{KEPT}; exec: and filter: are run where network.programs in config.toml allows it"
        );
    }
    match progress.waiting {
        0 => {}
        1 => words.push_str("; 1 feed was asked a short while ago"),
        count => words.push_str(&format!("; {count} feeds were asked a short while ago")),
    }
    words
}

/// All feeds of a folder and of those inside it.
fn inside(overview: &Overview, folder: FolderId) -> Vec<FeedId> {
    let mut folders = vec![folder];
    let mut at = 0;
    while let Some(outer) = folders.get(at).copied() {
        folders.extend(
            overview
                .folders
                .iter()
                .filter(|inner| inner.parent == Some(outer) && !folders.contains(&inner.id))
                .map(|inner| inner.id)
                .collect::<Vec<_>>(),
        );
        at += 1;
    }
    overview
        .feeds
        .iter()
        .filter(|feed| feed.fetched && feed.folder.is_some_and(|folder| folders.contains(&folder)))
        .map(|feed| feed.id)
        .collect()
}
