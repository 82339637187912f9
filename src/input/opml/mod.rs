//! Lists of feeds: OPML 1 and 2, and newsboat's `urls`. Both come in and go out without loss;
//! nothing in them is ever run.

mod read;
mod urls;
mod valid;
mod write;

pub use urls::{UrlEntry, UrlLine, quoted, read_urls, words, write_urls};

/// Attributes of an element in their order: names as written, values with their references
/// replaced.
pub type Attributes = Vec<(String, String)>;

/// One outline: a feed (it has an `xmlUrl`) or a folder, or both at once, with all its attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub attributes: Attributes,
    pub children: Vec<Outline>,
}

impl Outline {
    /// The value of an attribute, whatever the case of its name; `None` if it is missing or empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Gives an attribute its value, or takes it away.
    pub fn set(&mut self, name: &str, value: Option<&str>) {
        let known = self.attributes.iter().position(|(other, _)| other.eq_ignore_ascii_case(name));
        match (known, value) {
            (Some(at), Some(value)) => value.clone_into(&mut self.attributes[at].1),
            (Some(at), None) => drop(self.attributes.remove(at)),
            (None, Some(value)) => self.attributes.push((name.to_owned(), value.to_owned())),
            (None, None) => {}
        }
    }

    /// The address of the feed, if it is one.
    pub fn url(&self) -> Option<&str> {
        self.attribute("xmlUrl")
    }

    /// What a feed is called.
    pub fn title(&self) -> Option<&str> {
        self.attribute("title").or_else(|| self.attribute("text"))
    }

    /// What a folder is called: `text` is what OPML says to show, and a folder has no other title
    /// to it.
    pub fn folder_name(&self) -> Option<&str> {
        self.attribute("text").or_else(|| self.attribute("title"))
    }
}

/// An element of the head, like `title`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadElement {
    pub name: String,
    pub attributes: Attributes,
    pub text: String,
}

/// A list of feeds in folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opml {
    /// "1.0", "1.1", "2.0"; as it was given.
    pub version: Option<String>,
    /// Of the outermost element, but for its version; namespaces are declared here.
    pub attributes: Attributes,
    pub head: Vec<HeadElement>,
    /// Attributes of the body.
    pub body: Attributes,
    pub outlines: Vec<Outline>,
}

/// Why something is no list of feeds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpmlError {
    #[error("it is no OPML: it holds neither <opml> nor <outline>")]
    NotOpml,
}

/// The text of a list of feeds, whatever character set it comes in.
pub fn list_text(bytes: Vec<u8>) -> Result<String, super::InputError> {
    super::charset::decode(bytes, &super::Hints::default())
}

impl Opml {
    /// Every feed with the names of the folders it lies in, outermost first, in the order of the
    /// list.
    pub fn feeds(&self) -> Vec<(Vec<&str>, &Outline)> {
        let mut feeds = Vec::new();
        let mut folders: Vec<&str> = Vec::new();
        let mut walk = vec![self.outlines.iter()];
        while let Some(siblings) = walk.last_mut() {
            let Some(outline) = siblings.next() else {
                walk.pop();
                folders.pop();
                continue;
            };
            if outline.url().is_some() {
                feeds.push((folders.clone(), outline));
            }
            if !outline.children.is_empty() {
                folders.push(outline.folder_name().unwrap_or_default());
                walk.push(outline.children.iter());
            }
        }
        feeds
    }
}

/// Whether it can stand as a name in XML with namespaces: one prefix at most, nothing empty.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    match name.split_once(':') {
        Some((prefix, local)) => is_part(prefix) && is_part(local),
        None => is_part(name),
    }
}
