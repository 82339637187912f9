//! The fields in which people are active, by the words of their roles.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Fields in the order of `fields.txt`, one bit each.
pub(super) type Fields = u16;

const LIST: &str = include_str!("../../assets/lexicon/fields.txt");

/// Fields between which one person often goes to and fro: a lawyer becomes a senator, a player a
/// reporter. Of two fields that are not near, one person hardly ever has both.
const NEAR: &[(&str, &str)] = &[
    ("politics", "law"),
    ("politics", "business"),
    ("politics", "defence"),
    ("politics", "science"),
    ("politics", "press"),
    ("politics", "police"),
    ("law", "business"),
    ("law", "science"),
    ("law", "police"),
    ("medicine", "science"),
    ("business", "science"),
    ("defence", "police"),
    ("arts", "press"),
    ("science", "school"),
    ("science", "press"),
    ("arts", "science"),
    ("business", "trades"),
    ("business", "press"),
    ("religion", "science"),
    ("medicine", "politics"),
    ("school", "politics"),
    ("crime", "politics"),
    ("crime", "business"),
    ("crime", "trades"),
    ("crime", "defence"),
];

const TOPICS: &str = include_str!("../../assets/lexicon/topics.txt");

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

fn bit(name: &str) -> Fields {
    lines().position(|(field, _)| field == name).map_or(0, |at| 1 << at)
}

/// The name of a single field.
pub(super) fn name(fields: Fields) -> &'static str {
    lines().nth(fields.trailing_zeros() as usize).map_or("", |(field, _)| field)
}

type Words = HashMap<&'static str, Fields>;

fn words_of(lines: impl Iterator<Item = (&'static str, &'static str)>, words: &mut Words) {
    for (field, list) in lines {
        let field = bit(field);
        for word in list.split(", ") {
            *words.entry(word).or_default() |= field;
        }
    }
}

/// The fields that the words of a role name.
pub(super) fn of_role(role: &str) -> Fields {
    static WORDS: OnceLock<Words> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = Words::new();
        words_of(lines(), &mut words);
        words
    });
    among(role, words)
}

/// The fields of which a text speaks, by its words.
pub(super) fn of_topic(text: &str) -> Fields {
    static WORDS: OnceLock<Words> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = Words::new();
        let topics = TOPICS.lines().filter_map(|line| line.split_once(": "));
        words_of(topics.filter(|(field, _)| !field.starts_with('#')), &mut words);
        words
    });
    among(text, words)
}

fn among(text: &str, words: &Words) -> Fields {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter_map(|word| words.get(word.to_lowercase().as_str()))
        .fold(0, |fields, more| fields | more)
}

/// Whether one person may well be active in both.
pub(super) fn are_near(one: Fields, other: Fields) -> bool {
    static PAIRS: OnceLock<Vec<(Fields, Fields)>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| NEAR.iter().map(|(a, b)| (bit(a), bit(b))).collect());
    pairs.iter().any(|(a, b)| one & a != 0 && other & b != 0 || one & b != 0 && other & a != 0)
}

#[cfg(test)]
mod tests {
    use super::{NEAR, TOPICS, are_near, bit, lines, name, of_role, of_topic};

    #[test]
    fn a_role_tells_its_field_and_near_fields_are_known_by_name() {
        assert_eq!(name(of_role("the town's mayor")), "politics");
        assert_eq!(name(of_role("Danish tennis player")), "sport");
        assert!(!are_near(of_role("mayor"), of_role("striker")));
        assert!(are_near(of_role("senator"), of_role("lawyer")));
        assert!(TOPICS.lines().skip(1).all(|line| bit(line.split(": ").next().unwrap_or("")) != 0));
        assert_eq!(name(of_topic("She scored twice before half-time.")), "sport");
        assert!(lines().count() <= 16);
        assert!(NEAR.iter().all(|(a, b)| bit(a) != 0 && bit(b) != 0));
    }
}
