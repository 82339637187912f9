//! What the models see of a token: hashes of its form and its ends, and what the lexicon knows of
//! it.

use super::lexicon::{Entry, Lexicon};

/// The traits of one token. Case, digits and the style of quotation marks are folded in the hashes
/// and kept in `shape`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Word {
    /// Hash of the folded form.
    pub form: u32,
    /// As `form` for words with weights of their own; otherwise shape, ending and usual tag
    /// together.
    pub key: u32,
    /// The last four folded bytes, the last one lowest.
    pub ending: u32,
    /// Hash of the first three folded bytes.
    pub beginning: u32,
    /// Flags of [`shape`].
    pub shape: u8,
    /// The usual tag after the lexicon, as a number; 0 where it has none.
    pub usual: u8,
}

/// Flags of [`Word::shape`].
pub mod shape {
    pub const CAPITAL: u8 = 1;
    pub const ALL_CAPITALS: u8 = 2;
    pub const DIGIT: u8 = 4;
    pub const HYPHEN: u8 = 8;
    pub const STOP: u8 = 16;
    pub const LETTERLESS: u8 = 32;
    pub const SHORT: u8 = 64;
    pub const APOSTROPHE: u8 = 128;
}

impl Word {
    /// The traits of `text`. Linear in its length.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let mut word = Self { form: 0x811c_9dc5, shape: shape_of(text), ..Self::default() };
        let mut length = 0;
        fold(text, |byte| {
            word.form = (word.form ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            word.ending = word.ending << 8 | u32::from(byte);
            length += 1;
            if length <= 3 {
                word.beginning = word.form;
            }
        });
        word.form = scramble(word.form);
        let Entry { usual, weighted } = lexicon.look_up(word.form);
        word.usual = usual;
        word.key = if weighted { word.form } else { word.kind() };
        word
    }

    /// The key of a word that the models have not met.
    pub fn kind(&self) -> u32 {
        let kind = self.shape & !shape::SHORT;
        mix(mix(0x5eed, self.ending & 0xffff), u32::from(kind) << 8 | u32::from(self.usual))
    }

    /// The last `bytes` bytes (at most four).
    pub fn suffix(&self, bytes: u32) -> u32 {
        if bytes >= 4 { self.ending } else { self.ending & ((1 << (8 * bytes)) - 1) }
    }
}

/// Hands the bytes of `text` on in small letters, every digit as `0`, and quotation marks in one
/// style.
fn fold(text: &str, mut push: impl FnMut(u8)) {
    if text.is_ascii() {
        match text {
            "``" => push(b'<'),
            "''" => push(b'>'),
            _ => text.bytes().for_each(|byte| {
                push(if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() })
            }),
        }
        return;
    }
    for c in text.chars() {
        match c {
            '“' | '«' | '„' => push(b'<'),
            '”' | '»' => push(b'>'),
            '’' | 'ʼ' => push(b'\''),
            '‘' => push(b'`'),
            '–' | '—' | '―' | '‐' | '‑' => push(b'-'),
            '…' => b"...".iter().for_each(|&byte| push(byte)),
            _ if c.is_numeric() => push(b'0'),
            _ => {
                let mut buffer = [0; 4];
                for small in c.to_lowercase() {
                    small.encode_utf8(&mut buffer).bytes().for_each(&mut push);
                }
            }
        }
    }
}

fn shape_of(text: &str) -> u8 {
    let (mut flags, mut letters, mut capitals, mut length) = (0, 0, 0, 0);
    for c in text.chars() {
        let capital = c.is_uppercase();
        if capital && length == 0 {
            flags |= shape::CAPITAL;
        }
        letters += u32::from(capital || c.is_alphabetic());
        capitals += u32::from(capital);
        length += 1;
        flags |= match c {
            '-' | '‐' | '‑' => shape::HYPHEN,
            '.' => shape::STOP,
            '\'' | '’' => shape::APOSTROPHE,
            _ if c.is_numeric() => shape::DIGIT,
            _ => 0,
        };
    }
    if letters == 0 {
        flags |= shape::LETTERLESS;
    } else if capitals == letters && length > 1 {
        flags |= shape::ALL_CAPITALS;
    }
    if length <= 2 { flags | shape::SHORT } else { flags }
}

/// Joins two values into one hash.
#[inline]
pub fn mix(a: u32, b: u32) -> u32 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x9e37_79b1).rotate_left(13)
}

/// Spreads the bits of a hash (the finisher of MurmurHash3).
#[inline]
pub fn scramble(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Word, shape};

    fn word(text: &str) -> Word {
        Word::of(text, &Lexicon::EMPTY)
    }

    #[test]
    fn case_digits_and_the_style_of_quotation_marks_make_no_other_form() {
        for (one, other) in
            [("The", "the"), ("1998", "2024"), ("“", "``"), ("n’t", "n't"), ("É", "é")]
        {
            assert_eq!(word(one).form, word(other).form, "{one} {other}");
        }
        assert_ne!(word("the").form, word("then").form);
    }

    #[test]
    fn the_shape_tells_capitals_and_digits() {
        assert_eq!(word("Ana").shape, shape::CAPITAL);
        assert_eq!(word("NATO").shape, shape::CAPITAL | shape::ALL_CAPITALS);
        assert_eq!(word("A-10").shape & shape::DIGIT, shape::DIGIT);
    }

    #[test]
    fn suffixes_are_cut_from_the_end() {
        assert_eq!(word("talking").suffix(3), word("Ring").suffix(3));
        assert_ne!(word("talking").suffix(4), word("ring").suffix(4));
    }
}
