//! A small feed-forward network over hashed features, read as the bytes it is stored in.
//!
//! Each feature names a row of `H` signed bytes; the rows of all features are added up, negative
//! sums become 0, and one more layer gives a score for each class: the network of Chen and Manning
//! (2014) with its first layer multiplied out and hashed (Ganchev and Dredze 2008). All arithmetic
//! is on integers, so every machine gives the same answers; how many numbers it takes at a time is
//! chosen when the program runs.

use fearless_simd::{Level, dispatch, i8x32, i16x16, i32x8, prelude::*, u32x8};

/// Hidden units in one step of the first layer.
const STEP: usize = 32;
/// Most hidden units.
const MOST_UNITS: usize = 64;
/// Classes whose scores are added up in one step of the last layer, features hashed in one step.
const LANES: usize = 8;
/// Steps of the last layer at once: as many sums as processors have room for.
const GROUP: usize = 11;
/// The score of a class that may not be chosen: no sum of weights comes near it.
const NEVER: i32 = i32::MIN / 2;

/// A network with `H` hidden units (32 or 64), ready to score.
///
/// Stored form: number of rows (u32, below 65536), number of classes (u32), a description of each
/// class (two bytes), zeros up to a multiple of 64 bytes, rows (`H` signed bytes each), bias of the
/// hidden units (i16 each), for each class its weights (`H` signed bytes), the bias of the classes
/// (i32 each), zeros up to a multiple of 64 bytes; little-endian. The rows are used where they lie,
/// none across two lines of the processor's cache; the rest, a few kilobytes, is laid out for
/// scoring.
pub struct Network<'a, const H: usize> {
    classes: &'a [[u8; 2]],
    rows: &'a [[u8; H]],
    hidden_bias: [i16; H],
    /// For each group of classes, for each pair of hidden units: two weights of each class in turn.
    output: Vec<[[i16; 2 * LANES]; GROUP]>,
    output_bias: &'a [[u8; 4]],
    level: Level,
}

/// What the score of each class starts from: its bias, or [`NEVER`].
pub struct Start(Vec<[[i32; LANES]; GROUP]>);

impl<'a, const H: usize> Network<'a, H> {
    const PAIRS: usize = {
        assert!(H.is_multiple_of(STEP) && H <= MOST_UNITS);
        H / 2
    };

