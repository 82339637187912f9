//! A subscription as an outline of OPML, and back. What OPML has no word for stands in attributes
//! of a namespace of ours.

use serde_json::{Map, Value};

use crate::config::{FullText, ReadWhen};
use crate::input::opml::{Attributes, HeadElement, Opml, Outline, quoted, words};
use crate::input::source::without_credentials;
use crate::library::{FeedKind, Subscription};

/// Where all that stands around the outlines of an imported OPML file is kept for the export.
pub(super) const OPML_HEAD: &str = "opml head";
/// Declares the prefix of our attributes.
pub(super) const NAMESPACE: (&str, &str) = ("xmlns:dateline", "urn:dateline:subscription");
/// What the feed calls itself, where it goes by that: `text` is then no name of its reader's.
const FEED_TITLE: &str = "dateline:feedTitle";
/// All tags as in a line of `urls`, where one holds a comma, which parts them in `category`.
const TAGS: &str = "dateline:tags";
const HIDDEN: &str = "dateline:hidden";
const FULL_TEXT: &str = "dateline:fullText";
const KEEP: &str = "dateline:keep";
const DAYS: &str = "dateline:days";
const READ_WHEN: &str = "dateline:readWhen";
/// Attributes that are made anew from the subscription.
const OURS: &[&str] = &["xmlUrl", FEED_TITLE, TAGS, HIDDEN, FULL_TEXT, KEEP, DAYS, READ_WHEN];
/// The order in which attributes are written; others follow by name.
const ORDER: &[&str] = &["text", "title", "type", "xmlUrl", "htmlUrl", "category"];

/// http, https, and `feed:` as some lists write it.
pub(super) fn is_web(url: &str) -> bool {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://") || start.starts_with("feed:")
}

/// What an address is.
pub(super) fn kind_of(url: &str) -> FeedKind {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        _ if is_web(url) => FeedKind::Feed,
        // Liferea writes a program so.
        _ if url.starts_with('|') => FeedKind::Exec,
        Some("query") => FeedKind::Query,
        Some("filter") => FeedKind::Filter,
        Some("exec") => FeedKind::Exec,
        _ => FeedKind::Other,
    }
}

/// Whether `title` only says the address, with its password or without.
fn is_address(title: &str, url: &str) -> bool {
    title == url || without_credentials(title) == without_credentials(url)
}

/// The name that its reader gave a feed: neither its address nor what it calls itself.
pub(super) fn own_name(subscription: &Subscription) -> Option<&str> {
    let own = subscription
        .own_title
        .as_deref()
        .filter(|own| !own.is_empty() && *own != subscription.title);
    own.filter(|own| !is_address(own, &subscription.url))
}

/// Reads a feed's outline.
pub(super) fn subscription(outline: &Outline, url: &str, position: i64) -> Subscription {
    let feed_title = outline.attribute(FEED_TITLE);
    let name = ["title", "text"]
        .into_iter()
        .filter_map(|name| outline.attribute(name))
        .find(|name| !is_address(name, url));
    let number = |name: &str| outline.attribute(name).and_then(|number| number.parse().ok());
    Subscription {
        kind: kind_of(url),
        title: feed_title.unwrap_or_default().to_owned(),
        own_title: name.filter(|name| Some(*name) != feed_title).map(str::to_owned),
        site: outline.attribute("htmlUrl").map(str::to_owned),
        position,
        hidden: outline.attribute(HIDDEN) == Some("true"),
        full_text: outline.attribute(FULL_TEXT).and_then(FullText::of).unwrap_or_default(),
        read_when: outline.attribute(READ_WHEN).and_then(ReadWhen::of),
        keep_count: number(KEEP),
        keep_days: number(DAYS),
        tags: tags(outline),
        attributes: json(&outline.attributes, OURS),
        ..Subscription::to(url)
    }
}

fn tags(outline: &Outline) -> Vec<String> {
    let mut tags = Vec::new();
    let _ = match outline.attribute(TAGS) {
        Some(line) => add_tags(&mut tags, words(line).iter().map(String::as_str)),
        None => add_tags(
            &mut tags,
            outline.attribute("category").unwrap_or_default().split(',').map(str::trim),
        ),
    };
    tags
}

/// Adds the tags that are not there yet; answers whether there were any.
pub(super) fn add_tags<'a>(
    tags: &mut Vec<String>,
    more: impl IntoIterator<Item = &'a str>,
) -> bool {
    let before = tags.len();
    for tag in more {
        if !tag.is_empty() && !tags.iter().any(|other| other.eq_ignore_ascii_case(tag)) {
            tags.push(tag.to_owned());
        }
    }
    tags.len() > before
}

