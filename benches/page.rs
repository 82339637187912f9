//! How long it takes to set a text and to find a word in it: `cargo bench --bench page`.

use std::sync::Arc;

use dateline::inside::page::{Page, Query, Setting};
use dateline::text::{BlockKind, Document, DocumentBuilder};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const SENTENCES: [&str; 4] = [
    "The council met on Tuesday evening to settle what the harbour’s new quay may cost, and who pays for it. ",
    "“We have waited for eleven years,” said the harbour master, “and the silt has not.” ",
    "Ferries carried 1.2 million passengers last year – 8 percent more than the year before – although two lines were closed. ",
    "A report that the ministry published in March doubts that the well-known plan can be kept. ",
];

fn sentences(count: usize) -> String {
    SENTENCES.iter().cycle().take(count).copied().collect()
}

fn paragraphs(count: usize) -> Arc<Document> {
    let mut builder = DocumentBuilder::new();
    builder.block(BlockKind::Heading(1), "Harbour waits for its new quay");
    for index in 0..count {
        builder.block(BlockKind::Paragraph, &sentences(3 + index % 3));
    }
    Arc::new(builder.finish())
}

fn setting(justify: bool, hyphenate: bool) -> Setting {
    Setting { measure: 68, justify, hyphenate, ..Setting::default() }
}

/// The 40 rows in sight of a report of about 900 words.
#[divan::bench(args = [false, true])]
fn first_screen(bencher: Bencher<'_, '_>, justify: bool) {
    let document = paragraphs(13);
    bencher.bench(|| {
        let mut page = Page::new(Arc::clone(&document), setting(justify, false));
        let top = page.first();
        black_box(page.visible(top, 40))
    });
}

/// The same with hyphenation, its patterns read before.
#[divan::bench]
fn first_screen_hyphenated(bencher: Bencher<'_, '_>) {
    let mut page = Page::new(paragraphs(13), setting(true, true));
    bencher.bench_local(|| {
        page.set(setting(true, true));
        let top = page.first();
        black_box(page.visible(top, 40))
    });
}

#[divan::bench]
fn thousand_paragraphs(bencher: Bencher<'_, '_>) {
    let document = paragraphs(1000);
    bencher.bench(|| {
        let mut page = Page::new(Arc::clone(&document), setting(false, false));
        let top = page.first();
        black_box(page.advance(top, i64::MAX))
    });
}

#[divan::bench]
fn paragraph_of_16_kib(bencher: Bencher<'_, '_>) {
    let document = Arc::new(Document::verbatim(sentences(160)));
    bencher.bench(|| black_box(Page::new(Arc::clone(&document), setting(false, false)).rows(0)));
}

/// A word at the far end of so many megabytes.
#[divan::bench(args = [10, 100], sample_count = 20, sample_size = 1)]
fn find_rare_word(bencher: Bencher<'_, '_>, megabytes: usize) {
    let document = Document::verbatim(sentences(megabytes * 10_000) + "Zeebrugge");
    let query = Query::new("zeebrugge", false).expect("a query");
    assert!(query.next(&document, 0).is_some());
    bencher.bench(|| black_box(query.next(&document, 0)));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn find_absent_words_of_common_letters_in_10_mb(bencher: Bencher<'_, '_>) {
    let document = Document::verbatim(sentences(100_000));
    let query = Query::new("the other", false).expect("a query");
    bencher.bench(|| black_box(query.next(&document, 0)));
}
