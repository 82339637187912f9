//! One row of the page: which bytes stand in which columns.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{BlockKind, Document, Span, clusters, mirrored};

/// A stretch of text that stands in one row. Its clusters follow each other from `column` on, each
/// as wide as it is; the last one takes what is left of `width`, which is how a justified row
/// widens its spaces. Where text runs from right to left, they follow each other from the right
/// edge on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    /// First cell, counted from the left edge of the text column.
    pub column: u16,
    /// Cells in all.
    pub width: u16,
    /// Whether it runs from right to left.
    pub turned: bool,
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
    /// From the first to the last byte that stands in the row; empty where nothing of the text does
    /// (blank rows, rules). In a table with wrapped cells the spans of neighbouring rows overlap:
    /// the pieces are exact.
    pub span: Span,
    /// In the order of their columns, which is not that of the text where some of it runs from
    /// right to left.
    pub pieces: Vec<Piece>,
    pub drawn: Vec<Drawn>,
    /// Cells that are left free before the text.
    pub indent: u16,
    pub kind: BlockKind,
    /// Space between blocks, which belongs to the block before it.
    pub blank: bool,
}

/// A grapheme cluster in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Byte in the document.
    pub offset: u32,
    /// The byte behind it.
    pub end: u32,
    /// Safe to draw: never a control character. Brackets are turned round where text runs from
    /// right to left.
    pub text: Cow<'a, str>,
    /// Counted from the left edge of the text column.
    pub column: u16,
    /// Cells; 0 where the cluster is a mark that stands on nothing, and more than the cluster has
    /// where a space is widened.
    pub width: u16,
}

impl Row {
    /// A row with nothing in it, at `offset`.
    pub(super) fn empty(kind: BlockKind, offset: u32) -> Self {
        Self {
            span: Span::at(offset),
            pieces: Vec::new(),
            drawn: Vec::new(),
            indent: 0,
            kind,
            blank: false,
        }
    }

    /// A row of one piece.
    pub(super) fn of(kind: BlockKind, indent: u16, span: Span, width: u16) -> Self {
        Self {
            span,
            pieces: vec![Piece { span, column: indent, width, turned: false }],
            indent,
            ..Self::empty(kind, span.start())
        }
    }

    /// The clusters of the row, from left to right. `document` is the one the row was set from.
    pub fn glyphs<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = Glyph<'a>> {
        self.pieces.iter().flat_map(move |piece| piece.glyphs(document))
    }

    /// The cells in which the bytes of `span` stand, from left to right; several ranges where a row
    /// runs both ways. Cells that touch are one range. `document` is the one the row was set from.
    pub fn cells(&self, document: &Document, span: Span) -> Vec<Range<u16>> {
        let mut ranges: Vec<Range<u16>> = Vec::new();
        for glyph in self
            .glyphs(document)
            .filter(|glyph| glyph.offset < span.end() && span.start() < glyph.end)
        {
            let end = glyph.column + glyph.width;
            match ranges.last_mut() {
                Some(range) if range.end == glyph.column => range.end = end,
                _ => ranges.push(glyph.column..end),
            }
        }
        ranges
    }

    /// Cells from the left edge of the text column to the end of the row's text.
    pub fn width(&self) -> u16 {
        self.pieces.last().map_or(0, |piece| piece.column.saturating_add(piece.width))
    }
}

impl Piece {
    /// Its clusters from left to right.
    fn glyphs<'a>(&self, document: &'a Document) -> impl Iterator<Item = Glyph<'a>> + use<'a> {
        let (first, end) = (self.column, self.column.saturating_add(self.width));
        let (start, turned, words) = (self.span.start(), self.turned, document.slice(self.span));
        // What is left of the piece: from the column on, or where the text is turned, up to it.
        let mut edge = if turned { end } else { first };
        let in_order = clusters(words).map(move |(at, cluster, cells)| {
            let left = if turned { edge.saturating_sub(first) } else { end.saturating_sub(edge) };
            let last = at + cluster.len() == words.len();
            let width = if last { left.max(cells as u16) } else { cells as u16 };
            let column = if turned { edge.saturating_sub(width) } else { edge };
            edge = if turned { column } else { edge.saturating_add(width) };
            let text =
                if cluster.starts_with(char::is_control) { " ".into() } else { cluster.into() };
            let from = start + at as u32;
            Glyph { offset: from, end: from + cluster.len() as u32, text, column, width }
        });
        if !turned {
            return Either::Left(in_order);
        }
        let mut glyphs: Vec<Glyph<'a>> = in_order.collect();
        for glyph in &mut glyphs {
            if let Cow::Borrowed(text) = glyph.text {
                glyph.text = mirrored(text);
            }
        }
        glyphs.reverse();
        Either::Right(glyphs.into_iter())
    }
}

/// One of two ways to walk.
enum Either<L, R> {
    Left(L),
    Right(R),
}

impl<T, L: Iterator<Item = T>, R: Iterator<Item = T>> Iterator for Either<L, R> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self {
            Self::Left(left) => left.next(),
            Self::Right(right) => right.next(),
        }
    }
}
