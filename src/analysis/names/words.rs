//! What is known of each token before the model looks at it: its hash, its shape, its marks in the
//! lexicon.

use super::fold::{fold, hash_letters, hash_word};
use super::lexicon::{Lexicon, listed};
use super::model::{Clusters, GROUPINGS};
use crate::text::{Document, Segments, Sentence};

/// One token.
#[derive(Clone, Copy, Default, Debug)]
pub struct Word {
    /// Hash of the folded letters.
    pub hash: u32,
    /// Hash of its shape ("Xx", "XX", "X.", "0").
    pub shape: u16,
    pub case: Case,
    /// `listed` bits of the word alone.
    pub listed: u16,
    /// For each kind of phrase two bits: 1 it begins here and goes on, 2 it goes on here, 3 it is
    /// this word.
    pub phrases: u16,
    /// What words it is like, by each grouping; 0 where it is not known.
    pub clusters: [u8; GROUPINGS],
    /// What the whole text tells of the word.
    pub evidence: u16,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Case {
    /// No letter: a number or a mark.
    #[default]
    None,
    Small,
    /// A capital first.
    Capital,
    /// Two letters or more, all capitals.
    AllCapitals,
    /// A capital within: "iPhone".
    Within,
}

impl Word {
    /// What part it has in a listed phrase of the kind `bit`: 0 none, 1 it begins one, 2 it goes on
    /// with one, 3 it is one alone.
    pub fn part(self, bit: u16) -> u16 {
        self.phrases >> (bit.trailing_zeros() * 2) & 3
    }

    /// Whether it stands in capitals, wholly or at its start or within.
    pub fn is_capital(self) -> bool {
        matches!(self.case, Case::Capital | Case::AllCapitals | Case::Within)
    }
}

/// How a sentence is written.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Manner {
    #[default]
    Plain,
    /// All in capitals.
    Capitals,
    /// Each word of weight with a capital, as headlines are.
    Title,
    /// No capital at all.
    Small,
}

/// The tokens of a document and how each sentence is written.
#[derive(Default)]
pub struct Words {
    pub words: Vec<Word>,
    pub manners: Vec<Manner>,
    /// Whether scores of matches are told: where countries and towns play, they are teams.
    pub tells_scores: bool,
}

/// Scores that make a report of a match.
const SCORES: usize = 3;

impl Words {
    pub fn of(
        document: &Document,
        segments: &Segments,
        lexicon: &Lexicon,
        clusters: &Clusters,
    ) -> Self {
        let mut words: Vec<Word> = segments
            .tokens
            .iter()
            .map(|&token| word(document.slice(token), lexicon, clusters))
            .collect();
        let hashes: Vec<u32> = words.iter().map(|word| word.hash).collect();
        let mut manners = Vec::with_capacity(segments.sentences.len());
        for sentence in &segments.sentences {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            manners.push(manner(&words[range.clone()]));
            mark_phrases(&mut words[range.clone()], &hashes[range], lexicon);
        }
        let tells_scores = tells_scores(document, segments);
        Self { words, manners, tells_scores }
    }

    pub fn of_sentence(&self, sentence: &Sentence) -> &[Word] {
        &self.words[sentence.tokens.start as usize..sentence.tokens.end as usize]
    }
}

fn word(text: &str, lexicon: &Lexicon, clusters: &Clusters) -> Word {
    let hash = hash_word(text);
    let listed = lexicon.look_up(hash);
    let case = case(text);
    Word {
        hash,
        shape: shape(text),
        case,
        listed,
        phrases: 0,
        clusters: clusters.of(hash),
        evidence: 0,
    }
}

/// Whether scores stand in the text three times or more: "2-1", "24–17", two numbers below a
/// thousand with a dash between them.
fn tells_scores(document: &Document, segments: &Segments) -> bool {
    let number = |text: &str| {
        (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let tokens = &segments.tokens;
    let score = |&at: &usize| {
        let text = document.slice(tokens[at]);
        let beside = |at: Option<usize>| at.and_then(|at| tokens.get(at)).copied();
        match (beside(at.checked_sub(1)), beside(Some(at + 1))) {
            (Some(one), Some(other)) if text == "–" => {
                tokens[at].start() == one.end()
                    && number(document.slice(one))
                    && number(document.slice(other))
            }
            _ => text.split_once('-').is_some_and(|(one, other)| number(one) && number(other)),
        }
    };
    (0..tokens.len()).filter(score).take(SCORES).count() == SCORES
}

fn case(text: &str) -> Case {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Case::None };
    let (mut capitals, mut small) = (0, 0);
    for c in letters {
        if c.is_uppercase() {
            capitals += 1;
        } else {
            small += 1;
        }
    }
    match (first.is_uppercase(), capitals, small) {
        (true, 0, _) => Case::Capital,
        (true, _, 0) => Case::AllCapitals,
        (true, _, _) => Case::Capital,
        (false, 0, _) => Case::Small,
        (false, _, _) => Case::Within,
    }
}

/// Classes of characters in order, runs as one, the first six.
fn shape(text: &str) -> u16 {
    let mut last = ' ';
    let mut runs = 0;
    let classes = text.chars().map(class).filter(move |&c| {
        let new = c != last;
        last = c;
        runs += usize::from(new);
        new && runs <= 6
    });
    (hash_letters(classes) as u16) & 0xfff8 | text.len().min(4) as u16
}

fn class(c: char) -> char {
    match c {
        _ if c.is_uppercase() => 'X',
        _ if c.is_alphabetic() => 'x',
        _ if c.is_numeric() => '0',
        _ => fold(c),
    }
}

fn manner(words: &[Word]) -> Manner {
    let (mut small, mut capital, mut all, mut long_small) = (0, 0, 0, 0);
    for word in words {
        match word.case {
            Case::Small => {
                small += 1;
                long_small += usize::from(word.shape & 7 >= 4);
            }
            Case::Capital | Case::Within => capital += 1,
            Case::AllCapitals => all += 1,
            Case::None => {}
        }
    }
    if small == 0 && all >= 2 && all > capital {
        Manner::Capitals
    } else if capital + all >= 4 && long_small * 5 <= capital + all {
        Manner::Title
    } else if capital + all == 0 {
        Manner::Small
    } else {
        Manner::Plain
    }
}

fn mark_phrases(words: &mut [Word], hashes: &[u32], lexicon: &Lexicon) {
    for start in 0..words.len() {
        let first = words[start].listed;
        if first & (listed::PHRASES | listed::BEGINS) == 0 {
            continue;
        }
        lexicon.phrases(first, &hashes[start..], |length, bit| {
            let shift = bit.trailing_zeros() * 2;
            if length == 1 {
                let so_far = words[start].phrases >> shift & 3;
                if so_far == 0 {
                    words[start].phrases |= 3 << shift;
                }
            } else if words[start].phrases >> shift & 3 != 2 {
                words[start].phrases = words[start].phrases & !(3 << shift) | 1 << shift;
                for word in &mut words[start + 1..start + length] {
                    word.phrases = word.phrases & !(3 << shift) | 2 << shift;
                }
            }
        });
    }
}
