//! Reported speech, with or without quoted words in it: which clause a cue reports, and how far it
//! goes.

use std::ops::Range;

use super::claim;
use super::cues::{self, is_according, is_passive, is_verb};
use super::direct::Direct;
use super::draft::{Attribution, Draft, How};
use super::extent;
use super::lexicon::{self, CALL, DEED, Form, GERUND, INF, OBJECT, SAY, SHOW, SPOKEN, TELL, THINK};
use super::marks::Stretch;
use super::source;
use super::words::{Class, LONGEST, Line, Words};
use crate::analysis::syntax::{Parse, Pos, Relation};

/// "accused the firm of fraud", where the phrase holds all of it.
fn accused_of(words: &Words, object: &Range<usize>) -> bool {
    object.clone().skip(1).any(|at| matches!(words.text(at), "of" | "for" | "on"))
}

/// Tokens between a cue and the "that" or "to" that opens what it reports.
const NEAR: usize = 14;

/// Finds the reported and mixed quotations of a document, in order of their cues.
pub fn find(words: &Words, stretches: &[Stretch], direct: &Direct) -> Vec<Draft> {
    let mut used: Vec<usize> =
        direct.drafts.iter().filter_map(|draft| draft.by.as_ref()).map(|by| by.cue.start).collect();
    used.sort_unstable();
    let mut drafts = Vec::new();
    for (index, line) in words.lines.iter().enumerate() {
        if line.words.len() > LONGEST || direct.labelled.get(line.block).copied().unwrap_or(false) {
            continue;
        }
        let mut finder = Finder {
            words,
            stretches,
            taken: &direct.taken,
            line,
            index,
            tree: None,
            parsed: false,
            drafts: &mut drafts,
        };
        for cue in line.words.clone() {
            if words.all[cue].stretch.is_none() && used.binary_search(&cue).is_err() {
                finder.cue(cue);
            }
        }
    }
    outermost(drafts)
}

/// Leaves out what is reported inside another report: "she said he believes …" is hers.
fn outermost(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let start = |draft: &Draft| draft.parts.first().map_or(0, |part| part.start());
    let end = |draft: &Draft| draft.parts.last().map_or(0, |part| part.end());
    drafts.sort_by_key(|draft| (start(draft), u32::MAX - end(draft)));
    let mut reach = 0;
    drafts.retain(|draft| {
        let inside = end(draft) <= reach;
        reach = reach.max(end(draft));
        !inside
    });
    drafts
}

struct Finder<'a> {
    words: &'a Words<'a>,
    stretches: &'a [Stretch],
    taken: &'a [bool],
    line: &'a Line,
    index: usize,
    tree: Option<Parse>,
    parsed: bool,
    drafts: &'a mut Vec<Draft>,
}

