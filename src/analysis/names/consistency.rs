//! One text, one answer: a name that is clear once is clear everywhere.
//!
//! Rules in turn. An abbreviation in brackets is what stands before it. Equal names are of one kind, by the sum of the model's
//! scores. A surname alone is the person whose full name stands elsewhere, unless the words beside it speak of a place.

use std::collections::HashMap;

use super::boundary;
use super::clubs;
use super::evidence::clue;
use super::fold::hash_word;
use super::found::{Found, Text};
use super::lexicon::listed;
use super::lists::{Clue, Clues};
use super::pairs;
use super::words::{Case, Word};
use crate::annotation::EntityKind::{self, Event, Organization, Person, Place};

/// Applies the rules; gives the names sorted.
pub fn settle(mut found: Vec<Found>, text: &Text, clues: &Clues) -> Vec<Found> {
    vote(&mut found, text);
    found.retain(|name| !is_plain_word(name, text));
    found.iter_mut().filter(|name| is_plain_place(name, text) || has_officers(name, text)).for_each(|name| name.kind = Place);
    found.iter_mut().filter(|name| is_listed_body(name, text)).for_each(|name| name.kind = Organization);
    found.iter_mut().filter(|name| is_land(name, text)).for_each(|name| name.kind = Place);
    found.iter_mut().filter(|name| is_listed_event(name, text)).for_each(|name| name.kind = Event);
    full_names(&mut found, text);
    found = pairs::complete(found, text, clues);
    let people = People::of(&found, text);
    found = people.cut(found, text);
    let short = abbreviations(&found, text, clues);
    for name in &mut found {
        if name.len() > 1 {
            continue;
        }
        if let Some(&kind) = short.get(&text.words[name.start].hash) {
            name.kind = kind;
        } else if name.kind != Person && people.has(name.start, text, clues) {
            name.kind = Person;
        }
    }
    found = add(found, text, &people, &short, clues);
    clubs::settle(&mut found, text, clues);
    found
}

/// Equal names take the kind for which the model's scores are greatest in sum.
fn vote(found: &mut [Found], text: &Text) {
    let mut sums: HashMap<u32, ([i64; 7], u32)> = HashMap::new();
    for name in found.iter() {
        let (sum, count) = sums.entry(text.key(name.start, name.end)).or_default();
        *count += 1;
        sum.iter_mut().zip(name.scores).for_each(|(sum, score)| *sum += i64::from(score));
    }
    for name in found.iter_mut() {
        if let Some((sum, count)) = sums.get(&text.key(name.start, name.end))
            && *count > 1
            && let Some(best) = (0..7).max_by_key(|&kind| (sum[kind], 7 - kind))
        {
            name.kind = EntityKind::ALL[best];
        }
    }
}

/// A word that stands small elsewhere, and with a capital only where all words do, is no name ("Obama Signs New Jobs Bill"); nor is the first
/// word of a title ("Defense Secretary").
fn is_plain_word(name: &Found, text: &Text) -> bool {
    let word = text.words[name.start];
    let before_title = |next: &Word| next.listed & listed::TITLE != 0 && next.case == Case::Capital;
    let of_title = word.listed & listed::COMMON != 0 && name.end < text.sentence_end(name.start) && text.words.get(name.end).is_some_and(before_title);
    if name.len() == 1 && is_ware(name.start, text) {
        return true;
    }
    name.len() == 1 && word.case == Case::Capital && (of_title || word.evidence & (clue::SMALL | clue::CAPITAL_WITHIN) == clue::SMALL)
}

/// "Rice and beans cost more": a plain word that begins a sentence and stands in a row with a plain noun, and for which nothing else speaks.
fn is_ware(token: usize, text: &Text) -> bool {
    const LINKS: [&str; 2] = ["and", "or"];
    const OF_PEOPLE: [&str; 12] = ["the", "a", "an", "his", "her", "their", "its", "other", "others", "several", "two", "many"];
    let word = text.words[token];
    let spoken_for = word.evidence & !(clue::SMALL | clue::ALONE) != 0;
    let plain = |at: usize| text.words[at].case == Case::Small && !OF_PEOPLE.contains(&text.of(at));
    let row = token + 2 < text.sentence_end(token) && LINKS.contains(&text.of(token + 1)) && plain(token + 2);
    text.sentence_start(token) == token && word.listed & (listed::COMMON | listed::BOTH_WAYS) != 0 && !spoken_for && row
}

/// A listed place that nothing in the text takes for a person is the place ("Paris is quiet").
fn is_plain_place(name: &Found, text: &Text) -> bool {
    const OF_PEOPLE: u16 = clue::BEHIND_TITLE | clue::SPEAKS | clue::BEHIND_GIVEN | clue::GIVEN_FIRST;
    let word = text.words[name.start];
    name.kind == Person && name.len() == 1 && word.listed & listed::PLACE != 0 && word.evidence & OF_PEOPLE == 0
}

