//! Where a row stands, and what the rules of setting need to know.

use hyphenation::Standard;

use super::Setting;
use crate::text::{BlockKind, Direction, Document};

/// A row of the page. Places are ordered as their rows are. A long block is set in parts; a short
/// one has part 0 only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub block: u32,
    pub part: u32,
    pub row: u32,
}

/// What the rules of setting need to know.
pub(super) struct Context<'a> {
    pub document: &'a Document,
    pub setting: &'a Setting,
    pub hyphens: Option<&'a Standard>,
}

impl Context<'_> {
    pub(super) fn measure(&self) -> u16 {
        self.setting.measure.max(1)
    }

    /// Which way a block runs: as its first letter does, but code always from left to right.
    pub(super) fn direction(&self, block: u32) -> Direction {
        let block = self.document.blocks()[block as usize];
        if !self.setting.bidi || block.kind == BlockKind::Code {
            Direction::LeftToRight
        } else {
            Direction::of(self.document.slice(block.span))
        }
    }
}
