//! What the model is shown of a token: each feature a number that names it.
//!
//! Only stretches of a sentence that can hold a name are shown: words with a capital or a figure,
//! small words that are listed as names and never as common words, and what stands between them.

use std::ops::Range;

use super::evidence::clue;
use super::fold::{fold, hash_letters, mix};
use super::lexicon::listed;
use super::model::{ALIKE, BESIDE, GROUPINGS, MEANING};
use super::words::{Case, Manner, Word};

/// How many small words may stand between two words of one stretch.
const GAP: usize = 3;
/// How many small words behind the last capital still belong to its stretch ("general election").
const TAIL: usize = 2;

/// The stretches of a sentence that the model looks at, as indices into its words.
pub fn stretches(line: &[Word]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, word) in line.iter().enumerate() {
        if !may_name(*word) {
            continue;
        }
        let end = (index + 1 + TAIL).min(line.len());
        match found.last_mut() {
            Some(last) if index <= last.end + GAP - TAIL => last.end = end,
            _ => found.push(index..end),
        }
    }
    found
}

fn may_name(word: Word) -> bool {
    const NAMES: u16 = listed::PLACE
        | listed::CITY
        | listed::GROUP
        | listed::ORGANIZATION
        | listed::GIVEN
        | listed::SURNAME;
    match word.case {
        Case::None => false,
        Case::Small => {
            word.listed & NAMES != 0 && word.listed & (listed::COMMON | listed::BOTH_WAYS) == 0
                || word.evidence & clue::CAPITAL_WITHIN != 0
        }
        _ => true,
    }
}

/// A sentence as the features see it.
pub struct Line<'a> {
    pub words: &'a [Word],
    pub manner: Manner,
    /// Whether the article tells the scores of matches.
    pub tells_scores: bool,
    /// The text of each word.
    pub texts: &'a dyn Fn(usize) -> &'a str,
}

struct Out<'o> {
    keys: &'o mut Vec<u64>,
}

impl Out<'_> {
    /// One feature: the template and what it holds.
    #[inline]
    fn add(&mut self, template: u32, value: u32) {
        self.keys.push(mix(u64::from(template) << 40 ^ u64::from(value)));
    }

    #[inline]
    fn add2(&mut self, template: u32, a: u32, b: u32) {
        self.add(template, a.rotate_left(7) ^ b.wrapping_mul(0x9e37_79b1));
    }
}

const NONE: Word = Word {
    hash: 1,
    shape: 1,
    case: Case::None,
    listed: 0,
    phrases: 0,
    clusters: [0; GROUPINGS],
    evidence: 0,
};

/// The features of the word at `index`, into `keys` (cleared first).
pub fn of(line: &Line, index: usize, keys: &mut Vec<u64>) {
    keys.clear();
    let mut out = Out { keys };
    let at = |offset: isize| {
        index.checked_add_signed(offset).and_then(|i| line.words.get(i)).copied().unwrap_or(NONE)
    };
    let [b2, b1, w, a1, a2] = [at(-2), at(-1), at(0), at(1), at(2)];
    let form = u32::from(w.shape) | (line.manner as u32) << 16;
    out.add(0, 0);
    words(&mut out, [b2, b1, w, a1, a2], form);
    letters(&mut out, (line.texts)(index), w, form);
    lists(&mut out, [b1, w, a1], line, index);
    clusters(&mut out, [b2, b1, w, a1, a2]);
    for bit in 0..clue::COUNT {
        if w.evidence >> bit & 1 == 1 {
            out.add(60, bit);
            out.add2(
                61,
                bit,
                u32::from(
                    w.listed
                        & (listed::PLACE
                            | listed::CITY
                            | listed::GIVEN
                            | listed::SURNAME
                            | listed::COMMON),
                ),
            );
        }
    }
    run(&mut out, line, index);
    beyond(&mut out, line, index);
    article(&mut out, [w, a1], line, index);
}

