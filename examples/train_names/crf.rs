//! Training of the linear-chain field: AdaGrad on the log-likelihood, features left out at random,
//! weights that stay small.

use std::collections::HashMap;

use dateline::analysis::names::fold::mix;
use dateline::analysis::names::model::{LABELS, LANES, may_follow};

/// The first step of a weight.
const RATE: f32 = 0.08;
/// What a weight loses with each step.
const DECAY: f32 = 3.2e-4;
/// The part of the features that a training step does not see, in hundredths.
const DROP: u64 = 50;

/// One stretch: features of each word in a row, and the right labels.
#[derive(Default, Clone)]
pub(crate) struct Sequence {
    pub features: Vec<u32>,
    /// Where each word's features end.
    pub ends: Vec<u32>,
    pub labels: Vec<u8>,
    pub weight: f32,
}

impl Sequence {
    pub(crate) fn push(&mut self, keys: &[u64], index: &mut Index, label: u8) {
        self.features.extend(keys.iter().map(|&key| index.of(key)));
        self.ends.push(self.features.len() as u32);
        self.labels.push(label);
    }

    /// A further word without a first one becomes a first one.
    pub(crate) fn mend(&mut self) {
        let mut before = 15;
        for label in &mut self.labels {
            if !may_follow(before, *label as usize) {
                *label -= 7;
            }
            before = *label as usize;
        }
    }

    fn of(&self, word: usize) -> &[u32] {
        let start = if word == 0 { 0 } else { self.ends[word - 1] as usize };
        &self.features[start..self.ends[word] as usize]
    }
}

/// Numbers for features in the order in which they appear.
#[derive(Default)]
pub(crate) struct Index {
    numbers: HashMap<u64, u32>,
    keys: Vec<u64>,
    counts: Vec<u32>,
}

impl Index {
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    fn of(&mut self, key: u64) -> u32 {
        let next = self.keys.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.keys.push(key);
            self.counts.push(0);
        }
        self.counts[number as usize] += 1;
        number
    }

    /// Leaves out the features seen fewer than `least` times; gives the sequences with new numbers,
    /// and their keys.
    pub(crate) fn frequent(
        self,
        sequences: Vec<Sequence>,
        least: u32,
    ) -> (Vec<Sequence>, Vec<u64>) {
        let keep: Vec<bool> = self.counts.iter().map(|&count| count >= least).collect();
        renumber(sequences, &self.keys, &keep)
    }
}

fn renumber(
    mut sequences: Vec<Sequence>,
    keys: &[u64],
    keep: &[bool],
) -> (Vec<Sequence>, Vec<u64>) {
    let mut numbers = vec![u32::MAX; keys.len()];
    let mut kept = Vec::new();
    for (old, _) in keep.iter().enumerate().filter(|(_, keep)| **keep) {
        numbers[old] = kept.len() as u32;
        kept.push(keys[old]);
    }
    for sequence in &mut sequences {
        let mut features = Vec::with_capacity(sequence.features.len());
        let mut ends = Vec::with_capacity(sequence.ends.len());
        for word in 0..sequence.labels.len() {
            features.extend(
                sequence
                    .of(word)
                    .iter()
                    .map(|&old| numbers[old as usize])
                    .filter(|&new| new != u32::MAX),
            );
            ends.push(features.len() as u32);
        }
        (sequence.features, sequence.ends) = (features, ends);
    }
    (sequences, kept)
}

type Row = [f32; LANES];

#[derive(Clone)]
pub(crate) struct Weights {
    pub rows: Vec<Row>,
    squares: Vec<Row>,
    pub moves: [Row; LANES],
    move_squares: [Row; LANES],
}

impl Weights {
    pub(crate) fn new(features: usize) -> Self {
        Self {
            rows: vec![[0.0; LANES]; features],
            squares: vec![[1e-2; LANES]; features],
            moves: [[0.0; LANES]; LANES],
            move_squares: [[1.0; LANES]; LANES],
        }
    }
}

/// Keeps the `most` features with the greatest weights.
pub(crate) fn prune(
    weights: &Weights,
    sequences: Vec<Sequence>,
    keys: &[u64],
    most: usize,
) -> (Weights, Vec<Sequence>, Vec<u64>) {
    let norm = |row: &Row| row.iter().map(|w| w * w).sum::<f32>();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| {
        norm(&weights.rows[b]).total_cmp(&norm(&weights.rows[a])).then(a.cmp(&b))
    });
    let mut keep = vec![false; keys.len()];
    order.iter().take(most).for_each(|&feature| keep[feature] = true);
    let (sequences, kept) = renumber(sequences, keys, &keep);
    let mut smaller = Weights::new(kept.len());
    let rows: Vec<Row> =
        (0..keys.len()).filter(|&old| keep[old]).map(|old| weights.rows[old]).collect();
    smaller.rows = rows;
    smaller.moves = weights.moves;
    (smaller, sequences, kept)
}

