//! Vocabularies: which prefixes a feed declares for a namespace that is known to say something of
//! feeds and items.
//!
//! Many feeds use prefixes that they declare nowhere, or wrongly: one that is not declared, or is
//! one that everybody uses, means what it always means.

use std::collections::HashSet;

use super::super::super::markup::attributes;

/// More prefixes are not remembered.
const MOST: usize = 64;

/// Prefixes that mean the same in every feed, beside [`APART`].
const USUAL: [&str; 11] =
    ["xml", "xmlns", "rss", "rdf", "atom", "dc", "dcterms", "content", "xhtml", "sy", "feedburner"];

/// The same, of vocabularies whose titles and descriptions are not the item's own words.
pub(super) const APART: [&str; 11] = [
    "media",
    "itunes",
    "googleplay",
    "podcast",
    "geo",
    "georss",
    "thr",
    "wfw",
    "slash",
    "cc",
    "creativecommons",
];

/// Parts of the names of namespaces, in small letters, whose elements are read.
const KNOWN: [&str; 14] = [
    "purl.org/rss/1.0",
    "purl.org/net/rss1.1",
    "purl.org/dc/",
    "purl.org/atom",
    "purl.org/syndication",
    "purl.org/media",
    "w3.org/2005/atom",
    "w3.org/1999/xhtml",
    "w3.org/1999/02/22-rdf-syntax",
    "backend.userland.com",
    "netscape.com/rdf",
    "search.yahoo.com/mrss",
    "itunes.com/dtds",
    "rssboard.org",
];

/// The prefixes of namespaces that nobody here knows.
#[derive(Default)]
pub(super) struct Vocabularies {
    foreign: HashSet<String>,
}

impl Vocabularies {
    /// Takes up what a tag declares.
    pub(super) fn declare(&mut self, tag: &str) {
        if memchr::memmem::find(tag.as_bytes(), b"xmlns:").is_none() {
            return;
        }
        for (name, namespace) in attributes(tag) {
            let Some(prefix) = name.strip_prefix("xmlns:").filter(|prefix| !prefix.is_empty())
            else {
                continue;
            };
            let prefix = prefix.to_ascii_lowercase();
            let namespace = namespace.to_ascii_lowercase();
            let is_known = namespace.trim().is_empty()
                || USUAL.contains(&prefix.as_str())
                || APART.contains(&prefix.as_str())
                || prefix.starts_with("atom")
                || KNOWN.iter().any(|known| namespace.contains(known));
            if is_known {
                self.foreign.remove(&prefix);
            } else if self.foreign.len() < MOST {
                self.foreign.insert(prefix);
            }
        }
    }

    /// Whether the prefix, in small letters, is declared for something else.
    pub(super) fn is_foreign(&self, prefix: &str) -> bool {
        !prefix.is_empty() && self.foreign.contains(prefix)
    }
}
