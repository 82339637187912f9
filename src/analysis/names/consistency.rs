//! One text, one answer: a name that is clear once is clear everywhere.
//!
//! Rules in turn. An abbreviation in brackets is what stands before it. Equal names are of one
//! kind, by the sum of the model's scores. A surname alone is the person whose full name stands
//! elsewhere, unless the words beside it speak of a place.

use std::collections::HashMap;

use super::clubs;
use super::found::{Found, Text};
use super::honorific;
use super::kinds;
use super::lexicon::listed;
use super::lists::{Clue, Clues};
use super::pairs;
use super::words::{Case, Word};
use crate::annotation::EntityKind::{self, Organization, Person};

/// Applies the rules; gives the names sorted.
pub(super) fn settle(mut found: Vec<Found>, text: &Text, clues: &Clues) -> Vec<Found> {
    vote(&mut found, text);
    kinds::settle(&mut found, text);
    honorific::settle(&mut found, text);
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

/// Two words are a person's name where the second stands alone elsewhere, as surnames do, and the
/// first is a given name ("Ella Paris … Paris claims"), or where the second alone was read as a
/// person. A company named like a person ("Morgan Stanley") is not cut short so.
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
    const TELLING: u16 = listed::COMMON
        | listed::ORGANIZATION_WORD
        | listed::PLACE_WORD
        | listed::EVENT_WORD
        | listed::GROUP
        | listed::CALENDAR;
    let inside = (0..8).any(|kind| last.phrases >> (2 * kind) & 3 == 2);
    let capital = first.case == Case::Capital && last.case == Case::Capital;
    capital
        && first.listed & (TELLING | listed::PLACE) == 0
        && last.listed & TELLING == 0
        && !inside
}

/// The people whose full names the text holds.
struct People {
    /// How often each surname stands behind a given name, or before one where the family's name
    /// comes first.
    surnames: HashMap<u32, u32>,
    /// Full names of two words, by their key.
    pairs: HashMap<u32, u32>,
}

impl People {
    fn of(found: &[Found], text: &Text) -> Self {
        let mut people = Self { surnames: HashMap::new(), pairs: HashMap::new() };
        for name in found.iter().filter(|name| name.kind == Person && (2..=4).contains(&name.len()))
        {
            let last = text.words[name.end - 1];
            if text.words[name.start].listed & listed::GIVEN != 0 && last.is_capital() {
                *people.surnames.entry(last.hash).or_default() += 1;
            }
            // "Xi Jinping", "Kim Jong-un": where the first word is no given name that is known
            // here, it may be the family's, and stands alone further on.
            let first = text.words[name.start];
            if name.len() <= 3
                && first.listed & (listed::GIVEN | listed::COMMON) == 0
                && first.phrases == 0
                && first.case == Case::Capital
            {
                *people.surnames.entry(first.hash).or_default() += 1;
            }
            if name.len() == 2 {
                *people.pairs.entry(text.key(name.start, name.end)).or_default() += 1;
            }
        }
        people
    }

    /// Whether the token is somebody's surname, where the words do not speak of a place.
    fn has(&self, token: usize, text: &Text, clues: &Clues) -> bool {
        if !self.surnames.contains_key(&text.words[token].hash) {
            return false;
        }
        let before = if token > text.sentence_start(token) {
            clues.of(text.words[token - 1].hash)
        } else {
            Clue::None
        };
        if text.words[token].listed & listed::CALENDAR != 0
            && (before == Clue::In || text.is_number(token + 1))
        {
            return false;
        }
        // "from Xi": a word that is no known place is the person even behind a word that often
        // stands before places.
        !(matches!(before, Clue::Comma | Clue::The)
            || before == Clue::In && text.words[token].phrases != 0)
    }

    /// Cuts runs of names in which a full name known from two other places stands ("Ana Ruiz Ben"
    /// of a list of signatures).
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

/// What stands in brackets behind a name, in capitals, with the kind of the name: "Social
/// Democratic and Labour Party (SDLP)".
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
        if capitals >= 2
            && letters.len() <= 10
            && fits
            && !text.words[name.end + 2].is_capital()
            && name.kind != Person
        {
            short.insert(word.hash, name.kind);
        }
    }
    short
}

/// Adds surnames, abbreviations and listed organisations of several words ("Real Madrid") that the
/// model passed over.
fn add(
    found: Vec<Found>,
    text: &Text,
    people: &People,
    short: &HashMap<u32, EntityKind>,
    clues: &Clues,
) -> Vec<Found> {
    let mut all = Vec::with_capacity(found.len());
    let mut next = 0;
    let in_turn = found
        .iter()
        .any(|name| name.kind == Person && is_label(name.start, text) == Some(name.len()));
    for name in found.into_iter().map(Some).chain([None]) {
        let end = name.map_or(text.words.len(), |name| name.start);
        for token in next..end {
            let word = text.words[token];
            if !word.is_capital() || all.last().is_some_and(|last: &Found| token < last.end) {
                continue;
            }
            if let Some(length) = kinds::listed_body(token, end, text) {
                all.push(Found {
                    start: token,
                    end: token + length,
                    kind: Organization,
                    scores: [0; 7],
                });
                continue;
            }
            let kind = match short.get(&word.hash) {
                Some(&kind) if word.case == Case::AllCapitals => Some(kind),
                _ if in_turn && is_label(token, text) == Some(1) => Some(Person),
                _ if word.listed & listed::COMMON == 0 && people.has(token, text, clues) => {
                    Some(Person)
                }
                _ => None,
            };
            all.extend(kind.map(|kind| Found {
                start: token,
                end: token + 1,
                kind,
                scores: [0; 7],
            }));
        }
        next = name.map_or(end, |name| name.end.max(next));
        all.extend(name);
    }
    all
}

/// "RUIZ:" before what she says in a transcript: how many words in capitals stand between the start
/// of a sentence and a colon, the last a surname.
fn is_label(token: usize, text: &Text) -> Option<usize> {
    let limit = text.sentence_end(token).min(token + 4);
    let length =
        text.words[token..limit].iter().take_while(|word| word.case == Case::AllCapitals).count();
    let surname = length > 0 && text.words[token + length - 1].listed & listed::SURNAME != 0;
    (surname
        && text.sentence_start(token) == token
        && token + length < limit
        && text.of(token + length) == ":")
        .then_some(length)
}
