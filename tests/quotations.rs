//! Cases of quotations as marked text in `tests/analysis/quotations/*.md`, and properties that hold
//! for any text.
//!
//! A case is an indented paragraph below some prose: `{said}`, `<source>`, `_cue_`, `^told whom^`
//! and `~passed on by~` are marked in the text itself; where a text holds several quotations the
//! second and later ones carry a letter (`{b:said}`). A line `→ kind: name` follows for each, in
//! order, with `nobody` for a speaker without a name, and with what is claimed behind the kind where
//! a case asks it (see `marked`). A case without such a line holds no
//! quotation.

mod marked;

use std::fmt::Write as _;
use std::path::Path;

use dateline::analysis::{Context, analyze};
use dateline::input::{Hints, read};
use dateline::text::Document;
use marked::{Expected, found, indented, quotations};
use proptest::prelude::*;

#[derive(Debug)]
struct Case {
    place: String,
    text: String,
    quotes: Vec<Expected>,
}

fn cases_of(path: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for (place, marked, answers) in indented(path) {
        let (text, quotes) = quotations(&marked, &answers);
        cases.push(Case { place, text, quotes });
    }
    cases
}

/// A text with its quotations marked, as the cases write it.
fn mark(text: &str, quotes: &[Expected]) -> String {
    let mut marks: Vec<(usize, u8, String)> = Vec::new();
    for (index, quote) in quotes.iter().enumerate() {
        let letter =
            if index == 0 { String::new() } else { format!("{}:", (b'a' + index as u8) as char) };
        let all = [
            (&quote.parts, '{', '}'),
            (&quote.source, '<', '>'),
            (&quote.cue, '_', '_'),
            (&quote.told, '^', '^'),
            (&quote.via, '~', '~'),
        ];
        for (ranges, open, close) in all {
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
        let name = quote.name.as_deref().unwrap_or("nobody");
        let _ = write!(out, "\n→ {}{}: {name}", quote.kind, quote.claim.write());
    }
    out
}

#[test]
fn the_marked_cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/analysis/quotations");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of cases")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let cases: Vec<Case> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .flat_map(|path| cases_of(path))
        .collect();
    assert!(cases.len() >= 200, "only {} cases were read", cases.len());
    let mut failures = String::new();
    for case in &cases {
        let document = Document::verbatim(case.text.clone());
        let analysis = analyze(&document, &Context::default());
        let quotes: Vec<Expected> = analysis.quotes.iter().map(found).collect();
        if quotes != case.quotes {
            let _ = writeln!(
                failures,
                "{}\n  expected {}\n  found    {}",
                case.place,
                mark(&case.text, &case.quotes),
                mark(&case.text, &quotes)
            );
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

/// The names under the quotations of a text, in their order.
fn named(text: &str) -> Vec<Option<String>> {
    let article = read(text.into(), &Hints::default()).expect("an article");
    let found = analyze(&article.document, &Context::of(&article));
    found.quotes.iter().map(|quote| quote.name.clone()).collect()
}

#[test]
fn he_at_the_head_of_a_paragraph_goes_on_with_who_spoke_at_the_end_of_the_one_before() {
    let head =
        "Karl Weber has run the port for years. Omar Haddad, the mayor, met him on Monday.\n\n";
    let speech = "“The quay is safe,” Haddad said. “It stays open.”\n\n";
    let goes_on = "He also blamed “certain firms” for the delay.";
    assert_eq!(
        named(&format!("{head}{speech}{goes_on}")),
        [Some("Omar Haddad".to_owned()), Some("Omar Haddad".to_owned())]
    );
    let another = "“The quay is safe,” Haddad said. Weber nodded and left the room.\n\n";
    assert_eq!(named(&format!("{head}{another}{goes_on}")).last(), Some(&None));
}

/// Who said what in Markdown, the quotations set apart alone.
fn apart(markdown: &str) -> Vec<(String, Option<String>)> {
    let hints = Hints { kind: Some(dateline::input::Kind::Markdown), ..Hints::default() };
    let article = read(markdown.as_bytes().to_vec(), &hints).expect("Markdown");
    let context = Context { language: Some("en".into()), ..Context::of(&article) };
    let analysis = analyze(&article.document, &context);
    let said = |parts: &[dateline::text::Span]| {
        parts.iter().map(|part| article.document.slice(*part)).collect::<Vec<_>>().join(" | ")
    };
    analysis.quotes.iter().map(|quote| (said(&quote.parts), quote.name.clone())).collect()
}

#[test]
fn a_quotation_set_apart_is_said_by_whom_the_line_under_it_names() {
    let prose = "Mayor Karin Holm opened the quay on Monday, and Peter Okoro was there too.\n\n";
    let said = |words: &str, name: &str| (words.to_owned(), Some(name.to_owned()));
    for (quoted, right) in [
        ("> The quay is ours.\n>\n> — Karin Holm, mayor", said("The quay is ours.", "Karin Holm")),
        (
            "> The quay is ours.\n>\n> — Peter Okoro, The Long Weir",
            said("The quay is ours.", "Peter Okoro"),
        ),
        ("> The quay is ours.\n\n— Karin Holm", said("The quay is ours.", "Karin Holm")),
        ("> “The quay is ours.”\\\n> – Peter Okoro", said("The quay is ours.", "Peter Okoro")),
        (
            "> The quay is ours.\n>\n> It was closed too long.\n>\n> — Peter Okoro",
            said("The quay is ours. | It was closed too long.", "Peter Okoro"),
        ),
    ] {
        assert_eq!(apart(&format!("{prose}{quoted}\n\nIt rained.\n")), [right], "{quoted}");
    }
}

#[test]
fn a_quotation_set_apart_without_a_source_is_said_by_nobody() {
    let prose = "Mayor Karin Holm opened the quay on Monday, and Peter Okoro was there too.\n\n";
    for quoted in [
        "> The quay is ours.",
        "> The quay is ours.\n>\n> — they went home",
        "> The quay is ours.\n>\n> — Monday, 2 March",
        "> — Where is Karin Holm?\n>\n> — She is at the quay.",
        "> “The quay is ours.”\n\nKarin Holm went home.",
    ] {
        let found = apart(&format!("{prose}{quoted}\n\nIt rained.\n"));
        assert!(found.iter().all(|(_, name)| name.is_none()), "{quoted}: {found:?}");
    }
    // The source of one is not that of the one above it.
    let found = apart(&format!(
        "{prose}> “Nobody came.”\n\nIt rained.\n\n> The quay is ours.\n>\n> — Peter Okoro\n"
    ));
    assert_eq!(found.iter().filter(|(_, name)| name.is_some()).count(), 1);
}
