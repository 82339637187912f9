//! JSON Feed 1.0 and 1.1.
//!
//! A member of another type than the format has is taken for what it is where that reads one way
//! (a number for an id, an object for a list of one), and else left out; nothing takes its place.

use serde_json::{Map, Value};

use super::super::address::resolve;
use super::super::date::parse_date;
use super::authors::{Authors, Standing};
use super::files::{File, Files};
use super::mend::mended;
use super::model::{Enclosure, Feed, FeedError, FeedKind, Item, MOST_ITEMS, Related, RelatedKind};
use super::sanitize::sanitize;
use super::value::{paragraphs, plain_line, text_or_html};
use super::xml::MOST_INHERITED;
use crate::input::Stop;
use crate::text::clean_line;

/// No more categories are kept of one item.
const MOST_CATEGORIES: usize = 200;

/// Reads the whole. `serde_json` itself refuses nesting beyond 128.
pub(super) fn read(text: &str, address: Option<&str>, stop: &Stop) -> Result<Feed, FeedError> {
    let Value::Object(object) = value(text.trim_end_matches('\0'))? else {
        return Err(FeedError::NoFeed);
    };
    let items = object.get("items").map(items);
    let is_feed = string(&object, "version")
        .is_some_and(|version| version.contains("jsonfeed.org"))
        || items.is_some() && object.contains_key("title");
    if !is_feed {
        return Err(FeedError::NoFeed);
    }
    let items = items.unwrap_or_default();
    let authors = authors(&object).unwrap_or_default();
    let mut feed = Feed {
        kind: FeedKind::Json,
        title: title(&object, "title"),
        link: url(&object, "home_page_url", address),
        description: title(&object, "description"),
        language: line(&object, "language"),
        is_cut: items.len() > MOST_ITEMS,
        ..Feed::default()
    };
    for object in items.into_iter().take(MOST_ITEMS) {
        if stop.is_wished() {
            return Err(FeedError::Stopped);
        }
        let mut item = item(object, address);
        // "If not specified in an item, then the top-level authors, if present, are the authors".
        let inherited = authors.iter().take(MOST_INHERITED);
        item.authors = self::authors(object).unwrap_or_else(|| inherited.cloned().collect());
        feed.items.push(item);
    }
    feed.authors = authors;
    Ok(feed)
}

/// The JSON of a text, also where it is no quite valid JSON.
fn value(text: &str) -> Result<Value, FeedError> {
    let error = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    mended(text)
        .iter()
        .find_map(|text| serde_json::from_str(text).ok())
        .ok_or_else(|| FeedError::BrokenJson { why: error.to_string() })
}

/// The items in a list, by their names, or one alone.
fn items(value: &Value) -> Vec<&Map<String, Value>> {
    match value {
        Value::Object(one) if ["id", "url", "title"].iter().any(|name| one.contains_key(*name)) => {
            vec![one]
        }
        Value::Object(named) => named.values().filter_map(Value::as_object).collect(),
        other => each(other).filter_map(Value::as_object).collect(),
    }
}

/// The members of a list; what is no list is one of one.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(list) => list.iter(),
        Value::Null => [].iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

fn member<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    object.get(name).into_iter().flat_map(each)
}

fn item(object: &Map<String, Value>, address: Option<&str>) -> Item {
    let html = string(object, "content_html").map(sanitize);
    let text = string(object, "content_text").map(paragraphs);
    let date = |name| written(object, name).and_then(|at| parse_date(&at)).filter(is_told);
    let external = url(object, "external_url", address);
    let link = url(object, "url", address).or_else(|| external.clone());
    let related = external.filter(|url| Some(url) != link.as_ref()).map(|url| Related {
        kind: RelatedKind::Subject,
        url,
        title: None,
    });
    let mut files = Files::default();
    for file in member(object, "attachments").filter_map(|value| file(value, address)) {
        files.add(File { enclosure: file, ..File::default() });
    }
    Item {
        id: line(object, "id"),
        title: title(object, "title"),
        link,
        published: date("date_published"),
        updated: date("date_modified"),
        summary: string(object, "summary").map(text_or_html),
        content: html.filter(|html| !html.is_empty()).or(text),
        categories: categories(object),
        enclosures: files.finish(),
        related: related.into_iter().collect(),
        language: line(object, "language"),
        ..Item::default()
    }
}

/// Each once. A list may stand in one string, between commas.
fn categories(object: &Map<String, Value>) -> Vec<String> {
    let mut categories: Vec<String> = Vec::new();
    let is_text = object.get("tags").is_some_and(Value::is_string);
    for tag in member(object, "tags") {
        let Some(tag) = name_of(tag) else { continue };
        let parts = if is_text { tag.split(',').collect() } else { vec![tag.as_str()] };
        for part in parts.into_iter().map(clean_line).filter(|part| !part.is_empty()) {
            if categories.len() >= MOST_CATEGORIES {
                return categories;
            }
            if !categories.contains(&part) {
                categories.push(part);
            }
        }
    }
    categories
}

