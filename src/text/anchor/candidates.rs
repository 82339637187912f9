//! The places of a text that might be an anchor's, each with what speaks for it.

use std::ops::Range;

use super::align::{Fate, align};
use super::evidence::{Evidence, Parts};
use super::kept::{Anchor, Further};
use super::pattern::{END, LONGEST, Pattern, begins_with_capital};
use super::places::Places;
use super::words::{BORDER, is_alone, is_of_word, words};
use crate::text::Span;

/// Own words fewer than these are looked for with what stood around them, too.
const SHORT: usize = 12;
/// Words with more places than this say nothing about where to look.
const COMMON: usize = 24;
/// So many places with the same letters are looked at; more is a text of repetitions, where nothing
/// can be told.
const TRIES: usize = 2_000;
/// So many words of other paragraphs on each side say where a place is.
const NEXT: usize = 12;
/// They may stand so many words further off than they did.
const STRAY: usize = 6;

/// A place that might be the right one.
pub(super) struct Candidate {
    pub span: Span,
    pub evidence: Evidence,
}

impl Places<'_> {
    /// All places that might be the right one, the same letters first.
    pub(super) fn candidates(&self, anchor: &Anchor) -> Vec<Candidate> {
        if anchor.exact.is_empty() {
            return Vec::new();
        }
        let pattern = self.pattern(anchor);
        let mut candidates = self.same_letters(anchor, &pattern);
        let own = pattern.parts.own.clone();
        for diagonal in self.diagonals(&pattern, own.clone(), 3) {
            candidates.extend(self.laid(anchor, &pattern, own.clone(), diagonal));
        }
        if own.len() < SHORT {
            for diagonal in self.diagonals(&pattern, 0..pattern.parts.all, 1) {
                candidates.extend(self.laid(anchor, &pattern, 0..pattern.parts.all, diagonal));
            }
        }
        candidates
    }

    /// Every place where the very letters stand, with what speaks for it.
    fn same_letters(&self, anchor: &Anchor, pattern: &Pattern) -> Vec<Candidate> {
        let text = self.document.text();
        let starts_inside = joins(&anchor.prefix, &anchor.exact);
        let ends_inside = joins(&anchor.exact, &anchor.suffix);
        memchr::memmem::find_iter(text.as_bytes(), anchor.exact.as_bytes())
            .map(|at| Span::from_usize(at, at + anchor.exact.len()))
            .filter(|span| {
                let range = span.range();
                joins(&text[..range.start], &anchor.exact) == starts_inside
                    && joins(&anchor.exact, &text[range.end..]) == ends_inside
            })
            .take(TRIES)
            .map(|span| Candidate { span, evidence: self.around(span, pattern) })
            .collect()
    }

    /// The evidence for `span`, whose letters are the anchor's, from the words on both sides,
    /// position for position.
    fn around(&self, span: Span, pattern: &Pattern) -> Evidence {
        let first = self.words.partition_point(|word| word.span.end() <= span.start());
        let last = self.words.partition_point(|word| word.span.start() < span.end());
        let Parts { own, exact, .. } = &pattern.parts;
        let fates: Vec<Fate> = own
            .clone()
            .map(|k| {
                let at = if k < exact.end {
                    (first + k).checked_sub(exact.start)
                } else {
                    Some(last + k - exact.end)
                };
                match at.and_then(|at| Some((at, self.words.get(at)?))) {
                    Some((at, word)) if word.name == pattern.names[k] || exact.contains(&k) => {
                        Fate::Kept(at as u32)
                    }
                    Some((at, _)) => Fate::Replaced(at as u32),
                    None => Fate::Gone,
                }
            })
            .collect();
        self.weigh(pattern, &fates, own.clone(), first, last)
    }

    /// The diagonals of (pattern, text) with most of the rare words of `part` on or near them, best
    /// first: at most `most`.
    fn diagonals(&self, pattern: &Pattern, part: Range<usize>, most: usize) -> Vec<i64> {
        let mut votes: Vec<(i64, f64)> = Vec::new();
        let reach = band(part.len()) as i64;
        for k in part {
            let places = self.places_of(pattern.names[k]);
            if places.len() <= COMMON {
                votes.extend(
                    places.iter().map(|&(_, at)| (i64::from(at) - k as i64, pattern.weights[k])),
                );
            }
        }
        votes.sort_by_key(|&(diagonal, _)| diagonal);
        let mut peaks: Vec<(f64, i64)> = Vec::new();
        let (mut from, mut sum) = (0, 0.0);
        for to in 0..votes.len() {
            sum += votes[to].1;
            while votes[to].0 - votes[from].0 > reach {
                sum -= votes[from].1;
                from += 1;
            }
            peaks.push((sum, votes[usize::midpoint(from, to)].0));
        }
        peaks.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut best: Vec<i64> = Vec::new();
        for (_, diagonal) in peaks {
            if best.iter().all(|&other| (other - diagonal).abs() > reach) {
                best.push(diagonal);
                if best.len() == most {
                    break;
                }
            }
        }
        best
    }

    /// The place that the anchor's words take when the words `part` of its pattern are laid along
    /// `diagonal`.
    fn laid(
        &self,
        anchor: &Anchor,
        pattern: &Pattern,
        part: Range<usize>,
        diagonal: i64,
    ) -> Option<Candidate> {
        let fates = align(
            &pattern.names[part.clone()],
            &self.words,
            diagonal + part.start as i64,
            band(part.len()),
        );
        let exact = pattern.parts.exact.clone();
        let mut there = fates[exact.start - part.start..exact.end - part.start]
            .iter()
            .filter_map(|fate| fate.at());
        let first = there.next()?;
        let last = there.next_back().unwrap_or(first);
        let evidence = self.weigh(pattern, &fates, part, first as usize, last as usize + 1);
        if (last - first) as usize > 2 * exact.len() + 4 {
            return None;
        }
        let mut span = self.words[first as usize].span.cover(self.words[last as usize].span);
        let all = words(&anchor.exact).len();
        if all > LONGEST {
            span = span.cover(self.far_end(anchor, all)?);
        }
        span = if anchor.whole { self.whole(span) } else { self.with_marks(span, &anchor.exact) };
        Some(Candidate { span, evidence })
    }

    /// The last words of a very long anchor, placed on their own.
    fn far_end(&self, anchor: &Anchor, all: usize) -> Option<Span> {
        let from = words(&anchor.exact).get(all - END)?.span.start() as usize;
        let tail = Anchor {
            exact: anchor.exact[from..].to_owned(),
            prefix: String::new(),
            whole: false,
            further: Further::default(),
            ..anchor.clone()
        };
        self.place(&tail).span()
    }
}

