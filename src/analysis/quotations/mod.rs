//! What was said, and by whom: direct, mixed and reported quotations with their speakers.
//!
//! [`find`] is given the names and entities of a document and gives its quotations in order. The steps, one a file: quotation marks
//! are paired (`marks`), tokens get what the rules ask of them (`words`, from the lists in `lexicon`), direct speech is put
//! together and attributed (`direct`, `source`), and the words that name a source are led to whom they mean (`resolve`).
//! Pure: no files, clock or threads; linear time. Uses `text` and `annotation`, and the syntax of this layer.

mod direct;
mod draft;
mod lexicon;
mod marks;
mod resolve;
mod source;
mod words;

use super::syntax::Tag;
use crate::annotation::{Entity, Layer, Mention, Quote, QuoteKind};
use crate::text::{Document, Segments};
use draft::{Draft, How};
use words::Words;

/// The quotations of a document, in order of appearance.
pub fn find(document: &Document, segments: &Segments, tags: &[Tag], entities: &[Entity], mentions: &Layer<Mention>) -> Vec<Quote> {
    let stretches = marks::stretches(document);
    let words = Words::of(document, segments, tags, &stretches);
    let found = direct::find(&words, &stretches);
    let mut quotes: Vec<Quote> = found.drafts.iter().map(|draft| quote(&words, draft, entities, mentions)).collect();
    quotes.sort_by_key(|quote| (quote.start(), quote.span().end()));
    quotes
}

fn quote(words: &Words, draft: &Draft, entities: &[Entity], mentions: &Layer<Mention>) -> Quote {
    let speaker = draft.by.as_ref().and_then(|by| by.speaker.clone());
    let entity = speaker.as_ref().and_then(|speaker| resolve::entity(words, speaker, entities, mentions));
    Quote {
        kind: if draft.direct { QuoteKind::Direct } else { QuoteKind::Mixed },
        parts: draft.parts.clone(),
        cue: draft.by.iter().map(|by| words.span(&by.cue)).collect(),
        speaker: speaker.iter().map(|speaker| words.span(speaker)).collect(),
        entity: entity.map(|(id, _)| id),
        name: entity.and_then(|(id, _)| entities.get(id.0 as usize)).map(|entity| entity.name.clone()),
        addressee: draft.by.iter().filter_map(|by| by.addressee.as_ref()).map(|range| words.span(range)).collect(),
        via: draft.via.clone(),
        confidence: if entity.is_some() { 0.9 } else { 0.0 },
        why: why(words, draft),
    }
}

fn why(words: &Words, draft: &Draft) -> String {
    let cue = draft.by.as_ref().map_or("", |by| words.document.slice(words.span(&by.cue)));
    match draft.how {
        How::Subject => format!("subject of “{cue}”"),
        How::Inverted => format!("named after “{cue}”"),
        How::AccordingTo => format!("named after “{cue}”"),
        How::Label => "named before the colon".into(),
        How::Passive => format!("the one “{cue}” is about"),
        How::Owner => format!("whose “{cue}” it is"),
        How::Shared => format!("subject of the sentence that goes on with “{cue}”"),
        How::Introduced => format!("introduced by “{cue}” just before"),
        How::Continued => "goes on with the quotation before".into(),
        How::CarriedOver => "no one is named with it".into(),
        How::Nobody => format!("“{cue}” names no one"),
    }
}
