//! The words that the models know: an open-addressed table read as the bytes it is stored in.

/// log2 of the number of slots.
pub const SLOTS_LOG2: u32 = 15;
const SLOTS: usize = 1 << SLOTS_LOG2;

/// Length in bytes of a stored lexicon: a mark of two bytes and an entry of one for each slot.
pub const BYTES: usize = SLOTS * 3;

/// Says in a stored entry that the models have weights for the word itself.
pub const WEIGHTED: u8 = 0x80;

/// What the lexicon knows of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// One more than the number of the usual Penn tag; 0 where there is none.
    pub usual: u8,
    pub weighted: bool,
}

/// A view on a stored lexicon.
#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    bytes: &'a [u8],
}

impl<'a> Lexicon<'a> {
    /// Knows no word.
    pub const EMPTY: Lexicon<'static> = Lexicon { bytes: &[] };

    /// The lexicon in `bytes`, which are [`BYTES`] long; an empty one otherwise.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: if bytes.len() == BYTES { bytes } else { &[] } }
    }

    /// The entry of the word with this hash. A word that is not there is taken for another one
    /// about once in 20,000 times.
    pub fn look_up(&self, form: u32) -> Entry {
        if self.bytes.is_empty() {
            return Entry::default();
        }
        let (first, mark) = place(form);
        for step in 0..SLOTS {
            let slot = (first + step) % SLOTS;
            let stored = u16::from_le_bytes([self.bytes[2 * slot], self.bytes[2 * slot + 1]]);
            if stored == mark {
                let entry = self.bytes[2 * SLOTS + slot];
                return Entry { usual: entry & !WEIGHTED, weighted: entry & WEIGHTED != 0 };
            }
            if stored == 0 {
                break;
            }
        }
        Entry::default()
    }
}

/// The first slot to look at, and the mark that stands for the word there.
fn place(form: u32) -> (usize, u16) {
    ((form >> (32 - SLOTS_LOG2)) as usize, (form as u16).max(1))
}

/// Stores words with their entries, for the trainer. Words beyond three quarters of the slots are
/// left out: put frequent ones first.
pub fn store(words: &[(u32, Entry)]) -> Vec<u8> {
    let mut bytes = vec![0; BYTES];
    for &(form, entry) in words.iter().take(SLOTS / 4 * 3) {
        let (first, mark) = place(form);
        let taken = |bytes: &[u8], slot: usize| {
            bytes[2 * slot..2 * slot + 2] != [0, 0]
                && bytes[2 * slot..2 * slot + 2] != mark.to_le_bytes()
        };
        let slot = (0..SLOTS)
            .map(|step| (first + step) % SLOTS)
            .find(|&slot| !taken(&bytes, slot))
            .unwrap_or(first);
        bytes[2 * slot..2 * slot + 2].copy_from_slice(&mark.to_le_bytes());
        bytes[2 * SLOTS + slot] = entry.usual | if entry.weighted { WEIGHTED } else { 0 };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Entry, Lexicon, store};

    #[test]
    fn stored_words_are_found_and_others_are_not() {
        let words: Vec<_> = (1..500u32)
            .map(|n| {
                (n.wrapping_mul(0x9e37_79b1), Entry { usual: (n % 50) as u8, weighted: n % 2 == 0 })
            })
            .collect();
        let bytes = store(&words);
        let lexicon = Lexicon::new(&bytes);
        assert!(words.iter().all(|&(form, entry)| lexicon.look_up(form) == entry));
        assert_eq!(lexicon.look_up(0x1234_5678), Entry::default());
        assert_eq!(Lexicon::EMPTY.look_up(1), Entry::default());
    }
}
