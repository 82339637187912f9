//! Which people's names can mean whom: the full names of one person gathered, short names tied to
//! all who bear them.

use std::collections::HashMap;

use super::alike::may_turn;
use super::form::Gender;
use super::lexicon::{GIVEN_NAMES, NICKNAMES};
use super::spelling::{Spellings, one_step};
use super::terms::Terms;

/// How many bearers of one word are looked at: more than any article names, and a bound for texts
/// that are none.
const BEARERS: usize = 24;

/// One person, as the full names tell.
#[derive(Debug)]
struct Person<'a> {
    words: &'a [String],
    suffix: Option<&'static str>,
    cluster: usize,
}

/// Gives each term of people its candidate clusters, best first; new clusters are counted from
/// `clusters` on.
pub(super) fn candidates(terms: &Terms, clusters: &mut usize, found: &mut [Vec<usize>]) {
    let mut people: Vec<Person> = Vec::new();
    let mut by_surname: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut full: Vec<usize> = (0..terms.terms.len())
        .filter(|&t| terms.terms[t].is_person() && terms.terms[t].is_full())
        .collect();
    full.sort_by_key(|&t| (usize::MAX - terms.terms[t].words.len(), t));
    let mut spellings = Spellings::default();
    for t in full {
        let term = &terms.terms[t];
        let key = term.key();
        let known = bearers(&by_surname, &term.words)
            .filter(|&p| same_person(&people[p], &term.words, term.suffix))
            .map(|p| people[p].cluster);
        let mut same: Vec<usize> = known.collect();
        same.dedup();
        if same.is_empty() {
            same.extend(
                spellings
                    .near(&key)
                    .find(|&p| misspelt(people[p].words, &term.words))
                    .map(|p| people[p].cluster),
            );
        }
        if same.is_empty() {
            same.push(*clusters);
            *clusters += 1;
        }
        let number = people.len();
        people.push(Person { words: &term.words, suffix: term.suffix, cluster: same[0] });
        spellings.insert(&key, number);
        for word in &term.words {
            let bearers = by_surname.entry(word).or_default();
            if bearers.len() < BEARERS {
                bearers.push(number);
            }
        }
        found[t] = same;
    }
    short_names(terms, &people, &by_surname, clusters, found);
}

fn bearers<'m>(
    index: &'m HashMap<&str, Vec<usize>>,
    words: &[String],
) -> impl Iterator<Item = usize> + 'm {
    let rarest = [words.last(), words.first()]
        .into_iter()
        .flatten()
        .filter_map(|word| index.get(word.as_str()))
        .collect::<Vec<_>>();
    rarest.into_iter().flatten().copied()
}

/// Single words: whoever bears it as surname; else as given name or in between; else somebody new.
fn short_names(
    terms: &Terms,
    people: &[Person],
    index: &HashMap<&str, Vec<usize>>,
    clusters: &mut usize,
    found: &mut [Vec<usize>],
) {
    let mut alone = Spellings::default();
    let mut alone_clusters: Vec<(usize, usize)> = Vec::new();
    let mut spelt = Spellings::default();
    for (number, person) in people.iter().enumerate() {
        if let Some(surname) = person.words.last().filter(|word| word.len() >= 5) {
            spelt.insert(surname, number);
        }
    }
    for (t, term) in
        terms.terms.iter().enumerate().filter(|(_, term)| term.is_person() && !term.is_full())
    {
        let word = term.words[0].as_str();
        let bearers = index.get(word).map_or(&[][..], Vec::as_slice);
        let title = term
            .forms
            .iter()
            .map(|&f| terms.forms[f].title)
            .find(|title| title.given || title.surname)
            .unwrap_or_default();
        let mut same = ranked(people, bearers, word, title.given);
        if same.is_empty() && word.len() >= 5 {
            same.extend(
                spelt
                    .near(word)
                    .find(|&p| {
                        people[p].words.last().is_some_and(|surname| one_step(surname, word))
                    })
                    .map(|p| people[p].cluster),
            );
        }
        if same.is_empty() && word.len() >= 6 {
            same.extend(
                alone
                    .near(word)
                    .find(|&n| one_step(&terms.terms[alone_clusters[n].0].words[0], word))
                    .map(|n| alone_clusters[n].1),
            );
        }
        if same.is_empty() {
            same.push(*clusters);
            *clusters += 1;
        }
        alone.insert(word, alone_clusters.len());
        alone_clusters.push((t, same[0]));
        found[t] = same;
    }
}

/// The clusters of those who bear `word`, only those at the best place of it.
fn ranked(people: &[Person], bearers: &[usize], word: &str, given: bool) -> Vec<usize> {
    let rank = |p: usize| {
        let words = people[p].words;
        let (last, first) =
            (words.last().is_some_and(|w| w == word), words.first().is_some_and(|w| w == word));
        match (last, first) {
            (true, _) => usize::from(given),
            (_, true) => usize::from(!given),
            _ => 2,
        }
    };
    let best = bearers.iter().map(|&p| rank(p)).min();
    let mut same: Vec<usize> = Vec::new();
    for &p in bearers.iter().filter(|&&p| Some(rank(p)) == best) {
        if !same.contains(&people[p].cluster) {
            same.push(people[p].cluster);
        }
    }
    same
}

/// Whether two full names are the same person's. `person` has at least as many words.
fn same_person(person: &Person, words: &[String], suffix: Option<&'static str>) -> bool {
    if person.suffix.is_some() && suffix.is_some() && person.suffix != suffix {
        return false;
    }
    let long = person.words;
    if long == words || long.starts_with(words) || long.ends_with(words) || may_turn(long, words) {
        return true;
    }
    let (Some((long_last, long_given)), Some((last, given))) =
        (long.split_last(), words.split_last())
    else {
        return false;
    };
    let (Some(long_first), Some(first)) = (long_given.first(), given.first()) else { return false };
    long_last == last && same_given(long_first, first) && agree(&long_given[1..], &given[1..])
}

/// The middle names agree as far as both have them, whole or as initials.
fn agree(long: &[String], short: &[String]) -> bool {
    long.iter().zip(short).all(|(a, b)| same_given(a, b))
}

fn same_given(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let nick = |short: &str, long: &str| {
        NICKNAMES.get(short).is_some_and(|names| names.split(',').any(|name| name == long))
    };
    a == b || initial(a, b) || initial(b, a) || nick(a, b) || nick(b, a)
}

/// One letter apart in one word, and not two given names that are both well known.
fn misspelt(long: &[String], words: &[String]) -> bool {
    if long.len() != words.len() {
        return false;
    }
    let mut apart = long.iter().zip(words).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (apart.next(), apart.next()) else { return false };
    let gender = |word: &str| GIVEN_NAMES.get(word).and_then(Gender::of_code);
    let both_known = gender(a).is_some() && gender(b).is_some();
    one_step(a, b)
        && a.len().min(b.len()) >= 4
        && a.chars().next() == b.chars().next()
        && (!both_known || gender(a) == gender(b) && a.len().min(b.len()) >= 6)
}
