//! Title, byline and date at the beginning of a plain text.

use super::super::date::parse_date;
use super::line::{ends_sentence, indent, is_blank, is_underline, marker, words};
use super::shape::Shape;
use crate::text::{BlockKind, Rewriter, clean_line};

/// What the first lines say.
#[derive(Default)]
pub(super) struct Head {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<jiff::Timestamp>,
}

/// Longer lines are no headlines.
const LONGEST_TITLE: usize = 150;

/// Lines that a headline may go over.
const TITLE_LINES: usize = 3;

/// Credit lines (byline, date) that may stand under a headline.
const CREDITS: usize = 3;

/// Takes what belongs to the head off the rewriter's text; what is left is the body.
pub(super) fn take(rewriter: &mut Rewriter, shape: &Shape) -> Head {
    let mut head = Head::default();
    skip_blank(rewriter);
    if let Some(lines) = headline(rewriter.rest(), shape) {
        head.title = Some(take_title(rewriter, lines)).filter(|title| !title.is_empty());
    }
    for _ in 0..CREDITS {
        skip_blank(rewriter);
        let length = line_length(rewriter.rest());
        let line = clean_line(&words(&rewriter.rest()[..length]));
        if head.byline.is_none()
            && let Some(byline) = byline(&line)
        {
            head.byline = Some(byline.to_owned());
            take_line(rewriter, BlockKind::Byline, length);
        } else if (head.title.is_some() || head.byline.is_some())
            && head.published.is_none()
            && length < 80
            && date_line(&line).is_some()
        {
            head.published = date_line(&line);
            take_line(rewriter, BlockKind::Paragraph, length);
        } else {
            break;
        }
    }
    head
}

fn line_length(rest: &[u8]) -> usize {
    memchr::memchr(b'\n', rest).unwrap_or(rest.len())
}

fn skip_blank(rewriter: &mut Rewriter) {
    loop {
        let length = line_length(rewriter.rest());
        if rewriter.rest().is_empty() || !is_blank(&rewriter.rest()[..length]) {
            return;
        }
        rewriter.skip(length + 1);
    }
}

fn take_line(rewriter: &mut Rewriter, kind: BlockKind, length: usize) {
    rewriter.open(kind);
    rewriter.take(length);
    rewriter.close();
    rewriter.skip(1);
}

fn take_title(rewriter: &mut Rewriter, lines: usize) -> String {
    let mut title = String::new();
    rewriter.open(BlockKind::Heading(1));
    let mut length = 0;
    for _ in 0..lines {
        length = line_length(rewriter.rest());
        title.push_str(&words(&rewriter.rest()[..length]));
        title.push(' ');
        rewriter.take(length);
        rewriter.gap();
        if rewriter.rest().is_empty() {
            break;
        }
        // The line end is read inside the block, as white space.
        rewriter.skip(1);
    }
    rewriter.close();
    let below = line_length(rewriter.rest());
    if is_underline(&rewriter.rest()[..below], length) {
        rewriter.skip(below);
    }
    clean_line(&title)
}

/// How many lines the headline that `rest` begins with goes over; `None` where there is none.
fn headline(rest: &[u8], shape: &Shape) -> Option<usize> {
    let first = &rest[..line_length(rest)];
    if first.len() > LONGEST_TITLE * 4 {
        return None;
    }
    let after = rest.get(first.len() + 1..)?;
    let below = &after[..line_length(after)];
    if is_underline(below, first.len()) {
        return Some(1);
    }
    if is_blank(below) {
        return (looks_like_title(&words(first)) && !is_blank(after)).then_some(1);
    }
    let next = words(below);
    if byline(&next).is_some() || date_line(&next).is_some() {
        return looks_like_title(&words(first)).then_some(1);
    }
    if shape.wrapped {
        wrapped_headline(rest, shape)
    } else {
        (looks_like_title(&words(first)) && below.len() * 2 > first.len() * 3 && below.len() > 80)
            .then_some(1)
    }
}

/// A headline in a text of wrapped lines: up to three lines with an empty one below, none of which
/// ends a sentence; or, where nothing is set apart by empty lines, one line that was not full.
fn wrapped_headline(rest: &[u8], shape: &Shape) -> Option<usize> {
    let mut lines = 0;
    let mut whole = String::new();
    for line in rest.split(|byte| *byte == b'\n').take(TITLE_LINES + 1) {
        if is_blank(line) {
            break;
        }
        let words = words(line);
        if ends_sentence(&words) {
            return None;
        }
        whole = format!("{whole} {words}");
        lines += 1;
    }
    if shape.spaced {
        return (lines <= TITLE_LINES && looks_like_title(whole.trim())).then_some(lines);
    }
    let first = &rest[..line_length(rest)];
    let next = rest.get(first.len() + 1..)?;
    let next_words = words(&next[..line_length(next)]);
    let fits = words(first).chars().count()
        + 1
        + next_words.split(' ').next().map_or(0, |word| word.chars().count())
        + shape.width / 6
        < shape.width;
    (fits && indent(next).0 >= indent(first).0 && looks_like_title(&words(first))).then_some(1)
}

