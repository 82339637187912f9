//! What a page says about itself.

mod author;
mod bywords;
mod data;
mod day;
mod sight;
mod title;

use dom_query::{Document, NodeRef};

use super::super::address::resolve;
use crate::text::clean_line;
pub(super) use bywords::is_byword;
use data::Data;
use sight::Sight;
pub(super) use title::letters;
use title::{Declared, Sites};

/// `<meta>` that are read.
const MOST_METAS: usize = 500;

/// Title, authors, date and language as the page declares or shows them, and the title of its
/// window.
#[derive(Default)]
pub(super) struct Metadata {
    pub title: Option<String>,
    /// The authors' names, parted by commas.
    pub byline: Option<String>,
    pub window_title: Option<String>,
    /// What the page says that it is about.
    pub description: Option<String>,
    pub published: Option<jiff::Timestamp>,
    pub language: Option<String>,
    /// What its site is called.
    pub site: Option<String>,
    /// The page's own address, as it says.
    pub canonical: Option<String>,
}

impl Metadata {
    /// `address` is where the page was fetched from.
    pub(super) fn of(document: &Document, address: Option<&str>) -> Self {
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
        let canonical = canonical(document);
        let address = address.or(canonical.as_deref());
        let metas = metas(document);
        let data = Data::of(document);
        let meta = |name: &str| {
            metas.iter().find(|(other, _)| other == name).map(|(_, content)| content.clone())
        };
        let names = [
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "publisher",
            "dc.publisher",
        ];
        let sites = names.iter().filter_map(|name| meta(name)).chain(data.sites.clone());
        let titles = [data.headline.clone(), meta("og:title"), meta("twitter:title")];
        let declared = Declared {
            sites: Sites::of(sites, address),
            titles: titles.into_iter().flatten().chain(window_title.clone()).collect(),
        };
        let mut sight = Sight::of(&document.root());
        let (title, heading) = title::title(&sight, &declared);
        if let Some(heading) = heading {
            sight.set_headline(heading);
        }
        Self {
            title: title.map(|title| clean_line(&title)).filter(|title| !title.is_empty()),
            byline: author::author(&sight, &data, &metas, &declared.sites)
                .map(|names| clean_line(&names))
                .filter(|names| !names.is_empty()),
            published: day::published(&sight, &data, &metas, address, language.as_deref()),
            description: meta("og:description").or_else(|| meta("description")),
            site: meta("og:site_name").or_else(|| data.sites.first().cloned()),
            window_title,
            language,
            canonical,
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

/// What the page's `<meta>` say, by name (or property) in small letters.
fn metas(document: &Document) -> Vec<(String, String)> {
    let metas = document.select("meta");
    metas.nodes().iter().take(MOST_METAS).filter_map(named_content).collect()
}

fn named_content(meta: &NodeRef<'_>) -> Option<(String, String)> {
    let name =
        meta.attr("property").or_else(|| meta.attr("name")).or_else(|| meta.attr("itemprop"))?;
    let content = clean_line(&meta.attr("content")?);
    (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content))
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::Metadata;

    fn day(body: &str) -> String {
        let page = format!("<html lang='en'><body>{body}</body></html>");
        let published = Metadata::of(&Document::from(page.as_str()), None).published;
        published.map(|day| day.to_string()[..10].to_owned()).unwrap_or_default()
    }

    #[test]
    fn an_article_has_a_foot_of_its_own_and_the_page_another() {
        let foot = "<div class='footer'><time>2 March 2026</time></div>";
        let article = format!("<div><div><div><h1>Pier</h1><p>It won.</p>{foot}</div></div></div>");
        assert_eq!(day(&article), "2026-03-02");
        let page = format!("<div><div><div><div><h1>Pier</h1></div></div></div></div>{foot}");
        assert_eq!(day(&page), "");
    }

    #[test]
    fn a_dateline_names_the_day() {
        let text = "that was clear for a long time, as everybody in town has said. ".repeat(4);
        assert_eq!(
            day(&format!("<h1>Pier</h1><p>2.3.2026 – The pier has won, {text}</p>")),
            "2026-03-02"
        );
    }
}
