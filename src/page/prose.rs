//! Sets paragraphs, headings, list items and quotations.

use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::context::Context;
use super::fragment::{Fragment, fragments};
use super::lead::Lead;
use super::order::{self, Order};
use super::part::Part;
use super::row::{Drawn, Ornament, Piece, Row};
use crate::text::{BlockKind, Span};

/// A row is not justified where its spaces would get more cells than this on average.
const WIDEST_GAP: u16 = 2;

/// Bytes of the longest paragraph that is worth the best lines; in a longer one nobody sees the
/// difference.
const LONGEST_FITTED: usize = 6 * 1024;

/// The rows of a block of prose, or of one part of a long one.
pub(super) fn rows(context: &Context<'_>, part: Part) -> Vec<Row> {
    let document = context.document;
    let kind = part.kind(document);
    let lead = Lead::of(document, context.setting, part.block);
    let width = context.measure().saturating_sub(lead.indent).max(1);
    let span = part.span(document);
    let words = document.slice(span);
    let skipped = words.len() - words.trim_start().len();
    let base = span.start() + skipped as u32;
    let direction = context.direction(part.block);
    let order = Order::of(context, span, direction);
    let hyphens = context.hyphens.filter(|_| !order.is_right_to_left());
    let fragments = fragments(&words[skipped..], width, hyphens, context.setting.whole_korean);
    let best = part.is_whole(document) && words.len() <= LONGEST_FITTED;
    let lines = lines(&words[skipped..], &fragments, width, best);
    let justify = context.setting.justify
        && matches!(
            kind,
            BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::BlockQuote { .. }
        );
    let last = lines.len().saturating_sub(1);
    let mut rows = Vec::with_capacity(lines.len() + 1);
    for (index, (line, ends)) in lines.into_iter().enumerate() {
        let straight = justify && !ends && (index < last || !part.is_last(document));
        let mut row =
            set_line(line, base, lead.indent, kind, if straight { width } else { 0 }, index);
        row.drawn.extend_from_slice(&lead.every);
        if index == 0 && part.is_first() {
            row.drawn.extend_from_slice(&lead.first);
        }
        order.set(&mut row, 0..width);
        order::beside(&mut row, direction, context.setting);
        rows.push(row);
    }
    if rows.is_empty() {
        rows.push(Row::empty(kind, base));
    }
    rows
}

/// Breaks fragments of `words` into lines; a line end of the text ends one, which the answer tells
/// of each.
fn lines<'a>(
    words: &str,
    fragments: &'a [Fragment],
    width: u16,
    best: bool,
) -> Vec<(&'a [Fragment], bool)> {
    let mut lines = Vec::new();
    let mut from = 0;
    for (at, fragment) in fragments.iter().enumerate() {
        let next = fragments.get(at + 1);
        let ends = next.is_some_and(|next| {
            words
                .get(fragment.end as usize..next.start as usize)
                .is_some_and(|gap| gap.contains('\n'))
        });
        if ends || next.is_none() {
            let set = break_lines(&fragments[from..=at], width, best);
            let last = set.len().saturating_sub(1);
            lines
                .extend(set.into_iter().enumerate().map(|(row, line)| (line, ends && row == last)));
            from = at + 1;
        }
    }
    lines
}

/// What a cell too many costs a line: more than any gap, so that only what cannot be broken sticks
/// out.
const OVERFLOW: usize = 10_000_000;

/// Breaks fragments into lines: the best lines for the whole paragraph, or in a text too long for
/// that the first that fit.
pub(super) fn break_lines(fragments: &[Fragment], width: u16, best: bool) -> Vec<&[Fragment]> {
    let widths = [f64::from(width)];
    let penalties = Penalties { overflow_penalty: OVERFLOW, ..Penalties::default() };
    if best
        && let Ok(lines) = wrap_optimal_fit(fragments, &widths, &penalties)
        && lines.iter().all(|line| line.len() == 1 || taken(line) <= u32::from(width))
    {
        return lines;
    }
    wrap_first_fit(fragments, &widths)
}

