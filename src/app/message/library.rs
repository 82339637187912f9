//! What the library room asks of the library's thread, and what comes back.

use std::sync::Arc;

use jiff::Timestamp;

use super::Trouble;
use crate::analysis::Analysis;
use crate::annotation::{Article, Correction, EntityKind};
use crate::config::{FullText, ReadWhen};
use crate::library::{
    ArticleId, Cursor, FeedId, FeedRow, Laid, ListRow, Overview, PersonId, PersonPage, PersonRow,
    Ranking, SavedQuery, Scope, State, StoryId,
};
use crate::query::Query;
use crate::text::{ContentHash, Span};

/// Whom a page is asked of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Known(PersonId),
    /// Whoever has a name, in an article where there is one.
    Called(Option<ArticleId>, EntityKind, String),
}

/// What its reader decides about people, for all articles.
#[derive(Clone, Debug)]
pub enum Decide {
    /// The one is whoever is called so.
    Join {
        from: PersonId,
        into: String,
    },
    /// Whoever is shown in these articles is another one.
    Part {
        from: PersonId,
        articles: Vec<ArticleId>,
    },
    Rename {
        id: PersonId,
        name: String,
    },
    /// Follows them, or no longer.
    Follow(PersonId),
    FollowNamed {
        article: Option<ArticleId>,
        kind: EntityKind,
        name: String,
    },
    FollowQuery {
        name: String,
        query: String,
    },
    /// A correction of a name that is for all articles.
    Everywhere {
        subject: String,
        correction: Correction,
    },
}

/// Work for the library's thread. Of each kind that only reads, the newest replaces the one that
/// waits; changes are carried out in order and none is dropped.
#[derive(Clone, Debug)]
pub enum Ask {
    Overview,
    /// The articles of a scope: first the rows of a page, then the numbers of all.
    List {
        generation: u64,
        scope: Scope,
    },
    /// The rows of these articles.
    Rows(Vec<ArticleId>),
    /// An article to preview or to read.
    Load {
        generation: u64,
        id: ArticleId,
        wanted: Wanted,
        /// What the list it stands in asks for: that is lit in it.
        query: Query,
    },
    /// The first unread article of a scope behind a row, else from the start.
    NextUnread {
        generation: u64,
        scope: Scope,
        after: Option<Cursor>,
    },
    Set {
        ids: Vec<ArticleId>,
        state: State,
        label: String,
        /// Whether it is told in words. A star or a tag is always.
        told: bool,
    },
    /// Sets a tag on these, or takes it off where all have it. `of` says what they are, in words.
    TurnTag {
        ids: Vec<ArticleId>,
        name: String,
        of: String,
    },
    /// Stars these, or takes the star off where all have it. `of` says what they are, in words.
    TurnStar {
        ids: Vec<ArticleId>,
        of: String,
    },
    /// How it stands with the article on the desk, whose text has this hash.
    Desk {
        id: ArticleId,
        text: ContentHash,
    },
    /// The story of an article, laid side by side.
    Story(ArticleId),
    /// Whoever of a kind has these words in the name.
    People {
        kind: EntityKind,
        words: String,
        ranking: Ranking,
    },
    /// What the library knows of somebody.
    Person(Who),
    /// The next article, older than this one, that shows the same one.
    NextNaming {
        article: ArticleId,
        kind: EntityKind,
        name: String,
    },
    Decide(Decide),
    /// The feeds of an article, to ask one of them for what is new.
    FeedsOf(ArticleId),
    /// Marks these as read, in one step: all that a list held.
    MarkAllRead {
        ids: Vec<ArticleId>,
        label: String,
    },
    Undo,
    Redo,
    /// Something happened to articles that may make them read, by the rule of their feed or the
    /// settings.
    Happened {
        ids: Vec<ArticleId>,
        what: ReadEvent,
    },
    /// Keep the analysis of an article of the library.
    KeepAnalysis {
        id: ArticleId,
        article: Article,
        analysis: Arc<Analysis>,
    },
    SaveQuery(SavedQuery),
    RemoveQuery(String),
    /// When the articles of a feed count as read; `None`: as the settings say.
    ReadRule {
        feed: FeedId,
        rule: Option<ReadWhen>,
    },
    /// What is known of a feed.
    Feed(FeedId),
    /// The feeds whose last request failed.
    Broken,
    /// Another choice about a feed.
    ChangeFeed {
        feed: FeedId,
        change: FeedChange,
    },
    /// Whether another program has changed the library.
    Look,
    /// Ask these feeds, or all, for what is new.
    Refresh {
        feeds: Vec<FeedId>,
        force: bool,
    },
    StopRefresh,
    /// Ask for the pages of these articles now.
    Pages(Vec<ArticleId>),
    /// Analyse what waits for it, at low priority.
    Analyse,
}

/// What can be chosen of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedField {
    Name,
    Folder,
    Tags,
    FullText,
    KeepCount,
    KeepDays,
    Remove,
}

