//! Sets code: lines as they are, cut hard where they are longer than a row.

use super::context::Context;
use super::lead::Lead;
use super::order::Order;
use super::part::Part;
use super::row::Row;
use crate::text::{Direction, Span, clusters};

/// The rows of a block of code, or of one part of a long one. Nothing is skipped but line ends.
pub(super) fn rows(context: &Context<'_>, part: Part) -> Vec<Row> {
    let document = context.document;
    let lead = Lead::of(document, context.setting, part.block);
    let width = usize::from(context.measure().saturating_sub(lead.indent).max(1));
    let span = part.span(document);
    let kind = part.kind(document);
    let mut rows = Vec::new();
    let mut start = span.start();
    let mut lines = document.slice(span);
    lines = lines.strip_suffix('\n').unwrap_or(lines);
    for line in lines.split('\n') {
        let shown = line.strip_suffix('\r').unwrap_or(line);
        let order = Order::of(
            context,
            Span::new(start, start + shown.len() as u32),
            Direction::LeftToRight,
        );
        let set = |from: u32, to: u32, taken: usize| {
            let mut row = Row::of(kind, lead.indent, Span::new(from, to), taken as u16);
            order.set(&mut row, lead.indent..context.measure());
            row
        };
        let (mut from, mut taken) = (start, 0);
        for (at, _, cells) in clusters(shown) {
            let at = start + at as u32;
            if taken + cells > width && taken > 0 {
                rows.push(set(from, at, taken));
                (from, taken) = (at, 0);
            }
            taken += cells;
        }
        let end = start + shown.len() as u32;
        rows.push(if from == end {
            Row { indent: lead.indent, ..Row::empty(kind, from) }
        } else {
            set(from, end, taken)
        });
        start += line.len() as u32 + 1;
    }
    rows
}
