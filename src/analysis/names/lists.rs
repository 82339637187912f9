//! The few small words around a name that say what it is.

use super::fold::hash_word;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clue {
    None,
    Says,
    In,
    The,
    Article,
    Comma,
    Bracket,
    /// A mark behind which a sentence may start.
    Opens,
}

const WORDS: &[(Clue, &str)] = &[
    (
        Clue::Says,
        "said says told added announced asked denied insisted replied warned wrote explained argued claimed tweeted stated thinks believes claims adds tells asks insists argues warns writes explains recalled recalls testified noted notes",
    ),
    (Clue::In, "in near from outside throughout inside toward towards"),
    (Clue::The, "the"),
    (Clue::Article, "a an"),
    (Clue::Comma, ","),
    (Clue::Bracket, "( ["),
    (Clue::Opens, "\" “ ” ‘ ' : ; - -- – — * • . ! ? « »"),
];

/// The clue words by their hashes, sorted.
pub struct Clues {
    sorted: Vec<(u32, Clue)>,
}

impl Clues {
    pub fn new() -> Self {
        let mut sorted: Vec<_> = WORDS
            .iter()
            .flat_map(|&(clue, words)| words.split(' ').map(move |word| (hash_word(word), clue)))
            .collect();
        sorted.sort_unstable_by_key(|&(hash, _)| hash);
        Self { sorted }
    }

    pub fn of(&self, hash: u32) -> Clue {
        self.sorted
            .binary_search_by_key(&hash, |&(hash, _)| hash)
            .map_or(Clue::None, |index| self.sorted[index].1)
    }
}

impl Default for Clues {
    fn default() -> Self {
        Self::new()
    }
}
