//! Who acts last before a place: the subject of the nearest clause of its paragraph that is
//! somebody.

use std::ops::Range;

use super::cast::Cast;
use super::cues::is_verb;
use super::heads;
use super::kinds;
use super::lexicon::{OBJECT, SAY, TELL, THINK};
use super::source;
use super::words::{Class, Words};
use crate::analysis::entities::Gender;
use crate::analysis::syntax::Pos;
use crate::annotation::{EntityId, EntityKind, SourceKind};

/// How far back, in tokens, clauses are looked at.
const REACH: usize = 120;

/// The subject of the nearest clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Nearest {
    /// Somebody whom the text names; `says` where the clause tells of speaking, `asks` of asking.
    Person { id: EntityId, says: bool, asks: bool },
    /// Somebody without a name.
    Unnamed,
    /// No clause of the paragraph has a person for its subject.
    Nobody,
}

/// Who acts last before token `here` in its paragraph, outside quoted words, and may be of the
/// gender. Subjects that are pronouns, bodies or things are passed over.
pub(super) fn subject(words: &Words, here: usize, gender: Option<Gender>, cast: &Cast) -> Nearest {
    let line = words.lines.partition_point(|line| line.words.end <= here);
    let Some(block) = words.lines.get(line).map(|line| line.block) else { return Nearest::Nobody };
    let first = words.lines.partition_point(|line| line.block < block);
    let lowest = here.saturating_sub(REACH);
    for line in words.lines[first..=line].iter().rev() {
        if line.words.end <= lowest {
            break;
        }
        let mut at = line.words.end.min(here);
        while at > line.words.start.max(lowest) {
            at -= 1;
            if words.all[at].stretch.is_some() || !words.all[at].tag.is_finite() {
                continue;
            }
            let Some(phrase) = clause_subject(words, at, line.words.start) else { continue };
            if is_inside(words, at, &phrase, line.words.start) {
                continue;
            }
            match who(words, at, &phrase, gender, cast) {
                Nearest::Nobody => at = at.min(phrase.start.max(line.words.start)),
                found => return found,
            }
        }
    }
    Nearest::Nobody
}

/// The subject of the verb at `verb`: before it, or behind it where the two are turned round.
fn clause_subject(words: &Words, verb: usize, floor: usize) -> Option<Range<usize>> {
    let before = source::before(words, verb, floor);
    let turned = words.all[verb].frames != 0
        && (verb == floor
            || words.all[verb - 1].stretch.is_some()
            || words.class(verb - 1) == Class::Comma && verb - 1 == floor);
    if turned { source::phrase_at(words, verb + 1, verb + 16).or(before) } else { before }
}

/// "who beat her", "that Lima came", "because he was ill": a clause inside another, whose subject
/// does not act in the paragraph.
fn is_inside(words: &Words, verb: usize, phrase: &Range<usize>, floor: usize) -> bool {
    let opens = |at: usize| {
        words.class(at) == Class::That || matches!(words.text(at), "because" | "whether" | "if")
    };
    let relative = |at: usize| matches!(words.text(at), "who" | "which" | "that" | "whose");
    let reports = |at: usize| {
        words.all[at].reports(SAY | THINK) && words.all[at].stretch.is_none() && is_verb(words, at)
    };
    phrase.start > floor && (opens(phrase.start - 1) || reports(phrase.start - 1))
        || verb > floor && relative(verb - 1)
        || verb > floor + 1 && words.class(verb - 1) == Class::Between && relative(verb - 2)
}

fn who(
    words: &Words,
    verb: usize,
    phrase: &Range<usize>,
    gender: Option<Gender>,
    cast: &Cast,
) -> Nearest {
    let agrees = |told: Option<Gender>| told.is_none() || gender.is_none() || told == gender;
    let says = words.all[verb].reports(SAY | TELL | OBJECT);
    let asks = matches!(words.text(verb), "asked" | "asks" | "wondered" | "demanded")
        || words.is(verb, "wanted") && words.is(verb + 2, "know");
    if phrase.len() == 1
        && (words.class(phrase.start) == Class::Pronoun || words.class(phrase.start) == Class::That)
    {
        let person = matches!(words.text(phrase.start), "he" | "she" | "He" | "She");
        return match heads::entity(words, phrase, cast) {
            _ if !person || gender.is_some() => Nearest::Nobody,
            Some((id, _)) => Nearest::Person { id, says, asks },
            None => Nearest::Unnamed,
        };
    }
    if let Some((id, _)) = heads::entity(words, phrase, cast) {
        let person = cast.kind(id) == Some(EntityKind::Person) && !is_described(words, verb);
        return if person && agrees(cast.gender(id)) {
            Nearest::Person { id, says, asks }
        } else {
            Nearest::Nobody
        };
    }
    let unnamed = kinds::of(words, Some(phrase), None) == SourceKind::UnnamedPerson
        && (words.all[verb].frames != 0 || kinds::is_somebody(words, phrase));
    if unnamed && agrees(kinds::gender(words, phrase)) { Nearest::Unnamed } else { Nearest::Nobody }
}

/// "Lima was also a legend": told of somebody who does nothing.
fn is_described(words: &Words, verb: usize) -> bool {
    let next = (verb + 1..verb + 4).find(|&at| words.class(at) != Class::Between);
    matches!(words.text(verb), "is" | "was" | "are" | "were")
        && next.is_some_and(|next| words.pos(next) == Pos::Det)
}