    /// The network at the start of `bytes`, and what follows it. `None` where they are too short.
    pub fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (rows, bytes) = bytes.split_first_chunk::<4>()?;
        let (classes, bytes) = bytes.split_first_chunk::<4>()?;
        let (row_count, class_count) =
            (u32::from_le_bytes(*rows) as usize, u32::from_le_bytes(*classes) as usize);
        let (classes, bytes) = chunks::<2>(bytes, class_count)?;
        let bytes = bytes.get(padding(8 + 2 * class_count)..)?;
        let (rows, bytes) = chunks::<H>(bytes, row_count)?;
        let (hidden_bias, bytes) = chunks::<2>(bytes, H)?;
        let (output, bytes) = chunks::<H>(bytes, class_count)?;
        let (output_bias, bytes) = chunks::<4>(bytes, class_count)?;
        let bytes = bytes.get(padding(2 * H + (H + 4) * class_count)..)?;
        let mut bias = [0; H];
        for (bias, &stored) in bias.iter_mut().zip(hidden_bias) {
            *bias = i16::from_le_bytes(stored);
        }
        let network = Self {
            classes,
            rows,
            hidden_bias: bias,
            output: Self::in_pairs(output),
            output_bias,
            level: Level::new(),
        };
        (1..1 << 16).contains(&row_count).then_some((network, bytes))
    }

    /// The weights of the last layer as [`Self::output`] has them.
    fn in_pairs(stored: &[[u8; H]]) -> Vec<[[i16; 2 * LANES]; GROUP]> {
        let groups = stored.len().div_ceil(LANES * GROUP);
        let mut output = vec![[[0; 2 * LANES]; GROUP]; groups * Self::PAIRS];
        for (class, weights) in stored.iter().enumerate() {
            let (group, class) = (class / (LANES * GROUP), class % (LANES * GROUP));
            for (unit, &weight) in weights.iter().enumerate() {
                let pair = &mut output[group * Self::PAIRS + unit / 2];
                pair[class / LANES][class % LANES * 2 + unit % 2] = i16::from(weight.cast_signed());
            }
        }
        output
    }

    /// The description of each class.
    pub fn classes(&self) -> &'a [[u8; 2]] {
        self.classes
    }

    /// What the scores start from, where only the classes whose description `may` holds for can be
    /// chosen.
    pub fn start(&self, may: impl Fn([u8; 2]) -> bool) -> Start {
        let mut start = vec![[[NEVER; LANES]; GROUP]; self.classes.len().div_ceil(LANES * GROUP)];
        let scores = start.as_flattened_mut().as_flattened_mut();
        for ((score, &class), &bias) in scores.iter_mut().zip(self.classes).zip(self.output_bias) {
            if may(class) {
                *score = i32::from_le_bytes(bias);
            }
        }
        Start(start)
    }

    /// The class with the highest score for these features, the first of equal ones; `None` where
    /// none may be chosen.
    #[inline]
    pub fn best(&self, start: &Start, features: &[u32]) -> Option<usize> {
        dispatch!(self.level, simd => self.best_with(simd, start, features))
    }

    #[expect(clippy::inline_always, reason = "compiled for each kind of processor it runs on")]
    #[inline(always)]
    fn best_with<S: Simd>(&self, simd: S, start: &Start, features: &[u32]) -> Option<usize> {
        let sums = self.sums(simd, features);
        let mut pairs = [[0_i32; LANES]; MOST_UNITS / 16];
        for (pairs, sum) in pairs.iter_mut().zip(sums) {
            let positive = sum.max(i16x16::splat(simd, 0));
            positive.bitcast::<i32x8<S>>().store_slice(pairs);
        }
        let pairs = &pairs.as_flattened()[..Self::PAIRS];
        let (mut highest, mut best) = (NEVER / 2, None);
        for (group, (weights, start)) in
            self.output.chunks_exact(Self::PAIRS).zip(&start.0).enumerate()
        {
            let mut totals = [i32x8::splat(simd, 0); GROUP];
            for (total, start) in totals.iter_mut().zip(start) {
                *total = i32x8::from_slice(simd, start);
            }
            for (&pair, weights) in pairs.iter().zip(weights) {
                let pair = i32x8::splat(simd, pair).bitcast::<i16x16<S>>();
                for (total, weights) in totals.iter_mut().zip(weights) {
                    let weights = i16x16::from_slice(simd, weights);
                    *total += simd.pairwise_dot_product_i16x16(pair, weights);
                }
            }
            let top = totals.iter().fold(totals[0], |top, &total| top.max(total));
            let top = simd.reduce_max_i32x8(top);
            if top > highest {
                highest = top;
                let top = i32x8::splat(simd, top);
                best = totals.iter().enumerate().find_map(|(step, total)| {
                    let same = simd.to_bitmask_mask32x8(total.simd_eq(top));
                    let class = (group * GROUP + step) * LANES + same.trailing_zeros() as usize;
                    (same != 0).then_some(class)
                });
            }
        }
        best
    }

    /// The hidden units before negative ones are cut off.
    #[expect(clippy::inline_always, reason = "compiled for each kind of processor it runs on")]
    #[inline(always)]
    fn sums<S: Simd>(&self, simd: S, features: &[u32]) -> [i16x16<S>; MOST_UNITS / 16] {
        let mut sums = [i16x16::splat(simd, 0); MOST_UNITS / 16];
        for (sum, bias) in sums.iter_mut().zip(self.hidden_bias.as_chunks::<16>().0) {
            *sum = i16x16::from_slice(simd, bias);
        }
        let (eights, rest) = features.as_chunks::<LANES>();
        for eight in eights {
            let mut places = [0; LANES];
            rows_of(u32x8::from_slice(simd, eight), self.rows.len()).store_slice(&mut places);
            for place in places {
                add(simd, &mut sums, &self.rows[place as usize]);
            }
        }
        for &feature in rest {
            add(simd, &mut sums, &self.rows[row_of(feature, self.rows.len())]);
        }
        sums
    }
}

/// Adds a row to the sums.
#[expect(clippy::inline_always, reason = "compiled for each kind of processor it runs on")]
#[inline(always)]
fn add<S: Simd, const H: usize>(simd: S, sums: &mut [i16x16<S>; MOST_UNITS / 16], row: &[u8; H]) {
    for (sums, weights) in sums.as_chunks_mut::<2>().0.iter_mut().zip(row.as_chunks::<STEP>().0) {
        let weights = i8x32::from_slice(simd, &weights.map(u8::cast_signed));
        let (low, high) = simd.widen_i8x32(weights);
        sums[0] += low;
        sums[1] += high;
    }
}

/// Zeros behind `length` bytes, up to a multiple of 64.
pub const fn padding(length: usize) -> usize {
    length.next_multiple_of(64) - length
}

fn chunks<const N: usize>(bytes: &[u8], count: usize) -> Option<(&[[u8; N]], &[u8])> {
    let (these, rest) = bytes.split_at_checked(count.checked_mul(N)?)?;
    Some((these.as_chunks().0, rest))
}

/// The row of a feature, whatever the number of rows.
#[inline]
pub fn row_of(feature: u32, rows: usize) -> usize {
    ((u64::from(super::word::scramble(feature)) * rows as u64) >> 32) as usize
}

