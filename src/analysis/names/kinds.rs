//! What the words of a name and those beside it say of its kind, where the model said otherwise.

use super::boundary;
use super::evidence::clue;
use super::fold::hash_word;
use super::found::{Found, Text};
use super::lexicon::listed;
use super::words::{Case, Word};
use crate::annotation::EntityKind::{Event, Organization, Person, Place};

/// What speaks for a person, anywhere in the text.
const OF_PEOPLE: u16 = clue::BEHIND_TITLE | clue::SPEAKS | clue::BEHIND_GIVEN | clue::GIVEN_FIRST;

/// Takes out plain words and puts kinds right, each name by itself.
pub(super) fn settle(found: &mut Vec<Found>, text: &Text) {
    found.retain(|name| !is_plain_word(name, text));
    for name in found {
        if is_plain_place(name, text) || has_officers(name, text) {
            name.kind = Place;
        }
        if is_listed_body(name, text) {
            name.kind = Organization;
        }
        if is_land(name, text) {
            name.kind = Place;
        }
        if is_listed_event(name, text) {
            name.kind = Event;
        }
    }
}

/// A word that stands small elsewhere, and with a capital only where all words do, is no name
/// ("Obama Signs New Jobs Bill"); nor is the first word of a title ("Defense Secretary").
fn is_plain_word(name: &Found, text: &Text) -> bool {
    let word = text.words[name.start];
    let before_title = |next: &Word| next.listed & listed::TITLE != 0 && next.case == Case::Capital;
    let of_title = word.listed & listed::COMMON != 0
        && name.end < text.sentence_end(name.start)
        && text.words.get(name.end).is_some_and(before_title);
    let small = word.evidence & (clue::SMALL | clue::CAPITAL_WITHIN) == clue::SMALL;
    name.len() == 1
        && (is_ware(name.start, text) || word.case == Case::Capital && (of_title || small))
}

/// "Rice and beans cost more": a plain word that begins a sentence and stands in a row with a plain
/// noun, and for which nothing else speaks.
fn is_ware(token: usize, text: &Text) -> bool {
    const LINKS: [&str; 2] = ["and", "or"];
    const TOLD_OF: [&str; 12] = [
        "the", "a", "an", "his", "her", "their", "its", "other", "others", "several", "two", "many",
    ];
    let word = text.words[token];
    let spoken_for = word.evidence & !(clue::SMALL | clue::ALONE) != 0;
    let plain = |at: usize| text.words[at].case == Case::Small && !TOLD_OF.contains(&text.of(at));
    let row = token + 2 < text.sentence_end(token)
        && LINKS.contains(&text.of(token + 1))
        && plain(token + 2);
    text.sentence_start(token) == token
        && word.listed & (listed::COMMON | listed::BOTH_WAYS) != 0
        && !spoken_for
        && row
}

/// A listed place that nothing in the text takes for a person is the place ("Paris is quiet").
fn is_plain_place(name: &Found, text: &Text) -> bool {
    let word = text.words[name.start];
    name.kind == Person
        && name.len() == 1
        && word.listed & listed::PLACE != 0
        && word.evidence & OF_PEOPLE == 0
}

/// "Veltania's Defense Minister Omar Haddad": what is no known name of a person or body and has
/// ministers is a place.
fn has_officers(name: &Found, text: &Text) -> bool {
    let limit = text.sentence_end(name.start);
    let word = text.words[name.start];
    let known = word.listed & (listed::GIVEN | listed::SURNAME | listed::ORGANIZATION) != 0
        || word.evidence & OF_PEOPLE != 0;
    let unknown = matches!(name.kind, Person | Organization) && name.len() == 1 && !known;
    if !unknown || name.end + 2 >= limit || text.words[name.end].hash != hash_word("'s") {
        return false;
    }
    let minister = hash_word("minister");
    let mut capitals = text.words[name.end + 1..limit.min(name.end + 4)]
        .iter()
        .take_while(|word| word.case == Case::Capital);
    capitals.any(|word| {
        if name.kind == Person { word.listed & listed::TITLE != 0 } else { word.hash == minister }
    })
}

/// A listed organisation of several words is one, whatever its words are like ("Paris
/// Saint-Germain", "Manchester City").
fn is_listed_body(name: &Found, text: &Text) -> bool {
    !text.is_phrase(name.start, name.end, listed::PLACE)
        && listed_body(name.start, name.end, text) == Some(name.len())
}

/// A listed country that acts is still the place ("North Korea said").
fn is_land(name: &Found, text: &Text) -> bool {
    let longer = text.words.get(name.end).is_some_and(|word| word.part(listed::PLACE) == 2);
    let land = text.is_phrase(name.start, name.end, listed::PLACE)
        && text.words[name.start].part(listed::ORGANIZATION) == 0;
    name.kind == Organization && land && !longer
}

/// A word that is listed as an event and as nothing else is one ("the Hajj").
fn is_listed_event(name: &Found, text: &Text) -> bool {
    const OTHERS: u16 =
        listed::PHRASES & !listed::EVENT | listed::GIVEN | listed::SURNAME | listed::COMMON;
    let word = text.words[name.start];
    name.len() == 1 && word.listed & listed::EVENT != 0 && word.listed & OTHERS == 0
}

/// How many words of a listed organisation of several words begin at `token` and end before
/// `limit`, each with a capital but for links.
pub(super) fn listed_body(token: usize, limit: usize, text: &Text) -> Option<usize> {
    let part = |at: usize| text.words[at].part(listed::ORGANIZATION);
    let plain =
        |at: usize| text.words[at].listed & listed::COMMON != 0 && !text.words[at].is_capital();
    let length = 1 + (token + 1..text.words.len()).take_while(|&at| part(at) == 2).count();
    let office = boundary::is_before_office(token + length, text);
    (part(token) == 1 && token + length <= limit && !plain(token + length - 1) && !office)
        .then_some(length)
}
