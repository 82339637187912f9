//! Which feeds a web page has: those it declares (`<link rel=alternate>`, or the same in the
//! answer's `Link`), else links that look like one, else the usual places.
//!
//! Reads tags only, in one pass, without building a tree: a page nested a hundred thousand deep
//! costs no more than its length.

use super::markup::{Scanner, Token, attribute};
use super::{Hints, address, charset};

/// A feed that a page leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFeed {
    /// Absolute, http or https.
    pub url: String,
    pub title: Option<String>,
    pub how: Found,
}

/// How sure it is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    Declared,
    /// Declared, but as the feed of a page's comments.
    Comments,
    /// A link in the text whose address looks like a feed's.
    Linked,
}

/// No page has more feeds than this to choose from.
const MOST: usize = 50;
/// The ends of addresses that feeds mostly have.
const ENDINGS: [&str; 8] =
    [".rss", ".atom", ".rdf", ".xml", "/feed", "/rss", "/atom", "/feed.json"];
/// Elements whose text is not looked into.
const RAW: [&str; 3] = ["script", "style", "textarea"];
/// Where feeds mostly are when a page is silent about them, the likeliest first.
const USUAL: [&str; 8] = [
    "/feed",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/index.xml",
    "/rss",
    "/feed.json",
    "/feeds/posts/default",
];

/// The feeds that the page in `bytes` and its answer's `Link` name, best first. `hints.source` is
/// the page's own address.
pub fn discover_feeds(bytes: &[u8], link: Option<&str>, hints: &Hints) -> Vec<FoundFeed> {
    let page = hints.source.as_deref();
    let mut found: Vec<FoundFeed> = in_header(link.unwrap_or_default(), page);
    let named = charset::decode(bytes.to_vec(), hints)
        .map_or_else(|_| Vec::new(), |html| in_page(&html, page));
    for feed in named {
        if !found.iter().any(|known| known.url == feed.url) {
            found.push(feed);
        }
    }
    best_first(found)
}

/// Addresses to try, one after the other, when a page names none: the likeliest beside the page
/// itself, then those on its host.
pub fn usual_places(page: &str) -> Vec<String> {
    let Some(page) = address::web(page) else { return Vec::new() };
    let path = page.path().trim_end_matches('/');
    let beside = (!path.is_empty()).then(|| format!("{path}{}", USUAL[0]));
    let places = beside.into_iter().chain(USUAL.map(str::to_owned));
    places.filter_map(|place| page.join(&place).ok()).map(String::from).collect()
}

/// The feeds in the `Link` of an answer (RFC 8288): `<https://…>; rel="alternate";
/// type="application/rss+xml"`.
fn in_header(link: &str, page: Option<&str>) -> Vec<FoundFeed> {
    let links = link.split('<').skip(1).take(MOST).filter_map(|link| link.split_once('>'));
    let tags = links.map(|(url, rest)| {
        let attributes = rest
            .split(';')
            .map(|part| part.trim().trim_end_matches(',').trim_end())
            .collect::<Vec<_>>()
            .join(" ");
        format!("href=\"{}\" {attributes}", url.replace('"', "%22"))
    });
    tags.filter_map(|attributes| feed("link", &attributes, page)).collect()
}

/// Those that are declared first, and nothing else beside them but the feeds of comments.
fn best_first(mut found: Vec<FoundFeed>) -> Vec<FoundFeed> {
    found.sort_by_key(|feed| feed.how);
    if found.first().is_some_and(|best| best.how == Found::Declared) {
        found.retain(|feed| feed.how != Found::Linked);
    }
    found
}

fn in_page(html: &str, page: Option<&str>) -> Vec<FoundFeed> {
    let mut base = page.map(str::to_owned);
    let mut found: Vec<FoundFeed> = Vec::new();
    let mut scanner = Scanner::new(html);
    while let Some(token) = scanner.next() {
        let Token::Start { name, attributes, .. } = token else { continue };
        // What these hold is no markup, whatever it looks like.
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            scanner.skip_raw(name);
        }
        if name.eq_ignore_ascii_case("base") {
            let stated =
                attribute(attributes, "href").and_then(|href| address::resolve(&href, page));
            base = stated.filter(|url| is_web(url)).or(base);
        }
        let Some(feed) = feed(name, attributes, base.as_deref()) else { continue };
        if !found.iter().any(|known| known.url == feed.url) {
            found.push(feed);
        }
        if found.len() >= MOST {
            break;
        }
    }
    best_first(found)
}

/// The feed that a tag leads to, if it leads to one.
fn feed(name: &str, tag: &str, base: Option<&str>) -> Option<FoundFeed> {
    let resolved = || address::resolve(&attribute(tag, "href")?, base).filter(|url| is_web(url));
    match name.to_ascii_lowercase().as_str() {
        "link" if is_alternate(tag) => {
            let url = resolved()?;
            let title = attribute(tag, "title")
                .map(|title| crate::text::clean_line(&title))
                .filter(|title| !title.is_empty());
            let how = if is_of_comments(title.as_deref(), &url) {
                Found::Comments
            } else {
                Found::Declared
            };
            Some(FoundFeed { url, title, how })
        }
        "a" => resolved().filter(|url| looks_like_a_feed(url)).map(|url| FoundFeed {
            url,
            title: None,
            how: Found::Linked,
        }),
        _ => None,
    }
}

/// Whether it is the feed of what readers wrote below the articles: "Comments on: …",
/// `/comments/feed`; not "Commentary".
fn is_of_comments(title: Option<&str>, url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let mut words = title
        .unwrap_or_default()
        .split(|c: char| !c.is_alphanumeric())
        .chain(path.split('/').skip(3));
    words.any(|word| word.eq_ignore_ascii_case("comments"))
}

