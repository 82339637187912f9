//! Which of its candidates a short name means at one place.

use super::form::Gender;
use super::lexicon::GIVEN_NAMES;
use super::terms::Terms;
use crate::text::Segments;

/// What is known of a cluster while the text is walked from its start.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Index of the sentence it was named in last, counted from 1; 0: not yet.
    sentence: u32,
    /// Places with a name that can mean nobody else, in the whole text.
    clear: u32,
    gender: Option<Gender>,
}

/// The cluster of each form.
pub(super) fn owners(
    segments: &Segments,
    terms: &Terms,
    found: &[Vec<usize>],
    clusters: usize,
) -> Vec<usize> {
    let mut seen = vec![Seen::default(); clusters];
    for (term, candidates) in terms.terms.iter().zip(found) {
        if let [only] = candidates[..] {
            let seen = &mut seen[only];
            seen.clear += term.forms.len() as u32;
            if term.is_person() {
                let told = term.forms.iter().find_map(|&form| terms.forms[form].title.gender);
                seen.gender = told.or(seen.gender).or_else(|| {
                    term.words
                        .first()
                        .and_then(|word| GIVEN_NAMES.get(word))
                        .and_then(Gender::of_code)
                });
            }
        }
    }
    let mut owners = Vec::with_capacity(terms.forms.len());
    for (form, &term) in terms.forms.iter().zip(&terms.term) {
        let sentence = segments
            .sentences
            .partition_point(|sentence| sentence.span.start() <= form.span.start())
            as u32;
        let owner = match &found[term][..] {
            [only] => *only,
            many => choose(many, &seen, form.title.gender, sentence),
        };
        seen[owner].sentence = sentence;
        owners.push(owner);
    }
    owners
}

/// Gender first; then the one named in this sentence or the one before, if it is alone there; then
/// the one the text names most.
fn choose(many: &[usize], seen: &[Seen], gender: Option<Gender>, sentence: u32) -> usize {
    let mut fits: Vec<usize> =
        many.iter().copied().filter(|&c| gender.is_none() || seen[c].gender == gender).collect();
    if fits.is_empty() {
        fits = many.iter().copied().filter(|&c| seen[c].gender.is_none()).collect();
    }
    if fits.is_empty() {
        fits = many.to_vec();
    }
    let mut near =
        fits.iter().copied().filter(|&c| seen[c].sentence > 0 && seen[c].sentence + 1 >= sentence);
    if let (Some(only), None) = (near.next(), near.next()) {
        return only;
    }
    fits.iter()
        .copied()
        .max_by_key(|&c| (seen[c].sentence > 0, seen[c].clear, seen[c].sentence))
        .unwrap_or_default()
}
