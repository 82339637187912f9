//! The weights of a linear-chain conditional random field (Lafferty, `McCallum` and Pereira 2001)
//! and the best way through them (Viterbi). The weights lie in the binary as they were written;
//! nothing is loaded.

use super::fold::mix;
use super::lexicon::Lexicon;
use super::table::Table;
use crate::annotation::EntityKind;

/// Labels: 0 outside; 1 to 7 the first word of a name of each [`EntityKind`]; 8 to 14 a further
/// word of it. Lane 15 is unused.
pub const LANES: usize = 16;
pub const LABELS: usize = 15;
/// From any label to any label; the last row holds how a stretch starts, column 15 is unused.
pub const MOVES: usize = LANES * LANES;

/// Bytes a row of weights takes: two labels a byte, the lower half for the first eight.
pub const ROW: usize = LANES / 2;

/// Features looked up before their weights are added up.
const AT_ONCE: usize = 64;

/// The weight that four bits (-7 to 7) stand for: steps grow with the weight, for most are small.
#[inline]
pub fn weight(step: i8) -> i16 {
    let step = i16::from(step);
    step * (step.abs() + 2)
}

/// The label of the first word of a name of a kind.
pub fn first(kind: EntityKind) -> usize {
    1 + kind as usize
}

/// The label of a further word.
pub fn further(kind: EntityKind) -> usize {
    8 + kind as usize
}

/// The kind a label stands for; `None` outside.
pub fn kind(label: usize) -> Option<EntityKind> {
    EntityKind::ALL.get(label.checked_sub(1)? % 7).copied().filter(|_| label < LABELS)
}

/// Whether `to` may follow `from` (15: the start of a stretch).
pub fn may_follow(from: usize, to: usize) -> bool {
    to < 8 || (from != 15 && from != 0 && (from == to || from + 7 == to))
}

/// In how many ways words are grouped.
pub const GROUPINGS: usize = 3;
/// By the words left and right of them in the training texts.
pub const BESIDE: usize = 0;
/// By their vectors.
pub const ALIKE: usize = 1;
/// By what their vectors say of the kind of name they are.
pub const MEANING: usize = 2;

/// Which words are alike.
#[derive(Clone, Copy)]
pub struct Clusters<'a> {
    table: Table<'a>,
}

impl Clusters<'_> {
    #[inline]
    pub fn of(&self, hash: u32) -> [u8; GROUPINGS] {
        self.table.get::<GROUPINGS>(cluster_key(hash)).copied().unwrap_or_default()
    }

    /// Whether it is a word of the English texts that the clusters are made from.
    pub fn has(&self, hash: u32) -> bool {
        self.table.get::<GROUPINGS>(cluster_key(hash)).is_some()
    }
}

/// The key of a word's hash in the table of clusters.
pub fn cluster_key(hash: u32) -> u64 {
    mix(u64::from(hash) ^ 0xc1_0000_0000)
}

/// All that the tagger needs, over the bytes of `assets/model/names.bin`.
#[derive(Clone, Copy)]
pub struct Model<'a> {
    pub lexicon: Lexicon<'a>,
    pub clusters: Clusters<'a>,
    weights: Table<'a>,
    moves: &'a [u8],
}

impl<'a> Model<'a> {
    /// Reads the parts in the order the trainer writes them: lexicon, clusters, weights, moves
    /// (i16, little endian).
    pub fn new(bytes: &'a [u8]) -> Self {
        let (lexicon, rest) = Lexicon::split(bytes);
        let (clusters, rest) = Table::split(rest, GROUPINGS);
        let (weights, moves) = Table::split(rest, ROW);
        Self { lexicon, clusters: Clusters { table: clusters }, weights, moves }
    }

    /// The moves as numbers, once a document.
    pub fn moves(&self) -> Moves {
        let mut moves = [[i32::MIN / 4; LANES]; LANES];
        for (from, row) in moves.iter_mut().enumerate() {
            for (to, score) in row.iter_mut().enumerate().take(LABELS) {
                let at = (from * LANES + to) * 2;
                if may_follow(from, to)
                    && let Some(&[low, high]) = self.moves.get(at..at + 2)
                {
                    *score = i32::from(i16::from_le_bytes([low, high]));
                }
            }
        }
        Moves(moves)
    }

    /// The sum of the weights of features, one lane a label.
    pub fn score(&self, features: &[u64]) -> [i16; LANES] {
        let (mut low, mut high) = ([0_i16; ROW], [0_i16; ROW]);
        let mut slots = [0; AT_ONCE];
        for features in features.chunks(AT_ONCE) {
            let mut count = 0;
            for &feature in features {
                let (slot, found) = self.weights.find(feature).unwrap_or_default();
                slots[count] = slot;
                count += usize::from(found);
            }
            for row in slots[..count].iter().filter_map(|&slot| self.weights.payload::<ROW>(slot)) {
                for ((low, high), &byte) in low.iter_mut().zip(&mut high).zip(row) {
                    *low = low.wrapping_add(weight((byte << 4).cast_signed() >> 4));
                    *high = high.wrapping_add(weight(byte.cast_signed() >> 4));
                }
            }
        }
        let mut sum = [0_i16; LANES];
        sum[..ROW].copy_from_slice(&low);
        sum[ROW..].copy_from_slice(&high);
        sum
    }
}

/// The scores of moves from label to label.
pub struct Moves([[i32; LANES]; LANES]);

impl Moves {
    /// The best labels for a stretch of scored words, into `labels`.
    pub fn best(&self, scores: &[[i16; LANES]], labels: &mut Vec<u8>) {
        labels.clear();
        let mut back: Vec<[u8; LANES]> = Vec::with_capacity(scores.len());
        let mut best = [i32::MIN / 4; LANES];
        for (index, row) in scores.iter().enumerate() {
            let mut next = [i32::MIN / 4; LANES];
            let mut from_best = [0_u8; LANES];
            let froms = if index == 0 { 15..16 } else { 0..LABELS };
            for from in froms {
                let so_far = if index == 0 { 0 } else { best[from] };
                for to in 0..LANES {
                    let score = so_far + self.0[from][to];
                    if score > next[to] {
                        next[to] = score;
                        from_best[to] = from as u8;
                    }
                }
            }
            for to in 0..LABELS {
                next[to] = next[to].saturating_add(i32::from(row[to]));
            }
            best = next;
            back.push(from_best);
        }
        let Some(mut label) = (0..LABELS)
            .max_by_key(|&label| (best[label], LABELS - label))
            .filter(|_| !scores.is_empty())
        else {
            return;
        };
        for step in back.iter().rev() {
            labels.push(label as u8);
            label = step[label] as usize;
        }
        labels.reverse();
    }
}
