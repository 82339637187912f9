//! The panel of views, saved queries, folders, feeds and tags: each row is something that the list
//! can show.

use std::collections::{BTreeSet, HashMap};

use super::view::View;
use crate::app::list::List;
use crate::library::{FeedEntry, FeedId, FolderId, Followed, Only, Overview};

/// One row of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedsRow {
    Heading(&'static str),
    All,
    Unread,
    Starred,
    Annotated,
    Today,
    /// A saved query, by its name.
    Query(String),
    /// Somebody or a query that is followed, by its place in the overview and its name.
    Followed {
        at: usize,
        name: String,
    },
    /// With how deep it lies.
    Folder {
        id: FolderId,
        depth: u16,
        folded: bool,
    },
    Feed {
        id: FeedId,
        depth: u16,
    },
    Tag(String),
}

impl FeedsRow {
    /// Whether it is the same thing, whatever its counts are.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Folder { id, .. }, Self::Folder { id: other, .. }) => id == other,
            (Self::Feed { id, .. }, Self::Feed { id: other, .. }) => id == other,
            (Self::Followed { name, .. }, Self::Followed { name: other, .. }) => name == other,
            _ => self == other,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct FeedsPanel {
    /// `at` and `top` are row numbers.
    pub list: List,
    /// Those that pass the filter, headings included.
    pub rows: Vec<FeedsRow>,
    pub folded: BTreeSet<FolderId>,
    /// Feeds with nothing unread are not shown.
    pub(super) only_unread: bool,
    /// The row under the cursor before a filter was typed: a filter that nothing passes goes back
    /// to it.
    pub(super) before_filter: Option<FeedsRow>,
    /// Where each feed stands in the overview.
    places: HashMap<FeedId, usize>,
}

/// Folders deeper than this are shown at this depth.
const DEEPEST: u16 = 8;

impl FeedsPanel {
    /// Makes the rows anew; the cursor stays at its row.
    pub fn fill(&mut self, overview: &Overview) {
        self.fill_from(overview, true);
    }

    /// Shows only what has these words in its name; the cursor goes back to where it was before the
    /// filter, where nothing had them.
    pub(super) fn filter(&mut self, words: &str, overview: &Overview) {
        if self.list.filter.is_empty() {
            self.before_filter = self.selected().cloned();
        }
        let nothing = self.rows.is_empty();
        words.clone_into(&mut self.list.filter);
        self.fill(overview);
        if let Some(before) = self.before_filter.as_ref().filter(|_| nothing) {
            let place = self.rows.iter().position(|row| row.is(before));
            self.list.at = place.unwrap_or(self.list.at);
        }
    }

    /// Makes the rows anew; the cursor stays at its row if `stays`, else at its number.
    pub(super) fn fill_from(&mut self, overview: &Overview, stays: bool) {
        let chosen = self.rows.get(self.list.at).filter(|_| stays).cloned();
        self.places = overview.feeds.iter().enumerate().map(|(at, feed)| (feed.id, at)).collect();
        let mut rows = vec![
            FeedsRow::All,
            FeedsRow::Unread,
            FeedsRow::Starred,
            FeedsRow::Annotated,
            FeedsRow::Today,
        ];
        rows.retain(|row| self.list.passes(row.name(overview, self)));
        let mut section = |heading, more: Vec<FeedsRow>| {
            if !more.is_empty() {
                rows.push(FeedsRow::Heading(heading));
                rows.extend(more);
            }
        };
        let named = |name: &String| self.list.passes(name);
        section(
            "SAVED",
            overview
                .queries
                .iter()
                .map(|query| query.name.clone())
                .filter(named)
                .map(FeedsRow::Query)
                .collect(),
        );
        section(
            "FOLLOWED",
            (0..)
                .zip(&overview.followed)
                .filter(|(_, followed)| named(&followed.name))
                .map(|(at, followed)| FeedsRow::Followed { at, name: followed.name.clone() })
                .collect(),
        );
        let mut feeds = Vec::new();
        self.inside(overview, None, 0, &mut feeds);
        section("FEEDS", feeds);
        section(
            "TAGS",
            overview
                .tags
                .iter()
                .map(|(name, _)| name.clone())
                .filter(named)
                .map(FeedsRow::Tag)
                .collect(),
        );
        self.rows = rows;
        let place = chosen.and_then(|chosen| self.rows.iter().position(|row| row.is(&chosen)));
        self.list.at = place.unwrap_or(self.list.at).min(self.rows.len().saturating_sub(1));
        self.step(0);
    }

    /// Folders and feeds in a folder, in their order. With a filter folders stand open, and only
    /// those with something inside.
    fn inside(
        &self,
        overview: &Overview,
        folder: Option<FolderId>,
        depth: u16,
        rows: &mut Vec<FeedsRow>,
    ) {
        for inner in overview.folders.iter().filter(|inner| inner.parent == folder) {
            let mut more = Vec::new();
            self.inside(overview, Some(inner.id), (depth + 1).min(DEEPEST), &mut more);
            let filtered = !self.list.filter.is_empty();
            let folded = self.folded.contains(&inner.id) && !filtered;
            let empty = self.only_unread && more.is_empty();
            if !empty && !filtered || !more.is_empty() || self.list.passes(&inner.title) {
                rows.push(FeedsRow::Folder { id: inner.id, depth, folded });
                if !folded {
                    rows.append(&mut more);
                }
            }
        }
        let feeds = overview
            .feeds
            .iter()
            .filter(|feed| feed.folder == folder && !feed.hidden && self.list.passes(&feed.name))
            .filter(|feed| !self.only_unread || feed.unread > 0);
        rows.extend(feeds.map(|feed| FeedsRow::Feed { id: feed.id, depth }));
    }

