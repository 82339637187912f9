//! JSON Feed 1.0 and 1.1.

use serde_json::{Map, Value};

use super::super::address::resolve;
use super::super::date::parse_date;
use super::model::{Enclosure, Feed, FeedError, FeedKind, Item, MOST_ITEMS};
use super::sanitize::sanitize;
use super::value::paragraphs;
use crate::text::clean_line;

/// Reads the whole. Members of the wrong type count as missing. `serde_json` itself refuses nesting
/// beyond 128.
pub fn read(text: &str, address: Option<&str>) -> Result<Feed, FeedError> {
    let value: Value = serde_json::from_str(text.trim_end_matches('\0'))
        .map_err(|error| FeedError::BrokenJson { why: error.to_string() })?;
    let Value::Object(object) = value else { return Err(FeedError::NoFeed) };
    let items = object.get("items").and_then(Value::as_array);
    let is_feed = string(&object, "version")
        .is_some_and(|version| version.contains("jsonfeed.org"))
        || items.is_some() && object.contains_key("title");
    if !is_feed {
        return Err(FeedError::NoFeed);
    }
    let items = items.map(Vec::as_slice).unwrap_or_default();
    Ok(Feed {
        kind: FeedKind::Json,
        title: line(&object, "title"),
        link: url(&object, "home_page_url", address),
        description: line(&object, "description"),
        language: line(&object, "language"),
        author: author(&object),
        items: items
            .iter()
            .filter_map(Value::as_object)
            .take(MOST_ITEMS)
            .map(|object| item(object, address))
            .collect(),
        is_cut: items.len() > MOST_ITEMS,
        ..Feed::default()
    })
}

fn item(object: &Map<String, Value>, address: Option<&str>) -> Item {
    let html = string(object, "content_html").map(sanitize);
    let text = string(object, "content_text").map(paragraphs);
    let id = match object.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => line(object, "id"),
    };
    let attachments =
        object.get("attachments").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let categories =
        object.get("tags").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    Item {
        id,
        title: line(object, "title"),
        link: url(object, "url", address).or_else(|| url(object, "external_url", address)),
        published: string(object, "date_published").and_then(parse_date).filter(is_told),
        updated: string(object, "date_modified").and_then(parse_date).filter(is_told),
        author: author(object),
        summary: string(object, "summary").map(paragraphs),
        content: html.filter(|html| !html.is_empty()).or(text),
        categories: categories
            .iter()
            .filter_map(Value::as_str)
            .map(clean_line)
            .filter(|tag| !tag.is_empty())
            .take(200)
            .collect(),
        enclosures: attachments
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|object| enclosure(object, address))
            .take(100)
            .collect(),
        language: line(object, "language"),
        ..Item::default()
    }
}

fn enclosure(object: &Map<String, Value>, address: Option<&str>) -> Option<Enclosure> {
    let length = object.get("size_in_bytes").and_then(Value::as_u64);
    Some(Enclosure {
        url: url(object, "url", address)?,
        media_type: line(object, "mime_type"),
        length,
    })
}

fn string<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

fn line(object: &Map<String, Value>, name: &str) -> Option<String> {
    string(object, name).map(clean_line).filter(|line| !line.is_empty())
}

fn url(object: &Map<String, Value>, name: &str, address: Option<&str>) -> Option<String> {
    string(object, name).filter(|url| !url.trim().is_empty()).and_then(|url| resolve(url, address))
}

fn author(object: &Map<String, Value>) -> Option<String> {
    let several =
        object.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let names: Vec<String> = several
        .iter()
        .chain(object.get("author"))
        .filter_map(Value::as_object)
        .filter_map(|author| line(author, "name"))
        .take(20)
        .collect();
    let mut unique: Vec<String> = Vec::new();
    for name in names {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    (!unique.is_empty()).then(|| unique.join(", "))
}

/// 1970 is what a clock says that was never set.
fn is_told(at: &jiff::Timestamp) -> bool {
    at.as_second() > 0
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::input::feed::FeedError;

    #[test]
    fn a_json_feed_is_read_and_odd_members_count_as_missing() {
        let feed = read(
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"A\u001b[2J","home_page_url":"/","items":[{"id":7,"url":"x","title":5,"content_text":"a < b","authors":[{"name":"Ana"}],"date_published":"2023-03-01T10:30:00Z"}]}"#,
            Some("http://a.example/feed.json"),
        )
        .unwrap_or_default();
        assert_eq!(
            (feed.title.as_deref(), feed.link.as_deref()),
            (Some("A[2J"), Some("http://a.example/"))
        );
        let item = &feed.items[0];
        assert_eq!(
            (
                item.id.as_deref(),
                item.link.as_deref(),
                item.title.as_deref(),
                item.content.as_deref()
            ),
            (Some("7"), Some("http://a.example/x"), None, Some("a &lt; b"))
        );
    }

    #[test]
    fn other_json_is_no_feed() {
        assert_eq!(read("{\"a\":1}", None), Err(FeedError::NoFeed));
        assert!(matches!(
            read(&"[".repeat(100_000).replacen('[', "{\"a\":", 1), None),
            Err(FeedError::BrokenJson { .. })
        ));
    }
}
