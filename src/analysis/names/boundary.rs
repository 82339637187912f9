//! Where names begin and end: what the model cuts short or runs together, by rules of spelling.

use super::fold::hash_word;
use super::found::{Found, Text};
use super::lexicon::listed;
use super::words::{Case, Word};
use crate::annotation::EntityKind::{Event, Group, Organization, Other, Person, Place, Work};

/// Puts the ends of the names right, in one pass over them.
pub(super) fn mend(found: Vec<Found>, text: &Text) -> Vec<Found> {
    let small = Small::new();
    let mut mended: Vec<Found> = Vec::with_capacity(found.len());
    for mut name in found {
        if mended.last().is_some_and(|last| last.end > name.start) {
            continue;
        }
        by_last_word(&mut name, text);
        if let Some(owner) = owner(&name, text, &small) {
            // What the model took for a name of its own ("Women" of "Women's Union") belongs to
            // this one.
            mended.pop_if(|last| last.end == owner + 1 && last.start + 2 >= last.end);
            if mended.last().is_none_or(|last| last.end <= owner) {
                name.start = owner;
            }
        }
        let free = mended.last().map_or(0, |last| last.end);
        begin_phrase(&mut name, text, &small, free);
        begin_head(&mut name, text, &small, free);
        if let Some(last) = mended.last_mut()
            && last.kind == Group
            && name.kind == Organization
            && last.end == name.start
            && text.words[name.start..name.end]
                .iter()
                .any(|word| word.listed & listed::ORGANIZATION_WORD != 0)
        {
            name.start = last.start;
            mended.pop();
        }
        strip(&mut name, text, &small);
        extend(&mut name, text, &small);
        take_surname(&mut name, text);
        by_head(&mut name, text, &small);
        match split_at_title(&name, text)
            .or_else(|| split_at_and(&name, text, &small))
            .or_else(|| split(&name, text, &small))
        {
            Some((left, right)) => mended.extend([left, right]),
            None => mended.push(name),
        }
    }
    for name in &mut mended {
        leave_office(name, text, &small);
    }
    mended.retain(|name| {
        name.start < name.end
            && text.words[name.start..name.end].iter().any(|word| word.case != Case::None)
    });
    mended
}

/// Whether a title with a capital stands at `token`, and a capital behind it ("Secretary Robert
/// Gates").
pub(super) fn is_before_office(token: usize, text: &Text) -> bool {
    let next = |at: usize| text.words.get(at).is_some_and(|word| word.is_capital());
    next(token)
        && text.words[token].listed & listed::TITLE != 0
        && next(token + 1)
        && token + 1 < text.sentence_end(token)
}

/// "Defense" before "Secretary Robert Gates", "U.S. Health" before "Secretary Ana Ruiz": the field
/// of an office belongs to the title.
fn leave_office(name: &mut Found, text: &Text, small: &Small) {
    if name.kind == Person || !is_before_office(name.end, text) {
        return;
    }
    let fields = text.words[name.start..name.end]
        .iter()
        .rev()
        .take_while(|word| small.fields.contains(&word.hash))
        .count();
    name.end -= fields;
    if fields > 0 && text.is_phrase(name.start, name.end, listed::PLACE) {
        name.kind = Place;
    }
}

/// "Omar" + "Haddad said": a given name that begins a sentence takes the capitalised word behind it
/// that is nothing else, if the sentence goes on with a small word.
fn take_surname(name: &mut Found, text: &Text) {
    const OTHERS: u16 = listed::PHRASES
        | listed::COMMON
        | listed::ORGANIZATION_WORD
        | listed::PLACE_WORD
        | listed::EVENT_WORD;
    let alone = name.kind == Person
        && name.len() == 1
        && text.words[name.start].listed & listed::GIVEN != 0;
    if alone
        && text.sentence_start(name.start) == name.start
        && name.end + 1 < text.sentence_end(name.start)
    {
        let (next, behind) = (text.words[name.end], text.words[name.end + 1]);
        let goes_on = behind.case == Case::Small;
        name.end += usize::from(goes_on && next.case == Case::Capital && next.listed & OTHERS == 0);
    }
}

