//! What is known of words and phrases outside the text: places, names of people, organisations,
//! titles.
//!
//! The lists stand in `assets/lexicon/`; the trainer packs them into one [`Table`].

use super::fold::{join, mix};
use super::table::Table;

/// What a phrase is listed as: one bit each. The first eight are kinds of whole phrases, the others
/// say something of one word.
pub mod listed {
    pub const PLACE: u16 = 1;
    pub const CITY: u16 = 1 << 1;
    pub const COUNTY: u16 = 1 << 2;
    pub const GROUP: u16 = 1 << 3;
    pub const ORGANIZATION: u16 = 1 << 4;
    pub const EVENT: u16 = 1 << 5;
    pub const TITLE: u16 = 1 << 6;
    /// Days and months.
    pub const CALENDAR: u16 = 1 << 7;
    pub const GIVEN: u16 = 1 << 8;
    pub const SURNAME: u16 = 1 << 9;
    pub const ORGANIZATION_WORD: u16 = 1 << 10;
    pub const PLACE_WORD: u16 = 1 << 11;
    pub const EVENT_WORD: u16 = 1 << 12;
    /// Written small far more often than not.
    pub const COMMON: u16 = 1 << 13;
    /// Written both ways.
    pub const BOTH_WAYS: u16 = 1 << 14;
    /// A longer phrase begins so.
    pub const BEGINS: u16 = 1 << 15;

    pub const PHRASES: u16 = 0xff;
}

/// The longest phrase in words.
pub const LONGEST: usize = 7;

#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    table: Table<'a>,
}

/// The key of a phrase's hash in the table.
pub fn key(phrase: u32) -> u64 {
    mix(u64::from(phrase) ^ 0x5eed_0000_0000)
}

impl<'a> Lexicon<'a> {
    /// Bytes per payload.
    pub const WIDTH: usize = 2;

    pub fn split(bytes: &'a [u8]) -> (Self, &'a [u8]) {
        let (table, rest) = Table::split(bytes, Self::WIDTH);
        (Self { table }, rest)
    }

    /// All that a phrase is listed as.
    #[inline]
    pub fn look_up(&self, phrase: u32) -> u16 {
        self.table.get::<2>(key(phrase)).map_or(0, |bytes| u16::from_le_bytes(*bytes))
    }

    /// Marks the phrases that start at the first of `words` (hashes): for each kind of phrase the
    /// longest. `found` is told the length in words and the bits.
    pub fn phrases(&self, first: u16, words: &[u32], mut found: impl FnMut(usize, u16)) {
        let mut bits = first;
        let mut phrase = words.first().copied().unwrap_or(0);
        let mut lengths = [0_u8; 8];
        for length in 1..=words.len().min(LONGEST) {
            if length > 1 {
                phrase = join(phrase, words[length - 1]);
                bits = self.look_up(phrase);
            }
            for (kind, longest) in lengths.iter_mut().enumerate() {
                if bits >> kind & 1 == 1 {
                    *longest = length as u8;
                }
            }
            if bits & listed::BEGINS == 0 {
                break;
            }
        }
        for (kind, &length) in lengths.iter().enumerate() {
            if length > 0 {
                found(length as usize, 1 << kind);
            }
        }
    }
}
