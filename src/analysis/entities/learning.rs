//! Learns and measures whom pronouns mean, on GUM's coreference with annotated names. Tests only.

use std::collections::HashMap;

use super::gum::{self, Annotated};
use super::pronoun::{self, Memory, Place, Pronoun};
use super::reference::{Reference, Walk};
use super::terms::Terms;
use super::weights::FEATURES;
use super::weights::WEIGHTS;
use super::{bodies, cast, people, resolve};
use crate::annotation::MentionForm;
use crate::text::{Segments, Span};

/// Runs the walk over a document with `see` looking on at each pronoun: its rows, the row that is
/// right, whether a name was given.
fn walk(
    annotated: &Annotated,
    mut see: impl FnMut(&[[f32; FEATURES]], Option<usize>, Option<usize>),
    weights: &[f32; FEATURES],
) -> Vec<(Reference, bool)> {
    let document = &annotated.document;
    let segments = Segments::of(document);
    let names: Vec<_> = annotated.names.iter().map(|(name, _)| *name).collect();
    let terms = Terms::of(document, &names);
    let mut found = vec![Vec::new(); terms.terms.len()];
    let mut clusters = 0;
    people::candidates(&terms, &mut clusters, &mut found);
    bodies::candidates(&terms, &mut clusters, &mut found);
    let owners = resolve::owners(&segments, &terms, &found, clusters);
    let cast = cast::read(document, &segments, &terms, &owners, clusters);
    // The annotated entity of each cluster: that of most of its names.
    let mut votes: HashMap<(usize, &str), u32> = HashMap::new();
    for (form, &owner) in terms.forms.iter().zip(&owners) {
        if let Some((_, group)) =
            annotated.names.iter().find(|(name, _)| name.span.encloses(form.span))
        {
            *votes.entry((owner, group)).or_insert(0) += 1;
        }
    }
    let group_of = |cluster: usize| {
        votes
            .iter()
            .filter(|((c, _), _)| *c == cluster)
            .max_by_key(|((_, g), n)| (**n, *g))
            .map(|((_, g), _)| *g)
    };
    let gold: HashMap<Span, &str> =
        annotated.mentions.iter().map(|(span, _, group)| (*span, group.as_str())).collect();
    let heads: HashMap<Span, &str> =
        annotated.mentions.iter().map(|(_, head, group)| (*head, group.as_str())).collect();
    let mut ask = |pronoun: Pronoun, here: Place, memory: &Memory, span: Span| {
        let candidates = memory.candidates(pronoun, here, &cast);
        let rows = pronoun::rows(pronoun, here, &candidates, memory, &cast);
        let right = gold.get(&span).and_then(|group| {
            candidates.iter().position(|place| group_of(place.cluster) == Some(group))
        });
        let shares = pronoun::shares(&rows, weights);
        let best = shares
            .iter()
            .copied()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, share)| *share >= pronoun::SURE)
            .map(|(best, _)| best);
        see(&rows, right, best);
        best.map(|best| candidates[best].cluster)
    };
    let references =
        Walk { document, segments: &segments, terms: &terms, owners: &owners, cast: &cast }
            .run(&mut ask);
    let right = |reference: &Reference| {
        let last = segments.tokens[segments.tokens_in(reference.span).end - 1];
        heads.get(&last).is_some_and(|group| group_of(reference.cluster) == Some(group))
    };
    references
        .into_iter()
        .map(|reference| {
            let right = right(&reference);
            (reference, right)
        })
        .collect()
}

/// Pronouns given, right, and those that could have been given; descriptions given and right.
#[derive(Default, Debug)]
struct Score {
    given: u32,
    right: u32,
    possible: u32,
    descriptions: u32,
    right_descriptions: u32,
}

fn score(documents: &[&Annotated], weights: &[f32; FEATURES]) -> Score {
    let mut score = Score::default();
    for annotated in documents {
        let references = walk(
            annotated,
            |_, right, best| {
                score.possible += u32::from(right.is_some());
                score.given += u32::from(best.is_some());
                score.right += u32::from(best.is_some() && best == right);
            },
            weights,
        );
        for (reference, right) in &references {
            if reference.form == MentionForm::Description {
                score.descriptions += 1;
                score.right_descriptions += u32::from(*right);
            }
            if !right {
                let text = annotated.document.text();
                let start = text[..reference.span.start() as usize]
                    .char_indices()
                    .rev()
                    .nth(240)
                    .map_or(0, |(at, _)| at);
                println!(
                    "{}: …{}[{}] for cluster {}",
                    annotated.id,
                    &text[start..reference.span.start() as usize],
                    annotated.document.slice(reference.span),
                    reference.cluster
                );
            }
        }
    }
    score
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn pronouns_and_descriptions_in_the_news_are_mostly_right() {
    let documents = gum::documents();
    let (news, other): (Vec<_>, Vec<_>) =
        documents.iter().partition(|annotated| annotated.id.contains("_news_"));
    let (news, other) = (score(&news, &WEIGHTS), score(&other, &WEIGHTS));
    println!("news {news:?}\nother {other:?}");
    assert!(f64::from(news.right) >= 0.75 * f64::from(news.given), "{news:?}");
}

/// Stochastic gradient descent over the documents that are no news, the walk made anew with the
/// weights of each round.
#[test]
#[ignore = "prints new weights for weights.rs; takes a minute"]
fn learns_whom_pronouns_mean() {
    let documents = gum::documents();
    let other: Vec<&Annotated> =
        documents.iter().filter(|annotated| !annotated.id.contains("_news_")).collect();
    let mut weights = WEIGHTS;
    for round in 0..30 {
        let mut rows_of: Vec<(Vec<[f32; FEATURES]>, Option<usize>)> = Vec::new();
        for annotated in &other {
            walk(annotated, |rows, right, _| rows_of.push((rows.to_vec(), right)), &weights);
        }
        let rate = 0.05 / (1.0 + round as f32 / 5.0);
        for (rows, right) in rows_of.iter().filter(|(rows, _)| !rows.is_empty()) {
            let shares = pronoun::shares(rows, &weights);
            for (row, (number, share)) in rows.iter().zip(shares.iter().enumerate()) {
                let error = f32::from(u8::from(Some(number) == *right)) - share;
                for (weight, x) in weights.iter_mut().zip(row) {
                    *weight += rate * (error * x - 0.001 * *weight);
                }
            }
        }
    }
    let shown: Vec<String> = weights.iter().map(|weight| format!("{weight:.3}")).collect();
    println!("[{}]\n{:?}", shown.join(", "), score(&other, &weights));
}