fn file(value: &Value, address: Option<&str>) -> Option<Enclosure> {
    let Value::Object(object) = value else {
        let url = resolve(value.as_str()?, address)?;
        return Some(Enclosure { url, ..Enclosure::default() });
    };
    Some(Enclosure {
        url: url(object, "url", address)?,
        media_type: line(object, "mime_type"),
        length: written(object, "size_in_bytes").and_then(|size| size.trim().parse().ok()),
    })
}

/// Who an object names as its authors, in either member; `None` where it says nothing of them.
fn authors(object: &Map<String, Value>) -> Option<Vec<String>> {
    let said: Vec<&Value> = ["authors", "author"]
        .iter()
        .filter_map(|name| object.get(*name))
        .filter(|value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()))
        .collect();
    if said.is_empty() {
        return None;
    }
    let mut authors = Authors::default();
    for author in said.into_iter().flat_map(each).filter_map(name_of) {
        authors.add(Standing::Author, &author);
    }
    Some(authors.best())
}

/// A name as a string, or as the member of an object.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Object(object) => string(object, "name").map(str::to_owned),
        _ => None,
    }
}

fn string<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

/// A string, or a number as it is written.
fn written(object: &Map<String, Value>, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn line(object: &Map<String, Value>, name: &str) -> Option<String> {
    written(object, name).map(|text| clean_line(&text)).filter(|line| !line.is_empty())
}

/// A line in which markup and references are read.
fn title(object: &Map<String, Value>, name: &str) -> Option<String> {
    written(object, name).and_then(|text| plain_line(&text))
}

fn url(object: &Map<String, Value>, name: &str, address: Option<&str>) -> Option<String> {
    string(object, name).and_then(|url| resolve(url, address))
}

/// 1970 is what a clock says that was never set.
fn is_told(at: &jiff::Timestamp) -> bool {
    at.as_second() > 0
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::input::Stop;
    use crate::input::feed::{Feed, FeedError};

    fn feed(items: &str) -> Feed {
        let text = format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"A","authors":[{{"name":"Ana Ruiz"}}],"items":{items}}}"#
        );
        read(&text, Some("http://a.example/feed.json"), &Stop::default()).unwrap_or_default()
    }

    #[test]
    fn a_json_feed_is_read() {
        let feed = read(
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"A\u001b[2J","home_page_url":"/","items":[{"id":7,"url":"x","title":"One &amp; <b>two</b>","content_text":"a < b","authors":[{"name":"Ana"}],"date_published":"2023-03-01T10:30:00Z"}]}"#,
            Some("http://a.example/feed.json"),
            &Stop::default(),
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
            (Some("7"), Some("http://a.example/x"), Some("One & two"), Some("a &lt; b"))
        );
    }

    #[test]
    fn authors_of_any_shape_are_the_item_s_and_nobody_takes_their_place() {
        for (said, names) in [
            (r#""authors":{"name":"Bo Lind"}"#, &["Bo Lind"][..]),
            (r#""authors":"Bo Lind""#, &["Bo Lind"]),
            (r#""authors":["Bo Lind",{"name":"Cy Nam"}]"#, &["Bo Lind", "Cy Nam"]),
            (r#""author":{"name":"Bo Lind"},"authors":[{"name":"Bo Lind"}]"#, &["Bo Lind"]),
            (r#""authors":7"#, &[]),
            (r#""authors":[{"url":"/bo"}]"#, &[]),
            (r#""authors":[]"#, &["Ana Ruiz"]),
            (r#""title":"x""#, &["Ana Ruiz"]),
        ] {
            assert_eq!(feed(&format!("[{{{said}}}]")).items[0].authors, names, "{said}");
        }
    }

    #[test]
    fn other_types_are_taken_for_what_they_are() {
        let feed = feed(
            r#"{"id":2.5,"title":2026,"url":["x"],"external_url":"http://b.example/","tags":"sea, pier","date_published":1772438400,"attachments":{"url":"/a.mp3","size_in_bytes":"7"}}"#,
        );
        let item = &feed.items[0];
        assert_eq!((item.id.as_deref(), item.title.as_deref()), (Some("2.5"), Some("2026")));
        assert_eq!(item.link.as_deref(), Some("http://b.example/"));
        assert_eq!(item.categories, ["sea", "pier"]);
        assert_eq!(item.published.map(jiff::Timestamp::as_second), Some(1_772_438_400));
        assert_eq!(item.enclosures[0].length, Some(7));
    }

    #[test]
    fn line_ends_and_commas_too_many_are_no_reason_to_refuse() {
        let feed = feed("[{\"id\":\"1\",\"content_text\":\"one\ntwo\",},]");
        assert_eq!(feed.items[0].content.as_deref(), Some("one<br />two"));
    }

    #[test]
    fn other_json_is_no_feed() {
        let read = |text: &str| read(text, None, &Stop::default());
        assert_eq!(read("{\"a\":1}"), Err(FeedError::NoFeed));
        assert!(matches!(
            read(&"[".repeat(100_000).replacen('[', "{\"a\":", 1)),
            Err(FeedError::BrokenJson { .. })
        ));
    }
}
