//! A note of the article itself.

use crate::text::Span;

/// A mark in the text and the note that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footnote {
    pub mark: Span,
    /// The blocks of the note, its label first.
    pub place: Span,
}
