//! The newsroom: a corpus of made-up news with names, quotations, acts and speakers.
//!
//! - `cargo run --example newsroom -- check`: marks that cannot be, near copies, phrases that come
//!   too often; exits with 1 where there are any.
//! - `… -- count`: articles, words, names, quotations by kind, act and source.
//! - `… -- jsonl [train|dev|test]`: JSON Lines as `dateline analyze --jsonl` prints them.
//! - `… -- agree FOLDER FOLDER`: how far two annotations of the same articles agree.
//! - `… -- score [train|dev|test] [KIND …] [--errors]`: what the program of today gets, by kind of
//!   article.

mod compare;
mod corpus;
mod counts;
mod json;
mod marked;
mod repeats;
mod score;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let articles = || corpus::read(&corpus::folder().join("articles"));
    match words[..] {
        ["check"] => return check(&articles()),
        ["count"] => print!("{}", counts::table(&articles())),
        ["jsonl", ref part @ ..] => {
            for article in articles() {
                let split = corpus::split(&article.id);
                if part.is_empty() || part.contains(&split) {
                    println!("{}", json::json(&article, split));
                }
            }
        }
        ["agree", one, other] => print!(
            "{}",
            counts::agreement(&corpus::read(Path::new(one)), &corpus::read(Path::new(other)))
        ),
        ["score", ref part @ ..] => {
            let errors = part.contains(&"--errors");
            let (part, kinds): (Vec<&str>, Vec<&str>) = part
                .iter()
                .copied()
                .filter(|word| *word != "--errors")
                .partition(|word| matches!(*word, "train" | "dev" | "test"));
            let mut articles = articles();
            articles.retain(|article| {
                (part.is_empty() || part.contains(&corpus::split(&article.id)))
                    && (kinds.is_empty() || kinds.contains(&article.kind.as_str()))
            });
            print!("{}", score::Score::of(&articles, errors).table());
        }
        _ => {
            eprintln!("error: check, count, jsonl, agree or score");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn check(articles: &[marked::Marked]) -> ExitCode {
    let mut faults = 0;
    for article in articles {
        for fault in &article.faults {
            println!("{}: {fault}", article.id);
            faults += 1;
        }
    }
    for (share, one, other) in repeats::copies(articles, 0.1) {
        println!("{one} and {other} share {:.0} % of their phrases", share * 100.0);
        faults += 1;
    }
    for (count, phrase) in repeats::phrases(articles, 3) {
        println!("in {count} articles: {phrase}");
        faults += 1;
    }
    println!("{} articles, {faults} faults", articles.len());
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
