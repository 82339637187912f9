//! What is done with words, told by the cue: sentences in `tests/analysis/acts/*.md`, each with its
//! cue marked (`_denied_`) behind the act and what the text says of it (`not_said`, `possible`,
//! `planned`). A cue that no quotation has counts as wrong. The share that is right may not fall;
//! `cargo test --test acts -- --nocapture` prints it and what was wrong.

use std::fmt::Write as _;
use std::path::Path;

use dateline::analysis::{Context, analyze};
use dateline::annotation::{Modality, Polarity, Quote};
use dateline::text::{Document, Span};

/// The least share of acts, in hundredths, that must be right with polarity and modality.
const LEAST: f64 = 98.0;
const LEAST_CUES: usize = 690;

/// The claim of a quotation, as a line begins.
fn claim(quote: &Quote) -> String {
    let mut words = quote.act.name().to_owned();
    if quote.polarity == Polarity::NotSaid {
        words.push_str(" not_said");
    }
    if quote.modality != Modality::Certain {
        let _ = write!(words, " {}", quote.modality.name());
    }
    words
}

/// A sentence without its marks, and its cues.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut cues) = (String::new(), Vec::new());
    for (number, piece) in marked.split('_').enumerate() {
        let start = text.len();
        text.push_str(piece);
        if number % 2 == 1 {
            cues.push(Span::from_usize(start, text.len()));
        }
    }
    (text, cues)
}

#[test]
fn acts_are_told_by_their_cues() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/analysis/acts");
    let (mut right, mut all, mut faults) = (0, 0, String::new());
    for entry in std::fs::read_dir(folder).expect("the folder of acts").flatten() {
        let page = std::fs::read_to_string(entry.path()).expect("a readable page");
        for line in page.lines().filter_map(|line| line.strip_prefix("    ")) {
            let (expected, marked) = line.split_once(": ").expect("an act before the sentence");
            let (text, cues) = unmark(marked);
            let cue = *cues.last().expect("a marked cue");
            let document = Document::verbatim(text);
            let analysis = analyze(&document, &Context::default());
            let of_cue = |quote: &&Quote| {
                quote.verb.is_some_and(|verb| verb.overlaps(cue))
                    || quote.cue.iter().any(|at| at.overlaps(cue))
            };
            let found = analysis.quotes.iter().find(of_cue).map(claim);
            all += 1;
            if found.as_deref() == Some(expected) {
                right += 1;
            } else {
                let _ = writeln!(faults, "{} for {line}", found.as_deref().unwrap_or("nothing"));
            }
        }
    }
    let share = 100.0 * f64::from(right) / f64::from(all);
    println!("{faults}acts: {right} of {all} right, {share:.1} %");
    assert!(all as usize >= LEAST_CUES, "only {all} cues were read");
    assert!(share >= LEAST, "{share:.1} % of the acts are right\n{faults}");
}
