//! What a page says of itself for machines: JSON-LD.

use std::collections::HashMap;

use dom_query::Document;
use serde_json::{Map, Value};

use super::super::super::feed::mended;

/// Scripts that are read, and the longest of them.
const MOST_SCRIPTS: usize = 30;
const LONGEST_SCRIPT: usize = 2 * 1024 * 1024;
/// Objects that are looked at.
const MOST_OBJECTS: usize = 5000;
/// Authors that are taken.
const MOST_AUTHORS: usize = 12;

/// What the object that describes the article says.
#[derive(Default, Debug, PartialEq)]
pub(super) struct Data {
    pub headline: Option<String>,
    /// People, or names without a kind.
    pub authors: Vec<String>,
    /// Firms, offices and papers that are given as authors.
    pub houses: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    /// What the site and its publisher are called.
    pub sites: Vec<String>,
}

impl Data {
    pub(super) fn of(document: &Document) -> Self {
        let scripts = document.select("script[type='application/ld+json' i]");
        let texts = scripts.nodes().iter().take(MOST_SCRIPTS).map(dom_query::NodeRef::text);
        Self::read(texts.filter(|text| text.len() <= LONGEST_SCRIPT).map(|text| text.to_string()))
    }

    fn read(texts: impl Iterator<Item = String>) -> Self {
        let values: Vec<Value> = texts.filter_map(|text| value(&text)).collect();
        let mut objects = Vec::new();
        for value in &values {
            collect(value, &mut objects);
        }
        let by_id: HashMap<&str, &Map<String, Value>> = objects
            .iter()
            .filter(|object| object.contains_key("name"))
            .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
            .collect();
        let mut data = Self::default();
        let mut ranked: Vec<&Map<String, Value>> =
            objects.iter().copied().filter(|object| rank(object) < NO_ARTICLE).collect();
        ranked.sort_by_key(|object| rank(object));
        for object in &ranked {
            let is_article = rank(object) < PAGE;
            if is_article && data.headline.is_none() {
                data.headline = text(object.get("headline").or_else(|| object.get("name")));
            }
            if data.authors.is_empty() {
                for name in ["author", "creator"] {
                    if let Some(author) = object.get(name).filter(|_| data.authors.is_empty()) {
                        data.author(author, &by_id);
                    }
                }
            }
            let date = |names: &[&str]| names.iter().find_map(|name| text(object.get(*name)));
            let created = || date(&["dateCreated", "uploadDate"]).filter(|_| is_article);
            data.published = data.published.or_else(|| date(&["datePublished"])).or_else(created);
            data.modified = data.modified.or_else(|| date(&["dateModified"]));
        }
        for object in &objects {
            let is = |names: &[&str]| kinds(object).any(|kind| names.contains(&kind));
            if is(&["WebSite", "Organization", "NewsMediaOrganization"]) && !is(&["Person"]) {
                data.sites.extend(text(object.get("name")).filter(|_| data.sites.len() < 8));
            }
        }
        data
    }

    fn author(&mut self, value: &Value, by_id: &HashMap<&str, &Map<String, Value>>) {
        match value {
            Value::Array(several) => {
                for one in several.iter().take(MOST_AUTHORS).filter(|one| !one.is_array()) {
                    self.author(one, by_id);
                }
            }
            Value::Object(object) => {
                let named = object.get("@id").and_then(Value::as_str).and_then(|id| by_id.get(id));
                let whole =
                    if object.contains_key("name") { object } else { named.unwrap_or(&object) };
                let is_house = kinds(whole)
                    .any(|kind| kind.ends_with("Organization") || kind == "Brand")
                    && !kinds(whole).any(|kind| kind == "Person");
                let names = match whole.get("name") {
                    Some(Value::Array(names)) => names
                        .iter()
                        .take(MOST_AUTHORS)
                        .filter_map(|name| text(Some(name)))
                        .collect(),
                    other => Vec::from_iter(text(other)),
                };
                if is_house { self.houses.extend(names) } else { self.authors.extend(names) }
            }
            Value::String(name) => match by_id.get(name.as_str()) {
                Some(object) => self.authors.extend(text(object.get("name"))),
                None => self.authors.extend(text(Some(value))),
            },
            _ => {}
        }
    }
}

