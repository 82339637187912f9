//! Marks as other annotation tools read them: the W3C's Web Annotation model and Hypothesis' JSON.

use serde_json::{Value, json};

use crate::annotation::{Mark, MarkKind};

/// The context that every Web Annotation names. It is never fetched.
pub(crate) const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What stands before the path, or the title, of a text without an address.
pub(crate) const OWN_TEXT: &str = "urn:dateline:text:";

/// A mark with the text it is in.
pub(crate) struct Annotated<'a> {
    pub id: i64,
    pub mark: &'a Mark,
    /// The address of the text; of a file its path.
    pub source: Option<&'a str>,
    pub title: Option<&'a str>,
    /// Where it stands in the text as it is now, in code points, if that is known.
    pub range: Option<[u32; 2]>,
}

impl Annotated<'_> {
    /// An annotation of the Web Annotation model, without its context.
    pub(crate) fn web_annotation(&self) -> Value {
        let mark = self.mark;
        let motivation = match mark.kind {
            MarkKind::Bookmark | MarkKind::Mark(_) => "bookmarking",
            MarkKind::Highlight(_) => "highlighting",
            MarkKind::Note => "commenting",
        };
        let mut annotation = json!({
            "id": format!("urn:dateline:mark:{}", self.id),
            "type": "Annotation",
            "motivation": motivation,
            "created": mark.created.to_string(),
            "modified": mark.changed.to_string(),
            "target": { "source": self.iri(), "selector": self.selectors() },
        });
        if !mark.note.is_empty() {
            annotation["body"] = json!({
                "type": "TextualBody", "value": mark.note, "format": "text/plain", "purpose": "commenting",
            });
        }
        if let Some(title) = self.title {
            annotation["dateline:title"] = title.into();
        }
        annotation
    }

    /// A row of Hypothesis' export.
    pub(crate) fn hypothesis(&self) -> Value {
        let mark = self.mark;
        json!({
            "id": format!("dateline-{}", self.id),
            "created": mark.created.to_string(),
            "updated": mark.changed.to_string(),
            "uri": self.iri(),
            "text": mark.note,
            "tags": [],
            "document": { "title": self.title.into_iter().collect::<Vec<_>>() },
            "target": [{ "source": self.iri(), "selector": self.selectors() }],
        })
    }

    /// The address of the text; one without an address gets a name of ours, for the model wants
    /// one.
    fn iri(&self) -> String {
        match self.source {
            Some(source) if source.starts_with("http:") || source.starts_with("https:") => {
                source.to_owned()
            }
            other => {
                format!("{OWN_TEXT}{}", percent_encoded(other.or(self.title).unwrap_or_default()))
            }
        }
    }

    fn selectors(&self) -> Vec<Value> {
        let anchor = &self.mark.anchor;
        let mut selectors = vec![json!({
            "type": "TextQuoteSelector",
            "exact": anchor.exact,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        })];
        if let Some([start, end]) = self.range {
            selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
        }
        selectors
    }
}

fn percent_encoded(words: &str) -> String {
    percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC).to_string()
}
