//! Which feeds a web page has: those it declares (`<link rel=alternate>`, or the same in the
//! answer's `Link`), else links that look like one, else the usual places.
//!
//! Reads tags only, in one pass, without building a tree: a page nested a hundred thousand deep
//! costs no more than its length.

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
    let path = page.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let own = path.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
    let beside = own.then(|| format!("{path}{}", USUAL[0]));
    beside
        .into_iter()
        .chain(USUAL.iter().filter_map(|place| address::resolve(place, Some(page))))
        .collect()
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
    tags.filter_map(|attributes| feed(&Tag { name: "link".into(), attributes: &attributes }, page))
        .collect()
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
    for tag in Tags::of(html) {
        if tag.name == "base" {
            let stated = tag.value("href").and_then(|href| address::resolve(&href, page));
            base = stated.filter(|url| is_web(url)).or(base);
        }
        let Some(feed) = feed(&tag, base.as_deref()) else { continue };
        if !found.iter().any(|known| known.url == feed.url) {
            found.push(feed);
        }
        if found.len() >= MOST {
            break;
        }
    }
    best_first(found)
}

fn feed(tag: &Tag<'_>, base: Option<&str>) -> Option<FoundFeed> {
    let resolved = || address::resolve(&tag.value("href")?, base).filter(|url| is_web(url));
    match tag.name.as_str() {
        "link" if is_alternate(tag) => {
            let url = resolved()?;
            let title = tag
                .value("title")
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

/// Is it the feed of what readers wrote below the articles? "Comments on: …", `/comments/feed`; not
/// "Commentary".
fn is_of_comments(title: Option<&str>, url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let mut words = title
        .unwrap_or_default()
        .split(|c: char| !c.is_alphanumeric())
        .chain(path.split('/').skip(3));
    words.any(|word| word.eq_ignore_ascii_case("comments"))
}

fn is_alternate(tag: &Tag<'_>) -> bool {
    let rel = tag.value("rel").unwrap_or_default().to_ascii_lowercase();
    let kind = tag.value("type").unwrap_or_default().to_ascii_lowercase();
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
        && tag.value("href").is_some_and(|href| href.ends_with("feed.json"));
    rel.split_ascii_whitespace().any(|word| word == "alternate") && (is_feed || is_json_feed)
        || rel.split_ascii_whitespace().any(|word| word == "feed")
}

fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn looks_like_a_feed(url: &str) -> bool {
    let path =
        url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_ascii_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending)) && !path.contains("sitemap")
}

/// A start tag, with its attributes as they stand.
struct Tag<'a> {
    name: String,
    attributes: &'a str,
}

/// The start tags of a page, without those in comments, scripts, styles and templates' like.
struct Tags<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    fn of(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    /// Goes past the next occurrence of `end`, in any case; to the end of the page if there is
    /// none.
    fn skip_past(&mut self, end: &str) {
        let rest = &self.html.as_bytes()[self.at..];
        let first = end.as_bytes()[0];
        let mut from = 0;
        while let Some(found) = memchr::memchr(first, &rest[from..]) {
            let start = from + found;
            if rest
                .get(start..start + end.len())
                .is_some_and(|piece| piece.eq_ignore_ascii_case(end.as_bytes()))
            {
                self.at += start + end.len();
                return;
            }
            from = start + 1;
        }
        self.at = self.html.len();
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let open = self.at + memchr::memchr(b'<', self.html.as_bytes().get(self.at..)?)?;
            let rest = &self.html[open + 1..];
            self.at = open + 1;
            if rest.starts_with("!--") {
                self.skip_past("-->");
                continue;
            }
            let name_end =
                rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if name_end == 0 {
                continue;
            }
            let end = tag_end(&rest[name_end..])?;
            let name = rest[..name_end.min(16)].to_ascii_lowercase();
            let attributes = &rest[name_end..name_end + end];
            self.at = open + 1 + name_end + end;
            match name.as_str() {
                "script" => self.skip_past("</script"),
                "style" => self.skip_past("</style"),
                "textarea" => self.skip_past("</textarea"),
                _ => {}
            }
            return Some(Tag { name, attributes });
        }
    }
}

/// Where the tag ends: at the first `>` outside quotation marks. A quotation mark that never closes
/// ends with the page.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(mark), byte) if mark == byte => quote = None,
            _ => {}
        }
    }
    None
}

impl Tag<'_> {
    /// The value of the attribute `wanted` (lower case), with its character references resolved.
    fn value(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes.trim_start_matches(is_gap);
        while !rest.is_empty() {
            let name_end = rest.find(|c: char| c == '=' || is_gap(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(name_end);
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let (value, next) = match after.strip_prefix('=') {
                Some(value) => {
                    attribute_value(value.trim_start_matches(|c: char| c.is_ascii_whitespace()))
                }
                None => ("", after),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(unescaped(value));
            }
            // A lone `=` or quotation mark would stand still otherwise.
            let moved =
                if next.len() < rest.len() { next } else { rest.get(1..).unwrap_or_default() };
            rest = moved.trim_start_matches(is_gap);
        }
        None
    }
}

fn is_gap(c: char) -> bool {
    c.is_ascii_whitespace() || c == '/'
}

/// The value at the start of `text`, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(mark @ ('"' | '\'')) => text[1..].split_once(mark).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len())),
    }
}

/// Resolves the character references that addresses and titles have; others stay as they are.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        if let Some((c, end)) = end.and_then(|end| character(&rest[1..end]).map(|c| (c, end))) {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn character(reference: &str) -> Option<char> {
    let number = reference.strip_prefix('#');
    match (number, reference) {
        (Some(digits), _) => {
            let code = digits
                .strip_prefix(['x', 'X'])
                .map_or_else(|| digits.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32)
        }
        (None, "amp") => Some('&'),
        (None, "lt") => Some('<'),
        (None, "gt") => Some('>'),
        (None, "quot") => Some('"'),
        (None, "apos") => Some('\''),
        (None, "nbsp") => Some(' '),
        (None, "raquo") => Some('»'),
        (None, "laquo") => Some('«'),
        (None, "ndash") => Some('–'),
        (None, "mdash") => Some('—'),
        _ => None,
    }
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
