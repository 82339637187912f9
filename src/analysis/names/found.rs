//! Names on their way through the passes, as ranges of tokens.

use super::fold::join;
use super::words::Word;
use crate::annotation::EntityKind;
use crate::text::{Document, Segments};

/// A name between two passes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Indices of tokens, end exclusive.
    pub start: usize,
    pub end: usize,
    pub kind: EntityKind,
    /// What the model gives each kind for these words.
    pub scores: [i32; 7],
}

impl Found {
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The text as the passes read it.
pub(super) struct Text<'a> {
    pub document: &'a Document,
    pub segments: &'a Segments,
    pub words: &'a [Word],
}

impl<'a> Text<'a> {
    /// The letters of a token.
    pub(super) fn of(&self, token: usize) -> &'a str {
        self.document.slice(self.segments.tokens[token])
    }

    /// One number for the words of a range, the same wherever they stand.
    pub(super) fn key(&self, start: usize, end: usize) -> u32 {
        self.words[start..end]
            .iter()
            .skip(1)
            .fold(self.words[start].hash, |key, word| join(key, word.hash))
    }

    /// Whether the tokens from `start` to `end` are one listed phrase of the kind `bit`, and no
    /// more.
    pub(super) fn is_phrase(&self, start: usize, end: usize, bit: u16) -> bool {
        let part = |at: usize| self.words[at].part(bit);
        start < end
            && if end - start == 1 {
                part(start) == 3
            } else {
                part(start) == 1 && (start + 1..end).all(|at| part(at) == 2)
            }
    }

    /// Whether there is such a token and it begins with a figure.
    pub(super) fn is_number(&self, token: usize) -> bool {
        token < self.words.len() && self.of(token).starts_with(|c: char| c.is_ascii_digit())
    }

    fn sentence(&self, token: usize) -> std::ops::Range<usize> {
        let index = self
            .segments
            .sentences
            .partition_point(|sentence| sentence.tokens.end as usize <= token);
        self.segments.sentences.get(index).map_or(token..token + 1, |sentence| {
            sentence.tokens.start as usize..sentence.tokens.end as usize
        })
    }

    /// The first token behind the sentence that holds `token`.
    pub(super) fn sentence_end(&self, token: usize) -> usize {
        self.sentence(token).end
    }

    /// The first token of the sentence that holds `token`.
    pub(super) fn sentence_start(&self, token: usize) -> usize {
        self.sentence(token).start
    }
}
