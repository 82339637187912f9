//! Puts the pieces of a row into the order of their columns, where some of it runs from right to
//! left (UAX 9).

use std::ops::Range;

use super::Setting;
use super::context::Context;
use super::fragment::cells;
use super::row::{Piece, Row};
use crate::text::{Direction, Levels, Run, Span, cell_width, into_visual_order, visual_clusters};

/// The order of a paragraph, a cell of a table or a line of code: where it starts, its words, their
/// levels.
pub(super) struct Order<'a> {
    start: u32,
    words: &'a str,
    levels: Option<Levels>,
    pub base: Direction,
}

impl<'a> Order<'a> {
    /// The order of the bytes of `span`; `base` is the direction of the whole block.
    pub(super) fn of(context: &Context<'a>, span: Span, base: Direction) -> Self {
        let words = context.document.slice(span);
        let levels = if context.setting.bidi { Levels::of(words, base) } else { None };
        Self { start: span.start(), words, levels, base }
    }

    pub(super) fn is_right_to_left(&self) -> bool {
        self.base == Direction::RightToLeft
    }

    /// Puts a row, whose pieces stand in the order of the text, into its order. `room`: the cells
    /// that it may take; where the paragraph starts on the right, the row ends at their end.
    pub(super) fn set(&self, row: &mut Row, room: Range<u16>) {
        if let Some(levels) = &self.levels {
            let pieces = std::mem::take(&mut row.pieces);
            row.pieces = self.in_columns(levels, pieces);
        }
        if self.is_right_to_left() {
            flush_right(row, &room);
        }
    }

    fn in_columns(&self, levels: &Levels, pieces: Vec<Piece>) -> Vec<Piece> {
        let Some(mut column) = pieces.first().map(|piece| piece.column) else { return pieces };
        let mut parts: Vec<(Run, Piece)> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            self.cut(levels, piece, &mut parts);
        }
        let ordered = into_visual_order(parts, |(run, _)| run).into_iter().map(|(run, piece)| {
            let piece = Piece { column, turned: run.is_right_to_left(), ..piece };
            column = column.saturating_add(piece.width);
            piece
        });
        ordered.collect()
    }

    /// Cuts a piece where the direction changes. What it was widened by stays with its last part.
    fn cut(&self, levels: &Levels, piece: Piece, parts: &mut Vec<(Run, Piece)>) {
        let within =
            (piece.span.start() - self.start) as usize..(piece.span.end() - self.start) as usize;
        let runs = levels.runs(self.words, within);
        let mut left = piece.width;
        for (index, run) in runs.iter().enumerate() {
            let own = (cells(&self.words[run.range.clone()]).min(usize::from(left))) as u16;
            let width = if index + 1 == runs.len() { left } else { own };
            left -= width;
            let span =
                Span::new(self.start + run.range.start as u32, self.start + run.range.end as u32);
            parts.push((run.clone(), Piece { span, width, ..piece }));
        }
    }
}

/// Moves a row to the right end of its room.
fn flush_right(row: &mut Row, room: &Range<u16>) {
    let (Some(first), end) = (row.pieces.first().map(|piece| piece.column), row.width()) else {
        return;
    };
    let target = room.end.saturating_sub(end - first).max(room.start);
    for piece in &mut row.pieces {
        piece.column = piece.column - first + target;
    }
    row.indent = target;
}

/// Puts what is drawn beside the text on the other side, turned, where the paragraph starts on the
/// right.
pub(super) fn beside(row: &mut Row, base: Direction, setting: &Setting) {
    if base == Direction::RightToLeft {
        for drawn in &mut row.drawn {
            let text: String = visual_clusters(&drawn.text, Some(base))
                .into_iter()
                .map(|(_, cluster, _)| cluster)
                .collect();
            drawn.column = setting.measure.saturating_sub(drawn.column + cell_width(&text) as u16);
            drawn.text = text.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::page::{Page, Row, Setting};
    use crate::text::{BlockKind, Document, DocumentBuilder, Span};

    fn set(kind: BlockKind, text: &str, setting: Setting) -> (Arc<Document>, Vec<Row>) {
        let mut builder = DocumentBuilder::new();
        builder.block(kind, text);
        let document = Arc::new(builder.finish());
        let rows = Page::new(Arc::clone(&document), setting).rows(0).to_vec();
        (document, rows)
    }

    /// A row as a terminal shows it.
    fn shown(document: &Document, row: &Row) -> String {
        let mut cells = vec![String::new(); usize::from(row.width()).max(40)];
        for glyph in row.glyphs(document) {
            cells[usize::from(glyph.column)] = glyph.text.into_owned();
        }
        for drawn in &row.drawn {
            cells[usize::from(drawn.column)] = drawn.text.clone().into_owned();
        }
        cells
            .into_iter()
            .map(|cell| if cell.is_empty() { " ".into() } else { cell })
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    fn at(measure: u16) -> Setting {
        Setting { measure, ..Setting::default() }
    }

    #[test]
    fn a_paragraph_that_starts_on_the_right_is_flush_right_and_its_rows_follow_the_text() {
        let (document, rows) = set(BlockKind::Paragraph, "אבג דה (NATO 12) וז חט", at(12));
        assert_eq!(
            rows.iter().map(|row| shown(&document, row)).collect::<Vec<_>>(),
            ["NATO) הד גבא", "   טח זו (12"]
        );
    }

    #[test]
    fn bullets_and_bars_stand_on_the_right() {
        let (document, rows) =
            set(BlockKind::ListItem { depth: 0, number: Some(7.into()) }, "אב גד", at(20));
        assert_eq!(shown(&document, &rows[0]), "            דג בא .7");
        let (document, rows) = set(BlockKind::BlockQuote { depth: 0 }, "אב", at(20));
        assert_eq!(shown(&document, &rows[0]), "                בא │");
    }

    #[test]
    fn what_is_left_to_the_terminal_stays_in_the_order_of_the_text() {
        let (document, rows) =
            set(BlockKind::Paragraph, "אב גד", Setting { bidi: false, ..at(12) });
        assert_eq!(shown(&document, &rows[0]), "אב גד");
    }

    #[test]
    fn a_span_that_runs_both_ways_stands_in_several_places() {
        let (document, rows) = set(BlockKind::Paragraph, "he wrote אבג דה there", at(40));
        assert_eq!(shown(&document, &rows[0]), "he wrote הד גבא there");
        let letters = document
            .text()
            .find("wrote אב")
            .map(|at| Span::from_usize(at, at + "wrote אב".len()))
            .expect("it is there");
        assert_eq!(
            rows[0].cells(&document, letters),
            [3..9, 13..15],
            "the word, its space, and the two letters behind it"
        );
        assert_eq!(rows[0].cells(&document, document.span()), [0..21]);
    }

    #[test]
    fn a_table_that_starts_on_the_right_has_its_first_column_there() {
        let mut builder = DocumentBuilder::new();
        builder.open(BlockKind::Table);
        for (cell, border) in [("שנה", '\t'), ("מחיר", '\n'), ("2022", '\t'), ("אבג", ' ')]
        {
            builder.push(cell);
            if border != ' ' {
                builder.separate(border);
            }
        }
        let document = Arc::new(builder.finish());
        let rows = Page::new(Arc::clone(&document), at(20)).rows(0);
        assert_eq!(shown(&document, &rows[0]), "          ריחמ   הנש");
        assert_eq!(shown(&document, &rows[2]), "           גבא  2022");
    }
}
