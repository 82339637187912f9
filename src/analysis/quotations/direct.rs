//! Direct speech: which quoted stretches are speech, which of them are one quotation, and who is
//! named with it.

use std::ops::Range;

use super::cues::{attribution, is_passive, is_verb, naming, quotes_another};
use super::draft::{Attribution, Draft, How};
use super::kinds;
use super::labels::Labels;
use super::lexicon::{Form, OBJECT, SAY, SHOW, TELL, THINK};
use super::marks::Stretch;
use super::source;
use super::words::{Class, Line, Words};
use crate::analysis::syntax::{Penn, Pos};

/// How far, in tokens, a cue may stand from its quotation.
const REACH: usize = 60;

/// A stretch that is speech, with its tokens (marks among them) and its line.
#[derive(Clone, Debug)]
struct Speech {
    stretch: usize,
    words: Range<usize>,
    line: usize,
}

/// What the direct pass gives: quotations, and which stretches they took.
pub(super) struct Direct {
    pub drafts: Vec<Draft>,
    pub taken: Vec<bool>,
    /// Blocks that a label took, and by what sort of label.
    pub labelled: Vec<Option<How>>,
}

/// Finds the direct quotations of a document, in order.
pub(super) fn find(words: &Words, stretches: &[Stretch], labels: Labels) -> Direct {
    let Labels { drafts: mut waiting, blocks: labelled } = labels;
    waiting.reverse();
    let mut finder =
        Finder { words, stretches, drafts: Vec::new(), taken: vec![false; stretches.len()] };
    let mut stretch = 0;
    for (index, line) in words.lines.iter().enumerate() {
        let mut speeches: Vec<Speech> = Vec::new();
        if let Some(label) = waiting.pop_if(|label| label.lines.0 == index) {
            finder.drafts.push(label);
        }
        let label = labelled.get(line.block).copied().flatten();
        let end = words.span(&line.words).end();
        while let Some(next) = stretches.get(stretch).filter(|next| next.outer.start() < end) {
            let speech = Speech { stretch, words: words.range(next.outer), line: index };
            if label == Some(How::Headline) || label.is_some() && finder.is_whole(stretch) {
                finder.taken[stretch] = true;
            } else if finder.is_speech(line, &speech, speeches.last()) {
                speeches.push(speech);
            }
            stretch += 1;
        }
        finder.line(line, &speeches, label.is_some());
    }
    Direct { drafts: finder.drafts, taken: finder.taken, labelled }
}

struct Finder<'a> {
    words: &'a Words<'a>,
    stretches: &'a [Stretch],
    drafts: Vec<Draft>,
    taken: Vec<bool>,
}

