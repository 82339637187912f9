//! A search in the article: the words, the hits, the one the reader is at.

use crate::text::Span;

/// A search that is on.
#[derive(Debug, Clone)]
pub struct Search {
    /// The words as they were typed.
    pub words: String,
    /// Answers to an older search are dropped.
    pub generation: u64,
    /// In order; all of them once `done`.
    pub hits: Vec<Span>,
    pub done: bool,
    pub current: Option<Span>,
    /// The reader was here when the search started, and goes back there if it is given up.
    pub from: u32,
    /// Steps to go as soon as hits are known: the search runs, but the reader pressed on.
    pub(super) waiting: Option<i64>,
}

impl Search {
    /// "3 of 17", as the status line says it.
    pub fn progress(&self) -> String {
        let at = self.current.map(|current| self.hits.partition_point(|hit| *hit < current) + 1);
        let more = if self.done { "" } else { "+" };
        match at {
            Some(at) => format!("{}: {at} of {}{more}", self.words, self.hits.len()),
            None if self.done => format!("{}: {} hits", self.words, self.hits.len()),
            None => format!("{}: searching", self.words),
        }
    }
}
