//! Laying the words of an anchor beside the words of a text: global in the anchor, free at both
//! ends of the text, within a band around one diagonal (Needleman and Wunsch 1970, banded). Time
//! and memory are words × band.

use super::words::{BORDER, Word};

/// Where each word of a pattern went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The same word, at this index.
    Kept(u32),
    /// Another word stands there.
    Replaced(u32),
    Gone,
}

impl Fate {
    /// The index of the word that stands there now.
    pub(super) fn at(self) -> Option<u32> {
        match self {
            Self::Kept(at) | Self::Replaced(at) => Some(at),
            Self::Gone => None,
        }
    }
}

const KEPT: i32 = 4;
const REPLACED: i32 = -2;
const GAP: i32 = -3;
const NEVER: i32 = i32::MIN / 2;

/// The best way to lay `pattern` along `text` so that word `k` comes to stand at `k + diagonal`,
/// give or take `band`.
pub(super) fn align(pattern: &[u64], text: &[Word], diagonal: i64, band: usize) -> Vec<Fate> {
    let width = 2 * band + 1;
    // Cell (k, o) stands for: the first k words of the pattern end before text word k + diagonal +
    // o - band.
    let text_at = |k: usize, o: usize| k as i64 + diagonal + o as i64 - band as i64;
    let inside = |at: i64| (0..=text.len() as i64).contains(&at);
    let mut from = vec![0u8; (pattern.len() + 1) * width];
    let mut row: Vec<i32> =
        (0..width).map(|o| if inside(text_at(0, o)) { 0 } else { NEVER }).collect();
    let mut next = vec![NEVER; width];
    for k in 1..=pattern.len() {
        for o in 0..width {
            let at = text_at(k, o);
            next[o] = NEVER;
            if !inside(at) {
                continue;
            }
            let mut best = (NEVER, 0u8);
            if at > 0 && row[o] > NEVER {
                let (was, is) = (pattern[k - 1], text[at as usize - 1].name);
                if was == is {
                    best = (row[o] + KEPT, 1);
                } else if was != BORDER && is != BORDER {
                    best = (row[o] + REPLACED, 2);
                }
            }
            if o + 1 < width && row[o + 1] > NEVER && row[o + 1] + GAP > best.0 {
                best = (row[o + 1] + GAP, 3);
            }
            if o > 0 && at > 0 && next[o - 1] > NEVER && next[o - 1] + GAP > best.0 {
                best = (next[o - 1] + GAP, 4);
            }
            next[o] = best.0;
            from[k * width + o] = best.1;
        }
        std::mem::swap(&mut row, &mut next);
    }
    let mut offset =
        (0..width).max_by_key(|&o| (row[o], -(o as i64 - band as i64).abs())).unwrap_or(band);
    let mut fates = vec![Fate::Gone; pattern.len()];
    let mut k = pattern.len();
    while k > 0 {
        match from[k * width + offset] {
            1 => {
                fates[k - 1] = Fate::Kept((text_at(k, offset) - 1) as u32);
                k -= 1;
            }
            2 => {
                fates[k - 1] = Fate::Replaced((text_at(k, offset) - 1) as u32);
                k -= 1;
            }
            3 => {
                k -= 1;
                offset += 1;
            }
            4 => offset -= 1,
            _ => break,
        }
    }
    fates
}

#[cfg(test)]
mod tests {
    use super::{Fate, align};
    use crate::text::anchor::words::words;

    fn laid(pattern: &str, text: &str) -> Vec<Fate> {
        let names: Vec<u64> = words(pattern).iter().map(|word| word.name).collect();
        align(&names, &words(text), 0, 4)
    }

    #[test]
    fn replaced_gone_and_new_words_are_told_apart() {
        assert_eq!(laid("a b c", "a x c"), [Fate::Kept(0), Fate::Replaced(1), Fate::Kept(2)]);
        assert_eq!(laid("a b c", "a c d"), [Fate::Kept(0), Fate::Gone, Fate::Kept(1)]);
        assert_eq!(laid("a b", "z a y b"), [Fate::Kept(1), Fate::Kept(3)]);
        assert_eq!(laid("a b", ""), [Fate::Gone, Fate::Gone]);
    }
}
