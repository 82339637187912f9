//! The Groningen Meaning Bank's news (`news-gmb.tsv`), its quirks mended.
//!
//! Titles leave the names of people; "gpe" becomes a people or a place as the lists say; a name of
//! one word that is far more often another kind in the whole collection takes that kind (the tags
//! are a system's, corrected in part).

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use dateline::annotation::EntityKind::{
    self, Event, Group, Organization, Other, Person, Place, Work,
};

use crate::data::{self, Lists, Peoples, Text};

/// Sentences of one pseudo-article: articles follow each other without marks.
const SENTENCES: usize = 14;

type Labels = Vec<(u8, Option<EntityKind>)>;

pub(crate) fn read(
    path: &Path,
    peoples: &Peoples,
    lists: &Lists,
) -> Result<Vec<Text>, Box<dyn Error>> {
    let raw = std::fs::read_to_string(path)?;
    let mut sentences: Vec<(Vec<&str>, Labels)> = Vec::new();
    for block in raw.split("\n\n") {
        let rows: Vec<Vec<&str>> = block
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|row| row.len() == 3 && !row[0].is_empty())
            .collect();
        if rows.is_empty() {
            continue;
        }
        let words: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        let mut labels: Labels = rows.iter().map(|row| label(row[2], row[0], peoples)).collect();
        mend(&words, &mut labels, peoples);
        sentences.push((words, labels));
    }
    vote(&mut sentences);
    for (words, labels) in &mut sentences {
        as_listed(words, labels, lists, peoples);
    }
    Ok(sentences.chunks(SENTENCES).map(article).collect())
}

fn label(tag: &str, word: &str, peoples: &Peoples) -> (u8, Option<EntityKind>) {
    let people = peoples.contains(&word.to_lowercase());
    let kind = match tag.get(2..) {
        Some("geo") => Some(if people { Group } else { Place }),
        Some("gpe") => Some(if people { Group } else { Place }),
        Some("per") => Some(Person),
        Some("org") => Some(Organization),
        Some("art") => Some(Work),
        Some("eve") => Some(Event),
        Some("nat") => {
            Some(if word.starts_with(char::is_uppercase) { Other } else { return (0, None) })
        }
        _ => None,
    };
    (u8::from(tag.starts_with('I')), kind)
}

fn mend(words: &[&str], labels: &mut Labels, peoples: &Peoples) {
    for at in 0..words.len() {
        let capital = words[at].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let (place, kind) = labels[at];
        let starts = place == 0 || at == 0 || labels[at - 1].1 != kind;
        let is_possessive = words[at] == "'s";
        if kind == Some(Person)
            && (is_possessive || starts && (!capital || data::is_title(words[at])))
        {
            labels[at] = (0, None);
            continue;
        }
        if kind.is_some()
            && starts
            && (!capital && !words[at].starts_with("al-")
                || matches!(words[at], "The" | "A" | "An"))
        {
            labels[at] = (0, None);
            continue;
        }
        if starts {
            labels[at].0 = 0;
        }
        if kind == Some(Place)
            && starts
            && peoples.contains(&words[at].to_lowercase())
            && labels.get(at + 1).is_none_or(|next| next.0 == 0)
        {
            labels[at].1 = Some(Group);
        }
    }
    data::mark_peoples(words, labels, peoples);
}

/// A name of one kind in nine places of ten (and in five at least) is of that kind in the tenth.
fn vote(sentences: &mut [(Vec<&str>, Labels)]) {
    let mut votes: BTreeMap<String, BTreeMap<EntityKind, usize>> = BTreeMap::new();
    for (words, labels) in sentences.iter() {
        for (range, kind) in runs(labels) {
            *votes.entry(words[range].join(" ")).or_default().entry(kind).or_default() += 1;
        }
    }
    for (words, labels) in sentences.iter_mut() {
        for (range, _) in runs(labels) {
            let Some(kinds) = votes.get(&words[range.clone()].join(" ")) else { continue };
            let total: usize = kinds.values().sum();
            let best = kinds.iter().max_by_key(|(_, count)| **count);
            if let Some((&best, &count)) = best
                && total >= 5
                && count * 10 >= total * 8
            {
                labels[range].iter_mut().for_each(|label| label.1 = Some(best));
            }
        }
    }
}

/// Events by their whole names, peoples, and countries: a country that acts ("Turkey said") is
/// marked as an organisation here and there, the U.N. as a place: the lists decide.
fn as_listed(words: &[&str], labels: &mut Labels, lists: &Lists, peoples: &Peoples) {
    for start in 0..words.len() {
        for end in (start + 2..=words.len().min(start + 4)).rev() {
            if lists.events.contains(&words[start..end].join(" ")) {
                labels[start..end]
                    .iter_mut()
                    .enumerate()
                    .for_each(|(place, label)| *label = (u8::from(place > 0), Some(Event)));
                break;
            }
        }
        if start >= 2 && words[start] == "State" && words[start - 2] == "Secretary" {
            labels[start] = (0, None);
        }
    }
    for (range, kind) in runs(labels) {
        let name = words[range.clone()].join(" ");
        if range.len() == 1
            && peoples.contains(&name.to_lowercase())
            && !lists.places.contains(&name)
            && !lists.organizations.contains(&name)
        {
            labels[range].iter_mut().for_each(|label| label.1 = Some(Group));
            continue;
        }
        let (place, organization) =
            (lists.places.contains(&name), lists.organizations.contains(&name));
        let right = match kind {
            Organization | Work | Other if data::is_site(&words[range.clone()]) => Place,
            Organization | Group if place && !organization => Place,
            Place | Person if organization && !place => Organization,
            _ => continue,
        };
        labels[range].iter_mut().for_each(|label| label.1 = Some(right));
    }
}

fn runs(labels: &Labels) -> Vec<(std::ops::Range<usize>, EntityKind)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        let mut end = at + 1;
        if let Some(kind) = labels[at].1 {
            while end < labels.len() && labels[end] == (1, Some(kind)) {
                end += 1;
            }
            found.push((at..end, kind));
        }
        at = end;
    }
    found
}

fn article(sentences: &[(Vec<&str>, Labels)]) -> Text {
    let (mut text, mut names) = (String::new(), Vec::new());
    for (words, labels) in sentences {
        let spans = data::set(words, &mut text);
        names.extend(data::names(labels, &spans));
        text.push('\n');
    }
    Text { text, names, weight: 0.2, id: String::new() }
}