/// Whether they are the same but for upper and lower case, which tags do not tell apart.
pub(super) fn same_tags(some: &[String], others: &[String]) -> bool {
    some.len() == others.len()
        && some.iter().zip(others).all(|(one, other)| one.eq_ignore_ascii_case(other))
}

/// The outline of a feed whose list gave it `attributes`. A further place keeps the name it has
/// there, unless the feed has another name now.
pub(super) fn outline(
    subscription: &Subscription,
    place: Option<&str>,
    url: impl Fn(&str) -> String,
) -> Outline {
    let mut outline = Outline { attributes: pairs(&subscription.attributes), children: Vec::new() };
    let name = own_name(subscription)
        .or(Some(subscription.title.as_str()).filter(|title| !title.is_empty()));
    let is_as_listed = name.is_none() || outline.title() == name;
    if let Some(attributes) = place {
        outline.attributes = pairs(attributes);
    }
    show_addresses(&mut outline, &url);
    match name {
        Some(name) if !is_as_listed || outline.title().is_none() => {
            for attribute in ["text", "title"] {
                outline.set(attribute, Some(name));
            }
        }
        None if outline.title().is_none() => outline.set("text", Some(&url(&subscription.url))),
        _ => {}
    }
    if outline.attribute("type").is_none() {
        outline.set("type", Some("rss"));
    }
    outline.set("xmlUrl", Some(&url(&subscription.url)));
    if let Some(site) = &subscription.site {
        outline.set("htmlUrl", Some(&url(site)));
    }
    set_tags(&mut outline, &subscription.tags);
    set_ours(&mut outline, subscription);
    in_order(&mut outline);
    outline
}

/// Writes the addresses among the attributes as `url` shows them.
pub(super) fn show_addresses(outline: &mut Outline, url: impl Fn(&str) -> String) {
    for (_, value) in outline
        .attributes
        .iter_mut()
        .filter(|(_, value)| is_web(value) && !value.trim().contains(char::is_whitespace))
    {
        *value = url(value);
    }
}

/// A category that says the tags stays as it was written.
fn set_tags(outline: &mut Outline, wanted: &[String]) {
    if !same_tags(&tags(outline), wanted) {
        outline.set(
            "category",
            Some(wanted.join(",")).as_deref().filter(|category| !category.is_empty()),
        );
    }
    let has_all = same_tags(&tags(outline), wanted);
    outline.set(TAGS, Some(quoted(wanted.iter().cloned())).as_deref().filter(|_| !has_all));
}

fn set_ours(outline: &mut Outline, subscription: &Subscription) {
    let goes_by_its_title = own_name(subscription).is_none() && !subscription.title.is_empty();
    outline.set(FEED_TITLE, Some(subscription.title.as_str()).filter(|_| goes_by_its_title));
    outline.set(HIDDEN, Some("true").filter(|_| subscription.hidden));
    let full_text = Some(subscription.full_text).filter(|when| *when != FullText::Auto);
    outline.set(FULL_TEXT, full_text.map(FullText::word));
    outline.set(KEEP, subscription.keep_count.map(|count| count.to_string()).as_deref());
    outline.set(DAYS, subscription.keep_days.map(|days| days.to_string()).as_deref());
    outline.set(READ_WHEN, subscription.read_when.map(ReadWhen::word));
}

/// Puts attributes into one order, so that equal subscriptions are equal files.
pub(super) fn in_order(outline: &mut Outline) {
    let place = |name: &str| {
        ORDER.iter().position(|known| known.eq_ignore_ascii_case(name)).unwrap_or(ORDER.len())
    };
    outline
        .attributes
        .sort_by(|(one, _), (other, _)| (place(one), one).cmp(&(place(other), other)));
}

/// A JSON object of attributes, but for those named.
pub(super) fn json(attributes: &Attributes, without: &[&str]) -> String {
    let kept = attributes
        .iter()
        .filter(|(name, _)| !without.iter().any(|other| other.eq_ignore_ascii_case(name)));
    Value::Object(
        kept.map(|(name, value)| (name.clone(), Value::String(value.clone())))
            .collect::<Map<_, _>>(),
    )
    .to_string()
}

/// The attributes that a JSON object of strings holds.
pub(super) fn pairs(json: &str) -> Attributes {
    serde_json::from_str(json).map(|value| pairs_of(&value)).unwrap_or_default()
}

