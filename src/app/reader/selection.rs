//! What is selected: a [`Span`] between two words, the one it started at and the one that follows
//! the reader, however they move.

use crate::text::{Document, Span, word_at};

/// What a selection is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Words,
    Paragraphs,
}

/// A selection that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    pub unit: Unit,
    /// Where it started.
    pub(super) fixed: Span,
    /// The end that moves.
    pub(super) moving: Span,
    /// Column that the moving end keeps to from row to row, in cells.
    pub(super) column: Option<u16>,
    /// Where the reader was when the moving end was set.
    pub(super) seen: Spot,
}

/// Where the reader is: cursor, the thing they were taken to, the hit they are at.
pub(super) type Spot = (u32, Option<Span>, Option<Span>);

impl Selection {
    /// The bytes that are selected.
    pub fn span(&self) -> Span {
        self.fixed.cover(self.moving)
    }

    /// The end that moves.
    pub fn moving(&self) -> Span {
        self.moving
    }
}

/// `span` as whole words or paragraphs.
pub(super) fn whole(document: &Document, unit: Unit, span: Span) -> Span {
    let last = span.end().saturating_sub(1).max(span.start());
    let of = |offset: u32| match unit {
        Unit::Words => word_at(document, offset),
        Unit::Paragraphs => {
            document.blocks().get(document.block_at(offset)).map(|block| block.span)
        }
    };
    let mut last = last;
    while !document.text().is_char_boundary(last as usize) {
        last -= 1;
    }
    match (of(span.start()), of(last)) {
        (Some(first), Some(last)) => first.cover(last),
        _ => span,
    }
}

/// The button of the mouse is held, on text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// Byte that it was pressed at.
    pub(super) offset: u32,
    pub(super) unit: Unit,
    /// Nothing follows when it is let go: a selection was made or ended.
    pub(super) done: bool,
    /// Left of the text, where the signs are.
    pub(super) gutter: bool,
}

impl Pressed {
    /// Whether it is a click on the text so far.
    pub(in crate::app) fn is_click(self) -> bool {
        !self.done && !self.gutter
    }
}

#[cfg(test)]
mod tests {
    use super::{Unit, whole};
    use crate::text::{Document, Span};

    #[test]
    fn any_span_becomes_whole_words_or_paragraphs() {
        let document = Document::verbatim("Eine Brücke. 习近平\nund".into());
        let of = |unit, start, end| document.slice(whole(&document, unit, Span::new(start, end)));
        assert_eq!(of(Unit::Words, 2, 9), "Eine Brücke");
        assert_eq!(of(Unit::Words, 7, 8), "Brücke");
        assert_eq!(of(Unit::Words, 14, 23), "习近平");
        assert_eq!(of(Unit::Paragraphs, 3, 3), "Eine Brücke. 习近平");
    }
}
