//! Finding the place of an anchor in a text.

use super::candidates::Candidate;
use super::kept::{Anchor, Placement};
use super::places::Places;
use crate::text::{Document, Span};

/// By how much of all the words the best place must be better than the next, or than its twin was,
/// if nothing else is to decide.
const MARGIN: f64 = 0.12;
/// How much of what stood on one side must be there still where the words alone could be the
/// twin's, and how much more than the twin had.
const SURE: f64 = 0.6;
const MORE: f64 = 0.25;
/// By how much more of what stood around one of several equal places must have, if that is to
/// decide.
const APART_AROUND: f64 = 0.35;
/// Position decides for no place around which less than this is as it was.
const SOME: f64 = 0.2;
/// Positions nearer than this count as the same, if the next candidate is [`APART`] further off.
/// Shares of the text.
const NEAR: f64 = 0.03;
const APART: f64 = 0.06;

impl Places<'_> {
    /// Where the words of `anchor` are, or that it is an orphan. The rule is in `docs/anchors.md`.
    pub fn place(&self, anchor: &Anchor) -> Placement {
        if anchor.exact.is_empty() {
            return Placement::Orphan;
        }
        if let Some(span) = self.unmoved(anchor) {
            return Placement::Placed(span);
        }
        let mut candidates = self.candidates(anchor);
        let letters: Vec<Span> = candidates
            .iter()
            .map(|candidate| candidate.span)
            .filter(|span| self.document.slice(*span) == anchor.exact)
            .collect();
        candidates.retain(|Candidate { span, evidence }| {
            if anchor.whole {
                evidence.is_enough_for_paragraph(self.is_block(*span))
            } else {
                evidence.is_enough()
            }
        });
        match self.decide(anchor, candidates) {
            Placement::Placed(span) => Placement::Placed(
                letters.into_iter().find(|other| other.overlaps(span)).unwrap_or(span),
            ),
            Placement::Orphan => Placement::Orphan,
        }
    }

    /// How much of the anchor's own words stand at the place most like it, other than `span`, where
    /// it was made, and how much of what stood around.
    pub(super) fn most_alike(&self, anchor: &Anchor, span: Span) -> (f64, f64) {
        let others = self
            .candidates(anchor)
            .into_iter()
            .filter(|candidate| !candidate.span.overlaps(span))
            .map(|candidate| candidate.evidence);
        others.fold((0.0, 0.0), |(own, around), other| {
            (
                f64::max(own, other.own),
                if other.own > own - MARGIN { f64::max(around, other.around) } else { around },
            )
        })
    }

    /// The very place the anchor was made from, if nothing at or around it has changed.
    fn unmoved(&self, anchor: &Anchor) -> Option<Span> {
        let text = self.document.text();
        let start = (anchor.position * text.len() as f64).round() as usize;
        let end = start.checked_add(anchor.exact.len())?;
        let same = text.get(start..end)? == anchor.exact
            && text[..start].ends_with(&anchor.prefix)
            && text[end..].starts_with(&anchor.suffix);
        same.then(|| Span::from_usize(start, end))
    }

    fn position(&self, span: Span) -> f64 {
        f64::from(span.start()) / self.document.text().len().max(1) as f64
    }

    /// The best of the candidates, if it is clearly the best: by words, else by position.
    fn decide(&self, anchor: &Anchor, mut candidates: Vec<Candidate>) -> Placement {
        let off = |span: Span| (self.position(span) - anchor.position).abs();
        // Where a place has more of the words than its twin had, the twin is out of the question.
        let clear = |candidate: &Candidate| candidate.evidence.own >= anchor.further.twin + MARGIN;
        if candidates.iter().any(clear) {
            candidates.retain(clear);
        }
        candidates.sort_by(|a, b| {
            b.evidence.total.total_cmp(&a.evidence.total).then(off(a.span).total_cmp(&off(b.span)))
        });
        let Some(best) = candidates.first() else { return Placement::Orphan };
        let close: Vec<&Candidate> = candidates
            .iter()
            .filter(|other| best.evidence.total - other.evidence.total < MARGIN)
            .collect();
        let rivals_of = |one: &Candidate| {
            close
                .iter()
                .filter(move |other| !other.span.overlaps(one.span))
                .copied()
                .collect::<Vec<_>>()
        };
        let doubtful = best.evidence.own < anchor.further.twin + MARGIN
            && best.evidence.around < SURE.max(anchor.further.twin_around + MORE);
        if !doubtful {
            // As good by their own words: the neighbours decide, where they stand by one alone.
            let stands_out = |one: &Candidate| {
                rivals_of(one)
                    .iter()
                    .all(|other| one.evidence.around - other.evidence.around >= APART_AROUND)
            };
            if rivals_of(best).is_empty() {
                return Placement::Placed(best.span);
            }
            if let Some(clear) = close.iter().find(|one| stands_out(one)) {
                return Placement::Placed(clear.span);
            }
        }
        // Both may be there still: the nearest to where it was, if that is clear.
        let Some(nearest) = close.iter().min_by(|a, b| off(a.span).total_cmp(&off(b.span))) else {
            return Placement::Orphan;
        };
        let Some(next) =
            rivals_of(nearest).iter().map(|other| off(other.span)).min_by(f64::total_cmp)
        else {
            return Placement::Orphan;
        };
        let clear = off(nearest.span) <= NEAR
            && next - off(nearest.span) >= APART
            && nearest.evidence.around >= SOME;
        if clear { Placement::Placed(nearest.span) } else { Placement::Orphan }
    }
}

impl Anchor {
    /// Where the words are in `document`. For many anchors on one document make [`Places`] once.
    pub fn place(&self, document: &Document) -> Placement {
        Places::of(document).place(self)
    }
}
