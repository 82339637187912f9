//! What was said, and by whom: direct, mixed and reported quotations with their speakers.
//!
//! [`find`] is given the names and entities of a document and gives its quotations in order. The steps, one a file: quotation marks
//! are paired (`marks`), tokens get what the rules ask of them (`words`, from the lists in `lexicon`), direct speech is put
//! together and attributed (`direct`, `source`), and the words that name a source are led to whom they mean (`resolve`).
//! Pure: no files, clock or threads; linear time. Uses `text` and `annotation`, and the syntax of this layer.

mod confidence;
mod cues;
mod direct;
mod draft;
mod extent;
mod lexicon;
mod marks;
mod reported;
mod resolve;
mod source;
mod words;

use super::syntax::Tag;
use crate::annotation::{Entity, EntityId, Layer, Mention, Quote, QuoteKind};
use crate::text::{Document, Segments, Span};
use draft::Draft;
use marks::Stretch;
use words::Words;

/// The quotations of a document, in order of appearance.
pub fn find(document: &Document, segments: &Segments, tags: &[Tag], entities: &[Entity], mentions: &Layer<Mention>) -> Vec<Quote> {
    let stretches = marks::stretches(document);
    let words = Words::of(document, segments, tags, &stretches);
    let direct = direct::find(&words, &stretches);
    let reported = reported::find(&words, &stretches, &direct);
    let who = Who { words: &words, stretches: &stretches, entities, mentions };
    let mut quotes: Vec<Quote> = who.quotes(&direct.drafts);
    quotes.extend(reported.iter().map(|draft| who.quote(draft, who.named(draft))));
    quotes.sort_by_key(|quote| (quote.start(), quote.span().end()));
    quotes
}

/// What turns drafts into quotations.
struct Who<'a> {
    words: &'a Words<'a>,
    stretches: &'a [Stretch],
    entities: &'a [Entity],
    mentions: &'a Layer<Mention>,
}

/// Whom a source means, and how sure that is.
#[derive(Clone, Copy, Default)]
struct Named {
    entity: Option<EntityId>,
    confidence: f32,
}

impl Who<'_> {
    /// Direct quotations: one that nobody is named with is led to who spoke in the paragraph before.
    fn quotes(&self, drafts: &[Draft]) -> Vec<Quote> {
        let mut before: Option<(usize, Named)> = None;
        let mut quotes = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let (first, last) = (self.words.lines[draft.lines.0].block, self.words.lines[draft.lines.1].block);
            let own = self.named(draft);
            let named = match before {
                Some((block, named)) if draft.by.is_none() && block + 1 >= first => Named { confidence: named.confidence * confidence::CARRIED, ..named },
                _ => own,
            };
            quotes.push(self.quote(draft, named));
            before = Some((last, named));
        }
        quotes
    }

    /// The entity that the draft's own source means.
    fn named(&self, draft: &Draft) -> Named {
        let Some(speaker) = draft.by.as_ref().and_then(|by| by.speaker.as_ref()) else { return Named::default() };
        match resolve::entity(self.words, speaker, self.entities, self.mentions) {
            Some((entity, form)) => Named { entity: Some(entity), confidence: confidence::of(draft.how, form) },
            None => Named::default(),
        }
    }

    fn quote(&self, draft: &Draft, named: Named) -> Quote {
        let words = self.words;
        let entity = named.entity.filter(|_| named.confidence >= confidence::THRESHOLD);
        Quote {
            kind: self.kind(draft),
            parts: draft.parts.clone(),
            cue: draft.by.iter().map(|by| words.span(&by.cue)).collect(),
            speaker: draft.by.iter().filter_map(|by| by.speaker.as_ref()).map(|range| words.span(range)).collect(),
            entity,
            name: entity.and_then(|id| self.entities.get(id.0 as usize)).map(|entity| entity.name.clone()),
            addressee: draft.by.iter().filter_map(|by| by.addressee.as_ref()).map(|range| words.span(range)).collect(),
            via: draft.via.clone(),
            confidence: named.confidence,
            why: confidence::why(words, draft, entity.is_some()),
        }
    }

    /// Direct where marks hold every part, mixed where they hold some of it.
    fn kind(&self, draft: &Draft) -> QuoteKind {
        let marked = |part: &Span| {
            let from = self.stretches.partition_point(|stretch| stretch.outer.end() <= part.start());
            let touching = self.stretches[from..].iter().take_while(|stretch| stretch.outer.start() < part.end());
            touching.fold((false, false), |(_, whole), stretch| (true, whole || stretch.outer.encloses(*part)))
        };
        let parts: Vec<(bool, bool)> = draft.parts.iter().map(marked).collect();
        if parts.iter().all(|&(_, whole)| whole) {
            QuoteKind::Direct
        } else if parts.iter().any(|&(some, _)| some) {
            QuoteKind::Mixed
        } else {
            QuoteKind::Indirect
        }
    }
}
