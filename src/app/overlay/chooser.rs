//! A list over the panels of which one is chosen: sections of the article, open articles, themes,
//! settings.

use crate::app::key::{Key, KeyCode};
use crate::app::list::List;
use crate::app::message::FeedField;
use crate::config::Setting;
use crate::library::{ArticleId, FeedId};

/// What is chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    Contents,
    Open,
    Themes,
    Settings,
    /// What can be chosen of a feed.
    Feed(FeedId),
    /// Feeds whose last request failed.
    Broken,
}

/// One of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    pub detail: String,
    /// It is the one that holds now.
    pub marked: bool,
    pub does: Chosen,
}

/// What choosing it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    Nothing,
    /// To see this feed.
    Feed(FeedId),
    /// To change a field of a feed, which has this value.
    FeedField(FeedId, FeedField, String),
    /// To go to this byte of the article.
    Place(u32),
    /// To open this input.
    Input(usize),
    /// To open this article of the library.
    Article(ArticleId),
    Theme(String),
    Setting(&'static Setting),
}

/// The list, as it is scrolled and filtered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chooser {
    pub of: Choosing,
    pub list: List,
    /// Whether the filter is being typed.
    pub typing: bool,
    all: Vec<Choice>,
    /// Those that pass the filter.
    pub rows: Vec<Choice>,
}

impl Choosing {
    pub fn title(self) -> &'static str {
        match self {
            Self::Contents => "Contents",
            Self::Open => "Open articles",
            Self::Themes => "Themes · Enter keeps it, Esc leaves it",
            Self::Feed(_) => "Feed · Enter changes, undo takes back",
            Self::Broken => "Feeds that failed · Enter shows one",
            Self::Settings => "Settings · Enter changes, and config.toml keeps it",
        }
    }
}

impl Chooser {
    /// With the cursor on what holds now.
    pub(in crate::app) fn new(of: Choosing, all: Vec<Choice>) -> Self {
        let at = all.iter().rposition(|choice| choice.marked).unwrap_or(0);
        let list = List { at, ..List::default() };
        Self { of, list, typing: false, rows: all.clone(), all }
    }

    /// Takes other rows, and keeps cursor and filter.
    pub(in crate::app) fn refill(&mut self, all: Vec<Choice>) {
        self.all = all;
        self.filter();
    }

    pub fn chosen(&self) -> Option<&Choice> {
        self.rows.get(self.list.at)
    }

    fn filter(&mut self) {
        let passes =
            |choice: &&Choice| self.list.passes(&choice.label) || self.list.passes(&choice.detail);
        self.rows = self.all.iter().filter(passes).cloned().collect();
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }

    /// A key while the filter is typed.
    pub(super) fn press(&mut self, key: Key) {
        match (key.code, key.typed()) {
            (KeyCode::Enter, _) => self.typing = false,
            (KeyCode::Esc, _) => {
                self.typing = false;
                self.list.filter.clear();
            }
            (KeyCode::Backspace, _) => _ = self.list.filter.pop(),
            (_, Some(c)) => self.list.filter.push(c),
            _ => {}
        }
        self.filter();
    }

    /// The first row in sight of so many.
    pub fn top(&self, shown: usize) -> usize {
        self.list.at.saturating_sub(shown / 2).min(self.rows.len().saturating_sub(shown))
    }
}
