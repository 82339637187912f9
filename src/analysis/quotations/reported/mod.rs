//! Reported speech, with or without quoted words in it: which clause a cue reports, and how far it
//! goes.
//!
//! A clause is looked for before the cue (`before`), behind it (`clause`) or as its object
//! (`object`);
//! `nouns` reads "her claim that", and `bounds` says where the words begin and end.

mod before;
mod bounds;
mod clause;
mod nouns;
mod object;
mod passive;

use std::ops::Range;

use super::claim;
use super::cues::{self, is_according, is_passive, is_verb};
use super::direct::Direct;
use super::draft::{Attribution, Draft, How};
use super::group;
use super::lexicon::{self, DEED, Form, SAY, SHOW, SPOKEN, TELL, THINK};
use super::marks::Stretch;
use super::source;
use super::words::{Class, LONGEST, Line, Words};
use crate::analysis::syntax::{Parse, Pos};

/// Tokens between a cue and the "that" or "to" that opens what it reports.
const NEAR: usize = 14;

/// Finds the reported and mixed quotations of a document, in order of their cues.
pub(super) fn find(words: &Words, stretches: &[Stretch], direct: &Direct) -> Vec<Draft> {
    let mut used: Vec<usize> =
        direct.drafts.iter().filter_map(|draft| draft.by.as_ref()).map(|by| by.cue.start).collect();
    used.sort_unstable();
    let mut drafts = Vec::new();
    for (index, line) in words.lines.iter().enumerate() {
        let headline = direct.labelled.get(line.block).copied().flatten() == Some(How::Headline);
        if line.words.len() > LONGEST || headline {
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
            && is_verb(words, cue)
            && (is_passive(words, cue) || self.opens_as_participle(cue))
            && cues::quoted_as(words, cue, self.line.words.start).is_none()
        {
            self.passive(cue);
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
            return group::of(words, cue, self.line.words.start).governed;
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
            && !group::of(words, cue, self.line.words.start).governed
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
        let describes =
            lexicon::lemma(&self.words.text(cue).to_ascii_lowercase()) == Some("describe");
        if !self.words.all[cue].reports(SAY | THINK | SHOW | TELL | DEED)
            && !describes
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
            // "What she said was that the road was safe"
            if aside && self.names_what(cue) {
                let by = Attribution::of(cue..cue + 1, speaker, how);
                if let Some(range) = self.clip(cue, cue + 3, None) {
                    self.push(&[range], by);
                }
            }
            return;
        }
        if let Some(part) = self.question_before(cue, speaker.as_ref()) {
            let by = Attribution::of(cue..cue + 1, speaker, how);
            return self.push_of(self.index - 1, &[part], by);
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

    /// "What she said was that …": a verb of saying, and behind it what was said.
    fn names_what(&self, cue: usize) -> bool {
        let words = self.words;
        words.all[cue].reports(SAY)
            && matches!(words.text(cue + 1), "was" | "is")
            && words.class(cue + 2) == Class::That
    }

    /// "Had she seen it? Ruiz asked.": the question without marks before a sentence that holds no
    /// more than who asked it.
    fn question_before(&self, cue: usize, speaker: Option<&Range<usize>>) -> Option<Range<usize>> {
        let (words, line) = (self.words, self.line);
        let asks = matches!(words.text(cue), "asked" | "asks" | "wondered" | "wonders");
        let before = words.lines.get(self.index.checked_sub(1)?)?;
        let alone = speaker
            .is_some_and(|speaker| speaker.end <= cue && speaker.start == line.words.start)
            && words.class(cue + 1) == Class::Stop;
        let question = before.block == line.block
            && before.words.len() > 2
            && words.is(before.words.end - 1, "?")
            && before.words.clone().all(|at| words.all[at].stretch.is_none());
        (asks && alone && question).then(|| before.words.clone())
    }

    /// "A man who found the body told the court": what "found" has behind it is a thing, and the
    /// verb
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
        let told = word.form != Form::Base
            || matches!(words.text(speaker.start), "it" | "It" | "I" | "we" | "We")
                && matches!(words.class(cue - 1), Class::Auxiliary | Class::Between);
        let thinks_only = !word.reports(SAY) || !told;
        // "it is worth noting", "it goes without saying"
        let idle = word.form == Form::Ing
            && matches!(words.text(speaker.start), "it" | "It" | "there" | "There");
        !(me && thinks_only || idle)
    }

    fn push(&mut self, parts: &[Range<usize>], by: Attribution) {
        self.push_of(self.index, parts, by);
    }

    /// The same for parts that begin in line `first`.
    fn push_of(&mut self, first: usize, parts: &[Range<usize>], by: Attribution) {
        let spans = parts.iter().map(|part| self.bare(part)).collect();
        self.drafts.push(Draft {
            parts: spans,
            how: by.how,
            by: Some(by),
            lines: (first, self.index),
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
