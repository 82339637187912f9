//! An article as it came in: its text and what came with it.

use std::sync::Arc;

use super::{Emphasis, Layer, Link};
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
    /// A BCP 47 tag as the source declares it ("en-GB"), if it does.
    pub language: Option<String>,
    pub links: Layer<Link>,
    pub emphasis: Layer<Emphasis>,
}

impl Article {
    /// An article that is nothing but text.
    pub fn of(document: Document) -> Self {
        let (links, emphasis) = (Layer::empty(&document), Layer::empty(&document));
        Self {
            document: Arc::new(document),
            title: None,
            byline: None,
            published: None,
            source: None,
            language: None,
            links,
            emphasis,
        }
    }
}
