//! A feed's items as articles.

use std::fmt::Write;

use serde_json::json;

use crate::annotation::Article;
use crate::input::feed::{Enclosure, Feed, FeedKind, Item};
use crate::input::fragment;
use crate::library::NewItem;

/// The items of a feed as the library takes them. `address` is the feed's own.
pub fn new_items(feed: &Feed, address: Option<&str>) -> Vec<NewItem> {
    feed.items
        .iter()
        .map(|item| {
            NewItem::new(
                item.id.clone(),
                article(item, feed, address),
                enclosures(&item.enclosures),
            )
        })
        .collect()
}

/// Title, text and enclosures as links: all that a reader sees is in the text.
fn article(item: &Item, feed: &Feed, address: Option<&str>) -> Article {
    let mut html = String::new();
    if let Some(title) = &item.title {
        let _ = write!(html, "<h1>{}</h1>", escaped(title));
    }
    html.push_str("<div>");
    html.push_str(longer(item.content.as_deref(), item.summary.as_deref()));
    html.push_str("</div>");
    for enclosure in &item.enclosures {
        let _ = write!(
            html,
            "<p>With it: <a href=\"{}\">{}</a></p>",
            escaped(&enclosure.url),
            escaped(&told(enclosure))
        );
    }
    let base = item.base.as_deref().or(item.link.as_deref()).or(feed.link.as_deref()).or(address);
    let mut article = fragment(&html, base);
    article.title.clone_from(&item.title);
    // What Atom and JSON Feed say of the whole feed holds for its items; an RSS channel names its
    // editor.
    let of_feed =
        feed.author.clone().filter(|_| matches!(feed.kind, FeedKind::Atom | FeedKind::Json));
    article.byline = item.author.clone().or(of_feed);
    article.published = item.published.or(item.updated);
    article.source.clone_from(&item.link);
    article.language = item.language.clone().or_else(|| feed.language.clone());
    article
}

/// "story.mp3 (audio/mpeg, 7.2 MB)"
fn told(enclosure: &Enclosure) -> String {
    let path = enclosure.url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("a file");
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
        );
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
}
