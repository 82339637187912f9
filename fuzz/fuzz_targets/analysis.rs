//! Any bytes, read as text, are analysed without a panic; whatever is found lies in the text and
//! can be cut out of it.
#![no_main]

use dateline::analysis::{Context, analyze};
use dateline::text::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let document = Document::verbatim(String::from_utf8_lossy(bytes).into_owned());
    let context = Context { published: "2023-03-02T12:00:00Z".parse().ok(), language: Some("en".into()) };
    let analysis = analyze(&document, &context);
    let mentions = analysis.mentions.iter().map(|(span, _)| *span);
    let figures = analysis.figures.iter().map(|(span, _)| *span);
    for span in mentions.chain(figures).chain(analysis.quotes.iter().flat_map(|quote| quote.parts.iter().copied())) {
        assert!(!document.slice(span).is_empty());
    }
});