struct Small {
    the: u32,
    clitics: [u32; 2],
    of: u32,
    and: u32,
    further: [u32; 2],
    /// What stands small inside people's names.
    particles: [u32; 13],
    /// What a minister or secretary is of.
    fields: [u32; 25],
    /// Heads that only bodies have.
    bodies: [u32; 12],
}

impl Small {
    fn new() -> Self {
        Self {
            the: hash_word("the"),
            clitics: ["'s", "'"].map(hash_word),
            of: hash_word("of"),
            and: hash_word("and"),
            further: ["for", "in"].map(hash_word),
            particles: [
                "van", "der", "den", "von", "de", "del", "della", "di", "da", "dos", "du", "bin",
                "ibn",
            ]
            .map(hash_word),
            fields: [
                "agriculture",
                "commerce",
                "culture",
                "defence",
                "defense",
                "economy",
                "education",
                "energy",
                "environment",
                "finance",
                "foreign",
                "health",
                "homeland",
                "housing",
                "interior",
                "justice",
                "labor",
                "press",
                "security",
                "sports",
                "state",
                "trade",
                "transport",
                "transportation",
                "treasury",
            ]
            .map(hash_word),
            bodies: [
                "University",
                "College",
                "Ministry",
                "Department",
                "Bank",
                "Party",
                "Council",
                "Committee",
                "Army",
                "Police",
                "Association",
                "Company",
            ]
            .map(hash_word),
        }
    }
}

/// The plain word whose possessive an organisation begins behind: it belongs to the name ("People's
/// Liberation Army", "Workers' Party").
fn owner(name: &Found, text: &Text, small: &Small) -> Option<usize> {
    let owner =
        name.start.checked_sub(2).filter(|&owner| owner >= text.sentence_start(name.start))?;
    let word = text.words[owner];
    let plain = word.case == Case::Capital
        && word.listed & listed::COMMON != 0
        && word.listed & listed::GROUP == 0;
    (name.kind == Organization && small.clitics.contains(&text.words[name.start - 1].hash) && plain)
        .then_some(owner)
}

/// What ends like a body's name is no person ("Christian Temperance Union").
fn by_last_word(name: &mut Found, text: &Text) {
    let last = text.words[name.end - 1];
    if name.kind == Person
        && name.len() > 1
        && last.listed & listed::ORGANIZATION_WORD != 0
        && last.listed & (listed::SURNAME | listed::GIVEN) == 0
    {
        name.kind = Organization;
    }
}

/// A listed organisation is taken from its first word: a possessive in it ("People's Liberation
/// Army") is no owner, and a town in it ("Real Madrid") is no town.
fn begin_phrase(name: &mut Found, text: &Text, small: &Small, from: usize) {
    const INSIDE: u16 = 2;
    let part = |at: usize| text.words[at].part(listed::ORGANIZATION);
    let town = name.kind == Place && (name.start..name.end).all(|at| part(at) == INSIDE);
    if name.kind != Organization && !town || part(name.start) != INSIDE {
        return;
    }
    let from = from.max(text.sentence_start(name.start));
    let start = (from..name.start)
        .rev()
        .take_while(|&at| part(at) != 0 && text.words[at].hash != small.the)
        .last();
    if let Some(start) =
        start.filter(|&start| !town || part(start) == 1 && text.words[start].is_capital())
    {
        name.start = start;
        name.kind = Organization;
    }
}

/// "University of" + "North Carolina": a place behind the head of a body and "of" is the end of the
/// body's name.
fn begin_head(name: &mut Found, text: &Text, small: &Small, from: usize) {
    let from = from.max(text.sentence_start(name.start));
    let Some(head) = name.start.checked_sub(2).filter(|&head| head >= from) else { return };
    let word = text.words[head];
    if name.kind == Place
        && text.words[head + 1].hash == small.of
        && word.case == Case::Capital
        && small.bodies.contains(&word.hash)
    {
        let capitals = (from..head)
            .rev()
            .take_while(|&at| {
                text.words[at].case == Case::Capital && text.words[at].hash != small.the
            })
            .count();
        name.start = head - capitals;
        name.kind = Organization;
    }
}

