//! Finding words in a document: plain words as a reader means them, or a regular expression.
//!
//! [`pattern`] says what plain words match and how; [`scan`] finds the few places where it is worth
//! to look closely; [`expression`] holds regular expressions. Hits are spans, exact to the byte, in
//! order, and do not overlap.

mod error;
mod expression;
mod pattern;
mod scan;

pub(crate) use error::FindError;

use expression::Expression;
use pattern::Pattern;

use crate::text::{Document, Span};

/// First step of a search backwards, in bytes; each further one is twice as long.
const STEP_BACK: u32 = 64 * 1024;

/// Words or a regular expression to look for. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Query(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Words(std::sync::Arc<Pattern>),
    Expression(Expression),
}

/// What one step of a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    pub hits: Vec<Span>,
    /// Where to go on; `None` at the end of the text.
    pub next: Option<u32>,
}

impl Query {
    /// Plain words find what a reader would call the same: any run of white space, line ends too,
    /// is one space; straight and typographic quotes, the dashes, and `…` and `...` are alike; case
    /// counts only if the query has a capital. With `regex` the words are a regular expression, `^`
    /// and `$` matching at line ends; it finds no more than 64 KiB at once.
    pub fn new(words: &str, regex: bool) -> Result<Self, FindError> {
        if words.trim().is_empty() {
            return Err(FindError::Empty);
        }
        if regex {
            Expression::new(words).map(|expression| Self(Kind::Expression(expression)))
        } else {
            Pattern::new(words).map(|pattern| Self(Kind::Words(pattern.into())))
        }
    }

    /// The first hit that starts at `from` or behind it.
    pub fn next(&self, document: &Document, from: u32) -> Option<Span> {
        self.first(document, from, document.span().end())
    }

    /// The last hit that starts before `from`.
    pub fn previous(&self, document: &Document, from: u32) -> Option<Span> {
        let (mut to, mut step) = (border(document, from), STEP_BACK);
        while to > 0 {
            let start = border(document, to.saturating_sub(step));
            if let Some(&hit) = self.slice(document, start, to - start).hits.last() {
                return Some(hit);
            }
            (to, step) = (start, step.saturating_mul(2));
        }
        None
    }

    /// The hits that start in the `bytes` bytes from `from` on (at least one byte), and where to go
    /// on from there. Long texts are searched slice by slice, so that a search nobody waits for any
    /// more can be given up.
    pub fn slice(&self, document: &Document, from: u32, bytes: u32) -> Slice {
        let end = document.span().end();
        let mut at = border(document, from);
        let mut to = from.saturating_add(bytes.max(1)).min(end);
        while !document.text().is_char_boundary(to as usize) {
            to += 1;
        }
        let mut hits = Vec::new();
        while let Some(hit) = self.first(document, at, to) {
            hits.push(hit);
            at = hit.end();
        }
        let next = at.max(to);
        Slice { hits, next: (next < end).then_some(next) }
    }

    /// All hits, at most `at_most`.
    pub fn all(&self, document: &Document, at_most: usize) -> Vec<Span> {
        let end = document.span().end();
        let mut hits = Vec::new();
        let mut at = 0;
        while hits.len() < at_most
            && let Some(hit) = self.first(document, at, end)
        {
            hits.push(hit);
            at = hit.end();
        }
        hits
    }

    /// The hits that start within `span`.
    pub fn all_within(&self, document: &Document, span: Span) -> Vec<Span> {
        if span.is_empty() {
            Vec::new()
        } else {
            self.slice(document, span.start(), span.len()).hits
        }
    }

    /// The first hit that starts in `from..to`; never an empty one.
    fn first(&self, document: &Document, from: u32, to: u32) -> Option<Span> {
        if from >= to {
            return None;
        }
        match &self.0 {
            Kind::Words(pattern) => pattern.first(document.text(), from as usize, to as usize),
            Kind::Expression(expression) => {
                expression.first(document.text(), from as usize, to as usize)
            }
        }
    }
}

/// `at`, or the character boundary before it.
fn border(document: &Document, at: u32) -> u32 {
    let mut at = at.min(document.span().end());
    while !document.text().is_char_boundary(at as usize) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests;
