//! What is done with the words of a quotation: the verb as written, its act, and whether the text
//! says that it was said, not said, may be said or will be.
//!
//! The verb is read with its `group`. Acts go by the verb, never by the words that it reports.

use std::ops::Range;

use super::acts;
use super::draft::{Attribution, Draft, How};
use super::group::{self, Group, REACH, is_negation};
use super::lexicon;
use super::words::{Class, Line, Words};
use crate::analysis::syntax::Pos;
use crate::annotation::{Act, Modality, Polarity};

/// What a quotation claims.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The tokens of the verb as written.
    pub verb: Option<Range<usize>>,
    pub act: Act,
    pub polarity: Polarity,
    pub modality: Modality,
}

/// What the draft claims.
pub(super) fn of(words: &Words, draft: &Draft) -> Claim {
    let bare =
        |act| Claim { verb: None, act, polarity: Polarity::Said, modality: Modality::Certain };
    let turn = || match draft.parts.last() {
        Some(part) => of_turn(words.document.slice(*part), draft.how),
        None => Act::States,
    };
    let Some(by) = &draft.by else { return bare(turn()) };
    let cue = by.cue.start;
    let line = &words.lines[draft.lines.0];
    if by.how == How::AccordingTo {
        return Claim { verb: Some(by.cue.clone()), ..bare(Act::States) };
    }
    if by.how == How::Owner {
        let noun = words.text(by.cue.end - 1).to_ascii_lowercase();
        return Claim { verb: Some(by.cue.clone()), ..bare(acts::of_noun(&noun)) };
    }
    if words.class(cue) != Class::Word {
        return bare(turn());
    }
    let floor = line_of(words, draft, cue).map_or(line.words.start, |line| line.words.start);
    let group = group::of(words, cue, floor);
    let said_by_none = by.speaker.as_ref().is_some_and(|speaker| is_nobody(words, speaker));
    let frame = frame(words, by, &group, floor);
    let negated = group.negated ^ said_by_none ^ (frame == Frame::Untrue) ^ withholds(words, cue);
    let modality = match (group.modality, frame) {
        (Modality::Certain, Frame::Open) => Modality::Possible,
        (modality, _) => modality,
    };
    Claim {
        verb: Some(group.start..particle(words, cue)),
        act: act(words, draft, cue),
        polarity: if negated { Polarity::NotSaid } else { Polarity::Said },
        modality,
    }
}

/// What a turn or post without a verb does: a question asks, a request in plain words urges.
fn of_turn(text: &str, how: How) -> Act {
    let text = text.trim_end();
    if text.ends_with('?') {
        return Act::Asks;
    }
    let mut sentences = text.split_inclusive(['.', '!', '?']).map(str::trim);
    let requests = |sentence: &str| {
        let end = sentence.trim_end_matches(['.', '!']);
        ["Please ", "Do not ", "Don’t ", "Don't "].iter().any(|word| sentence.starts_with(word))
            || end.ends_with(", please")
    };
    if how == How::Label && sentences.clone().any(requests) {
        return Act::Urges;
    }
    // "Why now? The contract runs on.": the question and its ground
    let asks = how == How::Label
        && sentences.next().is_some_and(|first| first.ends_with('?'))
        && sentences.count() == 1;
    if asks { Act::Asks } else { Act::States }
}

/// The line that holds the cue: the draft's first, or the one before or after it.
fn line_of<'w>(words: &'w Words, draft: &Draft, cue: usize) -> Option<&'w Line> {
    let (first, last) = draft.lines;
    words.lines[first.saturating_sub(1)..(last + 2).min(words.lines.len())]
        .iter()
        .find(|line| line.words.contains(&cue))
}

/// "nobody", "no official", "none of them", "neither man"
fn is_nobody(words: &Words, speaker: &Range<usize>) -> bool {
    let no = |at: usize| {
        matches!(
            words.text(at),
            "no" | "No" | "nobody" | "Nobody" | "none" | "None" | "neither" | "Neither"
        )
    };
    let not_one = words.is(speaker.start, "not") && !words.is(speaker.start + 1, "only");
    let none_of = speaker.start > 1 && words.is(speaker.start - 1, "of") && no(speaker.start - 2);
    let nor = speaker.start > 0 && words.is(speaker.start - 1, "nor");
    no(speaker.start) || not_one || none_of || nor || speaker.start > 0 && no(speaker.start - 1)
}

