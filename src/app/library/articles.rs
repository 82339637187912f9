//! The list of articles: numbers of all, rows of those in sight and around.

use std::collections::{BTreeSet, HashMap};

use super::folds::Folds;
use crate::library::{ArticleId, ListRow};

/// From this inner width on a row of the list is one line; below it is two.
pub(super) const ROOM_FOR_ONE_LINE: u16 = 62;
/// From this inner width on the people have a column in that line.
pub(crate) const ROOM_FOR_PEOPLE: u16 = 88;

/// Lines that a row takes.
pub(crate) fn row_height(width: u16) -> u16 {
    if width >= ROOM_FOR_ONE_LINE { 1 } else { 2 }
}

/// Rows held beyond those in sight, on each side.
const AROUND: usize = 100;
/// Rows held at most before those far away are forgotten.
const MOST_ROWS: usize = 1000;

#[derive(Clone, Debug, Default)]
pub struct ArticleList {
    /// The numbers of the articles that have a row, in order; only the first while `whole` is
    /// false.
    pub ids: Vec<ArticleId>,
    /// Those of all articles of the list, with such as are folded into a row.
    pub all: Vec<ArticleId>,
    pub folds: Folds,
    pub whole: bool,
    rows: HashMap<ArticleId, ListRow>,
    /// Number of the article under the cursor.
    pub at: usize,
    /// The first in sight.
    pub top: usize,
    /// How many are in sight.
    pub height: usize,
    pub flags: BTreeSet<ArticleId>,
    /// Whether anything was listed since the view changed.
    pub listed: bool,
    /// The article that the cursor goes to with the next list.
    pub seek: Option<ArticleId>,
    /// The article that is being read: it stays in the list, at its place.
    pub pinned: Option<ArticleId>,
    /// The article of the cursor where the list was kept at its top: as long as the cursor stays
    /// there, so does the list.
    stays: Option<ArticleId>,
    /// The window that rows were asked for last, so that they are asked for once.
    asked: std::ops::Range<usize>,
}

impl ArticleList {
    pub fn selected(&self) -> Option<ArticleId> {
        self.ids.get(self.at).copied()
    }

    pub fn row(&self, at: usize) -> Option<&ListRow> {
        self.rows.get(self.ids.get(at)?)
    }

    pub fn row_of(&self, id: ArticleId) -> Option<&ListRow> {
        self.rows.get(&id)
    }

    /// Those that a command is about: the flagged, else the one under the cursor.
    pub fn concerned(&self) -> Vec<ArticleId> {
        if self.flags.is_empty() {
            self.selected().into_iter().collect()
        } else {
            self.flags.iter().copied().collect()
        }
    }

    /// Another view: nothing of the old one stays.
    pub fn clear(&mut self) {
        let folds = std::mem::take(&mut self.folds);
        *self = Self { height: self.height, pinned: self.pinned, folds, ..Self::default() };
    }

    /// The first rows came.
    pub fn begin(&mut self, rows: Vec<ListRow>, whole: bool) {
        let ids: Vec<ArticleId> = rows.iter().map(|row| row.id).collect();
        self.put(rows);
        // A list that is there already waits for all numbers, so that nothing jumps.
        if whole || !self.listed {
            self.number(ids, whole);
        }
    }

