//! Sums, shares, counts, ordinals, dates and times.
//!
//! [`find`] reads each sentence once from its start and takes, at every token, the longest figure
//! that one of the rules finds there: `date` and `clock` first, then `money`, `share`, `count`.
//! What a number is worth is read by `number`; what a date means on the day the article was
//! published is reckoned in `calendar`. Pure; uses `text` and `annotation`.

mod calendar;
mod clock;
mod count;
mod currency;
mod date;
mod line;
mod money;
mod number;
mod relative;
mod share;

use super::Context;
use crate::annotation::Figure;
use crate::text::{Document, Segments, Span};
use calendar::Calendar;
use line::Line;

/// A figure and how many tokens it takes.
struct Found {
    tokens: usize,
    figure: Figure,
}

/// Every figure of a document, in order, none overlapping another. Dates that count from the day of
/// publication get their ISO form only where `context` says which day that was.
pub fn find(document: &Document, segments: &Segments, context: &Context) -> Vec<(Span, Figure)> {
    let mut figures = Vec::new();
    let mut calendar = Calendar::new(context.published);
    for sentence in &segments.sentences {
        let tokens = &segments.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        let lower = document.slice(sentence.span).to_ascii_lowercase();
        let line = Line::new(document.slice(sentence.span), &lower, sentence.span.start(), tokens);
        calendar.start_sentence();
        read(&line, &mut calendar, &mut figures);
    }
    figures
}

fn read(line: &Line, calendar: &mut Calendar, figures: &mut Vec<(Span, Figure)>) {
    let mut at = 0;
    while at < line.len() {
        let found = if line.may_start(at) {
            relative::find(line, at, calendar)
                .or_else(|| date::find(line, at, calendar))
                .or_else(|| clock::find(line, at))
                .or_else(|| money::find(line, at))
                .or_else(|| share::find(line, at))
                .or_else(|| count::find(line, at))
        } else {
            None
        };
        let Some(found) = found.filter(|found| found.tokens > 0) else {
            at += 1;
            continue;
        };
        figures.push((line.span(at, at + found.tokens), found.figure));
        at += found.tokens;
    }
}
