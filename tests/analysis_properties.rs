//! What holds of the analysis whatever the text: it never panics, what it finds lies in the text
//! and in order, and the same text gives the same answer. `fuzz/` asks the same of bytes that a
//! fuzzer makes up.

use std::time::{Duration, Instant};

use dateline::analysis::{Analysis, Context, analyze};
use dateline::annotation::MentionForm;
use dateline::text::Document;

use proptest::prelude::*;

/// Pieces of news and of what is no news, so that rules meet in ways nobody wrote down.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "Ana Ruiz ", "President ", "said ", "that ", "the U.S. ", "People's ", "Party of ", "’s", "“", "”", "\"", "(AP) — ", "PARIS ", "Mr. ", "he ", "the president ",
            "$5.2 million ", "144 percent", "Wednesday ", "last week ", "three years ago", "according to ", ", ", ". ", "\n", "al-", "van der ", "Bank of ", "and ", "St. ",
            "\u{1b}[1m", "\0", "\u{202e}", "e\u{301}", "🏳️‍🌈", "İ", "ﬃ", "中国 ", "((", "--", "...", "1,000,000,000,000,000,000,000", "February 30", "-0.5 %", "№",
        ]).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| text.chars().take(12).collect()),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn read(text: &str) -> (Document, Analysis) {
    let document = Document::verbatim(text.to_owned());
    let context = Context {
        published: "2023-03-02T12:00:00Z".parse().ok(),
        language: Some("en".into()),
        ..Context::default()
    };
    let analysis = analyze(&document, &context);
    (document, analysis)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_lies_in_the_text_and_in_order(text in text()) {
        let (document, analysis) = read(&text);
        let mut end = 0;
        for (span, mention) in &analysis.mentions {
            prop_assert!(!document.slice(*span).is_empty());
            prop_assert!((mention.entity.0 as usize) < analysis.entities.len());
            if mention.form == MentionForm::Name {
                prop_assert!(span.start() >= end);
                end = span.end();
            }
        }
        for (span, figure) in &analysis.figures {
            prop_assert!(!document.slice(*span).is_empty() && figure.value.is_none_or(f64::is_finite));
        }
        for span in analysis.quotes.iter().flat_map(|quote| quote.parts.iter().chain(&quote.cue).chain(&quote.speaker)) {
            prop_assert!(!document.slice(*span).is_empty());
        }
    }

    #[test]
    fn the_same_text_gives_the_same_answer(text in text()) {
        prop_assert_eq!(read(&text).1, read(&text).1);
    }
}

/// A closing mark alone on the line after speech that was not closed was once a part without words.
#[test]
fn a_mark_alone_is_no_part_of_a_quotation() {
    let (document, analysis) = read("“Ana Ruiz the president \n”");
    assert!(
        analysis
            .quotes
            .iter()
            .flat_map(|quote| &quote.parts)
            .all(|part| !document.slice(*part).is_empty())
    );
}

const PIECES: [&str; 23] = [
    "a",
    "A",
    "A ",
    "Ana ",
    "(",
    "((Ana ",
    "“",
    "\"",
    "“Ana ",
    "“a” said Ana, ",
    "said ",
    "1",
    "1 ",
    "$",
    "People's ",
    "Ana Ruiz said. ",
    "Ana Ruiz said that ",
    "Bank of the ",
    ". ",
    "'s ",
    "-",
    ",",
    "the president ",
];

/// A hundred thousand times the same: a step that is not linear would not come back.
#[test]
fn texts_of_one_thing_alone_are_read_to_their_end() {
    for piece in PIECES {
        let text = piece.repeat(100_000);
        let (document, analysis) = read(&text);
        assert!(
            analysis.mentions.iter().all(|(span, _)| span.end() as usize <= document.text().len())
        );
    }
}

/// Four times the text may take ten times as long on a machine that does other things as well;
/// sixteen times would be a step that grows with the square.
#[test]
fn time_grows_with_the_length_and_not_with_its_square() {
    let time = |text: &str| {
        let start = Instant::now();
        read(text);
        start.elapsed()
    };
    for piece in PIECES {
        let short = piece.repeat(30_000 / piece.len());
        let long = short.repeat(4);
        let linear = (0..5).any(|_| time(&long) < 10 * time(&short) + Duration::from_millis(20));
        assert!(linear, "{piece:?}");
    }
}
