//! Cues: the verbs and phrases that report, and who stands with them.

use std::ops::Range;

use super::draft::{Attribution, How};
use super::group;
use super::lexicon::{CALL, Form, OBJECT, SAY, TELL};
use super::source;
use super::words::{Class, Line, Words};
use crate::analysis::syntax::{Parse, Pos, Relation};

/// How far back, in tokens, a subject is looked for.
const REACH: usize = 60;

/// Steps up the tree to the clause whose subject is shared.
const CLIMB: usize = 5;

/// Whether the token is used as a verb. "the report", "a charge" are not.
pub(super) fn is_verb(words: &Words, at: usize) -> bool {
    match words.all[at].form {
        Form::Past => {
            words.pos(at) != Pos::Adj || words.is(at, "said") || words.class(at + 1) == Class::That
        }
        Form::Third => {
            words.pos(at) != Pos::Noun
                && !(words.is(at, "states") && at > 0 && words.is(at - 1, "united"))
        }
        Form::Ing if at > 0 && words.class(at - 1) == Class::Auxiliary => true,
        Form::Base | Form::Ing => matches!(words.pos(at), Pos::Verb | Pos::Aux),
    }
}

/// "was reported", "were told": the subject is not the one who speaks.
pub(super) fn is_passive(words: &Words, at: usize) -> bool {
    if words.all[at].form != Form::Past {
        return false;
    }
    // "said Ruiz, when asked if": the one who was asked
    let asked = at > 0
        && matches!(words.text(at - 1), "when" | "once" | "if")
        && matches!(words.text(at), "asked" | "told" | "questioned" | "pressed");
    if asked {
        return true;
    }
    let be = |at: usize| {
        matches!(
            words.text(at),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "’s" | "'s" | "’re" | "'re"
        )
    };
    (at.saturating_sub(4)..at)
        .rev()
        .take_while(|&at| {
            matches!(words.class(at), Class::Auxiliary | Class::Between | Class::Possessive)
                || words.pos(at) == Pos::Adv
        })
        .any(be)
}

pub(super) fn is_according(words: &Words, at: usize) -> bool {
    words.is(at, "according") && words.is(at + 1, "to")
}

/// "according to", and "in the words of" beside direct speech: the tokens of the cue whose chief
/// word stands at `at`; the speaker stands behind.
pub(super) fn naming(words: &Words, at: usize) -> Option<Range<usize>> {
    let quoted = || {
        at > 1
            && words.is(at, "words")
            && words.is(at + 1, "of")
            && words.is(at - 1, "the")
            && words.is(at - 2, "in")
    };
    if is_according(words, at) { Some(at..at + 2) } else { quoted().then(|| at - 2..at + 2) }
}

