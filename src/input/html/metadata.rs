//! What a page says about itself.

use dom_query::Document;

/// Title, author, date and language as the page declares them.
#[derive(Default)]
pub struct Metadata {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<jiff::Timestamp>,
    pub language: Option<String>,
}

impl Metadata {
    pub fn of(document: &Document) -> Self {
        let language = document.html_root().attr("lang").map(|lang| lang.to_string()).filter(|lang| lang.len() < 20);
        Self { language, ..Self::default() }
    }
}
