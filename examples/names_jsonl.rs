//! Names of articles in the form `eval/score_entities.py` reads, to measure weights that are not
//! embedded: `cargo run --release --example names_jsonl [WEIGHTS] < ARTICLES.jsonl`.
#![expect(clippy::print_stdout, reason = "its output is what it is run for")]

use std::io::BufRead;

use dateline::analysis::names::model::Model;
use dateline::analysis::names::{find, find_with};
use dateline::text::{CodePoints, Document, Segments};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let weights = std::env::args().nth(1).map(std::fs::read).transpose()?;
    for line in std::io::stdin().lock().lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let document = Document::verbatim(article["text"].as_str().unwrap_or("").into());
        let segments = Segments::of(&document);
        let names = weights.as_ref().map_or_else(
            || find(&document, &segments),
            |bytes| find_with(&Model::new(bytes), &document, &segments),
        );
        let points = CodePoints::new(document.text());
        let entities: Vec<_> = names
            .iter()
            .map(|name| {
                let range = [points.of_byte(name.span.start()), points.of_byte(name.span.end())];
                serde_json::json!({"kind": name.kind.name(), "mentions": [{"range": range, "form": "name"}]})
            })
            .collect();
        println!("{}", serde_json::json!({"id": article["id"], "entities": entities}));
    }
    Ok(())
}