/// The value of a script; what its writer forgot is mended.
fn value(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let text = text.trim_start_matches("<![CDATA[");
    serde_json::from_str(text)
        .ok()
        .or_else(|| mended(text).iter().find_map(|text| serde_json::from_str(text).ok()))
}

/// All objects in a value, the outer before the inner.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                if objects.len() >= MOST_OBJECTS {
                    return;
                }
                objects.push(object);
                waiting.extend(object.values().filter(|v| v.is_object() || v.is_array()));
            }
            _ => {}
        }
    }
}

fn kinds(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, several) = match object.get("@type") {
        Some(Value::String(kind)) => (Some(kind.as_str()), None),
        Some(Value::Array(kinds)) => (None, Some(kinds)),
        _ => (None, None),
    };
    one.into_iter()
        .chain(several.into_iter().flatten().filter_map(Value::as_str))
        .map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

const PAGE: u8 = 2;
const NO_ARTICLE: u8 = 3;

/// How surely an object describes the article: 0 for one that is an article, [`PAGE`] for the page
/// around it.
fn rank(object: &Map<String, Value>) -> u8 {
    kinds(object)
        .map(|kind| match kind {
            "NewsArticle"
            | "ReportageNewsArticle"
            | "AnalysisNewsArticle"
            | "OpinionNewsArticle"
            | "BackgroundNewsArticle"
            | "ReviewNewsArticle"
            | "AskPublicNewsArticle"
            | "Article"
            | "BlogPosting"
            | "TechArticle"
            | "ScholarlyArticle"
            | "SocialMediaPosting"
            | "LiveBlogPosting"
            | "Report"
            | "SatiricalArticle"
            | "AdvertiserContentArticle"
            | "DiscussionForumPosting"
            | "QAPage"
            | "MedicalScholarlyArticle" => 0,
            "Recipe" | "HowTo" | "Review" | "CreativeWork" | "Chapter" => 1,
            "WebPage" | "ItemPage" | "MedicalWebPage" | "AboutPage" => PAGE,
            _ => NO_ARTICLE,
        })
        .min()
        .unwrap_or(NO_ARTICLE)
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    let text = html_escape::decode_html_entities(text);
    (!text.is_empty() && text.len() <= 1000).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::Data;

    fn data(script: &str) -> Data {
        Data::read(std::iter::once(script.to_owned()))
    }

    #[test]
    fn an_author_is_found_by_its_identifier() {
        let data = data(
            r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebPage","@id":"#page","name":"Pier | The Bay"},
            {"@type":"Article","headline":"Pier","author":{"@id":"#ana"},"datePublished":"2026-03-02"},
            {"@type":["Person","Organization"],"@id":"#ana","name":"Ana Ruiz"},
            {"@type":"Organization","name":"The Bay"}]}"##,
        );
        assert_eq!(data.authors, ["Ana Ruiz"]);
        assert_eq!(data.headline.as_deref(), Some("Pier"));
        assert_eq!(data.published.as_deref(), Some("2026-03-02"));
        assert_eq!(data.sites, ["The Bay"]);
    }

    #[test]
    fn several_authors_and_a_house_are_told_apart() {
        let data = data(
            r#"[{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ana Ruiz"},
            {"@type":"Person","name":["Ben Ode"]},{"@type":"Organization","name":"The Bay"}]}]"#,
        );
        assert_eq!(data.authors, ["Ana Ruiz", "Ben Ode"]);
        assert_eq!(data.houses, ["The Bay"]);
    }

    #[test]
    fn a_comma_too_many_and_a_raw_line_end_are_no_hindrance() {
        let data = data(
            "{\"@type\":\"BlogPosting\",\"headline\":\"One\nmore\",\"author\":\"Ana &amp; Ben\",}",
        );
        assert_eq!(data.authors, ["Ana & Ben"]);
    }
}
