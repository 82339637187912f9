//! The page itself: what is set, how, and what is remembered of it.

use std::sync::Arc;

use hyphenation::{Language, Load, Standard};

use super::cache::Cache;
use super::context::Context;
use super::part::Part;
use super::{Row, Setting, code, lead, order, prose, table};
use crate::text::{BlockKind, Document};

/// A document set to a measure. Rows are made where they are asked for and remembered within
/// bounds, so opening, turning to the end and setting anew take as long as what is looked at, not
/// as long as the text.
///
/// The blank rows between two blocks belong to the block before: row 0 of a block is its first row
/// of text.
#[derive(Debug)]
pub struct Page {
    pub(super) document: Arc<Document>,
    setting: Setting,
    cache: Cache,
    hyphens: Hyphens,
    /// The blocks that are shown, in order, where not all are.
    only: Option<Vec<u32>>,
}

/// The hyphenation patterns, read when they are first needed.
#[derive(Default)]
enum Hyphens {
    #[default]
    NotRead,
    Read(Box<Standard>),
    /// They cannot be read: nothing is hyphenated.
    Missing,
}

impl std::fmt::Debug for Hyphens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self, Self::NotRead) { "not read" } else { "read" })
    }
}

impl Hyphens {
    fn get(&mut self) -> Option<&Standard> {
        if matches!(self, Self::NotRead) {
            *self = Standard::from_embedded(Language::EnglishUS)
                .map_or(Self::Missing, |standard| Self::Read(Box::new(standard)));
        }
        if let Self::Read(standard) = self { Some(standard) } else { None }
    }
}

impl Page {
    pub fn new(document: Arc<Document>, setting: Setting) -> Self {
        Self { document, setting, cache: Cache::default(), hyphens: Hyphens::NotRead, only: None }
    }

    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Sets the text another way from now on. Places of before mean nothing any more: keep an
    /// offset and locate it.
    pub fn set(&mut self, setting: Setting) {
        self.setting = setting;
        self.cache.clear();
    }

    /// Shows only these blocks (indices, in order), or all again.
    pub fn show_only(&mut self, blocks: Option<Vec<u32>>) {
        self.only = blocks;
        self.cache.clear();
    }

    /// The rows of one part of a block, the blank rows behind it included.
    pub(super) fn part(&mut self, part: Part) -> Arc<[Row]> {
        if let Some(rows) = self.cache.get(part.key()) {
            return rows;
        }
        let rows: Arc<[Row]> = self.lay_out(part).into();
        self.cache.keep(part.key(), Arc::clone(&rows));
        rows
    }

    /// All rows of a block that is not cut into parts; the rows of the first part of one that is.
    pub fn rows(&mut self, block: u32) -> Arc<[Row]> {
        if self.document.blocks().get(block as usize).is_none() {
            return Arc::new([]);
        }
        let part = Part::first(&self.document, block);
        self.part(part)
    }

    fn lay_out(&mut self, part: Part) -> Vec<Row> {
        let kind = part.kind(&self.document);
        let hyphenate = self.setting.hyphenate
            && matches!(
                kind,
                BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::BlockQuote { .. }
            );
        let hyphens = if hyphenate { self.hyphens.get() } else { None };
        let context = Context { document: &self.document, setting: &self.setting, hyphens };
        let direction = context.direction(part.block);
        let mut rows = match kind {
            BlockKind::Code => code::rows(&context, part),
            BlockKind::Table => table::rows(&context, part),
            _ => prose::rows(&context, part),
        };
        if part.is_last(&self.document)
            && let Some(next) = self.next_block(part.block)
        {
            let end = part.span(&self.document).end();
            let below = self.document.blocks()[next as usize].kind;
            let mut gap = lead::gap(&self.setting, kind, below, end);
            for row in &mut gap {
                order::beside(row, direction, &self.setting);
            }
            rows.extend(gap);
        }
        rows
    }

    /// The shown block after `block`.
    pub(super) fn next_block(&self, block: u32) -> Option<u32> {
        match &self.only {
            None => Some(block + 1).filter(|&next| (next as usize) < self.document.blocks().len()),
            Some(only) => only.get(only.partition_point(|&shown| shown <= block)).copied(),
        }
    }

    /// The shown block before `block`.
    pub(super) fn previous_block(&self, block: u32) -> Option<u32> {
        match &self.only {
            None => block.checked_sub(1),
            Some(only) => only[..only.partition_point(|&shown| shown < block)].last().copied(),
        }
    }

    /// `block` where it is shown, else a shown one near it; `None` where nothing is.
    pub(super) fn shown_block(&self, block: u32) -> Option<u32> {
        match &self.only {
            None => self.document.blocks().len().checked_sub(1).map(|last| block.min(last as u32)),
            Some(only) => {
                let at = only.partition_point(|&shown| shown < block);
                only.get(at).or(only.last()).copied()
            }
        }
    }

    /// The last shown block.
    pub(super) fn last_block(&self) -> Option<u32> {
        self.shown_block(u32::MAX)
    }
}