/// Whether these words could be a headline. Two words or more, no sentence with its stop, no list
/// item, no
/// label, and no dateline.
fn looks_like_title(words: &str) -> bool {
    let length = words.chars().count();
    let starts_well = words.chars().next().is_some_and(|c| {
        c.is_uppercase()
            || c.is_numeric()
            || matches!(c, '“' | '"' | '‘' | '\'' | '¿' | '¡' | '«' | '[')
            || !c.is_ascii() && c.is_alphabetic()
    });
    let stops = words.ends_with([',', ';', ':', '—', '–', '-'])
        || words.trim_end_matches(['"', '”', '’', '\'']).ends_with('.')
            && !ends_in_abbreviation(words);
    let inner_stop =
        words.contains(". ") && words.split(". ").any(|part| part.split(' ').count() > 6);
    let has_letters = words.chars().filter(|c| c.is_alphabetic()).count() * 2 > length;
    starts_well
        && !stops
        && !inner_stop
        && has_letters
        && (8..=LONGEST_TITLE).contains(&length)
        && words.contains(' ')
        && marker(words.as_bytes()).is_none()
        && byline(words).is_none()
        && !words.contains("://")
}

/// "the U.S." ends in a stop that ends no sentence.
fn ends_in_abbreviation(words: &str) -> bool {
    let last: Vec<char> = words.chars().rev().take(4).collect();
    matches!(last[..], ['.', a, '.', b] if a.is_uppercase() && b.is_uppercase())
}

/// The names in a byline: "Ana Ruiz and Tom Okoro, The Herald" of "By Ana Ruiz and Tom Okoro, The
/// Herald".
fn byline(line: &str) -> Option<&str> {
    let names = ["By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by))?.trim();
    let first: Vec<&str> =
        names.split([',', '|', '·', '(']).next().unwrap_or(names).split_whitespace().collect();
    let small = [
        "and", "de", "la", "le", "van", "von", "der", "den", "al", "el", "bin", "da", "dos", "di",
        "du", "&", "for", "of", "the", "in", "ter",
    ];
    let named = first.iter().all(|word| {
        small.contains(word)
            || word.starts_with(|c: char| c.is_uppercase())
            || word.starts_with("d'")
            || word.starts_with("al-")
    });
    // One word is a name only if it is written like a byline's ("By Reuters"), not like a
    // sentence's beginning.
    let enough = first.len() >= 2 || !names.contains(',');
    let is_line = names.chars().count() <= 100
        && !ends_sentence(names)
        && first.first().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase()))
        && first.len() <= 12;
    (named && enough && is_line).then_some(names)
}

/// The day and time of a line that says nothing else, perhaps after "Published:" or "Updated".
fn date_line(line: &str) -> Option<jiff::Timestamp> {
    let lower = line.to_ascii_lowercase();
    let label =
        ["published on", "published", "posted on", "posted", "date", "last updated", "updated"]
            .iter()
            .find(|label| lower.starts_with(**label))
            .map_or(0, |label| label.len());
    let rest = line[label..].trim_start_matches([':', ' ']);
    (rest.len() >= 6 && rest.chars().any(|c| c.is_ascii_digit()))
        .then(|| parse_date(rest))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{byline, date_line, looks_like_title};

    #[test]
    fn headlines_are_told_from_sentences_and_labels() {
        assert!(looks_like_title("Town to build its bridge after all"));
        assert!(looks_like_title("Will the bridge be built?"));
        assert!(looks_like_title("Trade deal reached with the U.S."));
        assert!(!looks_like_title("The town will build its bridge."));
        assert!(!looks_like_title("Key points:"));
        assert!(!looks_like_title("- a list item of words"));
        assert!(!looks_like_title("BEIJING, March 1 —"));
    }

    #[test]
    fn bylines_are_told_from_sentences() {
        assert_eq!(byline("By Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(byline("BY ANA RUIZ, THE HERALD"), Some("ANA RUIZ, THE HERALD"));
        assert_eq!(
            byline("By Pieter van der Berg and Ana Ruiz"),
            Some("Pieter van der Berg and Ana Ruiz")
        );
        assert_eq!(byline("By Tuesday, the army had left the town"), None);
        assert_eq!(byline("By noon it was over"), None);
    }

    #[test]
    fn a_line_with_a_date_and_nothing_else() {
        assert!(date_line("Published: March 1, 2023").is_some());
        assert!(date_line("1 March 2023 10:30 GMT").is_some());
        assert!(date_line("March 1, 2023 was a day to remember").is_none());
    }
}