    /// The numbers came: the cursor stays at its article, on its line of the screen; one that is
    /// gone leaves it to the next.
    pub fn number(&mut self, mut ids: Vec<ArticleId>, whole: bool) {
        if whole
            && self.pinned.is_some()
            && self.pinned == self.selected()
            && !ids.iter().any(|id| Some(*id) == self.pinned)
        {
            let place = self.next_that_stays(&ids).unwrap_or(ids.len());
            ids.splice(place..place, self.pinned);
        }
        let all = std::mem::take(&mut ids);
        ids = self.folds.rows(&all);
        self.all = all;
        let wanted =
            self.seek.take_if(|seek| whole || ids.contains(seek)).or_else(|| self.selected());
        let line = self.at.saturating_sub(self.top);
        let at_top = self.top == 0
            && (self.at == 0 || self.stays == self.selected())
            && self.pinned.is_none()
            && self.seek.is_none();
        let place =
            wanted.and_then(|id| self.place_in(&ids, id)).or_else(|| self.next_that_stays(&ids));
        self.at = place.unwrap_or(self.at).min(ids.len().saturating_sub(1));
        self.top = self.at.saturating_sub(line);
        self.ids = ids;
        self.stays = None;
        if at_top {
            // What is new comes above: it is to be in sight, and where it is more than has room the
            // cursor goes to it.
            (self.top, self.at) = (0, if self.at < self.height.max(1) { self.at } else { 0 });
            self.stays = self.selected();
        }
        self.whole = whole;
        self.listed = true;
        self.asked = 0..0;
        if whole && !self.flags.is_empty() {
            let there: BTreeSet<ArticleId> = self.all.iter().copied().collect();
            self.flags.retain(|id| there.contains(id));
        }
    }

    /// Where an article stands among `ids`, else the row that its story is folded into.
    fn place_in(&self, ids: &[ArticleId], id: ArticleId) -> Option<usize> {
        ids.iter()
            .position(|other| *other == id)
            .or_else(|| ids.iter().position(|other| self.folds.are_together(*other, id)))
    }

    /// Unfolds the story under the cursor, or folds it into its first row; answers whether there
    /// is one.
    pub(super) fn turn_story(&mut self) -> bool {
        let Some(id) = self.selected().filter(|id| self.folds.turn(*id)) else { return false };
        let ids = self.folds.rows(&self.all);
        self.at = self.place_in(&ids, id).unwrap_or(self.at);
        self.ids = ids;
        self.asked = 0..0;
        true
    }

    /// Where the first article at or behind the cursor that is in `ids` too stands there.
    fn next_that_stays(&self, ids: &[ArticleId]) -> Option<usize> {
        let places: HashMap<ArticleId, usize> =
            ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        self.ids.get(self.at..)?.iter().find_map(|id| places.get(id).copied())
    }

    /// Rows came, new or anew.
    pub fn put(&mut self, rows: Vec<ListRow>) {
        self.rows.extend(rows.into_iter().map(|row| (row.id, row)));
        if self.rows.len() > MOST_ROWS {
            let window: BTreeSet<ArticleId> = self.ids[self.window()].iter().copied().collect();
            self.rows.retain(|id, _| window.contains(id));
        }
    }

    fn window(&self) -> std::ops::Range<usize> {
        let end = (self.top + self.height + AROUND).min(self.ids.len());
        self.top.saturating_sub(AROUND).min(end)..end
    }

    /// The rows that are missing around what is in sight, once they are near.
    pub fn missing(&mut self) -> Vec<ArticleId> {
        let near =
            self.top.saturating_sub(self.height)..(self.top + 2 * self.height).min(self.ids.len());
        let lacks =
            near.start < near.end && self.ids[near].iter().any(|id| !self.rows.contains_key(id));
        let window = self.window();
        if !lacks || self.asked == window {
            return Vec::new();
        }
        self.asked = window.clone();
        self.ids[window].iter().filter(|id| !self.rows.contains_key(id)).copied().collect()
    }

    /// Those of `ids` whose rows are held, or all that are in sight where `ids` is empty.
    pub fn held(&self, ids: &[ArticleId]) -> Vec<ArticleId> {
        if ids.is_empty() || ids.len() > MOST_ROWS {
            return self.ids[self.window()].to_vec();
        }
        ids.iter().filter(|id| self.rows.contains_key(id)).copied().collect()
    }

    /// Forgets rows outside what is in sight: they may be out of date.
    pub fn forget_others(&mut self) {
        let window: BTreeSet<ArticleId> = self.ids[self.window()].iter().copied().collect();
        self.rows.retain(|id, _| window.contains(id));
        self.asked = 0..0;
    }

