//! From text to names: the passes in order.

use super::evidence;
use super::features::{self, Line};
use super::lists::Clues;
use super::model::{self, LANES, Model};
use super::words::Words;
use crate::annotation::EntityKind;
use crate::text::{Document, Segments, Span};

/// The weights that ship.
const WEIGHTS: &[u8] = include_bytes!("../../../assets/model/names.bin");

/// One name in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    pub span: Span,
    pub kind: EntityKind,
}

/// The names of a document, sorted by place, none overlapping another and none empty. Time grows linearly with the text.
pub fn find(document: &Document, segments: &Segments) -> Vec<Name> {
    find_with(&Model::new(WEIGHTS), document, segments)
}

/// The same with other weights: for the trainer, which measures what it made.
pub fn find_with(model: &Model, document: &Document, segments: &Segments) -> Vec<Name> {
    let mut words = Words::of(document, segments, &model.lexicon, &model.clusters);
    evidence::gather(&mut words, segments, &Clues::new());
    let moves = model.moves();
    let (mut names, mut keys, mut labels, mut scores) = (Vec::new(), Vec::new(), Vec::new(), Vec::<[i16; LANES]>::new());
    for (sentence, &manner) in segments.sentences.iter().zip(&words.manners) {
        let tokens = &segments.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        let texts = |index: usize| document.slice(tokens[index]);
        let line = Line { words: words.of_sentence(sentence), manner, texts: &texts };
        for stretch in features::stretches(line.words) {
            scores.clear();
            for index in stretch.clone() {
                features::of(&line, index, &mut keys);
                scores.push(model.score(&keys));
            }
            moves.best(&scores, &mut labels);
            read(&labels, &tokens[stretch], &mut names);
        }
    }
    names
}

/// Turns labels into names.
fn read(labels: &[u8], tokens: &[Span], names: &mut Vec<Name>) {
    let mut at = 0;
    while at < labels.len() {
        let label = labels[at] as usize;
        let length = 1 + labels[at + 1..].iter().take_while(|&&next| next >= 8).count();
        if let Some(kind) = model::kind(label) {
            names.push(Name { span: tokens[at].cover(tokens[at + length - 1]), kind });
            at += length;
        } else {
            at += 1;
        }
    }
}