/// What the clause of the verb stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Plain,
    /// A condition or a question: "if Ruiz says", "Did Ruiz say …?"
    Open,
    /// "It is not true that Ruiz said", "nor did Ruiz say"
    Untrue,
}

fn frame(words: &Words, by: &Attribution, group: &Group, floor: usize) -> Frame {
    let subject = by.speaker.as_ref().filter(|speaker| speaker.start < by.cue.start);
    let first = subject.map_or(group.start, |speaker| speaker.start.min(group.start));
    let Some(before) = first.checked_sub(1).filter(|&before| before >= floor) else {
        return Frame::Plain;
    };
    let text = words.text(before).to_ascii_lowercase();
    match text.as_str() {
        "if" | "unless" | "whether" | "suppose" | "supposing" | "imagine" => {
            return if words.is(before.saturating_sub(1), "as") {
                Frame::Untrue
            } else {
                Frame::Open
            };
        }
        "that" => return told_as(words, before, floor),
        _ => {}
    }
    if words.class(before) == Class::Auxiliary && subject.is_some() {
        let opener = before.checked_sub(1).filter(|&opener| opener >= floor);
        let opens = opener.map(|opener| words.text(opener).to_ascii_lowercase());
        match opens.as_deref() {
            Some("nor" | "neither" | "never") => return Frame::Untrue,
            None | Some("“" | "\"" | "," | "and" | "but" | "or" | "so" | "—" | "–")
                if asks(words, by.cue.start) || text == "had" || text == "should" =>
            {
                return Frame::Open;
            }
            _ => {}
        }
    }
    Frame::Plain
}

/// Whether the sentence of the token ends with a question mark.
fn asks(words: &Words, at: usize) -> bool {
    let end = words.lines.partition_point(|line| line.words.end <= at);
    words
        .lines
        .get(end)
        .is_some_and(|line| line.words.clone().rev().take(3).any(|at| words.is(at, "?")))
}

/// "no evidence that Ruiz said", "it is not true that Ruiz said"
fn told_as(words: &Words, that: usize, floor: usize) -> Frame {
    let Some(noun) = that.checked_sub(1).filter(|&noun| noun >= floor) else {
        return Frame::Plain;
    };
    let lowest = floor.max(noun.saturating_sub(4));
    let denied = (lowest..noun).any(|at| {
        is_negation(words.text(at)) || matches!(words.text(at), "no" | "No" | "neither" | "hardly")
    });
    match words.text(noun) {
        "true" | "evidence" | "proof" | "record" | "indication" | "sign" | "suggestion"
        | "case"
            if denied =>
        {
            Frame::Untrue
        }
        "untrue" | "false" | "myth" | "pretend" | "pretended" if !denied => Frame::Untrue,
        "possible" | "likely" | "rumour" | "rumor" | "rumours" | "rumors" | "unclear" => {
            Frame::Open
        }
        _ => Frame::Plain,
    }
}

/// The end of the verb with its particle: "called for", "pointed out", "pleaded not guilty to".
pub(super) fn particle(words: &Words, cue: usize) -> usize {
    let verb = words.text(cue).to_ascii_lowercase();
    let next = words.text(cue + 1);
    // "wanted to know whether"
    let wants = matches!(words.text(cue), "want" | "wants" | "wanted");
    if wants && next == "to" && words.is(cue + 2, "know") {
        return cue + 3;
    }
    let joins = match lexicon::lemma(&verb) {
        Some("call") => matches!(next, "for" | "on" | "upon"),
        Some("ask" | "appeal" | "apologise" | "apologize") => next == "for",
        Some("point" | "rule") => next == "out",
        Some("comment") => next == "on",
        Some("complain") => matches!(next, "of" | "about"),
        Some("warn") => matches!(next, "of" | "about" | "against"),
        Some("object") => next == "to",
        Some("plead") => {
            let guilty = cue + 1 + usize::from(next == "not");
            if words.is(guilty, "guilty") && words.is(guilty + 1, "to") {
                return guilty + 2;
            }
            next == "for"
        }
        _ => matches!(verb.as_str(), "put" | "puts") && next == "it",
    };
    cue + 1 + usize::from(joins)
}

