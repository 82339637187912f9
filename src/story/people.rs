//! People as two reports name them.

use super::report::Item;
use super::terms::folded_words;
use crate::text::Span;

/// Somebody in a report, by the fullest name there, and the first place.
pub(super) struct Person {
    pub name: String,
    pub span: Span,
}

impl Person {
    pub(super) fn item(&self) -> Item {
        Item { words: self.name.clone(), span: self.span }
    }
}

/// Whether two reports of one story mean the same person by two names: the last names are equal
/// and nothing in the names before them speaks against it. Within one story that is enough.
pub(super) fn same_person(one: &str, other: &str) -> bool {
    let words = |name: &str| folded_words(name).map(|(_, word)| word).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let (Some(last), Some(other_last)) = (one.last(), other.last()) else { return false };
    if last != other_last {
        return false;
    }
    match (&one[..one.len() - 1], &other[..other.len() - 1]) {
        ([], _) | (_, []) => true,
        ([first, ..], [other_first, ..]) => {
            first == other_first
                || (first.chars().count() == 1 && other_first.starts_with(first.as_str()))
                || (other_first.chars().count() == 1 && first.starts_with(other_first.as_str()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::same_person;

    #[test]
    fn a_last_name_and_an_initial_mean_the_same_within_a_story_and_another_first_name_does_not() {
        assert!(same_person("Karin Holm", "Holm"));
        assert!(same_person("K. Holm", "Karin Holm"));
        assert!(!same_person("Karin Holm", "Peter Holm"));
        assert!(!same_person("Karin Holm", "Karin Lund"));
        assert!(!same_person("", "Karin"));
    }
}
