//! What the parser sees of its stack, its buffer and the tree so far.

use super::transition::{NONE, State};
use super::word::{Word, mix};
use super::{Penn, Pos, Relation, Tag};

/// Number of features of a configuration.
pub const FEATURES: usize = 72;

/// One token as the features need it.
#[derive(Clone, Copy)]
struct Token {
    key: u32,
    tag: u32,
    /// Commas, quotation marks and verbs up to this token: differences say what stands between two
    /// tokens.
    commas: u16,
    quotes: u16,
    verbs: u16,
}

const OUTSIDE: Token = Token { key: 1, tag: 1, commas: 0, quotes: 0, verbs: 0 };
const ROOT_TOKEN: Token = Token { key: 2, tag: 2, ..OUTSIDE };

/// The tokens of a sentence as the features need them, the root behind the last one.
pub struct Sentence {
    tokens: Vec<Token>,
}

impl Sentence {
    pub fn new(words: &[Word], tags: &[Tag]) -> Self {
        let mut running = OUTSIDE;
        let mut tokens = Vec::with_capacity(words.len() + 1);
        for (word, tag) in words.iter().zip(tags) {
            running.key = word.key;
            running.tag = (u32::from(tag.pos as u8) << 8) | (u32::from(tag.penn as u8) + 3);
            running.commas = running.commas.saturating_add(u16::from(tag.penn == Penn::Comma));
            running.quotes = running
                .quotes
                .saturating_add(u16::from(matches!(tag.penn, Penn::OpenQuote | Penn::CloseQuote)));
            running.verbs = running.verbs.saturating_add(u16::from(tag.pos == Pos::Verb));
            tokens.push(running);
        }
        tokens.push(Token { key: ROOT_TOKEN.key, tag: ROOT_TOKEN.tag, ..running });
        Self { tokens }
    }

    #[inline]
    fn at(&self, index: u32) -> Token {
        self.tokens.get(index as usize).copied().unwrap_or(OUTSIDE)
    }

    /// What stands between two tokens: commas (up to 2), verbs (up to 2), quotation marks (none,
    /// one, two, more).
    fn between(&self, left: u32, right: u32) -> u32 {
        if left == NONE || right == NONE || right <= left {
            return 99;
        }
        let (from, to) = (self.at(left), self.at(right - 1));
        let commas = u32::from(to.commas.saturating_sub(from.commas)).min(2);
        let verbs = u32::from(to.verbs.saturating_sub(from.verbs)).min(2);
        let quotes = u32::from(to.quotes.saturating_sub(from.quotes)).min(3);
        commas | verbs << 2 | quotes << 4
    }
}

/// Distance in steps that grow: 1, 2, 3, 4, 5–7, 8–12, more.
fn distance(left: u32, right: u32) -> u32 {
    match right.wrapping_sub(left) {
        gap @ 0..=4 => gap,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    }
}

/// The relations among the children of a token that decide what more it can take.
fn taken(state: &State, index: u32) -> u32 {
    use Relation as R;
    let Some(node) = state.nodes.get(index as usize) else { return 0 };
    let any = |relations: &[R]| {
        u32::from(relations.iter().any(|&relation| node.taken >> relation as u8 & 1 == 1))
    };
    any(&[R::Nsubj, R::NsubjPass, R::Csubj, R::NsubjOuter, R::CsubjPass, R::Expl])
        | any(&[R::Obj, R::Ccomp, R::Xcomp]) << 1
        | any(&[R::Aux, R::AuxPass, R::Cop]) << 2
        | any(&[R::Mark, R::Case]) << 3
        | any(&[R::Det, R::NmodPoss]) << 4
        | any(&[R::Parataxis, R::Conj, R::Cc]) << 5
}