/// "Veltania's Defense Minister Omar Haddad": what is no known name of a person or body and has ministers is a place.
fn has_officers(name: &Found, text: &Text) -> bool {
    const OF_PEOPLE: u16 = clue::BEHIND_TITLE | clue::SPEAKS | clue::BEHIND_GIVEN | clue::GIVEN_FIRST;
    let limit = text.sentence_end(name.start);
    let word = text.words[name.start];
    let known = word.listed & (listed::GIVEN | listed::SURNAME | listed::ORGANIZATION) != 0 || word.evidence & OF_PEOPLE != 0;
    let unknown = matches!(name.kind, Person | Organization) && name.len() == 1 && !known;
    if !unknown || name.end + 2 >= limit || !text.of(name.end).ends_with(['s', '\u{2019}', '\'']) || !text.of(name.end).starts_with(['\'', '\u{2019}']) {
        return false;
    }
    let minister = hash_word("minister");
    let mut capitals = text.words[name.end + 1..limit.min(name.end + 4)].iter().take_while(|word| word.case == Case::Capital);
    capitals.any(|word| if name.kind == Person { word.listed & listed::TITLE != 0 } else { word.hash == minister })
}

/// Two words are a person's name where the second stands alone elsewhere, as surnames do, and the first is a given name ("Ella Paris … Paris
/// claims"), or where the second alone was read as a person. A company named like a person ("Morgan Stanley") is not cut short so.
fn full_names(found: &mut [Found], text: &Text) {
    let mut alone: HashMap<u32, bool> = HashMap::new();
    for name in found.iter().filter(|name| name.len() == 1) {
        *alone.entry(text.words[name.start].hash).or_default() |= name.kind == Person;
    }
    for name in found.iter_mut().filter(|name| name.kind != Person && name.len() == 2) {
        let (first, last) = (text.words[name.start], text.words[name.end - 1]);
        if may_be_full(first, last)
            && let Some(&person) = alone.get(&last.hash)
            && (first.listed & listed::GIVEN != 0 || person && first.phrases == 0)
        {
            name.kind = Person;
        }
    }
}

fn may_be_full(first: Word, last: Word) -> bool {
    const TELLING: u16 = listed::COMMON | listed::ORGANIZATION_WORD | listed::PLACE_WORD | listed::EVENT_WORD | listed::GROUP | listed::CALENDAR;
    let inside = (0..8).any(|kind| last.phrases >> (2 * kind) & 3 == 2);
    let capital = first.case == Case::Capital && last.case == Case::Capital;
    capital && first.listed & (TELLING | listed::PLACE) == 0 && last.listed & TELLING == 0 && !inside
}

/// The people whose full names the text holds.
struct People {
    /// How often each surname stands behind a given name, or before one where the family's name comes first.
    surnames: HashMap<u32, u32>,
    /// Full names of two words, by their key.
    pairs: HashMap<u32, u32>,
}

impl People {
    fn of(found: &[Found], text: &Text) -> Self {
        let mut people = Self { surnames: HashMap::new(), pairs: HashMap::new() };
        for name in found.iter().filter(|name| name.kind == Person && (2..=4).contains(&name.len())) {
            let last = text.words[name.end - 1];
            if text.words[name.start].listed & listed::GIVEN != 0 && last.is_capital() {
                *people.surnames.entry(last.hash).or_default() += 1;
            }
            // "Xi Jinping", "Kim Jong-un": where the first word is no given name that is known here, it may be the family's, and
            // stands alone further on.
            let first = text.words[name.start];
            if name.len() <= 3 && first.listed & (listed::GIVEN | listed::COMMON) == 0 && first.phrases == 0 && first.case == Case::Capital {
                *people.surnames.entry(first.hash).or_default() += 1;
            }
            if name.len() == 2 {
                *people.pairs.entry(text.key(name.start, name.end)).or_default() += 1;
            }
        }
        people
    }

    /// Is the token the surname of somebody, at a place that does not speak of a place?
    fn has(&self, token: usize, text: &Text, clues: &Clues) -> bool {
        if !self.surnames.contains_key(&text.words[token].hash) {
            return false;
        }
        let before = if token > text.sentence_start(token) { clues.of(text.words[token - 1].hash) } else { Clue::None };
        if text.words[token].listed & listed::CALENDAR != 0 && (before == Clue::In || token + 1 < text.words.len() && is_number(text.of(token + 1))) {
            return false;
        }
        // "from Xi": a word that is no known place is the person even behind a word that often stands before places.
        !(matches!(before, Clue::Comma | Clue::The) || before == Clue::In && text.words[token].phrases != 0)
    }

