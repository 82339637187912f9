//! Reading what other programs noted: W3C Web Annotations (JSON-LD; <https://www.w3.org/TR/annotation-model/>)
//! and Hypothesis' export. Nothing that they name is fetched, their contexts neither.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::annotation::{Mark, MarkKind};
use crate::export::OWN_TEXT;
use crate::library::TextIdentity;
use crate::text::{Anchor, ContentHash, Further, clean_line};

/// What an annotation says of one text: its words, or where they stand, in code points.
#[derive(Clone, Debug)]
pub(super) struct Noted {
    pub text: TextIdentity,
    pub mark: Mark,
    /// Given where no words are.
    pub position: Option<(u32, u32)>,
    /// Whether it tells when it was made.
    pub dated: bool,
}

/// One annotation as it was read: what it says of texts, or why it says nothing.
pub(super) enum Read {
    Noted(Vec<Noted>),
    /// It is a right one about something that is no stretch of text.
    PassedOver(&'static str),
    Wrong(String),
}

/// The annotations of a file; `None` where it is no such file. One that is wrong costs itself
/// alone.
pub(super) fn annotations_in(text: &str) -> Option<Vec<Read>> {
    let value: Value = serde_json::from_str(text).ok()?;
    match value {
        Value::Array(all) => {
            all.iter().any(is_annotation).then(|| all.iter().flat_map(read).collect())
        }
        ref object @ Value::Object(_) if is_annotation(object) => Some(read(object)),
        _ => None,
    }
}

/// The annotations of one line that holds a JSON object; `None` where it holds none.
pub(super) fn annotations_of_line(line: &str) -> Option<Vec<Read>> {
    let value: Value = serde_json::from_str(line).ok()?;
    is_annotation(&value).then(|| read(&value))
}

fn is_annotation(value: &Value) -> bool {
    let Value::Object(object) = value else { return false };
    object.contains_key("@context")
        || object.contains_key("rows") && object.contains_key("total")
        || object.contains_key("uri") && object.contains_key("target")
        || types(object).any(|name| name.starts_with("Annotation"))
}

/// Reads an annotation, a page or a collection of them.
fn read(value: &Value) -> Vec<Read> {
    let Value::Object(object) = value else {
        return vec![Read::Wrong("it is no object".into())];
    };
    if let Some(Value::Array(rows)) = object.get("rows") {
        return rows.iter().map(of_hypothesis).collect();
    }
    if object.contains_key("uri") {
        return vec![of_hypothesis(value)];
    }
    if types(object).any(|name| name == "AnnotationCollection") {
        return match object.get("first") {
            Some(page @ Value::Object(_)) => read(page),
            _ => vec![Read::PassedOver("its pages are elsewhere, and nothing is fetched")],
        };
    }
    if types(object).any(|name| name == "AnnotationPage") {
        return match object.get("items") {
            Some(Value::Array(items)) => {
                items.iter().map(|item| of_model(item).unwrap_or_else(Read::Wrong)).collect()
            }
            _ => vec![Read::Wrong("the page has no items".into())],
        };
    }
    vec![of_model(value).unwrap_or_else(Read::Wrong)]
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let kind = object.get("type").or_else(|| object.get("@type"));
    listed(kind).iter().filter_map(|kind| kind.as_str())
}

/// One value or a list of them as a list.
fn listed(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(all)) => all,
        Some(one) => std::slice::from_ref(one),
    }
}

