//! What an analysis gives.

use crate::annotation::{Entity, EntityId, Figure, Layer, Mention, Quote};
use crate::text::{ContentHash, Document, Segments};

/// The engine's version: raised with every change that can change an answer, so that kept analyses
/// are made anew.
pub const ENGINE: u32 = 5;

/// What the engine is told beside the text.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// When the article was published: what "Wednesday" and "last year" count from.
    pub published: Option<jiff::Timestamp>,
    /// The language its source declares, if it does.
    pub language: Option<String>,
}

/// What is known about one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    pub document: ContentHash,
    /// ISO 639-1 ("en"), or "und" where it cannot be told.
    pub language: String,
    pub sentences: u32,
    /// In order of weight in the story.
    pub entities: Vec<Entity>,
    pub mentions: Layer<Mention>,
    /// In order of appearance.
    pub quotes: Vec<Quote>,
    pub figures: Layer<Figure>,
}

impl Analysis {
    /// An analysis that found nothing.
    pub fn empty(document: &Document, segments: &Segments) -> Self {
        Self {
            document: document.hash(),
            language: "en".into(),
            sentences: segments.sentences.len() as u32,
            entities: Vec::new(),
            mentions: Layer::empty(document),
            quotes: Vec::new(),
            figures: Layer::empty(document),
        }
    }

    /// How many quotations of theirs the text tells as said.
    pub fn said_by(&self, id: EntityId) -> usize {
        self.quotes.iter().filter(|quote| quote.entity == Some(id) && quote.is_said()).count()
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}
