//! Weights of [`super::pronoun`], learnt from GUM without its news by `cargo test --lib learns_whom_pronouns_mean -- --ignored --nocapture`.

use super::pronoun::FEATURES;

pub const WEIGHTS: [f32; FEATURES] =
    [-1.023, 0.571, 0.071, -0.275, -0.767, 0.557, 0.029, 0.593, 0.472, 0.337, -0.595, 0.145, 0.569, 0.503, 0.551, 0.383, -0.531, -0.231, 1.301, 0.209];