/// Whether words are an IRI: a scheme, a colon and something behind it, without white space.
fn is_iri(words: &str) -> bool {
    let Some((scheme, rest)) = words.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !rest.is_empty()
        && !words.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// An annotation of the W3C's model.
fn of_model(value: &Value) -> Result<Read, String> {
    let Value::Object(object) = value else { return Err("it is no object".into()) };
    if !types(object).any(|name| name == "Annotation") {
        return Err("its type is not Annotation".into());
    }
    match object.get("id").or_else(|| object.get("@id")) {
        None => {}
        Some(Value::String(id)) if is_iri(id) => {}
        Some(_) => return Err("its id is not one IRI".into()),
    }
    for (name, what) in [("creator", "an agent"), ("generator", "a program")] {
        let right = |value: &Value| match value {
            Value::String(iri) => is_iri(iri),
            Value::Object(_) => true,
            _ => false,
        };
        if !listed(object.get(name)).iter().all(right) {
            return Err(format!("its {name} is not {what}"));
        }
    }
    let note = note(object)?;
    let times = (time(object, "created")?, time(object, "modified")?);
    let targets = listed(object.get("target"));
    if targets.is_empty() {
        return Err("it has no target".into());
    }
    let motivation = object.get("motivation").and_then(Value::as_str).unwrap_or_default();
    let mut noted = Vec::new();
    for target in targets {
        let (source, selector) = of_target(target)?;
        let title = object.get("dateline:title").and_then(Value::as_str);
        noted.extend(stretch(selector, 0).map(|stretch| {
            stretch.noted(source, title, kind_of(motivation, &note), note.clone(), times)
        }));
    }
    Ok(if noted.is_empty() {
        Read::PassedOver("it is about no stretch of text")
    } else {
        Read::Noted(noted)
    })
}

/// The source of a target and the selector within it.
fn of_target(target: &Value) -> Result<(&str, Option<&Value>), String> {
    match target {
        Value::String(iri) if is_iri(iri) => Ok((iri, None)),
        Value::Object(object) => {
            let source = object.get("source").or_else(|| object.get("id"));
            match source {
                Some(Value::String(iri)) if is_iri(iri) => Ok((iri, object.get("selector"))),
                Some(Value::Object(source)) => {
                    let iri = source.get("id").and_then(Value::as_str).filter(|iri| is_iri(iri));
                    iri.map(|iri| (iri, object.get("selector")))
                        .ok_or_else(|| "its target's source has no IRI".to_owned())
                }
                None if object.contains_key("items") => Ok(("", None)),
                _ => Err("its target names no source".into()),
            }
        }
        _ => Err("its target is neither an IRI nor an object".into()),
    }
}

/// The words of its bodies, one paragraph each; tags with a `#`.
fn note(object: &Map<String, Value>) -> Result<String, String> {
    let mut notes: Vec<String> = Vec::new();
    match object.get("bodyValue") {
        None => {}
        Some(Value::String(words)) if !object.contains_key("body") => notes.push(words.clone()),
        Some(Value::String(_)) => return Err("it has a body and a bodyValue".into()),
        Some(_) => return Err("its bodyValue is not one string".into()),
    }
    for body in listed(object.get("body")) {
        match body {
            Value::String(iri) if is_iri(iri) => {}
            Value::Object(body) => notes.extend(of_body(body, 0)?),
            _ => return Err("its body is neither an IRI nor an object".into()),
        }
    }
    Ok(notes.join("\n\n"))
}

/// Choices inside choices are followed so deep.
const DEEP: u32 = 8;

fn of_body(body: &Map<String, Value>, depth: u32) -> Result<Vec<String>, String> {
    if let Some(id) = body.get("id")
        && !id.as_str().is_some_and(is_iri)
    {
        return Err("its body's id is not one IRI".into());
    }
    if let Some(direction) = body.get("textDirection")
        && !matches!(direction.as_str(), Some("ltr" | "rtl" | "auto"))
    {
        return Err("its body's textDirection is none".into());
    }
    let is_tag = body.get("purpose").and_then(Value::as_str) == Some("tagging");
    let is_text = types(body).any(|name| name == "TextualBody");
    match body.get("value") {
        Some(Value::String(words)) if is_text && is_tag => Ok(vec![format!("#{words}")]),
        Some(Value::String(words)) if is_text => Ok(vec![words.clone()]),
        _ if is_text => Err("its textual body has not one value".into()),
        // Of a choice the first is taken, as the model says.
        _ => match listed(body.get("items")).first() {
            Some(Value::Object(first)) if depth < DEEP => of_body(first, depth + 1),
            _ => Ok(Vec::new()),
        },
    }
}

fn time(object: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>, String> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) => {
            let time = words.parse().map_err(|_| format!("its {name} is no time with a zone"))?;
            Ok(Some(time))
        }
        Some(_) => Err(format!("its {name} is not one time")),
    }
}

/// The address of a text, or the path under which Dateline wrote one that has no address.
fn named_source(iri: &str) -> Option<String> {
    let own = iri
        .strip_prefix(OWN_TEXT)
        .map(|path| percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned());
    let source = clean_line(own.as_deref().unwrap_or(iri));
    (!source.is_empty()).then_some(source)
}

