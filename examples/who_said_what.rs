//! Prints who said what in a text: `cargo run --example who_said_what -- report.txt`.

use std::error::Error;

use dateline::analysis::{Context, analyze};
use dateline::input::{Hints, read};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a file with an article")?;
    let article = read(std::fs::read(path)?, &Hints::default())?;
    let found = analyze(&article.document, &Context::default());
    for quote in &found.quotes {
        let speaker = quote.name.as_deref().unwrap_or("somebody");
        let words: Vec<&str> =
            quote.parts.iter().map(|&part| article.document.slice(part)).collect();
        println!("{speaker}: {}", words.join(" … "));
    }
    Ok(())
}
