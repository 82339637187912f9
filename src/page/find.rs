//! Finding words (simple form).

use crate::text::{Document, Span};
use regex::{Regex, RegexBuilder};

/// Words or a pattern to look for.
#[derive(Clone, Debug)]
pub struct Query {
    pattern: Regex,
}

/// Why a query cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    #[error("there is nothing to look for")]
    Empty,
    #[error("the pattern is too large")]
    TooLarge,
    #[error("the pattern is wrong: {0}")]
    Wrong(String),
}

/// What one step of a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// In order; they do not overlap.
    pub hits: Vec<Span>,
    /// Where to go on; `None` at the end of the text.
    pub next: Option<u32>,
}

impl Query {
    pub fn new(words: &str, regex: bool) -> Result<Self, FindError> {
        if words.is_empty() {
            return Err(FindError::Empty);
        }
        let pattern = if regex { words.to_owned() } else { regex::escape(words) };
        let sensitive = words.chars().any(char::is_uppercase);
        let pattern = RegexBuilder::new(&pattern).case_insensitive(!sensitive).multi_line(true).size_limit(1 << 20).build();
        pattern.map(|pattern| Self { pattern }).map_err(|error| FindError::Wrong(error.to_string()))
    }

    /// The first hit that starts at `from` or behind it.
    pub fn next(&self, document: &Document, from: u32) -> Option<Span> {
        self.pattern.find_at(document.text(), from as usize).map(|hit| Span::from_usize(hit.start(), hit.end()))
    }

    /// The last hit that starts before `from`.
    pub fn previous(&self, document: &Document, from: u32) -> Option<Span> {
        self.all(document, usize::MAX).into_iter().take_while(|hit| hit.start() < from).last()
    }

    /// The hits that start in the `bytes` bytes from `from` on, and where to go on.
    pub fn slice(&self, document: &Document, from: u32, _bytes: u32) -> Slice {
        let hits = self.pattern.find_iter(document.text()).map(|hit| Span::from_usize(hit.start(), hit.end())).filter(|hit| hit.start() >= from);
        Slice { hits: hits.collect(), next: None }
    }

    /// All hits, at most `at_most`.
    pub fn all(&self, document: &Document, at_most: usize) -> Vec<Span> {
        self.pattern.find_iter(document.text()).map(|hit| Span::from_usize(hit.start(), hit.end())).filter(|hit| !hit.is_empty()).take(at_most).collect()
    }

    /// The hits that start within `span`.
    pub fn all_within(&self, document: &Document, span: Span) -> Vec<Span> {
        self.all(document, usize::MAX).into_iter().filter(|hit| span.contains(hit.start())).collect()
    }
}
