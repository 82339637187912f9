//! The whole engine on a small set of articles written for this test: its figures may not fall
//! below the ones written here.
//!
//! Each page of `tests/analysis/quality/` holds one article about invented events with all its
//! names (`«words|kind number»`, the same number for the same entity) and quotations (see
//! `marked`). The rules were not made from these articles; where an answer is wrong it stays so,
//! and counts. `cargo test --test quality -- --nocapture` prints the figures and what was wrong.

mod marked;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use dateline::analysis::{Analysis, Context, analyze};
use dateline::annotation::MentionForm;
use dateline::text::Document;
use marked::{Expected, NameMark};

/// The least each figure may be, in hundredths: a little below what was measured when the line was
/// last changed.
const LEAST_NAMES: f64 = 88.5;
const LEAST_SAME_ENTITY: f64 = 99.0;
const LEAST_QUOTATIONS: f64 = 90.0;
const LEAST_RIGHT_SPEAKERS: f64 = 91.0;
/// The most names that may stand under a quotation that somebody else said.
const MOST_WRONG_NAMES: usize = 1;

/// Hits among what is wanted and what was found.
#[derive(Default)]
struct Tally {
    hits: usize,
    wanted: usize,
    found: usize,
}

impl Tally {
    fn add(&mut self, hits: usize, wanted: usize, found: usize) {
        self.hits += hits;
        self.wanted += wanted;
        self.found += found;
    }

    /// Harmonic mean of precision and recall, in hundredths.
    fn f1(&self) -> f64 {
        200.0 * self.hits as f64 / (self.wanted + self.found).max(1) as f64
    }
}

/// All figures over the articles so far.
#[derive(Default)]
struct Figures {
    names: Tally,
    /// Sums of B-cubed precision and recall over the names that both sides have, and their number.
    same_entity: (f64, f64, usize),
    quotations: Tally,
    right_speakers: usize,
    named: usize,
    wrong_names: usize,
    faults: Vec<String>,
}

impl Figures {
    fn same_entity(&self) -> f64 {
        let (p, r, n) = (self.same_entity.0, self.same_entity.1, self.same_entity.2.max(1) as f64);
        200.0 * (p / n) * (r / n) / ((p + r) / n).max(f64::MIN_POSITIVE)
    }

    fn right_speakers(&self) -> f64 {
        100.0 * self.right_speakers as f64 / self.named.max(1) as f64
    }
}

#[test]
fn the_figures_on_the_articles_of_this_repository_do_not_fall() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/analysis/quality");
    let mut pages: Vec<_> = std::fs::read_dir(folder)
        .expect("the articles")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    pages.sort();
    let mut figures = Figures::default();
    let mut articles = 0;
    for page in &pages {
        for (_, text, answers) in marked::indented(page) {
            let (text, names, quotes) = marked::article(&text, &answers);
            let document = Document::verbatim(text);
            let analysis = analyze(&document, &Context::default());
            compare_names(&document, &analysis, &names, &mut figures);
            compare_quotations(&document, &analysis, &quotes, &mut figures);
            articles += 1;
        }
    }
    for fault in &figures.faults {
        println!("{fault}");
    }
    let (names, same, quotes, right) = (
        figures.names.f1(),
        figures.same_entity(),
        figures.quotations.f1(),
        figures.right_speakers(),
    );
    println!(
        "{articles} articles, {} names, {} quotations",
        figures.names.wanted, figures.quotations.wanted
    );
    println!("names F1 {names:.1}, same entity F1 {same:.1}, quotations F1 {quotes:.1}");
    println!("speakers by name: {right:.1} of those found right, {} wrong", figures.wrong_names);
    assert!(articles >= 10, "only {articles} articles");
    assert!(
        names >= LEAST_NAMES && same >= LEAST_SAME_ENTITY,
        "names {names:.1}, same entity {same:.1}"
    );
    assert!(
        quotes >= LEAST_QUOTATIONS && right >= LEAST_RIGHT_SPEAKERS,
        "quotations {quotes:.1}, right speakers {right:.1}"
    );
    assert!(
        figures.wrong_names <= MOST_WRONG_NAMES,
        "{} wrong names under quotations",
        figures.wrong_names
    );
}

