//! A given name and a surname side by side are a person, though the surname is a common word:
//! "Prime Minister John Key", "Jeremy Hunt said".

use super::evidence::clue;
use super::found::{Found, Text};
use super::lexicon::listed;
use super::lists::{Clue, Clues};
use super::words::{Case, Word};
use crate::annotation::EntityKind::{Person, Place};

/// What a word is that is more often something else than a given name or a surname.
const TELLING: u16 = listed::GROUP
    | listed::ORGANIZATION
    | listed::ORGANIZATION_WORD
    | listed::CALENDAR
    | listed::EVENT;

/// Adds the full names that the model passed over, cut short or took for something else. `found` is
/// sorted, and stays so.
pub(super) fn complete(found: Vec<Found>, text: &Text, clues: &Clues) -> Vec<Found> {
    let mut names = found.into_iter().peekable();
    let mut all: Vec<Found> = Vec::new();
    let mut token = 0;
    while token + 1 < text.words.len() {
        if let Some(name) = names.next_if(|name| name.start < token) {
            all.push(name);
            continue;
        }
        if is_pair(token, text) && all.last().is_none_or(|last| last.end <= token) {
            let end = token + 2;
            let covering: Vec<Found> =
                std::iter::from_fn(|| names.next_if(|name| name.start < end)).collect();
            if !covering.is_empty() && !gives_way(&covering, token, text, clues)
                || covering.is_empty() && !stands_alone(token, text, clues)
            {
                all.extend(covering);
            } else {
                let rest = covering
                    .first()
                    .filter(|first| first.start == token)
                    .map_or([0; 7], |first| first.scores);
                all.push(Found { start: token, end, kind: Person, scores: rest });
            }
            token = end;
        } else {
            token += 1;
        }
    }
    all.extend(names);
    all
}

/// A given name and a word that can be a surname, both with a capital, in one sentence and no
/// longer run of capitals.
fn is_pair(token: usize, text: &Text) -> bool {
    let (first, last) = (text.words[token], text.words[token + 1]);
    let capital = first.case == Case::Capital && last.case == Case::Capital;
    let limit = text.sentence_end(token);
    let next = text.words.get(token + 2).filter(|_| token + 2 < limit);
    let listed_longer =
        (0..8).map(|kind| 1 << kind).any(|bit| first.part(bit) == 1 || last.part(bit) == 2);
    capital
        && !listed_longer
        && !text.is_number(token + 2)
        && token + 2 <= limit
        && first.listed & listed::GIVEN != 0
        && first.listed & TELLING == 0
        && last.listed & listed::SURNAME != 0
        && (last.listed & TELLING == 0 || text.of(token + 1) == "May")
        && last.listed & listed::TITLE == 0
        && !next.is_some_and(|word| word.is_capital())
}

/// Whether the names found there leave room for the pair: parts of it, or all of it as something
/// that a title before it, or speech, speaks against.
fn gives_way(covering: &[Found], token: usize, text: &Text, clues: &Clues) -> bool {
    let inside = covering.iter().all(|name| name.start >= token && name.end <= token + 2);
    let part = covering.len() == 1 && covering[0].len() == 1 && covering[0].kind == Person;
    let whole = covering.len() == 1 && covering[0].len() == 2;
    inside
        && (part
            || (whole || covering.iter().all(|name| name.len() == 1 && name.kind != Place))
                && spoken_for(token, text, clues))
}

/// Whether the pair may be a name where the model saw none. Only with a title before it, or if its
/// first
/// word is hardly anything but a given name.
fn stands_alone(token: usize, text: &Text, clues: &Clues) -> bool {
    const PLAIN: u16 = listed::COMMON | listed::PLACE | listed::CITY;
    const TELLING: u16 = listed::PLACE_WORD | listed::EVENT_WORD;
    let name = text.words[token].listed & PLAIN == 0 && text.words[token + 1].listed & TELLING == 0;
    name || spoken_for(token, text, clues)
}

/// A title stands before the pair, or a verb of saying behind it.
fn spoken_for(token: usize, text: &Text, clues: &Clues) -> bool {
    let title = |word: &Word| word.listed & listed::TITLE != 0;
    let before = token > text.sentence_start(token) && title(&text.words[token - 1]);
    let behind = text.words.get(token + 2).is_some_and(|word| clues.of(word.hash) == Clue::Says);
    before || behind || text.words[token + 1].evidence & (clue::BEHIND_TITLE | clue::SPEAKS) != 0
}