impl Finder<'_> {
    /// Whether the stretch is speech, rather than a title, scorn, or a few quoted words in a
    /// reporter's sentence.
    fn is_speech(&self, line: &Line, speech: &Speech, last: Option<&Speech>) -> bool {
        let (words, stretch) = (self.words, self.stretches[speech.stretch]);
        let inner = words.document.slice(stretch.inner).trim();
        let count = inner.split_whitespace().count();
        let Some(first) = inner.chars().find(|c| c.is_alphanumeric()) else { return false };
        if stretch.continues {
            return self.taken.get(speech.stretch.wrapping_sub(1)).copied().unwrap_or(false);
        }
        let inner = inner.trim_end_matches(['\'', '’', '”', '"', '»']);
        let closes = inner.ends_with([',', '.', '!', '?', '…', '—', '–', '-', ';']);
        let sentence =
            first.is_uppercase() || first.is_numeric() || inner.starts_with(['.', '…', '[', '(']);
        if speech.words.start == line.words.start {
            let comma = (words.class(speech.words.end) == Class::Comma
                || self.signature(speech.words.end, line.words.end).is_some())
                && speech.words.end < line.words.end;
            let whole = speech.words.end >= line.words.end;
            return (closes || comma || whole && count > 3)
                && (sentence || count > 3)
                && !(whole && count < 2);
        }
        let before = speech.words.start - 1;
        let after_speech =
            last.is_some_and(|last| self.cue_between(last.words.end, speech.words.start));
        match words.class(before) {
            Class::Colon => count > 1 && (sentence || closes),
            Class::Comma if words.class(before.wrapping_sub(1)) == Class::That => false,
            Class::Comma if after_speech => count > 1 || closes,
            Class::Comma => {
                sentence && (closes || count > 5) && count > 1
                    || count > 4 && closes && self.reports_just_before(before, SAY)
            }
            Class::Dash => sentence && closes && count > 2,
            Class::Word if words.all[before].reports(SAY) => {
                sentence && closes && count > 1 || count > 3 && self.is_clause(speech, line)
            }
            Class::Stop | Class::Mark | Class::CloseBracket => sentence && closes && count > 1,
            _ => {
                sentence
                    && closes
                    && count > 4
                    && !matches!(words.class(before), Class::That)
                    && self.cue_between(line.words.start, before + 1)
            }
        }
    }

    /// `said “we are not able to go”.`: quoted words that are a clause with its subject, up to the
    /// end of the reporter's.
    fn is_clause(&self, speech: &Speech, line: &Line) -> bool {
        let (words, end) = (self.words, speech.words.end);
        let ends = end >= line.words.end
            || matches!(words.class(end), Class::Stop | Class::Comma | Class::Semicolon);
        let Some(first) = speech.words.clone().find(|&at| words.class(at) == Class::Word) else {
            return false;
        };
        let subject = matches!(
            words.pos(first),
            Pos::Pron | Pos::Det | Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num
        );
        ends && subject && speech.words.clone().any(|at| words.all[at].tag.is_finite())
    }

    /// Whether a verb of saying stands in the tokens from `start` to `end`.
    fn cue_between(&self, start: usize, end: usize) -> bool {
        (start.max(end.saturating_sub(REACH))..end).any(|at| self.is_cue(at))
    }

    fn reports_just_before(&self, at: usize, frames: u16) -> bool {
        at > 0 && self.words.all[at - 1].reports(frames)
    }

    /// A verb of saying outside the speech found so far.
    fn is_cue(&self, at: usize) -> bool {
        let Some(word) = self.words.all.get(at) else { return false };
        let quoted = word
            .stretch
            .is_some_and(|stretch| self.taken.get(stretch as usize).copied().unwrap_or(false));
        !quoted
            && !quotes_another(self.words, at)
            && (word.reports(SAY | SHOW | THINK | TELL | OBJECT)
                && (is_verb(self.words, at) || self.stands_as_cue(at))
                && !is_passive(self.words, at)
                || naming(self.words, at).is_some())
    }

    /// A word that could be a noun but stands where a cue stands: "the letter reads.", "asking,
    /// “…”".
    fn stands_as_cue(&self, at: usize) -> bool {
        let next = self.words.class(at + 1);
        let word = &self.words.all[at];
        word.reports(SAY)
            && word.form != Form::Base
            && !(at > 0
                && (matches!(self.words.pos(at - 1), Pos::Det | Pos::Adj)
                    || at > 1
                        && self.words.pos(at - 1) == Pos::Num
                        && self.words.pos(at - 2) == Pos::Verb))
            && (matches!(next, Class::Comma | Class::Mark | Class::Colon)
                || next == Class::Stop && word.form != Form::Ing)
    }

    /// The quotations of one line.
    fn line(&mut self, line: &Line, speeches: &[Speech], labelled: bool) {
        for (number, speech) in speeches.iter().enumerate() {
            self.taken[speech.stretch] = true;
            let floor = if number > 0 { speeches[number - 1].words.end } else { line.words.start };
            let ceiling = speeches.get(number + 1).map_or(line.words.end, |next| next.words.start);
            if labelled {
                self.inside_turn(line, speech, floor..ceiling, number > 0);
            } else {
                self.speech(line, speech, floor..ceiling, number > 0);
            }
        }
    }

    /// Puts one stretch of speech under its quotation; `room` are the tokens around it that no
    /// other speech of the line takes.
    fn speech(&mut self, line: &Line, speech: &Speech, room: Range<usize>, follows: bool) {
        if self.stretches[speech.stretch].continues {
            return self.continue_last(speech, How::Continued);
        }
        let before = self.before(speech, room.start, line);
        if follows && self.shares_cue(before.as_ref(), speech, room.start) {
            return self.continue_last(speech, How::Continued);
        }
        if let Some(by) = before {
            return self.start(speech, Some(by));
        }
        if let Some(by) = self.after(speech, room.end, line) {
            return self.start(speech, Some(by));
        }
        self.without_cue(line, speech);
    }

    /// Is the stretch all that the label before it gives?
    fn is_whole(&self, stretch: usize) -> bool {
        let inner = self.stretches[stretch].inner;
        self.drafts.last().is_some_and(|turn| turn.how == How::Label && turn.parts.contains(&inner))
    }

    /// Speech that somebody's turn passes on: only where it has a cue of its own.
    fn inside_turn(&mut self, line: &Line, speech: &Speech, room: Range<usize>, follows: bool) {
        let before = self.before(speech, room.start, line);
        let within = self.drafts.last().is_some_and(|last| last.how != How::Label);
        if follows && within && self.shares_cue(before.as_ref(), speech, room.start) {
            return self.continue_last(speech, How::Continued);
        }
        let by = before
            .or_else(|| self.after(speech, room.end, line))
            .filter(|by| by.how != How::Label && by.speaker.is_some());
        match by {
            Some(by) => self.start(speech, Some(by)),
            None => self.taken[speech.stretch] = false,
        }
    }

    /// `“A,” he said, “b.”`: the cue in between already belongs to the first part.
    fn shares_cue(&self, before: Option<&Attribution>, speech: &Speech, floor: usize) -> bool {
        let Some(last) = self.drafts.last().and_then(|draft| draft.by.as_ref()) else {
            return false;
        };
        let Some(by) = before else {
            return last.cue.start >= floor || speech.words.start <= floor + 1;
        };
        last.cue.start >= floor && by.cue.start <= last.cue.start
    }

    /// The cue before a stretch, in its line: the last one that a comma, colon or nothing parts
    /// from it.
    fn before(&self, speech: &Speech, floor: usize, line: &Line) -> Option<Attribution> {
        let words = self.words;
        if speech.words.start <= floor {
            return None;
        }
        let mut lowest = floor.max(speech.words.start.saturating_sub(REACH));
        if let Some(label) = self.label(speech.words.start - 1, line) {
            return Some(label);
        }
        // a semicolon or stop ends what can introduce the quotation
        if let Some(stop) = (lowest..speech.words.start - 1)
            .rev()
            .find(|&at| matches!(words.class(at), Class::Semicolon))
        {
            lowest = stop + 1;
        }
        if words.class(speech.words.start - 1) == Class::Colon
            && !(lowest..speech.words.start).any(|at| self.is_cue(at))
        {
            let verb = (lowest..speech.words.start).find(|&at| words.all[at].tag.is_finite())?;
            let speaker = source::before(words, verb, line.words.start)?;
            let colon = speech.words.start - 1;
            return Some(Attribution::of(colon..colon + 1, Some(speaker), How::Introduced));
        }
        let strong = (lowest..speech.words.start).rev().find(|&at| {
            self.is_cue(at) && words.all[at].reports(SAY | TELL) && !words.all[at].reports(THINK)
        });
        let cue =
            strong.or_else(|| (lowest..speech.words.start).rev().find(|&at| self.is_cue(at)))?;
        self.attribution(cue, floor.max(line.words.start), speech.words.start, line)
    }

    /// A name and a colon before the stretch: "Ruiz: “We won”".
    fn label(&self, colon: usize, line: &Line) -> Option<Attribution> {
        let words = self.words;
        if words.class(colon) != Class::Colon
            || colon > line.words.start + 6
            || colon == line.words.start
        {
            return None;
        }
        let speaker = source::phrase_before(words, colon, line.words.start)?;
        let named = speaker.start == line.words.start && words.pos(speaker.end - 1) == Pos::Propn;
        named.then(|| Attribution::of(colon..colon + 1, Some(speaker), How::Label))
    }

    /// The cue after a stretch, in its line or in a short line that follows an exclamation or a
    /// question.
    fn after(&self, speech: &Speech, ceiling: usize, line: &Line) -> Option<Attribution> {
        let words = self.words;
        let mut start = speech.words.end;
        let mut ceiling = ceiling;
        if start >= line.words.end {
            let next = words.lines.get(speech.line + 1).filter(|next| next.block == line.block)?;
            if let Some(signed) = self.signature(next.words.start, next.words.end) {
                return Some(signed);
            }
            let asks = words
                .document
                .slice(self.stretches[speech.stretch].inner)
                .trim_end()
                .ends_with(['!', '?', '…', '.']);
            if !asks || next.words.len() > REACH {
                return None;
            }
            ceiling = next.words.end;
            return self.tag_line(next.words.start, ceiling, next);
        }
        if let Some(signed) = self.signature(start, ceiling) {
            return Some(signed);
        }
        while start < ceiling && matches!(words.class(start), Class::Comma | Class::Dash) {
            start += 1;
        }
        let highest = ceiling.min(start + REACH);
        let Some(cue) = (start..highest).find(|&at| self.is_cue(at)) else {
            return self.tag(speech, start, ceiling);
        };
        self.attribution(cue, start, ceiling, line)
    }

    /// “No,” shot back the chairman. “No,” Ruiz smiled. A verb of any sort in the past and a source
    /// right behind speech that a comma, a question or an exclamation ends.
    fn tag(&self, speech: &Speech, start: usize, ceiling: usize) -> Option<Attribution> {
        let words = self.words;
        let waits = words
            .document
            .slice(self.stretches[speech.stretch].inner)
            .trim_end()
            .ends_with([',', '!', '?'])
            || words.class(speech.words.end) == Class::Comma;
        let past = |at: usize| {
            words.all.get(at).is_some_and(|word| matches!(word.tag.penn, Penn::Vbd | Penn::Vbn))
                || words.is(at + 1, "back") && words.class(at) == Class::Word
        };
        let ends = |at: usize| {
            at >= ceiling
                || matches!(words.class(at), Class::Stop | Class::Comma)
                || words.pos(at) == Pos::Adp
        };
        if !waits {
            return None;
        }
        if past(start) {
            let particle =
                matches!(words.text(start + 1), "back" | "in" | "out" | "on" | "up" | "away");
            let cue = start..start + 1 + usize::from(particle);
            let speaker = source::phrase_at(words, cue.end, ceiling)?;
            let somebody = words.is_capital(speaker.start)
                || kinds::is_somebody(words, &speaker)
                || words.class(speaker.start) == Class::Pronoun;
            return (somebody && ends(speaker.end))
                .then(|| Attribution::of(cue, Some(speaker), How::Inverted));
        }
        let speaker = source::phrase_at(words, start, ceiling)?;
        let verb = speaker.end;
        (past(verb) && words.class(verb) == Class::Word && ends(verb + 1))
            .then(|| Attribution::of(verb..verb + 1, Some(speaker), How::Subject))
    }

    /// A dash and a name after the stretch: “We won.” — Ana Ruiz
    fn signature(&self, dash: usize, ceiling: usize) -> Option<Attribution> {
        let words = self.words;
        if words.class(dash) != Class::Dash {
            return None;
        }
        let speaker = source::phrase_at(words, dash + 1, ceiling)?;
        let ends = speaker.end >= ceiling
            || matches!(words.class(speaker.end), Class::Comma | Class::Stop);
        let named = words.pos(speaker.start) == Pos::Propn
            && !(speaker.end..ceiling).any(|at| words.all[at].tag.is_finite());
        (ends && named).then(|| Attribution::of(dash..dash + 1, Some(speaker), How::Label))
    }

    /// "Ruiz said." as a sentence of its own after “Why?”: nothing may follow the cue that could be
    /// said by it.
    fn tag_line(&self, start: usize, ceiling: usize, line: &Line) -> Option<Attribution> {
        let words = self.words;
        let cue = (start..ceiling).find(|&at| self.is_cue(at))?;
        let mut by = self.attribution(cue, start, ceiling, line)?;
        let speaker = by.speaker.clone()?;
        let end = by.cue.end.max(speaker.end).max(by.addressee.as_ref().map_or(0, |a| a.end));
        let closes = end >= ceiling
            || matches!(words.class(end), Class::Stop | Class::Comma)
            || words.pos(end) == Pos::Adp && words.class(end) != Class::Subordinator;
        let near = speaker.start == start || by.cue.start == start;
        by.how = by.how.max(How::Subject);
        (closes && near && words.all[cue].reports(SAY)).then_some(by)
    }

    /// Who is named with the cue at `cue`, within the tokens from `floor` to `ceiling`.
    fn attribution(
        &self,
        cue: usize,
        floor: usize,
        ceiling: usize,
        line: &Line,
    ) -> Option<Attribution> {
        attribution(self.words, cue, floor, ceiling, line)
    }

    /// A stretch with no cue around it: goes on with the last quotation, is introduced by the line
    /// before, or stands alone.
    fn without_cue(&mut self, line: &Line, speech: &Speech) {
        let words = self.words;
        let previous = speech.line.checked_sub(1);
        let starts = speech.words.start == line.words.start;
        if let Some(last) = self.drafts.last()
            && starts
            && last.by.is_some()
            && Some(last.lines.1) == previous
            && words.lines[last.lines.1].block == line.block
        {
            return self.continue_last(speech, How::Continued);
        }
        if let Some(by) =
            previous.filter(|_| starts).and_then(|previous| self.introduction(previous))
        {
            return self.start(speech, Some(by));
        }
        let whole = starts && speech.words.end >= line.words.end;
        if whole && self.follows_on(line, speech) {
            return self.continue_last(speech, How::Continued);
        }
        if whole {
            self.start(speech, None);
        } else {
            self.taken[speech.stretch] = false;
        }
    }

    /// A paragraph of speech alone, right after a paragraph that ends with speech by somebody, goes
    /// on with it; not after a question, which somebody else may answer.
    fn follows_on(&self, line: &Line, speech: &Speech) -> bool {
        let words = self.words;
        let Some(last) = self.drafts.last() else { return false };
        let Some(before) =
            words.lines.get(last.lines.1).filter(|before| before.block + 1 == line.block)
        else {
            return false;
        };
        let adjacent = last.lines.1 + 1 == speech.line;
        let asked = last
            .parts
            .last()
            .is_some_and(|part| words.document.slice(*part).trim_end().ends_with('?'));
        adjacent
            && before.block != line.block
            && !asked
            && last.by.is_some()
            && !matches!(last.how, How::Label | How::Headline)
    }

    /// The cue of a line that ends with a colon, or whose last clause introduces what follows.
    fn introduction(&self, line: usize) -> Option<Attribution> {
        let (words, line) = (self.words, self.words.lines.get(line)?);
        let last = line.words.end.checked_sub(1)?;
        if words.class(last) != Class::Colon {
            return None;
        }
        let lowest = line.words.start.max(line.words.end.saturating_sub(REACH));
        let cue = (lowest..line.words.end).rev().find(|&at| self.is_cue(at));
        let Some(cue) = cue else {
            let speaker = source::phrase_before(words, last, line.words.start)
                .filter(|range| range.start == line.words.start)?;
            return Some(Attribution::of(last..last + 1, Some(speaker), How::Label));
        };
        let mut by = self.attribution(cue, line.words.start, line.words.end, line)?;
        by.how = by.how.max(How::Introduced);
        Some(by)
    }

    fn start(&mut self, speech: &Speech, by: Option<Attribution>) {
        let how = by.as_ref().map_or(How::CarriedOver, |by| by.how);
        let parts = vec![self.stretches[speech.stretch].inner];
        // the cue may stand in a short line of its own after the speech
        let last = by.as_ref().map_or(speech.line, |by| {
            if by.cue.start >= self.words.lines[speech.line].words.end {
                speech.line + 1
            } else {
                speech.line
            }
        });
        self.drafts.push(Draft { parts, by, how, lines: (speech.line, last) });
    }

    fn continue_last(&mut self, speech: &Speech, how: How) {
        let inner = self.stretches[speech.stretch].inner;
        match self.drafts.last_mut() {
            Some(last) => {
                last.parts.push(inner);
                last.lines.1 = speech.line;
                if last.by.is_none() {
                    last.how = how;
                }
                if last.by.is_none() {
                    let line = &self.words.lines[speech.line];
                    let by = self.after(speech, line.words.end, line);
                    if let (Some(by), Some(last)) = (by, self.drafts.last_mut()) {
                        last.how = by.how;
                        last.by = Some(by);
                    }
                }
            }
            None => self.start(speech, None),
        }
    }
}
