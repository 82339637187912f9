//! The marks of the article at hand: bookmarks, named marks, notes and highlights.

use crate::annotation::Mark;
use crate::library::MarkId;
use crate::text::Span;

/// The marks of the article at hand.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// In order of place; those without a span found none in this text.
    pub all: Vec<(MarkId, Mark, Option<Span>)>,
    /// Whether what is kept was told.
    pub(super) told: bool,
}

impl Marks {
    /// The marks that have a place, in order.
    pub fn placed(&self) -> impl Iterator<Item = (MarkId, &Mark, Span)> {
        self.all.iter().filter_map(|(id, mark, span)| span.map(|span| (*id, mark, span)))
    }

    /// The marks that touch `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (MarkId, &Mark)> {
        self.placed().filter(move |(_, _, at)| at.overlaps(span)).map(|(id, mark, _)| (id, mark))
    }

    /// The mark with a number.
    pub fn by_id(&self, id: MarkId) -> Option<&(MarkId, Mark, Option<Span>)> {
        self.all.iter().find(|(known, ..)| *known == id)
    }
}
