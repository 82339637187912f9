//! What OPML 2.0 asks of a list (<https://opml.org/spec2.opml>) and many lists lack: it is added
//! before a list is given to others.

use super::{Attributes, Opml, Outline};

/// Versions that there are.
const VERSIONS: [&str; 3] = ["1.0", "1.1", "2.0"];
/// Attributes of an outline as they are spelled; strict readers tell cases apart.
const ATTRIBUTES: [&str; 12] = [
    "text",
    "title",
    "type",
    "xmlUrl",
    "htmlUrl",
    "description",
    "language",
    "category",
    "created",
    "url",
    "isComment",
    "isBreakpoint",
];
/// Elements of the head, each of which stands there once.
const HEAD: [&str; 13] = [
    "title",
    "dateCreated",
    "dateModified",
    "ownerName",
    "ownerEmail",
    "ownerId",
    "docs",
    "expansionState",
    "vertScrollState",
    "windowTop",
    "windowLeft",
    "windowBottom",
    "windowRight",
];

impl Opml {
    /// Gives the list what it must have: a version that there is, each element of the head once,
    /// names in their spelling, words for every outline, a kind for every feed. Nothing else is
    /// changed.
    pub fn make_valid(&mut self) {
        let is_known = |version: &String| VERSIONS.contains(&version.as_str());
        self.version = self.version.take().filter(is_known).or_else(|| Some("2.0".into()));
        let mut there = [false; HEAD.len()];
        self.head.retain_mut(|element| {
            let known = HEAD.iter().position(|name| name.eq_ignore_ascii_case(&element.name));
            let Some(known) = known else { return true };
            HEAD[known].clone_into(&mut element.name);
            !std::mem::replace(&mut there[known], true)
        });
        // Lists may be built by programs: no recursion.
        let mut waiting: Vec<&mut Outline> = self.outlines.iter_mut().collect();
        while let Some(outline) = waiting.pop() {
            outline.make_valid();
            waiting.extend(&mut outline.children);
        }
    }
}

impl Outline {
    fn make_valid(&mut self) {
        spell(&mut self.attributes);
        if self.attributes.iter().all(|(name, _)| name != "text") {
            let words = self.title().or_else(|| self.url()).unwrap_or_default().to_owned();
            self.attributes.insert(0, ("text".into(), words));
        }
        let is_feed = self.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("rss"));
        match (self.url().is_some(), self.attribute("type").is_some()) {
            (true, false) => self.set("type", Some("rss")),
            (false, true) if is_feed => self.set("type", None),
            _ => {}
        }
    }
}