/// The mean of `runs` trainings from the same start, each in its own order: what one order alone
/// would have learnt falls out.
pub(crate) fn train_often(
    start: &Weights,
    sequences: &[Sequence],
    epochs: usize,
    averaged: usize,
    seeds: std::ops::Range<u64>,
) -> Weights {
    let mut mean = Mean::default();
    for seed in seeds {
        let mut weights = start.clone();
        train(&mut weights, sequences, epochs, averaged, seed);
        mean.add(&weights);
    }
    let mut weights = start.clone();
    mean.put(&mut weights);
    weights
}

/// Steps through all sequences `epochs` times; the weights at the end are the mean over the last
/// `averaged` epochs, or the last ones for 0.
pub(crate) fn train(
    weights: &mut Weights,
    sequences: &[Sequence],
    epochs: usize,
    averaged: usize,
    seed: u64,
) {
    let mut mean = Mean::default();
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut random = mix(seed);
    let mut space = Space::default();
    for epoch in 0..epochs {
        for at in (1..order.len()).rev() {
            random = mix(random.wrapping_add(0x9e37_79b9_7f4a_7c15));
            order.swap(at, (random % (at as u64 + 1)) as usize);
        }
        let mut loss = 0.0_f64;
        let rate = RATE * if averaged == 0 && epoch + 2 >= epochs { 0.4 } else { 1.0 };
        for (count, &at) in order.iter().enumerate() {
            if count % 16 == 0 {
                space.take_moves(&weights.moves);
            }
            random = mix(random.wrapping_add(0x9e37_79b9_7f4a_7c15));
            loss += space.step(weights, &sequences[at], random, rate);
            if epoch + averaged >= epochs && (count + 1) % (order.len() / 5 + 1) == 0 {
                mean.add(weights);
            }
        }
        println!("epoch {epoch}: loss {:.4}", loss / sequences.len() as f64);
    }
    mean.put(weights);
}

/// The sum of weights at several points of a training.
#[derive(Default)]
struct Mean {
    rows: Vec<Row>,
    moves: [Row; LANES],
    count: f32,
}

impl Mean {
    fn add(&mut self, weights: &Weights) {
        self.rows.resize(weights.rows.len(), [0.0; LANES]);
        for (sum, row) in self
            .rows
            .iter_mut()
            .chain(&mut self.moves)
            .zip(weights.rows.iter().chain(&weights.moves))
        {
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
        self.count += 1.0;
    }

    fn put(self, weights: &mut Weights) {
        if self.count > 0.0 {
            for (row, sum) in weights
                .rows
                .iter_mut()
                .chain(&mut weights.moves)
                .zip(self.rows.iter().chain(&self.moves))
            {
                row.iter_mut().zip(sum).for_each(|(weight, sum)| *weight = sum / self.count);
            }
        }
    }
}

/// Room for one step's numbers.
#[derive(Default)]
struct Space {
    moves: [Row; LANES],
    kept: Vec<u32>,
    ends: Vec<usize>,
    scores: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
}

fn sum(row: &Row) -> f32 {
    row.iter().sum()
}

impl Space {
    /// The moves as factors.
    fn take_moves(&mut self, moves: &[Row; LANES]) {
        for from in 0..LANES {
            for to in 0..LANES {
                let may = to < LABELS && may_follow(from, to);
                self.moves[from][to] = if may { moves[from][to].exp() } else { 0.0 };
            }
        }
    }

    /// One step; gives the loss.
    fn step(&mut self, weights: &mut Weights, sequence: &Sequence, random: u64, rate: f32) -> f64 {
        let length = sequence.labels.len();
        let shift = self.score(weights, sequence, random);
        let loss = self.chain(sequence, weights, shift);
        for word in 0..length {
            let mut error: Row = [0.0; LANES];
            let total: f32 =
                (0..LABELS).map(|l| self.forward[word][l] * self.backward[word][l]).sum();
            for (label, error) in error.iter_mut().enumerate().take(LABELS) {
                *error = -self.forward[word][label] * self.backward[word][label] / total;
            }
            error[sequence.labels[word] as usize] += 1.0;
            if error.iter().all(|e| e.abs() < 1e-3) {
                continue;
            }
            for e in &mut error {
                *e *= sequence.weight;
            }
            let start = if word == 0 { 0 } else { self.ends[word - 1] };
            for &feature in &self.kept[start..self.ends[word]] {
                update(
                    &mut weights.rows[feature as usize],
                    &mut weights.squares[feature as usize],
                    &error,
                    rate,
                );
            }
        }
        self.move_step(weights, sequence, rate);
        loss
    }