/// What the verb at `cue` does, with what stands behind it.
fn act(words: &Words, draft: &Draft, cue: usize) -> Act {
    let verb = words.text(cue).to_ascii_lowercase();
    let Some(lemma) = lexicon::lemma(&verb) else { return Act::States };
    let part = draft.parts.first().map(|part| words.range(*part));
    let first = part.as_ref().map_or(usize::MAX, |part| part.start);
    let direct = draft.by.as_ref().is_some_and(|by| by.cue.start > first)
        || words.all.get(first).is_some_and(|word| word.stretch.is_some());
    let infinitive = first.saturating_add(usize::from(words.is(first, "not")));
    let to = !direct && words.is(infinitive, "to") && words.pos(infinitive + 1) != Pos::Propn;
    let next = words.text(cue + 1);
    match lemma {
        "ask" if to || matches!(next, "for" | "that") => Act::Urges,
        "ask" if !direct && asked_to(words, cue, first) => Act::Urges,
        "tell" | "say" | "text" | "email" | "message" | "signal" | "write" | "shout" | "remind"
            if to =>
        {
            Act::Urges
        }
        "call" if to || matches!(next, "for" | "on" | "upon") => Act::Urges,
        "suggest" if !direct && gerund(words, first) => Act::Urges,
        "swear" if to => Act::Promises,
        "want" if next == "to" && words.is(cue + 2, "know") => Act::Asks,
        "ask" if !direct && words.is(first, "for") => Act::Urges,
        "press" | "push" if matches!(next, "for") => Act::Urges,
        "plead" if next == "guilty" => Act::Agrees,
        "plead" if next == "not" => Act::Denies,
        "charge" if next == "with" => Act::States,
        "rule" if next == "out" => Act::Refuses,
        "object" if next == "to" => Act::Denies,
        "reject" if is_request(words, part.as_ref()) => Act::Refuses,
        "decline" | "refuse" if withholds(words, cue) => Act::States,
        "decide" | "plan" | "consider" => Act::Thinks,
        "express" | "voice" => noun_behind(words, cue),
        _ => acts::of_verb(lemma),
    }
}

/// "declined to give a figure", "refused to name him": what is refused is to tell.
pub(super) fn withholds(words: &Words, cue: usize) -> bool {
    let verb = words.text(cue).to_ascii_lowercase();
    matches!(lexicon::lemma(&verb), Some("decline" | "refuse"))
        && words.is(cue + 1, "to")
        && matches!(
            words.text(cue + 2),
            "give"
                | "provide"
                | "name"
                | "identify"
                | "discuss"
                | "divulge"
                | "specify"
                | "elaborate"
                | "speak"
                | "answer"
                | "respond"
                | "speculate"
        )
}

/// "rejected the offer", "rejected a demand for": what is turned down, not said to be untrue.
fn is_request(words: &Words, part: Option<&Range<usize>>) -> bool {
    part.is_some_and(|part| {
        part.clone().take(REACH).take_while(|&at| words.pos(at) != Pos::Adp).any(|at| {
            matches!(
                words.text(at),
                "appeal"
                    | "appeals"
                    | "application"
                    | "bid"
                    | "bids"
                    | "demand"
                    | "demands"
                    | "invitation"
                    | "offer"
                    | "offers"
                    | "petition"
                    | "request"
                    | "requests"
            )
        })
    })
}

/// "asked the council to wait": "to" stands before the part.
fn asked_to(words: &Words, cue: usize, first: usize) -> bool {
    let end = first.min(cue + REACH).min(words.all.len());
    (cue + 1..end).any(|at| words.is(at, "to") && words.pos(at + 1) == Pos::Verb)
}

fn gerund(words: &Words, at: usize) -> bool {
    words.pos(at) == Pos::Verb && words.text(at).ends_with("ing")
}

/// "expressed hope that", "voiced deep concern": what the noun does.
fn noun_behind(words: &Words, cue: usize) -> Act {
    let highest = (cue + 5).min(words.all.len());
    (cue + 1..highest)
        .map(|at| acts::of_noun(&words.text(at).to_ascii_lowercase()))
        .find(|&act| act != Act::States)
        .unwrap_or(Act::States)
}
