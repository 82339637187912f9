//! Where names begin and end: what the model cuts short or runs together, by rules of spelling.

use super::fold::hash_word;
use super::found::{Found, Text};
use super::lexicon::listed;
use super::words::Case;
use crate::annotation::EntityKind::{Group, Organization, Person, Place};

/// Puts the ends of the names right, in one pass over them.
pub fn mend(found: Vec<Found>, text: &Text) -> Vec<Found> {
    let small = Small::new();
    let mut mended: Vec<Found> = Vec::with_capacity(found.len());
    for mut name in found {
        if mended.last().is_some_and(|last| last.end > name.start) {
            continue;
        }
        if let Some(last) = mended.last_mut()
            && last.kind == Group
            && name.kind == Organization
            && last.end == name.start
            && text.words[name.start..name.end].iter().any(|word| word.listed & listed::ORGANIZATION_WORD != 0)
        {
            name.start = last.start;
            mended.pop();
        }
        begin_phrase(&mut name, text, &small, mended.last().map_or(0, |last| last.end));
        strip(&mut name, text, &small);
        extend(&mut name, text, &small);
        match split(&name, text, &small) {
            Some((left, right)) => mended.extend([left, right]),
            None => mended.push(name),
        }
    }
    mended.retain(|name| name.start < name.end && text.words[name.start..name.end].iter().any(|word| word.case != Case::None));
    mended
}

struct Small {
    the: u32,
    clitics: [u32; 2],
    of: u32,
    further: [u32; 2],
}

impl Small {
    fn new() -> Self {
        Self { the: hash_word("the"), clitics: ["'s", "'"].map(hash_word), of: hash_word("of"), further: ["for", "in"].map(hash_word) }
    }
}

/// A listed organisation is taken from its first word: a possessive in it ("People's Liberation Army") is no owner.
fn begin_phrase(name: &mut Found, text: &Text, small: &Small, from: usize) {
    const SHIFT: u32 = listed::ORGANIZATION.trailing_zeros() * 2;
    const INSIDE: u16 = 2;
    let part = |at: usize| text.words[at].phrases >> SHIFT & 3;
    if name.kind != Organization || part(name.start) != INSIDE {
        return;
    }
    let from = from.max(text.sentence_start(name.start));
    let start = (from..name.start).rev().take_while(|&at| part(at) != 0 && text.words[at].hash != small.the).last();
    name.start = start.unwrap_or(name.start);
}

/// Takes articles, titles and marks off the ends.
fn strip(name: &mut Found, text: &Text, small: &Small) {
    let words = text.words;
    while name.start + 1 < name.end {
        let first = words[name.start];
        let title = name.kind == Person && first.listed & listed::TITLE != 0 && first.listed & listed::GIVEN == 0;
        if !(title
            || first.case == Case::None && first.shape & 7 == 1 && !text.of(name.start).starts_with(char::is_numeric)
            || name.kind == Person && first.hash == small.the)
        {
            break;
        }
        name.start += 1;
    }
    while name.start + 1 < name.end {
        let last = words[name.end - 1];
        if !(small.clitics.contains(&last.hash) || last.case == Case::None && !text.of(name.end - 1).contains(|c: char| c.is_numeric() || c == '!')) {
            break;
        }
        name.end -= 1;
    }
}

/// "Bank" + "of England", "Front" + "for the Liberation of Palestine": what an organisation's name goes on with.
fn extend(name: &mut Found, text: &Text, small: &Small) {
    const LONGEST: usize = 14;
    if name.kind != Organization {
        return;
    }
    let words = text.words;
    let limit = text.sentence_end(name.start);
    while name.end + 1 < limit && name.end - name.start < LONGEST {
        let link = words[name.end].hash;
        let head = words[name.start..name.end].iter().any(|word| word.listed & listed::ORGANIZATION_WORD != 0) && words[name.end - 1].case != Case::AllCapitals;
        let of = link == small.of || link == small.further[0] && words[name.end - 1].listed & listed::ORGANIZATION_WORD != 0;
        if !head || !of {
            return;
        }
        let start = name.end + 1 + usize::from(words[name.end + 1].hash == small.the);
        let count = words[start.min(limit)..limit].iter().take_while(|word| word.is_capital()).count();
        if count == 0 {
            return;
        }
        name.end = start + count;
    }
}

/// "Italy's la Repubblica" is two names where the first is known by itself.
fn split(name: &Found, text: &Text, small: &Small) -> Option<(Found, Found)> {
    let words = text.words;
    let at = (name.start + 1..name.end.saturating_sub(1)).find(|&at| words[at].hash == small.clitics[0])?;
    let known = listed::PLACE | listed::CITY | listed::ORGANIZATION;
    let left = words[name.start..at].iter().fold(0, |all, word| all | word.phrases);
    let place = left & 0b1111 != 0;
    let right_person = words[at + 1].listed & listed::GIVEN != 0 && at + 2 < name.end;
    let left_known = at == name.start + 1 && words[name.start].listed & known != 0 && words[name.start].listed & listed::SURNAME == 0;
    if !(left_known || right_person) {
        return None;
    }
    let left_kind = if right_person && !place { Organization } else { Place };
    let right_kind = if right_person { Person } else { name.kind };
    Some((Found { end: at, kind: left_kind, ..*name }, Found { start: at + 1, kind: right_kind, ..*name }))
}