    /// Scores as factors, the greatest of each word 1; gives the sum of what was taken off.
    fn score(&mut self, weights: &Weights, sequence: &Sequence, random: u64) -> f64 {
        self.kept.clear();
        self.ends.clear();
        self.scores.clear();
        let scale = 100.0 / (100 - DROP) as f32;
        let mut shift = 0.0;
        for word in 0..sequence.labels.len() {
            let mut row: Row = [0.0; LANES];
            for (at, &feature) in sequence.of(word).iter().enumerate() {
                if mix(random ^ ((word as u64) << 32 | at as u64)) % 100 < DROP {
                    continue;
                }
                self.kept.push(feature);
                for (sum, weight) in row.iter_mut().zip(&weights.rows[feature as usize]) {
                    *sum += weight;
                }
            }
            self.ends.push(self.kept.len());
            for s in &mut row {
                *s *= scale;
            }
            let top = row[..LABELS].iter().copied().fold(f32::MIN, f32::max);
            for s in &mut row {
                *s = (*s - top).exp();
            }
            row[15] = 0.0;
            shift += f64::from(top);
            self.scores.push(row);
        }
        shift
    }

    /// Forward and backward, each word scaled to sum 1; gives the loss.
    fn chain(&mut self, sequence: &Sequence, weights: &Weights, shift: f64) -> f64 {
        let length = sequence.labels.len();
        self.forward.clear();
        self.backward.clear();
        self.backward.resize(length, [1.0; LANES]);
        let mut log = shift;
        for word in 0..length {
            let mut row: Row = [0.0; LANES];
            if word == 0 {
                row = self.moves[15];
            } else {
                for from in 0..LABELS {
                    let so_far = self.forward[word - 1][from];
                    for (to, moves) in row.iter_mut().zip(&self.moves[from]) {
                        *to += so_far * moves;
                    }
                }
            }
            for (to, score) in row.iter_mut().zip(&self.scores[word]) {
                *to *= score;
            }
            let total = sum(&row).max(1e-30);
            for f in &mut row {
                *f /= total;
            }
            log += f64::from(total.ln());
            self.forward.push(row);
        }
        for word in (0..length.saturating_sub(1)).rev() {
            let mut ahead: Row = self.scores[word + 1];
            for (ahead, back) in ahead.iter_mut().zip(&self.backward[word + 1]) {
                *ahead *= back;
            }
            let mut row: Row = [0.0; LANES];
            for (from, row) in row.iter_mut().enumerate().take(LABELS) {
                *row = self.moves[from].iter().zip(&ahead).map(|(m, a)| m * a).sum();
            }
            let total = sum(&row).max(1e-30);
            for b in &mut row {
                *b /= total;
            }
            self.backward[word] = row;
        }
        let mut right = shift;
        let mut before = 15;
        for (word, &label) in sequence.labels.iter().enumerate() {
            right += f64::from(self.scores[word][label as usize].max(1e-30).ln())
                + f64::from(weights.moves[before][label as usize]);
            before = label as usize;
        }
        log - right
    }

    fn move_step(&mut self, weights: &mut Weights, sequence: &Sequence, rate: f32) {
        let mut errors = [[0.0_f32; LANES]; LANES];
        for word in 0..sequence.labels.len() {
            let to = sequence.labels[word] as usize;
            if word == 0 {
                let total: f32 =
                    (0..LABELS).map(|l| self.forward[0][l] * self.backward[0][l]).sum();
                for (l, error) in errors[15].iter_mut().enumerate().take(LABELS) {
                    *error -= self.forward[0][l] * self.backward[0][l] / total;
                }
                errors[15][to] += 1.0;
                continue;
            }
            let mut pair = [[0.0_f32; LANES]; LABELS];
            let mut total = 0.0;
            for (from, row) in pair.iter_mut().enumerate() {
                for (label, cell) in row.iter_mut().enumerate().take(LABELS) {
                    *cell = self.forward[word - 1][from]
                        * self.moves[from][label]
                        * self.scores[word][label]
                        * self.backward[word][label];
                    total += *cell;
                }
            }
            let total = total.max(1e-30);
            for (from, row) in pair.iter().enumerate() {
                for (label, cell) in row.iter().enumerate() {
                    errors[from][label] -= cell / total;
                }
            }
            errors[sequence.labels[word - 1] as usize][to] += 1.0;
        }
        for (from, mut errors) in errors.into_iter().enumerate() {
            for e in &mut errors {
                *e *= sequence.weight;
            }
            update(&mut weights.moves[from], &mut weights.move_squares[from], &errors, rate);
        }
    }
}

fn update(row: &mut Row, squares: &mut Row, error: &Row, rate: f32) {
    for lane in 0..LANES {
        let e = error[lane];
        squares[lane] += e * e;
        let weight = row[lane] + rate * e / squares[lane].sqrt();
        row[lane] = weight * (1.0 - DECAY);
    }
}
