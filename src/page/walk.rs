//! Going from row to row.

use super::Row;
use super::context::Place;
use super::part::Part;
use super::sheet::Page;

impl Page {
    /// The first row.
    pub fn first(&self) -> Place {
        self.shown_block(0)
            .map_or(Place::default(), |block| Part::first(&self.document, block).place(0))
    }

    /// The last row.
    pub fn last(&mut self) -> Place {
        let Some(block) = self.last_block() else { return Place::default() };
        let part = Part::last(&self.document, block);
        part.place(self.count(part) - 1)
    }

    /// Where the top is when the last row stands at the bottom of `height` rows; the first row
    /// where all fit.
    pub fn last_top(&mut self, height: u16) -> Place {
        let last = self.last();
        self.advance(last, 1 - i64::from(height.max(1))).0
    }

    /// The row `rows` below `place` (above it, if negative), or the last (first) one, and how far
    /// that is. Takes time for the rows that are passed.
    pub fn advance(&mut self, place: Place, rows: i64) -> (Place, i64) {
        let Some((mut part, mut row)) = self.settle(place) else { return (Place::default(), 0) };
        let mut left = rows.unsigned_abs();
        while left > 0 {
            let here =
                if rows > 0 { u64::from(self.count(part) - 1 - row) } else { u64::from(row) };
            let steps = left.min(here);
            row = if rows > 0 { row + steps as u32 } else { row - steps as u32 };
            left -= steps;
            if left == 0 {
                break;
            }
            let Some(next) =
                (if rows > 0 { self.next_part(part) } else { self.previous_part(part) })
            else {
                break;
            };
            part = next;
            row = if rows > 0 { 0 } else { self.count(part) - 1 };
            left -= 1;
        }
        let moved = rows.unsigned_abs() - left;
        (part.place(row), rows.signum() * moved.cast_signed())
    }

    /// Rows from `from` down to `to`, if they are no more than `at_most`; `None` too where `to`
    /// lies above.
    pub fn distance(&mut self, from: Place, to: Place, at_most: u32) -> Option<u32> {
        let (mut part, row) = self.settle(from)?;
        let (target, target_row) = self.settle(to)?;
        let mut rows = 0_u64;
        let mut start = row;
        while part != target {
            if part.key() > target.key() || rows > u64::from(at_most) {
                return None;
            }
            rows += u64::from(self.count(part) - start);
            start = 0;
            part = self.next_part(part)?;
        }
        let rows = (rows + u64::from(target_row)).checked_sub(u64::from(start))?;
        u32::try_from(rows).ok().filter(|&rows| rows <= at_most)
    }

    /// The rows in sight when `top` is the first of `height`; fewer at the end of the text.
    pub fn visible(&mut self, top: Place, height: u16) -> Vec<(Place, Row)> {
        let mut seen = Vec::with_capacity(usize::from(height));
        let Some((mut part, first)) = self.settle(top) else { return seen };
        let mut first = first as usize;
        loop {
            let rows = self.part(part);
            for (row, index) in
                rows[first..].iter().zip(first..).take(usize::from(height) - seen.len())
            {
                seen.push((part.place(index as u32), row.clone()));
            }
            first = 0;
            if seen.len() == usize::from(height) {
                return seen;
            }
            let Some(next) = self.next_part(part) else { return seen };
            part = next;
        }
    }

    /// The part and row of a place, or of one near it where the page has no such row.
    pub(super) fn settle(&mut self, place: Place) -> Option<(Part, u32)> {
        let block = self.shown_block(place.block)?;
        let part = if block == place.block {
            Part::of(&self.document, place)
        } else {
            Part::first(&self.document, block)
        };
        let row = if part.key() == (place.block, place.part) {
            place.row.min(self.count(part) - 1)
        } else {
            0
        };
        Some((part, row))
    }

    /// Rows of a part: at least one.
    fn count(&mut self, part: Part) -> u32 {
        (self.part(part).len() as u32).max(1)
    }

    fn next_part(&self, part: Part) -> Option<Part> {
        if !part.is_last(&self.document) {
            return Some(Part { part: part.part + 1, ..part });
        }
        self.next_block(part.block).map(|block| Part::first(&self.document, block))
    }

    fn previous_part(&self, part: Part) -> Option<Part> {
        if !part.is_first() {
            return Some(Part { part: part.part - 1, ..part });
        }
        self.previous_block(part.block).map(|block| Part::last(&self.document, block))
    }
}
