//! Cutting the article out of a page, by dom_smoothie's port of Mozilla's Readability.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// The article's own markup and what the extraction says of it.
#[derive(Default)]
pub struct Extraction {
    pub content: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
}

/// Links are left as they are: they are resolved later, in one place for all kinds of input.
pub fn extract(document: Document) -> Extraction {
    let config = Config { max_elements_to_parse: 200_000, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return Extraction::default() };
    match readability.parse() {
        Ok(article) => {
            let content = article.content.to_string();
            let has_words = article.text_content.split_whitespace().next().is_some();
            Extraction { content: has_words.then_some(content), title: Some(article.title), byline: article.byline }
        }
        Err(_) => Extraction::default(),
    }
}
