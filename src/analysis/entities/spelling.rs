//! Names one letter apart: a letter more, less, other, or two neighbours swapped.
//!
//! Two words at most one such step apart share a form with at most one letter left out; indexing
//! these forms finds all near words in time that does not grow with their number.

use std::collections::HashMap;

/// Longer names are not indexed: their forms with a letter left out would take space that grows
/// with the square.
const LONGEST: usize = 64;
const SHORTEST: usize = 5;

#[derive(Debug, Default)]
pub(super) struct Spellings {
    index: HashMap<u64, usize>,
}

impl Spellings {
    /// Keeps `number` for `word`, unless a near word came first.
    pub(super) fn insert(&mut self, word: &str, number: usize) {
        for form in forms(word) {
            self.index.entry(form).or_insert(number);
        }
    }

    /// What was kept for words near to `word`, the word itself among them.
    pub(super) fn near(&self, word: &str) -> impl Iterator<Item = usize> {
        let mut near: Vec<usize> =
            forms(word).into_iter().filter_map(|form| self.index.get(&form).copied()).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter()
    }
}

/// The word and the word without each of its letters, as hashes. Digits tell names apart, so a word
/// with one has no near words.
fn forms(word: &str) -> Vec<u64> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) || word.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut forms = vec![hash(word.bytes())];
    for (at, c) in word.char_indices() {
        // The first letter stays: names that differ in it are nearly always others.
        if at > 0 && c != ' ' {
            forms.push(hash(word.bytes().take(at).chain(word.bytes().skip(at + c.len_utf8()))));
        }
    }
    forms
}

/// Whether one letter more, less or other, or two neighbours swapped, makes one from the other.
pub(super) fn one_step(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail =
        a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    x.len() + y.len() <= 2 && x.len() < 2 && y.len() < 2
        || x.len() == 2 && y.len() == 2 && x[0] == y[1] && x[1] == y[0]
}

/// FNV-1a, 64 bits.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{Spellings, one_step};

    #[test]
    fn words_one_step_apart_are_near() {
        let mut spellings = Spellings::default();
        spellings.insert("maurer", 7);
        for near in ["maurer", "mauer", "maurers", "maurar", "mauerr"] {
            assert_eq!(spellings.near(near).collect::<Vec<_>>(), [7], "{near}");
            assert!(one_step("maurer", near), "{near}");
        }
        for far in ["laurer", "maurice", "mayor", "", "maurer9"] {
            assert_eq!(spellings.near(far).count(), 0, "{far}");
        }
    }
    #[test]
    fn two_steps_are_not_one() {
        assert!(!one_step("maurer", "marter"));
        assert!(!one_step("maurer", "maur"));
        assert!(one_step("", "a"));
    }
}