/// A name is right where its bounds and its kind are.
fn compare_names(
    document: &Document,
    analysis: &Analysis,
    wanted: &[NameMark],
    figures: &mut Figures,
) {
    let claims: BTreeMap<(usize, usize, &str), &str> = wanted
        .iter()
        .filter_map(|name| {
            name.claim
                .split_once(' ')
                .map(|(kind, number)| ((name.range.start, name.range.end, kind), number))
        })
        .collect();
    let found: BTreeMap<(usize, usize, &str), u32> = analysis
        .mentions
        .iter()
        .filter(|(_, mention)| mention.form == MentionForm::Name)
        .map(|(span, mention)| {
            (
                (span.range().start, span.range().end, analysis.entity(mention.entity).kind.name()),
                mention.entity.0,
            )
        })
        .collect();
    let pairs: Vec<(&str, u32)> =
        claims.iter().filter_map(|(key, number)| Some((*number, *found.get(key)?))).collect();
    figures.names.add(pairs.len(), claims.len(), found.len());
    let shown =
        |key: &(usize, usize, &str)| format!("{}|{}", &document.text()[key.0..key.1], key.2);
    figures.faults.extend(
        claims
            .keys()
            .filter(|key| !found.contains_key(*key))
            .map(|key| format!("name missed: {}", shown(key))),
    );
    figures.faults.extend(
        found
            .keys()
            .filter(|key| !claims.contains_key(*key))
            .map(|key| format!("no such name: {}", shown(key))),
    );
    let share = |size: usize, both: usize| both as f64 / size as f64;
    for (number, entity) in &pairs {
        let both = pairs.iter().filter(|pair| pair.0 == *number && pair.1 == *entity).count();
        figures.same_entity.0 += share(pairs.iter().filter(|pair| pair.1 == *entity).count(), both);
        figures.same_entity.1 += share(pairs.iter().filter(|pair| pair.0 == *number).count(), both);
        figures.same_entity.2 += 1;
    }
}

/// A quotation is right where four fifths of its words are (as F1) and its kind is; its speaker
/// where the name is the same, or none on both sides.
fn compare_quotations(
    document: &Document,
    analysis: &Analysis,
    wanted: &[Expected],
    figures: &mut Figures,
) {
    let found: Vec<Expected> = analysis.quotes.iter().map(marked::found).collect();
    let mut free: BTreeSet<usize> = (0..found.len()).collect();
    let mut hits = 0;
    for quote in wanted {
        let Some(at) = free.iter().copied().find(|at| {
            likeness(document, &found[*at].parts, &quote.parts) >= 0.8
                && found[*at].kind == quote.kind
        }) else {
            figures.faults.push(format!("quotation missed: {}", shown(document, quote)));
            continue;
        };
        free.remove(&at);
        hits += 1;
        figures.named += 1;
        figures.right_speakers += usize::from(found[at].name == quote.name);
        figures.wrong_names +=
            usize::from(found[at].name.is_some() && found[at].name != quote.name);
        if found[at].name != quote.name {
            figures.faults.push(format!(
                "said by {:?}, not {:?}: {}",
                quote.name,
                found[at].name,
                shown(document, quote)
            ));
        }
    }
    figures.quotations.add(hits, wanted.len(), found.len());
    figures.faults.extend(
        free.iter().map(|at| format!("no such quotation: {}", shown(document, &found[*at]))),
    );
}

fn shown(document: &Document, quote: &Expected) -> String {
    let parts: Vec<&str> = quote.parts.iter().map(|part| &document.text()[part.clone()]).collect();
    format!("{} “{}”", quote.kind, parts.join(" … "))
}

/// F1 over the starts of the words in the parts.
fn likeness(document: &Document, one: &[Range<usize>], other: &[Range<usize>]) -> f64 {
    let (one, other) = (words(document, one), words(document, other));
    2.0 * one.intersection(&other).count() as f64 / (one.len() + other.len()).max(1) as f64
}

fn words(document: &Document, parts: &[Range<usize>]) -> BTreeSet<usize> {
    let text = document.text();
    let starts = |part: &Range<usize>| {
        let start = part.start;
        let letters: Vec<(usize, bool)> = text[part.clone()]
            .char_indices()
            .map(|(at, c)| (start + at, c.is_alphanumeric()))
            .collect();
        (0..letters.len())
            .filter(|&i| letters[i].1 && (i == 0 || !letters[i - 1].1))
            .map(|i| letters[i].0)
            .collect::<Vec<_>>()
    };
    parts.iter().flat_map(starts).collect()
}