impl Places<'_> {
    /// What speaks for words `first..last` as the place of the exact words, where the words `part`
    /// of the pattern went as `fates` say.
    fn weigh(
        &self,
        pattern: &Pattern,
        fates: &[Fate],
        part: Range<usize>,
        first: usize,
        last: usize,
    ) -> Evidence {
        if !self.is_set_alike(fates, &pattern.capitals[part.clone()]) {
            return Evidence::NONE;
        }
        let Parts { all, own, exact } = &pattern.parts;
        let mut kept = vec![false; *all];
        for (fate, k) in fates.iter().zip(part.clone()) {
            kept[k] = matches!(fate, Fate::Kept(_));
        }
        let (start, end) = (
            first.saturating_sub(exact.start - own.start),
            (last + own.end - exact.end).min(self.words.len()),
        );
        let names = |range: Range<usize>| {
            self.words[range].iter().map(|word| word.name).collect::<Vec<_>>()
        };
        let before = names(start.saturating_sub(NEXT + STRAY)..start);
        let behind = names(end..(end + NEXT + STRAY).min(self.words.len()));
        let next = own.start.saturating_sub(NEXT)..(own.end + NEXT).min(*all);
        for k in next.start..own.start {
            kept[k] = before.contains(&pattern.names[k]);
        }
        for k in own.end..next.end {
            kept[k] = behind.contains(&pattern.names[k]);
        }
        let mapped = || {
            fates
                .iter()
                .zip(part.clone())
                .filter(|(_, k)| own.contains(k))
                .filter_map(|(fate, _)| fate.at())
        };
        let added = mapped().next().zip(mapped().next_back()).map_or(0, |(first, last)| {
            (last.saturating_sub(first) as usize + 1).saturating_sub(mapped().count())
        });
        Evidence::of(
            &kept[next.clone()],
            &pattern.weights[next.clone()],
            &pattern.parts.from(next.start, next.len()),
            added,
        )
    }

    /// Whether most of the words that are still there begin with capitals as they did. A headline
    /// that the story repeats is another place.
    fn is_set_alike(&self, fates: &[Fate], capitals: &[bool]) -> bool {
        let text = self.document.text();
        let (mut kept, mut alike) = (0, 0);
        for (fate, &capital) in fates.iter().zip(capitals) {
            let Fate::Kept(at) = fate else { continue };
            let Some(word) = self.words.get(*at as usize) else { continue };
            if word.name == BORDER {
                continue;
            }
            kept += 1;
            alike += usize::from(begins_with_capital(&text[word.span.range()]) == capital);
        }
        alike * 4 >= kept * 3
    }
}

/// How far from a diagonal words may stray in a pattern of so many words.
fn band(words: usize) -> usize {
    (4 + words / 8).min(48)
}

/// Whether the word at the end of `before` goes on in `behind`.
fn joins(before: &str, behind: &str) -> bool {
    let in_word = |c: char| is_of_word(c) && !is_alone(c);
    before.chars().next_back().is_some_and(in_word) && behind.chars().next().is_some_and(in_word)
}
