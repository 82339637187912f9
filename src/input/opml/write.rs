//! OPML out: well-formed, also for readers that know namespaces, whatever the list held.

use std::collections::{BTreeSet, HashSet};

use super::{Opml, Outline, is_name};
use crate::input::markup::escape;

impl Opml {
    /// As a file. Reading it gives the same list.
    pub fn write(&self) -> String {
        let mut inside = Writer::default();
        inside.head(self);
        inside.start(1, "body", &self.body, ">\n");
        inside.outlines(&self.outlines);
        inside.out.push_str("  </body>\n</opml>\n");

        let mut root =
            vec![("version".to_owned(), self.version.clone().unwrap_or_else(|| "2.0".into()))];
        root.extend(self.attributes.iter().filter(|(name, _)| name != "version").cloned());
        let mut whole = Writer {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into(),
            prefixes: inside.prefixes,
        };
        let used = root.iter().filter_map(|(name, _)| prefix_of(name)).map(str::to_owned);
        whole.prefixes.extend(used.collect::<Vec<_>>());
        // A prefix that nobody explained needs some name: without one the file is none to a reader
        // that knows namespaces.
        let declared: HashSet<&str> = root
            .iter()
            .filter(|attribute| is_writable(attribute))
            .filter_map(|(name, _)| name.strip_prefix("xmlns:"))
            .collect();
        let mut missing = std::mem::take(&mut whole.prefixes);
        missing.retain(|prefix| !declared.contains(prefix.as_str()));
        root.extend(
            missing
                .into_iter()
                .map(|prefix| (format!("xmlns:{prefix}"), format!("urn:undeclared:{prefix}"))),
        );
        whole.start(0, "opml", &root, ">\n");
        whole.out.push_str(&inside.out);
        whole.out
    }
}

/// A file being written.
#[derive(Default)]
struct Writer {
    out: String,
    /// Prefixes of names that were written.
    prefixes: BTreeSet<String>,
}

impl Writer {
    fn head(&mut self, opml: &Opml) {
        self.out.push_str("  <head>\n");
        for element in opml.head.iter().filter(|element| is_name(&element.name)) {
            self.prefixes.extend(prefix_of(&element.name).map(str::to_owned));
            self.start(2, &element.name, &element.attributes, ">");
            escape(&element.text, &mut self.out);
            self.out.push_str(&format!("</{}>\n", element.name));
        }
        self.out.push_str("  </head>\n");
    }

    /// Depth is bounded by reading, but lists may be built by programs too: no recursion.
    fn outlines(&mut self, outlines: &[Outline]) {
        let mut walk: Vec<(std::slice::Iter<'_, Outline>, usize)> = vec![(outlines.iter(), 2)];
        while let Some((siblings, depth)) = walk.last_mut() {
            let depth = *depth;
            if let Some(outline) = siblings.next() {
                self.start(
                    depth,
                    "outline",
                    &outline.attributes,
                    if outline.children.is_empty() { "/>\n" } else { ">\n" },
                );
                if !outline.children.is_empty() {
                    walk.push((outline.children.iter(), depth + 1));
                }
            } else {
                walk.pop();
                if depth > 2 {
                    self.out.push_str(&"  ".repeat(depth - 1));
                    self.out.push_str("</outline>\n");
                }
            }
        }
    }

    fn start(&mut self, depth: usize, name: &str, attributes: &[(String, String)], end: &str) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(&format!("<{name}"));
        for attribute in attributes.iter().filter(|attribute| is_writable(attribute)) {
            self.prefixes.extend(prefix_of(&attribute.0).map(str::to_owned));
            self.out.push_str(&format!(" {}=\"", attribute.0));
            escape(&attribute.1, &mut self.out);
            self.out.push('"');
        }
        self.out.push_str(end);
    }
}

/// The prefix of a name, if it has one that has to be declared.
fn prefix_of(name: &str) -> Option<&str> {
    name.split_once(':')
        .map(|(prefix, _)| prefix)
        .filter(|prefix| !matches!(*prefix, "xml" | "xmlns"))
}

/// Whether it is an attribute that XML allows. A prefix cannot be bound to nothing, and `xml` and
/// `xmlns`
/// are bound already.
fn is_writable((name, value): &(String, String)) -> bool {
    is_name(name)
        && match name.split_once(':') {
            Some(("xmlns", prefix)) => !value.is_empty() && !matches!(prefix, "xml" | "xmlns"),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::Opml;

    const LIST: &str = "<?xml version='1.0'?><opml xmlns:odd='urn:odd' version='1.1' fine='1'><head><title>A &amp; B</title></head><body on='2'>\
        <outline text='News'><outline text='Sub'><outline type='rss' xmlUrl='http://a.example/?a=1&amp;b=2' title='It&apos;s \"A\"' odd:one='&#10;x'/></outline></outline>\
        <outline xmlurl='http://b.example/'>";

    #[test]
    fn folders_and_unknown_attributes_survive_a_round_trip() {
        let list = Opml::read(LIST).unwrap_or_default();
        assert_eq!(Opml::read(&list.write()).unwrap_or_default(), list);
        assert!(
            list.write().contains("<opml version=\"1.1\" xmlns:odd=\"urn:odd\" fine=\"1\">")
                && list.write().contains("<body on=\"2\">")
        );
        let feeds = list.feeds();
        assert_eq!(feeds.len(), 2);
        assert_eq!(feeds[0].0, ["News", "Sub"]);
        assert_eq!(
            (feeds[0].1.url(), feeds[0].1.title(), feeds[0].1.attribute("odd:one")),
            (Some("http://a.example/?a=1&b=2"), Some("It's \"A\""), Some("x"))
        );
        assert_eq!(feeds[1].1.url(), Some("http://b.example/"));
    }

    #[test]
    fn every_prefix_is_declared_and_no_sign_is_written_that_xml_forbids() {
        let list = Opml::read(
            "<opml xmlns:gone=''><head><a:b/></head><body xml:lang='en'><outline fz:x='&#1;' gone:y='1' two:many:colons='' xmlns:own='u' own:z=''/></body></opml>",
        );
        let out = list.unwrap_or_default().write();
        let root = "<opml version=\"2.0\" xmlns:a=\"urn:undeclared:a\" xmlns:fz=\"urn:undeclared:fz\" xmlns:gone=\"urn:undeclared:gone\" xmlns:own=\"urn:undeclared:own\">";
        assert!(
            out.contains(root)
                && out.contains("<a:b></a:b>")
                && out.contains("<body xml:lang=\"en\">"),
            "{out}"
        );
        assert!(
            out.contains("<outline fz:x=\"\u{fffd}\" gone:y=\"1\" xmlns:own=\"u\" own:z=\"\"/>"),
            "{out}"
        );
    }
}
