//! One sentence as its tokens in lower case.

use crate::text::Span;

/// A sentence whose tokens are asked for by number; beyond its end every token is the empty word.
pub(super) struct Line<'a> {
    text: &'a str,
    lower: &'a str,
    base: u32,
    tokens: &'a [Span],
}

impl<'a> Line<'a> {
    /// `text` is the sentence that starts at byte `base`, `lower` the same with ASCII letters in
    /// lower case.
    pub(super) fn new(text: &'a str, lower: &'a str, base: u32, tokens: &'a [Span]) -> Self {
        Self { text, lower, base, tokens }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    fn range(&self, at: usize) -> Option<std::ops::Range<usize>> {
        let token = self.tokens.get(at)?;
        Some((token.start() - self.base) as usize..(token.end() - self.base) as usize)
    }

    /// The token in lower case.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.range(at).and_then(|range| self.lower.get(range)).unwrap_or("")
    }

    /// The token before, in lower case.
    pub(super) fn before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Whether the token begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.range(at)
            .and_then(|range| self.text.get(range))
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    }

    /// Whether the token begins where the one before ends.
    pub(super) fn touches(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| Some(self.tokens.get(before)?.end() == self.tokens.get(at)?.start()))
            .unwrap_or(false)
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// The tokens `from..to` as a span of the document.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.tokens[from].cover(self.tokens[to - 1])
    }

    /// Whether a figure can start here at all. A quick look that spares the rules most words.
    pub(super) fn may_start(&self, at: usize) -> bool {
        let word = self.word(at);
        let Some(first) = word.chars().next() else { return false };
        match first {
            '$' | '0'..='9' => true,
            '\'' | '’' | '‘' => word.len() > first.len_utf8() || self.touches(at + 1),
            // quotation marks and dashes
            '“' | '”' | '„' | '«' | '»' | '‚' | '–' | '—' | '…' | '•' => false,
            '\u{80}'.. => !first.is_alphabetic() || word.contains('-'),
            'a'..='z' => word.contains('-') || STARTS.binary_search(&word).is_ok(),
            _ => word.len() > 1 && word.contains('-'),
        }
    }
}

/// Words that a figure can start with, beside digits and signs; sorted.
const STARTS: &[&str] = &[
    "a",
    "an",
    "apr",
    "apr.",
    "april",
    "at",
    "aud",
    "aug",
    "aug.",
    "august",
    "autumn",
    "bitcoin",
    "brl",
    "c",
    "ca",
    "cad",
    "chf",
    "christmas",
    "cny",
    "dec",
    "dec.",
    "december",
    "dozens",
    "each",
    "earlier",
    "early",
    "eight",
    "eighteen",
    "eighteenth",
    "eighth",
    "eighty",
    "eleven",
    "eleventh",
    "eur",
    "fall",
    "feb",
    "feb.",
    "february",
    "fifteen",
    "fifteenth",
    "fifth",
    "fifty",
    "first",
    "five",
    "following",
    "forty",
    "four",
    "fourteen",
    "fourteenth",
    "fourth",
    "fri",
    "fri.",
    "friday",
    "gbp",
    "half",
    "hk",
    "hkd",
    "hundred",
    "hundreds",
    "inr",
    "jan",
    "jan.",
    "january",
    "jpy",
    "jul",
    "jul.",
    "july",
    "jun",
    "jun.",
    "june",
    "last",
    "late",
    "later",
    "mar",
    "mar.",
    "march",
    "may",
    "mid",
    "midday",
    "midnight",
    "millions",
    "mon",
    "mon.",
    "monday",
    "next",
    "nine",
    "nineteen",
    "nineteenth",
    "ninety",
    "ninth",
    "noon",
    "nov",
    "nov.",
    "november",
    "now",
    "nt",
    "nz",
    "nzd",
    "oct",
    "oct.",
    "october",
    "one",
    "past",
    "previous",
    "r",
    "rmb",
    "rub",
    "s",
    "sat",
    "sat.",
    "saturday",
    "second",
    "sep",
    "sep.",
    "sept",
    "sept.",
    "september",
    "seven",
    "seventeen",
    "seventeenth",
    "seventh",
    "seventy",
    "several",
    "six",
    "sixteen",
    "sixteenth",
    "sixth",
    "sixty",
    "spring",
    "summer",
    "sun",
    "sun.",
    "sunday",
    "ten",
    "tenth",
    "the",
    "third",
    "thirteen",
    "thirteenth",
    "thirty",
    "this",
    "thousands",
    "three",
    "thu",
    "thu.",
    "thur",
    "thurs",
    "thursday",
    "today",
    "tomorrow",
    "tonight",
    "tue",
    "tue.",
    "tues",
    "tuesday",
    "twelfth",
    "twelve",
    "twentieth",
    "twenty",
    "two",
    "u.s.",
    "uah",
    "us",
    "usd",
    "wed",
    "wed.",
    "wednesday",
    "winter",
    "yesterday",
    "zero",
];

#[cfg(test)]
mod tests {
    use super::STARTS;

    #[test]
    fn the_words_that_start_figures_are_sorted() {
        assert!(STARTS.is_sorted());
    }
}
