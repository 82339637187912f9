//! What the text tells of each person: gender and roles.

use super::form::Gender;
use super::lexicon::GIVEN_NAMES;
use super::role::{Role, Roles};
use super::terms::Terms;
use crate::text::{Document, Segments, Span};

/// One person, as far as the text tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Actor {
    pub person: bool,
    pub gender: Option<Gender>,
    /// In order of appearance; at most [`ROLES`].
    pub roles: Vec<Role>,
    /// Places with a name.
    pub named: u32,
}

/// More roles than this are not kept: a bound for texts that are no articles.
const ROLES: usize = 6;

/// What is known of each cluster.
pub(super) fn read(
    document: &Document,
    segments: &Segments,
    terms: &Terms,
    owners: &[usize],
    clusters: usize,
) -> Vec<Actor> {
    let mut cast = vec![Actor::default(); clusters];
    let roles = Roles { document, segments };
    let people: Vec<Span> = terms
        .forms
        .iter()
        .zip(&terms.term)
        .filter(|(_, term)| terms.terms[**term].is_person())
        .map(|(form, _)| form.span)
        .collect();
    let is_person = |token: Span| {
        let at = people.partition_point(|span| span.end() <= token.start());
        people.get(at).is_some_and(|span| span.overlaps(token))
    };
    for ((form, &term), &owner) in terms.forms.iter().zip(&terms.term).zip(owners) {
        let actor = &mut cast[owner];
        actor.named += 1;
        if !terms.terms[term].is_person() {
            continue;
        }
        actor.person = true;
        actor.gender = actor.gender.or(form.title.gender);
        if actor.roles.len() >= ROLES {
            continue;
        }
        let Some(sentence) = segments.sentence_at(form.span.start()) else { continue };
        let tokens = &segments.sentences[sentence].tokens;
        if let Some(role) =
            roles.beside(form.span, tokens.start as usize..tokens.end as usize, &is_person)
        {
            actor.gender = actor.gender.or(role.gender);
            actor.roles.push(role);
        }
    }
    by_given_names(terms, owners, &mut cast);
    cast
}

/// Where no title and no role tells the gender, the given name of a full name does.
fn by_given_names(terms: &Terms, owners: &[usize], cast: &mut [Actor]) {
    for (&term, &owner) in terms.term.iter().zip(owners) {
        let (term, actor) = (&terms.terms[term], &mut cast[owner]);
        if actor.gender.is_none() && term.is_person() && term.is_full() {
            actor.gender = GIVEN_NAMES.get(&term.words[0]).and_then(Gender::of_code);
        }
    }
    for (&term, &owner) in terms.term.iter().zip(owners) {
        let (term, actor) = (&terms.terms[term], &mut cast[owner]);
        if actor.gender.is_none()
            && term.is_person()
            && !term.is_full()
            && !term.forms.iter().any(|&form| terms.forms[form].title.surname)
        {
            actor.gender = GIVEN_NAMES.get(&term.words[0]).and_then(Gender::of_code);
        }
    }
}
