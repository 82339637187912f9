//! How long it takes to find names, entities and figures, and to analyse a whole article: `cargo
//! bench --bench analysis`.
//!
//! Divan prints bytes a second. The hostile texts are ten megabytes of one thing each: compare them
//! with each other and with `names_and_entities` at one and ten megabytes, which shows that time
//! grows with the length alone.

use std::fmt::Write;

use dateline::analysis::{Context, analyze, entities, figures, names};
use dateline::text::{Document, Segments};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const PEOPLE: [&str; 6] =
    ["Ana Ruiz", "Carl Holt", "Olena Horak", "Kim Sung-min", "Omar al-Tal", "Mary O'Dell"];
const BODIES: [&str; 5] = [
    "the Ministry of Finance",
    "Holt & Sons Inc.",
    "the European Union",
    "Reuters",
    "the People's Party of Veltania",
];
const PLACES: [&str; 5] = ["Beijing", "St. Louis", "New Zealand", "the Black Sea", "Rostow"];

/// Made-up news of about `bytes` bytes; every article of twelve sentences has a cast of its own.
fn news(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 1024);
    let mut article = 0;
    while text.len() < bytes {
        let (who, body, place) =
            (PEOPLE[article % 6], BODIES[article % 5], PLACES[article / 3 % 5]);
        let surname = who.rsplit(' ').next().unwrap_or(who);
        for line in 0..4 {
            let _ = writeln!(
                text,
                "President {who} said on Wednesday that {body} would pay ${}.{line} million for the bridge in {place}. \
                 Prices have risen by {} percent since last year, although two lines were closed. \
                 “We have waited for eleven years,” {surname} told the council, “and the silt has not.”",
                article % 90,
                article % 70
            );
        }
        article += 1;
    }
    text
}

fn find(text: &str) -> usize {
    let document = Document::verbatim(text.to_owned());
    let segments = Segments::of(&document);
    let names = names::find(&document, &segments);
    entities::merge(&document, &segments, &names).0.len()
}

/// Tokens, names and who is who.
#[divan::bench(args = [3_000, 1_000_000, 10_000_000], sample_count = 5, sample_size = 1)]
fn names_and_entities(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = news(bytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| black_box(find(&text)));
}

#[divan::bench(args = ["word", "CAPITALS ", "((", "“", "Ana ", "People's "], sample_count = 3, sample_size = 1)]
fn names_in_ten_megabytes_of(bencher: Bencher<'_, '_>, piece: &str) {
    let text = piece.repeat(10_000_000 / piece.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| black_box(find(&text)));
}

#[divan::bench(args = [3_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn figures_alone(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = Document::verbatim(news(bytes));
    let segments = Segments::of(&document);
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| black_box(figures::find(&document, &segments, &Context::default())));
}

/// All passes, quotations and their speakers too.
#[divan::bench(args = [3_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn whole_analysis(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = Document::verbatim(news(bytes));
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| black_box(analyze(&document, &Context::default())));
}
