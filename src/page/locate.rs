//! From bytes to cells and back.

use super::Row;
use super::context::Place;
use super::part::Part;
use super::sheet::Page;
use crate::text::BlockKind;

impl Page {
    /// The row and the column of the byte at `offset`. White space that a row's end swallowed, and
    /// the space between blocks, is where the row before it ends. In a block that is not shown: the
    /// nearest that is.
    pub fn locate(&mut self, offset: u32) -> (Place, u16) {
        let wanted = self.document.block_at(offset) as u32;
        let Some(block) = self.shown_block(wanted) else { return (Place::default(), 0) };
        let part = if block == wanted {
            Part::at(&self.document, block, offset)
        } else {
            Part::first(&self.document, block)
        };
        let rows = self.part(part);
        let index = row_of(&rows, offset);
        let column = rows.get(index).map_or(0, |row| self.column_in(row, offset));
        (part.place(index as u32), column)
    }

    /// The byte at a cell, or the one nearest to it in the row; a row without text gives the byte
    /// it stands at.
    pub fn offset_at(&mut self, place: Place, column: u16) -> u32 {
        let Some((part, index)) = self.settle(place) else { return 0 };
        let rows = self.part(part);
        let Some(row) = rows.get(index as usize) else { return 0 };
        let mut nearest = None;
        for glyph in row.glyphs(&self.document).filter(|glyph| glyph.width > 0) {
            if nearest.is_some() && column < glyph.column {
                break;
            }
            nearest = Some(glyph.offset);
        }
        nearest.unwrap_or(row.span.start())
    }

    /// Where the byte stands, or where the text before it ends.
    fn column_in(&self, row: &Row, offset: u32) -> u16 {
        let glyph = row
            .glyphs(&self.document)
            .filter(|glyph| glyph.offset <= offset)
            .max_by_key(|glyph| glyph.offset);
        let turned =
            |glyph: u32| row.pieces.iter().any(|piece| piece.turned && piece.span.contains(glyph));
        match glyph {
            Some(glyph) if offset < glyph.end => glyph.column,
            Some(glyph) if turned(glyph.offset) => glyph.column.saturating_sub(1),
            Some(glyph) => glyph.column + glyph.width,
            None => row.indent,
        }
    }
}

/// The row in which the byte at `offset` stands, or behind which it was left out.
fn row_of(rows: &[Row], offset: u32) -> usize {
    if rows.first().is_some_and(|row| row.kind == BlockKind::Table) {
        return row_of_cell(rows, offset);
    }
    rows.partition_point(|row| row.span.start() <= offset && !row.blank).saturating_sub(1)
}

/// The same in a table, where the text goes down one cell before it goes on in the next.
fn row_of_cell(rows: &[Row], offset: u32) -> usize {
    let starts = rows
        .iter()
        .enumerate()
        .flat_map(|(index, row)| row.pieces.iter().map(move |piece| (piece.span.start(), index)));
    starts
        .filter(|&(start, _)| start <= offset)
        .max_by_key(|&(start, index)| (start, std::cmp::Reverse(index)))
        .map_or(0, |(_, index)| index)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::page::{Page, Setting};
    use crate::text::Document;

    fn shown(text: &str, measure: u16) -> Vec<String> {
        let document = Arc::new(Document::verbatim(text.into()));
        let mut page = Page::new(Arc::clone(&document), Setting { measure, ..Setting::default() });
        let top = page.first();
        page.visible(top, 100).iter().map(|(_, row)| document.slice(row.span).to_owned()).collect()
    }

    #[test]
    fn a_paragraph_becomes_rows_that_fit() {
        assert_eq!(
            shown("The quick brown fox jumps over the lazy dog.\nAnd so on.", 16),
            ["The quick brown", "fox jumps over", "the lazy dog.", "", "And so on."]
        );
    }

    #[test]
    fn korean_is_broken_between_words_where_that_is_wanted() {
        let rows = |whole_korean| {
            let document = Arc::new(Document::verbatim("여객선이 오늘도 늦게떠났다".into()));
            let setting = Setting { measure: 12, whole_korean, ..Setting::default() };
            let mut page = Page::new(Arc::clone(&document), setting);
            let top = page.first();
            let rows = page.visible(top, 9);
            rows.iter().map(|(_, row)| document.slice(row.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(rows(true), ["여객선이", "오늘도", "늦게떠났다"]);
        assert_eq!(rows(false).len(), 3);
        assert_ne!(rows(false), rows(true), "else a row may end inside a word");
    }

    #[test]
    fn a_byte_goes_to_its_cell_and_back() {
        let text = "Er sagte: “你好, Welt” e\u{301}s und 👩\u{200d}👧 gehen weiter in die Stadt.";
        let document = Arc::new(Document::verbatim(text.into()));
        let mut page =
            Page::new(Arc::clone(&document), Setting { measure: 12, ..Setting::default() });
        let top = page.first();
        for (place, row) in page.visible(top, 50) {
            for glyph in row.glyphs(&document) {
                assert_eq!(page.locate(glyph.offset), (place, glyph.column));
                assert_eq!(page.offset_at(place, glyph.column), glyph.offset);
                assert_eq!(page.offset_at(place, glyph.column + glyph.width - 1), glyph.offset);
            }
        }
    }
}
