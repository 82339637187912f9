//! Stories in the list: their reports are one row until the story is unfolded. Nothing is hidden by
//! it: the row says how many there are.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::library::{ArticleId, StoryId};

/// Which articles of the list are reports of one story, and which stories are unfolded.
#[derive(Clone, Debug, Default)]
pub struct Folds {
    of: HashMap<ArticleId, StoryId>,
    counts: HashMap<StoryId, usize>,
    unfolded: BTreeSet<StoryId>,
}

impl Folds {
    /// Takes in the stories of a list; none where stories are not to be folded.
    pub(super) fn fill(&mut self, stories: Vec<(ArticleId, StoryId)>, folds: bool) {
        self.counts.clear();
        self.of.clear();
        for (article, story) in stories.into_iter().filter(|_| folds) {
            if self.of.insert(article, story).is_none() {
                *self.counts.entry(story).or_default() += 1;
            }
        }
    }

    /// The articles that have a row: of a folded story the first alone.
    pub(super) fn rows(&self, all: &[ArticleId]) -> Vec<ArticleId> {
        let mut told: HashSet<StoryId> = HashSet::new();
        let has_row = |article: &&ArticleId| match self.of.get(article) {
            Some(story) => told.insert(*story) || self.unfolded.contains(story),
            None => true,
        };
        all.iter().filter(has_row).copied().collect()
    }

    /// How many reports of the list are of the story of an article; `None` where it is alone.
    pub(crate) fn count(&self, article: ArticleId) -> Option<usize> {
        self.counts.get(self.of.get(&article)?).copied()
    }

    /// Whether the story of an article is unfolded.
    pub(crate) fn is_unfolded(&self, article: ArticleId) -> bool {
        self.of.get(&article).is_some_and(|story| self.unfolded.contains(story))
    }

    /// Whether two articles are reports of one story.
    pub(super) fn are_together(&self, one: ArticleId, other: ArticleId) -> bool {
        self.of.get(&one).is_some_and(|story| self.of.get(&other) == Some(story))
    }

    /// Unfolds the story of an article, or folds it again; answers whether it is one.
    pub(super) fn turn(&mut self, article: ArticleId) -> bool {
        let Some(story) = self.of.get(&article) else { return false };
        if !self.unfolded.remove(story) {
            self.unfolded.insert(*story);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{ArticleId, Folds};

    #[test]
    fn a_story_is_its_first_report_until_it_is_unfolded_and_its_count_says_so() {
        let ids = |numbers: &[i64]| numbers.iter().map(|id| ArticleId(*id)).collect::<Vec<_>>();
        let all = ids(&[9, 8, 7, 6, 5]);
        let mut folds = Folds::default();
        let stories = vec![(ArticleId(8), 5), (ArticleId(6), 5), (ArticleId(5), 5)];
        folds.fill(stories.clone(), true);
        assert_eq!(folds.rows(&all), ids(&[9, 8, 7]));
        assert_eq!((folds.count(ArticleId(6)), folds.count(ArticleId(7))), (Some(3), None));
        assert!(folds.turn(ArticleId(8)) && !folds.turn(ArticleId(7)));
        assert_eq!(folds.rows(&all), all, "unfolded");
        folds.turn(ArticleId(5));
        assert_eq!(folds.rows(&all), ids(&[9, 8, 7]), "and folded again");
        folds.fill(stories, false);
        assert_eq!(folds.rows(&all), all, "where stories are not to be folded");
    }
}