fn kind_of(motivation: &str, note: &str) -> MarkKind {
    match motivation {
        "bookmarking" if note.is_empty() => MarkKind::Bookmark,
        _ if note.is_empty() => MarkKind::Highlight(0),
        _ => MarkKind::Note,
    }
}

/// The stretch of text that selectors name together.
#[derive(Default)]
struct Stretch {
    exact: String,
    prefix: String,
    suffix: String,
    position: Option<(u32, u32)>,
}

/// What selectors say, with those that refine them; `None` where they name no words.
fn stretch(selector: Option<&Value>, depth: u32) -> Option<Stretch> {
    let mut found = Stretch::default();
    for selector in listed(selector).iter().filter_map(Value::as_object) {
        let words =
            |name: &str| selector.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| {
            selector.get(name).and_then(Value::as_u64).and_then(|at| u32::try_from(at).ok())
        };
        if types(selector).any(|name| name == "TextQuoteSelector") && !words("exact").is_empty() {
            (found.exact, found.prefix, found.suffix) =
                (words("exact"), words("prefix"), words("suffix"));
        } else if types(selector).any(|name| name == "TextPositionSelector") {
            found.position = number("start").zip(number("end"));
        } else if let Some(inner) = selector.get("refinedBy")
            && depth < DEEP
            && let Some(inner) = stretch(Some(inner), depth + 1)
            && found.exact.is_empty()
        {
            found = inner;
        }
    }
    (!found.exact.is_empty() || found.position.is_some()).then_some(found)
}

impl Stretch {
    fn noted(
        self,
        source: &str,
        title: Option<&str>,
        kind: MarkKind,
        note: String,
        (created, changed): (Option<Timestamp>, Option<Timestamp>),
    ) -> Noted {
        let dated = created.or(changed).is_some();
        let created = created.or(changed).unwrap_or(Timestamp::UNIX_EPOCH);
        let position = self.position.filter(|_| self.exact.is_empty());
        let anchor = Anchor {
            exact: self.exact,
            prefix: self.prefix,
            suffix: self.suffix,
            position: 0.0,
            paragraph: 0,
            whole: kind == MarkKind::Bookmark,
            further: Further::default(),
        };
        let title = title.map(clean_line).filter(|title| !title.is_empty());
        let named = format!("{source}\n{}", title.as_deref().unwrap_or_default());
        let text = TextIdentity {
            article: None,
            source: named_source(source),
            hash: ContentHash::of(&named),
            title,
            byline: None,
            published: None,
            sketch: None,
        };
        let changed = changed.unwrap_or(created);
        Noted { text, mark: Mark { kind, anchor, note, created, changed }, position, dated }
    }
}

/// An annotation as Hypothesis exports it.
fn of_hypothesis(value: &Value) -> Read {
    let Value::Object(row) = value else { return Read::Wrong("it is no object".into()) };
    let Some(uri) = row.get("uri").and_then(Value::as_str).filter(|uri| is_iri(uri)) else {
        return Read::Wrong("it names no uri".into());
    };
    let at = |name: &str| row.get(name).and_then(Value::as_str).and_then(|at| at.parse().ok());
    let mut note = row.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    for tag in listed(row.get("tags")).iter().filter_map(Value::as_str) {
        if !note.is_empty() {
            note.push_str("\n\n");
        }
        note.push('#');
        note.push_str(tag);
    }
    let title = row.get("document").and_then(|document| document.get("title"));
    let title = listed(title).first().and_then(Value::as_str);
    let targets = listed(row.get("target")).iter().filter_map(Value::as_object);
    let noted: Vec<Noted> = targets
        .filter_map(|target| stretch(target.get("selector"), 0))
        .map(|stretch| {
            let times = (at("created"), at("updated"));
            stretch.noted(uri, title, kind_of("", &note), note.clone(), times)
        })
        .collect();
    if noted.is_empty() {
        return Read::PassedOver("it is about no stretch of text");
    }
    Read::Noted(noted)
}

#[cfg(test)]
mod tests {
    use super::{Read, annotations_in};
    use crate::annotation::MarkKind;