    pub fn feed<'a>(&self, overview: &'a Overview, id: FeedId) -> Option<&'a FeedEntry> {
        overview.feeds.get(*self.places.get(&id)?)
    }

    pub fn selected(&self) -> Option<&FeedsRow> {
        self.rows.get(self.list.at)
    }

    /// Moves the cursor over rows that are no headings.
    pub fn step(&mut self, by: i64) {
        let stops: Vec<usize> = (0..self.rows.len())
            .filter(|at| !matches!(self.rows[*at], FeedsRow::Heading(_)))
            .collect();
        let at = stops.partition_point(|stop| *stop < self.list.at) as i64;
        let to = at.saturating_add(by).clamp(0, stops.len().saturating_sub(1) as i64) as usize;
        self.list.at = stops.get(to).copied().unwrap_or(0);
    }

    /// The first row of the next group, or of the one before.
    pub fn step_group(&mut self, by: i64) {
        let starts = (0..self.rows.len())
            .filter(|at| *at == 0 || matches!(self.rows[*at - 1], FeedsRow::Heading(_)));
        let found = if by > 0 {
            starts.clone().find(|start| *start > self.list.at)
        } else {
            starts.clone().rfind(|start| *start < self.list.at)
        };
        self.list.at = found.unwrap_or(self.list.at);
    }

    /// Puts the cursor on a feed, unfolding what it lies in.
    pub fn select_feed(&mut self, overview: &Overview, id: FeedId) {
        let mut folder = self.feed(overview, id).and_then(|feed| feed.folder);
        while let Some(inner) = folder {
            self.folded.remove(&inner);
            folder = overview.folders.iter().find(|row| row.id == inner).and_then(|row| row.parent);
        }
        self.list.filter.clear();
        self.fill(overview);
        self.list.at = self
            .rows
            .iter()
            .position(|row| matches!(row, FeedsRow::Feed { id: other, .. } if *other == id))
            .unwrap_or(self.list.at);
    }

    /// The next feed with unread articles behind `id`, or round from the start; by the order of the
    /// panel.
    pub fn next_unread(&self, overview: &Overview, behind: Option<FeedId>) -> Option<FeedId> {
        let mut all = Vec::new();
        let open = Self { folded: BTreeSet::new(), places: self.places.clone(), ..Self::default() };
        open.inside(overview, None, 0, &mut all);
        let feeds: Vec<FeedId> = all
            .iter()
            .filter_map(|row| if let FeedsRow::Feed { id, .. } = row { Some(*id) } else { None })
            .collect();
        let from =
            behind.and_then(|id| feeds.iter().position(|feed| *feed == id)).map_or(0, |at| at + 1);
        let unread = |id: &&FeedId| self.feed(overview, **id).is_some_and(|feed| feed.unread > 0);
        feeds[from..].iter().find(unread).or_else(|| feeds[..from].iter().find(unread)).copied()
    }
}

impl FeedsRow {
    pub fn name<'a>(&'a self, overview: &'a Overview, panel: &FeedsPanel) -> &'a str {
        match self {
            Self::Heading(words) => words,
            Self::All => "All articles",
            Self::Unread => "Unread",
            Self::Starred => "Starred",
            Self::Annotated => "Annotated",
            Self::Today => "Today",
            Self::Query(name) | Self::Tag(name) | Self::Followed { name, .. } => name,
            Self::Folder { id, .. } => overview
                .folders
                .iter()
                .find(|folder| folder.id == *id)
                .map_or("", |folder| &folder.title),
            Self::Feed { id, .. } => panel.feed(overview, *id).map_or("", |feed| &feed.name),
        }
    }

    /// Whether what it stands for is still there. Another program may have removed it.
    pub fn is_there(&self, overview: &Overview) -> bool {
        match self {
            Self::Query(name) => overview.queries.iter().any(|query| query.name == *name),
            Self::Followed { name, .. } => {
                overview.followed.iter().any(|followed| followed.name == *name)
            }
            Self::Tag(name) => overview.tags.iter().any(|(tag, _)| tag == name),
            Self::Folder { id, .. } => overview.folders.iter().any(|folder| folder.id == *id),
            Self::Feed { id, .. } => {
                overview.feeds.iter().any(|feed| feed.id == *id && !feed.hidden)
            }
            _ => true,
        }
    }