/// A choice about a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedChange {
    /// Empty: the one that the feed gives itself.
    Name(String),
    /// The path of a folder, made where it is not there: `News/Local`; empty: none.
    Folder(String),
    Tags(Vec<String>),
    FullText(FullText),
    /// Articles kept; `None`: all.
    KeepCount(Option<u32>),
    KeepDays(Option<u32>),
    Remove,
}

/// Which text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The one that is shown.
    Shown,
    /// The feed's own.
    FeedText,
    /// What changed from the version before to the shown one, word by word.
    Difference,
}

/// What may make an article read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadEvent {
    Opened,
    /// It left the list at the upper edge.
    ScrolledPast,
    /// Its end was in sight.
    Finished,
}

impl ReadEvent {
    /// Whether it makes an article read under a rule.
    pub fn counts(self, rule: ReadWhen) -> bool {
        match rule {
            ReadWhen::ByHand => false,
            ReadWhen::Finished => self == Self::Finished,
            ReadWhen::Scrolled => true,
            ReadWhen::Opened => self != Self::ScrolledPast,
        }
    }
}

/// An article with what the library knows about it.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub id: ArticleId,
    pub wanted: Wanted,
    pub article: Article,
    /// The kept analysis, if this engine made one.
    pub analysis: Option<Arc<Analysis>>,
    /// The feeds that brought it; the first, and those it is "also in".
    pub feeds: Vec<(FeedId, String)>,
    pub tags: Vec<String>,
    /// Whether it has a feed's own text beside the one that is shown.
    pub feed_text: bool,
    pub versions: usize,
    /// What the list asked for, and where that stands in the text.
    pub query: Query,
    pub hits: Vec<Span>,
}

/// How a refresh goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    /// New articles.
    pub new: usize,
    /// Articles that were there and have another text or title now.
    pub changed: usize,
    /// Feeds whose time has not come.
    pub waiting: usize,
    /// Feeds that are kept from a `urls` file and not run.
    pub kept: usize,
    /// Name of the feed and what went wrong, a line each.
    pub failures: Vec<String>,
    /// All feeds are asked; full texts are fetched and words indexed.
    pub completing: bool,
    pub ended: bool,
    pub stopped: bool,
}

/// Ends the words of a change that is large: the key that takes it back is put in where they are
/// told.
pub(crate) const TAKEN_BACK: &str = "; {undo} takes it back";

/// What the library's threads tell.
#[derive(Debug)]
pub enum Answer {
    Overview(Box<Overview>),
    /// The first rows of a list; `whole` where there are no more.
    Listed {
        generation: u64,
        rows: Vec<ListRow>,
        whole: bool,
        /// Of those that are of one story with others of the list: the story.
        stories: Vec<(ArticleId, StoryId)>,
        now: Timestamp,
    },
    /// The numbers of all its articles.
    Numbers {
        generation: u64,
        ids: Vec<ArticleId>,
        stories: Vec<(ArticleId, StoryId)>,
    },
    Rows(Vec<ListRow>),
    Loaded {
        generation: u64,
        loaded: Box<Result<Loaded, Trouble>>,
    },
    NextUnread {
        generation: u64,
        found: Option<ArticleId>,
    },
    /// A change was saved. `words` say what was done; `relist` where lists may hold other articles
    /// now.
    Changed {
        words: String,
        ids: Vec<ArticleId>,
        relist: bool,
    },
    /// A change was taken back, or done again; what, in words.
    Undone(String),
    /// A change was not saved, and why: these articles are gone.
    NotSaved(String),
    /// The article on the desk: its tags, and whether another text of it is shown by now. `None`:
    /// it is gone.
    Desk {
        id: ArticleId,
        now: Option<(Vec<String>, bool)>,
    },
    FeedsOf(Vec<FeedId>),
    /// What is known of a feed, and the path of its folder.
    Feed(Box<FeedRow>, Option<String>),
    Broken(Vec<FeedRow>),
    /// As it was asked, and who was found.
    People {
        kind: EntityKind,
        words: String,
        ranking: Ranking,
        people: Vec<PersonRow>,
    },
    /// Of whom it was asked; `None` where nobody is known so.
    Person {
        who: Who,
        page: Option<Box<PersonPage>>,
    },
    /// The next article that shows the same one, and by which name; `None` behind the last.
    NextNaming {
        article: ArticleId,
        name: String,
        next: Option<(ArticleId, String)>,
    },
    /// Something was decided about people; what, in words.
    Decided(String),
    /// The story of an article; `None` where it is not analysed.
    Story {
        article: ArticleId,
        laid: Option<Box<Laid>>,
    },
    /// Another program changed the library.
    Elsewhere,
    Progress(Progress),
    /// The pages of these articles were asked for, and what came of it.
    Pages {
        words: String,
        ids: Vec<ArticleId>,
    },
    /// People were found in these articles.
    Analysed(Vec<ArticleId>),
    /// There is no library yet.
    Nothing,
    /// The library cannot be used.
    Trouble(Trouble),
}
