//! How long a reader takes.

/// Words a minute of a reader of English prose (Brysbaert 2019: 238 for non-fiction).
const WORDS_A_MINUTE: f64 = 238.0;

/// How many words a reader takes in in so many minutes.
pub fn words_read(minutes: u32) -> u64 {
    (f64::from(minutes) * WORDS_A_MINUTE).round() as u64
}

/// How long a reader takes for so many words, in whole seconds.
pub fn reading_seconds(words: usize) -> u64 {
    (words as f64 * 60.0 / WORDS_A_MINUTE).round() as u64
}
