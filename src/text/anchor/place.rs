//! Finding the place of an anchor in a text.

use super::align::{Fate, align};
use super::evidence::{Evidence, Parts};
use super::words::{Word, is_alone, is_of_word, words};
use super::{Anchor, Placement};
use crate::text::{Document, Span};

/// By how much of all the words the best place must be better than the next, if position is not to decide.
const MARGIN: f64 = 0.12;
/// Positions nearer than this count as the same, if the next candidate is [`APART`] further off. Shares of the text.
const NEAR: f64 = 0.03;
const APART: f64 = 0.06;
/// By how much more of what stood around one of several equal places must have, if that is to decide.
const APART_AROUND: f64 = 0.35;
/// Words with more places than this say nothing about where to look.
const COMMON: usize = 24;
/// Patterns longer than this are placed by their two ends.
const LONGEST: usize = 4_000;
const END: usize = 400;
/// So many places with the same letters are looked at; more is a text of repetitions, where nothing can be told.
const TRIES: usize = 2_000;

/// The words of a document, ready to place many anchors. Making it takes time linear in the text (times a logarithm).
pub struct Places<'a> {
    document: &'a Document,
    words: Vec<Word>,
    /// (word, index in `words`), sorted.
    postings: Vec<(u64, u32)>,
}

/// A place that might be the right one.
struct Candidate {
    span: Span,
    evidence: Evidence,
}

/// An anchor's words.
struct Pattern {
    names: Vec<u64>,
    /// Does the word begin with a capital?
    capitals: Vec<bool>,
    weights: Vec<f64>,
    parts: Parts,
}

impl<'a> Places<'a> {
    pub fn of(document: &'a Document) -> Self {
        let words = words(document.text());
        let mut postings: Vec<(u64, u32)> = words.iter().enumerate().map(|(index, word)| (word.name, index as u32)).collect();
        postings.sort_unstable();
        Self { document, words, postings }
    }

