//! From a cluster to an entity: its kind, its fullest name, its other names, its weight.

use super::cast::Actor;
use super::reference::Reference;
use super::role::Role;
use super::terms::Terms;
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};
use crate::text::{BlockKind, Document, Span};

/// The entities in order of weight, and the places where each is meant.
pub(super) fn draw(
    document: &Document,
    terms: &Terms,
    owners: &[usize],
    cast: &[Actor],
    references: &[Reference],
) -> (Vec<Entity>, Layer<Mention>) {
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); cast.len()];
    for (form, &owner) in owners.iter().enumerate() {
        places[owner].push(form);
    }
    let mut weights: Vec<f32> = places.iter().map(|forms| forms.len() as f32).collect();
    for reference in references {
        weights[reference.cluster] += 0.5;
    }
    let most = weights.iter().copied().fold(1.0, f32::max);
    let mut entities: Vec<(Entity, usize)> = Vec::new();
    for (cluster, forms) in places.iter().enumerate().filter(|(_, forms)| !forms.is_empty()) {
        let mut entity = entity(document, terms, forms, weights[cluster] / most);
        if entity.kind == EntityKind::Person {
            entity.role = role(&cast[cluster]).map(|role| document.slice(role.span).to_owned());
        }
        entities.push((entity, cluster));
    }
    entities.sort_by(|(a, x), (b, y)| {
        b.salience.total_cmp(&a.salience).then(places[*x][0].cmp(&places[*y][0]))
    });
    let mut ids = vec![EntityId(0); cast.len()];
    for (id, (_, cluster)) in entities.iter().enumerate() {
        ids[*cluster] = EntityId(id as u32);
    }
    let mention = |cluster: usize, form: MentionForm| Mention { entity: ids[cluster], form };
    let mut mentions: Vec<(Span, Mention)> = terms
        .forms
        .iter()
        .zip(owners)
        .map(|(form, &owner)| (form.span, mention(owner, MentionForm::Name)))
        .collect();
    mentions.extend(
        references
            .iter()
            .map(|reference| (reference.span, mention(reference.cluster, reference.form))),
    );
    (entities.into_iter().map(|(entity, _)| entity).collect(), Layer::new(document, mentions))
}

/// The first role, but one of several words before a bare "president".
fn role(actor: &Actor) -> Option<&Role> {
    let words = |role: &&Role| role.span.len() as usize > role.head.len() + 2;
    actor.roles.iter().find(words).or_else(|| actor.roles.first())
}

fn entity(document: &Document, terms: &Terms, forms: &[usize], share: f32) -> Entity {
    let kind = kind(terms, forms);
    let mut shown: Vec<&str> = Vec::new();
    for &form in forms {
        let text = document.slice(terms.forms[form].span);
        if shown.len() < 64 && !shown.contains(&text) {
            shown.push(text);
        }
    }
    let best = fullest(document, terms, forms);
    let aliases = shown.into_iter().filter(|&name| name != best).map(str::to_owned).collect();
    Entity {
        kind,
        name: best.to_owned(),
        aliases,
        role: None,
        salience: salience(document, terms, forms, share),
    }
}

/// The kind most of the places were read as; of equals that of the longest name.
fn kind(terms: &Terms, forms: &[usize]) -> EntityKind {
    let mut votes = [(0, 0); 7];
    for &form in forms {
        let term = &terms.terms[terms.term[form]];
        if let Some(at) = EntityKind::ALL.iter().position(|&kind| kind == term.kind) {
            votes[at] = (votes[at].0 + 1, votes[at].1.max(term.words.len()));
        }
    }
    (0..7).rev().max_by_key(|&at| votes[at]).map_or(EntityKind::Other, |at| EntityKind::ALL[at])
}

/// The form with the most words, then the one that does not shout, then the longest, then the
/// first.
fn fullest<'d>(document: &'d Document, terms: &Terms, forms: &[usize]) -> &'d str {
    let rank = |form: usize| {
        let text = document.slice(terms.forms[form].span);
        let words = terms.forms[form].words.len();
        (words, !terms.forms[form].capitals, text.chars().count(), usize::MAX - form)
    };
    forms
        .iter()
        .copied()
        .max_by_key(|&form| rank(form))
        .map_or("", |form| document.slice(terms.forms[form].span))
}

/// How much the story is about it: how often it is meant against the one named most, how early, and
/// whether in a heading.
fn salience(document: &Document, terms: &Terms, forms: &[usize], share: f32) -> f32 {
    let first = forms.first().map_or(0, |&form| terms.forms[form].span.start());
    let early = 1.0 - first as f32 / document.span().len().max(1) as f32;
    let heading = forms.iter().take(64).any(|&form| {
        let block = document.block_at(terms.forms[form].span.start());
        document
            .blocks()
            .get(block)
            .is_some_and(|block| matches!(block.kind, BlockKind::Heading(_)))
    });
    (0.6 * share.sqrt() + 0.25 * early + if heading { 0.15 } else { 0.0 }).clamp(0.0, 1.0)
}
