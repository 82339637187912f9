//! Two annotations of the same articles, or an annotation and what the program finds.

use std::collections::HashMap;
use std::ops::Range;

use super::marked::Marked;

/// A name as it is compared: where it stands, its kind, and whose it is (the fullest name).
#[derive(Clone, Debug)]
pub(crate) struct NameClaim {
    pub range: Range<usize>,
    pub kind: String,
    pub entity: String,
}

/// A quotation as it is compared.
#[derive(Clone, Debug)]
pub(crate) struct QuoteClaim {
    pub parts: Vec<Range<usize>>,
    pub kind: String,
    pub act: String,
    pub polarity: bool,
    /// All names of the one who speaks; empty where nobody is named.
    pub speaker: Vec<String>,
    pub source: String,
    /// It repeats another quotation.
    pub copy: bool,
}

pub(crate) fn names(article: &Marked) -> Vec<NameClaim> {
    let claim = |name: &super::marked::Name| NameClaim {
        range: name.range.clone(),
        kind: name.kind.clone(),
        entity: article.names_of(name.entity)[0].to_owned(),
    };
    article.names.iter().map(claim).collect()
}

pub(crate) fn quotes(article: &Marked) -> Vec<QuoteClaim> {
    let entities: HashMap<&str, u32> =
        article.names.iter().map(|name| (&article.text[name.range.clone()], name.entity)).collect();
    article
        .quotes
        .values()
        .filter_map(|quote| {
            let line = quote.line.as_ref()?;
            let speaker = line.speakers.iter().flat_map(|speaker| {
                let known = entities.get(speaker.as_str());
                known.map_or_else(|| vec![speaker.as_str()], |&entity| article.names_of(entity))
            });
            Some(QuoteClaim {
                parts: quote.parts.clone(),
                kind: line.kind.clone(),
                act: line.act.clone(),
                polarity: !line.not_said,
                speaker: speaker.map(str::to_owned).collect(),
                source: line.source.clone(),
                copy: line.copy.is_some(),
            })
        })
        .collect()
}

/// Bytes that two quotations have together.
fn common(one: &[Range<usize>], other: &[Range<usize>]) -> usize {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start))).sum()
}

fn length(parts: &[Range<usize>]) -> usize {
    parts.iter().map(|part| part.end - part.start).sum()
}

/// Pairs of quotations that mean the same words: what they share is at least half of each. Each
/// stands in one pair at most, those that share most first.
pub(crate) fn pairs(one: &[QuoteClaim], other: &[QuoteClaim]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (a, first) in one.iter().enumerate() {
        for (b, second) in other.iter().enumerate() {
            let shared = common(&first.parts, &second.parts);
            let least = shared * 2 >= length(&first.parts).max(length(&second.parts)).max(1);
            if shared > 0 && least {
                all.push((shared, a, b));
            }
        }
    }
    all.sort_by(|a, b| b.cmp(a));
    let (mut used_a, mut used_b) = (vec![false; one.len()], vec![false; other.len()]);
    let mut pairs = Vec::new();
    for (_, a, b) in all {
        if !used_a[a] && !used_b[b] {
            (used_a[a], used_b[b]) = (true, true);
            pairs.push((a, b));
        }
    }
    pairs
}

/// Equal but for signs at the ends.
pub(crate) fn exact(text: &str, one: &QuoteClaim, other: &QuoteClaim) -> bool {
    let trimmed = |parts: &[Range<usize>]| -> Vec<Range<usize>> {
        parts
            .iter()
            .map(|part| {
                let words = &text[part.clone()];
                let start = words.len() - words.trim_start_matches(is_sign).len();
                let kept = words.trim_matches(is_sign).len();
                part.start + start..part.start + start + kept
            })
            .filter(|part| !part.is_empty())
            .collect()
    };
    trimmed(&one.parts) == trimmed(&other.parts)
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Whether two quotations are given to the same, or both to nobody by name.
pub(crate) fn same_speaker(one: &QuoteClaim, other: &QuoteClaim) -> bool {
    match (one.speaker.is_empty(), other.speaker.is_empty()) {
        (true, true) => true,
        (false, false) => one.speaker.iter().any(|name| other.speaker.contains(name)),
        _ => false,
    }
}

/// Counts that become precision, recall and F1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Agreement {
    pub both: usize,
    pub first: usize,
    pub second: usize,
}

impl Agreement {
    pub(crate) fn f1(self) -> f64 {
        100.0 * 2.0 * self.both as f64 / (self.first + self.second).max(1) as f64
    }
}