/// What the whole article says of the word, put together with its own looks.
fn article(out: &mut Out, [w, a1]: [Word; 2], line: &Line, index: usize) {
    let lists = u32::from(w.phrases) << 16 | u32::from(w.listed & 0x7f00);
    let evidence = u32::from(w.evidence);
    if evidence != 0 {
        out.add2(140, evidence, lists);
        out.add2(141, evidence, (line.manner as u32) << 8 | w.case as u32);
    }
    if index == 0 {
        out.add2(142, a1.hash, w.case as u32);
    }
    if line.tells_scores {
        out.add2(143, lists, w.case as u32);
        out.add2(144, evidence, w.case as u32);
    }
}

fn words(out: &mut Out, [b2, b1, w, a1, a2]: [Word; 5], form: u32) {
    out.add(1, w.hash);
    out.add2(2, w.hash, form);
    out.add(3, b1.hash);
    out.add(4, a1.hash);
    out.add(5, b2.hash);
    out.add(6, a2.hash);
    out.add2(7, b1.hash, w.hash);
    out.add2(8, w.hash, a1.hash);
    out.add2(9, b1.hash, a1.hash);
    out.add2(10, b2.hash, b1.hash);
    out.add2(11, a1.hash, a2.hash);
    out.add(12, form);
    out.add2(13, form, u32::from(b1.shape));
    out.add2(14, form, u32::from(a1.shape));
    out.add2(15, form, u32::from(b1.shape) << 16 | u32::from(a1.shape));
    out.add2(16, form, b1.hash);
    out.add2(17, form, a1.hash);
}

fn letters(out: &mut Out, text: &str, w: Word, form: u32) {
    if w.case == Case::None {
        return;
    }
    let mut letters = ['\0'; 24];
    let mut count = 0;
    for c in text.chars().take(24) {
        letters[count] = fold(c);
        count += 1;
    }
    let letters = &letters[..count];
    for length in 2..=4 {
        if count > length {
            out.add(20 + length as u32, hash_letters(letters[..length].iter().copied()));
            out.add(30 + length as u32, hash_letters(letters[count - length..].iter().copied()));
        }
    }
    if count > 3 {
        out.add2(25, hash_letters(letters[count - 3..].iter().copied()), form);
    }
}

fn lists(out: &mut Out, [b1, w, a1]: [Word; 3], line: &Line, index: usize) {
    for kind in 0..8 {
        let part = u32::from(w.phrases >> (2 * kind) & 3);
        if part != 0 {
            out.add(40, kind << 2 | part);
            out.add2(41, kind << 2 | part, u32::from(line.manner as u8) << 8 | w.case as u32);
        }
    }
    for bit in 8..15 {
        if w.listed >> bit & 1 == 1 {
            out.add(42, bit);
        }
    }
    let all = |word: Word| u32::from(word.phrases) << 16 | u32::from(word.listed & 0x7f00);
    out.add(43, all(w));
    out.add(44, all(b1));
    out.add(45, all(a1));
    out.add2(46, all(b1), all(w));
    out.add2(47, all(w), all(a1));
    out.add2(48, all(w), b1.hash);
    out.add2(49, all(w), a1.hash);
    out.add2(50, all(w), u32::from(index == 0) << 8 | w.case as u32);
}

fn clusters(out: &mut Out, [b2, b1, w, a1, a2]: [Word; 5]) {
    for (template, word) in [(70, w), (73, b1), (76, a1), (79, b2), (82, a2)] {
        for (grouping, &group) in (0..).zip(&word.clusters) {
            out.add(template + grouping, u32::from(group));
        }
    }
    for (template, grouping) in [(120, BESIDE), (130, MEANING)] {
        let of = |word: Word| u32::from(word.clusters[grouping]);
        out.add2(template, of(b1), of(w));
        out.add2(template + 1, of(w), of(a1));
        out.add2(template + 2, of(w), u32::from(w.shape));
    }
    let meaning = u32::from(w.clusters[MEANING]);
    out.add2(133, meaning, b1.hash);
    out.add2(134, meaning, a1.hash);
    out.add2(135, meaning, u32::from(w.evidence));
}

