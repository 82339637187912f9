//! Cutting the article out of a page, by dom_smoothie's port of Mozilla's Readability.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// Elements that hold nothing but a question for consent or its like, by the names that their
/// makers give them.
const NOT_OF_THE_PAGE: &[&str] = &[
    "cookie-banner",
    "cookie-notice",
    "cookie-consent",
    "cookie-bar",
    "cookie-wall",
    "cookie-popup",
    "cookie-law",
    "cookiebanner",
    "cookienotice",
    "cookieconsent",
    "consent-banner",
    "consent-wall",
    "consent-modal",
    "gdpr",
    "onetrust",
    "didomi",
    "qc-cmp",
    "truste",
    "sp_message",
];

/// Longer ones are not taken away whatever they are called: the name may be meant otherwise.
const LONGEST_BANNER: usize = 8000;

/// The article's own markup.
pub struct Extraction {
    pub content: String,
    /// The title that a heading of the content was compared with already.
    pub title: String,
}

/// The article; `None` where none is found. Links are left as they are: they are resolved later,
/// in one place for all kinds of input.
pub fn extract(document: Document) -> Option<Extraction> {
    without_banners(&document);
    // Notes and lines of code are known by their classes.
    let config = Config { max_elements_to_parse: 200_000, keep_classes: true, ..Config::default() };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let has_words = article.text_content.split_whitespace().next().is_some();
    has_words.then(|| Extraction { content: article.content.to_string(), title: article.title })
}

/// Takes away what asks for consent, so that it is not taken for the article.
pub fn without_banners(document: &Document) {
    let named = document.select(
        "div[class], div[id], section[class], section[id], aside[class], aside[id], dialog",
    );
    for node in named.nodes() {
        let names = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", ""))
            .to_ascii_lowercase();
        let is_banner = NOT_OF_THE_PAGE
            .iter()
            .any(|name| names.split_whitespace().any(|word| word.replace('_', "-").contains(name)));
        if is_banner && node.text().len() < LONGEST_BANNER {
            node.remove_from_parent();
        }
    }
}
