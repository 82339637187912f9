//! Training the tagger.

use std::collections::BTreeMap;

use dateline::analysis::syntax::Tag;
use dateline::analysis::syntax::lexicon::Lexicon;
use dateline::analysis::syntax::model::{Model, TAGGER_UNITS};
use dateline::analysis::syntax::network::Network;
use dateline::analysis::syntax::tagger::{FEATURES, History, fill, tag_words};
use dateline::analysis::syntax::word::Word;

use crate::gradient::{Learner, errors};
use crate::noise::vary;
use crate::random::Random;
use crate::treebank::Sentence;

pub(crate) struct Settings {
    pub rows: usize,
    pub epochs: usize,
    pub rate: f32,
    pub dropout: f32,
    /// How often a known word is shown as if it were unknown, divided by how often it is met.
    pub forget: f32,
}

/// The classes that `sentences` show at least five times, by number.
fn classes<'a>(sentences: impl Iterator<Item = &'a Sentence>) -> Vec<[u8; 2]> {
    let mut counts: BTreeMap<Tag, u32> = BTreeMap::new();
    for &tag in sentences.flat_map(|sentence| &sentence.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|&(_, count)| count >= 5)
        .map(|(tag, _)| [tag.pos as u8, tag.penn as u8])
        .collect()
}

pub(crate) fn words(forms: &[String], lexicon: &Lexicon) -> Vec<Word> {
    forms.iter().map(|form| Word::of(form, lexicon)).collect()
}

/// A tagger trained on `sentences`, each with a variant that is shown half of the time.
pub(crate) fn train(
    sentences: &[(Sentence, Sentence)],
    lexicon: &Lexicon,
    settings: &Settings,
    seed: u64,
) -> Vec<u8> {
    let mut random = Random::new(seed);
    let classes = classes(sentences.iter().map(|(sentence, _)| sentence));
    let numbers: BTreeMap<[u8; 2], usize> =
        classes.iter().enumerate().map(|(number, &class)| (class, number)).collect();
    let mut scores = vec![0.0; classes.len()];
    let mut learner = Learner::<TAGGER_UNITS>::new(settings.rows, classes, &mut random);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = [0; FEATURES];
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for (done, &index) in order.iter().enumerate() {
            let progress =
                (epoch as f32 + done as f32 / order.len() as f32) / settings.epochs as f32;
            let rate = settings.rate * (1.0 - progress).max(0.02);
            let sentence =
                if random.chance(0.5) { &sentences[index].0 } else { &sentences[index].1 };
            let mut words = words(&vary(sentence, &mut random), lexicon);
            for word in &mut words {
                if word.key == word.form && random.chance(settings.forget) {
                    word.key = word.kind();
                }
            }
            let mut history = History::of(&words);
            for (place, tag) in sentence.tags.iter().enumerate() {
                fill(&words, place, &history, &mut features);
                learner.score(&features, &mut scores, settings.dropout, &mut random);
                let guess =
                    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
                let wanted = numbers.get(&[tag.pos as u8, tag.penn as u8]).copied();
                if let Some(wanted) = wanted {
                    errors(&mut scores, |class| class == wanted, |_| true);
                    learner.learn(&features, &scores, rate);
                }
                // Its own guesses are what the tagger will look back on; at first they are too bad
                // to learn from.
                let shown =
                    if epoch > 0 || wanted.is_none() { guess } else { wanted.unwrap_or(guess) };
                history.push(shown as u8, &words[place]);
            }
        }
    }
    learner.store()
}

/// The tags that the stored tagger gives.
pub(crate) fn tags(stored: &[u8], words: &[Word]) -> Vec<Tag> {
    let model = Model {
        lexicon: Lexicon::EMPTY,
        tagger: Network::read(stored).map(|(network, _)| network),
        parser: None,
    };
    let mut tags = Vec::with_capacity(words.len());
    tag_words(&model, words, &mut tags);
    tags
}

/// Share of universal and of Penn tags that are right.
pub(crate) fn accuracy(stored: &[u8], lexicon: &Lexicon, sentences: &[Sentence]) -> (f64, f64) {
    let (mut universal, mut penn, mut all) = (0, 0, 0);
    for sentence in sentences {
        for (guess, gold) in
            tags(stored, &words(&sentence.forms, lexicon)).iter().zip(&sentence.tags)
        {
            universal += u32::from(guess.pos == gold.pos);
            penn += u32::from(guess.penn == gold.penn);
            all += 1;
        }
    }
    (f64::from(universal) / f64::from(all.max(1)), f64::from(penn) / f64::from(all.max(1)))
}
