//! Weights as they ship: four bits each.

use dateline::analysis::names::model::{LABELS, LANES, ROW, weight};
use dateline::analysis::names::table;

use crate::crf::Weights;

/// Greater weights are cut off.
const GREATEST: f32 = 2.5;

/// The table of weights and the moves.
pub(crate) fn weights(weights: &Weights, keys: &[u64], buckets: u32) -> Vec<u8> {
    let scale = f32::from(weight(7)) / GREATEST;
    let mut order: Vec<usize> = (0..keys.len()).collect();
    let norm = |row: &[f32; LANES]| row.iter().map(|w| w * w).sum::<f32>();
    order.sort_by(|&a, &b| {
        norm(&weights.rows[b]).total_cmp(&norm(&weights.rows[a])).then(a.cmp(&b))
    });
    let step = |value: f32| {
        (-7_i8..=7)
            .min_by(|&a, &b| {
                (f32::from(weight(a)) - value * scale)
                    .abs()
                    .total_cmp(&(f32::from(weight(b)) - value * scale).abs())
            })
            .unwrap_or(0)
    };
    let row = |row: &[f32; LANES]| {
        (0..ROW).map(|lane| (step(row[lane]) & 15 | step(row[lane + ROW]) << 4) as u8).collect()
    };
    let entries: Vec<(u64, Vec<u8>)> =
        order.iter().map(|&feature| (keys[feature], row(&weights.rows[feature]))).collect();
    let (mut bytes, left_out) = table::build(&entries, ROW, buckets);
    println!("{left_out} features without room");
    for row in &weights.moves {
        for (to, weight) in row.iter().enumerate() {
            let score = if to < LABELS {
                (weight * scale).round().clamp(-30000.0, 30000.0) as i16
            } else {
                0
            };
            bytes.extend(score.to_le_bytes());
        }
    }
    bytes
}
