//! From text to names: the passes in order.

use super::boundary;
use super::consistency;
use super::edges;
use super::evidence;
use super::features::{self, Line};
use super::fold::hash_word;
use super::found::{Found, Text};
use super::lists::Clues;
use super::model::{self, LANES, Model};
use super::words::Words;
use crate::annotation::EntityKind;
use crate::text::{Document, Segments, Span};

/// Bytes that begin where a line of the processor's cache begins.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// The weights that ship.
static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../assets/model/names.bin"));

/// One name in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    pub span: Span,
    pub kind: EntityKind,
}

/// The names of a document, sorted by place, none overlapping another and none empty. Time grows
/// linearly with the text.
pub fn find(document: &Document, segments: &Segments) -> Vec<Name> {
    find_with(&Model::new(&WEIGHTS.0), document, segments)
}

/// Whether English texts have the word, as far as the word clusters know.
pub(in crate::analysis) fn is_english(word: &str) -> bool {
    Model::new(&WEIGHTS.0).clusters.has(hash_word(word))
}

/// The same with other weights: for the trainer, which measures what it made.
pub fn find_with(model: &Model, document: &Document, segments: &Segments) -> Vec<Name> {
    let mut words = Words::of(document, segments, &model.lexicon, &model.clusters);
    let clues = Clues::new();
    evidence::gather(&mut words, segments, &clues);
    let found = tag(model, document, segments, &words);
    let text = Text { document, segments, words: &words.words };
    let found = edges::mend(&boundary::mend(found, &text), &text);
    let found = consistency::settle(found, &text, &clues);
    let span = |name: &Found| segments.tokens[name.start].cover(segments.tokens[name.end - 1]);
    found.iter().map(|name| Name { span: span(name), kind: name.kind }).collect()
}

/// The model's own names.
fn tag(model: &Model, document: &Document, segments: &Segments, words: &Words) -> Vec<Found> {
    let moves = model.moves();
    let (mut found, mut keys, mut labels, mut scores) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::<[i16; LANES]>::new());
    for (sentence, &manner) in segments.sentences.iter().zip(&words.manners) {
        let tokens = &segments.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        let texts = |index: usize| document.slice(tokens[index]);
        let line = Line {
            words: words.of_sentence(sentence),
            manner,
            tells_scores: words.tells_scores,
            texts: &texts,
        };
        for stretch in features::stretches(line.words) {
            scores.clear();
            for index in stretch.clone() {
                features::of(&line, index, &mut keys);
                scores.push(model.score(&keys));
            }
            moves.best(&scores, &mut labels);
            read(&labels, &scores, sentence.tokens.start as usize + stretch.start, &mut found);
        }
    }
    found
}

/// Turns labels into names; `offset` is the token of the first label.
fn read(labels: &[u8], scores: &[[i16; LANES]], offset: usize, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < labels.len() {
        let length = 1 + labels[at + 1..].iter().take_while(|&&next| next >= 8).count();
        if let Some(kind) = model::kind(labels[at] as usize) {
            let score = |kind: EntityKind| {
                let rest: i32 = scores[at + 1..at + length]
                    .iter()
                    .map(|row| i32::from(row[model::further(kind)]))
                    .sum();
                i32::from(scores[at][model::first(kind)]) + rest
            };
            found.push(Found {
                start: offset + at,
                end: offset + at + length,
                kind,
                scores: EntityKind::ALL.map(score),
            });
            at += length;
        } else {
            at += 1;
        }
    }
}
