//! What was said, and by whom: direct, mixed and reported quotations with their speakers.
//!
//! [`find`] is given the names and entities of a document and gives its quotations in order. The
//! steps, one a file: quotation marks are paired (`marks`), paragraphs with a speaker before a
//! colon are told (`labels`), and answers behind questions (`interview`), and quotations set apart with a source under them (`apart`), tokens
//! get what the rules ask of them (`words`, from the lists in `lexicon`), direct speech is put together (`direct`), the cues that are left are asked what they
//! report (`reported`, `extent`), each with whoever stands with it (`cues`, `source`), and the
//! words that name a source are led to whom they mean (`resolve`, `heads`, `antecedent`, `called`,
//! `confidence`), of which kind they are (`kinds`), what is done with the words (`claim`, `acts`) and whether
//! that is speech (`speech`). Pure: no files, clock or threads; linear time. Uses `text` and
//! `annotation`, and the syntax of this layer.

mod acts;
mod antecedent;
mod apart;
mod bodies;
mod called;
mod cast;
mod claim;
mod confidence;
mod cues;
mod direct;
mod draft;
mod extent;
mod group;
mod heads;
mod interview;
mod kinds;
mod labels;
mod lexicon;
mod marks;
mod nearest;
mod reported;
mod resolve;
mod source;
mod speech;
mod words;

use super::syntax::Tag;
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, Quote, QuoteKind};
use crate::text::{BlockKind, Document, Segments, Span};
use cast::Cast;
use draft::{Attribution, Draft, How};
use marks::Stretch;
use resolve::{Before, Named};
use words::Words;

/// The quotations of a document, in order of appearance.
pub fn find(
    document: &Document,
    segments: &Segments,
    tags: &[Tag],
    entities: &[Entity],
    mentions: &Layer<Mention>,
) -> Vec<Quote> {
    let stretches = marks::stretches(document);
    let words = Words::of(document, segments, tags, &stretches);
    let labels = labels::find(&words, &stretches, entities, mentions);
    let mut labels = interview::with_answers(&words, &stretches, labels, entities, mentions);
    apart::find(&words, &stretches, &mut labels);
    let direct = direct::find(&words, &stretches, labels);
    let reported = reported::find(&words, &stretches, &direct);
    let who = Who {
        words: &words,
        stretches: &stretches,
        entities,
        cast: Cast::of(&words, entities, mentions),
    };
    let mut drafts = direct.drafts;
    drafts.extend(reported);
    // a turn stands before what is passed on in it
    drafts.sort_by_key(|draft| (draft.place(), draft.how != How::Label, draft.end()));
    let drafts = with_continuations(&words, drafts);
    let mut quotes = who.quotes(&drafts);
    quotes.sort_by_key(|quote| (quote.start(), quote.span().end()));
    quotes
}

/// "The road is “safe,” Ruiz said. “We checked it.”": words that nobody is named with go on with
/// the
/// quotation before them, where that ends with its source and they stand right behind it.
fn with_continuations(words: &Words, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut joined: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let goes_on = |last: &&mut Draft| {
            let by_its_end = last.by.as_ref().is_some_and(|by| {
                by.speaker.is_some()
                    && last
                        .parts
                        .last()
                        .is_some_and(|part| part.end() <= words.span(&by.cue).start())
            });
            let block = words.lines[draft.lines.0].block;
            draft.by.is_none()
                && by_its_end
                && last.lines.1 + 1 == draft.lines.0
                && words.lines[last.lines.1].block == block
        };
        match joined.last_mut().filter(goes_on) {
            Some(last) => {
                last.parts.extend(draft.parts);
                last.lines.1 = draft.lines.1;
            }
            None => joined.push(draft),
        }
    }
    joined
}

/// What turns drafts into quotations.
struct Who<'a> {
    words: &'a Words<'a>,
    stretches: &'a [Stretch],
    entities: &'a [Entity],
    cast: Cast<'a>,
}

