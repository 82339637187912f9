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

mod alike;
mod bodies;
mod cast;
mod description;
mod form;
mod lexicon;
mod people;
mod portrait;
mod pronoun;
mod reference;
mod renamed;
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

pub use alike::{Likeness, PersonName, likeness};
pub use bodies::{initials_of, plain_name};
pub use form::Gender;

use super::names::Name;
use crate::annotation::{Entity, EntityKind, Layer, Mention};
use crate::text::{Document, Segments, Span};
use form::{Form, fold};
use lexicon::{GIVEN_NAMES, ROLE_NOUNS, TITLES};
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
    renamed::tie(document, &terms, &mut found);
    bodies::candidates(&terms, &mut clusters, &mut found);
    let owners = resolve::owners(segments, &terms, &found, clusters);
    let cast = cast::read(document, segments, &terms, &owners, clusters);
    let references =
        reference::find(&Walk { document, segments, terms: &terms, owners: &owners, cast: &cast });
    portrait::draw(document, &terms, &owners, &cast, &references)
}

/// The gender that a person's name tells at one place: by the title before it or by the given name
/// it begins with.
pub fn gender_of_name(document: &Document, span: Span) -> Option<Gender> {
    let form = Form::of(document, span, EntityKind::Person)?;
    let given = || form.words.first().filter(|_| form.words.len() > 1 || !form.title.surname);
    form.title
        .gender
        .or_else(|| given().and_then(|word| GIVEN_NAMES.get(word)).and_then(Gender::of_code))
}

/// Whether the word names a person by what the person does or is: "bursar", "coach".
pub fn is_role(word: &str) -> bool {
    let word = fold(word);
    ROLE_NOUNS.has(&word) || TITLES.has(&word)
}

/// The gender that a noun for a person tells: "wife", "chairman".
pub fn gender_of_role(word: &str) -> Option<Gender> {
    let word = fold(word);
    ROLE_NOUNS.get(&word).or_else(|| TITLES.get(&word)).and_then(Gender::of_code)
}