fn is_alternate(tag: &str) -> bool {
    let rel = attribute(tag, "rel").unwrap_or_default().to_ascii_lowercase();
    let kind = attribute(tag, "type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let is_feed = matches!(
        kind,
        "application/rss+xml"
            | "application/atom+xml"
            | "application/feed+json"
            | "application/rdf+xml"
            | "application/xml"
            | "text/xml"
    );
    // Plain JSON is mostly a site's programming interface.
    let is_json_feed = kind == "application/json"
        && attribute(tag, "href").is_some_and(|href| href.ends_with("feed.json"));
    rel.split_ascii_whitespace().any(|word| word == "alternate") && (is_feed || is_json_feed)
        || rel.split_ascii_whitespace().any(|word| word == "feed")
}

fn is_web(url: &str) -> bool {
    address::web(url).is_some()
}

fn looks_like_a_feed(url: &str) -> bool {
    let path =
        url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_ascii_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending)) && !path.contains("sitemap")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(html: &str) -> Vec<String> {
        in_page(html, Some("https://news.example/world/today.html"))
            .into_iter()
            .map(|feed| feed.url)
            .collect()
    }

    #[test]
    fn declared_feeds_are_found_in_any_spelling() {
        let html = r#"<LINK REL='Alternate' TYPE="application/rss+xml; charset=utf-8" TITLE="All &amp; more" HREF="/feed?a=1&amp;b=2">
            <link href=atom.xml type=application/atom+xml rel="alternate home"/><link rel=alternate type=application/feed+json href=//cdn.example/feed.json>"#;
        assert_eq!(
            urls(html),
            [
                "https://news.example/feed?a=1&b=2",
                "https://news.example/world/atom.xml",
                "https://cdn.example/feed.json"
            ]
        );
        assert_eq!(
            in_page(html, Some("https://news.example/"))[0].title.as_deref(),
            Some("All & more")
        );
    }

    #[test]
    fn what_is_no_feed_or_no_web_address_is_left_out() {
        let html = r#"<link rel=alternate type="application/rss+xml" href="file:///etc/passwd"><link rel=alternate type="application/rss+xml" href="javascript:alert(1)">
            <link rel=alternate hreflang=de href="/de"><link rel=stylesheet type=text/css href=/feed><link rel=alternate type=application/json href=/wp-json/1>
            <!-- <link rel=alternate type=application/rss+xml href=/comment> --><script>"<link rel=alternate type=application/rss+xml href=/script>"</script>"#;
        assert_eq!(urls(html), Vec::<String>::new());
    }

    #[test]
    fn the_page_s_own_feed_comes_before_its_comments_and_links_only_when_nothing_is_declared() {
        let html = r#"<a href="/x/feed/">RSS</a><link rel=alternate type=application/rss+xml title="Comments Feed" href=/comments/feed><link rel=alternate type=application/rss+xml href=/feed>"#;
        assert_eq!(urls(html), ["https://news.example/feed", "https://news.example/comments/feed"]);
        assert_eq!(
            urls(
                "<a class=x href='/x/feed/'>RSS</a> <a href=/feedback>Write</a> <a href=b.rss?x>b</a>"
            ),
            ["https://news.example/x/feed/", "https://news.example/world/b.rss?x"]
        );
    }

    #[test]
    fn a_section_that_is_called_commentary_is_no_feed_of_comments() {
        let html = "<link rel=alternate type=application/rss+xml title=Commentary href=/commentary.xml><link rel=alternate type=application/rss+xml href=/commentisfree/rss>";
        assert!(
            in_page(html, Some("https://news.example/"))
                .iter()
                .all(|feed| feed.how == Found::Declared)
        );
    }

    #[test]
    fn the_answer_s_head_may_name_feeds_too() {
        let link = "</style.css>; rel=preload, </rss>; rel=\"alternate\"; type=\"application/rss+xml\"; title=\"All\", <https://news.example/wp-json/>; rel=\"https://api.w.org/\"";
        let hints =
            Hints { source: Some("https://news.example/world/".into()), ..Hints::default() };
        let found = discover_feeds(b"<p>Nothing here.</p>", Some(link), &hints);
        assert_eq!(
            found,
            [FoundFeed {
                url: "https://news.example/rss".into(),
                title: Some("All".into()),
                how: Found::Declared
            }]
        );
    }

    #[test]
    fn a_base_is_obeyed_if_it_is_one_of_the_web() {
        assert_eq!(
            urls(
                "<base href=https://other.example/a/><link rel=alternate type=application/rss+xml href=f>"
            ),
            ["https://other.example/a/f"]
        );
        assert_eq!(
            urls("<base href=file:///a/><link rel=alternate type=application/rss+xml href=f>"),
            ["https://news.example/world/f"]
        );
    }

    #[test]
    fn broken_tags_end_and_cost_no_more_than_their_length() {
        for html in [
            "<link rel=alternate href",
            "<link rel=\"alternate",
            "<a = = ' href=/feed",
            "<",
            "<!--",
            "<script>",
            "<a\u{e9} href='/feed'>",
            "<link ==\"\" x=>",
        ] {
            let _ = urls(html);
        }
        let deep = "<div x='".repeat(200_000);
        assert_eq!(urls(&deep), Vec::<String>::new());
        let many = "<a href=/feed>".repeat(100_000);
        assert_eq!(urls(&many).len(), 1);
    }

    #[test]
    fn usual_places_are_beside_the_page_and_on_its_host() {
        let places = usual_places("https://news.example/world/today.html?x=1");
        assert_eq!(
            places[..2],
            ["https://news.example/world/today.html/feed", "https://news.example/feed"]
        );
        assert!(places.iter().all(|place| place.starts_with("https://news.example/")));
    }
}
