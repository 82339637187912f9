//! The clause behind a cue: with "that", by the parse, as a question, or bare.

use std::ops::Range;

use super::super::draft::Attribution;
use super::super::extent;
use super::super::group;
use super::super::lexicon::{SAY, SHOW, TELL, THINK};
use super::super::source;
use super::super::words::Class;
use super::{Finder, NEAR};
use crate::analysis::syntax::{Penn, Pos, Relation};

impl Finder<'_> {
    /// What stands after the cue and is reported by it.
    pub(super) fn complement(&self, by: &Attribution) -> Option<Range<usize>> {
        let (words, line, cue) = (self.words, self.line, by.cue.start);
        let base = line.words.start;
        let frames = words.all[cue].frames;
        let behind = by.via.as_ref().filter(|via| via.start > cue).map(|via| via.end);
        let behind = behind
            .or_else(|| {
                by.speaker.as_ref().filter(|speaker| speaker.start > cue).map(|speaker| speaker.end)
            })
            .unwrap_or(by.cue.end);
        if frames & SAY != 0 && words.class(behind) == Class::Colon {
            return self.listed(behind + 1);
        }
        let clause = self.tree.as_ref().and_then(|tree| {
            let child = tree
                .children(cue - base)
                .find(|&child| base + child >= behind && tree.relation(child) == Relation::Ccomp)?;
            let start = (base + tree.subtree(child).start).max(behind);
            Some((start, extent::end_in_tree(words, tree, child, base)))
        });
        if let Some(start) = self.as_said(by, behind) {
            return self.clip(cue, start, None);
        }
        if frames & (SAY | THINK | SHOW | TELL) != 0 {
            // "told the Gazette that": whatever the tagger takes it for
            let told = by.addressee.as_ref().map(|told| told.end).filter(|&that| {
                that >= behind && words.class(that) == Class::That && that + 2 < line.words.end
            });
            if let Some(that) = told
                .or_else(|| self.that(behind))
                .filter(|&that| clause.is_none_or(|(start, _)| start <= that + 1))
            {
                return self.clip(cue, that + 1, clause.and_then(|(_, end)| end));
            }
            if let Some((start, end)) = clause {
                return self.clip(
                    cue,
                    if self.opens_clause(by, behind, start) { behind } else { start },
                    end,
                );
            }
            if let Some(start) = self.question(by, behind) {
                return self.clip(cue, start, None);
            }
            if let Some(short) = self.short_question(by, behind) {
                return Some(short);
            }
            if self.bare_clause(by, behind) {
                return self.clip(cue, self.clause_start(by, behind), None);
            }
        }
        self.described_as(by, behind)
            .or_else(|| self.infinitive(by, behind))
            .or_else(|| self.quoted_object(by, behind))
            .or_else(|| self.gerund(by, behind))
            .or_else(|| self.deed(by, behind))
    }

    /// "As Ruiz said, …": what follows the comma.
    fn as_said(&self, by: &Attribution, behind: usize) -> Option<usize> {
        let words = self.words;
        let before = by
            .speaker
            .as_ref()
            .filter(|speaker| speaker.start < by.cue.start)?
            .start
            .checked_sub(1)?;
        let leads = words.is(before, "as")
            && before <= self.line.words.start + 1
            && before >= self.line.words.start;
        (leads && words.class(behind) == Class::Comma && words.all[by.cue.start].reports(SAY))
            .then_some(behind + 1)
    }

    /// "said: no tolls; no delays": all to the end of the sentence.
    fn listed(&self, start: usize) -> Option<Range<usize>> {
        let end = (start..self.line.words.end)
            .find(|&at| !self.is_free(at))
            .unwrap_or(self.line.words.end);
        extent::trim(self.words, start..end.max(start)).filter(|range| range.len() > 2)
    }

    /// "said the bridge, which opened in May, was safe": the words before the clause that the tree
    /// found are its subject.
    fn opens_clause(&self, by: &Attribution, behind: usize, start: usize) -> bool {
        let words = self.words;
        let nominal = matches!(words.pos(behind), Pos::Det | Pos::Propn | Pos::Noun)
            && !source::is_time(words.text(behind));
        let which = (behind..start).any(|at| {
            matches!(words.text(at), "who" | "which")
                && at > behind
                && words.class(at - 1) == Class::Comma
        });
        by.addressee.is_none() && nominal && which
    }

    /// "said in a statement that …"
    fn that(&self, start: usize) -> Option<usize> {
        let words = self.words;
        let highest = self.line.words.end.min(start + NEAR);
        let conjunction = |at: usize| {
            words.pos(at) != Pos::Det && words.pos(at) != Pos::Pron
                || words.all.get(at + 1).is_some_and(|next| !next.tag.is_finite())
        };
        (start..highest).find(|&at| words.class(at) == Class::That && conjunction(at)).filter(
            |&that| {
                // "the Harbour Gazette", "an investor briefing": parts of a name, or of a noun
                !(start..that).any(|at| {
                    matches!(words.pos(at), Pos::Verb | Pos::Aux)
                        && (words.all[at].stretch.is_none() || self.has_subject(start, at))
                        && !words.is_capital(at)
                        && !(at + 1 == that
                            && words.all[at].tag.penn == Penn::Vbg
                            && at > start
                            && matches!(words.pos(at - 1), Pos::Noun | Pos::Adj))
                        // "in a message to staff that"
                        && !(at + 1 == that
                            && at > start + 1
                            && words.is(at - 1, "to")
                            && words.pos(at - 2) == Pos::Noun
                            && words.all[at].frames == 0)
                })
            },
        )
    }

    /// "he “fully supports” the plan that …": whether a finite verb in quotation marks has its
    /// subject before them, from `start` on. The clause is then begun, and "that" belongs to a noun
    /// in it.
    fn has_subject(&self, start: usize, verb: usize) -> bool {
        let words = self.words;
        let stretch = words.all[verb].stretch;
        let opens = (start..verb).rev().take_while(|&at| words.all[at].stretch == stretch).last();
        let Some(before) = opens.unwrap_or(verb).checked_sub(1).filter(|&at| at >= start) else {
            return false;
        };
        let subject = matches!(words.pos(before), Pos::Noun | Pos::Propn | Pos::Pron)
            || words.class(before) == Class::Pronoun;
        words.all[verb].tag.is_finite() && subject
    }

    /// "did not say why.", "would not tell which": the question word alone.
    fn short_question(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
        let (words, cue) = (self.words, by.cue.start);
        let start = by.addressee.as_ref().map_or(behind, |range| range.end.max(behind));
        let asks = matches!(
            words.text(start),
            "why" | "how" | "when" | "where" | "which" | "whom" | "who"
        );
        let ends = start + 1 >= self.line.words.end
            || matches!(words.class(start + 1), Class::Stop | Class::Comma | Class::Semicolon);
        let negated = group::of(words, cue, self.line.words.start).negated;
        (asks && ends && negated && start < self.line.words.end).then_some(start..start + 1)
    }

    /// "explained why the road is closed", "did not say when it would open": where the question
    /// word stands.
    fn question(&self, by: &Attribution, behind: usize) -> Option<usize> {
        let (words, cue) = (self.words, by.cue.start);
        let mut start = by.addressee.as_ref().map_or(behind, |range| range.end.max(behind));
        // "asked him last week when he slept"
        while words.is(cue, "asked") && self.is_adjunct(start) {
            start += 1;
        }
        let word = words.text(start);
        let asks = matches!(word, "how" | "why" | "whether" | "what")
            || matches!(word, "when" | "where" | "if" | "who" | "which")
                && (group::of(words, cue, self.line.words.start).negated
                    || by.cue.len() == 3
                    || matches!(
                        words.text(cue),
                        "asked"
                            | "asks"
                            | "asking"
                            | "wondered"
                            | "inquired"
                            | "enquired"
                            | "explained"
                            | "explains"
                    ));
        let clause =
            words.has_finite_verb((start + 1).min(self.line.words.end)..self.line.words.end);
        (asks && clause).then_some(start)
    }

    /// Where a clause without "that" begins: behind the one told and the day, "told the meeting on
    /// Tuesday the bridge was safe", and behind where it was said, "said in an email it was safe".
    fn clause_start(&self, by: &Attribution, behind: usize) -> usize {
        let words = self.words;
        let Some(told) = &by.addressee else {
            return self.behind_place(behind).unwrap_or(behind);
        };
        let start = told.end.max(behind);
        let day = start + usize::from(words.pos(start) == Pos::Adp);
        if source::is_time(words.text(day)) && words.text(start) != "by" { day + 1 } else { start }
    }

    /// "said in an email it was safe": the pronoun with its verb behind where it was said.
    fn behind_place(&self, start: usize) -> Option<usize> {
        let words = self.words;
        if !matches!(words.text(start), "in" | "at" | "on" | "through" | "via" | "during") {
            return None;
        }
        let mut end = source::phrase_at(words, start + 1, self.line.words.end)?.end;
        if matches!(words.text(end), "to" | "of" | "for" | "on") {
            end = source::phrase_at(words, end + 1, self.line.words.end)?.end;
        }
        if source::is_time(words.text(end)) {
            end += 1;
        }
        let subject =
            words.class(end) == Class::Pronoun && !matches!(words.text(end), "who" | "which");
        (subject
            && words
                .all
                .get(end + 1)
                .is_some_and(|next| next.tag.is_finite() || next.class == Class::Auxiliary))
        .then_some(end)
    }

    /// "said prices would rise": a finite verb after the verb of saying, and something before that
    /// verb.
    fn bare_clause(&self, by: &Attribution, behind: usize) -> bool {
        let words = self.words;
        let start = self.clause_start(by, behind);
        let strong = matches!(
            words.text(by.cue.start),
            "said"
                | "says"
                | "say"
                | "told"
                | "saying"
                | "believes"
                | "believe"
                | "thinks"
                | "added"
                | "adding"
                | "claims"
                | "claimed"
                | "hopes"
                | "noted"
        );
        if strong && words.class(start) == Class::Pronoun {
            return true;
        }
        // "said parking was free", "said a lab found mould": a gerund is the subject, or the verb
        // looks like a participle
        let said = matches!(words.text(by.cue.start), "said" | "says")
            && by.speaker.as_ref().is_some_and(|speaker| speaker.start < by.cue.start);
        let tag = |at: usize| words.all.get(at).filter(|word| word.stretch.is_none());
        let gerund = tag(start).is_some_and(|word| word.tag.penn == Penn::Vbg)
            && tag(start + 1).is_some_and(|word| word.tag.is_finite());
        let participle =
            source::phrase_at(words, start, self.line.words.end).is_some_and(|subject| {
                tag(subject.end).is_some_and(|word| {
                    word.tag.penn == Penn::Vbn || word.tag.penn == Penn::Vb && word.frames == 0
                }) && !matches!(words.text(subject.end), "called" | "named" | "known")
            });
        if said && !source::is_time(words.text(start)) && (gerund || participle) {
            return true;
        }
        let opens = matches!(
            words.class(start),
            Class::Word | Class::Mark | Class::Between | Class::Possessive | Class::ObjectPronoun
        );
        // "operating theatres": a participle that goes with a noun
        let joins = words.text(start).ends_with("ing") && words.pos(start + 1) == Pos::Noun;
        let prepositional = matches!(words.pos(start), Pos::Adp | Pos::Verb)
            && words.class(start) != Class::Mark
            && !joins;
        if !prepositional && !source::is_time(words.text(start)) && self.clause_at(start) {
            return true;
        }
        strong
            && opens
            && !prepositional
            && words.has_finite_verb((start + 1).min(self.line.words.end)..self.line.words.end)
    }

    /// "the findings raised …": a noun phrase and right behind it a verb that can stand for a
    /// clause.
    pub(super) fn clause_at(&self, start: usize) -> bool {
        let words = self.words;
        let Some(subject) = source::phrase_at(words, start, self.line.words.end) else {
            return false;
        };
        let verb = (subject.end..self.line.words.end)
            .find(|&at| words.class(at) != Class::Between && words.pos(at) != Pos::Adv);
        // "a person who saw the fire said": the verb of the whole
        let related = |verb: usize| {
            start > self.line.words.start + 2
                && words.text(start - 2) == "who"
                && words.all[verb].reports(SAY)
        };
        verb.is_some_and(|verb| {
            words.all[verb].tag.is_finite()
                && !related(verb)
                && words.all[verb].stretch == words.all[start].stretch
        })
    }
}
