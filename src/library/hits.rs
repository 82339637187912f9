//! Where the words that a query looks for stand in a text: the same words that the index found it
//! by.

use std::collections::HashMap;

use super::index_text::{fold, stands_alone};
use crate::query::Matcher;
use crate::text::Span;

/// So many places of one text are told.
const MOST: usize = 10_000;
/// So many words next to each other are compared; who has these has the rest, as the index found it.
const LONGEST: usize = 64;

/// What is to be lit in a text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// Words next to each other, folded; of the last maybe the beginning.
    Word { word: String, is_start: bool },
    /// A regular expression.
    Pattern(String),
}

/// A word of a text as the index takes it: its bytes, and itself folded.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

/// The places of all that is looked for, in order and without overlaps; at most [`MOST`]. Takes time
/// in proportion to the text, for each pattern and for all words together.
pub(super) fn places(text: &str, sought: &[Sought]) -> Vec<Span> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let wanted = WantedWords::of(sought);
    if !wanted.is_empty() {
        let mut words = words(text).peekable();
        let mut line: Vec<Word> = Vec::new();
        while found.len() < MOST {
            while line.len() < wanted.longest
                && let Some(word) = words.next()
            {
                line.push(word);
            }
            if line.is_empty() {
                break;
            }
            found.extend(wanted.at(&line));
            line.remove(0);
        }
    }
    for one in sought {
        let Sought::Pattern(source) = one else { continue };
        let Ok(matcher) = Matcher::new(source) else { continue };
        found.extend(matcher.all(text).take(MOST).map(|range| (range.start, range.end)));
    }
    found.sort_unstable();
    let mut spans: Vec<Span> = Vec::new();
    for (start, end) in found {
        if spans.last().is_none_or(|last| last.end() as usize <= start) {
            spans.push(Span::from_usize(start, end));
        }
    }
    spans.truncate(MOST);
    spans
}

/// The bytes of the first place of any of it.
pub(super) fn first_place(text: &str, sought: &[Sought]) -> Option<(usize, usize)> {
    let wanted = WantedWords::of(sought);
    let mut first: Option<(usize, usize)> = None;
    if !wanted.is_empty() {
        let mut words = words(text);
        let mut line: Vec<Word> = words.by_ref().take(wanted.longest).collect();
        while !line.is_empty() {
            first = wanted.at(&line);
            if first.is_some() {
                break;
            }
            line.remove(0);
            line.extend(words.next());
        }
    }
    let patterns = sought.iter().filter_map(|one| match one {
        Sought::Pattern(source) => Matcher::new(source).ok()?.find(text),
        Sought::Word { .. } => None,
    });
    patterns.map(|range| (range.start, range.end)).chain(first).min()
}

/// What is looked for, by the first of its words.
struct WantedWords<'a> {
    whole: HashMap<&'a str, Vec<Vec<&'a str>>>,
    /// Words next to each other of which the last may go on.
    starts: Vec<Vec<&'a str>>,
    longest: usize,
}

impl<'a> WantedWords<'a> {
    fn of(sought: &'a [Sought]) -> Self {
        let mut wanted = Self { whole: HashMap::new(), starts: Vec::new(), longest: 0 };
        for one in sought {
            let Sought::Word { word, is_start } = one else { continue };
            let line: Vec<&str> =
                word.split(' ').filter(|word| !word.is_empty()).take(LONGEST).collect();
            let Some(first) = line.first() else { continue };
            wanted.longest = wanted.longest.max(line.len());
            if *is_start {
                wanted.starts.push(line);
            } else {
                wanted.whole.entry(first).or_default().push(line);
            }
        }
        wanted
    }

    fn is_empty(&self) -> bool {
        self.longest == 0
    }

    /// The longest of what begins with the first of these words.
    fn at(&self, line: &[Word]) -> Option<(usize, usize)> {
        let first = line.first()?;
        let whole = self.whole.get(first.folded.as_str()).into_iter().flatten();
        let whole = whole.filter(|wanted| {
            wanted.len() <= line.len()
                && wanted.iter().zip(line).all(|(wanted, word)| *wanted == word.folded)
        });
        let starts = self.starts.iter().filter(|wanted| {
            let Some((last, before)) = wanted.split_last() else { return false };
            wanted.len() <= line.len()
                && before.iter().zip(line).all(|(wanted, word)| *wanted == word.folded)
                && line[wanted.len() - 1].folded.starts_with(last)
        });
        let end = whole.chain(starts).map(|wanted| line[wanted.len() - 1].end).max()?;
        Some((first.start, end))
    }
}

/// Words next to each other as the index takes them, folded, with single spaces.
pub(super) fn line_of(text: &str) -> String {
    words(text).map(|word| word.folded).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(is_of_word)?;
        let rest = text.get(start..)?;
        let first = rest.chars().next()?;
        let length = if stands_alone(first) {
            first.len_utf8()
        } else {
            rest.find(|c| !is_of_word(c) || stands_alone(c)).unwrap_or(rest.len())
        };
        at = start + length;
        Some(Word { start, end: at, folded: fold(text.get(start..at)?) })
    })
    .filter(|word| !word.folded.is_empty())
}

/// Letters, digits, and the marks and joiners that stand within words.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c as u32, 0x300..=0x36f | 0x591..=0x5bd | 0x5bf..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x670 | 0x200c..=0x200d | 0xad)
}

#[cfg(test)]
mod tests {
    use super::{Sought, first_place, line_of, places};

    fn word(word: &str) -> Sought {
        Sought::Word { word: line_of(word), is_start: false }
    }

    fn found(text: &str, sought: &[Sought]) -> Vec<String> {
        places(text, sought)
            .iter()
            .map(|span| text[span.start() as usize..span.end() as usize].to_owned())
            .collect()
    }

    #[test]
    fn words_phrases_beginnings_and_patterns_are_found_where_they_stand() {
        let text =
            "Two ferries sank. The Café’s ferry, a FERRYMAN said, was 40 years old. 習近平在北京。";
        assert_eq!(found(text, &[word("ferry"), word("ferries")]), ["ferries", "ferry"]);
        assert_eq!(found(text, &[word("cafe s ferry")]), ["Café’s ferry"]);
        let start = Sought::Word { word: "ferrym".into(), is_start: true };
        assert_eq!(found(text, &[start]), ["FERRYMAN"]);
        assert_eq!(found(text, &[Sought::Pattern("[0-9]+ years".into())]), ["40 years"]);
        assert_eq!(found(text, &[word("近平")]), ["近平"]);
        assert_eq!(first_place(text, &[word("ferry"), word("sank")]), Some((12, 16)));
        assert!(found(text, &[]).is_empty());
    }

    #[test]
    fn what_is_found_twice_is_told_once() {
        let text = "union bank union";
        assert_eq!(found(text, &[word("union"), word("union bank")]), ["union bank", "union"]);
    }
}
