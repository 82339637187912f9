//! Weights of [`super::pronoun`], learnt from GUM without its news by `cargo test --lib
//! learns_whom_pronouns_mean -- --ignored --nocapture`.

pub(super) const FEATURES: usize = 21;

pub(super) const WEIGHTS: [f32; FEATURES] = [
    -0.989, 0.461, 0.032, -0.405, -0.831, 0.559, 0.037, 0.597, 0.384, 0.326, -0.741, 0.382, 0.478,
    0.422, 0.738, 0.316, -0.580, -0.261, 1.395, 0.097, -0.075,
];
