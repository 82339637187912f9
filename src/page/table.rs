//! Sets tables: in columns where they fit, else one line a cell.

mod columns;

use super::context::Context;
use super::fragment::{cells, fragments};
use super::order::{self, Order};
use super::part::Part;
use super::prose::break_lines;
use super::row::{Drawn, Ornament, Row};
use crate::text::{BlockKind, Direction, Document, Span};
use columns::{Cells, Column};

/// Bytes from which the widths of the columns are judged: the beginning stands for the rest of a
/// very long table.
const SAMPLE: u32 = 64 * 1024;

/// The rows of a table, or of one part of a long one. The first line of the block is the head.
pub(super) fn rows(context: &Context<'_>, part: Part) -> Vec<Row> {
    let document = context.document;
    let block = document.blocks()[part.block as usize].span;
    let sample = lines(document, Span::new(block.start(), border(document, block)));
    let own = lines(document, part.span(document));
    let measure = context.measure();
    let turned = context.direction(part.block) == Direction::RightToLeft;
    let mut rows = match columns::fit(document, &sample, measure) {
        Some(columns) if turned => {
            in_columns(context, part, &columns::turned(columns, measure), &own)
        }
        Some(columns) => in_columns(context, part, &columns, &own),
        None => in_lines(context, part, sample.first().map_or(&[], Vec::as_slice), &own),
    };
    if rows.is_empty() {
        rows.push(Row::empty(BlockKind::Table, part.span(document).start()));
    }
    rows
}

/// Where the sample of a table ends.
fn border(document: &Document, block: Span) -> u32 {
    let mut end = block.start().saturating_add(SAMPLE).min(block.end());
    while !document.text().is_char_boundary(end as usize) {
        end -= 1;
    }
    end
}

/// The lines of a table and their cells, without the white space around them. Empty lines are left
/// out.
fn lines(document: &Document, span: Span) -> Vec<Cells> {
    let mut start = span.start();
    let mut lines = Vec::new();
    for line in document.slice(span).split_inclusive('\n') {
        let mut at = start;
        let mut cells = Vec::new();
        for cell in line.split_inclusive('\t') {
            let inner = cell.trim();
            let from =
                at + (cell.len() - cell.trim_start().len()).min(cell.len() - inner.len()) as u32;
            cells.push(Span::new(from, from + inner.len() as u32));
            at += cell.len() as u32;
        }
        if !line.trim().is_empty() {
            lines.push(cells);
        }
        start += line.len() as u32;
    }
    lines
}

fn in_columns(context: &Context<'_>, part: Part, columns: &[Column], lines: &[Cells]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, cells) in lines.iter().enumerate() {
        let head = index == 0 && part.is_first();
        rows.extend(line_in_columns(context, columns, cells));
        if head && lines.len() > 1 {
            let rule = if context.setting.ascii { "-" } else { "─" };
            let end = rows.last().map_or(0, |row: &Row| row.span.end());
            let drawn = columns.iter().map(|column| Drawn {
                column: column.left,
                text: rule.repeat(column.width.into()).into(),
                ornament: Ornament::Rule,
            });
            rows.push(Row { drawn: drawn.collect(), ..Row::empty(BlockKind::Table, end) });
        }
    }
    rows
}

/// One line of the table: as many rows as its highest cell needs.
fn line_in_columns(context: &Context<'_>, columns: &[Column], cells: &[Span]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (column, &cell) in columns.iter().zip(cells) {
        let order = cell_order(context, cell);
        for (index, (span, width)) in broken(context, cell, column.width).into_iter().enumerate() {
            if rows.len() <= index {
                rows.push(Row::empty(BlockKind::Table, span.start()));
            }
            let shift = if column.right { column.width.saturating_sub(width) } else { 0 };
            let mut set = Row::of(BlockKind::Table, column.left + shift, span, width);
            order.set(&mut set, column.left..column.left + column.width);
            let row = &mut rows[index];
            row.span = if row.pieces.is_empty() { span } else { row.span.cover(span) };
            row.pieces.append(&mut set.pieces);
        }
    }
    for row in &mut rows {
        row.pieces.sort_by_key(|piece| piece.column);
    }
    rows
}

/// Each cell is a paragraph of its own.
fn cell_order<'a>(context: &Context<'a>, cell: Span) -> Order<'a> {
    let base = if context.setting.bidi {
        Direction::of(context.document.slice(cell))
    } else {
        Direction::LeftToRight
    };
    Order::of(context, cell, base)
}

/// The lines of one cell, each with its width in cells.
fn broken(context: &Context<'_>, cell: Span, width: u16) -> Vec<(Span, u16)> {
    let document = context.document;
    let words = document.slice(cell);
    let fragments = fragments(words, width, None, context.setting.whole_korean);
    let lines = break_lines(&fragments, width, true);
    let set = |line: &[super::fragment::Fragment]| {
        let (first, last) = (line.first()?, line.last()?);
        let span = Span::new(cell.start() + first.start, cell.start() + last.end);
        Some((span, cells(document.slice(span)) as u16))
    };
    lines.into_iter().filter_map(set).collect()
}

/// A table too wide for its measure: "head: cell" lines, a blank row after each line of the table.
fn in_lines(context: &Context<'_>, part: Part, heads: &[Span], lines: &[Cells]) -> Vec<Row> {
    let document = context.document;
    let mut rows = Vec::new();
    for (index, cells) in lines.iter().enumerate() {
        let is_head = index == 0 && part.is_first();
        for (number, &cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let head =
                heads.get(number).filter(|_| !is_head).map_or("", |&head| document.slice(head));
            cell_in_lines(context, cell, head, &mut rows);
        }
        if index + 1 < lines.len() {
            let end = rows.last().map_or(0, |row: &Row| row.span.end());
            rows.push(Row::empty(BlockKind::Table, end));
        }
    }
    rows
}

/// One cell, its column's head drawn before it where the measure leaves room for both.
fn cell_in_lines(context: &Context<'_>, cell: Span, head: &str, rows: &mut Vec<Row>) {
    let measure = context.measure();
    let order = cell_order(context, cell);
    let label = format!("{head}: ");
    let taken = cells(&label).min(usize::from(u16::MAX)) as u16;
    let labelled = !head.is_empty() && taken <= measure / 2;
    let indent = if labelled { taken } else { 0 };
    let first = rows.len();
    for (span, width) in broken(context, cell, (measure - indent).max(1)) {
        let left = if order.is_right_to_left() { 0 } else { indent };
        let mut row = Row::of(BlockKind::Table, left, span, width);
        order.set(&mut row, left..left + (measure - indent).max(1));
        rows.push(row);
    }
    if let Some(row) = rows.get_mut(first).filter(|_| labelled) {
        row.drawn.push(Drawn { column: 0, text: label.into(), ornament: Ornament::Head });
        order::beside(row, order.base, context.setting);
    }
}

#[cfg(test)]
mod tests;
