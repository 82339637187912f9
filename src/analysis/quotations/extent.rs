//! How far reported words go: up to where the reporter speaks again.

use std::ops::Range;

use super::cues::{is_according, is_verb};
use super::lexicon::{CALL, Form, Frames, OBJECT, SAY, TELL};
use super::source;
use super::words::{Class, Words};
use crate::analysis::syntax::{Parse, Penn, Pos};

/// The end of what the cue at `cue` reports from token `start` on, not beyond `ceiling`: before the
/// reporter's own participle, another attribution, a contrast, or a semicolon.
pub(super) fn end(words: &Words, start: usize, ceiling: usize, cue: usize) -> usize {
    let mut at = start + 1;
    while at < ceiling {
        if words.all[at].stretch.is_none() && ends_at(words, start, at, ceiling, cue) {
            return at;
        }
        at += 1;
    }
    ceiling
}

fn ends_at(words: &Words, start: usize, at: usize, ceiling: usize, cue: usize) -> bool {
    let next = at + 1;
    // an aside before the verb of what is reported: "the road, which he called safe, would stay"
    let complete = || words.has_finite_verb(start..at);
    match words.class(at) {
        Class::Semicolon => true,
        Class::Dash if words.is(next, "but") => true,
        Class::Comma | Class::Dash => {
            next < ceiling
                && (reporter_goes_on(words, next)
                    || contrasts(words, next)
                    || is_tag(words, next, ceiling)
                    || is_aside(words, next, ceiling, cue) && complete())
        }
        Class::Conjunction => {
            next < ceiling && (second_verb(words, next) || new_attribution(words, next, ceiling))
        }
        Class::Subordinator => {
            matches!(words.text(at), "although" | "though" | "whereas")
                || next < ceiling
                    && words.class(at) != Class::That
                    && words.text(at) != "because"
                    && new_attribution(words, next, ceiling)
        }
        _ => is_according(words, at),
    }
}

/// ", arguing that", ", citing", ", according to", ", and added"
fn reporter_goes_on(words: &Words, at: usize) -> bool {
    let word = &words.all[at];
    let participle = word.form == Form::Ing
        && word.reports(SAY | TELL | OBJECT)
        && !matches!(words.text(at), "including" | "meaning");
    participle
        || is_according(words, at)
        || words.class(at) == Class::Conjunction
            && is_second(words, at + 1, SAY | TELL | CALL | OBJECT)
}

/// ", although he …"
fn contrasts(words: &Words, at: usize) -> bool {
    matches!(words.text(at), "although" | "though" | "whereas" | "despite")
        || words.is(at, "even") && matches!(words.text(at + 1), "though" | "as")
}

/// ", which is spread by mosquitoes", ", which she called": in no time of what was said, or with a
/// verb of saying of its own.
fn is_aside(words: &Words, at: usize, ceiling: usize, cue: usize) -> bool {
    if words.text(at) != "which" {
        return false;
    }
    let subject = source::phrase_at(words, at + 1, ceiling);
    if let Some(subject) = &subject
        && second_verb(words, subject.end)
    {
        return true;
    }
    let verb = (subject.map_or(at + 1, |subject| subject.end)..ceiling)
        .find(|&at| words.class(at) != Class::Between && words.pos(at) != Pos::Adv);
    verb.is_some_and(|verb| words.all[verb].tag.is_finite() && !in_its_time(words, cue, verb))
}

/// A verb of saying in the past right after "and": the reporter's second verb.
fn second_verb(words: &Words, at: usize) -> bool {
    is_second(words, at, SAY | TELL | CALL)
}

fn is_second(words: &Words, at: usize, frames: Frames) -> bool {
    let mut at = at;
    while matches!(words.class(at), Class::Between) {
        at += 1;
    }
    let Some(word) = words.all.get(at) else { return false };
    word.reports(frames)
        && matches!(word.form, Form::Past | Form::Third)
        && is_verb(words, at)
        && word.stretch.is_none()
}

/// "… but Ruiz said that": a source and a verb of saying after a conjunction.
fn new_attribution(words: &Words, at: usize, ceiling: usize) -> bool {
    let at = if words.class(at) == Class::Comma { at + 1 } else { at };
    let Some(phrase) = source::phrase_at(words, at, ceiling) else { return false };
    phrase.len() <= 8 && (second_verb(words, phrase.end) || says_not(words, phrase.end))
}

/// "did not say when"
fn says_not(words: &Words, at: usize) -> bool {
    matches!(words.text(at), "did" | "does" | "do" | "would" | "could")
        && matches!(words.text(at + 1), "not" | "n't" | "n’t")
        && words.is(at + 2, "say")
}

