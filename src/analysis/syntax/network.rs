//! A small feed-forward network over hashed features, read as the bytes it is stored in.
//!
//! Each feature names a row of `H` signed bytes; the rows of all features are added up, negative
//! sums become 0, and one more layer gives a score for each class: the network of Chen and Manning
//! (2014) with its first layer multiplied out and hashed (Ganchev and Dredze 2008). All arithmetic
//! is on integers, so every machine gives the same answers.

/// A view on a stored network with `H` hidden units.
///
/// Stored form: number of rows (u32), number of classes (u32), a description of each class (two
/// bytes), rows (`H` signed bytes each), bias of the hidden units (i16 each), for each class its
/// weights (`H` signed bytes), then the bias of the classes (i32 each); little-endian.
#[derive(Clone, Copy)]
pub struct Network<'a, const H: usize> {
    classes: &'a [[u8; 2]],
    rows: &'a [[u8; H]],
    hidden_bias: &'a [[u8; 2]],
    output: &'a [[u8; H]],
    output_bias: &'a [[u8; 4]],
}

impl<'a, const H: usize> Network<'a, H> {
    /// The network at the start of `bytes`, and what follows it. `None` where they are too short.
    pub fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (rows, bytes) = bytes.split_first_chunk::<4>()?;
        let (classes, bytes) = bytes.split_first_chunk::<4>()?;
        let (row_count, class_count) =
            (u32::from_le_bytes(*rows) as usize, u32::from_le_bytes(*classes) as usize);
        let (classes, bytes) = chunks::<2>(bytes, class_count)?;
        let (rows, bytes) = chunks::<H>(bytes, row_count)?;
        let (hidden_bias, bytes) = chunks::<2>(bytes, H)?;
        let (output, bytes) = chunks::<H>(bytes, class_count)?;
        let (output_bias, bytes) = chunks::<4>(bytes, class_count)?;
        (row_count > 0).then_some((Self { classes, rows, hidden_bias, output, output_bias }, bytes))
    }

    /// The description of each class.
    pub fn classes(&self) -> &'a [[u8; 2]] {
        self.classes
    }

    /// Ready to score: the last layer in numbers of two bytes, which processors multiply and add in
    /// one step. Made once a sentence.
    pub fn scorer(&self) -> Scorer<'a, H> {
        Scorer {
            network: *self,
            output: self
                .output
                .iter()
                .map(|row| row.map(|weight| i16::from(weight.cast_signed())))
                .collect(),
        }
    }
}

/// A network that is about to score many times.
pub struct Scorer<'a, const H: usize> {
    network: Network<'a, H>,
    output: Vec<[i16; H]>,
}

impl<const H: usize> Scorer<'_, H> {
    /// Scores all classes for these features.
    #[inline]
    pub fn score(&self, features: &[u32], scores: &mut [i32]) {
        let Network { rows, hidden_bias, output_bias, .. } = self.network;
        let mut sums = [0i16; H];
        for (sum, &bias) in sums.iter_mut().zip(hidden_bias) {
            *sum = i16::from_le_bytes(bias);
        }
        let row = |feature: u32| -> &[u8] { &rows[row_of(feature, rows.len())] };
        let (fours, rest) = features.as_chunks::<4>();
        for &four in fours {
            add_four(&mut sums, four.map(row));
        }
        for &feature in rest {
            add(&mut sums, row(feature));
        }
        for sum in &mut sums {
            *sum = (*sum).max(0);
        }
        for ((score, weights), &bias) in scores.iter_mut().zip(&self.output).zip(output_bias) {
            *score = i32::from_le_bytes(bias).wrapping_add(product(&sums, weights));
        }
    }
}

/// Adds a row to the sums.
#[inline(never)]
fn add(sums: &mut [i16], row: &[u8]) {
    for (sum, &weight) in sums.iter_mut().zip(row) {
        *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
    }
}

/// Adds four rows to the sums. Out of line, where the compiler takes many bytes at a time.
#[inline(never)]
fn add_four(sums: &mut [i16], [a, b, c, d]: [&[u8]; 4]) {
    for ((((sum, &a), &b), &c), &d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        let four = [a, b, c, d].map(|weight| i16::from(weight.cast_signed()));
        *sum = sum.wrapping_add(four[0] + four[1] + four[2] + four[3]);
    }
}

/// The sum of the products of all pairs. A plain loop over a known length becomes a few wide
/// instructions.
#[inline]
fn product<const H: usize>(sums: &[i16; H], weights: &[i16; H]) -> i32 {
    let mut total = 0_i32;
    for unit in 0..H {
        total = total.wrapping_add(i32::from(sums[unit]) * i32::from(weights[unit]));
    }
    total
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

#[cfg(test)]
mod tests {
    use super::Network;

    fn stored() -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(2u32.to_le_bytes());
        bytes.extend([7, 8, 9, 10]);
        bytes.extend([3, 0xff]);
        bytes.extend([0, 0, 0, 0]);
        bytes.extend([2, 1, 0xfe, 1]);
        bytes.extend(5i32.to_le_bytes());
        bytes.extend(0i32.to_le_bytes());
        bytes
    }

    #[test]
    fn scores_are_sums_cut_at_zero_times_weights_plus_bias() {
        let bytes = stored();
        let (network, rest) = Network::<2>::read(&bytes).expect("it is complete");
        assert!(rest.is_empty());
        assert_eq!(network.classes(), [[7, 8], [9, 10]]);
        let mut scores = [0; 2];
        network.scorer().score(&[1, 2], &mut scores);
        assert_eq!(scores, [5 + 6 * 2, -12]);
    }

    #[test]
    fn a_network_cut_short_is_refused() {
        let bytes = stored();
        assert!((0..bytes.len()).all(|length| Network::<2>::read(&bytes[..length]).is_none()));
    }
}
