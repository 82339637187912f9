//! Whom "he" and "she" mean: the candidates in reach, weighed by a small model, and nobody where it
//! is not sure.
//!
//! A candidate is a person named, or meant by an earlier pronoun, in this sentence or the [`REACH`]
//! before it, whose gender does not speak against it. Each is scored by what is seen from its last
//! place ([`features`]); a softmax over the scores, with a zero for "none of them", gives the
//! shares, and only a share of [`SURE`] settles it. The weights were learnt from the coreference
//! layer of GUM (see `weights`).

use super::cast::Actor;
use super::form::Gender;
use super::weights::{FEATURES, WEIGHTS};

/// Sentences looked back over.
pub(super) const REACH: u32 = 3;
/// The share of the best candidate from which on it is taken.
pub(super) const SURE: f32 = 0.7;
/// Candidates looked at: more than stand in four sentences, and a bound for texts that are none.
const CANDIDATES: usize = 16;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// A pronoun of the third person that tells a gender.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub gender: Gender,
    pub case: Case,
}

impl Pronoun {
    pub(super) fn of(word: &str) -> Option<Self> {
        if !(2..=7).contains(&word.len())
            || !matches!(word.as_bytes()[0], b'h' | b'H' | b's' | b'S')
        {
            return None;
        }
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        let (gender, case) = match () {
            () if is("he") => (Gender::Male, Case::Subject),
            () if is("him") => (Gender::Male, Case::Object),
            () if is("his") => (Gender::Male, Case::Possessive),
            () if is("himself") => (Gender::Male, Case::Reflexive),
            () if is("she") => (Gender::Female, Case::Subject),
            () if is("her") => (Gender::Female, Case::Object),
            () if is("hers") => (Gender::Female, Case::Possessive),
            () if is("herself") => (Gender::Female, Case::Reflexive),
            () => return None,
        };
        Some(Self { gender, case })
    }
}

/// Where a person was meant.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one feature of the model")]
pub(super) struct Place {
    pub cluster: usize,
    /// Index of the sentence.
    pub sentence: u32,
    /// Index of the token in the document.
    pub token: u32,
    pub block: u32,
    /// Whether it stands as a subject does: not behind a preposition, with a verb behind it.
    pub subject: bool,
    /// "…'s"
    pub owner: bool,
    /// Whether it is the first person of its sentence.
    pub leads: bool,
    pub pronoun: bool,
    pub quoted: bool,
    /// Whether a verb of telling stands beside it: "… said", "said …".
    pub tells: bool,
}

/// What was said so far: the last place of each person in reach, and how often each was meant.
#[derive(Default)]
pub(super) struct Memory {
    /// One place a person, the latest last.
    recent: Vec<Place>,
    counts: std::collections::HashMap<usize, u32>,
}

impl Memory {
    pub(super) fn note(&mut self, place: Place) {
        self.recent
            .retain(|old| old.cluster != place.cluster && old.sentence + REACH >= place.sentence);
        if self.recent.len() >= CANDIDATES {
            self.recent.remove(0);
        }
        self.recent.push(place);
        *self.counts.entry(place.cluster).or_insert(0) += 1;
    }

    /// Those whom the pronoun at `here` can mean, the latest first.
    pub(super) fn candidates<'m>(
        &'m self,
        pronoun: Pronoun,
        here: Place,
        cast: &'m [Actor],
    ) -> Vec<&'m Place> {
        let fits = |place: &&Place| {
            place.sentence + REACH >= here.sentence
                && cast[place.cluster].gender.is_none_or(|gender| gender == pronoun.gender)
        };
        self.recent.iter().rev().filter(fits).filter(|place| !here.quoted || place.quoted).collect()
    }

    /// Whether the person was meant in this sentence or the [`REACH`] before it.
    pub(super) fn reaches(&self, cluster: usize, sentence: u32) -> bool {
        self.recent
            .iter()
            .any(|place| place.cluster == cluster && place.sentence + REACH >= sentence)
    }

    pub(super) fn count(&self, cluster: usize) -> u32 {
        self.counts.get(&cluster).copied().unwrap_or(0)
    }
}

/// What is seen of a candidate from the pronoun. `rank` counts the candidates that stand nearer,
/// `most` is how often the candidate named most was meant so far.
#[expect(clippy::too_many_arguments, reason = "one argument for each thing that is seen")]
pub(super) fn features(
    pronoun: Pronoun,
    here: Place,
    candidate: &Place,
    rank: usize,
    others: usize,
    known: bool,
    count: u32,
    most: u32,
) -> [f32; FEATURES] {
    let distance = here.sentence - candidate.sentence;
    let on = |condition: bool| f32::from(u8::from(condition));
    let same = distance == 0;
    let first = rank == 0;
    [
        1.0,
        on(same),
        on(distance == 1),
        on(distance == 2),
        on(distance >= 3),
        on(candidate.subject),
        on(candidate.leads),
        on(known),
        count as f32 / most.max(1) as f32,
        on(pronoun.case == Case::Subject && candidate.subject),
        on(same && pronoun.case == Case::Object && candidate.subject),
        on(same && matches!(pronoun.case, Case::Possessive | Case::Reflexive)),
        on(first),
        on(candidate.pronoun),
        on(candidate.block == here.block),
        on(candidate.owner),
        on(others == 0),
        on(candidate.quoted && !here.quoted),
        (1.0 + count as f32).ln() / 3.0,
        on(same && pronoun.case == Case::Subject && here.token < candidate.token + 4),
        on(candidate.tells),
    ]
}

/// The features of every candidate, in their order.
pub(super) fn rows(
    pronoun: Pronoun,
    here: Place,
    candidates: &[&Place],
    memory: &Memory,
    cast: &[Actor],
) -> Vec<[f32; FEATURES]> {
    let most = candidates.iter().map(|place| memory.count(place.cluster)).max().unwrap_or(0);
    let row = |(rank, place): (usize, &&Place)| {
        features(
            pronoun,
            here,
            place,
            rank,
            candidates.len() - 1,
            cast[place.cluster].gender.is_some(),
            memory.count(place.cluster),
            most,
        )
    };
    candidates.iter().enumerate().map(row).collect()
}

/// The shares of the candidates, by the given weights; what is left to 1 is "none of them".
pub(super) fn shares(rows: &[[f32; FEATURES]], weights: &[f32; FEATURES]) -> Vec<f32> {
    let scores: Vec<f32> =
        rows.iter().map(|row| row.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>()).collect();
    let top = scores.iter().copied().fold(0.0, f32::max);
    let total: f32 = scores.iter().map(|score| (score - top).exp()).sum::<f32>() + (-top).exp();
    scores.iter().map(|score| (score - top).exp() / total).collect()
}

/// Whom the pronoun means, where it is sure enough.
pub(super) fn settle(
    pronoun: Pronoun,
    here: Place,
    memory: &Memory,
    cast: &[Actor],
) -> Option<usize> {
    let candidates = memory.candidates(pronoun, here, cast);
    let shares = shares(&rows(pronoun, here, &candidates, memory, cast), &WEIGHTS);
    let (best, share) = shares.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (share >= SURE).then(|| candidates[best].cluster)
}
