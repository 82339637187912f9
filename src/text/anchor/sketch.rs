//! A short print of a text, by which an article is known again though it was edited, or came as
//! another kind of file.

use super::words::{BORDER, words};
use crate::text::Document;

/// So many numbers make a sketch: likeness is known to within about 0.06.
const SIZE: usize = 64;
/// So many words in a row count as one thing that two texts share.
const RUN: usize = 3;
/// Only so many bytes at the beginning of a long text are looked at.
const LONGEST: usize = 40_000;
/// A text of fewer words has no sketch: it could be like too much.
const SHORTEST: usize = 40;

/// The smallest of each of 64 hashes over all runs of three words (MinHash; Broder 1997).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u16; SIZE]);

impl Sketch {
    /// Texts with at least so much in common are taken for one article; the figures stand in
    /// `docs/anchors.md`.
    pub const ALIKE: f64 = 0.12;

    /// The sketch of a text; `None` for a very short one.
    pub fn of(document: &Document) -> Option<Self> {
        let text = document.text();
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let names: Vec<u64> =
            words(text).into_iter().map(|word| word.name).filter(|&name| name != BORDER).collect();
        if names.len() < SHORTEST {
            return None;
        }
        let mut least = [u64::MAX; SIZE];
        for run in names.windows(RUN) {
            let run = run.iter().fold(0, |mixed, &name| mix(mixed ^ name));
            for (index, least) in least.iter_mut().enumerate() {
                *least = (*least).min(mix(run ^ (index as u64)));
            }
        }
        Some(Self(least.map(|least| mix(least) as u16)))
    }

    /// About what share of all their runs of words both texts have: 0 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f64 / SIZE as f64
    }

    pub fn to_bytes(self) -> Vec<u8> {
        self.0.iter().flat_map(|number| number.to_be_bytes()).collect()
    }

    /// `None` if these are not the bytes of a sketch.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != 2 * SIZE {
            return None;
        }
        let mut numbers = [0; SIZE];
        for (number, pair) in numbers.iter_mut().zip(bytes.chunks_exact(2)) {
            *number = u16::from_be_bytes([pair[0], pair[1]]);
        }
        Some(Self(numbers))
    }
}

/// Stafford's mixing of 64 bits (variant 13), as SplitMix64 uses it.
fn mix(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::Sketch;
    use crate::text::Document;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&Document::verbatim(text.to_owned())).unwrap()
    }

    fn story(places: std::ops::Range<u32>) -> String {
        places
            .map(|place| format!("The ship left {place} miles behind the harbour wall. "))
            .collect()
    }

    #[test]
    fn an_edited_text_is_like_itself_and_another_is_not() {
        let text = story(0..60);
        assert!((sketch(&text).likeness(&sketch(&text)) - 1.0).abs() < f64::EPSILON);
        let edited = text.replace(". ", ".\n\n").replace("The ship left 7", "A boat left 7");
        assert!(sketch(&text).likeness(&sketch(&edited)) > 0.7);
        let other: String = (0..60)
            .map(|place| {
                format!("Prices of wheat rose by {place} per cent in one week, traders say. ")
            })
            .collect();
        assert!(sketch(&text).likeness(&sketch(&other)) < Sketch::ALIKE / 2.0);
    }

    #[test]
    fn it_comes_back_from_its_bytes() {
        let one = sketch(&story(0..60));
        assert_eq!(Sketch::from_bytes(&one.to_bytes()), Some(one));
        assert_eq!(Sketch::from_bytes(b"short"), None);
    }

    #[test]
    fn a_few_words_have_none() {
        assert_eq!(Sketch::of(&Document::verbatim("A few words.".into())), None);
    }
}
