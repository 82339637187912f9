//! Weights as they ship: one signed byte each.

use dateline::analysis::names::model::{LABELS, LANES};
use dateline::analysis::names::table;

use crate::crf::Weights;

/// The table of weights and the moves. One step of a byte is the `GREATEST` weight over 127; greater ones are cut off.
pub fn weights(weights: &Weights, keys: &[u64], buckets: u32) -> Vec<u8> {
    const GREATEST: f32 = 3.0;
    let scale = 127.0 / GREATEST;
    let mut order: Vec<usize> = (0..keys.len()).collect();
    let norm = |row: &[f32; LANES]| row.iter().map(|w| w * w).sum::<f32>();
    order.sort_by(|&a, &b| norm(&weights.rows[b]).total_cmp(&norm(&weights.rows[a])).then(a.cmp(&b)));
    let byte = |weight: &f32| (weight * scale).round().clamp(-127.0, 127.0) as i8 as u8;
    let entries: Vec<(u64, Vec<u8>)> = order.iter().map(|&feature| (keys[feature], weights.rows[feature].iter().map(byte).collect())).collect();
    let (mut bytes, left_out) = table::build(&entries, LANES, buckets);
    println!("{left_out} features without room");
    for row in &weights.moves {
        for (to, weight) in row.iter().enumerate() {
            let score = if to < LABELS { (weight * scale).round().clamp(-30000.0, 30000.0) as i16 } else { 0 };
            bytes.extend(score.to_le_bytes());
        }
    }
    bytes
}