/// Writes the features of a configuration.
pub fn fill(sentence: &Sentence, state: &State, features: &mut [u32; FEATURES]) {
    let [s, t, u] = [state.stacked(0), state.stacked(1), state.stacked(2)];
    let b = state.next;
    let child = |index: u32, which: usize| {
        state.nodes.get(index as usize).map_or(NONE, |node| node.children[which])
    };
    let tag = |index: u32| sentence.at(index).tag;
    let key = |index: u32| sentence.at(index).key;
    let label = |index: u32| {
        state.nodes.get(index as usize).map_or(99, |node| u32::from(node.relation as u8))
    };
    let counts = |index: u32| {
        state.nodes.get(index as usize).map_or(99, |node| {
            u32::from(node.counts[0].min(3)) | u32::from(node.counts[1].min(3)) << 2
        })
    };
    let (s_tag, t_tag, b_tag, c_tag) = (tag(s), tag(t), tag(b), tag(b + 1));
    let (s_key, t_key, b_key) = (key(s), key(t), key(b));
    let (s_left, s_right, s_right2) = (child(s, 0), child(s, 2), child(s, 3));
    let (t_left, t_right, t_right2) = (child(t, 0), child(t, 2), child(t, 3));
    let (b_left, b_left2) = (child(b, 0), child(b, 1));
    let (near, far) = (distance(s, b), distance(t, s));
    let (near_between, far_between) = (sentence.between(s, b), sentence.between(t, s));
    let (s_taken, t_taken, b_taken) = (taken(state, s), taken(state, t), taken(state, b));
    let depth = (state.stack.len() as u32).min(6);
    let pair = mix(s_tag, b_tag);
    let below = mix(t_tag, s_tag);
    let values = [
        s_key,
        t_key,
        b_key,
        key(b + 1),
        key(u),
        key(b + 2),
        s_tag,
        t_tag,
        tag(u),
        b_tag,
        c_tag,
        tag(b + 2),
        tag(b + 3),
        tag(s_left),
        tag(s_right),
        tag(t_left),
        tag(t_right),
        tag(b_left),
        label(s_left),
        label(s_right),
        label(t_left),
        label(t_right),
        label(b_left),
        label(b_left2),
        mix(label(child(s, 1)), s_tag),
        mix(label(s_right2), s_tag),
        mix(label(t_right2), t_tag),
        key(s_left),
        key(s_right),
        key(t_left),
        key(t_right),
        key(b_left),
        key(s.wrapping_sub(1)),
        tag(s.wrapping_sub(1)),
        tag(s.wrapping_add(1)),
        tag(t.wrapping_add(1)),
        tag(b.wrapping_sub(1)),
        mix(s_key, s_tag),
        mix(b_key, b_tag),
        mix(t_key, t_tag),
        pair,
        below,
        mix(below, b_tag),
        mix(pair, c_tag),
        mix(mix(tag(u), t_tag), s_tag),
        mix(s_key, b_key),
        mix(t_key, s_key),
        mix(s_key, b_tag),
        mix(s_tag, b_key),
        mix(t_key, s_tag),
        mix(t_tag, s_key),
        mix(t_key, b_tag),
        mix(t_tag, b_key),
        mix(pair, near),
        mix(below, far),
        mix(pair, near_between),
        mix(below, far_between),
        mix(pair, label(s_right)),
        mix(pair, label(b_left)),
        mix(below, label(t_right)),
        mix(below, label(s_left)),
        mix(below, label(s_right)),
        mix(s_taken, s_tag),
        mix(t_taken, t_tag),
        mix(b_taken, b_tag),
        mix(mix(s_taken, t_taken), below),
        mix(mix(s_taken, b_taken), pair),
        mix(counts(s), s_tag),
        mix(counts(t), t_tag),
        mix(counts(b), b_tag),
        mix(near, depth),
        mix(mix(near_between, far_between), c_tag),
    ];
    for (number, (feature, value)) in features.iter_mut().zip(values).enumerate() {
        *feature = mix(number as u32 + 101, value);
    }
}
