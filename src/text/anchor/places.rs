//! The words of a text, and where each stands.

use super::words::{BORDER, Word, words};
use crate::text::{Document, Span};

/// The words of a document, ready to place many anchors. Making it takes time linear in the text
/// (times a logarithm).
pub struct Places<'a> {
    pub(super) document: &'a Document,
    pub(super) words: Vec<Word>,
    /// (word, index in `words`), sorted.
    postings: Vec<(u64, u32)>,
}

impl<'a> Places<'a> {
    pub fn of(document: &'a Document) -> Self {
        let words = bounded(words(document.text()), document.text().len());
        let mut postings: Vec<(u64, u32)> =
            words.iter().enumerate().map(|(index, word)| (word.name, index as u32)).collect();
        postings.sort_unstable();
        Self { document, words, postings }
    }

    /// The places of a word, as (word, index) pairs.
    pub(super) fn places_of(&self, name: u64) -> &[(u64, u32)] {
        let from = self.postings.partition_point(|&(other, _)| other < name);
        let count = self.postings[from..].partition_point(|&(other, _)| other == name);
        &self.postings[from..from + count]
    }
}

/// With a border at both ends of the text.
fn bounded(mut words: Vec<Word>, length: usize) -> Vec<Word> {
    words.insert(0, Word { name: BORDER, span: Span::at(0) });
    words.push(Word { name: BORDER, span: Span::from_usize(length, length) });
    words
}
