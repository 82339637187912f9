//! Quotations set apart with a line under them that says whose words they hold: a dash and a name.

use std::ops::Range;

use super::draft::{Attribution, Draft, How};
use super::labels::{Labels, part};
use super::marks::Stretch;
use super::source;
use super::words::{Class, Words};
use crate::text::{BlockKind, Span};

/// Bytes of the longest line that names a source.
const LONGEST: u32 = 160;

/// Tokens of the longest description behind the name.
const LONGEST_DESCRIPTION: usize = 12;

/// Names that begin the day of a quotation rather than its source.
const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Adds to the labelled paragraphs the quotations set apart that bear the name of their source.
pub(super) fn find(words: &Words, stretches: &[Stretch], labels: &mut Labels) {
    let blocks = words.document.blocks();
    let is_quoted = |at: usize| {
        blocks.get(at).is_some_and(|block| matches!(block.kind, BlockKind::BlockQuote { .. }))
    };
    // The blocks of one quotation; those of one that bore its source are behind.
    let mut first = 0;
    let mut found = Vec::new();
    for at in 0..blocks.len() {
        if !is_quoted(at) {
            first = at + 1;
            continue;
        }
        let signed = signature(words, at).map(|dash| (at, dash));
        let below = || {
            let is_line = blocks.get(at + 1).is_some_and(|block| {
                block.kind == BlockKind::Paragraph && block.span.len() <= LONGEST
            });
            let dash = signature(words, at + 1).filter(|_| is_line && !is_quoted(at + 1))?;
            (dash == words.range(blocks[at + 1].span).start).then_some((at + 1, dash))
        };
        let Some((block, dash)) = signed.or_else(below) else { continue };
        found.extend(draft(words, stretches, first..at + 1, block, dash));
        first = at + 1;
    }
    for (draft, taken) in found {
        if taken.clone().all(|block| labels.blocks.get(block).is_some_and(Option::is_none)) {
            labels.blocks[taken].fill(Some(How::Label));
            labels.drafts.push(draft);
        }
    }
    labels.drafts.sort_by_key(|draft| draft.lines.0);
}

/// The dash before the source that a block ends with: of its last line, or behind its last
/// sentence.
fn signature(words: &Words, block: usize) -> Option<usize> {
    let span = words.document.blocks().get(block)?.span;
    let range = words.range(span);
    let dash = range.clone().rev().take(source::REACH).find(|&at| {
        words.class(at) == Class::Dash
            && (at == range.start
                || matches!(words.class(at - 1), Class::Stop | Class::Mark)
                || begins_line(words, at))
    })?;
    (span.end() - words.all[dash].span.start() <= LONGEST).then_some(dash)
}

fn begins_line(words: &Words, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let between = Span::new(words.all[before].span.end(), words.all[at].span.start());
    words.document.slice(between).contains('\n')
}

/// The quotation of these blocks, whose source stands in `block` behind `dash`, and the blocks
/// that it takes.
fn draft(
    words: &Words,
    stretches: &[Stretch],
    quoted: Range<usize>,
    block: usize,
    dash: usize,
) -> Option<(Draft, Range<usize>)> {
    let blocks = words.document.blocks();
    let end = words.range(blocks[block].span).end;
    let name_ends = (dash + 1..end)
        .find(|&at| matches!(words.class(at), Class::Comma | Class::OpenBracket))
        .unwrap_or(end);
    let speaker = source::phrase_at(words, dash + 1, name_ends)?;
    // Behind a comma stands what the name is known for, a title of a book too.
    let goes_on =
        matches!(words.class(speaker.end.min(end - 1)), Class::Comma | Class::OpenBracket)
            && words.class(end - 1) != Class::Stop
            && end - speaker.end <= LONGEST_DESCRIPTION;
    let is_name = words.is_capital(speaker.start)
        && !DAYS.contains(&words.text(speaker.start))
        && (speaker.end >= end || !matches!(words.class(speaker.end), Class::Word | Class::Dash))
        && (goes_on || !(speaker.end..end).any(|at| words.all[at].tag.is_finite()));
    if !is_name {
        return None;
    }
    let mut parts = Vec::new();
    for at in quoted.clone() {
        let mut content = words.range(blocks[at].span);
        content.end = content.end.min(dash);
        // Whole in its own marks, with more below: words of somebody else.
        let closed = part(words, stretches, content.clone());
        let is_whole = closed.is_some_and(|part| {
            words.document.slice(blocks[at].span).starts_with(is_mark)
                && part.start() > blocks[at].span.start()
        });
        if is_whole && at + 1 < quoted.end && content.end < dash {
            parts.clear();
            continue;
        }
        parts.extend(closed);
    }
    let first = parts.first()?.start();
    let last = parts.last()?.end();
    let line = |at: u32| words.lines.partition_point(|line| words.span(&line.words).end() <= at);
    let lines = (line(first), line(last.saturating_sub(1)));
    let by = Attribution::of(dash..dash + 1, Some(speaker), How::Label);
    let taken = words.lines.get(lines.0)?.block..block + 1;
    Some((Draft { parts, by: Some(by), how: How::Label, lines }, taken))
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '"' | '„' | '«' | '‘' | '”' | '»')
}
