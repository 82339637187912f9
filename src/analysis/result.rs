//! What an analysis gives.

use crate::annotation::{Article, Entity, EntityId, Figure, Inline, Layer, Mention, Quote};
use crate::text::{Block, BlockKind, ContentHash, Document, Segments, Span};

/// The engine's version: raised with every change that can change an answer, so that kept analyses
/// are made anew.
pub const ENGINE: u32 = 9;

/// What the engine is told beside the text.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// When the article was published: what "Wednesday" and "last year" count from.
    pub published: Option<jiff::Timestamp>,
    /// The language its source declares, if it does.
    pub language: Option<String>,
    /// Words that the article no longer says; nothing is found in them.
    pub struck: Vec<Span>,
    /// Raised and lowered signs: a word that holds one is a formula or a unit, and no name.
    pub raised: Vec<Span>,
    /// Items of lists of links: they lead elsewhere and are not prose.
    pub ways: Vec<Span>,
}

impl Context {
    /// What an article tells beside its text.
    pub fn of(article: &Article) -> Self {
        let spans = |wanted: fn(&Inline) -> bool| {
            let found = article.inline.iter().filter(|(_, inline)| wanted(inline));
            found.map(|(span, _)| *span).collect()
        };
        Self {
            published: article.published,
            language: article.language.clone(),
            struck: spans(|inline| matches!(inline, Inline::Deleted)),
            raised: spans(|inline| matches!(inline, Inline::Superscript | Inline::Subscript)),
            ways: ways(article),
        }
    }

    /// Whether words stand in a list of links.
    pub(super) fn is_way(&self, span: Span) -> bool {
        touches(&self.ways, span)
    }

    /// Whether the article no longer says these words.
    pub(super) fn is_struck(&self, span: Span) -> bool {
        let first = self.struck.partition_point(|other| other.end() <= span.start());
        self.struck.get(first).is_some_and(|other| other.encloses(span))
    }

    /// Whether a name there would be one of a formula, or of words struck out.
    pub(super) fn is_no_name(&self, span: Span) -> bool {
        touches(&self.struck, span) || touches(&self.raised, span)
    }
}

/// The items, two or more in a row, that are nothing but links.
fn ways(article: &Article) -> Vec<Span> {
    let blocks = article.document.blocks();
    let leads = |block: &Block| {
        let linked: u32 = article.links.within(block.span).map(|(span, _)| span.len()).sum();
        matches!(block.kind, BlockKind::ListItem { .. }) && 20 * linked >= 19 * block.span.len()
    };
    let leads: Vec<bool> = blocks.iter().map(leads).collect();
    let beside = |at: usize| {
        at.checked_sub(1).is_some_and(|before| leads[before])
            || leads.get(at + 1).copied().unwrap_or(false)
    };
    let found = (0..blocks.len()).filter(|&at| leads[at] && beside(at));
    found.map(|at| blocks[at].span).collect()
}

/// Whether one of `spans`, which are in order, shares a byte with `span`.
fn touches(spans: &[Span], span: Span) -> bool {
    let first = spans.partition_point(|other| other.end() <= span.start());
    spans.get(first).is_some_and(|other| other.start() < span.end())
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
