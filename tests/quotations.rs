//! Cases of quotations as marked text in `tests/analysis/quotations/*.md`, and properties that hold for any text.
//!
//! A case is an indented paragraph below some prose: `{said}`, `<source>` and `_cue_` are marked in the text itself; where a
//! text holds several quotations the second and later ones carry a letter (`{b:said}`). A line `→ kind: name` follows for each,
//! in order, with `nobody` for a speaker without a name. A case without such a line holds no quotation.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use dateline::analysis::{Context, analyze};
use dateline::annotation::Quote;
use dateline::text::{Document, Span};
use proptest::prelude::*;

/// What a case expects of one quotation.
#[derive(Debug, Default, PartialEq)]
struct Expected {
    parts: Vec<Range<usize>>,
    cue: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
    kind: String,
    name: Option<String>,
}

#[derive(Debug)]
struct Case {
    place: String,
    text: String,
    quotes: Vec<Expected>,
}

/// Reads the marks out of a text.
fn unmark(marked: &str) -> (String, Vec<Expected>) {
    let mut text = String::new();
    let mut quotes: Vec<Expected> = Vec::new();
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let closes = matches!(c, '}' | '>') || c == '_' && open.last().is_some_and(|mark| mark.0 == '_');
        if closes {
            let (opener, index, start) = open.pop().expect("a mark closes what is open");
            let range = start..text.len();
            let quote = &mut quotes[index];
            match opener {
                '{' => quote.parts.push(range),
                '<' => quote.source.push(range),
                _ => quote.cue.push(range),
            }
        } else if matches!(c, '{' | '<' | '_') {
            let mut letters = rest.chars();
            let index = match (letters.next(), letters.next()) {
                (Some(letter @ 'b'..='z'), Some(':')) => letter as usize - 'a' as usize,
                _ => 0,
            };
            rest = if index > 0 { &rest[2..] } else { rest };
            while quotes.len() <= index {
                quotes.push(Expected::default());
            }
            open.push((c, index, text.len()));
        } else {
            text.push(c);
        }
    }
    (text, quotes)
}

fn cases_of(path: &Path) -> Vec<Case> {
    let file = std::fs::read_to_string(path).expect("a readable case file");
    let mut cases = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for (number, line) in file.lines().chain([""]).enumerate() {
        if let Some(inner) = line.strip_prefix("    ") {
            lines.push(inner);
        } else if !lines.is_empty() {
            let (marked, answers): (Vec<&str>, Vec<&str>) = lines.drain(..).partition(|line| !line.starts_with('→'));
            let (text, mut quotes) = unmark(&marked.join("\n"));
            assert_eq!(quotes.len(), answers.len(), "{}: {}: one line → for each quotation", path.display(), number);
            for (quote, answer) in quotes.iter_mut().zip(answers) {
                let (kind, name) = answer.trim_start_matches('→').trim().split_once(": ").expect("kind: name");
                quote.kind = kind.to_owned();
                quote.name = (name != "nobody").then(|| name.to_owned());
            }
            cases.push(Case { place: format!("{}:{}", path.display(), number), text, quotes });
        }
    }
    cases
}

fn ranges(spans: &[Span]) -> Vec<Range<usize>> {
    spans.iter().map(|span| span.range()).collect()
}

fn found(quote: &Quote) -> Expected {
    Expected {
        parts: ranges(&quote.parts),
        cue: ranges(&quote.cue),
        source: ranges(&quote.speaker),
        kind: quote.kind.name().to_owned(),
        name: quote.name.clone(),
    }
}

/// A text with its quotations marked, as the cases write it.
fn mark(text: &str, quotes: &[Expected]) -> String {
    let mut marks: Vec<(usize, u8, String)> = Vec::new();
    for (index, quote) in quotes.iter().enumerate() {
        let letter = if index == 0 { String::new() } else { format!("{}:", (b'a' + index as u8) as char) };
        for (ranges, open, close) in [(&quote.parts, '{', '}'), (&quote.source, '<', '>'), (&quote.cue, '_', '_')] {
            for range in ranges {
                marks.push((range.start, 1, format!("{open}{letter}")));
                marks.push((range.end, 0, close.to_string()));
            }
        }
    }
    marks.sort();
    let mut out = String::new();
    let mut at = 0;
    for (place, _, sign) in marks {
        out.push_str(&text[at..place]);
        out.push_str(&sign);
        at = place;
    }
    out.push_str(&text[at..]);
    for quote in quotes {
        let _ = write!(out, "\n→ {}: {}", quote.kind, quote.name.as_deref().unwrap_or("nobody"));
    }
    out
}

#[test]
fn the_marked_cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/analysis/quotations");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the folder of cases").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let cases: Vec<Case> = files.iter().filter(|path| path.extension().is_some_and(|e| e == "md")).flat_map(|path| cases_of(path)).collect();
    assert!(cases.len() >= 200, "only {} cases were read", cases.len());
    let mut failures = String::new();
    for case in &cases {
        let document = Document::verbatim(case.text.clone());
        let analysis = analyze(&document, &Context::default());
        let quotes: Vec<Expected> = analysis.quotes.iter().map(found).collect();
        if quotes != case.quotes {
            let _ = writeln!(failures, "{}\n  expected {}\n  found    {}", case.place, mark(&case.text, &case.quotes), mark(&case.text, &quotes));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// Texts made of what quotations are made of, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "'",
        "''",
        "``",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "(",
        ")",
        "[",
        ",",
        ".",
        "!",
        "?",
        ":",
        ";",
        "—",
        "-",
        "\n",
        " ",
        " said ",
        " says",
        " that ",
        "According to ",
        "Ana Ruiz",
        " she ",
        " told ",
        " the mayor",
        "who",
        " was quoted as saying ",
        "claim",
        "’s",
        "on Monday",
        "a",
        "é",
        "e\u{301}",
        "日本",
        "\u{0}",
        "🙂",
    ]);
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn whatever_the_text_quotations_lie_inside_it(text in scraps()) {
        let document = Document::verbatim(text);
        for quote in &analyze(&document, &Context::default()).quotes {
            prop_assert!(!quote.parts.is_empty());
            prop_assert!((0.0..=1.0).contains(&quote.confidence));
            for span in quote.parts.iter().chain(&quote.cue).chain(&quote.speaker).chain(&quote.addressee).chain(&quote.via) {
                prop_assert!(document.span().encloses(*span));
                prop_assert!(document.text().is_char_boundary(span.start() as usize) && document.text().is_char_boundary(span.end() as usize));
            }
        }
    }
}
