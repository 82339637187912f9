//! The note editor: a small box beside the paragraph, lines that wrap, undo, paste, and the
//! reader's own editor on a key.
//!
//! What was typed is never dropped: a note that is put aside or could not be saved waits in
//! [`Notes`] until it is gone on with.

mod keys;
mod text;

pub(super) use keys::{Pressed, offset_as_seen};
pub(super) use text::Text;

use crate::annotation::Article;
use crate::app::geometry::Area;
use crate::app::key::{Key, KeyCode, parse_keys};
use crate::app::keys::{Button, Does, row_of};
use crate::library::MarkId;
use crate::page::{Line, wrap};
use crate::text::{Anchor, ContentHash, Span, clean_lines};

/// What a note is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A stretch of the text that has none yet.
    New(Span),
    /// A mark that is there; its place where it has one.
    Of(MarkId, Option<Span>),
}

impl Target {
    pub fn span(self) -> Option<Span> {
        match self {
            Self::New(span) => Some(span),
            Self::Of(_, span) => span,
        }
    }
}

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The text it belongs to.
    pub article: Article,
    pub target: Target,
    /// What it is on, in words that find the place again.
    pub anchor: Anchor,
    pub text: Text,
    /// The words as they are saved.
    pub(in crate::app::overlay) saved: String,
    /// Whether it is to be saved as soon as the reader's own editor gives it back.
    pub(in crate::app::overlay) save_when_back: bool,
    /// Column that the cursor keeps to from line to line.
    pub(in crate::app::overlay) column: Option<usize>,
    /// With its frame.
    pub area: Area,
    pub lines: Vec<Line>,
    /// First line in sight.
    pub top: usize,
}

/// The note that is written now, and those that wait.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    pub editor: Option<Editor>,
    /// Put aside or not saved, each to be gone on with where it belongs.
    pub aside: Vec<Editor>,
    /// The reader was told that quitting leaves unsaved notes behind.
    pub warned: bool,
}

impl Notes {
    /// Words that are typed and not saved, with what they belong to.
    pub fn unsaved(&self) -> impl Iterator<Item = &Editor> {
        self.editor.iter().chain(&self.aside).filter(|editor| editor.is_changed())
    }
}

impl Editor {
    pub fn new(article: Article, target: Target, anchor: Anchor, saved: &str) -> Self {
        let saved = clean_lines(saved);
        Self {
            article,
            target,
            anchor,
            text: Text::new(&saved),
            saved,
            save_when_back: false,
            column: None,
            area: Area::default(),
            lines: wrap("", 2),
            top: 0,
        }
    }

    /// Whether it is the note for this place of this text.
    pub(in crate::app::overlay) fn is_for(&self, document: ContentHash, target: Target) -> bool {
        self.article.document.hash() == document && is_same(self.target, target)
    }

    pub fn is_changed(&self) -> bool {
        self.text.words().trim_end() != self.saved.trim_end()
    }

    /// The line the cursor is in.
    pub fn line(&self) -> usize {
        self.lines.partition_point(|line| line.range.start <= self.text.cursor()).saturating_sub(1)
    }

    /// Breaks the words into lines for its area and brings the cursor's line into sight.
    pub(in crate::app::overlay) fn settle(&mut self, area: Area) {
        self.area = area;
        let inner = area.inner();
        // One cell is left for the cursor behind the last letter.
        self.lines = wrap(self.text.words(), inner.width.saturating_sub(1));
        let (line, height) = (self.line(), usize::from(inner.height).max(1));
        self.top = self
            .top
            .clamp((line + 1).saturating_sub(height), line)
            .min(self.lines.len().saturating_sub(height));
    }

    /// What can be pressed in its frame.
    pub fn buttons(&self) -> Vec<Button> {
        let key = |word: &str| {
            parse_keys(word)
                .ok()
                .and_then(|keys| keys.first().copied())
                .unwrap_or(Key::plain(KeyCode::Esc))
        };
        let items = [("^S", "save"), ("Esc", "close"), ("^O", "editor"), ("^Z", "undo")];
        let items = items.map(|(word, label)| (word.to_owned(), label, Does::Key(key(word))));
        let foot = Area::new(
            self.area.x + 2,
            self.area.y + self.area.height.saturating_sub(1),
            self.area.width.saturating_sub(4),
            1,
        );
        row_of(foot, &items, false)
    }
}

fn is_same(one: Target, other: Target) -> bool {
    match (one, other) {
        (Target::New(one), Target::New(other)) => one == other,
        (Target::Of(one, _), Target::Of(other, _)) => one == other,
        _ => false,
    }
}
