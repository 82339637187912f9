//! The JSON of a part of an article, as other programs get it by a pipe: schema
//! `dateline.passage/1`.

use serde::Serialize;

use super::article::{QuoteJson, quote_json};
use crate::analysis::Analysis;
use crate::annotation::Article;
use crate::text::{CodePoints, Span};

/// A part of an article; every range counts code points of the whole article's text.
#[derive(Debug, Serialize)]
pub struct PassageJson<'a> {
    schema: &'static str,
    title: Option<&'a str>,
    source: Option<&'a str>,
    published: Option<String>,
    text: &'a str,
    range: [u32; 2],
    /// Number of the paragraph it begins in, from 1.
    paragraph: usize,
    /// Who and what is named in it.
    names: Vec<&'a str>,
    /// The quotations that it holds a part of.
    quotes: Vec<QuoteJson<'a>>,
}

/// The part of an article at `span`; with `quote` only that one of its quotations.
pub fn passage_json<'a>(
    article: &'a Article,
    analysis: &'a Analysis,
    span: Span,
    quote: Option<u32>,
) -> PassageJson<'a> {
    let document = &*article.document;
    let points = CodePoints::new(document.text());
    let ranges = |spans: &[Span]| spans.iter().map(|&span| points.range(span)).collect::<Vec<_>>();
    let mut names: Vec<&str> = Vec::new();
    for (_, mention) in analysis.mentions.within(span) {
        let name = &*analysis.entity(mention.entity).name;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let quotes = analysis.quotes.iter().enumerate().filter(|(number, held)| match quote {
        Some(quote) => *number == quote as usize,
        None => held.parts.iter().any(|part| part.overlaps(span)),
    });
    PassageJson {
        schema: "dateline.passage/1",
        title: article.title.as_deref(),
        source: article.source.as_deref(),
        published: article.published.map(|time| time.to_string()),
        text: document.slice(span),
        range: points.range(span),
        paragraph: document.paragraph_number(span.start()),
        names,
        quotes: quotes.map(|(number, held)| quote_json(document, number, held, ranges)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::passage_json;
    use crate::analysis::{Context, analyze};
    use crate::annotation::Article;
    use crate::export::to_json;
    use crate::text::{Document, Span};

    #[test]
    fn a_paragraph_tells_its_names_and_quotations_with_ranges_of_the_whole_text() {
        let article = Article::of(Document::verbatim(
            "Köln.\n“We waited,” said Angela Merkel in Berlin.".into(),
        ));
        let analysis = analyze(&article.document, &Context::default());
        let span = article.document.blocks()[1].span;
        let json: serde_json::Value = serde_json::from_str(
            &to_json(&passage_json(&article, &analysis, span, None)).expect("json"),
        )
        .expect("json");
        assert_eq!(json["range"][0], 6);
        assert_eq!(json["quotes"][0]["name"], "Angela Merkel");
        assert!(
            json["names"].as_array().expect("a list").iter().any(|name| name == "Berlin"),
            "{json}"
        );
        let none: serde_json::Value = serde_json::from_str(
            &to_json(&passage_json(&article, &analysis, Span::new(0, 5), None)).expect("json"),
        )
        .expect("json");
        assert_eq!(none["quotes"], serde_json::json!([]));
    }
}
