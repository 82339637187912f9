//! What is reported before the cue, around it, or by "according to".

use std::ops::Range;

use super::super::draft::{Attribution, How};
use super::super::extent;
use super::super::lexicon::{Form, SAY, SHOW, THINK};
use super::super::source;
use super::super::words::Class;
use super::{Finder, NEAR};
use crate::analysis::syntax::{Penn, Pos, Relation};

impl Finder<'_> {
    /// "…, Ruiz said", "…, said Ruiz, …": what stands before the source and its cue, and what goes
    /// on after them.
    pub(super) fn after_clause(&self, by: &Attribution) -> Option<Vec<Range<usize>>> {
        let (words, line, cue) = (self.words, self.line, by.cue.start);
        let speaker = by.speaker.as_ref()?;
        if !words.all[cue].reports(SAY | THINK | SHOW) {
            return None;
        }
        let mut first = speaker.start.min(cue);
        if let Some(via) = by.via.as_ref().filter(|via| via.start < first) {
            first = via.start;
        }
        if first > line.words.start && words.is(first - 1, "as") {
            first -= 1;
        }
        let last = by
            .addressee
            .iter()
            .chain(&by.via)
            .map(|range| range.end)
            .chain([speaker.end.max(cue + 1)])
            .max()?;
        if first < line.words.start + 3 || last > cue + 24 || first + 24 < cue {
            return None;
        }
        let last = self.behind_adjunct(last);
        let parted = matches!(words.class(first - 1), Class::Comma | Class::Dash | Class::Mark)
            || words.all[first - 1].stretch.is_some();
        if !parted || !self.is_free(first - 1) || self.content_follows(cue, last) {
            return None;
        }
        let mut start = line.words.start;
        if let Some(stop) =
            (line.words.start..first).rev().find(|&at| words.class(at) == Class::Semicolon)
        {
            start = stop + 1;
        }
        let before = extent::trim(words, start..first)?;
        if before.clone().any(|at| !self.is_free(at)) {
            return None;
        }
        let mut parts = vec![before.clone()];
        if words.class(last) == Class::Comma && last + 1 < line.words.end {
            let clause =
                words.has_finite_verb(before.clone()) && !self.is_subordinate(before.start);
            let rest = last + 1..extent::end(words, last + 1, line.words.end, cue);
            if !clause || self.goes_on(&rest) {
                parts.extend(extent::trim(words, rest));
            } else if before.len() < 4 {
                return None;
            }
        } else if before.len() < 3
            || !words.has_finite_verb(before.clone())
                && (!self.is_last(last) || !self.holds_verb(&before))
        {
            return None;
        }
        Some(parts)
    }

    /// Whether the sentence ends at `at`: what is said cannot stand behind it.
    fn is_last(&self, at: usize) -> bool {
        at >= self.line.words.end || self.words.class(at) == Class::Stop
    }

    /// "A fire destroyed the mill": a verb in a form that the past shares with the participle,
    /// behind what can be its subject. "Asked about it" has none.
    fn holds_verb(&self, clause: &Range<usize>) -> bool {
        let words = self.words;
        clause.clone().skip(1).any(|at| {
            (words.all[at].tag.penn == Penn::Vbn || words.pos(at) == Pos::Verb)
                && matches!(words.pos(at - 1), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Adv)
        })
    }

    /// "he told me on Friday, …", "Ruiz explained earlier in the hearing, …": the comma behind what
    /// tells when and where, if that is all up to it.
    fn behind_adjunct(&self, last: usize) -> usize {
        let (words, highest) = (self.words, self.line.words.end.min(last + NEAR));
        let opens = source::is_time(words.text(last))
            || matches!(words.pos(last), Pos::Adp | Pos::Adv) && words.class(last) == Class::Word;
        let comma = (last..highest).find(|&at| words.class(at) == Class::Comma).filter(|_| opens);
        let plain = |at: usize| {
            !matches!(words.pos(at), Pos::Verb | Pos::Aux)
                && matches!(words.class(at), Class::Word | Class::Possessive | Class::Between)
                && words.all[at].stretch.is_none()
        };
        comma.filter(|&comma| (last..comma).all(plain)).unwrap_or(last)
    }

    /// Whether a clause that the cue reports stands after it.
    fn content_follows(&self, cue: usize, last: usize) -> bool {
        let (words, end) = (self.words, self.line.words.end);
        if matches!(
            words.class(last),
            Class::Comma
                | Class::Stop
                | Class::CloseBracket
                | Class::OpenBracket
                | Class::Dash
                | Class::Semicolon
        ) || last >= end
        {
            return false;
        }
        let highest = end.min(last + NEAR);
        let opens = (last..highest)
            .take_while(|&at| !matches!(words.class(at), Class::Comma | Class::Stop))
            .any(|at| words.class(at) == Class::That || words.all[at].stretch.is_some());
        let adjunct = source::is_time(words.text(last))
            || words.pos(last) == Pos::Adp
            || words.class(last) == Class::Subordinator
            || words.pos(last) == Pos::Adv;
        if last > cue + 1 && !opens && !words.has_finite_verb(last..end) {
            return false;
        }
        if opens || !adjunct {
            return true;
        }
        let base = self.line.words.start;
        self.tree.as_ref().is_some_and(|tree| {
            tree.children(cue - base)
                .any(|child| child > cue - base && tree.relation(child) == Relation::Ccomp)
        })
    }

    /// "If …", "Even if …", "When …": a clause that waits for its main clause.
    pub(super) fn is_subordinate(&self, at: usize) -> bool {
        let words = self.words;
        let opens = |at: usize| {
            words.class(at) == Class::Subordinator || words.is(at, "if") || words.is(at, "once")
        };
        opens(at) || words.is(at, "even") && opens(at + 1)
    }

    /// After "…, Ruiz said,": tells whether what follows goes on with what is said.
    fn goes_on(&self, rest: &Range<usize>) -> bool {
        let words = self.words;
        let first = rest.start;
        if matches!(
            words.text(first),
            "because" | "since" | "if" | "unless" | "until" | "by" | "including"
        ) {
            return true;
        }
        let word = &words.all[first];
        let reporter = word.form == Form::Ing && word.frames != 0
            || words.text(first).ends_with("ing") && words.pos(first) == Pos::Verb
            || matches!(
                words.class(first),
                Class::Subordinator | Class::Pronoun | Class::Between | Class::That
            )
            || matches!(
                words.text(first),
                "who"
                    | "which"
                    | "whose"
                    | "where"
                    | "with"
                    | "in"
                    | "at"
                    | "on"
                    | "during"
                    | "a"
                    | "an"
                    | "the"
                    | "according"
            )
            || source::is_time(words.text(first));
        !reporter && matches!(words.text(first), "and" | "but" | "or" | "so" | "that")
    }

    /// "According to Ruiz, …" and "…, according to Ruiz".
    pub(super) fn according(&mut self, cue: usize) {
        let (words, line) = (self.words, self.line);
        let Some(speaker) = source::phrase_at(words, cue + 2, line.words.end) else { return };
        let via = self.cited_by(speaker.end);
        let behind = via.as_ref().map_or(speaker.end, |via| via.end);
        let leads = (line.words.start..cue).all(|at| {
            matches!(words.class(at), Class::Conjunction | Class::Between | Class::Mark)
                || words.class(at) == Class::Comma
        });
        let parts =
            if leads { self.after_source(cue, behind) } else { self.before_source(cue, behind) };
        let by =
            Attribution { via, ..Attribution::of(cue..cue + 2, Some(speaker), How::AccordingTo) };
        if let Some(parts) = parts {
            self.push(&parts, by);
        }
    }

    /// "statistics cited by the agency": the agency.
    fn cited_by(&self, start: usize) -> Option<Range<usize>> {
        let words = self.words;
        let cited = matches!(
            words.text(start),
            "cited" | "quoted" | "reported" | "published" | "released" | "carried"
        ) && words.is(start + 1, "by");
        cited.then(|| source::phrase_at(words, start + 2, self.line.words.end)).flatten()
    }

    fn after_source(&self, cue: usize, behind: usize) -> Option<Vec<Range<usize>>> {
        let (words, end) = (self.words, self.line.words.end);
        let comma = (behind..end.min(behind + 24)).find(|&at| words.class(at) == Class::Comma)?;
        let second =
            (comma + 1..end.min(comma + 10)).find(|&at| words.class(at) == Class::Comma).filter(
                |&second| !words.has_finite_verb(comma..second) && words.pos(comma + 1) == Pos::Det,
            );
        let start = second.unwrap_or(comma) + 1;
        self.clip(cue, start, None).map(|range| vec![range])
    }

    fn before_source(&self, cue: usize, behind: usize) -> Option<Vec<Range<usize>>> {
        let (words, line) = (self.words, self.line);
        let mut start = line.words.start;
        if let Some(stop) =
            (start..cue).rev().find(|&at| matches!(words.class(at), Class::Semicolon))
        {
            start = stop + 1;
        }
        let before = extent::trim(words, start..cue)?;
        if before.clone().any(|at| !self.is_free(at)) {
            return None;
        }
        let mut parts = vec![before.clone()];
        if !words.has_finite_verb(before)
            && words.class(behind) == Class::Comma
            && behind + 1 < line.words.end
        {
            parts.extend(extent::trim(
                words,
                behind + 1..extent::end(words, behind + 1, line.words.end, cue),
            ));
        }
        Some(parts)
    }
}
