//! Who is who: the names of an article gathered under the people, places, organisations … they
//! mean.
//!
//! [`merge`] turns names into entities with all their names, role and weight, and ties pronouns and
//! descriptions to them where the text settles whom they mean. Where the names stand is the work of
//! `names`. Pure; uses `text` and `annotation`.
//!
//! The steps, one a file: a name becomes comparable words (`form`), places with the same words a
//! term (`terms`), terms get the clusters they can mean (`people`, `bodies`), each place is settled
//! (`resolve`), what the text tells of each person is read (`cast`, `role`), pronouns and
//! descriptions are tied to them (`reference`, `pronoun`, `description`), and a cluster becomes an
//! entity (`portrait`).

mod bodies;
mod cast;
mod description;
mod form;
mod lexicon;
mod people;
mod portrait;
mod pronoun;
mod reference;
mod resolve;
mod role;
mod role_words;
mod spelling;
mod terms;
mod weights;

#[cfg(test)]
mod gum;
#[cfg(test)]
mod learning;

use super::names::Name;
use crate::annotation::{Entity, Layer, Mention};
use crate::text::{Document, Segments};
use reference::Walk;
use terms::Terms;

/// The entities of a document in order of weight, and where each is meant. `names` are sorted by
/// place and do not overlap. Time grows linearly with the text.
pub fn merge(
    document: &Document,
    segments: &Segments,
    names: &[Name],
) -> (Vec<Entity>, Layer<Mention>) {
    let terms = Terms::of(document, names);
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); terms.terms.len()];
    let mut clusters = 0;
    people::candidates(&terms, &mut clusters, &mut found);
    bodies::candidates(&terms, &mut clusters, &mut found);
    let owners = resolve::owners(segments, &terms, &found, clusters);
    let cast = cast::read(document, segments, &terms, &owners, clusters);
    let references =
        reference::find(&Walk { document, segments, terms: &terms, owners: &owners, cast: &cast });
    portrait::draw(document, &terms, &owners, &cast, &references)
}
