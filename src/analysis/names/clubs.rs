//! Clubs named like towns: who beats whom is a team.
//!
//! "Barcelona beat Real Madrid 2-0": where one name beats another, and a score follows or one of
//! the two is known for a body, a town is the club that carries its name, there and elsewhere in
//! the text but behind "in". Countries and states stay places: their teams are theirs.

use std::collections::HashSet;

use super::fold::hash_word;
use super::found::{Found, Text};
use super::lexicon::listed;
use super::lists::{Clue, Clues};
use super::words::{Case, Word};
use crate::annotation::EntityKind::{Organization, Person, Place};

/// What teams do to each other, with the little word behind it.
const CONTESTS: [(&str, &str); 12] = [
    ("beat", ""),
    ("beats", ""),
    ("defeated", ""),
    ("thrashed", ""),
    ("hammered", ""),
    ("edged", ""),
    ("hosted", ""),
    ("drew", "with"),
    ("lost", "to"),
    ("fell", "to"),
    ("play", ""),
    ("played", ""),
];

/// Turns the towns that play into organisations, and parts the two names that a contest was taken
/// into.
pub(super) fn settle(found: &mut Vec<Found>, text: &Text, clues: &Clues) {
    let contests =
        CONTESTS.map(|(verb, link)| (hash_word(verb), (!link.is_empty()).then(|| hash_word(link))));
    for at in (0..found.len()).rev() {
        let name = found[at];
        let verb = |&token: &usize| {
            text.words[token].case == Case::Small
                && contests.contains(&(text.words[token].hash, None))
        };
        if let Some(verb) = (name.start + 1..name.end.saturating_sub(1)).find(verb) {
            found[at] = Found { end: verb, ..name };
            found.insert(at + 1, Found { start: verb + 1, ..name });
        }
    }
    opponents(found, text, &contests);
    let mut clubs = HashSet::new();
    for pair in found.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        let (gap, limit) = (right.start.saturating_sub(left.end), text.sentence_end(left.start));
        if !(1..=2).contains(&gap)
            || right.end > limit
            || !(is_team(left, text) && is_team(right, text))
        {
            continue;
        }
        let verb = text.words[left.end].hash;
        let link = (gap == 2).then(|| text.words[left.end + 1].hash);
        let body = left.kind == Organization || right.kind == Organization;
        if contests.contains(&(verb, link))
            && (body || (right.end..limit.min(right.end + 6)).any(|at| is_score(at, limit, text)))
        {
            clubs.extend(
                [left, right]
                    .iter()
                    .filter(|name| name.kind == Place)
                    .map(|name| text.key(name.start, name.end)),
            );
        }
    }
    if clubs.is_empty() {
        return;
    }
    for name in found.iter_mut().filter(|name| name.kind == Place) {
        let behind_in = name.start > 0 && clues.of(text.words[name.start - 1].hash) == Clue::In;
        if !behind_in && clubs.contains(&text.key(name.start, name.end)) {
            name.kind = Organization;
        }
    }
}

/// "Tarrow FC beat Chelsea": whom a club plays is a team, though its name was missed or is also a
/// given name.
fn opponents(found: &mut Vec<Found>, text: &Text, contests: &[(u32, Option<u32>)]) {
    for at in (0..found.len()).rev() {
        let club = found[at];
        let words = &text.words[club.start..club.end];
        let limit = text.sentence_end(club.start);
        if club.kind != Organization
            || !words.iter().any(|word| word.listed & listed::ORGANIZATION_WORD != 0)
        {
            continue;
        }
        let word = |at: usize| text.words.get(at).filter(|_| at < limit).map(|word| word.hash);
        let contest = contests.iter().find(|&&(verb, link)| {
            word(club.end) == Some(verb) && (link.is_none() || word(club.end + 1) == link)
        });
        let Some(contest) = contest else { continue };
        let start = club.end + 1 + usize::from(contest.1.is_some());
        let end = start
            + text.words[start.min(limit)..limit].iter().take_while(|word| may_play(word)).count();
        match found.get(at + 1).copied() {
            Some(next) if next.start == start => {
                let alone = next.kind == Person && next.len() == 1;
                found[at + 1].kind = if alone { Organization } else { next.kind };
            }
            next if (1..4).contains(&(end - start))
                && next.is_none_or(|next| next.start >= end) =>
            {
                found.insert(at + 1, Found { start, end, ..club });
            }
            _ => {}
        }
    }
}

/// A word with a capital that is no title, day or month.
fn may_play(word: &Word) -> bool {
    word.case == Case::Capital && word.listed & (listed::TITLE | listed::CALENDAR) == 0
}

/// A body, or a place that is no country or state.
fn is_team(name: Found, text: &Text) -> bool {
    let land = text.words[name.start..name.end]
        .iter()
        .any(|word| word.listed & listed::PLACE != 0 && word.listed & listed::CITY == 0);
    name.kind == Organization || name.kind == Place && !land
}

/// "2-0", "98–91", as one token or as three.
fn is_score(token: usize, limit: usize, text: &Text) -> bool {
    let figure =
        |word: &str| (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let word = text.of(token);
    let parted = token + 2 < limit
        && figure(word)
        && matches!(text.of(token + 1), "-" | "–")
        && figure(text.of(token + 2));
    parted || word.split_once(['-', '–']).is_some_and(|(left, right)| figure(left) && figure(right))
}
