//! Making an anchor from a span.

use super::words::is_of_word;
use super::{Anchor, CONTEXT};
use crate::text::{Document, Span};

impl Anchor {
    /// The anchor of `span`. An anchor without words (an empty span) is always an orphan.
    ///
    /// # Panics
    /// When the span is not one of this document: a fault of the program, never of its input.
    pub fn of(document: &Document, span: Span) -> Self {
        let text = document.text();
        let all = document.span();
        let block = document.blocks().get(document.block_at(span.start()));
        Self {
            exact: document.slice(span).to_owned(),
            prefix: before(document.slice(Span::new(0, span.start()))).to_owned(),
            suffix: behind(document.slice(Span::new(span.end(), all.end()))).to_owned(),
            position: if text.is_empty() { 0.0 } else { f64::from(span.start()) / text.len() as f64 },
            paragraph: document.block_at(span.start()) as u32,
            whole: block.is_some_and(|block| block.span == span),
        }
    }
}

/// The last [`CONTEXT`] characters or a little less, from a word border on.
fn before(text: &str) -> &str {
    let Some((from, _)) = text.char_indices().rev().nth(CONTEXT - 1) else { return text };
    let cut = &text[from..];
    let inside = text[..from].chars().next_back().is_some_and(is_of_word);
    let skip = if inside { cut.char_indices().find(|&(_, c)| !is_of_word(c)).map_or(0, |(at, _)| at) } else { 0 };
    &cut[skip..]
}

/// The first [`CONTEXT`] characters or a little less, up to a word border.
fn behind(text: &str) -> &str {
    let Some((to, _)) = text.char_indices().nth(CONTEXT) else { return text };
    let cut = &text[..to];
    let inside = text[to..].chars().next().is_some_and(is_of_word);
    let keep = if inside { cut.char_indices().rev().find(|&(_, c)| !is_of_word(c)).map_or(to, |(at, c)| at + c.len_utf8()) } else { to };
    &cut[..keep]
}
