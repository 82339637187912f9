//! How much speaks for a place: the share of an anchor's words, weighed by how rare they are in the
//! text, that stand there.

use std::ops::Range;

/// From so many words on, the words themselves may be enough; fewer need what stood around them.
const LONG: usize = 5;
/// What stood in the paragraphs on either side counts for so much beside the anchor's own words,
/// since paragraphs move.
const FAR: f64 = 0.25;

/// Shares from 0 to 1 of the weight of the words that are still there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    /// Of the exact words.
    pub exact: f64,
    /// Of the exact words and those around them in the same paragraph; of a whole paragraph, its
    /// words.
    pub own: f64,
    /// Of the words in other paragraphs before and behind, the side that has more.
    pub around: f64,
    /// All together.
    pub total: f64,
    /// How many exact words there are.
    pub words: usize,
    /// How many words of its own there are, the borders of the paragraph counted.
    pub own_words: usize,
    /// How many of the anchor's own words that are still there are rare in the text.
    pub telling: usize,
    /// Whether the words next to the place still stand on both sides of it.
    pub hugged: bool,
}

/// The parts of a pattern, as ranges of its words: other paragraphs, its own paragraph before,
/// exact, and so on.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    pub all: usize,
    pub own: Range<usize>,
    pub exact: Range<usize>,
}

impl Parts {
    /// The same parts of the `all` words from word `start` on.
    pub(super) fn from(&self, start: usize, all: usize) -> Self {
        Self {
            all,
            own: self.own.start - start..self.own.end - start,
            exact: self.exact.start - start..self.exact.end - start,
        }
    }
}

impl Evidence {
    /// Nothing speaks for the place.
    pub(super) const NONE: Self = Self {
        exact: 0.0,
        own: 0.0,
        around: 0.0,
        total: 0.0,
        words: usize::MAX,
        own_words: 0,
        telling: 0,
        hugged: false,
    };

    /// Weighs a pattern's words: `kept` says which stand there still, `weights` what each says.
    pub(super) fn of(kept: &[bool], weights: &[f64], parts: &Parts, added: usize) -> Self {
        let share = |range: Range<usize>| -> Option<f64> {
            let all = weights[range.clone()].iter().sum::<f64>();
            (all > 0.0).then(|| range.filter(|&k| kept[k]).map(|k| weights[k]).sum::<f64>() / all)
        };
        let exact = share(parts.exact.clone());
        let own = share(parts.own.clone())
            .map(|share| share * parts.own.len() as f64 / (parts.own.len() + added) as f64);
        let (before, behind) = (share(0..parts.own.start), share(parts.own.end..parts.all));
        let sides = [before, behind].into_iter().flatten();
        let (mut total, mut all) = (own.unwrap_or(1.0), 1.0);
        for side in sides.clone() {
            total += FAR * side;
            all += FAR;
        }
        Self {
            exact: exact.unwrap_or(0.0),
            own: own.unwrap_or(1.0),
            around: sides.fold(0.0, f64::max),
            total: total / all,
            words: parts.exact.len(),
            own_words: parts.own.len(),
            telling: parts.own.clone().filter(|&k| kept[k] && weights[k] >= 0.5).count(),
            hugged: (parts.exact.start == 0 || kept[parts.exact.start - 1])
                && (parts.exact.end == parts.all || kept[parts.exact.end]),
        }
    }

    /// Whether it is enough to take this for the place of some words, if no other is as good.
    pub(super) fn is_enough(&self) -> bool {
        let is_there = self.exact > 0.0 || self.hugged;
        let is_told = self.own >= 0.5 && (self.telling >= 3 || self.around >= 0.5);
        let is_whole =
            self.own >= 0.8 && self.words >= 3 || self.own >= 0.99 && self.own_words >= 4;
        is_there && (is_told || is_whole)
    }

    /// Whether it is enough for a whole paragraph. `block`: what stands there is most of one.
    pub(super) fn is_enough_for_paragraph(&self, block: bool) -> bool {
        if !block {
            return self.exact >= 0.9
                && (self.words >= LONG && self.telling >= 3 || self.around >= 0.6);
        }
        let long = self.words >= LONG && self.telling >= 3;
        long && (self.exact >= 0.5 || self.exact >= 0.4 && self.around >= 0.5)
            || self.words >= 1 && self.exact >= 0.99
            || self.exact >= 0.5 && self.around >= 0.5
            || self.words == 0 && self.around >= 0.5
    }
}