/// Takes articles, titles and marks off the ends.
fn strip(name: &mut Found, text: &Text, small: &Small) {
    let words = text.words;
    while name.start + 1 < name.end {
        let first = words[name.start];
        let title = name.kind == Person
            && first.listed & listed::TITLE != 0
            && first.listed & listed::GIVEN == 0;
        if !(title
            || first.case == Case::None
                && first.shape & 7 == 1
                && !text.of(name.start).starts_with(char::is_numeric)
            || first.hash == small.the && (name.kind == Person || name.len() > 2))
        {
            break;
        }
        name.start += 1;
    }
    while name.start + 1 < name.end {
        let last = words[name.end - 1];
        if !(small.clitics.contains(&last.hash)
            || last.case == Case::None
                && !text.of(name.end - 1).contains(|c: char| c.is_numeric() || c == '!'))
        {
            break;
        }
        name.end -= 1;
    }
}

/// "Bank" + "of England", "Front" + "for the Liberation of Palestine", "Republic" + "of the Congo",
/// "Guido van" + "der Valk": what a name goes on with.
fn extend(name: &mut Found, text: &Text, small: &Small) {
    const LONGEST: usize = 14;
    let words = text.words;
    let limit = text.sentence_end(name.start);
    let link_last = |name: &Found| {
        name.len() > 1
            && (words[name.end - 1].hash == small.of
                || small.particles.contains(&words[name.end - 1].hash))
    };
    while link_last(name) {
        name.end -= 1;
    }
    let head_bit = match name.kind {
        Organization => {
            possessed(name, text, limit, small);
            listed::ORGANIZATION_WORD
        }
        Place => listed::PLACE_WORD,
        Person => return particles(name, words, limit, small),
        _ => return,
    };
    while name.end + 1 < limit && name.end - name.start < LONGEST {
        let link = words[name.end].hash;
        let last_is_head = words[name.end - 1].listed & head_bit != 0;
        let head = words[name.start..name.end].iter().any(|word| word.listed & head_bit != 0)
            && words[name.end - 1].case != Case::AllCapitals;
        let goes_on = match name.kind {
            Place => link == small.of && last_is_head && name.len() > 1,
            _ => link == small.of || link == small.further[0] && last_is_head,
        };
        if !head || !goes_on {
            return;
        }
        let start = name.end + 1 + usize::from(words[name.end + 1].hash == small.the);
        let count =
            words[start.min(limit)..limit].iter().take_while(|word| word.is_capital()).count();
        if count == 0 {
            return;
        }
        name.end = start + count;
    }
}

/// "People" + "'s Army", and all of a listed organisation whose beginning was found.
fn possessed(name: &mut Found, text: &Text, limit: usize, small: &Small) {
    let words = text.words;
    let begins = name.len() == 1
        && words[name.start].listed & listed::COMMON != 0
        && name.end < limit
        && small.clitics.contains(&words[name.end].hash);
    if begins {
        let count = words[name.end + 1..limit].iter().take_while(|word| word.is_capital()).count();
        if words[name.end + 1..][..count]
            .iter()
            .any(|word| word.listed & listed::ORGANIZATION_WORD != 0)
        {
            name.end += 1 + count;
        }
    }
    if words[name.start].part(listed::ORGANIZATION) == 1 {
        name.end += words[name.end..limit]
            .iter()
            .take_while(|word| word.part(listed::ORGANIZATION) == 2)
            .count();
    }
}

/// A person's name goes on behind "van der", "bin", "de".
fn particles(name: &mut Found, words: &[Word], limit: usize, small: &Small) {
    let count = words[name.end..limit]
        .iter()
        .take(3)
        .take_while(|word| word.case == Case::Small && small.particles.contains(&word.hash))
        .count();
    let next = name.end + count;
    if (1..3).contains(&count) && next < limit && words[next].case == Case::Capital {
        name.end = next + 1;
    }
}

