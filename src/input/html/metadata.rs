//! What a page says about itself.

use dom_query::{Document, NodeRef};

use super::super::address::resolve;
use super::super::date::parse_date;
use crate::text::clean_line;

/// Author, date and language as the page declares them, and the title of its window.
#[derive(Default)]
pub struct Metadata {
    pub window_title: Option<String>,
    pub published: Option<jiff::Timestamp>,
    pub language: Option<String>,
    /// The page's own address, as it says.
    pub canonical: Option<String>,
}

/// Names of `<meta>` that hold the day of publication, the surest first.
const DATE_NAMES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "article.published",
    "published_at",
    "cxenseparse:recs:publishtime",
];

impl Metadata {
    pub fn of(document: &Document) -> Self {
        let language = document
            .html_root()
            .attr("lang")
            .or_else(|| document.html_root().attr("xml:lang"))
            .map(|lang| lang.trim().to_owned());
        let language = language.filter(|lang| {
            (2..20).contains(&lang.len())
                && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
        let window_title = document
            .select("title")
            .nodes()
            .first()
            .map(|node| clean_line(&node.text()))
            .filter(|title| !title.is_empty());
        Self {
            window_title,
            published: published(document),
            language,
            canonical: canonical(document),
        }
    }
}

fn canonical(document: &Document) -> Option<String> {
    let link =
        document.select("link[rel=canonical]").nodes().first().and_then(|link| link.attr("href"));
    let named = || {
        document
            .select("meta[property='og:url']")
            .nodes()
            .first()
            .and_then(|meta| meta.attr("content"))
    };
    link.or_else(named).and_then(|url| resolve(&url, None)).filter(|url| url.starts_with("http"))
}

/// From `<meta>`, else from JSON-LD, else from a `<time>` that stands in the article's head.
fn published(document: &Document) -> Option<jiff::Timestamp> {
    let metas: Vec<(String, String)> =
        document.select("meta").nodes().iter().take(500).filter_map(named_content).collect();
    let declared = DATE_NAMES.iter().find_map(|name| {
        metas.iter().find(|(other, _)| other == name).and_then(|(_, content)| parse_date(content))
    });
    declared.or_else(|| json_ld(document)).or_else(|| time_element(document))
}

fn named_content(meta: &NodeRef<'_>) -> Option<(String, String)> {
    let name =
        meta.attr("property").or_else(|| meta.attr("name")).or_else(|| meta.attr("itemprop"))?;
    Some((name.trim().to_ascii_lowercase(), meta.attr("content")?.to_string()))
}

fn json_ld(document: &Document) -> Option<jiff::Timestamp> {
    document.select("script[type='application/ld+json']").nodes().iter().take(20).find_map(
        |script| {
            let text = script.text();
            // The one value is looked for without reading the rest: such scripts are often broken
            // elsewhere.
            let at = text.find("\"datePublished\"")?;
            let value =
                text[at + 15..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            parse_date(&value[..value.find('"')?])
        },
    )
}

fn time_element(document: &Document) -> Option<jiff::Timestamp> {
    let marked = document.select(
        "time[pubdate], time[itemprop='datePublished'], [itemprop='datePublished'][datetime]",
    );
    let first =
        document.select("article time[datetime], header time[datetime], main time[datetime]");
    marked
        .nodes()
        .iter()
        .chain(first.nodes())
        .take(3)
        .find_map(|node| parse_date(&node.attr("datetime")?))
}
