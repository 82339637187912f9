//! What a document is made of: one block a paragraph, heading, list item and so on.

use super::Span;

/// What kind of block a stretch of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// Level 1 is the title, 2 to 6 are sections.
    Heading(u8),
    Paragraph,
    /// Who wrote it, a line of its own ("By Ana Ruiz").
    Byline,
    /// `depth` counts from 0; `number` is the item's number in an ordered list.
    ListItem {
        depth: u8,
        number: Option<u32>,
    },
    /// A paragraph of a quotation set apart; `depth` counts from 0.
    BlockQuote {
        depth: u8,
    },
    /// Lines are kept as they are.
    Code,
    /// A row a line, cells separated by tabs; the first row is the head.
    Table,
    /// The words under (or instead of) a picture.
    Caption,
}

impl BlockKind {
    /// Are line ends inside the block part of it, rather than white space?
    pub fn keeps_lines(self) -> bool {
        matches!(self, Self::Code | Self::Table)
    }

    /// Is it prose that the analysis reads (not code, not a table)?
    pub fn is_prose(self) -> bool {
        !self.keeps_lines()
    }
}

/// One block: its kind and where it stands. Blocks are in order, do not overlap, are never empty,
/// and have at least one byte of white space between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}