/// The run of capitals around the word: its first and last word, what stands before and behind.
fn run(out: &mut Out, line: &Line, index: usize) {
    const REACH: usize = 6;
    let words = line.words;
    let capital = |i: usize| words[i].is_capital();
    let mut start = index;
    while start > 0 && capital(start - 1) && index - start < REACH {
        start -= 1;
    }
    let mut end = index + 1;
    while end < words.len() && capital(end) && end - index <= REACH {
        end += 1;
    }
    let place = (index - start).min(2) as u32 | ((end - 1 - index).min(2) as u32) << 2;
    out.add(90, place);
    if !capital(index) {
        return;
    }
    let last = words[end - 1];
    let before = if start > 0 { words[start - 1] } else { NONE };
    let after = words.get(end).copied().unwrap_or(NONE);
    out.add2(91, last.hash, place);
    out.add2(92, before.hash, place);
    out.add2(93, after.hash, place);
    out.add2(
        94,
        u32::from(
            last.listed
                & (listed::ORGANIZATION_WORD
                    | listed::PLACE_WORD
                    | listed::EVENT_WORD
                    | listed::SURNAME),
        ),
        place,
    );
    out.add2(
        95,
        u32::from(
            words[start].listed & (listed::GIVEN | listed::TITLE | listed::PLACE | listed::COMMON),
        ),
        place,
    );
    out.add2(96, before.hash, after.hash);
    out.add2(97, u32::from(last.clusters[BESIDE]), place);
    out.add2(136, u32::from(last.clusters[MEANING]), place);
    out.add2(
        137,
        u32::from(words[start].clusters[MEANING]) << 8 ^ u32::from(last.clusters[MEANING]),
        place,
    );
    out.add2(138, u32::from(last.clusters[ALIKE]), place);
    let evidence = words[start..end].iter().fold(0, |all, word| all | word.evidence);
    out.add2(145, u32::from(evidence), place);
    out.add2(98, u32::from(before.clusters[ALIKE]), u32::from(after.clusters[ALIKE]));
    let second = words.get(end + 1).copied().unwrap_or(NONE);
    out.add2(99, after.hash, second.hash);
}

/// The run of capitals before the small words before this one ("University of Southern Indiana":
/// "University" for "of" and "Southern"), and the one behind them.
fn beyond(out: &mut Out, line: &Line, index: usize) {
    const REACH: usize = 5;
    let words = line.words;
    let small = |i: usize| words[i].case == Case::Small;
    let mut start = index;
    while start > 0
        && words[start - 1].is_capital()
        && words[index].is_capital()
        && index - start < REACH
    {
        start -= 1;
    }
    let mut gap = start;
    while gap > 0 && small(gap - 1) && start - gap < 2 {
        gap -= 1;
    }
    let own_small = words[index].case == Case::Small;
    if gap == 0 || !words[gap - 1].is_capital() || (gap == start && !own_small) {
        return;
    }
    let head = words[gap - 1];
    let joint = if own_small { words[index] } else { words[gap] };
    let place = u32::from(own_small) << 2 | (index - start).min(2) as u32;
    out.add2(110, head.hash, joint.hash);
    out.add2(111, head.hash ^ place, joint.hash);
    let mut first = gap - 1;
    while first > 0 && words[first - 1].is_capital() && gap - first < REACH {
        first -= 1;
    }
    let kinds = words[first..gap].iter().fold(0, |all, word| all | word.listed)
        & (listed::ORGANIZATION_WORD | listed::PLACE_WORD | listed::EVENT_WORD | listed::GIVEN);
    out.add2(112, u32::from(kinds) ^ place, joint.hash);
    out.add2(113, u32::from(kinds) << 8 ^ place, joint.hash ^ u32::from(words[start].phrases));
    out.add2(114, u32::from(head.clusters[BESIDE]) << 4 ^ place, joint.hash);
    let mut next = index + 1;
    while next < words.len() && own_small && words[next].case == Case::Small && next < index + 3 {
        next += 1;
    }
    if own_small && let Some(next) = words.get(next) {
        out.add2(115, u32::from(kinds) << 4 ^ u32::from(next.is_capital()), joint.hash);
        out.add2(116, next.hash, joint.hash ^ u32::from(kinds));
        out.add2(117, u32::from(next.phrases) ^ u32::from(kinds) << 16, joint.hash);
    }
}
