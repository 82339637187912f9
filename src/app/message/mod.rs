//! What comes in to the state, and what it asks to be done.

mod library;

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::annotation::{Article, Correction, Mark, MarkKind};
use crate::app::key::Key;
use crate::config::Setting;
pub(super) use crate::input::source::{Source, Trouble};
use crate::library::{CorrectionId, MarkId};
use crate::page::Query;
use crate::text::{ContentHash, Document, Span};
pub(crate) use library::{
    Answer, Ask, Decide, FeedChange, FeedField, Loaded, Progress, ReadEvent, TAKEN_BACK, Wanted,
    Who,
};

/// Something happened.
#[derive(Debug)]
pub enum Msg {
    Key(Key),
    /// Text pasted at a prompt.
    Paste(String),
    Mouse(Mouse),
    Resize {
        width: u16,
        height: u16,
    },
    /// The answer to [`Effect::Read`]; `whole` is false for the beginning of a long text, whose
    /// rest is on its way.
    Read {
        generation: u64,
        whole: bool,
        article: Box<Result<Article, Trouble>>,
    },
    /// The answer to [`Effect::Analyze`].
    Analyzed(Arc<Analysis>),
    /// The text of this hash cannot be analysed, and why.
    NotAnalyzed(ContentHash, String),
    /// Part of the answer to [`Effect::Find`]: hits so far, in order, and whether the search is
    /// done.
    Found {
        generation: u64,
        hits: Vec<Span>,
        done: bool,
    },
    /// What is kept about a text; the answer to [`Effect::Keep`].
    Kept(Box<Kept>),
    /// A change was not saved, and why.
    NotKept {
        article: Box<Article>,
        change: Change,
        words: String,
    },
    /// The terminal's background, in 8 bits a colour.
    Background([u8; 3]),
    /// The answer to [`Effect::Run`] where the terminal was not given away: what was printed and
    /// whether it went well, or why it was not run.
    Ran {
        title: String,
        output: Output,
        ended: Result<(String, bool), String>,
    },
    /// The answer to [`Effect::Edit`].
    Edited(Result<String, String>),
    /// The library's threads answer.
    Library(Answer),
    /// No browser could open an address: why.
    NotBrowsed {
        url: String,
        words: String,
    },
    /// Something to tell the reader.
    Told(Notice),
    /// What a rule found: told in the window, and outside it.
    Alert(String),
    /// The answer to [`Effect::AwaitQuit`], two seconds later.
    QuitLapsed,
}

/// A program to run. The arguments reach it as they are; no shell reads them.
#[derive(Clone, Debug)]
pub struct Errand {
    /// What it is called in messages.
    pub title: String,
    /// The program, then its arguments.
    pub arguments: Vec<String>,
    /// What it gets on its standard input.
    pub input: Option<Piped>,
    pub output: Output,
}

/// What a program gets on its standard input.
#[derive(Clone, Debug)]
pub enum Piped {
    Words(String),
    /// A part of an article and what is known about it.
    Json {
        article: Box<Article>,
        analysis: Arc<Analysis>,
        part: Part,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    Span(Span),
    /// A quotation by its number.
    Quote(u32),
}

/// Where a program's output goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The program has the terminal to itself until it ends.
    Terminal,
    /// Over the panels.
    Popup,
    /// Its first line in the lowest line; over the panels where it failed.
    Told,
    Nowhere,
}

/// A part of the article that is handed to another program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passage {
    Article,
    Paragraph,
    Quotation,
    /// What is selected, else the words that the reader was taken to, else the paragraph.
    Selection,
}

impl Passage {
    pub const ALL: [Self; 4] = [Self::Article, Self::Paragraph, Self::Quotation, Self::Selection];

    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Paragraph => "paragraph",
            Self::Quotation => "quotation",
            Self::Selection => "selection",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|passage| passage.name() == name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub action: MouseAction,
    pub column: u16,
    pub row: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    Press,
    /// Pressed a second time at once, at the same place.
    PressTwice,
    PressThrice,
    /// Moved while the button is held.
    Drag,
    /// The button was let go.
    Release,
    /// The right button.
    PressRight,
    WheelUp,
    WheelDown,
}

/// A line for the reader, on the status line until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub words: String,
    /// Something went wrong.
    pub alarm: bool,
    /// What was asked for could not be done.
    pub refused: bool,
}

impl Notice {
    pub fn note(words: impl Into<String>) -> Self {
        Self { words: words.into(), alarm: false, refused: false }
    }

    pub fn alarm(words: impl Into<String>) -> Self {
        Self { words: words.into(), alarm: true, refused: false }
    }
}

/// Work for the runtime. Answers come back as [`Msg`]s; an answer to an older generation is
/// dropped.
#[derive(Clone, Debug)]
pub enum Effect {
    Read {
        generation: u64,
        source: Source,
        /// A page is read as it stands, no article cut out of it.
        whole_page: bool,
    },
    Analyze(Article),
    Find {
        generation: u64,
        document: Arc<Document>,
        query: Query,
        from: u32,
    },
    /// Forget the input that is being read.
    StopReading,
    /// Forget a search that runs.
    StopFinding,
    /// Change or recall what is kept about a text. Changes are carried out in order, none is
    /// dropped.
    Keep {
        article: Article,
        change: Change,
    },
    /// Work for the library's thread.
    Library(Ask),
    /// Put words into the terminal's clipboard.
    Copy(String),
    /// Tells a line outside the window.
    Notify(String),
    /// Open an http or https address in the browser.
    Browse(String),
    /// Run a program.
    Run(Errand),
    /// Have words edited in the reader's editor.
    Edit(String),
    /// Give the terminal back and stop, until `fg`.
    Suspend,
    /// Subscribe to what is at an address, or to the feeds of a list in a file; the answer is a
    /// [`Msg::Ran`].
    Subscribe(String),
    /// Write a setting into the file of settings.
    KeepSetting {
        setting: &'static Setting,
        value: toml::Value,
    },
    /// Remember which step of the tutor waits.
    KeepTutor(usize),
    /// Say when the time is over in which the program ends if it is asked a second time.
    AwaitQuit,
    /// Draw everything anew.
    Redraw,
}

/// A change to what is kept about a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// None: only say what is kept.
    Recall,
    AddMark {
        kind: MarkKind,
        span: Span,
        note: String,
    },
    RemoveMark(MarkId),
    /// Another note on a mark.
    Note(MarkId, String),
    /// Another place for a mark, such as one that lost its own.
    Move(MarkId, Span),
    /// Another role for a highlight.
    Kind(MarkId, MarkKind),
    Correct {
        span: Span,
        correction: Correction,
    },
    /// Takes back the newest change of this window.
    Undo(Reach),
    /// Does again what was taken back last.
    Redo(Reach),
    /// Where reading stopped; kept only where a library is there.
    Position(u32),
}

/// The changes among which the newest is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of the library.
    Library,
    /// Those to what is kept about the text at hand.
    Text,
}

/// What is kept about a text, after a change was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The text's.
    pub hash: ContentHash,
    /// In order of place; `None` for those that found no place.
    pub marks: Vec<(MarkId, Mark, Option<Span>)>,
    pub corrections: Vec<(CorrectionId, Span, Correction)>,
    /// Where reading stopped the last time; told on a recall.
    pub position: Option<u32>,
    /// What was done, in words.
    pub words: String,
}

/// Whether an analysis belongs to this document.
pub(super) fn is_of(analysis: &Analysis, hash: ContentHash) -> bool {
    analysis.document == hash
}
