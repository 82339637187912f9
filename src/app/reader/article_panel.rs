//! The article panel: which rows are in sight, and where the reader is.

use std::sync::Arc;

use crate::app::geometry::Column;
use crate::page::{Page, Place, Row, Setting};
use crate::text::{Document, Span};

/// The page, the first row in sight and the paragraph cursor.
pub struct ArticlePanel {
    pub page: Page,
    /// The first row in sight.
    pub top: Place,
    /// Where the reader is: a byte in the paragraph that the cursor marks.
    pub cursor: u32,
    /// Rows in sight, as of the last [`ArticlePanel::settle`].
    pub rows: Vec<(Place, Row)>,
    pub column: Column,
    pub height: u16,
    /// Whether some paragraphs are left out.
    pub filtered: bool,
    pub jumps: Jumps,
}

/// Places jumped from, to go back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    places: Vec<u32>,
    /// How many steps back the reader is.
    back: usize,
}

/// Jumps that are remembered.
const JUMPS: usize = 100;

impl Jumps {
    fn push(&mut self, offset: u32) {
        self.places.truncate(self.places.len() - self.back);
        self.back = 0;
        self.places.retain(|&place| place != offset);
        self.places.push(offset);
        if self.places.len() > JUMPS {
            self.places.remove(0);
        }
    }

    /// Whether there is a place to go back to.
    pub(super) fn any(&self) -> bool {
        self.back.max(1) < self.places.len() + usize::from(self.back == 0)
    }

    fn back(&mut self, from: u32) -> Option<u32> {
        if self.back == 0 {
            self.push(from);
            self.back = 1;
        }
        if self.back >= self.places.len() {
            return None;
        }
        self.back += 1;
        Some(self.places[self.places.len() - self.back])
    }

    fn forward(&mut self) -> Option<u32> {
        if self.back <= 1 {
            return None;
        }
        self.back -= 1;
        Some(self.places[self.places.len() - self.back])
    }
}

impl ArticlePanel {
    pub fn new(document: &Arc<Document>, setting: Setting) -> Self {
        let page = Page::new(Arc::clone(document), setting);
        let top = page.first();
        let cursor = document.blocks().first().map_or(0, |block| block.span.start());
        Self {
            page,
            top,
            cursor,
            rows: Vec::new(),
            column: Column::default(),
            height: 0,
            filtered: false,
            jumps: Jumps::default(),
        }
    }

    fn document(&self) -> &Arc<Document> {
        self.page.document()
    }

    /// Number of the block under the cursor.
    pub fn block(&self) -> usize {
        self.document().block_at(self.cursor)
    }

    /// The block under the cursor; empty in an empty document.
    pub fn block_span(&self) -> Span {
        self.document().blocks().get(self.block()).map_or(Span::at(0), |block| block.span)
    }

    /// Sets the text anew where the column or the way of setting changed, keeping the cursor's row
    /// where it was on the screen, and fetches the rows in sight.
    pub fn settle(&mut self, setting: &Setting, column: Column, height: u16) {
        if self.page.setting() != setting {
            let (cursor, _) = self.page.locate(self.cursor);
            let above = self.page.distance(self.top, cursor, u32::from(self.height)).unwrap_or(0);
            self.page.set(setting.clone());
            let (cursor, _) = self.page.locate(self.cursor);
            let above = above.min(u32::from(height.saturating_sub(1)));
            self.top = self.page.advance(cursor, -i64::from(above)).0;
        }
        self.column = column;
        self.height = height;
        let last = self.page.last_top(height);
        self.top = self.top.min(last);
        self.rows = self.page.visible(self.top, height);
    }

    /// Takes a longer text with the same beginning: the reader stays where they are.
    pub fn replace_document(&mut self, document: &Arc<Document>) {
        let top = self.page.offset_at(self.top, 0);
        self.page = Page::new(Arc::clone(document), self.page.setting().clone());
        self.filtered = false;
        self.top = self.page.locate(top).0;
    }

    /// Scrolls by rows. The cursor stays in the middle half of the rows, except at the ends of the
    /// text; where nothing is left to scroll it moves by paragraphs.
    pub fn scroll(&mut self, rows: i64) {
        let (top, moved) = self.page.advance(self.top, rows);
        let last = self.page.last_top(self.height);
        let clamped = top.min(last);
        if moved == 0 || clamped == self.top {
            self.step(rows.signum());
            return;
        }
        self.top = clamped;
        self.rows = self.page.visible(self.top, self.height);
        self.keep_cursor_in_sight(clamped == last);
    }

