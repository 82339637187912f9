//! What the whole text tells of a word: a name that is clear in one place helps in all others.
//!
//! For every word with a capital, the clues of all its places are put together: once behind "Mr."
//! is a clue for every "Rice" of the article. One pass collects, one hands out; time grows linearly
//! with the text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::lexicon::listed;
use super::lists::{Clue, Clues};
use super::words::{Case, Manner, Word, Words};
use crate::text::Segments;

/// The clues, one bit each.
pub mod clue {
    pub const BEHIND_TITLE: u16 = 1;
    pub const SPEAKS: u16 = 1 << 1;
    /// Last of several capitals whose first is a given name.
    pub const BEHIND_GIVEN: u16 = 1 << 2;
    /// A given name before other capitals.
    pub const GIVEN_FIRST: u16 = 1 << 3;
    pub const BEHIND_IN: u16 = 1 << 4;
    /// Stands small elsewhere.
    pub const SMALL: u16 = 1 << 5;
    /// Stands with a capital inside a plain sentence.
    pub const CAPITAL_WITHIN: u16 = 1 << 6;
    /// Before or among words like "Party", "Corp.".
    pub const IN_ORGANIZATION: u16 = 1 << 7;
    /// In brackets behind capitals: "(EPP)".
    pub const BRACKETS: u16 = 1 << 8;
    pub const BEHIND_THE: u16 = 1 << 9;
    /// Alone between small words.
    pub const ALONE: u16 = 1 << 10;
    /// Behind a comma behind a place, or before a comma before a place.
    pub const BESIDE_PLACE: u16 = 1 << 11;
    pub const BEHIND_ARTICLE: u16 = 1 << 12;
    pub const COUNT: u32 = 13;
}

/// Word hashes are spread already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value) | u64::from(value.rotate_left(16)) << 32;
    }
}

type Found = HashMap<u32, u16, BuildHasherDefault<AsItIs>>;

/// Sets the evidence of every word of the document.
pub fn gather(words: &mut Words, segments: &Segments, clues: &Clues) {
    let mut found = Found::default();
    for (sentence, manner) in segments.sentences.iter().zip(&words.manners) {
        let line = words.of_sentence(sentence);
        if matches!(manner, Manner::Plain) {
            collect(line, clues, &mut found);
        }
    }
    for word in &words.words {
        if word.case == Case::Small
            && let Some(bits) = found.get_mut(&word.hash)
        {
            *bits |= clue::SMALL;
        }
    }
    for word in &mut words.words {
        if word.case != Case::None {
            word.evidence = found.get(&word.hash).copied().unwrap_or(0);
        }
    }
}

fn collect(line: &[Word], clues: &Clues, found: &mut Found) {
    let mut at = 0;
    while at < line.len() {
        if !line[at].is_capital() {
            at += 1;
            continue;
        }
        let end = at + line[at..].iter().take_while(|word| word.is_capital()).count();
        for index in at..end {
            let bits = of_place(line, at, end, index, clues);
            if bits != 0 {
                *found.entry(line[index].hash).or_default() |= bits;
            }
        }
        at = end;
    }
}

/// The clues at one place: `index` in a run of capitals `start..end`.
fn of_place(line: &[Word], start: usize, end: usize, index: usize, clues: &Clues) -> u16 {
    let clue_at = |index: Option<usize>| {
        index.and_then(|i| line.get(i)).map_or(Clue::None, |word| clues.of(word.hash))
    };
    let before = clue_at(start.checked_sub(1));
    let after = clue_at(Some(end));
    let within = start > 0 && before != Clue::Opens;
    let mut bits = 0;
    let mut set = |when: bool, bit: u16| bits |= if when { bit } else { 0 };
    set(
        index > 0
            && line[index - 1].listed & listed::TITLE != 0
            && line[index].listed & listed::TITLE == 0,
        clue::BEHIND_TITLE,
    );
    set(index + 1 == end && (after == Clue::Says || before == Clue::Says), clue::SPEAKS);
    let first = line[start];
    let given = first.listed & listed::GIVEN != 0 && end - start > 1 && end - start < 5;
    set(given && index + 1 == end, clue::BEHIND_GIVEN);
    set(given && index == start, clue::GIVEN_FIRST);
    set(index == start && before == Clue::In, clue::BEHIND_IN);
    set(within || index > start, clue::CAPITAL_WITHIN);
    let organization =
        line[start..end].iter().skip(1).any(|word| word.listed & listed::ORGANIZATION_WORD != 0);
    set(organization, clue::IN_ORGANIZATION);
    set(
        end - start == 1 && before == Clue::Bracket && start > 1 && line[start - 2].is_capital(),
        clue::BRACKETS,
    );
    set(index == start && before == Clue::The, clue::BEHIND_THE);
    set(index == start && before == Clue::Article, clue::BEHIND_ARTICLE);
    set(end - start == 1 && within, clue::ALONE);
    let place = |word: Option<&Word>| {
        word.is_some_and(|word| {
            word.is_capital() && word.listed & (listed::PLACE | listed::CITY) != 0
        })
    };
    set(
        after == Clue::Comma && place(line.get(end + 1))
            || before == Clue::Comma && start > 1 && place(line.get(start - 2)),
        clue::BESIDE_PLACE,
    );
    bits
}
