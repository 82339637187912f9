//! Rows of a room that fills the screen: pieces of different weight, where a row leads, and
//! the way back.

use crate::library::ArticleId;
use crate::text::{Span, clean_line};

/// What a piece of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Head,
    Plain,
    Quiet,
    Person,
    Place,
    Organization,
    /// Words that this version leaves out.
    Gone,
    /// Words that are in this version alone.
    New,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row<To> {
    pub parts: Vec<(String, Piece)>,
    pub leads_to: Option<To>,
    /// A new section of the room begins with it.
    pub begins_section: bool,
}

impl<To> Row<To> {
    pub(in crate::app) fn new(leads_to: Option<To>) -> Self {
        Self { parts: Vec::new(), leads_to, begins_section: false }
    }

    /// Adds a piece: its words cleaned, the spaces around them as they are.
    #[must_use]
    pub(in crate::app) fn with(mut self, words: &str, part: Piece) -> Self {
        let inner = words.trim_matches(' ');
        let (lead, rest) = words.split_at(words.find(inner).unwrap_or(0));
        let trail = &rest[inner.len()..];
        self.parts.push((format!("{lead}{}{trail}", clean_line(inner)), part));
        self
    }
}

/// The way from a row to its article, and back to the room.
#[derive(Debug, Default)]
pub(in crate::app) struct Way {
    /// The place that is gone to once its article is open.
    target: Option<(ArticleId, Span)>,
    /// The article that was opened from the room.
    left: Option<ArticleId>,
    /// The room lay over the library.
    from_library: bool,
}

impl Way {
    /// Out to an article, and to a place in it; the library lay under the room or not.
    pub(in crate::app) fn out(&mut self, article: ArticleId, place: Option<Span>, library: bool) {
        self.from_library = library;
        self.target = place.map(|place| (article, place));
        self.left = Some(article);
    }

    /// The place that is to be gone to in an article that is open now.
    pub(in crate::app) fn take_target(&mut self, open: ArticleId) -> Option<Span> {
        self.target.take_if(|(article, _)| *article == open).map(|(_, span)| span)
    }

    /// Back from the article that is open, if it was opened from the room; answers whether the
    /// library lay under that.
    pub(in crate::app) fn back(&mut self, open: Option<ArticleId>) -> Option<bool> {
        self.left.take_if(|left| Some(*left) == open).map(|_| self.from_library)
    }

    /// No article is open from the room any more.
    pub(in crate::app) fn end(&mut self) {
        self.left = None;
    }
}
