//! The same articles as plain text, as Markdown and as a web page: anchors made in one are placed
//! in each other.

use std::sync::Arc;

use dateline::input::{Hints, read};
use dateline::text::{Document, Places, Segments, Span};

use super::{Random, share, spans};

const FORMATS: [&str; 3] = ["text", "Markdown", "page"];

/// One article in all three, as Dateline reads them.
fn documents(text: &str) -> Option<Vec<Arc<Document>>> {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    FORMATS
        .iter()
        .map(|format| {
            let (name, words) = match *format {
                "text" => ("a.txt", text.to_owned()),
                "Markdown" => ("a.md", markdown(&paragraphs)),
                _ => ("a.html", page(&paragraphs)),
            };
            let article =
                read(words.into_bytes(), &Hints { source: Some(name.into()), ..Hints::default() })
                    .ok()?;
            Some(article.document)
        })
        .collect()
}

fn markdown(paragraphs: &[&str]) -> String {
    let escaped = |text: &str| {
        text.chars()
            .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
            .collect::<String>()
    };
    let mut words = format!("# {}\n", escaped(paragraphs[0]));
    for paragraph in &paragraphs[1..] {
        words += &format!("\n{}\n", escaped(paragraph));
    }
    words
}

fn page(paragraphs: &[&str]) -> String {
    let escaped = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('“', "&ldquo;").replace(' ', "\n ")
    };
    let title = escaped(paragraphs[0]);
    let body: String = paragraphs[1..]
        .iter()
        .map(|paragraph| format!("<p>{}</p>\n", escaped(paragraph)))
        .collect();
    format!(
        "<html><head><title>{title}</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>\
         <article><h1>{title}</h1>\n{body}</article><footer>All rights reserved</footer></body></html>"
    )
}

/// Letters and digits in a row.
fn words(document: &Document) -> Vec<Span> {
    let text = document.text();
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match found.last_mut() {
            Some(last) if last.end() as usize == at => {
                *last = Span::from_usize(last.start() as usize, at + c.len_utf8())
            }
            _ => found.push(Span::from_usize(at, at + c.len_utf8())),
        }
    }
    found
}

/// Which words, by their number, a span has.
fn range(words: &[Span], span: Span) -> (usize, usize) {
    (
        words.partition_point(|word| word.end() <= span.start()),
        words.partition_point(|word| word.start() < span.end()),
    )
}

/// Prints how many anchors of one format are at the same words in the others. Articles that a
/// format does not give whole (a page whose first paragraph is no title, say) are left out and
/// counted.
pub(crate) fn measure(texts: &[String]) {
    println!(
        "\n| from | to | articles with all words in both | anchors | same words | other words | orphaned |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let articles: Vec<Vec<Arc<Document>>> =
        texts.iter().filter_map(|text| documents(text)).collect();
    for from in 0..FORMATS.len() {
        for to in (0..FORMATS.len()).filter(|&to| to != from) {
            let (mut whole, mut all, mut right, mut wrong) = (0, 0, 0, 0);
            let mut random = Random(3);
            for article in &articles {
                let (before, after) = (&article[from], &article[to]);
                let (there, here) = (words(before), words(after));
                let same = |(a, b): (&Span, &Span)| before.slice(*a) == after.slice(*b);
                if there.len() != here.len() || !there.iter().zip(&here).all(same) {
                    continue;
                }
                whole += 1;
                let (old, new) = (Places::of(before), Places::of(after));
                for span in spans(before, &Segments::of(before), &mut random) {
                    let place = range(&there, span);
                    if place.0 == place.1 {
                        continue;
                    }
                    all += 1;
                    match new.place(&old.anchor(span)).span().map(|span| range(&here, span)) {
                        Some(found) if found == place => right += 1,
                        Some(_) => wrong += 1,
                        None if std::env::args().any(|argument| argument == "--show") => {
                            println!("LOST {:?}", old.anchor(span))
                        }
                        None => {}
                    }
                }
            }
            let orphaned = all - right - wrong;
            println!(
                "| {} | {} | {whole} of {} | {all} | {} | {} | {} |",
                FORMATS[from],
                FORMATS[to],
                articles.len(),
                share(right, all),
                share(wrong, all),
                share(orphaned, all)
            );
        }
    }
}
