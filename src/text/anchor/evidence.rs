//! How much speaks for a place: the share of an anchor's words, weighed by how rare they are in the text, that stand there.

use super::align::Fate;

/// From so many words on, the words themselves are enough; fewer need what stood around them.
const LONG: usize = 5;

/// Shares from 0 to 1 of the weight of the words that are still there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Of the exact words.
    pub exact: f64,
    /// Of the words before.
    pub prefix: f64,
    /// Of the words behind.
    pub suffix: f64,
    /// Of all.
    pub total: f64,
    /// How many exact words there are.
    pub words: usize,
    /// How many of the exact words that are still there are rare in the text.
    pub telling: usize,
}

/// The three parts of a pattern, in words.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub prefix: usize,
    pub exact: usize,
    pub suffix: usize,
}

impl Evidence {
    /// Weighs the fates of a pattern's words; `weights` are those of the words, in order.
    pub fn of(fates: &[Fate], weights: &[f64], parts: Parts) -> Self {
        let kept = |range: std::ops::Range<usize>| -> (f64, f64) {
            let all = weights[range.clone()].iter().sum::<f64>();
            let kept = range.filter(|&k| matches!(fates[k], Fate::Kept(_))).map(|k| weights[k]).sum::<f64>();
            (kept, all)
        };
        let exact_words = parts.prefix..parts.prefix + parts.exact;
        let (exact, exact_all) = kept(exact_words.clone());
        let (prefix, prefix_all) = kept(0..parts.prefix);
        let (suffix, suffix_all) = kept(exact_words.end..exact_words.end + parts.suffix);
        Self {
            exact: share(exact, exact_all),
            prefix: share(prefix, prefix_all),
            suffix: share(suffix, suffix_all),
            total: share(exact + prefix + suffix, exact_all + prefix_all + suffix_all),
            words: parts.exact,
            telling: exact_words.filter(|&k| matches!(fates[k], Fate::Kept(_)) && weights[k] >= 0.5).count(),
        }
    }

    /// Is it enough to believe that this is the place, if no other is as good?
    pub fn is_enough(&self) -> bool {
        let around = self.prefix.max(self.suffix);
        if self.words >= LONG && self.exact >= 0.5 && self.telling >= 3 {
            return true;
        }
        if self.prefix >= 0.6 && self.suffix >= 0.6 {
            return true;
        }
        self.exact >= 0.5 && around >= 0.6 && self.total >= 0.5
    }
}

fn share(part: f64, all: f64) -> f64 {
    if all > 0.0 { part / all } else { 0.0 }
}
