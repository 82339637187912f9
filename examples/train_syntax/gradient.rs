//! The network of `syntax::network` in floating point, with its gradients, and its way into bytes.

use dateline::analysis::syntax::network::{padding, row_of};

use crate::random::Random;

/// A network with `H` hidden units that learns with AdaGrad (Duchi, Hazan and Singer 2011).
#[derive(Clone)]
pub(crate) struct Learner<const H: usize> {
    pub classes: Vec<[u8; 2]>,
    rows: Vec<[f32; H]>,
    hidden_bias: [f32; H],
    output: Vec<[f32; H]>,
    output_bias: Vec<f32>,
    rows_past: Vec<[f32; H]>,
    hidden_bias_past: [f32; H],
    output_past: Vec<[f32; H]>,
    output_bias_past: Vec<f32>,
    /// The hidden units of the last call of `score`, and which of them were dropped.
    sums: [f32; H],
    kept: [f32; H],
}

const CLIP: f32 = 2.0;

impl<const H: usize> Learner<H> {
    pub(crate) fn new(rows: usize, classes: Vec<[u8; 2]>, random: &mut Random) -> Self {
        let mut some = |size: f32| std::array::from_fn(|_| (random.unit() - 0.5) * size);
        let count = classes.len();
        Self {
            rows: (0..rows).map(|_| some(0.02)).collect(),
            hidden_bias: [0.1; H],
            output: (0..count).map(|_| some(0.3)).collect(),
            output_bias: vec![0.0; count],
            rows_past: vec![[1e-3; H]; rows],
            hidden_bias_past: [1e-3; H],
            output_past: vec![[1e-3; H]; count],
            output_bias_past: vec![1e-3; count],
            classes,
            sums: [0.0; H],
            kept: [1.0; H],
        }
    }

    /// Scores all classes; with `dropout` some hidden units are left out, as they must be when
    /// learning.
    pub(crate) fn score(
        &mut self,
        features: &[u32],
        scores: &mut [f32],
        dropout: f32,
        random: &mut Random,
    ) {
        let mut sums = self.hidden_bias;
        for &feature in features {
            let row = &self.rows[row_of(feature, self.rows.len())];
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += weight;
            }
        }
        for (sum, kept) in sums.iter_mut().zip(&mut self.kept) {
            *kept =
                if dropout > 0.0 && random.chance(dropout) { 0.0 } else { 1.0 / (1.0 - dropout) };
            *sum = if *sum > 0.0 { *sum * *kept } else { 0.0 };
        }
        self.sums = sums;
        for ((score, row), bias) in scores.iter_mut().zip(&self.output).zip(&self.output_bias) {
            let mut parts = [0.0f32; 8];
            for (sums, row) in self.sums.chunks_exact(8).zip(row.chunks_exact(8)) {
                for ((part, sum), weight) in parts.iter_mut().zip(sums).zip(row) {
                    *part += sum * weight;
                }
            }
            *score = bias + parts.iter().sum::<f32>();
        }
    }

    /// One step after `score`: `errors` is the gradient of the loss by the scores.
    pub(crate) fn learn(&mut self, features: &[u32], errors: &[f32], rate: f32) {
        let mut back = [0.0f32; H];
        for (class, &error) in errors.iter().enumerate() {
            if error.abs() < 1e-4 {
                continue;
            }
            step(&mut self.output_bias[class], &mut self.output_bias_past[class], error, rate);
            let (row, past) = (&mut self.output[class], &mut self.output_past[class]);
            for unit in 0..H {
                back[unit] += error * row[unit];
                step(&mut row[unit], &mut past[unit], error * self.sums[unit], rate);
            }
        }
        for unit in 0..H {
            back[unit] = if self.sums[unit] > 0.0 { back[unit] * self.kept[unit] } else { 0.0 };
            step(&mut self.hidden_bias[unit], &mut self.hidden_bias_past[unit], back[unit], rate);
        }
        for &feature in features {
            let index = row_of(feature, self.rows.len());
            let (row, past) = (&mut self.rows[index], &mut self.rows_past[index]);
            for unit in 0..H {
                step(&mut row[unit], &mut past[unit], back[unit], rate);
            }
        }
    }

    /// The stored form that `Network::read` takes.
    pub(crate) fn store(&self) -> Vec<u8> {
        let largest = |rows: &[[f32; H]]| {
            let mut sizes: Vec<f32> = rows.iter().flatten().map(|weight| weight.abs()).collect();
            let at = sizes.len() - 1 - sizes.len() / 5000;
            *sizes.select_nth_unstable_by(at, f32::total_cmp).1
        };
        let (inner, outer) = (127.0 / largest(&self.rows), 127.0 / largest(&self.output));
        let byte = |weight: f32, scale: f32| {
            ((weight * scale).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
        };
        let mut bytes = Vec::new();
        bytes.extend((self.rows.len() as u32).to_le_bytes());
        bytes.extend((self.classes.len() as u32).to_le_bytes());
        bytes.extend(self.classes.iter().flatten());
        bytes.resize(bytes.len() + padding(bytes.len()), 0);
        bytes.extend(self.rows.iter().flatten().map(|&weight| byte(weight, inner)));
        bytes.extend(
            self.hidden_bias.iter().flat_map(|&bias| ((bias * inner).round() as i16).to_le_bytes()),
        );
        bytes.extend(self.output.iter().flatten().map(|&weight| byte(weight, outer)));
        bytes.extend(
            self.output_bias
                .iter()
                .flat_map(|&bias| ((bias * inner * outer).round() as i32).to_le_bytes()),
        );
        bytes.resize(bytes.len() + padding(bytes.len()), 0);
        bytes
    }
}

#[inline]
fn step(weight: &mut f32, past: &mut f32, gradient: f32, rate: f32) {
    *past += gradient * gradient;
    *weight = (*weight - rate * gradient / past.sqrt()).clamp(-CLIP, CLIP);
}

/// Turns scores into the gradient of the log loss: `wanted` says which classes are right, `allowed`
/// which can be chosen at all.
pub(crate) fn errors(
    scores: &mut [f32],
    wanted: impl Fn(usize) -> bool,
    allowed: impl Fn(usize) -> bool,
) {
    let highest = (0..scores.len())
        .filter(|&class| allowed(class))
        .map(|class| scores[class])
        .fold(f32::MIN, f32::max);
    let (mut all, mut right) = (0.0, 0.0);
    for class in 0..scores.len() {
        scores[class] = if allowed(class) { (scores[class] - highest).exp() } else { 0.0 };
        all += scores[class];
        right += if wanted(class) { scores[class] } else { 0.0 };
    }
    for class in 0..scores.len() {
        let share = if right > 0.0 && wanted(class) { scores[class] / right } else { 0.0 };
        scores[class] = if right > 0.0 { scores[class] / all - share } else { 0.0 };
    }
}