/// The same for eight features and fewer than 65536 rows, in numbers of 32 bits: the product is put
/// together of those of the upper and the lower half.
#[expect(clippy::inline_always, reason = "compiled for each kind of processor it runs on")]
#[inline(always)]
fn rows_of<S: Simd>(features: u32x8<S>, rows: usize) -> u32x8<S> {
    let rows = rows as u32;
    let hash = features ^ (features >> 16);
    let hash = hash * 0x85eb_ca6b;
    let hash = hash ^ (hash >> 13);
    let hash = hash * 0xc2b2_ae35;
    let hash = hash ^ (hash >> 16);
    ((hash >> 16) * rows + (((hash & 0xffff) * rows) >> 16)) >> 16
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch, prelude::*, u32x8};

    use super::{Network, padding, row_of, rows_of};

    const UNITS: usize = 32;

    /// A network with numbers that look random, and how it would be added up one by one.
    fn stored(rows: u32, classes: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(rows.to_le_bytes());
        bytes.extend(classes.to_le_bytes());
        let mut number = 1_u32;
        let mut next = || {
            number = number.wrapping_mul(0x915f_77f5).wrapping_add(12345);
            (number >> 24) as u8
        };
        bytes.extend((0..classes * 2).map(|class| class as u8));
        bytes.resize(bytes.len() + padding(bytes.len()), 0);
        bytes.extend((0..rows as usize * UNITS).map(|_| next()));
        bytes.extend((0..UNITS).flat_map(|unit| (unit as i16 * 3).to_le_bytes()));
        bytes.extend((0..classes as usize * UNITS).map(|_| next()));
        bytes.extend((0..classes).flat_map(|class| (class as i32 * 7 - 90).to_le_bytes()));
        bytes.resize(bytes.len() + padding(bytes.len()), 0);
        bytes
    }

    /// Scores as the definition has them, one number after the other.
    fn plainly(bytes: &[u8], features: &[u32]) -> Vec<i32> {
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four"));
        let (rows, classes) = (number(0) as usize, number(4) as usize);
        let signed = |at: usize| i32::from(bytes[at].cast_signed());
        let rows_at = (8 + 2 * classes).next_multiple_of(64);
        let bias_at = rows_at + rows * UNITS;
        let output_at = bias_at + 2 * UNITS;
        let unit = |unit: usize| {
            let bias =
                i16::from_le_bytes([bytes[bias_at + 2 * unit], bytes[bias_at + 2 * unit + 1]]);
            let weight = |&feature: &u32| signed(rows_at + row_of(feature, rows) * UNITS + unit);
            (i32::from(bias) + features.iter().map(weight).sum::<i32>()).max(0)
        };
        let bias = |class: usize| number(output_at + classes * UNITS + 4 * class).cast_signed();
        let products = |class: usize| -> i32 {
            (0..UNITS).map(|at| unit(at) * signed(output_at + class * UNITS + at)).sum()
        };
        (0..classes).map(|class| bias(class) + products(class)).collect()
    }

    /// The first class with the highest score among those that may be chosen.
    fn highest(scores: &[i32], may: impl Fn(usize) -> bool) -> Option<usize> {
        let may = |&class: &usize| may(class);
        (0..scores.len()).filter(may).max_by_key(|&class| (scores[class], scores.len() - class))
    }

    #[test]
    fn the_best_class_has_the_highest_sum_cut_at_zero_times_weights_plus_bias() {
        for classes in [1, 8, 83, 88, 100] {
            let bytes = stored(50, classes);
            let (network, rest) = Network::<UNITS>::read(&bytes).expect("it is complete");
            assert!(rest.is_empty());
            for first in 0..40 {
                let features: Vec<u32> = (0..27).map(|n| (first + n) * 77_777).collect();
                let scores = plainly(&bytes, &features);
                let all = network.best(&network.start(|_| true), &features);
                assert_eq!(all, highest(&scores, |_| true), "{classes} classes");
                let some = network.start(|[number, _]| number % 4 == 2);
                let best = highest(&scores, |class| (2 * class as u8) % 4 == 2);
                assert_eq!(network.best(&some, &features), best, "{classes} classes");
            }
            assert_eq!(network.best(&network.start(|_| false), &[1]), None);
        }
    }

    #[test]
    fn of_equal_classes_the_first_is_chosen() {
        let mut bytes = stored(50, 40);
        let output = (8 + 2 * 40_usize).next_multiple_of(64) + 50 * UNITS + 2 * UNITS;
        bytes[output..].fill(0);
        let (network, _) = Network::<UNITS>::read(&bytes).expect("it is complete");
        assert_eq!(network.best(&network.start(|_| true), &[1, 2]), Some(0));
        assert_eq!(network.best(&network.start(|[number, _]| number == 20), &[1, 2]), Some(10));
    }

    #[test]
    fn eight_rows_at_once_are_those_of_each_feature() {
        let features: [u32; 8] = std::array::from_fn(|n| (n as u32).wrapping_mul(0x9e37_79b1));
        for rows in [1, 12_000, 65_535] {
            let level = Level::new();
            let found = dispatch!(level, simd => {
                let mut found = [0; 8];
                rows_of(u32x8::from_slice(simd, &features), rows).store_slice(&mut found);
                found
            });
            assert_eq!(
                found.map(|row| row as usize),
                features.map(|feature| row_of(feature, rows))
            );
        }
    }

    #[test]
    fn a_network_cut_short_is_refused() {
        let bytes = stored(2, 2);
        assert!((0..bytes.len()).all(|length| Network::<UNITS>::read(&bytes[..length]).is_none()));
    }
}
