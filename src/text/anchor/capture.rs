//! Making an anchor from a span.

use super::words::is_of_word;
use super::{Anchor, CONTEXT, FURTHER, Further, Places};
use crate::text::{Document, Span};

/// In a text of more bytes no twin is looked for: it would take longer than setting a mark may
/// take.
const LARGE: usize = 1_000_000;

impl Anchor {
    /// The anchor of `span`. An anchor without words (an empty span) is always an orphan.
    ///
    /// # Panics
    /// When the span is not one of this document: a fault of the program, never of its input.
    pub fn of(document: &Document, span: Span) -> Self {
        if document.text().len() > LARGE {
            capture(document, span)
        } else {
            Places::of(document).anchor(span)
        }
    }
}

impl Places<'_> {
    /// The anchor of `span`, as [`Anchor::of`] makes it, with its twin in a text of any length.
    pub fn anchor(&self, span: Span) -> Anchor {
        let mut anchor = capture(self.document, span);
        (anchor.further.twin, anchor.further.twin_around) = self.most_alike(&anchor, span);
        anchor
    }
}

/// The anchor of `span` without its twin.
fn capture(document: &Document, span: Span) -> Anchor {
    let text = document.text();
    let block = document.blocks().get(document.block_at(span.start()));
    let (front, back) = (&text[..span.range().start], &text[span.range().end..]);
    let prefix = before(front, CONTEXT);
    let suffix = behind(back, CONTEXT);
    Anchor {
        exact: document.slice(span).to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        position: if text.is_empty() { 0.0 } else { f64::from(span.start()) / text.len() as f64 },
        paragraph: document.block_at(span.start()) as u32,
        whole: block.is_some_and(|block| block.span == span),
        further: Further {
            before: before(&front[..front.len() - prefix.len()], FURTHER).to_owned(),
            behind: behind(&back[suffix.len()..], FURTHER).to_owned(),
            ..Further::default()
        },
    }
}

/// The last `limit` characters or a little less, from a word border on.
fn before(text: &str, limit: usize) -> &str {
    let Some((from, _)) = text.char_indices().rev().nth(limit - 1) else { return text };
    let cut = &text[from..];
    let inside = text[..from].chars().next_back().is_some_and(is_of_word);
    let skip = if inside {
        cut.char_indices().find(|&(_, c)| !is_of_word(c)).map_or(0, |(at, _)| at)
    } else {
        0
    };
    &cut[skip..]
}

/// The first `limit` characters or a little less, up to a word border.
fn behind(text: &str, limit: usize) -> &str {
    let Some((to, _)) = text.char_indices().nth(limit) else { return text };
    let cut = &text[..to];
    let inside = text[to..].chars().next().is_some_and(is_of_word);
    let keep = if inside {
        cut.char_indices()
            .rev()
            .find(|&(_, c)| !is_of_word(c))
            .map_or(to, |(at, c)| at + c.len_utf8())
    } else {
        to
    };
    &cut[..keep]
}
