//! An article as it came in: its text and what came with it.

use std::sync::Arc;

use super::{Inline, Layer, Link};
use crate::text::Document;

/// A document with what its source says about it. The title, if there is one, is the document's
/// first heading of level 1 too, and the byline a block of its kind: all that a reader sees is in
/// the text.
#[derive(Clone, Debug)]
pub struct Article {
    pub document: Arc<Document>,
    pub title: Option<String>,
    pub byline: Option<String>,
    /// When it was published; a bare date is its midnight in UTC.
    pub published: Option<jiff::Timestamp>,
    /// Path or URL; `None` for standard input.
    pub source: Option<String>,
    /// Whether it is a web page as it stands, out of which no article was cut.
    pub whole_page: bool,
    /// A BCP 47 tag as the source declares it ("en-GB"), if it does.
    pub language: Option<String>,
    pub links: Layer<Link>,
    pub inline: Layer<Inline>,
}

impl Article {
    /// An article that is nothing but text.
    pub fn of(document: Document) -> Self {
        let (links, inline) = (Layer::empty(&document), Layer::empty(&document));
        Self {
            document: Arc::new(document),
            title: None,
            byline: None,
            published: None,
            source: None,
            whole_page: false,
            language: None,
            links,
            inline,
        }
    }

    /// The byline taken apart: one name each, without "By" and what joins them.
    pub fn authors(&self) -> Vec<String> {
        self.byline.as_deref().map(names_of).unwrap_or_default()
    }
}

/// Words between two names of a byline, in the languages that have them so.
const JOINERS: &[&str] = &[" and ", " und ", " et ", " y ", " e ", " och ", " og ", " ja ", " & "];

fn names_of(byline: &str) -> Vec<String> {
    let byline = byline.trim();
    let after = byline.split_at_checked(3).filter(|(by, _)| by.eq_ignore_ascii_case("by "));
    let mut line = after.map_or(byline, |(_, names)| names).to_owned();
    for joiner in JOINERS {
        line = line.replace(joiner, ";");
    }
    let mut names: Vec<String> = Vec::new();
    for part in line.split([';', ',', '|', '•', '·', '、']) {
        let name = part.trim().trim_end_matches('.');
        let is_rank =
            ["jr", "sr", "ii", "iii", "phd", "md"].contains(&name.to_lowercase().as_str());
        if let Some(last) = names.last_mut().filter(|_| is_rank) {
            *last = format!("{last}, {}", part.trim());
        } else if !name.is_empty() && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::names_of;

    #[test]
    fn a_byline_is_taken_apart() {
        assert_eq!(names_of("By Ana Ruiz and Bo Lind"), ["Ana Ruiz", "Bo Lind"]);
        assert_eq!(names_of("Ana Ruiz, Bo Lind & Cy Moe"), ["Ana Ruiz", "Bo Lind", "Cy Moe"]);
        assert_eq!(names_of("Ken Low, Jr., und Ana Ruiz"), ["Ken Low, Jr.", "Ana Ruiz"]);
        assert!(names_of(" ").is_empty());
    }
}
