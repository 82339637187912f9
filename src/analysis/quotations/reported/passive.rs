//! What somebody was told or asked: "were told to leave", "Asked whether it was true, Ruiz said".
//! The subject is the one told; who told stands behind "by", or nowhere.

use std::ops::Range;

use super::super::draft::{Attribution, How};
use super::super::extent;
use super::super::lexicon;
use super::super::source;
use super::super::words::Class;
use super::{Finder, NEAR};
use crate::analysis::syntax::Pos;

impl Finder<'_> {
    /// Whether the verb at `cue` begins its sentence as a participle: "Asked about it, …".
    pub(super) fn opens_as_participle(&self, cue: usize) -> bool {
        let first = self.line.words.start;
        let begins = (first..cue).all(|at| {
            matches!(self.words.class(at), Class::Between | Class::Mark | Class::Conjunction)
        });
        begins && self.words.is(cue, "asked")
    }

    /// The quotation of a verb in the passive, if somebody was told or asked something with it.
    pub(super) fn passive(&mut self, cue: usize) {
        let words = self.words;
        let verb = words.text(cue).to_ascii_lowercase();
        if !matches!(
            lexicon::lemma(&verb),
            Some("tell" | "ask" | "order" | "advise" | "urge" | "warn" | "instruct")
        ) {
            return;
        }
        let by_whom = words.is(cue + 1, "by");
        let speaker =
            by_whom.then(|| source::phrase_at(words, cue + 2, self.line.words.end)).flatten();
        let behind = speaker.as_ref().map_or(cue + 1, |speaker| speaker.end);
        let Some(start) = self.what_was_told(cue, behind) else { return };
        let how = if speaker.is_some() { How::Passive } else { How::Nobody };
        let end = self.opens_as_participle(cue).then(|| self.main_clause_behind(start)).flatten();
        let range = match end {
            Some(end) => extent::trim(words, start..end),
            None => self.clip(cue, start, None),
        };
        if let Some(range) = range {
            self.push(&[range], Attribution::of(cue..cue + 1, speaker, how));
        }
    }

    /// Where that begins which was told: "that", "to" and a verb, or a question, behind no more
    /// than where and when.
    fn what_was_told(&self, cue: usize, behind: usize) -> Option<usize> {
        let words = self.words;
        let asked = words.is(cue, "asked");
        let highest = self.line.words.end.min(behind + NEAR);
        for at in behind..highest {
            let to = words.is(at, "to") && matches!(words.pos(at + 1), Pos::Verb | Pos::Aux);
            let question = asked
                && matches!(
                    words.text(at),
                    "whether" | "if" | "why" | "how" | "what" | "when" | "where" | "who" | "which"
                )
                && words.has_finite_verb(at + 1..self.line.words.end);
            if words.class(at) == Class::That && !asked {
                return Some(at + 1);
            }
            if to || question {
                return Some(if words.is(at.saturating_sub(1), "not") { at - 1 } else { at });
            }
            let passes =
                matches!(words.class(at), Class::Word | Class::Possessive | Class::Between)
                    && !matches!(words.pos(at), Pos::Verb | Pos::Aux)
                    || words.class(at) == Class::Pronoun && at > behind;
            if !passes {
                return None;
            }
        }
        None
    }

    /// The comma before the main clause of a sentence that begins with a participle: behind it
    /// stand a subject and its verb.
    fn main_clause_behind(&self, start: usize) -> Option<usize> {
        let (words, end) = (self.words, self.line.words.end);
        (start + 1..end).find(|&at| {
            words.class(at) == Class::Comma
                && source::phrase_at(words, at + 1, end).is_some_and(|subject: Range<usize>| {
                    (subject.end..end.min(subject.end + 4))
                        .take_while(|&at| words.class(at) != Class::Comma)
                        .any(|at| words.all[at].tag.is_finite())
                })
        })
    }
}
