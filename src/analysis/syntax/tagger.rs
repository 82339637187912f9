//! Parts of speech for the tokens of a document: from left to right, each choice a feature of the
//! next.

use crate::text::{Document, Segments, Span};

use super::model::Model;
use super::word::{Word, mix, shape};
use super::{Penn, Pos, Tag};

/// Number of features of a token.
pub const FEATURES: usize = 32;

/// The tag of every token of `segments`, in order.
pub fn tag(document: &Document, segments: &Segments) -> Vec<Tag> {
    let model = Model::shipped();
    let mut tags = Vec::with_capacity(segments.tokens.len());
    let mut words = Vec::new();
    for sentence in &segments.sentences {
        words.clear();
        let tokens = &segments.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        words.extend(tokens.iter().map(|&token| Word::of(document.slice(token), &model.lexicon)));
        tag_words(model, &words, &mut tags);
    }
    tags
}

/// The tags of the tokens of one sentence.
pub fn tag_sentence(document: &Document, tokens: &[Span]) -> Vec<Tag> {
    let model = Model::shipped();
    let words: Vec<Word> =
        tokens.iter().map(|&token| Word::of(document.slice(token), &model.lexicon)).collect();
    let mut tags = Vec::with_capacity(words.len());
    tag_words(model, &words, &mut tags);
    tags
}

/// Adds the tags of a sentence of `words` to `tags`.
pub fn tag_words(model: &Model, words: &[Word], tags: &mut Vec<Tag>) {
    let Some(network) = &model.tagger else {
        tags.extend(words.iter().map(|_| Tag::new(Pos::X, Penn::Fw)));
        return;
    };
    let start = network.start(|_| true);
    let mut history = History::of(words);
    let mut features = [0; FEATURES];
    for index in 0..words.len() {
        fill(words, index, &history, &mut features);
        let class = network.best(&start, &features).unwrap_or(0);
        let [pos, penn] = network.classes().get(class).copied().unwrap_or_default();
        history.push(class as u8, &words[index]);
        tags.push(Tag::new(Pos::from_number(pos), Penn::from_number(penn)));
    }
}

/// What the choices so far say about the next one.
pub struct History {
    /// One more than the class of the last token and of the one before it.
    last: [u32; 2],
    /// Straight quotation marks passed, odd or even.
    inside: bool,
    /// Whether the sentence is written without small initials, as headlines are.
    headline: bool,
}

impl History {
    pub fn of(words: &[Word]) -> Self {
        let lettered =
            || words.iter().filter(|word| word.shape & (shape::LETTERLESS | shape::SHORT) == 0);
        let small = lettered().filter(|word| word.shape & shape::CAPITAL == 0).count();
        Self { last: [0; 2], inside: false, headline: small * 4 < lettered().count() }
    }

    /// Takes down the class chosen for a token.
    pub fn push(&mut self, class: u8, word: &Word) {
        self.last = [u32::from(class) + 1, self.last[0]];
        self.inside ^= is_straight(word);
    }
}

fn is_straight(word: &Word) -> bool {
    word.ending == u32::from(b'"')
}

/// Writes the features of token `index`.
pub fn fill(words: &[Word], index: usize, history: &History, features: &mut [u32; FEATURES]) {
    let outside = Word::default();
    let at = |offset: isize| {
        index.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&outside)
    };
    let (before, word, after) = (at(-1), at(0), at(1));
    let [last, second] = history.last;
    let place = u32::from(index == 0)
        | u32::from(index + 1 == words.len()) << 1
        | u32::from(history.headline) << 2;
    let form = u32::from(word.shape) | u32::from(word.usual) << 8;
    let values = [
        word.key,
        word.form,
        word.suffix(1),
        word.suffix(2),
        word.suffix(3),
        word.suffix(4),
        word.beginning,
        form,
        mix(form, place),
        mix(u32::from(word.usual), last),
        mix(u32::from(word.usual), u32::from(after.usual)),
        before.key,
        after.key,
        at(-2).key,
        at(2).key,
        before.suffix(3),
        after.suffix(3),
        after.suffix(2),
        u32::from(before.shape) | u32::from(before.usual) << 8,
        u32::from(after.shape) | u32::from(after.usual) << 8,
        u32::from(at(2).usual) | u32::from(after.usual) << 8,
        last,
        second,
        mix(last, second),
        mix(last, word.key),
        mix(before.key, word.key),
        mix(word.key, after.key),
        mix(last, mix(u32::from(after.usual), u32::from(word.usual))),
        mix(u32::from(word.shape), mix(u32::from(after.shape), u32::from(before.shape))),
        mix(word.suffix(2), last),
        mix(word.suffix(3), form),
        u32::from(history.inside) | u32::from(is_straight(word)) << 1,
    ];
    for (number, (feature, value)) in features.iter_mut().zip(values).enumerate() {
        *feature = mix(number as u32 + 1, value);
    }
}