impl Finder<'_> {
    /// Not inside direct speech.
    fn is_free(&self, at: usize) -> bool {
        !self.words.all[at]
            .stretch
            .is_some_and(|stretch| self.taken.get(stretch as usize).copied().unwrap_or(false))
    }

    fn parse(&mut self) {
        if !self.parsed {
            self.parsed = true;
            self.tree = self.words.parse(self.line);
        }
    }

    /// What the token at `cue` reports, if it is a cue.
    fn cue(&mut self, cue: usize) {
        let words = self.words;
        if is_according(words, cue) {
            if !self.passes_on(cue) {
                self.according(cue);
            }
        } else if words.class(cue + 1) == Class::That
            && words.class(cue) == Class::Word
            && words.pos(cue) == Pos::Noun
            && self.owned(cue)
        {
            // said by its owner
        } else if words.all[cue].reports(SPOKEN) || cues::quotes_another(words, cue) {
            // "he began": of use beside direct speech alone
        } else if words.all[cue].frames != 0
            && (is_verb(words, cue) || self.stands_as_verb(cue))
            && !is_passive(words, cue)
            && !self.is_told_to(cue)
        {
            self.verb(cue);
        }
    }

    /// "Ruiz suspects that": taken for a noun, but what stands before it cannot own one.
    fn stands_as_verb(&self, cue: usize) -> bool {
        let words = self.words;
        if words.all[cue].form == Form::Base && cue > 0 && words.is(cue - 1, "to") {
            return claim::group(words, cue, self.line.words.start).governed;
        }
        let third = words.all[cue].form == Form::Third
            && (words.class(cue + 1) == Class::That || words.is(cue + 1, "to"));
        third
            && cue > self.line.words.start
            && (matches!(words.pos(cue - 1), Pos::Propn | Pos::Noun)
                || words.class(cue - 1) == Class::Pronoun)
    }

    /// "to say", "to report": an infinitive reports nothing yet.
    fn is_told_to(&self, cue: usize) -> bool {
        let words = self.words;
        let infinitive = words.all[cue].form == Form::Base
            && cue > self.line.words.start
            && (words.is(cue - 1, "to") || words.pos(cue - 1) == Pos::Adp);
        infinitive
            && !(cue >= self.line.words.start + 2 && self.is_carried_out(cue - 2))
            && !claim::group(words, cue, self.line.words.start).governed
    }

    /// "appeared to suggest", "went on to say": it was said.
    fn is_carried_out(&self, at: usize) -> bool {
        matches!(
            self.words.text(at),
            "appeared"
                | "appears"
                | "seemed"
                | "seems"
                | "continued"
                | "continues"
                | "began"
                | "started"
        ) || self.words.is(at, "on")
            && matches!(self.words.text(at.saturating_sub(1)), "went" | "goes" | "gone")
    }

    fn verb(&mut self, cue: usize) {
        // what is called something or accused of something is only of interest with quoted words
        if !self.words.all[cue].reports(SAY | THINK | SHOW | TELL | DEED)
            && claim::particle(self.words, cue) == cue + 1
            && !self.holds_quoted(&(cue..self.line.words.end))
        {
            return;
        }
        if self.is_of_relative(cue) {
            return;
        }
        self.parse();
        let words = self.words;
        let (speaker, how) = cues::reporter(words, self.tree.as_ref(), cue, self.line);
        let fronted = self.fronted(cue);
        let (speaker, how) = match fronted {
            Some(comma) => (source::phrase_at(words, comma + 1, self.line.words.end), How::Shared),
            None => (speaker, how),
        };
        let aside = speaker.as_ref().is_some_and(|speaker| {
            speaker.start > self.line.words.start && words.is(speaker.start - 1, "what")
        });
        if aside || !self.can_speak(cue, speaker.as_ref()) {
            return;
        }
        let addressee = cues::told(words, cue, self.line.words.end);
        let (speaker, via, how) = match cues::quoted_as(words, cue, self.line.words.start) {
            Some((speaker, via)) => (Some(speaker), via, How::Passive),
            None => {
                let behind = [
                    Some(cue + 1),
                    speaker.as_ref().map(|range| range.end),
                    addressee.as_ref().map(|range| range.end),
                ];
                let via = cues::relayed(
                    words,
                    behind.into_iter().flatten().max().unwrap_or(cue + 1),
                    self.line.words.end,
                );
                (speaker, via, how)
            }
        };
        let verb = cue..claim::particle(words, cue);
        let mut by = Attribution { addressee, via, ..Attribution::of(verb, speaker, how) };
        if let Some(parts) = self.after_clause(&by).filter(|_| fronted.is_none()) {
            let reporting = matches!(words.text(cue), "reported" | "reports");
            if !(reporting && self.relays(by.speaker.as_ref(), cue)) {
                self.push(&parts, by);
            }
        } else if let Some(range) = self.complement(&by) {
            by.addressee =
                by.addressee.filter(|told| told.end <= range.start || range.end <= told.start);
            self.push(&[range], by);
        }
    }

    /// "A man who found the body told the court": what "found" has behind it is a thing, and the verb
    /// of the whole follows.
    fn is_of_relative(&self, cue: usize) -> bool {
        let words = self.words;
        let Some(object) = source::phrase_at(words, cue + 1, self.line.words.end) else {
            return false;
        };
        let next = object.end;
        cue > self.line.words.start
            && words.text(cue - 1) == "who"
            && words.all.get(next).is_some_and(|word| {
                word.reports(SAY | TELL) && word.form == Form::Past && word.stretch.is_none()
            })
            && is_verb(words, next)
    }

    /// "Ruiz said …, according to the agency": the agency passes on what she said.
    fn passes_on(&mut self, cue: usize) -> bool {
        let Some(speaker) = source::phrase_at(self.words, cue + 2, self.line.words.end) else {
            return false;
        };
        self.relays(Some(&speaker), cue)
            || self
                .drafts
                .iter()
                .any(|draft| draft.by.as_ref().is_some_and(|by| by.via.as_ref() == Some(&speaker)))
    }

    /// Hands what a verb of this line reports on to whoever stands with the cue at `cue`, if there
    /// is such a verb before it.
    fn relays(&mut self, agent: Option<&Range<usize>>, cue: usize) -> bool {
        let words = self.words;
        let Some(draft) = self.drafts.last_mut().filter(|draft| draft.lines.0 == self.index) else {
            return false;
        };
        let Some(by) = draft.by.as_mut() else { return false };
        let said =
            words.all[by.cue.start].reports(SAY) && by.speaker.is_some() && by.cue.start < cue;
        let parted =
            (by.cue.start..cue).any(|at| matches!(words.class(at), Class::Semicolon | Class::Mark));
        if said && !parted && by.via.is_none() {
            by.via = agent.cloned();
        }
        said && !parted
    }

    /// A writer's own "I think" or a verb with nobody before it is no attribution.
    fn can_speak(&self, cue: usize, speaker: Option<&Range<usize>>) -> bool {
        let words = self.words;
        let word = &words.all[cue];
        let Some(speaker) = speaker else { return word.reports(SAY) && word.form == Form::Past };
        let me = matches!(
            words.text(speaker.start),
            "I" | "we"
                | "We"
                | "you"
                | "You"
                | "it"
                | "It"
                | "there"
                | "There"
                | "which"
                | "this"
                | "This"
        );
        let thinks_only = !word.reports(SAY) || word.form == Form::Base;
        // "it is worth noting", "it goes without saying"
        let idle = word.form == Form::Ing
            && matches!(words.text(speaker.start), "it" | "It" | "there" | "There");
        !(me && thinks_only || idle)
    }

    /// "…, Ruiz said", "…, said Ruiz, …": what stands before the source and its cue, and what goes
    /// on after them.
    fn after_clause(&self, by: &Attribution) -> Option<Vec<Range<usize>>> {
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
        } else if before.len() < 3 || !words.has_finite_verb(before) {
            return None;
        }
        Some(parts)
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

    /// Does a clause that the cue reports stand after it?
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
    fn is_subordinate(&self, at: usize) -> bool {
        let words = self.words;
        let opens = |at: usize| {
            words.class(at) == Class::Subordinator || words.is(at, "if") || words.is(at, "once")
        };
        opens(at) || words.is(at, "even") && opens(at + 1)
    }

    /// After "…, Ruiz said,": does what follows go on with what is said?
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

    /// What stands after the cue and is reported by it.
    fn complement(&self, by: &Attribution) -> Option<Range<usize>> {
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
            if let Some(that) =
                self.that(behind).filter(|&that| clause.is_none_or(|(start, _)| start <= that + 1))
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
            if self.bare_clause(by, behind) {
                let start = by.addressee.as_ref().map_or(behind, |range| range.end);
                return self.clip(cue, start, None);
            }
        }
        self.infinitive(by, behind)
            .or_else(|| self.quoted_object(by, behind))
            .or_else(|| self.gerund(by, behind))
            .or_else(|| self.deed(by, behind))
    }

    /// "accused the firm of fraud", "denied the charge", "announced a new bridge on Friday": the
    /// object, up to what tells when, where or why.
    fn deed(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
        let (words, cue, end) = (self.words, by.cue.start, self.line.words.end);
        let calls_for = by.cue.len() > 1
            && (words.is(cue + 1, "for")
                || words.is(cue, "comment")
                    && claim::group(words, cue, self.line.words.start).negated);
        if !words.all[cue].reports(DEED) && !calls_for
            || by.speaker.as_ref().is_none_or(|speaker| speaker.start > cue)
        {
            return None;
        }
        let object = source::phrase_at(words, behind, end)
            .filter(|object| !source::is_time(words.text(object.start)))?;
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
        let goes_on = accuses && matches!(words.text(object.end), "of" | "for" | "on")
            || calls_for && words.is(object.end, "to");
        if goes_on {
            return self.clip(cue, behind, None);
        }
        let that = words.class(object.end) == Class::That;
        // "blamed the council": whom, but not of what
        if accuses && !that && !words.is(cue, "rejected") && words.all[cue].frames & CALL == 0 {
            return accused_of(words, &object).then_some(object);
        }
        if that { self.clip(cue, behind, None) } else { extent::trim(words, object) }
    }

    /// "denied seeing it", "suggested waiting a year"
    fn gerund(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
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
                !(start..that).any(|at| {
                    matches!(words.pos(at), Pos::Verb | Pos::Aux) && words.all[at].stretch.is_none()
                })
            },
        )
    }

    /// "explained why the road is closed", "did not say when it would open": where the question
    /// word stands.
    fn question(&self, by: &Attribution, behind: usize) -> Option<usize> {
        let (words, cue) = (self.words, by.cue.start);
        let start = by.addressee.as_ref().map_or(behind, |range| range.end.max(behind));
        let word = words.text(start);
        let asks = matches!(word, "how" | "why" | "whether" | "what")
            || matches!(word, "when" | "where" | "if" | "who" | "which")
                && (claim::group(words, cue, self.line.words.start).negated
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

    /// "said prices would rise": a finite verb after the verb of saying, and something before that
    /// verb.
    fn bare_clause(&self, by: &Attribution, behind: usize) -> bool {
        let words = self.words;
        let start = by.addressee.as_ref().map_or(behind, |range| range.end);
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
        let opens = matches!(
            words.class(start),
            Class::Word | Class::Mark | Class::Between | Class::Possessive | Class::ObjectPronoun
        );
        let prepositional =
            matches!(words.pos(start), Pos::Adp | Pos::Verb) && words.class(start) != Class::Mark;
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
    fn clause_at(&self, start: usize) -> bool {
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

    /// "promised to …", "urged them to …": the infinitive, where the verb is one of saying or
    /// quoted words stand in it.
    fn infinitive(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
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
        let range = self.clip(cue, day, None)?;
        let calls = by.cue.len() > 1;
        (calls || words.all[cue].reports(SAY | TELL | DEED) || self.holds_quoted(&range))
            .then_some(range)
    }

    /// "called it a “farce”", "slammed the “rigged” vote": the object, as far as its quoted words
    /// go.
    fn quoted_object(&self, by: &Attribution, behind: usize) -> Option<Range<usize>> {
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

    fn holds_quoted(&self, range: &Range<usize>) -> bool {
        range.clone().any(|at| {
            self.words.all.get(at).is_some_and(|word| word.stretch.is_some()) && self.is_free(at)
        })
    }

    /// The words from `start` to the end of what is reported; `end` is the tree's view.
    fn clip(&self, cue: usize, start: usize, end: Option<usize>) -> Option<Range<usize>> {
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

    /// ", who asked not to be named, said": the comma that closes the clause of "who", where the verb
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
    fn fronted(&self, cue: usize) -> Option<usize> {
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
    fn is_adjunct(&self, at: usize) -> bool {
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

    /// "According to Ruiz, …" and "…, according to Ruiz".
    fn according(&mut self, cue: usize) {
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

    /// "Ruiz's claim that …"; false where nobody owns it.
    fn owned(&mut self, noun: usize) -> bool {
        let words = self.words;
        let mut buffer = words.text(noun).to_owned();
        buffer.make_ascii_lowercase();
        if !lexicon::is_utterance(&buffer) || noun <= self.line.words.start {
            return false;
        }
        let lowest = self.line.words.start.max(noun.saturating_sub(5));
        let owner = (lowest..noun).rev().find_map(|at| match words.class(at) {
            Class::Possessive => source::phrase_before(words, at, self.line.words.start),
            _ if matches!(
                words.text(at),
                "his" | "her" | "their" | "its" | "His" | "Her" | "Their"
            ) =>
            {
                Some(at..at + 1)
            }
            _ => None,
        });
        let Some(owner) = owner else { return false };
        let by = Attribution::of(noun..noun + 1, Some(owner), How::Owner);
        self.parse();
        let base = self.line.words.start;
        let tree_end = self.tree.as_ref().and_then(|tree| {
            let clause = tree.children(noun - base).find(|&child| {
                child > noun - base
                    && matches!(
                        tree.relation(child),
                        Relation::Acl | Relation::Ccomp | Relation::AclRelcl
                    )
            })?;
            Some(base + tree.subtree(clause).end)
        });
        if let Some(range) = self.clip(noun, noun + 2, tree_end) {
            let end = self.main_verb(&range).unwrap_or(range.end);
            if let Some(range) = extent::trim(words, range.start..end) {
                self.push(&[range], by);
            }
        }
        true
    }

    /// "her denial that it existed surprised them": a second verb with nothing before it that could
    /// open a clause of its own is the sentence's.
    fn main_verb(&self, clause: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let mut verbs = clause
            .clone()
            .filter(|&at| words.all[at].tag.is_finite() && words.all[at].stretch.is_none());
        let first = verbs.next()?;
        let second = verbs.find(|&at| {
            !matches!(words.class(at - 1), Class::Auxiliary | Class::Between)
                && words.class(at.saturating_sub(1)) != Class::Word
                || words.pos(at - 1) != Pos::Adv
                    && words.class(at - 1) == Class::Word
                    && !matches!(words.pos(at - 1), Pos::Aux | Pos::Part)
        })?;
        let opens = (first + 1..second).any(|at| {
            matches!(
                words.class(at),
                Class::Conjunction
                    | Class::Subordinator
                    | Class::That
                    | Class::Comma
                    | Class::Pronoun
            ) || matches!(words.text(at), "how" | "what" | "if" | "where" | "whose")
        });
        (!opens).then_some(second)
    }

    fn push(&mut self, parts: &[Range<usize>], by: Attribution) {
        let spans = parts.iter().map(|part| self.bare(part)).collect();
        self.drafts.push(Draft {
            parts: spans,
            how: by.how,
            by: Some(by),
            lines: (self.index, self.index),
        });
    }

    /// The span of a part; where one pair of marks holds all of it, without them.
    fn bare(&self, part: &Range<usize>) -> crate::text::Span {
        let span = self.words.span(part);
        let stretch = self.words.all[part.start]
            .stretch
            .and_then(|stretch| self.stretches.get(stretch as usize));
        stretch
            .filter(|stretch| stretch.outer.encloses(span))
            .and_then(|stretch| stretch.inner.intersection(span))
            .unwrap_or(span)
    }
}
