//! One row of the page: which bytes stand in which columns.

use std::borrow::Cow;

use crate::text::{BlockKind, Document, Span, clusters};

/// A stretch of text that stands in one row. Its clusters follow each other from `column` on, each as wide as it is; the
/// last one takes what is left of `width`, which is how a justified row widens its spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    /// First cell, counted from the left edge of the text column.
    pub column: u16,
    /// Cells in all.
    pub width: u16,
}

/// What something drawn stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ornament {
    /// Bullet or number of a list item.
    Bullet,
    /// The bar beside a quotation set apart.
    Bar,
    /// The hyphen of a word that goes on in the next row.
    Hyphen,
    /// A line under the head of a table, or between its columns.
    Rule,
    /// The head of a table's column, said again before a cell.
    Head,
}

/// Something in a row that is not in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub column: u16,
    pub text: Cow<'static, str>,
    pub ornament: Ornament,
}

/// One row of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From the first to the last byte that stands in the row; empty where nothing of the text does (blank rows, rules).
    /// In a table with wrapped cells the spans of neighbouring rows overlap: the pieces are exact.
    pub span: Span,
    /// In the order of their columns.
    pub pieces: Vec<Piece>,
    pub drawn: Vec<Drawn>,
    /// Cells that are left free before the text.
    pub indent: u16,
    pub kind: BlockKind,
    /// Space between blocks, which belongs to the block before it.
    pub blank: bool,
}

/// A grapheme cluster in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Byte in the document.
    pub offset: u32,
    /// Safe to draw: never a control character.
    pub text: &'a str,
    /// Counted from the left edge of the text column.
    pub column: u16,
    /// Cells; 0 where the cluster is a mark that stands on nothing, and more than the cluster has where a space is widened.
    pub width: u16,
}

impl Glyph<'_> {
    /// The bytes of the document that this cluster is.
    pub fn end(&self) -> u32 {
        self.offset + self.text.len() as u32
    }
}

impl Row {
    /// A row with nothing in it, at `offset`.
    pub(super) fn empty(kind: BlockKind, offset: u32) -> Self {
        Self { span: Span::at(offset), pieces: Vec::new(), drawn: Vec::new(), indent: 0, kind, blank: false }
    }

    /// A row of one piece.
    pub(super) fn of(kind: BlockKind, indent: u16, span: Span, width: u16) -> Self {
        Self { span, pieces: vec![Piece { span, column: indent, width }], indent, ..Self::empty(kind, span.start()) }
    }

    /// The clusters of the row, from left to right. `document` is the one the row was set from.
    pub fn glyphs<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = Glyph<'a>> {
        self.pieces.iter().flat_map(move |piece| piece.glyphs(document))
    }

    /// Cells from the left edge of the text column to the end of the row's text.
    pub fn width(&self) -> u16 {
        self.pieces.last().map_or(0, |piece| piece.column.saturating_add(piece.width))
    }
}

impl Piece {
    fn glyphs<'a>(&self, document: &'a Document) -> impl Iterator<Item = Glyph<'a>> + use<'a> {
        let words = document.slice(self.span);
        let (start, mut column, end) = (self.span.start(), self.column, self.column.saturating_add(self.width));
        clusters(words).map(move |(at, cluster, cells)| {
            let last = at + cluster.len() == words.len();
            let width = if last { end.saturating_sub(column).max(cells as u16) } else { cells as u16 };
            let text = if cluster.starts_with(char::is_control) { " " } else { cluster };
            let glyph = Glyph { offset: start + at as u32, text, column, width };
            column = column.saturating_add(width);
            glyph
        })
    }
}
