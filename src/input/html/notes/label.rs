//! What the marks of notes look like, and what their makers call them.

/// Characters of the longest mark ("note 12").
pub(super) const LONGEST_LABEL: usize = 10;

/// A mark without its brackets, where words are one: a number, a letter, Roman numerals, a few
/// asterisks or daggers, `note 3`.
pub(super) fn bare(words: &str) -> Option<&str> {
    let inner = words
        .trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ',' | ';' | '\u{fe0e}'))
        .trim();
    is_label(inner).then_some(inner)
}

/// What a mark calls itself before its number.
const GROUPS: &[&str] = &["note", "nb", "n", "fn", "footnote", "endnote", "ref", "nota", "anm"];

fn is_label(words: &str) -> bool {
    let count = words.chars().count();
    let is_number = |words: &str| {
        !words.is_empty() && words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit())
    };
    let numbered = |words: &str| {
        words.rsplit_once([' ', '\u{a0}']).is_some_and(|(word, number)| {
            GROUPS.contains(&word.to_lowercase().as_str()) && is_number(number)
        })
    };
    count > 0
        && count <= LONGEST_LABEL
        && (is_number(words)
            || count == 1 && words.chars().all(char::is_alphabetic)
            || count <= 3
                && words.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '∗'))
            || count <= 6 && words.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'))
            || numbered(words))
}

/// Whether an identifier, a class or a role is one that makers of notes use.
pub(super) fn speaks_of_notes(name: &str) -> bool {
    const STEMS: &[&str] = &[
        "footnote",
        "endnote",
        "cite_note",
        "cite-note",
        "citenote",
        "noteref",
        "doc-noteref",
        "ftn",
        "edn",
        "sdfootnote",
        "sdendnote",
        "fnref",
        "fn:",
        "fn-",
        "fn_",
        "easy-footnote",
        "reference-",
    ];
    let name = name.trim_start_matches(['_', '#']).to_ascii_lowercase();
    let is_short = |stem: &str| {
        name.strip_prefix(stem)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    name == "fn"
        || STEMS.iter().any(|stem| name.contains(stem))
        || ["fn", "note", "note-", "n", "ref", "nota", "sidenote-"]
            .iter()
            .any(|stem| is_short(stem))
}

/// Whether words are nothing but signs that lead back.
pub(in crate::input::html) fn is_arrow(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty()
        && words.chars().all(|c| {
            matches!(c, '↩' | '↑' | '^' | '⏎' | '↵' | '⤴' | '\u{fe0e}' | '\u{fe0f}' | '⇡' | '↖')
        })
}

#[cfg(test)]
mod tests {
    use super::{is_arrow, is_label, speaks_of_notes};

    #[test]
    fn marks_are_short_and_say_so() {
        for mark in ["1", "204", "a", "†", "**", "iv", "note 3"] {
            assert!(is_label(mark), "{mark}");
        }
        for word in ["", "here", "12345", "see 5b", "source", "King 2003"] {
            assert!(!is_label(word), "{word}");
        }
        for id in [
            "cite_note-7",
            "fn:2",
            "_ftn1",
            "footnote-3",
            "easy-footnote-bottom-1-99",
            "fn12",
            "note4",
        ] {
            assert!(speaks_of_notes(id), "{id}");
        }
        for id in ["top", "section-2", "part1", "notebook", "c3"] {
            assert!(!speaks_of_notes(id), "{id}");
        }
        assert!(is_arrow(" ↩︎ ") && is_arrow("^") && !is_arrow("back"));
    }
}
