//! Training the parser.

use std::collections::BTreeMap;

use dateline::analysis::syntax::configuration::{self, FEATURES, fill};
use dateline::analysis::syntax::lexicon::Lexicon;
use dateline::analysis::syntax::model::{Model, PARSER_UNITS};
use dateline::analysis::syntax::network::Network;
use dateline::analysis::syntax::parser::parse_words;
use dateline::analysis::syntax::transition::{Move, State};
use dateline::analysis::syntax::word::Word;
use dateline::analysis::syntax::{Parse, Relation, Tag};

use crate::gradient::{Learner, errors};
use crate::noise::vary;
use crate::oracle::Gold;
use crate::random::Random;
use crate::tagging::{tags, words};
use crate::treebank::Sentence;

pub(crate) struct Settings {
    pub rows: usize,
    pub epochs: usize,
    pub rate: f32,
    pub dropout: f32,
    pub forget: f32,
    /// How often the parser follows its own choice instead of a right one.
    pub explore: f32,
}

const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// Moves with the relations that `sentences` show at least three times on that side.
fn classes<'a>(sentences: impl Iterator<Item = &'a Sentence>) -> Vec<[u8; 2]> {
    let mut counts: BTreeMap<[u8; 2], u32> = BTreeMap::new();
    for sentence in sentences {
        for (index, (&head, &relation)) in
            sentence.heads.iter().zip(&sentence.relations).enumerate()
        {
            let action = if head > index as u32 { Move::Left } else { Move::Right };
            *counts.entry([action as u8, relation as u8]).or_default() += 1;
        }
    }
    let arcs = counts.into_iter().filter(|&(_, count)| count >= 3).map(|(class, _)| class);
    std::iter::once([Move::Shift as u8, Relation::Dep as u8]).chain(arcs).collect()
}

/// A parser trained on `sentences`, each with a variant; the fold of a sentence (its index modulo
/// their number) says which of the `taggers` has not seen it and gives its tags.
pub(crate) fn train(
    sentences: &[(Sentence, Sentence)],
    taggers: &[Vec<u8>],
    lexicon: &Lexicon,
    settings: &Settings,
    seed: u64,
) -> Vec<u8> {
    let mut random = Random::new(seed);
    let classes = classes(sentences.iter().map(|(sentence, _)| sentence));
    let mut learner = Learner::<PARSER_UNITS>::new(settings.rows, classes, &mut random);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for (done, &index) in order.iter().enumerate() {
            let progress =
                (epoch as f32 + done as f32 / order.len() as f32) / settings.epochs as f32;
            let rate = settings.rate * (1.0 - progress).max(0.02);
            let explore = if epoch == 0 { 0.0 } else { settings.explore };
            let sentence =
                if random.chance(0.5) { &sentences[index].0 } else { &sentences[index].1 };
            let mut words = words(&vary(sentence, &mut random), lexicon);
            let tags = tags(&taggers[index % taggers.len()], &words);
            for word in &mut words {
                if word.key == word.form && random.chance(settings.forget) {
                    word.key = word.kind();
                }
            }
            let lesson = Lesson {
                sentence,
                words: &words,
                tags: &tags,
                rate,
                dropout: settings.dropout,
                explore,
            };
            lesson.give(&mut learner, &mut random);
        }
    }
    learner.store()
}

struct Lesson<'a> {
    sentence: &'a Sentence,
    words: &'a [Word],
    tags: &'a [Tag],
    rate: f32,
    dropout: f32,
    explore: f32,
}

impl Lesson<'_> {
    /// Parses the sentence once and learns from every move.
    fn give(&self, learner: &mut Learner<PARSER_UNITS>, random: &mut Random) {
        let gold = Gold::new(&self.sentence.heads);
        let view = configuration::Sentence::new(self.words, self.tags);
        let mut state = State::new(self.words.len());
        let mut on_stack = vec![false; self.words.len() + 1];
        let mut features = [0; FEATURES];
        let classes = learner.classes.clone();
        let mut scores = vec![0.0; classes.len()];
        while !state.is_done() {
            fill(&view, &state, &mut features);
            learner.score(&features, &mut scores, self.dropout, random);
            let allowed = MOVES.map(|action| state.allows(action));
            let costs = MOVES.map(|action| {
                if state.allows(action) { gold.cost(&state, action, &on_stack) } else { u32::MAX }
            });
            let least = costs.iter().copied().min().unwrap_or(0);
            let relation = self
                .sentence
                .relations
                .get(state.stacked(0) as usize)
                .copied()
                .unwrap_or(Relation::Dep);
            let right = |class: usize| {
                let [action, name] = classes[class];
                costs[usize::from(action)] == least && (action == 0 || name == relation as u8)
            };
            let choose = |filter: &dyn Fn(usize) -> bool| {
                (0..scores.len())
                    .filter(|&class| filter(class))
                    .max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
            };
            let possible = |class: usize| allowed[usize::from(classes[class][0])];
            let best = choose(&possible).unwrap_or(0);
            let follow =
                if random.chance(self.explore) { best } else { choose(&right).unwrap_or(best) };
            errors(&mut scores, right, possible);
            learner.learn(&features, &scores, self.rate);
            let [action, name] = classes[follow];
            let action = Move::from_number(action);
            if action == Move::Shift {
                on_stack[state.next as usize] = true;
            } else {
                on_stack[state.stacked(0) as usize] = false;
            }
            state.apply(action, Relation::from_number(name));
        }
    }
}

/// The tree that the stored parser gives.
pub(crate) fn parse(stored: &[u8], words: &[Word], tags: &[Tag]) -> Parse {
    let model = Model {
        lexicon: Lexicon::EMPTY,
        tagger: None,
        parser: Network::read(stored).map(|(network, _)| network),
    };
    parse_words(&model, words, tags)
}

/// Attachments counted: all tokens, right heads, right heads with relations, and the same for each
/// relation that matters.
#[derive(Default)]
pub(crate) struct Score {
    pub all: u32,
    pub heads: u32,
    pub labelled: u32,
    /// Gold, guessed, both (head and relation right) by relation.
    pub relations: BTreeMap<Relation, [u32; 3]>,
}

impl Score {
    pub(crate) fn of(
        tagger: &[u8],
        parser: &[u8],
        lexicon: &Lexicon,
        sentences: &[Sentence],
    ) -> Self {
        let mut score = Self::default();
        for sentence in sentences {
            let words = words(&sentence.forms, lexicon);
            let parse = parse(parser, &words, &tags(tagger, &words));
            for index in 0..sentence.len() {
                let (head, relation) = (
                    parse.heads[index] == sentence.heads[index],
                    parse.relations[index] == sentence.relations[index],
                );
                score.all += 1;
                score.heads += u32::from(head);
                score.labelled += u32::from(head && relation);
                score.relations.entry(sentence.relations[index]).or_default()[0] += 1;
                score.relations.entry(parse.relations[index]).or_default()[1] += 1;
                score.relations.entry(sentence.relations[index]).or_default()[2] +=
                    u32::from(head && relation);
            }
        }
        score
    }

    /// Share of right heads, and of right heads with the right relation.
    pub(crate) fn shares(&self) -> (f64, f64) {
        let all = f64::from(self.all.max(1));
        (f64::from(self.heads) / all, f64::from(self.labelled) / all)
    }
}