    fn read(json: &str) -> String {
        let all = annotations_in(json).expect("it holds annotations");
        let told = all.into_iter().map(|read| match read {
            Read::Noted(noted) => noted
                .iter()
                .map(|one| {
                    format!(
                        "{}: {} [{}]",
                        one.mark.kind.name(),
                        one.mark.anchor.exact,
                        one.mark.note
                    )
                })
                .collect::<Vec<_>>()
                .join("; "),
            Read::PassedOver(why) => format!("passed over: {why}"),
            Read::Wrong(why) => format!("wrong: {why}"),
        });
        told.collect::<Vec<_>>().join("\n")
    }

    const BEGIN: &str = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","#;

    #[test]
    fn quoted_words_are_marked_and_what_is_about_no_words_is_passed_over() {
        let target = r#""target":{"source":"http://a.example/1","selector":[{"type":"TextPositionSelector","start":4,"end":9},{"type":"TextQuoteSelector","exact":"the pier","prefix":"near "}]}}"#;
        assert_eq!(read(&format!("{BEGIN}{target}")), "highlight: the pier []");
        assert_eq!(
            read(&format!(
                r#"{BEGIN}"body":[{{"type":"TextualBody","value":"look"}},{{"type":"TextualBody","value":"port","purpose":"tagging"}}],{target}"#
            )),
            "note: the pier [look\n\n#port]"
        );
        assert_eq!(
            read(&format!(r#"{BEGIN}"target":"http://a.example/1"}}"#)),
            "passed over: it is about no stretch of text"
        );
        assert_eq!(
            read(&format!(
                r#"{BEGIN}"target":{{"source":"http://a.example/1","selector":{{"type":"FragmentSelector","value":"p2","refinedBy":{{"type":"TextQuoteSelector","exact":"inside"}}}}}}}}"#
            )),
            "highlight: inside []"
        );
    }

    #[test]
    fn what_the_model_forbids_is_named_and_the_rest_goes_on() {
        for (fault, why) in [
            (r#""id":"no iri","target":"http://a.example/""#, "its id is not one IRI"),
            (r#""body":"http://a.example/""#, "it has no target"),
            (r#""target":7"#, "its target is neither an IRI nor an object"),
            (r#""target":"two words""#, "its target is neither an IRI nor an object"),
            (r#""creator":6,"target":"http://a.example/""#, "its creator is not an agent"),
            (r#""created":["x"],"target":"http://a.example/""#, "its created is not one time"),
            (r#""bodyValue":3,"target":"http://a.example/""#, "its bodyValue is not one string"),
            (
                r#""body":{"type":"TextualBody"},"target":"http://a.example/""#,
                "its textual body has not one value",
            ),
        ] {
            let page = format!(
                r#"{{"@context":"x","type":"AnnotationPage","items":[{BEGIN}{fault}}},{BEGIN}"target":{{"source":"http://a.example/","selector":{{"type":"TextQuoteSelector","exact":"kept"}}}}}}]}}"#
            );
            assert_eq!(read(&page), format!("wrong: {why}\nhighlight: kept []"));
        }
    }

    #[test]
    fn an_export_of_hypothesis_is_read() {
        let rows = r#"{"total":2,"rows":[{"uri":"https://a.example/x","created":"2026-03-01T10:00:00Z","updated":"2026-03-02T10:00:00Z","text":"why?","tags":["pier"],"document":{"title":["Pier wins"]},"target":[{"source":"https://a.example/x","selector":[{"type":"RangeSelector"},{"type":"TextQuoteSelector","exact":"wins"}]}]},{"uri":7}]}"#;
        let all = annotations_in(rows).expect("annotations");
        let Read::Noted(noted) = &all[0] else { panic!("it is about words") };
        let (text, mark) = (&noted[0].text, &noted[0].mark);
        assert_eq!(text.title.as_deref(), Some("Pier wins"));
        assert_eq!((mark.kind.clone(), mark.note.as_str()), (MarkKind::Note, "why?\n\n#pier"));
        assert_eq!(mark.changed.to_string(), "2026-03-02T10:00:00Z");
        assert!(matches!(&all[1], Read::Wrong(why) if why.contains("uri")));
    }

    #[test]
    fn choices_inside_choices_end() {
        let deep = r#"{"type":"Choice","items":["#.repeat(60) + "{}" + &"]}".repeat(60);
        assert_eq!(
            read(&format!(r#"{BEGIN}"body":{deep},"target":"http://a.example/"}}"#)),
            "passed over: it is about no stretch of text"
        );
        assert!(annotations_in(&"[".repeat(100_000)).is_none());
    }
}