/// Cells that a line takes.
fn taken(line: &[Fragment]) -> u32 {
    let Some((last, before)) = line.split_last() else { return 0 };
    let cells: u32 =
        before.iter().map(|fragment| u32::from(fragment.width) + u32::from(fragment.space)).sum();
    cells + u32::from(last.width) + u32::from(last.hyphen)
}

/// One line as a row; `straight` is the width to which its spaces are widened, 0 for a ragged line.
fn set_line(
    line: &[Fragment],
    base: u32,
    indent: u16,
    kind: BlockKind,
    straight: u16,
    index: usize,
) -> Row {
    let (Some(first), Some(last)) = (line.first(), line.last()) else {
        return Row::empty(kind, base);
    };
    let spaces: u16 = line[..line.len() - 1].iter().map(|fragment| fragment.space).sum();
    let natural = line.iter().map(|fragment| fragment.width).sum::<u16>() + spaces;
    let span = Span::new(base + first.start, base + last.end);
    let mut row = Row::of(kind, indent, span, natural);
    let extra = straight.saturating_sub(natural + u16::from(last.hyphen));
    let gaps = line[..line.len() - 1].iter().filter(|fragment| fragment.space > 0).count() as u16;
    if extra > 0 && gaps > 0 && extra <= gaps * WIDEST_GAP {
        row.pieces = widen(line, base, indent, extra, gaps, index);
    }
    if last.hyphen {
        row.drawn.push(Drawn { column: row.width(), text: "-".into(), ornament: Ornament::Hyphen });
    }
    row
}

/// Spreads `extra` cells over the spaces of a line. Where they do not come out even, one row widens
/// the spaces on its right and the next those on its left, so that no white river runs down the
/// page.
fn widen(
    line: &[Fragment],
    base: u32,
    indent: u16,
    extra: u16,
    gaps: u16,
    index: usize,
) -> Vec<Piece> {
    let share = |gap: u16| {
        if index.is_multiple_of(2) {
            extra * (gap + 1) / gaps - extra * gap / gaps
        } else {
            (extra * (gap + 1)).div_ceil(gaps) - (extra * gap).div_ceil(gaps)
        }
    };
    let mut pieces = Vec::with_capacity(usize::from(gaps) + 1);
    let (mut start, mut column, mut width, mut gap) = (line[0].start, indent, 0, 0);
    for (at, fragment) in line.iter().enumerate() {
        width += fragment.width;
        let Some(next) = line.get(at + 1) else {
            pieces.push(Piece {
                span: Span::new(base + start, base + fragment.end),
                column,
                width,
                turned: false,
            });
            break;
        };
        width += fragment.space;
        if fragment.space == 0 {
            continue;
        }
        let added = share(gap);
        gap += 1;
        if added > 0 {
            width += added;
            pieces.push(Piece {
                span: Span::new(base + start, base + next.start),
                column,
                width,
                turned: false,
            });
            (start, column, width) = (next.start, column + width, 0);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::page::{Page, Setting};
    use crate::text::{BlockKind, DocumentBuilder};

    #[test]
    fn a_line_end_in_a_paragraph_ends_a_row_and_that_row_is_ragged() {
        let mut builder = DocumentBuilder::new();
        builder.open(BlockKind::BlockQuote { depth: 0 });
        for line in ["The gulls go out and the gulls come in again.", "They stay.", "— Ana Ruiz"]
        {
            builder.push(line);
            builder.separate('\n');
        }
        let document = Arc::new(builder.finish());
        let setting = Setting { measure: 24, justify: true, ..Setting::default() };
        let rows = Page::new(Arc::clone(&document), setting).rows(0);
        let rows: Vec<&str> = rows.iter().map(|row| document.slice(row.span).trim()).collect();
        assert_eq!(
            rows,
            ["The gulls go out and", "the gulls come in", "again.", "They stay.", "— Ana Ruiz"]
        );
    }
}
