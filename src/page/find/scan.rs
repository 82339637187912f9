//! A fast look for the few places where words may stand.

use aho_corasick::{AhoCorasick, packed};
use memchr::memmem;

/// Looks for any of a few short strings, many bytes at a time where the processor can.
#[derive(Debug)]
pub(super) enum Scan {
    One(memmem::Finder<'static>),
    Few(packed::Searcher),
    /// For processors that cannot.
    Slow(AhoCorasick),
}

impl Scan {
    pub(super) fn new(words: &[String]) -> Option<Self> {
        if let [word] = words {
            return Some(Self::One(memmem::Finder::new(word.as_bytes()).into_owned()));
        }
        packed::Searcher::new(words)
            .map(Self::Few)
            .or_else(|| AhoCorasick::new(words).ok().map(Self::Slow))
    }

    /// Where the first of the words that lies in `from..to` starts.
    pub(super) fn find(&self, text: &str, from: usize, to: usize) -> Option<usize> {
        if from >= to {
            return None;
        }
        let bytes = text.as_bytes();
        match self {
            Self::One(finder) => finder.find(&bytes[from..to]).map(|at| from + at),
            Self::Few(searcher) => searcher
                .find_in(bytes, aho_corasick::Span::from(from..to))
                .map(|found| found.start()),
            Self::Slow(automaton) => automaton
                .find(aho_corasick::Input::new(bytes).range(from..to))
                .map(|found| found.start()),
        }
    }
}
