//! The dependency tree of a sentence: the best move, one after the other, two for each token.

use crate::text::{Document, Segments};

use super::model::Model;
use super::network::Start;
use super::transition::{Move, State};
use super::word::Word;
use super::{Parse, Relation, Tag, configuration};

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
    parse_words(model, &words, tags)
}

/// The tree over `words` with their `tags`.
pub fn parse_words(model: &Model, words: &[Word], tags: &[Tag]) -> Parse {
    let mut state = State::new(words.len());
    let sentence = configuration::Sentence::new(words, tags);
    let mut starts: [Option<Start>; 8] = Default::default();
    let mut features = [0; configuration::FEATURES];
    while !state.is_done() {
        let allowed = [Move::Shift, Move::Left, Move::Right].map(|action| state.allows(action));
        let choices = allowed.iter().rev().fold(0, |bits, &may| bits << 1 | usize::from(may));
        let network = model.parser.as_ref().filter(|_| is_a_choice(&state, allowed));
        let class = network.and_then(|network| {
            let start = starts[choices].get_or_insert_with(|| {
                network.start(|[number, _]| allowed[usize::from(number.min(2))])
            });
            configuration::fill(&sentence, &state, &mut features);
            network.classes().get(network.best(start, &features)?)
        });
        let (action, relation) = class.map_or_else(
            || only(allowed),
            |&[number, name]| (Move::from_number(number), Relation::from_number(name)),
        );
        state.apply(action, relation);
    }
    let (heads, relations) = state.finish();
    Parse::new(heads, relations)
}

/// Whether there is something to choose: where the next token can only go onto the stack, or the
/// last one only below the root, the relation is settled as well.
fn is_a_choice(state: &State, allowed: [bool; 3]) -> bool {
    match allowed {
        [true, false, false] => false,
        [false, true, false] => state.next != state.root(),
        _ => true,
    }
}

/// The one move that is allowed, or the first of them.
fn only([shift, _, right]: [bool; 3]) -> (Move, Relation) {
    let action = match (shift, right) {
        (true, _) => Move::Shift,
        (false, true) => Move::Right,
        (false, false) => Move::Left,
    };
    (action, Relation::Dep)
}
