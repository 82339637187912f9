//! What stands at the edges of names and is none of them, and listed places in pieces.

use std::collections::HashSet;

use super::found::{Found, Text};
use super::honorific::LETTERS;
use super::lexicon::listed;
use super::words::Case;
use crate::annotation::EntityKind::{Organization, Person, Place};

/// Who speaks for a body stands behind its name and is no part of it.
const SPEAKERS: [&str; 3] = ["spokesman", "spokesperson", "spokeswoman"];

/// Puts the edges right, in one pass over the names.
pub(super) fn mend(found: &[Found], text: &Text) -> Vec<Found> {
    let mut mended: Vec<Found> = Vec::with_capacity(found.len());
    for (at, &name) in found.iter().enumerate() {
        let mut name = name;
        name.start += usize::from(name.len() > 1 && is_side(name.start, text));
        let next = found.get(at + 1).filter(|next| next.kind == Person);
        let titled = next.is_some_and(|next| next.start == name.end);
        if name.kind == Organization && name.len() > 1 && is_office(name.end - 1, titled, text) {
            name.end -= 1;
        }
        if let Some(before) = mended.last_mut() {
            if before.end == name.start && text.is_phrase(before.start, name.end, listed::PLACE) {
                *before = Found { start: before.start, kind: Place, ..name };
                continue;
            }
            if before.kind == Person && are_letters(before.end, &name, text) {
                continue;
            }
        }
        mended.push(name);
    }
    without_initials(mended, text)
}

/// Leaves out "TP:" before a turn of the Tarrow Post: initials of a name in the article are led to
/// it where turns are read, and are no name of their own.
fn without_initials(mut found: Vec<Found>, text: &Text) -> Vec<Found> {
    let label = |name: &Found| {
        name.len() == 1
            && text.words[name.start].case == Case::AllCapitals
            && text.of(name.start).len() < 5
            && text.sentence_start(name.start) == name.start
            && name.end < text.words.len()
            && text.of(name.end) == ":"
    };
    if !found.iter().any(label) {
        return found;
    }
    let initials = |name: &Found| -> String {
        (name.start..name.end)
            .filter(|&at| text.words[at].is_capital())
            .filter_map(|at| text.of(at).chars().next())
            .collect()
    };
    let known: HashSet<String> = found.iter().filter(|name| name.len() > 1).map(initials).collect();
    found.retain(|name| !label(name) || !known.contains(text.of(name.start)));
    found
}

/// "UN Secretary-General Kofi Annan", "the Harbour Board Spokesman": an office behind a body, before
/// the name of who holds it.
fn is_office(token: usize, titled: bool, text: &Text) -> bool {
    let word = text.words[token];
    let title = word.listed & listed::TITLE != 0 && word.listed & listed::ORGANIZATION_WORD == 0;
    let speaks = || SPEAKERS.iter().any(|speaker| text.of(token).eq_ignore_ascii_case(speaker));
    titled && title || speaks()
}

/// "pro-Tarrow", "anti-Holt": on which side somebody is.
fn is_side(token: usize, text: &Text) -> bool {
    let word = text.of(token);
    let starts = text.sentence_start(token) == token && word.starts_with("Pro-");
    let rest = word.strip_prefix("pro-").or_else(|| word.strip_prefix("anti-"));
    starts || rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// "Ana Ruiz, KC": what somebody has become is no name.
fn are_letters(end: usize, name: &Found, text: &Text) -> bool {
    name.len() == 1
        && name.start == end + 1
        && text.of(end) == ","
        && LETTERS.contains(&text.of(name.start))
}