/// Known names in their spelling, each once: the first counts.
fn spell(attributes: &mut Attributes) {
    let mut there = [false; ATTRIBUTES.len()];
    attributes.retain_mut(|(name, _)| {
        let Some(known) = ATTRIBUTES.iter().position(|known| known.eq_ignore_ascii_case(name))
        else {
            return true;
        };
        ATTRIBUTES[known].clone_into(name);
        !std::mem::replace(&mut there[known], true)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a strict reader finds wrong with a file: well-formed XML of the grammar that the
    /// standard gives, and nothing more lenient.
    fn faults(text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let mut open: Vec<String> = Vec::new();
        let mut seen: Vec<(String, String)> = Vec::new();
        let Some(mut rest) = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") else {
            return vec!["no declaration".into()];
        };
        while let Some((before, tag)) = rest.split_once('<') {
            let is_value = open.len() == 3 && open[1] == "head";
            if !is_value && !before.trim().is_empty() {
                faults.push(format!("words outside of elements: {before:?}"));
            }
            let Some((tag, after)) = tag.split_once('>') else {
                return vec!["a tag does not end".into()];
            };
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop().as_deref() != Some(name) {
                    faults.push(format!("{name} ends and was not open"));
                }
                continue;
            }
            let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, mut inside) = tag.split_once(' ').unwrap_or((tag, ""));
            let parent = open.last().cloned().unwrap_or_default();
            let mut own: Vec<(&str, &str)> = Vec::new();
            while !inside.trim().is_empty() {
                let part = inside.trim_start().split_once("=\"");
                let Some((attribute, (value, more))) =
                    part.and_then(|(name, value)| Some((name, value.split_once('"')?)))
                else {
                    return vec![format!("an attribute of {name} is no pair: {inside}")];
                };
                if own.iter().any(|(other, _)| *other == attribute) {
                    faults.push(format!("{attribute} stands twice at {name}"));
                }
                let is_reference = |part: &str| {
                    let name = part.split(';').next().unwrap_or_default();
                    part.contains(';')
                        && (name.starts_with('#')
                            || matches!(name, "amp" | "lt" | "gt" | "quot" | "apos"))
                };
                if !value.split('&').skip(1).all(is_reference) {
                    faults.push(format!("a bare & in {attribute}"));
                }
                own.push((attribute, value));
                inside = more;
            }
            let value =
                |name: &str| own.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
            let stands = match (parent.as_str(), name) {
                ("", "opml") => {
                    if !value("version").is_some_and(|version| VERSIONS.contains(&version)) {
                        faults.push("no version that there is".into());
                    }
                    true
                }
                ("opml", "head" | "body") | ("body" | "outline", "outline") => true,
                ("head", name) => HEAD.contains(&name) || name.contains(':'),
                _ => false,
            };
            if !stands {
                faults.push(format!("{name} stands in {parent:?}"));
            }
            if name == "outline" {
                if value("text").is_none() {
                    faults.push("an outline without text".into());
                }
                let is_feed = value("type") == Some("rss");
                if is_feed != value("xmlUrl").is_some() {
                    faults.push(format!("a feed without address or kind: {tag}"));
                }
                let known = ["xmlUrl", "htmlUrl", "text", "type", "title"];
                faults.extend(own.iter().filter_map(|(name, _)| {
                    let odd = known.iter().any(|k| k.eq_ignore_ascii_case(name) && k != name);
                    odd.then(|| format!("{name} is spelled wrong"))
                }));
            } else if seen.contains(&(parent.clone(), name.to_owned())) {
                faults.push(format!("{name} stands twice"));
            }
            seen.push((parent, name.to_owned()));
            if !is_empty {
                open.push(name.to_owned());
            }
        }
        if !open.is_empty() || !rest.trim().is_empty() {
            faults.push(format!("it does not end: {open:?}"));
        }
        let stands = |name: &str| seen.iter().any(|(_, other)| other == name);
        faults.extend((!stands("head")).then(|| "no head".to_owned()));
        faults.extend((!stands("body")).then(|| "no body".to_owned()));
        faults
    }

    #[test]
    fn a_list_that_lacks_what_the_standard_asks_for_goes_out_valid() {
        for list in [
            "<opml><body><outline xmlurl='http://a.example/?a=1&b=2' TITLE='A \"quoted\" <name>'/></body>",
            "<outline xmlUrl='http://a.example/'><outline type='rss' title='Folder'><outline text='x' Text='y' xmlUrl='http://b.example/'>",
            "<opml version='9'><head><title>One</title><Title>Two</Title><datecreated>x</datecreated></head><body><outline/></body></opml>",
            "<opml version='1.1'><head/><body><outline text='a' type='link' url='http://c.example/'/></body></opml>",
        ] {
            let mut opml = Opml::read(list).unwrap_or_default();
            opml.make_valid();
            let out = opml.write();
            assert_eq!(faults(&out), Vec::<String>::new(), "{out}");
            let mut again = Opml::read(&out).unwrap_or_default();
            again.make_valid();
            assert_eq!(again.write(), out, "it stays as it is");
        }
    }

    #[test]
    fn names_stay_what_they_are() {
        let mut opml = Opml::read(
            "<opml version='2.0'><body><outline title='Harbour'><outline xmlUrl='http://a.example/' title='News'/></outline></body></opml>",
        )
        .unwrap_or_default();
        opml.make_valid();
        let feeds = opml.feeds();
        assert_eq!(feeds[0].0, ["Harbour"]);
        assert_eq!(
            (feeds[0].1.title(), feeds[0].1.attribute("text")),
            (Some("News"), Some("News"))
        );
    }

    #[test]
    fn the_strict_reader_sees_what_is_missing() {
        let bare = |inside: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{inside}");
        for wrong in [
            "<opml><head></head><body></body></opml>",
            "<opml version=\"2.0\"><body></body></opml>",
            "<opml version=\"2.0\"><head></head><body><outline/></body></opml>",
            "<opml version=\"2.0\"><head></head><body><outline text=\"a\" type=\"rss\"/></body></opml>",
            "<opml version=\"2.0\"><head></head><body><outline text=\"a\" text=\"b\"/></body></opml>",
            "<opml version=\"2.0\"><head></head><body><outline text=\"a & b\"/></body></opml>",
            "<opml version=\"2.0\"><head></head><body><outline text=\"a\"></body></opml>",
        ] {
            assert!(!faults(&bare(wrong)).is_empty(), "{wrong}");
        }
        let right = "<opml version=\"2.0\"><head></head><body><outline text=\"a\"/></body></opml>";
        assert!(faults(&bare(right)).is_empty());
    }
}