/// Verbs with which somebody passes on another's words: "quoted Ruiz as saying".
fn is_quoting(words: &Words, at: usize) -> bool {
    matches!(words.text(at), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing")
}

/// Whether the token is such a verb as "quoted" in "quoted Ruiz as saying".
pub(super) fn quotes_another(words: &Words, at: usize) -> bool {
    is_quoting(words, at)
        && (at + 1..at + 16)
            .take_while(|&next| words.class(next) != Class::Stop)
            .any(|next| is_quoted_cue(words, next))
}

/// "as saying", "as telling"
fn is_quoted_cue(words: &Words, at: usize) -> bool {
    at > 0
        && words.is(at - 1, "as")
        && words.all.get(at).is_some_and(|word| word.form == Form::Ing && word.reports(SAY | TELL))
}

/// Who says, and who passes it on, where the cue at `cue` is the "saying" of "quoted Ruiz as
/// saying" or "Ruiz was quoted by them as saying".
pub(super) fn quoted_as(
    words: &Words,
    cue: usize,
    floor: usize,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    if !is_quoted_cue(words, cue) {
        return None;
    }
    let verb = (floor.max(cue.saturating_sub(16))..cue).rev().find(|&at| is_quoting(words, at))?;
    if is_passive(words, verb) {
        let by =
            words.is(verb + 1, "by").then(|| source::phrase_at(words, verb + 2, cue - 1)).flatten();
        return source::before(words, verb, floor).map(|speaker| (speaker, by));
    }
    let speaker = source::phrase_at(words, verb + 1, cue - 1)?;
    Some((speaker, source::before(words, verb, floor)))
}

/// Who passes it on: ", according to the agency" from token `at` on.
pub(super) fn relayed(words: &Words, at: usize, ceiling: usize) -> Option<Range<usize>> {
    let at = if words.class(at) == Class::Comma { at + 1 } else { at };
    is_according(words, at).then(|| source::phrase_at(words, at + 2, ceiling)).flatten()
}

/// Who is named with the cue at `cue`, within the tokens from `floor` to `ceiling`.
pub(super) fn attribution(
    words: &Words,
    cue: usize,
    floor: usize,
    ceiling: usize,
    line: &Line,
) -> Option<Attribution> {
    if let Some(naming) = naming(words, cue) {
        let speaker = source::phrase_at(words, naming.end, line.words.end)?;
        return Some(Attribution::of(naming, Some(speaker), How::AccordingTo));
    }
    if let Some((speaker, via)) = quoted_as(words, cue, line.words.start) {
        return Some(Attribution {
            via,
            ..Attribution::of(cue..cue + 1, Some(speaker), How::Passive)
        });
    }
    let inverted = cue == floor
        || (floor..cue)
            .all(|at| matches!(words.class(at), Class::Comma | Class::Between | Class::Dash));
    if inverted
        && words.all[cue].form != Form::Ing
        && let Some(speaker) = source::phrase_at(words, cue + 1, ceiling)
    {
        let via = relayed(words, speaker.end, ceiling);
        return Some(Attribution {
            via,
            ..Attribution::of(cue..cue + 1, Some(speaker), How::Inverted)
        });
    }
    let addressee = told(words, cue, ceiling);
    let has_own_subject =
        words.all[cue].form != Form::Ing || cue > floor && words.class(cue - 1) == Class::Auxiliary;
    if has_own_subject
        && let Some(speaker) = source::before(words, cue, floor.max(line.words.start))
    {
        let via = relayed(words, addressee.as_ref().map_or(cue + 1, |range| range.end), ceiling);
        return Some(Attribution {
            addressee,
            via,
            ..Attribution::of(cue..cue + 1, Some(speaker), How::Subject)
        });
    }
    let tree = words.parse(line);
    let (speaker, how) = by_tree(words, tree.as_ref(), cue, line)
        .or_else(|| shared_subject(words, cue, line).map(|range| (range, How::Shared)))
        .map_or((None, How::Nobody), |(speaker, how)| (Some(speaker), how));
    Some(Attribution { addressee, ..Attribution::of(cue..cue + 1, speaker, how) })
}

/// Who says what the verb at `cue` reports, by the tree and by position; the line is a sentence
/// with reported speech.
pub(super) fn reporter(
    words: &Words,
    tree: Option<&Parse>,
    cue: usize,
    line: &Line,
) -> (Option<Range<usize>>, How) {
    let floor = line.words.start;
    let group = group::of(words, cue, floor);
    if group.governed
        && let Some(speaker) = source::before(words, group.start, floor)
    {
        return (Some(speaker), How::Subject);
    }
    let participle = words.all[cue].form == Form::Ing
        && !(cue > floor && words.class(cue - 1) == Class::Auxiliary);
    let found = by_tree(words, tree, cue, line);
    let parted = cue > floor && matches!(words.class(cue - 1), Class::Comma | Class::Mark);
    if parted
        && !participle
        && can_invert(words, cue)
        && let Some(speaker) = inverted(words, cue, line)
    {
        return (Some(speaker), How::Inverted);
    }
    if !participle
        && !second(words, cue, floor)
        && let Some(speaker) = source::before(words, cue, floor)
    {
        return (Some(speaker), How::Subject);
    }
    if let Some((speaker, How::Subject | How::Inverted)) = &found {
        return (Some(speaker.clone()), found.map_or(How::Subject, |(_, how)| how));
    }
    if (participle || second(words, cue, floor))
        && let Some(speaker) = earlier_reporter(words, cue, floor)
    {
        return (Some(speaker), How::Shared);
    }
    // ", saying" goes with the sentence rather than with the noun before the comma
    let of_noun = participle && parted && matches!(&found, Some((_, How::Shared)));
    if of_noun && let Some(speaker) = shared_subject(words, cue, line) {
        return (Some(speaker), How::Shared);
    }
    match found.or_else(|| shared_subject(words, cue, line).map(|range| (range, How::Shared))) {
        Some((speaker, how)) => (Some(speaker), how),
        None => (None, How::Nobody),
    }
}

/// Whether whoever stands behind the verb can be the one who says: "…, said Ruiz". Behind "told",
/// "blasted" and "called" stands the one who is told or spoken of.
fn can_invert(words: &Words, cue: usize) -> bool {
    !words.all[cue].reports(TELL | CALL | OBJECT) || words.all[cue - 1].stretch.is_some()
}

/// Whether "and" or "but" stands right before the verb.
fn second(words: &Words, cue: usize, floor: usize) -> bool {
    (floor.max(cue.saturating_sub(3))..cue)
        .rev()
        .find(|&at| words.class(at) != Class::Between)
        .is_some_and(|at| words.class(at) == Class::Conjunction)
}

/// The subject of the verb of saying before this one: "Ruiz said … and warned", "Ruiz said …,
/// adding".
fn earlier_reporter(words: &Words, cue: usize, floor: usize) -> Option<Range<usize>> {
    let lowest = floor.max(cue.saturating_sub(REACH));
    let earlier = (lowest..cue).rev().find(|&at| {
        let word = &words.all[at];
        word.stretch.is_none()
            && word.reports(SAY | TELL)
            && matches!(word.form, Form::Past | Form::Third)
            && is_verb(words, at)
            && !is_passive(words, at)
    })?;
    // a relative clause, or "pledged to", lies between the two: not the same subject
    let parted = |at: usize| {
        matches!(words.text(at), "who" | "whose" | "which")
            || words.class(at) == Class::Comma && at + 1 < cue
    };
    let relative =
        earlier > floor && matches!(words.text(earlier - 1), "who" | "which" | "that" | "whose");
    if words.is(earlier + 1, "to") || relative || (earlier..cue).any(parted) {
        return None;
    }
    source::before(words, earlier, floor)
}

/// "…, said Ruiz": a phrase after the verb that is no subject of a clause to come.
fn inverted(words: &Words, cue: usize, line: &Line) -> Option<Range<usize>> {
    let speaker = source::phrase_at(words, cue + 1, line.words.end)?;
    let tail = parted_tail(words, &speaker, line);
    let ends = tail
        || speaker.end >= line.words.end
        || matches!(
            words.class(speaker.end),
            Class::Comma | Class::Stop | Class::Dash | Class::OpenBracket | Class::Semicolon
        );
    let goes_on =
        matches!(words.text(speaker.end), "who" | "in" | "on" | "at" | "during" | "after")
            && words.class(speaker.start) != Class::Pronoun;
    ((ends || goes_on) && !source::is_time(words.text(speaker.start))).then_some(speaker)
}

/// "said a person familiar with the matter.": nothing behind the phrase could be a clause of its
/// own.
fn parted_tail(words: &Words, speaker: &Range<usize>, line: &Line) -> bool {
    let first = words.class(speaker.start);
    first != Class::Pronoun
        && first != Class::That
        && !words.has_finite_verb(speaker.end..line.words.end)
        || matches!(words.text(speaker.start), "one" | "some")
}

/// The subject of the verb at `cue`, or of the clause that shares its subject with it.
fn by_tree(
    words: &Words,
    tree: Option<&Parse>,
    cue: usize,
    line: &Line,
) -> Option<(Range<usize>, How)> {
    let (tree, base) = (tree?, line.words.start);
    let mut at = cue - base;
    for step in 0..CLIMB {
        if let Some(subject) = tree.children(at).find(|&child| tree.relation(child).is_subject()) {
            let how = match step {
                0 if subject > at => How::Inverted,
                0 => How::Subject,
                _ if tree.relation(subject) == Relation::NsubjPass => How::Passive,
                _ => How::Shared,
            };
            if !matches!(words.text(base + subject), "who" | "which" | "that") {
                return phrase(words, tree, subject, line, cue).map(|range| (range, how));
            }
        }
        match tree.relation(at) {
            Relation::AclRelcl | Relation::Acl => {
                let noun = tree.head(at)?;
                return phrase(words, tree, noun, line, cue).map(|range| (range, How::Shared));
            }
            Relation::Conj | Relation::Advcl | Relation::Xcomp | Relation::Parataxis => {
                at = tree.head(at)?
            }
            Relation::Ccomp if words.all[cue].form == Form::Ing => at = tree.head(at)?,
            _ => return None,
        }
    }
    None
}

/// The words of the phrase that token `head` of the tree heads, without what is put in or relates
/// to it.
fn phrase(
    words: &Words,
    tree: &Parse,
    head: usize,
    line: &Line,
    cue: usize,
) -> Option<Range<usize>> {
    let base = line.words.start;
    let subtree = tree.subtree(head);
    let (mut start, mut end) = (base + subtree.start, base + subtree.end);
    let head = base + head;
    if head < cue {
        end = end.min(cue);
    } else {
        start = start.max(cue + 1);
    }
    let breaks = |at: usize| {
        matches!(
            words.class(at),
            Class::Comma | Class::Dash | Class::OpenBracket | Class::Semicolon | Class::Colon
        ) || matches!(words.text(at), "who" | "which" | "that" | "whose")
    };
    end = (head + 1..end).find(|&at| breaks(at)).unwrap_or(end);
    start = (start..head).rev().find(|&at| breaks(at)).map_or(start, |at| at + 1);
    if end > head + 1 && source::is_time(words.text(end - 1)) {
        end -= 1;
        end -= usize::from(end > head + 1 && words.pos(end - 1) == Pos::Adp);
    }
    let nominal = !source::is_time(words.text(head))
        && matches!(
            words.pos(head),
            Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Adj | Pos::Det
        );
    (nominal && start <= head && head < end).then_some(start..end)
}

/// The one told, right after the verb.
pub(super) fn told(words: &Words, cue: usize, ceiling: usize) -> Option<Range<usize>> {
    if words.all[cue].frames & TELL != 0 {
        return addressee(words, cue + 1, ceiling);
    }
    // "said to reporters", "wrote to the council"
    let to = words.all[cue].frames & SAY != 0 && words.is(cue + 1, "to") && cue + 2 < ceiling;
    if to { addressee(words, cue + 2, ceiling) } else { None }
}

/// Whoever stands at `start`, where the one told stands.
pub(super) fn addressee(words: &Words, start: usize, ceiling: usize) -> Option<Range<usize>> {
    if words.class(start) == Class::ObjectPronoun && start < ceiling {
        return Some(start..start + 1);
    }
    source::phrase_at(words, start, ceiling).filter(|range| {
        !source::is_time(words.text(range.start))
            && (words.class(range.start) != Class::Pronoun
                || matches!(words.text(range.start), "both" | "others"))
    })
}

/// "… and added", "…, saying": the subject of the sentence, which stands before its first verb.
fn shared_subject(words: &Words, cue: usize, line: &Line) -> Option<Range<usize>> {
    let lowest = line.words.start.max(cue.saturating_sub(REACH));
    let candidates = (lowest..cue)
        .filter(|&at| words.all[at].stretch.is_none() && words.all[at].tag.is_finite());
    candidates.take(4).find_map(|at| source::before(words, at, line.words.start))
}