fn pairs_of(value: &Value) -> Attributes {
    let object = value.as_object().into_iter().flatten();
    object.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

/// What stands around the outlines, as JSON, with the namespaces of lists that came before: their
/// attributes may still be there.
pub(super) fn frame(opml: &Opml, before: &Opml) -> String {
    let is_new = |name: &str| !opml.attributes.iter().any(|(other, _)| other == name);
    let declared =
        before.attributes.iter().filter(|(name, _)| name.starts_with("xmlns:") && is_new(name));
    let attributes: Vec<_> =
        opml.attributes.iter().chain(declared).filter(|(name, _)| name != NAMESPACE.0).collect();
    let head: Vec<Value> = opml
        .head
        .iter()
        .map(|element| serde_json::json!([element.name, element.text, element.attributes]))
        .collect();
    serde_json::json!({"version": opml.version, "attributes": attributes, "head": head, "body": opml.body}).to_string()
}

/// The list that [`frame`] kept, without its outlines.
pub(super) fn framed(json: &str) -> Opml {
    let kept: Value = serde_json::from_str(json).unwrap_or_default();
    let attributes = |value: &Value| serde_json::from_value(value.clone()).unwrap_or_default();
    let element = |value: &Value| {
        Some(HeadElement {
            name: value[0].as_str()?.to_owned(),
            text: value[1].as_str()?.to_owned(),
            attributes: attributes(&value[2]),
        })
    };
    Opml {
        version: kept["version"].as_str().map(str::to_owned),
        attributes: attributes(&kept["attributes"]),
        head: kept["head"].as_array().into_iter().flatten().filter_map(element).collect(),
        body: attributes(&kept["body"]),
        outlines: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{outline, own_name, subscription};
    use crate::config::{FullText, ReadWhen};
    use crate::input::opml::{Opml, Outline};
    use crate::input::source::without_credentials;
    use crate::library::Subscription;

    const URL: &str = "http://ana:s3cret@a.example/feed";

    /// Out as OPML and in again.
    fn round(feed: &Subscription) -> (Outline, Subscription) {
        let out =
            Opml { outlines: vec![outline(feed, None, without_credentials)], ..Opml::default() }
                .write();
        let list = Opml::read(&out).unwrap_or_default();
        let again = subscription(&list.outlines[0], &feed.url, 0);
        (list.outlines[0].clone(), again)
    }

    fn feed(title: &str, own: Option<&str>) -> Subscription {
        Subscription {
            title: title.into(),
            own_title: own.map(str::to_owned),
            ..Subscription::to(URL)
        }
    }

    #[test]
    fn a_renamed_feed_comes_back_renamed_and_no_other_does() {
        assert_eq!(own_name(&round(&feed("Harbour News", Some("Port"))).1), Some("Port"));
        let (out, back) = round(&feed("Harbour News", None));
        assert_eq!(
            (out.title(), own_name(&back), back.title.as_str()),
            (Some("Harbour News"), None, "Harbour News")
        );
        // Before the first fetch there is no name yet.
        let (out, back) = round(&feed("", None));
        assert_eq!((out.title(), back.own_title), (Some("http://a.example/feed"), None));
        // A list that took the address for a name.
        assert_eq!(own_name(&round(&feed("", Some(URL))).1), None);
    }

    #[test]
    fn tags_are_categories_and_a_comma_in_one_survives() {
        let tagged = |tags: &[&str]| Subscription {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..feed("", None)
        };
        let (out, back) = round(&tagged(&["tag one", "tag/three"]));
        assert_eq!(
            (out.attribute("category"), out.attribute("dateline:tags"), back.tags.len()),
            (Some("tag one,tag/three"), None, 2)
        );
        let (out, back) = round(&tagged(&["sea, land", "air"]));
        assert_eq!(
            (out.attribute("category"), back.tags.as_slice()),
            (Some("sea, land,air"), &["sea, land".to_owned(), "air".into()][..])
        );
        assert!(round(&tagged(&[])).0.attribute("category").is_none());
    }

    #[test]
    fn settings_of_ours_survive() {
        let set = Subscription {
            hidden: true,
            full_text: FullText::Never,
            read_when: Some(ReadWhen::Scrolled),
            keep_count: Some(7),
            keep_days: Some(30),
            tags: vec!["a".into()],
            ..feed("", Some("Port"))
        };
        let back = round(&set).1;
        assert_eq!(Subscription { attributes: "{}".into(), ..back }, set);
    }

    #[test]
    fn a_password_stands_in_no_attribute() {
        let listed = Subscription {
            attributes: format!("{{\"text\":\"{URL}\",\"odd\":\"{URL}\"}}"),
            site: Some(URL.into()),
            ..feed("", None)
        };
        assert!(round(&listed).0.attributes.iter().all(|(_, value)| !value.contains("s3cret")));
    }
}