    fn keep_cursor_in_sight(&mut self, at_end: bool) {
        let margin = usize::from(self.height / 4);
        let upper = if self.top == self.page.first() { 0 } else { margin };
        let lower = if at_end { self.rows.len() } else { self.rows.len().saturating_sub(margin) };
        let block = self.block() as u32;
        let in_band = |row: &(Place, Row)| row.0.block;
        let band =
            self.rows.get(upper..lower.max(upper + 1).min(self.rows.len())).unwrap_or_default();
        let (Some(first), Some(last)) =
            (band.iter().map(in_band).min(), band.iter().map(in_band).max())
        else {
            return;
        };
        if !(first..=last).contains(&block) {
            let blocks = self.document().blocks();
            let to = if block < first { first } else { last };
            self.cursor = blocks.get(to as usize).map_or(0, |block| block.span.start());
        }
    }

    /// Moves the cursor by paragraphs and brings it into sight.
    pub fn step(&mut self, paragraphs: i64) {
        let last = self.document().blocks().len().saturating_sub(1) as i64;
        let to = (self.block() as i64 + paragraphs).clamp(0, last);
        self.cursor =
            self.document().blocks().get(to as usize).map_or(0, |block| block.span.start());
        self.show(self.block_span());
    }

    /// Puts the cursor at `span` and brings it into sight; remembered as a jump where the reader
    /// leaves what is in sight.
    pub fn go(&mut self, span: Span) {
        let from = self.cursor;
        let top = self.top;
        self.cursor = span.start();
        self.show(span);
        if top != self.top {
            self.jumps.push(from);
        }
    }

    /// Puts the cursor at `offset` with the remembered jump, however near.
    pub fn jump(&mut self, offset: u32) {
        self.jumps.push(self.cursor);
        self.cursor = offset;
        self.show(self.block_span());
    }

    pub fn jump_back(&mut self) -> bool {
        let place = self.jumps.back(self.cursor);
        self.land(place)
    }

    pub fn jump_forward(&mut self) -> bool {
        let place = self.jumps.forward();
        self.land(place)
    }

    fn land(&mut self, place: Option<u32>) -> bool {
        let Some(offset) = place else { return false };
        self.cursor = offset.min(self.document().span().end());
        self.show(Span::at(self.cursor));
        true
    }

    /// Scrolls as little as is needed to have all of `span` in sight, with two rows around it; its
    /// beginning where it is longer than the panel.
    pub fn show(&mut self, span: Span) {
        let height = i64::from(self.height);
        if height == 0 {
            return;
        }
        let around = 2.min((height - 1) / 2);
        let (first, _) = self.page.locate(span.start());
        let (last, _) = self.page.locate(span.end().saturating_sub(1).max(span.start()));
        let from = self.page.advance(first, -around).0;
        let until = self.page.advance(last, around).0;
        if from < self.top {
            self.top = from;
        } else {
            let lowest = self.page.advance(self.top, height - 1).0;
            if until > lowest {
                let far = self.page.distance(self.top, first, (3 * height) as u32).is_none();
                let top = if far {
                    self.page.advance(first, -height / 3).0
                } else {
                    self.page.advance(until, 1 - height).0
                };
                self.top = top.min(from);
            }
        }
        let last_top = self.page.last_top(self.height);
        self.top = self.top.min(last_top);
    }

    /// Shows only these blocks, or all.
    pub fn only(&mut self, blocks: Option<Vec<u32>>) {
        let cursor = self.cursor;
        self.filtered = blocks.is_some();
        self.page.show_only(blocks);
        self.top = self.page.locate(cursor).0;
    }

    /// How far the reader has come: bytes up to the end of the paragraph at hand, or of as much of
    /// it as is in sight. Paragraph, progress and time left are all told by this.
    pub fn read_to(&self) -> u32 {
        let block = self.block_span();
        let seen = self.rows.last().map_or(0, |(_, row)| row.span.end());
        block.end().min(seen.max(block.start()))
    }

    /// How much of the text is above the lower edge, 0 to 100.
    pub fn percent(&self) -> u32 {
        let end = self.document().span().end();
        let seen = self.rows.last().map_or(0, |(_, row)| row.span.end());
        if end == 0 {
            100
        } else {
            (u64::from(seen.max(self.cursor.min(end))) * 100 / u64::from(end)) as u32
        }
    }

    /// The byte at a cell of the panel's inside, if text stands in that row.
    pub fn offset_at_cell(&mut self, column: u16, row: u16) -> Option<u32> {
        let place = self.rows.get(usize::from(row))?.0;
        Some(self.page.offset_at(place, column.saturating_sub(self.column.left)))
    }
}

#[cfg(test)]
mod tests {
    use super::Jumps;

    #[test]
    fn jumps_go_back_and_forward_again() {
        let mut jumps = Jumps::default();
        jumps.push(10);
        jumps.push(20);
        assert_eq!(jumps.back(30), Some(20));
        assert_eq!(jumps.back(20), Some(10));
        assert_eq!(jumps.back(10), None);
        assert_eq!(jumps.forward(), Some(20));
        assert_eq!(jumps.forward(), Some(30));
        assert_eq!(jumps.forward(), None);
    }
}