    /// Where the words of `anchor` are, or that it is an orphan. The rule is in `docs/anchors.md`.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        if anchor.exact.is_empty() {
            return Placement::Orphan;
        }
        if let Some(span) = self.unmoved(anchor) {
            return Placement::Placed(span);
        }
        let pattern = self.pattern(anchor);
        let same_letters = self.same_letters(anchor, &pattern);
        let letters: Vec<Span> = same_letters.iter().map(|candidate| candidate.span).collect();
        let mut candidates = same_letters;
        if pattern.parts.exact > 0 {
            for diagonal in self.diagonals(&pattern) {
                candidates.extend(self.laid(anchor, &pattern, diagonal));
            }
        }
        candidates.retain(
            |Candidate { span, evidence }| {
                if anchor.whole { evidence.is_enough_for_paragraph(self.is_block(*span)) } else { evidence.is_enough() }
            },
        );
        match self.decide(anchor, candidates) {
            Placement::Placed(span) => Placement::Placed(letters.into_iter().find(|other| other.overlaps(span)).unwrap_or(span)),
            Placement::Orphan => Placement::Orphan,
        }
    }

    /// The very place the anchor was made from, if nothing at or around it has changed.
    fn unmoved(&self, anchor: &Anchor) -> Option<Span> {
        let text = self.document.text();
        let start = (anchor.position * text.len() as f64).round() as usize;
        let end = start.checked_add(anchor.exact.len())?;
        let same = text.get(start..end)? == anchor.exact && text[..start].ends_with(&anchor.prefix) && text[end..].starts_with(&anchor.suffix);
        same.then(|| Span::from_usize(start, end))
    }

    fn pattern(&self, anchor: &Anchor) -> Pattern {
        let names = |text: &str| words(text).into_iter().map(|word| word.name).collect::<Vec<_>>();
        let (prefix, mut exact, suffix) = (names(&anchor.prefix), names(&anchor.exact), names(&anchor.suffix));
        if exact.len() > LONGEST {
            exact.truncate(END);
        }
        let own_prefix = anchor.prefix.rsplit("\n\n").next().unwrap_or_default();
        let own_suffix = anchor.suffix.split("\n\n").next().unwrap_or_default();
        let near = |own: &str, all: usize| if anchor.whole { 0 } else { words(own).len().min(all) };
        let parts = Parts {
            prefix: prefix.len(),
            exact: exact.len(),
            suffix: suffix.len(),
            near_prefix: near(own_prefix, prefix.len()),
            near_suffix: near(own_suffix, suffix.len()),
        };
        let names = [prefix, exact, suffix].concat();
        let weights = names.iter().map(|&name| weight(self.places_of(name).len())).collect();
        let mut capitals = capitals_of(&anchor.prefix);
        capitals.extend(capitals_of(&anchor.exact).into_iter().take(parts.exact));
        capitals.extend(capitals_of(&anchor.suffix));
        Pattern { names, capitals, weights, parts }
    }

    /// The places of a word, as (word, index) pairs.
    fn places_of(&self, name: u64) -> &[(u64, u32)] {
        let from = self.postings.partition_point(|&(other, _)| other < name);
        let count = self.postings[from..].partition_point(|&(other, _)| other == name);
        &self.postings[from..from + count]
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
                joins(&text[..range.start], &anchor.exact) == starts_inside && joins(&anchor.exact, &text[range.end..]) == ends_inside
            })
            .take(TRIES)
            .map(|span| Candidate { span, evidence: self.around(span, pattern) })
            .collect()
    }

    /// The evidence for `span`, whose letters are the anchor's, from the words on both sides, position for position.
    fn around(&self, span: Span, pattern: &Pattern) -> Evidence {
        let first = self.words.partition_point(|word| word.span.end() <= span.start());
        let last = self.words.partition_point(|word| word.span.start() < span.end());
        let Parts { prefix, exact, suffix, .. } = pattern.parts;
        let same = |k: usize, at: Option<usize>| match at.and_then(|at| self.words.get(at)) {
            Some(word) if word.name == pattern.names[k] => Fate::Kept(at.unwrap_or_default() as u32),
            _ => Fate::Gone,
        };
        let mut fates: Vec<Fate> = (0..prefix).map(|k| same(k, (first + k).checked_sub(prefix))).collect();
        fates.extend((0..exact).map(|k| Fate::Kept((first + k) as u32)));
        fates.extend((0..suffix).map(|k| same(prefix + exact + k, Some(last + k))));
        if self.is_set_alike(&fates, pattern) { Evidence::of(&fates, &pattern.weights, pattern.parts) } else { Evidence::NONE }
    }

    /// Do the words that are still there begin with capitals as they did, most of them? A headline that the story repeats is another place.
    fn is_set_alike(&self, fates: &[Fate], pattern: &Pattern) -> bool {
        let text = self.document.text();
        let (mut kept, mut alike) = (0, 0);
        for (fate, &capital) in fates.iter().zip(&pattern.capitals) {
            let Fate::Kept(at) = fate else { continue };
            let Some(word) = self.words.get(*at as usize) else { continue };
            kept += 1;
            alike += usize::from(begins_with_capital(&text[word.span.range()]) == capital);
        }
        alike * 4 >= kept * 3
    }

    fn position(&self, span: Span) -> f64 {
        f64::from(span.start()) / self.document.text().len().max(1) as f64
    }

    /// The diagonals of (pattern, text) with most of the pattern's rare words on or near them, best first: at most three.
    fn diagonals(&self, pattern: &Pattern) -> Vec<i64> {
        let mut votes: Vec<(i64, f64)> = Vec::new();
        for (k, (&name, &weight)) in pattern.names.iter().zip(&pattern.weights).enumerate() {
            let places = self.places_of(name);
            if places.len() <= COMMON {
                votes.extend(places.iter().map(|&(_, at)| (i64::from(at) - k as i64, weight)));
            }
        }
        votes.sort_by_key(|&(diagonal, _)| diagonal);
        let reach = band(pattern.names.len()) as i64;
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
                if best.len() == 3 {
                    break;
                }
            }
        }
        best
    }

    /// The place that the anchor's words take when they are laid along `diagonal`.
    fn laid(&self, anchor: &Anchor, pattern: &Pattern, diagonal: i64) -> Option<Candidate> {
        let fates = align(&pattern.names, &self.words, diagonal, band(pattern.names.len()));
        if !self.is_set_alike(&fates, pattern) {
            return None;
        }
        let evidence = Evidence::of(&fates, &pattern.weights, pattern.parts);
        let Parts { prefix, exact, .. } = pattern.parts;
        let mut there = fates[prefix..prefix + exact].iter().filter_map(|fate| fate.at());
        let first = there.next()?;
        let last = there.next_back().unwrap_or(first);
        if (last - first) as usize > 2 * exact + 4 {
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
        let tail = Anchor { exact: anchor.exact[from..].to_owned(), prefix: String::new(), whole: false, ..anchor.clone() };
        self.place(&tail).span()
    }

    /// The block that holds `span`, if that makes up most of its words; else the span itself.
    fn whole(&self, span: Span) -> Span {
        let Some(block) = self.document.blocks().get(self.document.block_at(span.start())) else { return span };
        let most = span.len() as usize * 5 >= block.span.len() as usize * 3;
        if most && block.span.encloses(span) { block.span } else { span }
    }

    /// Is `span` all the words of one block, or most of it?
    fn is_block(&self, span: Span) -> bool {
        let whole = self.whole(span);
        self.document.blocks().get(self.document.block_at(span.start())).is_some_and(|block| block.span == whole)
    }

    /// Takes in the punctuation that touches the words, as far as the anchor had any.
    fn with_marks(&self, span: Span, exact: &str) -> Span {
        let text = self.document.text();
        let is_mark = |c: &char| !is_of_word(*c) && !c.is_whitespace();
        let lead = exact.chars().take_while(|c| !is_of_word(*c)).filter(is_mark).count();
        let tail = exact.chars().rev().take_while(|c| !is_of_word(*c)).filter(is_mark).count();
        let range = span.range();
        let start = text[..range.start].chars().rev().take_while(is_mark).take(lead).map(char::len_utf8).sum::<usize>();
        let end = text[range.end..].chars().take_while(is_mark).take(tail).map(char::len_utf8).sum::<usize>();
        Span::from_usize(range.start - start, range.end + end)
    }

    /// The best of the candidates, if it is clearly the best: by words, else by position.
    fn decide(&self, anchor: &Anchor, mut candidates: Vec<Candidate>) -> Placement {
        let off = |span: Span| (self.position(span) - anchor.position).abs();
        candidates.sort_by(|a, b| b.evidence.total.total_cmp(&a.evidence.total).then(off(a.span).total_cmp(&off(b.span))));
        let Some(best) = candidates.first() else { return Placement::Orphan };
        let rivals: Vec<&Candidate> =
            candidates.iter().filter(|other| !other.span.overlaps(best.span) && best.evidence.total - other.evidence.total < MARGIN).collect();
        if rivals.is_empty() {
            return Placement::Placed(best.span);
        }
        // As good by their own words: the neighbours decide, where they stand by one alone; then position.
        let close = || std::iter::once(best).chain(rivals.iter().copied());
        if let Some(clear) =
            close().find(|one| close().all(|other| other.span.overlaps(one.span) || one.evidence.around - other.evidence.around >= APART_AROUND))
        {
            return Placement::Placed(clear.span);
        }
        let nearest = rivals.iter().map(|other| off(other.span)).min_by(f64::total_cmp).unwrap_or(f64::MAX);
        if off(best.span) <= NEAR && nearest - off(best.span) >= APART { Placement::Placed(best.span) } else { Placement::Orphan }
    }
}

fn begins_with_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn capitals_of(text: &str) -> Vec<bool> {
    words(text).iter().map(|word| begins_with_capital(&text[word.span.range()])).collect()
}

/// How far from a diagonal words may stray in a pattern of so many words.
fn band(words: usize) -> usize {
    (4 + words / 8).min(48)
}

/// What a word says about the place, by how often it stands in the text.
fn weight(places: usize) -> f64 {
    match places {
        0..=2 => 1.0,
        more => (2.0 / more as f64).max(0.1),
    }
}

/// Does the word at the end of `before` go on in `behind`?
fn joins(before: &str, behind: &str) -> bool {
    let in_word = |c: char| is_of_word(c) && !is_alone(c);
    before.chars().next_back().is_some_and(in_word) && behind.chars().next().is_some_and(in_word)
}