/// ", Ruiz said." at the end: the clause ends before it.
fn is_tag(words: &Words, at: usize, ceiling: usize) -> bool {
    let Some(phrase) = source::phrase_at(words, at, ceiling) else { return false };
    let cue = phrase.end;
    second_verb(words, cue)
        && (cue + 1 >= ceiling || matches!(words.class(cue + 1), Class::Stop | Class::Comma))
}

/// The end that the tree gives to the clause headed by token `head` of the line that starts at
/// `base`, if something that can end a clause stands there.
pub(super) fn end_in_tree(words: &Words, tree: &Parse, head: usize, base: usize) -> Option<usize> {
    let end = base + tree.subtree(head).end;
    let mut last = end;
    // a comma may have gone with the clause
    while last > base && matches!(words.class(last - 1), Class::Comma | Class::Stop) {
        last -= 1;
    }
    let closes = matches!(
        words.class(last),
        Class::Comma | Class::Dash | Class::Semicolon | Class::CloseBracket | Class::Stop
    ) || words.class(last) == Class::Conjunction && words.pos(last + 1) == Pos::Verb;
    closes.then_some(last)
}

/// Whether what is reported goes on behind the comma at `end`, where the tree ends it. ", and the
/// lamps
/// were up": a clause of its own in the time of the one reported. What is said in the past stands
/// in the past; a present behind it is the reporter's.
pub(super) fn goes_on(words: &Words, end: usize, ceiling: usize, cue: usize) -> bool {
    let next = if words.class(end) == Class::Comma { end + 1 } else { end };
    let joins = words.class(next) == Class::Conjunction
        || matches!(
            words.text(next),
            "because" | "since" | "if" | "unless" | "until" | "when" | "before" | "after"
        );
    // the first clauses of "the dam was safe, the road was open and the school would stay closed"
    let listed = || {
        words.class(end) == Class::Comma
            && (next..ceiling).any(|at| words.class(at) == Class::Conjunction)
    };
    if !joins && !listed() || next + 1 >= ceiling {
        return false;
    }
    if joins && words.class(next + 1) == Class::That {
        return true;
    }
    let Some(subject) = source::phrase_at(words, if joins { next + 1 } else { next }, ceiling)
    else {
        return false;
    };
    let verb = (subject.end..ceiling)
        .find(|&at| words.class(at) != Class::Between && words.pos(at) != Pos::Adv);
    verb.is_some_and(|verb| {
        words.all[verb].tag.is_finite()
            && words.all[verb].stretch.is_none()
            && in_its_time(words, cue, verb)
    })
}

/// Whether the verb can stand in what the cue reports: past under past, anything under present.
fn in_its_time(words: &Words, cue: usize, verb: usize) -> bool {
    let past =
        words.all[cue].form == Form::Past && words.class(cue.saturating_sub(1)) != Class::Auxiliary;
    !past
        || words.all[verb].tag.penn == Penn::Vbd
        || matches!(words.text(verb), "would" | "could" | "might" | "should" | "must")
}

/// Cuts commas, stops, conjunctions at the start and dangling words from both ends.
pub(super) fn trim(words: &Words, mut range: Range<usize>) -> Option<Range<usize>> {
    while range.start < range.end && drops_at_start(words, range.start) {
        range.start += 1;
    }
    while range.start < range.end && drops_at_end(words, range.end - 1) {
        range.end -= 1;
    }
    range
        .clone()
        .any(|at| !matches!(words.class(at), Class::Mark | Class::Stop | Class::Comma))
        .then_some(range)
}

fn drops_at_start(words: &Words, at: usize) -> bool {
    let class = words.class(at);
    matches!(
        class,
        Class::Comma
            | Class::Colon
            | Class::Semicolon
            | Class::Dash
            | Class::Stop
            | Class::CloseBracket
    ) || class == Class::That && !is_pronoun(words, at)
}

/// "said that was not her view": the "that" which stands for something.
pub(super) fn is_pronoun(words: &Words, that: usize) -> bool {
    words.class(that) == Class::That
        && matches!(
            words.text(that + 1),
            "is" | "was"
                | "would"
                | "will"
                | "had"
                | "has"
                | "’s"
                | "'s"
                | "could"
                | "may"
                | "might"
                | "should"
        )
}

fn drops_at_end(words: &Words, at: usize) -> bool {
    let sentence_stop = words.class(at) == Class::Stop && words.all[at].stretch.is_none();
    let stray_mark = words.class(at) == Class::Mark && words.all[at].stretch.is_none();
    sentence_stop
        || stray_mark
        || matches!(
            words.class(at),
            Class::Comma
                | Class::Colon
                | Class::Semicolon
                | Class::Dash
                | Class::Conjunction
                | Class::OpenBracket
        )
}
