//! The words of an anchor and of what stood around it, as one pattern to be found in a text.

use super::evidence::Parts;
use super::kept::Anchor;
use super::places::Places;
use super::words::{BORDER, words};

/// Exact words more than these are placed by their two ends.
pub(super) const LONGEST: usize = 4_000;
pub(super) const END: usize = 400;
/// What the border of a paragraph says about the place.
const BORDER_WEIGHT: f64 = 0.4;

/// What stood before, the exact words, and what stood behind, word by word.
pub(super) struct Pattern {
    pub names: Vec<u64>,
    /// Whether the word begins with a capital.
    pub capitals: Vec<bool>,
    pub weights: Vec<f64>,
    pub parts: Parts,
}

impl Places<'_> {
    /// The pattern of `anchor`, its words weighed by this text.
    pub(super) fn pattern(&self, anchor: &Anchor) -> Pattern {
        let front = format!("{}{}", anchor.further.before, anchor.prefix);
        let back = format!("{}{}", anchor.suffix, anchor.further.behind);
        let names = |text: &str| words(text).into_iter().map(|word| word.name).collect::<Vec<_>>();
        let (mut prefix, mut exact, mut suffix) =
            (names(&front), names(&anchor.exact), names(&back));
        let mut capitals = capitals_of(&front);
        if anchor.further.before.is_empty() {
            prefix.insert(0, BORDER);
            capitals.insert(0, false);
        }
        if anchor.further.behind.is_empty() {
            suffix.push(BORDER);
        }
        if exact.len() > LONGEST {
            exact.truncate(END);
        }
        let exact_range = prefix.len()..prefix.len() + exact.len();
        let all = exact_range.end + suffix.len();
        let (mut start, mut end) = (exact_range.start, exact_range.end);
        let names = [prefix, exact, suffix].concat();
        if !anchor.whole {
            start = names[..start]
                .iter()
                .rposition(|&name| name == BORDER)
                .map_or(0, |border| border + 1);
            end += names[end..].iter().position(|&name| name == BORDER).unwrap_or(all - end);
        }
        // The borders of the paragraph are its own.
        let own = start.saturating_sub(1)..(end + 1).min(all);
        capitals.extend(capitals_of(&anchor.exact).into_iter().take(exact_range.len()));
        capitals.extend(capitals_of(&back));
        capitals.resize(names.len(), false);
        let weights =
            names
                .iter()
                .map(|&name| {
                    if name == BORDER { BORDER_WEIGHT } else { weight(self.places_of(name).len()) }
                })
                .collect();
        Pattern { names, capitals, weights, parts: Parts { all, own, exact: exact_range } }
    }
}

pub(super) fn begins_with_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn capitals_of(text: &str) -> Vec<bool> {
    words(text).iter().map(|word| begins_with_capital(&text[word.span.range()])).collect()
}

/// What a word says about the place, by how often it stands in the text.
fn weight(places: usize) -> f64 {
    match places {
        0..=2 => 1.0,
        more => (2.0 / more as f64).max(0.1),
    }
}