impl Who<'_> {
    /// Drafts in order; each is told who spoke before.
    fn quotes(&self, drafts: &[Draft]) -> Vec<Quote> {
        let mut before: Option<Before> = None;
        let mut turn: Option<(Named, u32)> = None;
        let mut quotes = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let blocks =
                (self.words.lines[draft.lines.0].block, self.words.lines[draft.lines.1].block);
            let speaker = draft.by.as_ref().and_then(|by| by.speaker.as_ref());
            if let Some((speaks, _)) =
                turn.filter(|&(_, end)| draft.place() < end && draft.how != How::Label)
            {
                let named = resolve::within_turn(self.words, draft, speaks, &self.cast);
                // what people in it think is no news
                quotes.extend(Some(self.quote(draft, named)).filter(|quote| quote.speech));
                continue;
            }
            let near = before.filter(|before| before.block + 1 >= blocks.0);
            let named = resolve::named(self.words, draft, near, &self.cast);
            // a headline's colon parts topics too: only a person speaks there
            let person = named
                .entity
                .and_then(|id| self.entities.get(id.0 as usize))
                .is_some_and(|entity| entity.kind == EntityKind::Person);
            if draft.how == How::Headline && !person {
                continue;
            }
            quotes.push(self.quote(draft, named));
            if draft.how == How::Label {
                turn = Some((named, draft.end()));
            }
            if speaker.is_some() || draft.by.is_none() {
                before = Some(Before { named, block: blocks.1, line: draft.lines.1 });
            }
        }
        quotes
    }

    fn quote(&self, draft: &Draft, named: Named) -> Quote {
        let words = self.words;
        let entity = named.entity.filter(|_| named.confidence >= confidence::THRESHOLD);
        let speaker = draft.by.as_ref().and_then(|by| by.speaker.as_ref());
        let claim = claim::of(words, draft);
        let kind_of = |id: EntityId| self.entities.get(id.0 as usize).map(|entity| entity.kind);
        Quote {
            kind: self.kind(draft),
            parts: draft.parts.clone(),
            cue: draft.by.iter().map(|by| words.span(&by.cue)).collect(),
            speaker: draft.by.iter().flat_map(|by| self.speaker(by)).collect(),
            entity,
            name: entity
                .and_then(|id| self.entities.get(id.0 as usize))
                .map(|entity| entity.name.clone())
                .or_else(|| self.handle(draft)),
            addressee: draft
                .by
                .iter()
                .filter_map(|by| by.addressee.as_ref())
                .map(|range| words.span(range))
                .collect(),
            via: draft
                .by
                .iter()
                .filter_map(|by| by.via.as_ref())
                .map(|range| words.span(range))
                .collect(),
            confidence: confidence::shown(draft, entity.map(|_| named.confidence)),
            why: confidence::why(words, draft, entity.is_some()),
            source: match (speaker, entity.and_then(kind_of)) {
                (None, Some(kind)) => kinds::of(words, Some(&(0..0)), Some(kind)),
                (speaker, kind) => kinds::of(words, speaker, kind),
            },
            speech: speech::is_speech(words, draft, &claim, entity.is_some()),
            verb: claim.verb.map(|verb| words.span(&verb)),
            act: claim.act,
            polarity: claim.polarity,
            modality: claim.modality,
        }
    }

    /// The name under which a post was written, where no other is known.
    fn handle(&self, draft: &Draft) -> Option<String> {
        let speaker = draft.by.as_ref().filter(|by| by.how == How::Label)?.speaker.as_ref()?;
        let name = self.words.document.slice(self.words.span(speaker));
        name.starts_with('@').then(|| name.to_owned())
    }

    /// The words that name the source, and a "who" that stands for them.
    fn speaker(&self, by: &Attribution) -> Vec<Span> {
        let words = self.words;
        let mut spans: Vec<Span> = by.speaker.iter().map(|range| words.span(range)).collect();
        let who = (by.cue.start.saturating_sub(3)..by.cue.start)
            .find(|&at| matches!(words.text(at), "who" | "which"));
        if let (Some(who), Some(speaker)) = (who, &by.speaker)
            && speaker.end <= who
        {
            spans.push(words.all[who].span);
        }
        spans
    }

    /// Direct where the words are set apart or marks hold every part, mixed where they hold some of it.
    fn kind(&self, draft: &Draft) -> QuoteKind {
        let marked = |part: &Span| {
            let from =
                self.stretches.partition_point(|stretch| stretch.outer.end() <= part.start());
            let touching = self.stretches[from..]
                .iter()
                .take_while(|stretch| stretch.outer.start() < part.end());
            touching.fold((false, false), |(_, whole), stretch| {
                (true, whole || stretch.outer.encloses(*part))
            })
        };
        let parts: Vec<(bool, bool)> = draft.parts.iter().map(marked).collect();
        let is_apart = draft.how == How::Label
            && self
                .words
                .document
                .blocks()
                .get(self.words.lines[draft.lines.0].block)
                .is_some_and(|block| matches!(block.kind, BlockKind::BlockQuote { .. }));
        if is_apart || parts.iter().all(|&(_, whole)| whole) {
            QuoteKind::Direct
        } else if parts.iter().any(|&(some, _)| some) {
            QuoteKind::Mixed
        } else {
            QuoteKind::Indirect
        }
    }
}
