//! A feed's items as articles.

use std::fmt::Write;

use html_escape::encode_double_quoted_attribute;
use percent_encoding::percent_decode_str;
use serde_json::json;
use url::Url;

use crate::annotation::Article;
use crate::input::feed::{Enclosure, Feed, Item, Related, RelatedKind};
use crate::input::{Stop, fragment};
use crate::library::NewItem;

/// The items of a feed as the library takes them; `None` where they are not wanted any more.
/// `address` is the feed's own.
pub(crate) fn new_items(feed: &Feed, address: Option<&str>, stop: &Stop) -> Option<Vec<NewItem>> {
    feed.items
        .iter()
        .map(|item| {
            if stop.is_wished() {
                return None;
            }
            Some(NewItem::new(
                item.id.clone(),
                article(item, feed, address),
                enclosures(&item.enclosures),
            ))
        })
        .collect()
}

/// Title, text and enclosures as links: all that a reader sees is in the text.
fn article(item: &Item, feed: &Feed, address: Option<&str>) -> Article {
    let mut html = String::new();
    if let Some(title) = &item.title {
        let _ = write!(html, "<h1>{}</h1>", encode_double_quoted_attribute(title));
    }
    html.push_str("<div>");
    html.push_str(longer(item.content.as_deref(), item.summary.as_deref()));
    html.push_str("</div>");
    for related in item.related.iter().filter(|related| is_told_nowhere(item, related)) {
        push_related(related, &mut html);
    }
    for enclosure in &item.enclosures {
        let _ = write!(
            html,
            "<p>With it: <a href=\"{}\">{}</a></p>",
            encode_double_quoted_attribute(&enclosure.url),
            encode_double_quoted_attribute(&told(enclosure))
        );
    }
    let base = item.base.as_deref().or(item.link.as_deref()).or(feed.link.as_deref()).or(address);
    let mut article = fragment(&html, base);
    article.title.clone_from(&item.title);
    article.byline = (!item.authors.is_empty()).then(|| item.authors.join(", "));
    article.published = item.published.or(item.updated);
    article.source.clone_from(&item.link);
    article.language = item.language.clone().or_else(|| feed.language.clone());
    article
}

/// Whether an item leads to a page neither by its own address nor by its words.
fn is_told_nowhere(item: &Item, related: &Related) -> bool {
    let address = encode_double_quoted_attribute(&related.url);
    let has = |html: &Option<String>| html.as_ref().is_some_and(|html| html.contains(&*address));
    item.link.as_ref() != Some(&related.url) && !has(&item.content) && !has(&item.summary)
}

/// A line with a link: "Source: Harbour News".
fn push_related(related: &Related, html: &mut String) {
    let what = match related.kind {
        RelatedKind::Subject => "About",
        RelatedKind::Source => "Source",
        RelatedKind::Comments => "Comments",
    };
    let shown = related.title.clone().unwrap_or_else(|| short_address(&related.url));
    let _ = write!(
        html,
        "<p>{what}: <a href=\"{}\">{}</a></p>",
        encode_double_quoted_attribute(&related.url),
        encode_double_quoted_attribute(&shown)
    );
}

/// "a.example/pier" of "<https://www.a.example/pier?x=1>".
fn short_address(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let host = url.host_str().unwrap_or_default();
    let path = percent_decode_str(url.path()).decode_utf8_lossy();
    format!("{}{}", host.strip_prefix("www.").unwrap_or(host), path.trim_end_matches('/'))
}

/// "story.mp3 (audio/mpeg, 7.2 MB)"
fn told(enclosure: &Enclosure) -> String {
    let url = Url::parse(&enclosure.url).ok();
    let last = url.as_ref().and_then(|url| url.path_segments()?.next_back());
    let name = percent_decode_str(last.unwrap_or_default()).decode_utf8_lossy();
    let name = if name.is_empty() { "a file" } else { &*name };
    let size = enclosure.length.filter(|length| *length > 0).map(|length| match length {
        1_000_000.. => format!("{:.1} MB", length as f64 / 1e6),
        _ => format!("{} kB", length.div_ceil(1000)),
    });
    let facts: Vec<String> = [enclosure.media_type.clone(), size].into_iter().flatten().collect();
    if facts.is_empty() { name.to_owned() } else { format!("{name} ({})", facts.join(", ")) }
}

/// The content, unless there is none.
fn longer<'a>(content: Option<&'a str>, summary: Option<&'a str>) -> &'a str {
    content.filter(|content| !content.trim().is_empty()).or(summary).unwrap_or_default()
}

fn enclosures(enclosures: &[Enclosure]) -> Option<String> {
    let list: Vec<_> = enclosures
        .iter()
        .map(|one| json!({"url": one.url, "type": one.media_type, "length": one.length}))
        .collect();
    (!list.is_empty()).then(|| serde_json::Value::Array(list).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_becomes_an_article_with_its_title_text_and_files() {
        let item = Item {
            id: Some("1".into()),
            title: Some("Ferry <late>".into()),
            link: Some("https://a.example/1".into()),
            summary: Some("<p>It was <a href='/why'>late</a>.</p>".into()),
            enclosures: vec![Enclosure {
                url: "https://a.example/1.mp3".into(),
                media_type: Some("audio/mpeg".into()),
                length: None,
            }],
            ..Item::default()
        };
        let items = new_items(
            &Feed { items: vec![item], language: Some("en".into()), ..Feed::default() },
            None,
            &Stop::default(),
        )
        .unwrap_or_default();
        let article = &items[0].article;
        assert_eq!(
            article.document.text().lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            ["Ferry <late>", "It was late.", "With it: 1.mp3 (audio/mpeg)"]
        );
        assert_eq!(
            article.links.iter().map(|(_, link)| link.url.as_str()).collect::<Vec<_>>(),
            ["https://a.example/why", "https://a.example/1.mp3"]
        );
        assert_eq!(
            (article.title.as_deref(), article.language.as_deref()),
            (Some("Ferry <late>"), Some("en"))
        );
    }

    #[test]
    fn pages_that_belong_to_an_item_are_linked_once() {
        let page = |kind, url: &str, title: Option<&str>| Related {
            kind,
            url: url.into(),
            title: title.map(str::to_owned),
        };
        let item = Item {
            link: Some("https://a.example/1".into()),
            summary: Some("<a href=\"https://a.example/talk\">Talk</a>".into()),
            authors: vec!["Ana Ruiz".into(), "Bo Lind".into()],
            related: vec![
                page(RelatedKind::Comments, "https://a.example/talk", None),
                page(RelatedKind::Subject, "https://a.example/1", None),
                page(RelatedKind::Source, "https://b.example/rss", Some("Other & more")),
                page(RelatedKind::Subject, "https://www.c.example/pi%C3%A8r/?x", None),
            ],
            ..Item::default()
        };
        let feed = Feed { items: vec![item], ..Feed::default() };
        let items = new_items(&feed, None, &Stop::default()).unwrap_or_default();
        let article = &items[0].article;
        let lines: Vec<_> =
            article.document.text().lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["Talk", "Source: Other & more", "About: c.example/pièr"]);
        assert_eq!(article.byline.as_deref(), Some("Ana Ruiz, Bo Lind"));
    }
}