    /// Cuts runs of names in which a full name known from two other places stands ("Ana Ruiz Ben" of a list of signatures).
    fn cut(&self, found: Vec<Found>, text: &Text) -> Vec<Found> {
        let mut cut = Vec::with_capacity(found.len());
        for name in found {
            let mut start = name.start;
            let mut at = name.start;
            while name.kind == Person && name.len() > 2 && at + 1 < name.end {
                if self.pairs.get(&text.key(at, at + 2)).is_some_and(|&count| count > 1) {
                    if at > start {
                        cut.push(Found { start, end: at, ..name });
                    }
                    cut.push(Found { start: at, end: at + 2, ..name });
                    start = at + 2;
                    at += 2;
                } else {
                    at += 1;
                }
            }
            if start < name.end {
                cut.push(Found { start, ..name });
            }
        }
        cut
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// What stands in brackets behind a name, in capitals, with the kind of the name: "Social Democratic and Labour Party (SDLP)".
fn abbreviations(found: &[Found], text: &Text, clues: &Clues) -> HashMap<u32, EntityKind> {
    let mut short = HashMap::new();
    for name in found.iter().filter(|name| name.len() > 1) {
        let limit = text.sentence_end(name.start);
        if name.end + 2 >= limit || clues.of(text.words[name.end].hash) != Clue::Bracket {
            continue;
        }
        let word = text.words[name.end + 1];
        let letters = text.of(name.end + 1);
        let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
        let first = text.of(name.start).chars().next();
        let fits = name.kind == Organization || letters.chars().next() == first;
        if capitals >= 2 && letters.len() <= 10 && fits && !text.words[name.end + 2].is_capital() && name.kind != Person {
            short.insert(word.hash, name.kind);
        }
    }
    short
}

/// Adds surnames, abbreviations and listed organisations of several words ("Real Madrid") that the model passed over.
fn add(found: Vec<Found>, text: &Text, people: &People, short: &HashMap<u32, EntityKind>, clues: &Clues) -> Vec<Found> {
    let mut all = Vec::with_capacity(found.len());
    let mut next = 0;
    let in_turn = found.iter().any(|name| name.kind == Person && is_label(name.start, text) == Some(name.len()));
    for name in found.into_iter().map(Some).chain([None]) {
        let end = name.map_or(text.words.len(), |name| name.start);
        for token in next..end {
            let word = text.words[token];
            if !word.is_capital() || all.last().is_some_and(|last: &Found| token < last.end) {
                continue;
            }
            if let Some(length) = listed_body(token, end, text) {
                all.push(Found { start: token, end: token + length, kind: Organization, scores: [0; 7] });
                continue;
            }
            let kind = match short.get(&word.hash) {
                Some(&kind) if word.case == Case::AllCapitals => Some(kind),
                _ if in_turn && is_label(token, text) == Some(1) => Some(Person),
                _ if word.listed & listed::COMMON == 0 && people.has(token, text, clues) => Some(Person),
                _ => None,
            };
            all.extend(kind.map(|kind| Found { start: token, end: token + 1, kind, scores: [0; 7] }));
        }
        next = name.map_or(end, |name| name.end.max(next));
        all.extend(name);
    }
    all
}

/// "RUIZ:" before what she says in a transcript: how many words in capitals stand between the start of a sentence and a colon, the last a surname.
fn is_label(token: usize, text: &Text) -> Option<usize> {
    let limit = text.sentence_end(token).min(token + 4);
    let length = text.words[token..limit].iter().take_while(|word| word.case == Case::AllCapitals).count();
    let surname = length > 0 && text.words[token + length - 1].listed & listed::SURNAME != 0;
    (surname && text.sentence_start(token) == token && token + length < limit && text.of(token + length) == ":").then_some(length)
}

/// A listed organisation of several words is one, whatever its words are like ("Paris Saint-Germain", "Manchester City").
fn is_listed_body(name: &Found, text: &Text) -> bool {
    !text.is_phrase(name.start, name.end, listed::PLACE) && listed_body(name.start, name.end, text) == Some(name.len())
}

/// A listed country that acts is still the place ("North Korea said").
fn is_land(name: &Found, text: &Text) -> bool {
    let longer = text.words.get(name.end).is_some_and(|word| word.part(listed::PLACE) == 2);
    let land = text.is_phrase(name.start, name.end, listed::PLACE) && text.words[name.start].part(listed::ORGANIZATION) == 0;
    name.kind == Organization && land && !longer
}

/// A word that is listed as an event and as nothing else is one ("the Hajj").
fn is_listed_event(name: &Found, text: &Text) -> bool {
    const OTHERS: u16 = listed::PHRASES & !listed::EVENT | listed::GIVEN | listed::SURNAME | listed::COMMON;
    let word = text.words[name.start];
    name.len() == 1 && word.listed & listed::EVENT != 0 && word.listed & OTHERS == 0
}

/// How many words of a listed organisation of several words begin at `token` and end before `limit`, each with a capital but for links.
fn listed_body(token: usize, limit: usize, text: &Text) -> Option<usize> {
    let part = |at: usize| text.words[at].part(listed::ORGANIZATION);
    let plain = |at: usize| text.words[at].listed & listed::COMMON != 0 && !text.words[at].is_capital();
    let length = 1 + (token + 1..text.words.len()).take_while(|&at| part(at) == 2).count();
    let office = boundary::is_before_office(token + length, text);
    (part(token) == 1 && token + length <= limit && !plain(token + length - 1) && !office).then_some(length)
}
