//! What a cue reports without a clause: a deed, a gerund, an infinitive, an object with quoted
//! words.

use std::ops::Range;

use super::super::claim;
use super::super::cues;
use super::super::draft::Attribution;
use super::super::extent;
use super::super::group;
use super::super::lexicon::{self, CALL, DEED, Form, GERUND, INF, OBJECT, SAY, SPOKEN, TELL};
use super::super::source;
use super::super::words::{Class, Words};
use super::{Finder, NEAR};
use crate::analysis::syntax::{Penn, Pos};

/// "accused the firm of fraud", where the phrase holds all of it.
fn accused_of(words: &Words, object: &Range<usize>) -> bool {
    object.clone().skip(1).any(|at| matches!(words.text(at), "of" | "for" | "on"))
}

/// "plans to add a floor", "a question about the fire": what belongs to the noun before it.
fn goes_on_behind(words: &Words, at: usize) -> bool {
    words.is(at, "to") && words.pos(at + 1) == Pos::Verb
        || matches!(
            words.text(at),
            "of" | "about" | "for" | "between" | "against" | "into" | "within" | "that" | "whether"
        )
}

impl Finder<'_> {
    /// "accused the firm of fraud", "denied the charge", "announced a new bridge on Friday": the
    /// object, up to what tells when, where or why.
    pub(super) fn deed(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
        let (words, cue, end) = (self.words, by.cue.start, self.line.words.end);
        let negated = group::of(words, cue, self.line.words.start).negated;
        let joined = words.text(by.cue.end - 1);
        let calls_for = by.cue.len() > 1
            && (matches!(joined, "for" | "of" | "about" | "against" | "to")
                || words.text(cue).starts_with("rul")
                || words.is(cue, "comment") && negated);
        let lemma = lexicon::lemma(&words.text(cue).to_ascii_lowercase());
        let asks = lemma == Some("ask") && !calls_for;
        // "did not say a word", "has not named him"
        let withheld = negated
            && words.all[cue].form != Form::Ing
            && words.all[cue].reports(SAY | OBJECT)
            && !words.all[cue].reports(TELL);
        if !words.all[cue].reports(DEED) && !calls_for && !withheld && !asks
            || by.speaker.as_ref().is_none_or(|speaker| speaker.start > cue)
        {
            return None;
        }
        let object = source::phrase_at(words, behind, end)
            .filter(|object| !source::is_time(words.text(object.start)))?;
        // "did not mention it": nothing that was said stands there
        if object.len() == 1 && words.pos(object.start) == Pos::Pron {
            return None;
        }
        // "asked the state for money"
        if asks {
            let wanted = (object.start + 1..=object.end).find(|&at| words.is(at, "for"));
            return wanted.and_then(|wanted| self.clip(cue, wanted, None));
        }
        let object = self.widened(object);
        // "promised the town a bridge": whom, then what
        let second = source::phrase_at(words, object.end, end)
            .filter(|second| words.all[cue].reports(TELL) && second.start == object.end);
        if let Some(second) = second {
            return extent::trim(words, second);
        }
        if words.all[cue].reports(TELL) && object.clone().all(|at| words.pos(at) == Pos::Propn) {
            return None;
        }
        let accuses = words.all[cue].reports(OBJECT) && !words.all[cue].reports(SAY);
        let goes_on = accuses && !withheld && matches!(words.text(object.end), "of" | "for" | "on")
            || calls_for && words.is(object.end, "to");
        if goes_on {
            return self.clip(cue, behind, None);
        }
        let that = words.class(object.end) == Class::That;
        // "blamed the council": whom, but not of what
        if accuses
            && !that
            && !withheld
            && !words.is(cue, "rejected")
            && words.all[cue].frames & CALL == 0
        {
            return (lemma == Some("blame") || accused_of(words, &object)).then_some(object);
        }
        if that || goes_on_behind(words, object.end) {
            self.clip(cue, behind, None)
        } else {
            extent::trim(words, object)
        }
    }

    /// "described the talks as frank": the object and what it is said to be.
    pub(super) fn described_as(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
        let (words, cue) = (self.words, by.cue.start);
        if !words.all[cue].reports(CALL) || !words.all[cue].reports(DEED) || by.speaker.is_none() {
            return None;
        }
        let himself = words.text(behind).ends_with("elf");
        let end = if words.class(behind) == Class::ObjectPronoun && !himself {
            behind + 1
        } else {
            source::phrase_at(words, behind, self.line.words.end)?.end
        };
        words.is(end, "as").then(|| self.clip(cue, behind, None)).flatten()
    }

    /// "a cap on rents": with what the phrase is about, but not with a day.
    fn widened(&self, object: Range<usize>) -> Range<usize> {
        let words = self.words;
        let about = matches!(words.text(object.end), "on" | "about" | "against" | "over" | "into");
        let further = source::phrase_at(words, object.end + 1, self.line.words.end)
            .filter(|further| about && !source::is_time(words.text(further.start)));
        further.map_or(object.clone(), |further| object.start..further.end)
    }

    /// "denied seeing it", "suggested waiting a year"
    pub(super) fn gerund(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
        let (words, line, cue) = (self.words, self.line, by.cue.start);
        let base = line.words.start;
        if !words.all[cue].reports(GERUND)
            || by.speaker.as_ref().is_none_or(|speaker| speaker.start > cue)
        {
            return None;
        }
        let tree = self.tree.as_ref()?;
        let opens = matches!(words.pos(behind), Pos::Verb | Pos::Aux)
            && words.text(behind).ends_with("ing");
        let child = tree.children(cue - base).find(|&child| opens && base + child >= behind)?;
        let start = (base + tree.subtree(child).start).max(behind);
        let end =
            extent::end_in_tree(words, tree, child, base).unwrap_or(base + tree.subtree(child).end);
        self.clip(cue, start, Some(end).filter(|_| start == behind))
    }

    /// "promised to …", "urged them to …": the infinitive, where the verb is one of saying or
    /// quoted words stand in it.
    pub(super) fn infinitive(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
        let (words, cue) = (self.words, by.cue.start);
        if !words.all[cue].reports(INF) {
            return None;
        }
        let object = cues::addressee(words, behind, self.line.words.end);
        let start = object.map_or(behind, |range| range.end);
        let day = if words.pos(start) == Pos::Adp && source::is_time(words.text(start + 1)) {
            start + 2
        } else {
            start + usize::from(source::is_time(words.text(start)))
        };
        let to = day + usize::from(words.is(day, "not"));
        // "to open the vault", "to lower the boats": taken for an adjective
        let taken = matches!(words.pos(to + 1), Pos::Adj | Pos::Noun)
            && matches!(words.pos(to + 2), Pos::Det | Pos::Pron)
            || words.all.get(to + 1).is_some_and(|word| word.tag.penn == Penn::Nn)
                && matches!(
                    words.pos(to + 2),
                    Pos::Num | Pos::Adj | Pos::Noun | Pos::Propn | Pos::Adp
                )
                && words.all[cue].reports(SAY | DEED)
            || words.pos(to + 1) == Pos::Noun
                && matches!(
                    lexicon::lemma(&words.text(cue).to_ascii_lowercase()),
                    Some("vow" | "pledge" | "promise" | "refuse" | "threaten" | "swear")
                );
        if !words.is(to, "to")
            || !taken
                && !matches!(words.pos(to + 1), Pos::Verb | Pos::Aux)
                && words.all.get(to + 1).is_none_or(|word| word.stretch.is_none())
        {
            return None;
        }
        // "asked not to be named": told of the source, not by it
        let unnamed = words.is(to + 1, "be")
            && matches!(words.text(to + 2), "named" | "identified" | "quoted");
        if unnamed {
            return None;
        }
        // "declined to say": what is not said belongs to the second verb
        let speaks = words
            .all
            .get(to + 1)
            .is_some_and(|word| word.reports(SAY | TELL) && !word.reports(SPOKEN));
        if speaks
            && matches!(
                lexicon::lemma(&words.text(cue).to_ascii_lowercase()),
                Some("decline" | "refuse" | "intend" | "plan" | "want" | "hope" | "expect")
            )
        {
            return None;
        }
        if claim::withholds(words, cue) {
            let told = to + 2;
            let told = told
                + usize::from(matches!(words.text(told), "about" | "on" | "to" | "with" | "of"));
            let whole = self.clip(cue, told, None)?;
            return match source::phrase_at(words, told, whole.end) {
                Some(object) if !goes_on_behind(words, object.end) => extent::trim(words, object),
                _ => Some(whole),
            };
        }
        let range = self.clip(cue, day, None)?;
        let calls = by.cue.len() > 1;
        (calls || words.all[cue].reports(SAY | TELL | DEED) || self.holds_quoted(&range))
            .then_some(range)
    }

    /// "called it a “farce”", "slammed the “rigged” vote": the object, as far as its quoted words
    /// go.
    pub(super) fn quoted_object(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
        let (words, cue) = (self.words, by.cue.start);
        if !words.all[cue].reports(CALL | OBJECT | SAY | TELL)
            || matches!(words.class(behind), Class::Comma | Class::Stop)
                && !self.holds_quoted(&(behind..(behind + 2).min(self.line.words.end)))
        {
            return None;
        }
        let ceiling = extent::end(words, behind.min(self.line.words.end), self.line.words.end, cue);
        let range = behind..ceiling.max(behind);
        // a name given to itself, something said about it
        if words.is(behind, "itself")
            || words.all[cue].reports(SAY) && words.is(behind + 1, "about")
        {
            return None;
        }
        let last =
            range.clone().rev().find(|&at| words.all[at].stretch.is_some() && self.is_free(at))?;
        let first =
            range.clone().find(|&at| words.all[at].stretch.is_some() && self.is_free(at))?;
        if first > behind + NEAR
            || words.has_finite_verb(behind..first) && !words.all[cue].reports(SAY)
        {
            return None;
        }
        extent::trim(words, range.start..self.behind_marks(last + 1, range.end))
    }

    /// "a “champion” for its members": the phrase goes on behind the closing mark.
    fn behind_marks(&self, end: usize, ceiling: usize) -> usize {
        let words = self.words;
        let goes_on = |at: usize| {
            matches!(words.class(at), Class::Word | Class::Possessive)
                && matches!(
                    words.pos(at),
                    Pos::Noun
                        | Pos::Propn
                        | Pos::Adj
                        | Pos::Det
                        | Pos::Adp
                        | Pos::Num
                        | Pos::Pron
                        | Pos::Part
                )
                && !source::is_time(words.text(at))
                && !matches!(
                    words.text(at),
                    "during"
                        | "after"
                        | "before"
                        | "on"
                        | "at"
                        | "in"
                        | "since"
                        | "from"
                        | "by"
                        | "amid"
                        | "following"
                        | "last"
                        | "this"
                )
        };
        let last = (end..ceiling).find(|&at| !goes_on(at)).unwrap_or(ceiling);
        let nominal = last > end && matches!(words.pos(last - 1), Pos::Noun | Pos::Propn);
        if nominal { last } else { end }
    }

    pub(super) fn holds_quoted(&self, range: &Range<usize>) -> bool {
        range.clone().any(|at| {
            self.words.all.get(at).is_some_and(|word| word.stretch.is_some()) && self.is_free(at)
        })
    }
}
