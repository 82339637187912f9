//! The operators of queries, in one table: reading, the faults' suggestions, the help of the
//! commands and `docs/queries.md` follow from it.

use std::fmt::Write;

use super::tree::Is;
use crate::annotation::Act;

/// What may stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operator {
    pub name: &'static str,
    /// Other names of the same.
    pub also: &'static [&'static str],
    pub means: &'static str,
    pub example: &'static str,
}

const fn row(
    name: &'static str,
    also: &'static [&'static str],
    means: &'static str,
    example: &'static str,
) -> Operator {
    Operator { name, also, means, example }
}

pub(super) const OPERATORS: [Operator; 21] = [
    row("person", &[], "a person the article is about", "person:\"ana ruiz\""),
    row("place", &[], "a place it is about", "place:lisbon"),
    row("org", &[], "an organisation it is about", "org:harbourmaster"),
    row("about", &[], "anybody or anything it is about", "about:ferry"),
    row("by", &["speaker"], "somebody who is quoted", "by:ruiz"),
    row("said", &[], "words of a quotation, beside by: of one of theirs", "said:\"too late\""),
    row(
        "act",
        &[],
        "states, denies, asks, urges, promises, warns, accuses, thinks, agrees, refuses",
        "act:denies",
    ),
    row("author", &[], "words of the byline, the last as a beginning", "author:lind"),
    row("from", &["feed"], "a part of the feed's name or address, or of the host", "from:harbour"),
    row("in", &["folder"], "a part of a folder's name, with the folders inside", "in:coast"),
    row("tag", &[], "a tag of the article or its feed", "tag:later"),
    row("title", &[], "words of the title", "title:strike"),
    row("story", &[], "of the story of an article, by the article's number", "story:41"),
    row("lang", &[], "a part of the language's tag", "lang:pt"),
    row("is", &[], "unread, read, starred, annotated, tagged, changed, hidden, kept", "is:unread"),
    row("has", &[], "note, mark, tag", "has:note"),
    row("since", &[], "from this day, month, year on, or so long ago", "since:7d"),
    row("after", &[], "behind this day, month, year, or so long ago", "after:2026-03"),
    row("before", &[], "before this day, month, year, or so long ago", "before:yesterday"),
    row("words", &[], "fewer or more words", "words:>800"),
    row("time", &[], "fewer or more minutes of reading", "time:<5m"),
];

/// The operator of a name, in lower case.
pub(super) fn named(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|row| row.name == name || row.also.contains(&name))
}

/// The operator that was probably meant.
pub(super) fn like(name: &str) -> Option<&'static str> {
    nearest(
        name,
        OPERATORS.iter().flat_map(|row| std::iter::once(&row.name).chain(row.also)).copied(),
    )
}

/// The one of the known words that is at most two letters away.
pub(super) fn nearest(
    word: &str,
    known: impl IntoIterator<Item = &'static str>,
) -> Option<&'static str> {
    let near = known.into_iter().map(|known| (distance(word, known), known)).min()?;
    (near.0 <= 2 && near.0 < word.len()).then_some(near.1)
}