/// A name of several words whose head is a body's is the body ("University of North Carolina"),
/// whatever it ends with; a listed place of several words ("Horn of Africa") is no work.
fn by_head(name: &mut Found, text: &Text, small: &Small) {
    let words = &text.words[name.start..name.end];
    let head = words.iter().position(|word| word.hash == small.of).unwrap_or(words.len());
    if name.kind == Place
        && words.len() > 1
        && head > 0
        && small.bodies.contains(&words[head - 1].hash)
    {
        name.kind = Organization;
    }
    if matches!(name.kind, Work | Event | Other)
        && words.len() > 1
        && text.is_phrase(name.start, name.end, listed::PLACE)
    {
        name.kind = Place;
    }
}

/// "Goldman Sachs and Morgan Stanley" is two where the first is a listed organisation of several
/// words, "Untied Nations and United States" where the second is a listed place of several words.
fn split_at_and(name: &Found, text: &Text, small: &Small) -> Option<(Found, Found)> {
    let part = |at: usize| text.words[at].part(listed::ORGANIZATION);
    let at = (name.start + 2..name.end.saturating_sub(1))
        .find(|&at| text.words[at].hash == small.and)?;
    let whole =
        part(name.start) == 1 && (name.start + 1..at).all(|at| part(at) == 2) && part(at) == 0;
    let land = text.words[at].part(listed::PLACE) == 0
        && name.end > at + 2
        && text.is_phrase(at + 1, name.end, listed::PLACE);
    if matches!(name.kind, Organization | Other) && land {
        return Some((
            Found { end: at, kind: Organization, ..*name },
            Found { start: at + 1, kind: Place, ..*name },
        ));
    }
    (name.kind == Organization && whole)
        .then_some((Found { end: at, ..*name }, Found { start: at + 1, ..*name }))
}

/// "NASA Administrator Ana Ruiz" is a body and a person, with the title between them.
fn split_at_title(name: &Found, text: &Text) -> Option<(Found, Found)> {
    const NAMES: u16 = listed::GIVEN | listed::SURNAME;
    let words = text.words;
    let title = |&at: &usize| {
        words[at].case == Case::Capital
            && words[at].listed & listed::TITLE != 0
            && words[at].listed & NAMES == 0
    };
    let at = (name.start + 1..name.end.saturating_sub(1)).find(title)?;
    let first = words[name.start];
    let body = text.is_phrase(name.start, at, listed::ORGANIZATION)
        || first.case == Case::AllCapitals && first.listed & NAMES == 0;
    let place = text.is_phrase(name.start, at, listed::PLACE);
    let kind = if place { Place } else { Organization };
    (name.kind == Person && (body || place))
        .then_some((Found { end: at, kind, ..*name }, Found { start: at + 1, ..*name }))
}

/// "Italy's la Repubblica" is two names where the first is known by itself.
fn split(name: &Found, text: &Text, small: &Small) -> Option<(Found, Found)> {
    let words = text.words;
    let at = (name.start + 1..name.end.saturating_sub(1))
        .find(|&at| words[at].hash == small.clitics[0])?;
    let known = listed::PLACE | listed::CITY | listed::ORGANIZATION;
    let left = words[name.start..at].iter().fold(0, |all, word| all | word.phrases);
    let place = left & 0b1111 != 0;
    let right_person = words[at + 1].listed & listed::GIVEN != 0 && at + 2 < name.end;
    if words[name.start].listed & listed::COMMON != 0 {
        return None;
    }
    let left_known = at == name.start + 1
        && words[name.start].listed & known != 0
        && words[name.start].listed & listed::SURNAME == 0;
    if !(left_known || right_person) {
        return None;
    }
    let left_kind = if right_person && !place { Organization } else { Place };
    let right_kind = if right_person { Person } else { name.kind };
    Some((
        Found { end: at, kind: left_kind, ..*name },
        Found { start: at + 1, kind: right_kind, ..*name },
    ))
}
