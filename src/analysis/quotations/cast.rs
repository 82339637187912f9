//! Who is in the article, as its quotations ask: names, kinds, genders and what labels call them.

use std::collections::HashMap;

use super::bodies::Bodies;
use super::called::Labelled;
use super::words::Words;
use crate::analysis::entities::{self, Gender};
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};

/// Who is in the article.
pub(super) struct Cast<'a> {
    pub entities: &'a [Entity],
    pub mentions: &'a Layer<Mention>,
    /// Full names and aliases; of people the last word too. What two entities share leads to none.
    /// For sources that the finder of names passed over.
    names: HashMap<&'a str, Option<EntityId>>,
    genders: Vec<Option<Gender>>,
    bodies: Bodies,
    /// For men and women: where the second person who may be one is named first.
    seconds: [u32; 2],
    pub labels: Labelled,
}

impl<'a> Cast<'a> {
    pub(super) fn of(words: &Words, entities: &'a [Entity], mentions: &'a Layer<Mention>) -> Self {
        let mut names: HashMap<&str, Option<EntityId>> = HashMap::new();
        for (index, entity) in entities.iter().enumerate() {
            let id = EntityId(index as u32);
            let last = entity
                .name
                .split_whitespace()
                .next_back()
                .filter(|_| entity.kind == EntityKind::Person);
            for name in std::iter::once(entity.name.as_str())
                .chain(entity.aliases.iter().map(String::as_str))
                .chain(last)
            {
                let known = names.entry(name).or_insert(Some(id));
                if *known != Some(id) {
                    *known = None;
                }
            }
        }
        let genders = genders(words, entities, mentions);
        Self {
            bodies: Bodies::of(entities, mentions),
            entities,
            mentions,
            names,
            seconds: [Gender::Male, Gender::Female]
                .map(|gender| second(gender, &genders, entities, mentions)),
            genders,
            labels: Labelled::of(words, entities, mentions),
        }
    }

    pub(super) fn named(&self, name: &str) -> Option<EntityId> {
        self.names.get(name).copied().flatten()
    }

    pub(super) fn kind(&self, id: EntityId) -> Option<EntityKind> {
        self.entities.get(id.0 as usize).map(|entity| entity.kind)
    }

    /// The body that "the company", "the commission" means at `place`.
    pub(super) fn body(&self, noun: &str, place: u32) -> Option<EntityId> {
        self.bodies.meant(noun, place)
    }

    /// Whether no more than one person who may be of the gender is named before `place`.
    pub(super) fn is_alone(&self, gender: Gender, place: u32) -> bool {
        self.seconds[usize::from(gender == Gender::Female)] >= place
    }

    /// The gender that the text tells of a person.
    pub(super) fn gender(&self, id: EntityId) -> Option<Gender> {
        self.genders.get(id.0 as usize).copied().flatten()
    }
}

/// Where the second person who may be of the gender is named first.
fn second(
    gender: Gender,
    genders: &[Option<Gender>],
    entities: &[Entity],
    mentions: &Layer<Mention>,
) -> u32 {
    let mut people = mentions.iter().filter(|(_, mention)| {
        let at = mention.entity.0 as usize;
        mention.form == MentionForm::Name
            && entities.get(at).is_some_and(|entity| entity.kind == EntityKind::Person)
            && genders.get(at).copied().flatten().is_none_or(|other| other == gender)
    });
    let Some((_, first)) = people.next() else { return u32::MAX };
    people.find(|(_, other)| other.entity != first.entity).map_or(u32::MAX, |(at, _)| at.start())
}

/// What titles and given names tell of people's gender, and the pronouns that the text ties to them
/// where these tell nothing.
fn genders(words: &Words, entities: &[Entity], mentions: &Layer<Mention>) -> Vec<Option<Gender>> {
    let mut told = vec![None; entities.len()];
    let mut meant = vec![None; entities.len()];
    for (span, mention) in mentions {
        let at = mention.entity.0 as usize;
        if entities.get(at).is_none_or(|entity| entity.kind != EntityKind::Person) {
            continue;
        }
        if mention.form == MentionForm::Name && told[at].is_none() {
            told[at] = entities::gender_of_name(words.document, *span);
        } else if mention.form == MentionForm::Pronoun && meant[at].is_none() {
            meant[at] = of_pronoun(&words.document.slice(*span).to_lowercase());
        }
    }
    told.into_iter().zip(meant).map(|(told, meant)| told.or(meant)).collect()
}

/// The gender that the pronoun, in small letters, tells.
pub(super) fn of_pronoun(pronoun: &str) -> Option<Gender> {
    match pronoun {
        "he" | "his" | "him" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}