/// Letters to change, add or take out (Levenshtein 1966). Of long names nothing is asked.
fn distance(a: &str, b: &str) -> usize {
    if a.len() > 16 {
        return a.len();
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// The words for acts, as `act:` takes them.
pub(super) fn acts() -> [&'static str; 10] {
    Act::ALL.map(Act::name)
}

/// What the last word of a query may be completed to, each with what it means: operators, and the
/// values of those that know all of theirs.
pub(crate) fn completions(words: &str) -> Vec<(String, &'static str)> {
    let start = words.rfind([' ', '(']).map_or(0, |at| at + 1);
    let (head, last) = words.split_at(start);
    let (sign, last) = last.strip_prefix('-').map_or(("", last), |last| ("-", last));
    let Some((name, value)) = last.split_once(':') else {
        let begins = |name: &str| name.starts_with(&last.to_ascii_lowercase());
        let rows = OPERATORS.iter().flat_map(|row| {
            std::iter::once(&row.name).chain(row.also).map(move |name| (*name, row.means))
        });
        let found = rows.filter(|(name, _)| begins(name));
        return found.map(|(name, means)| (format!("{head}{sign}{name}:"), means)).collect();
    };
    let Some(row) = named(&name.to_ascii_lowercase()) else { return Vec::new() };
    let values: Vec<&'static str> = match row.name {
        "act" => acts().to_vec(),
        "is" => Is::ALL.map(Is::name).to_vec(),
        "has" => vec!["note", "mark", "tag"],
        "since" | "after" | "before" => vec!["today", "yesterday", "7d", "2w"],
        "time" => vec!["<5m", ">20m"],
        "words" => vec!["<300", ">800"],
        _ => Vec::new(),
    };
    let found = values.into_iter().filter(|known| known.starts_with(&value.to_ascii_lowercase()));
    found.map(|value| (format!("{head}{sign}{name}:{value}"), row.means)).collect()
}

/// All operators in one line.
pub(crate) fn names() -> String {
    OPERATORS.map(|row| format!("{}:", row.name)).join(" ")
}

/// The page of the query language, as the commands' help shows it.
pub(crate) fn page() -> String {
    let mut page = String::from(
        "Queries:\n  ferry =ferry \"union bank\" ferr*  a word in all forms, as written, phrase, beginning\n  \
         AND OR NOT -x ( )                words side by side must all be there\n  \
         ferry /sank|capsized/            a pattern, beside what narrows the search\n",
    );
    for row in &OPERATORS {
        let also: String = row.also.iter().map(|name| format!(" {name}:")).collect();
        let names = format!("{}:{also}", row.name);
        let _ = writeln!(page, "  {names:<18}{:<76}{}", row.means, row.example);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::super::{Node, Query};
    use super::{OPERATORS, completions, like, named, page};

    const DOCS: &str = include_str!("../../docs/queries.md");

    #[test]
    fn the_page_of_queries_and_the_help_have_a_row_for_each_operator_and_no_other() {
        for row in &OPERATORS {
            let also: String = row.also.iter().map(|name| format!(" `{name}:`")).collect();
            let line = format!("| `{}:`{also} | {} | `{}` |", row.name, row.means, row.example);
            assert!(DOCS.contains(&line), "docs/queries.md lacks {line}");
            assert!(page().contains(row.example), "{}", row.name);
        }
        assert_eq!(DOCS.lines().filter(|line| line.starts_with("| `")).count(), OPERATORS.len());
    }

    #[test]
    fn each_example_is_read_as_more_than_words_and_written_back_alike() {
        for row in &OPERATORS {
            for name in std::iter::once(&row.name).chain(row.also) {
                let value = row.example.split_once(':').unwrap().1;
                let read = Query::parse(&format!("{name}:{value}")).unwrap();
                assert!(!matches!(read.root, None | Some(Node::Words { .. })), "{name}");
                assert_eq!(Query::parse(&read.to_string()).unwrap(), read, "{name}");
            }
        }
    }

    #[test]
    fn the_last_word_is_completed_to_operators_and_known_values() {
        let all = |words: &str| -> Vec<String> {
            completions(words).into_iter().map(|(words, _)| words).collect()
        };
        assert_eq!(all("ferry au"), ["ferry author:"]);
        assert_eq!(all("(-sp"), ["(-speaker:"]);
        assert_eq!(all("act:de"), ["act:denies"]);
        assert_eq!(all("is:un ")[0], "is:un person:");
        assert!(all("ferry is:").contains(&"ferry is:kept".to_owned()));
        assert!(all("nothing:x").is_empty() && all("x y:").is_empty() && all("é").is_empty());
        for (words, _) in completions("") {
            assert!(words.ends_with(':'));
        }
    }

    #[test]
    fn what_was_meant_is_suggested_where_it_is_near() {
        assert_eq!(like("autor"), Some("author"));
        assert_eq!(like("speakr"), Some("speaker"));
        assert_eq!(like("organisation"), None);
        assert_eq!(like(&"a".repeat(9_000)), None);
        assert!(named("feed").is_some_and(|row| row.name == "from") && named("x").is_none());
    }
}
