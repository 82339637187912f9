//! The dependency tree of a sentence: the best move, one after the other, two for each token.

use crate::text::{Document, Segments};

use super::model::Model;
use super::transition::{Move, State};
use super::word::Word;
use super::{Parse, Relation, Tag, configuration};

/// The parser tells at most so many moves with relations apart.
pub const MAX_CLASSES: usize = 128;

/// The tree of sentence `index` of `segments`; `tags` are those of the whole document. An empty
/// tree where there is no such sentence. Takes time in proportion to the length of the sentence.
pub fn parse(document: &Document, segments: &Segments, tags: &[Tag], index: usize) -> Parse {
    let Some(sentence) = segments.sentences.get(index) else { return Parse::default() };
    let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let (Some(tokens), Some(tags)) = (segments.tokens.get(range.clone()), tags.get(range)) else {
        return Parse::default();
    };
    let model = Model::shipped();
    let words: Vec<Word> =
        tokens.iter().map(|&token| Word::of(document.slice(token), &model.lexicon)).collect();
    parse_words(&model, &words, tags)
}

/// The tree over `words` with their `tags`.
pub fn parse_words(model: &Model, words: &[Word], tags: &[Tag]) -> Parse {
    let mut state = State::new(words.len());
    let sentence = configuration::Sentence::new(words, tags);
    let scorer = model.parser.map(|network| (network.scorer(), network.classes()));
    let mut scores = [0; MAX_CLASSES];
    let mut features = [0; configuration::FEATURES];
    while !state.is_done() {
        let (mut action, mut relation) = fallback(&state);
        if let Some((scorer, classes)) = &scorer {
            let count = classes.len().min(MAX_CLASSES);
            configuration::fill(&sentence, &state, &mut features);
            scorer.score(&features, &mut scores[..count]);
            let allowed = [Move::Shift, Move::Left, Move::Right].map(|action| state.allows(action));
            let mut highest = i32::MIN;
            for (&score, &[number, name]) in scores.iter().zip(*classes) {
                if score > highest && allowed[usize::from(number.min(2))] {
                    highest = score;
                    (action, relation) = (Move::from_number(number), Relation::from_number(name));
                }
            }
        }
        state.apply(action, relation);
    }
    let (heads, relations) = state.finish();
    Parse::new(heads, relations)
}

/// A move that is always allowed.
fn fallback(state: &State) -> (Move, Relation) {
    let action =
        [Move::Shift, Move::Right, Move::Left].into_iter().find(|&action| state.allows(action));
    (action.unwrap_or(Move::Left), Relation::Dep)
}
