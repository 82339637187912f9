//! Where reported words begin and end.

use std::ops::Range;

use super::super::cues::is_according;
use super::super::extent;
use super::super::lexicon::Form;
use super::super::source;
use super::super::words::Class;
use super::Finder;
use crate::analysis::syntax::Pos;

impl Finder<'_> {
    /// The words from `start` to the end of what is reported; `end` is the tree's view.
    pub(super) fn clip(
        &self,
        cue: usize,
        start: usize,
        end: Option<usize>,
    ) -> Option<Range<usize>> {
        let words = self.words;
        let mut start = start;
        while start < self.line.words.end && self.is_adjunct(start) {
            start += 1;
        }
        if start >= self.line.words.end {
            return None;
        }
        let by_rule = extent::end(words, start, self.main_clause(cue, start), cue);
        let end = end
            .filter(|&end| {
                end > start + 1 && end < by_rule && !extent::goes_on(words, end, by_rule, cue)
            })
            .unwrap_or(by_rule);
        let end =
            self.fronted(cue).or_else(|| self.related(cue)).map_or(end, |comma| end.min(comma));
        let end = self.with_its_mark(end);
        let direct = (start..end).find(|&at| !self.is_free(at)).unwrap_or(end);
        extent::trim(words, start..direct).filter(|range| range.len() > 1)
    }

    /// ", who asked not to be named, said": the comma that closes the clause of "who", where the
    /// verb
    /// of the whole stands behind it.
    fn related(&self, cue: usize) -> Option<usize> {
        let (words, line) = (self.words, self.line);
        let who = cue.checked_sub(1).filter(|&who| who > line.words.start)?;
        let opens = words.text(who) == "who" && words.class(who - 1) == Class::Comma;
        let closes = |&at: &usize| {
            let next = (at + 1..line.words.end)
                .find(|&at| words.class(at) != Class::Between && words.pos(at) != Pos::Adv);
            words.class(at) == Class::Comma
                && next.is_some_and(|next| words.all[next].tag.is_finite())
        };
        (cue + 1..line.words.end).find(closes).filter(|_| opens)
    }

    /// "Claiming that the road was safe, Ruiz opened it", "After denying it, she left": the comma
    /// behind what a participle in front of the sentence reports; the subject stands behind it.
    pub(super) fn fronted(&self, cue: usize) -> Option<usize> {
        let (words, line) = (self.words, self.line);
        let having = words.all[cue].form == Form::Past
            && cue == line.words.start + 1
            && words.is(line.words.start, "having");
        let leads = having
            || words.all[cue].form == Form::Ing
                && cue <= line.words.start + 4
                && (line.words.start..cue).all(|at| {
                    matches!(words.pos(at), Pos::Adp | Pos::Sconj | Pos::Adv)
                        || matches!(words.class(at), Class::Subordinator | Class::Between)
                        || matches!(words.text(at), "In" | "addition" | "to")
                });
        let main = |&at: &usize| {
            words.class(at) == Class::Comma
                && words.all[at].stretch.is_none()
                && self.clause_at(at + 1)
        };
        (cue + 2..line.words.end).find(main).filter(|_| leads)
    }

    /// "While Ruiz said the bridge was safe, the council closed it": where the main clause begins,
    /// or the end of the line.
    fn main_clause(&self, cue: usize, start: usize) -> usize {
        let (words, line) = (self.words, self.line);
        let leads = self.is_subordinate(line.words.start)
            && !(line.words.start..cue).any(|at| words.class(at) == Class::Comma);
        if !leads || is_according(words, cue) || words.is(line.words.start, "as") {
            return line.words.end;
        }
        let main = |&at: &usize| {
            words.class(at) == Class::Comma
                && words.all[at].stretch.is_none()
                && self.clause_at(at + 1)
        };
        (start..line.words.end).find(main).unwrap_or(line.words.end)
    }

    /// An end inside quoted words moves behind their closing mark.
    fn with_its_mark(&self, end: usize) -> usize {
        let words = self.words;
        let Some(stretch) = end.checked_sub(1).and_then(|last| words.all[last].stretch) else {
            return end;
        };
        (end..self.line.words.end)
            .find(|&at| words.all[at].stretch != Some(stretch))
            .unwrap_or(self.line.words.end)
    }

    /// A day, or what may stand before a day, between the cue and what it reports.
    pub(super) fn is_adjunct(&self, at: usize) -> bool {
        let words = self.words;
        let time = |at: usize| source::is_time(words.text(at)) && !words.is_capital_name(at);
        let before_time =
            matches!(words.text(at), "this" | "last" | "on" | "early" | "late" | "earlier")
                && time(at + 1);
        time(at)
            || before_time
            || matches!(words.class(at), Class::Comma | Class::Colon)
            || words.class(at) == Class::That && !extent::is_pronoun(words, at)
    }
}
