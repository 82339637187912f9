//! One text as one line of JSON: what `dateline analyze --jsonl` answers, and the Python package.

use super::{article_json, to_json};
use crate::analysis::{Context, analyze};
use crate::annotation::Article;
use crate::text::Document;

/// Analyses a text as it is, so that ranges count its own code points, and returns the JSON of the
/// contract without a line end. Without an `id` the text's hash is it. `published` is a time of
/// RFC 3339 or a bare date; other words are passed over.
pub fn analyzed_line(
    text: String,
    id: Option<String>,
    title: Option<String>,
    published: Option<&str>,
) -> String {
    let mut article = Article::of(Document::verbatim(text));
    article.title = title;
    article.published = published.and_then(timestamp);
    let analysis = analyze(&article.document, &Context::of(&article));
    let id = id.unwrap_or_else(|| article.document.hash().to_string());
    to_json(&article_json(&id, &article, &analysis)).unwrap_or_default()
}

/// RFC 3339, or a bare date.
fn timestamp(words: &str) -> Option<jiff::Timestamp> {
    let midnight =
        |date: jiff::civil::Date| jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok();
    words.parse().ok().or_else(|| words.parse().ok().and_then(midnight))
}
