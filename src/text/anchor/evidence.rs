//! How much speaks for a place: the share of an anchor's words, weighed by how rare they are in the text, that stand there.

use super::align::Fate;

/// From so many words on, the words themselves may be enough; fewer need what stood around them.
const LONG: usize = 5;
/// A sentence: half of its words are enough wherever it went.
const SENTENCE: usize = 16;
/// Words of other paragraphs count for so much beside those of the anchor's own, since paragraphs move.
pub const FAR: f64 = 0.3;

/// Shares from 0 to 1 of the weight of the words that are still there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Of the exact words.
    pub exact: f64,
    /// Of the words before, in the same paragraph.
    pub prefix: f64,
    /// Of the words behind, in the same paragraph.
    pub suffix: f64,
    /// Of all that stood around, in other paragraphs too.
    pub around: f64,
    /// Of all, those of other paragraphs counted [`FAR`].
    pub total: f64,
    /// How many exact words there are.
    pub words: usize,
    /// How many of the exact words that are still there are rare in the text.
    pub telling: usize,
    /// Do the words next to the place stand on both sides of it still?
    pub hugged: bool,
}

/// The parts of a pattern, in words.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub prefix: usize,
    pub exact: usize,
    pub suffix: usize,
    /// How many of the last words before are of the anchor's own paragraph.
    pub near_prefix: usize,
    /// How many of the first words behind are of the anchor's own paragraph.
    pub near_suffix: usize,
}

impl Evidence {
    /// Nothing speaks for the place.
    pub const NONE: Self = Self { exact: 0.0, prefix: 0.0, suffix: 0.0, around: 0.0, total: 0.0, words: usize::MAX, telling: 0, hugged: false };

    /// Weighs the fates of a pattern's words; `weights` are those of the words, in order.
    pub fn of(fates: &[Fate], weights: &[f64], parts: Parts) -> Self {
        let is_kept = |k: usize| matches!(fates.get(k), Some(Fate::Kept(_)));
        let kept = |range: std::ops::Range<usize>| -> (f64, f64) {
            let all = weights[range.clone()].iter().sum::<f64>();
            (range.filter(|&k| is_kept(k)).map(|k| weights[k]).sum::<f64>(), all)
        };
        let words = parts.prefix..parts.prefix + parts.exact;
        let end = words.end + parts.suffix;
        let (exact, exact_all) = kept(words.clone());
        let (prefix, prefix_all) = kept(parts.prefix - parts.near_prefix..parts.prefix);
        let (suffix, suffix_all) = kept(words.end..words.end + parts.near_suffix);
        let (before, before_all) = kept(0..parts.prefix);
        let (behind, behind_all) = kept(words.end..end);
        let weighed = |near: f64, all: f64| near + FAR * (all - near);
        let total = exact + weighed(prefix, before) + weighed(suffix, behind);
        let total_all = exact_all + weighed(prefix_all, before_all) + weighed(suffix_all, behind_all);
        Self {
            exact: share(exact, exact_all),
            prefix: share(prefix, prefix_all),
            suffix: share(suffix, suffix_all),
            around: share(before + behind, before_all + behind_all),
            total: share(total, total_all),
            words: parts.exact,
            telling: words.clone().filter(|&k| is_kept(k) && weights[k] >= 0.5).count(),
            hugged: words.start > 0 && is_kept(words.start - 1) && is_kept(words.end),
        }
    }

    /// Is it enough to believe that this is the place of some words, if no other is as good?
    pub fn is_enough(&self) -> bool {
        let beside = self.prefix.max(self.suffix);
        let long = self.words >= LONG && self.exact >= 0.5 && self.telling >= 3;
        long && (self.words >= SENTENCE || self.exact >= 0.8 || beside.max(self.around) >= 0.4)
            || self.words >= 3 && self.exact >= 0.99 && self.around >= 0.3
            || (self.hugged || self.exact >= 0.5) && self.prefix >= 0.6 && self.suffix >= 0.6
            || self.exact >= 0.5 && beside >= 0.6 && self.total >= 0.5
    }

    /// Is it enough for a whole paragraph? `block`: what stands there is most of one.
    pub fn is_enough_for_paragraph(&self, block: bool) -> bool {
        if !block {
            return self.words >= LONG && self.exact >= 0.9 && self.telling >= 3;
        }
        let long = self.words >= LONG && self.telling >= 3;
        long && (self.exact >= 0.5 || self.exact >= 0.4 && self.around >= 0.6)
            || self.words >= 2 && self.exact >= 0.99
            || self.exact >= 0.5 && self.around >= 0.6
            || self.words == 0 && self.around >= 0.6
    }
}

fn share(part: f64, all: f64) -> f64 {
    if all > 0.0 { part / all } else { 0.0 }
}
