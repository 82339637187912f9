//! Word tables that live as sorted text in `assets/lexicon`, one word, a tab and a value a line,
//! looked up where they stand: nothing is built at the start.

use std::cmp::Ordering;

use memchr::{memchr, memrchr};

/// Between a word and its value; words of two parts ("prime minister") hold spaces.
const SEPARATOR: u8 = b'\t';

/// A sorted table, embedded as text.
#[derive(Clone, Copy)]
pub(super) struct Lexicon(&'static str);

/// Given names and the gender nearly all who bear them have (`m`, `f`).
pub(super) const GIVEN_NAMES: Lexicon =
    Lexicon(include_str!("../../../assets/lexicon/given-names.txt"));
/// Nouns for what a person is: `m`, `f`, or `-` where the word does not tell.
pub(super) const ROLE_NOUNS: Lexicon =
    Lexicon(include_str!("../../../assets/lexicon/role-nouns.txt"));
/// Honorifics and titles before a name: `gender` and whether a `surname`, a `given` name or either
/// (`-`) follows, as in `mm`, `fs`, `--`.
pub(super) const TITLES: Lexicon = Lexicon(include_str!("../../../assets/lexicon/titles.txt"));
/// Short given names and the long ones they stand for.
pub(super) const NICKNAMES: Lexicon =
    Lexicon(include_str!("../../../assets/lexicon/nicknames.txt"));
/// Other names of countries and bodies, each with the one they are gathered under.
pub(super) const SAME_NAMES: Lexicon =
    Lexicon(include_str!("../../../assets/lexicon/same-names.txt"));

impl Lexicon {
    /// The value beside `word`, which must be in lower case.
    pub(super) fn get(self, word: &str) -> Option<&'static str> {
        let text = self.0;
        let bytes = text.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
            let separator = start + memchr(SEPARATOR, &bytes[start..])?;
            let end =
                || memchr(b'\n', &bytes[separator..]).map_or(bytes.len(), |at| separator + at);
            match bytes[start..separator].cmp(word.as_bytes()) {
                Ordering::Equal => return text.get(separator + 1..end()),
                Ordering::Less => low = end() + 1,
                Ordering::Greater => high = start,
            }
        }
        None
    }

    pub(super) fn has(self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{GIVEN_NAMES, Lexicon, NICKNAMES, ROLE_NOUNS, SAME_NAMES, TITLES};

    #[test]
    fn tables_are_sorted_so_that_every_word_is_found() {
        for Lexicon(text) in [GIVEN_NAMES, ROLE_NOUNS, TITLES, NICKNAMES, SAME_NAMES] {
            for line in text.lines() {
                let (word, value) = line.split_once('\t').expect("a word and its value");
                assert_eq!(Lexicon(text).get(word), Some(value), "{word}");
            }
            assert_eq!(Lexicon(text).get("zzzz"), None);
            assert_eq!(Lexicon(text).get(""), None);
        }
    }
}