    pub fn step(&mut self, by: i64) {
        self.at = (self.at as i64)
            .saturating_add(by)
            .clamp(0, self.ids.len().saturating_sub(1) as i64) as usize;
    }

    /// Puts the cursor on an article, if the list has it.
    pub fn select(&mut self, id: ArticleId) -> bool {
        let mut found = self.ids.iter().position(|other| *other == id);
        if found.is_none() && self.all.contains(&id) && self.folds.turn(id) {
            self.ids = self.folds.rows(&self.all);
            self.asked = 0..0;
            found = self.ids.iter().position(|other| *other == id);
        }
        self.at = found.unwrap_or(self.at);
        found.is_some()
    }

    /// Scrolls the cursor into sight; says which articles that were in sight are now above it.
    pub fn show(&mut self, height: usize) -> std::ops::Range<usize> {
        let (top, seen) = (self.top, self.top + self.height);
        self.height = height.max(1);
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + self.height {
            self.top = self.at + 1 - self.height;
        }
        self.top = self.top.min(self.ids.len().saturating_sub(self.height));
        top.min(self.ids.len())..seen.min(self.top).max(top).min(self.ids.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{ArticleId, ArticleList};

    fn ids(numbers: &[i64]) -> Vec<ArticleId> {
        numbers.iter().map(|number| ArticleId(*number)).collect()
    }

    #[test]
    fn the_cursor_stays_at_its_article_when_others_come_and_go() {
        let mut list = ArticleList::default();
        list.number(ids(&[5, 4, 3, 2, 1]), true);
        list.show(3);
        list.step(2);
        list.number(ids(&[9, 8, 5, 4, 3, 2, 1]), true);
        assert_eq!((list.selected(), list.at, list.top), (Some(ArticleId(3)), 4, 2));
        list.number(ids(&[9, 8, 2, 1]), true);
        assert_eq!(list.selected(), Some(ArticleId(2)), "the one behind a row that is gone");
        list.number(Vec::new(), true);
        assert_eq!((list.selected(), list.at), (None, 0));
    }

    #[test]
    fn at_the_top_of_the_list_what_is_new_comes_into_sight() {
        let mut list = ArticleList::default();
        list.number(ids(&[5, 4, 3, 2, 1]), true);
        list.show(3);
        list.number(ids(&[6, 5, 4, 3, 2, 1]), true);
        assert_eq!((list.selected(), list.top), (Some(ArticleId(5)), 0));
        list.number(ids(&[7, 6, 5, 4, 3, 2, 1]), true);
        assert_eq!(
            (list.selected(), list.top),
            (Some(ArticleId(5)), 0),
            "once more, since nobody moved the cursor"
        );
        list.number(ids(&[8, 7, 6, 5, 4, 3, 2, 1]), true);
        assert_eq!((list.selected(), list.top), (Some(ArticleId(8)), 0), "more than has room");
        list.step(1);
        list.number(ids(&[9, 8, 7, 6, 5, 4, 3, 2, 1]), true);
        assert_eq!((list.selected(), list.top), (Some(ArticleId(7)), 1));
    }

    #[test]
    fn the_article_that_is_read_stays_where_it_was() {
        let mut list = ArticleList::default();
        list.number(ids(&[5, 4, 3, 2, 1]), true);
        list.step(2);
        list.pinned = list.selected();
        list.number(ids(&[6, 5, 4, 2, 1]), true);
        assert_eq!((list.at, &list.ids[..]), (3, &ids(&[6, 5, 4, 3, 2, 1])[..]));
    }

    #[test]
    fn what_leaves_at_the_upper_edge_was_scrolled_past() {
        let mut list = ArticleList::default();
        list.number(ids(&[9, 8, 7, 6, 5, 4, 3, 2, 1]), true);
        list.show(3);
        list.step(3);
        assert_eq!(list.show(3), 0..1);
        list.step(8);
        assert_eq!(list.show(3), 1..4, "only what was in sight");
        list.step(-8);
        assert!(list.show(3).is_empty());
    }
}