    /// What the list shows where the cursor is on it.
    pub fn view(&self, overview: &Overview, panel: &FeedsPanel) -> Option<View> {
        let name = self.name(overview, panel);
        Some(match self {
            Self::Heading(_) => return None,
            Self::All => View::only(name, Only::All),
            Self::Unread => View::only(name, Only::Unread),
            Self::Starred => View::only(name, Only::Starred),
            Self::Annotated => View::only(name, Only::Annotated),
            Self::Today => View::today(),
            Self::Query(name) => View::saved(
                name,
                overview
                    .queries
                    .iter()
                    .find(|query| query.name == *name)
                    .map_or("", |query| &query.query),
            ),
            Self::Tag(name) => View::tag(name),
            Self::Followed { at, name } => match overview.followed.get(*at) {
                Some(Followed { person: Some(id), .. }) => View::person(name, *id),
                followed => View::saved(name, followed.map_or("", |followed| &followed.query)),
            },
            Self::Folder { id, .. } => View::folder(name, *id),
            Self::Feed { id, .. } => View::feed(name, *id),
        })
    }

    /// The number behind its name: its unread; of what was starred or marked all too, which is kept
    /// to be found again.
    pub fn number(&self, overview: &Overview, panel: &FeedsPanel) -> String {
        let unread = self.count(overview, panel);
        let all = match self {
            Self::Starred => overview.all_starred,
            Self::Annotated => overview.all_annotated,
            _ => unread,
        };
        match (unread, all) {
            (_, 0) => String::new(),
            (unread, all) if unread == all => all.to_string(),
            (unread, all) => format!("{unread} of {all}"),
        }
    }

    /// The unread of its list; 0 for saved queries, whose lists may take long to find.
    pub fn count(&self, overview: &Overview, panel: &FeedsPanel) -> u32 {
        match self {
            Self::All | Self::Unread => overview.unread,
            Self::Starred => overview.starred,
            Self::Annotated => overview.annotated,
            Self::Today => overview.today,
            Self::Folder { id, .. } => overview.folder_unread.get(id).copied().unwrap_or_default(),
            Self::Feed { id, .. } => panel.feed(overview, *id).map_or(0, |feed| feed.unread),
            Self::Tag(name) => {
                overview.tags.iter().find(|(tag, _)| tag == name).map_or(0, |(_, unread)| *unread)
            }
            Self::Followed { at, .. } => {
                overview.followed.get(*at).map_or(0, |followed| followed.unread)
            }
            Self::Heading(_) | Self::Query(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FeedsPanel, FeedsRow};
    use crate::library::{FeedEntry, FeedId, FeedState, FolderId, FolderRow, Overview};

    fn overview() -> Overview {
        let feed = |id: i64, folder: Option<i64>, unread| FeedEntry {
            id: FeedId(id),
            name: format!("Feed {id}"),
            folder: folder.map(FolderId),
            fetched: true,
            hidden: false,
            items: 9,
            unread,
            state: FeedState::Ok,
            error: None,
            read_when: None,
        };
        let folder = |id: i64, parent: Option<i64>| FolderRow {
            id: FolderId(id),
            parent: parent.map(FolderId),
            title: format!("Folder {id}"),
            position: id,
            attributes: "{}".into(),
        };
        Overview {
            feeds: vec![feed(1, None, 2), feed(2, Some(1), 0), feed(3, Some(2), 5)],
            folders: vec![folder(1, None), folder(2, Some(1))],
            tags: vec![("later".into(), 1)],
            ..Overview::default()
        }
    }

    #[test]
    fn folders_hold_what_lies_inside_and_fold() {
        let overview = overview();
        let mut panel = FeedsPanel::default();
        panel.fill(&overview);
        assert!(panel.rows.contains(&FeedsRow::Folder {
            id: FolderId(1),
            depth: 0,
            folded: false
        }));
        assert!(panel.rows.contains(&FeedsRow::Feed { id: FeedId(3), depth: 2 }));
        panel.folded.insert(FolderId(1));
        panel.fill(&overview);
        assert!(!panel.rows.contains(&FeedsRow::Feed { id: FeedId(3), depth: 2 }));
        panel.select_feed(&overview, FeedId(3));
        assert_eq!(panel.selected(), Some(&FeedsRow::Feed { id: FeedId(3), depth: 2 }));
    }

    #[test]
    fn the_cursor_skips_headings_and_a_filter_keeps_folders_with_something_inside() {
        let overview = overview();
        let mut panel = FeedsPanel::default();
        panel.fill(&overview);
        panel.list.at = 4;
        panel.step(1);
        assert!(matches!(panel.selected(), Some(FeedsRow::Folder { .. })));
        panel.list.filter = "feed 3".into();
        panel.fill(&overview);
        let names: Vec<&str> = panel.rows.iter().map(|row| row.name(&overview, &panel)).collect();
        assert_eq!(names, ["FEEDS", "Folder 1", "Folder 2", "Feed 3"]);
    }

    #[test]
    fn the_next_feed_with_unread_articles_is_looked_for_round_the_end() {
        let overview = overview();
        let mut panel = FeedsPanel::default();
        panel.fill(&overview);
        assert_eq!(panel.next_unread(&overview, Some(FeedId(3))), Some(FeedId(1)));
        assert_eq!(panel.next_unread(&overview, Some(FeedId(1))), Some(FeedId(3)));
    }
}
