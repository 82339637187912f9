//! From the words that name a source to the one they mean.

use std::collections::HashMap;
use std::ops::Range;

use super::confidence;
use super::draft::{Draft, How};
use super::words::{Class, Words};
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};
use crate::text::Span;

/// Whom a source means, and how sure that is.
#[derive(Clone, Copy, Default, Debug)]
pub struct Named {
    pub entity: Option<EntityId>,
    pub confidence: f32,
}

/// Who spoke last, and in which block.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    pub named: Named,
    pub block: usize,
}

/// The names of an article's entities, for sources that the finder of names passed over.
pub struct Names<'a>(HashMap<&'a str, Option<EntityId>>);

impl<'a> Names<'a> {
    /// Full names and aliases; of people the last word too. What two entities share leads to none.
    pub fn of(entities: &'a [Entity]) -> Self {
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
        Self(names)
    }

    fn get(&self, name: &str) -> Option<EntityId> {
        self.0.get(name).copied().flatten()
    }
}

/// Whom the draft's source means; `before` is who spoke last, in this block or the one before it.
pub fn named(
    words: &Words,
    draft: &Draft,
    before: Option<Before>,
    entities: &[Entity],
    mentions: &Layer<Mention>,
    names: &Names,
) -> Named {
    let Some(by) = &draft.by else {
        let carried = before.map(|before| before.named).unwrap_or_default();
        return Named { confidence: carried.confidence * confidence::CARRIED, ..carried };
    };
    let Some(speaker) = &by.speaker else { return Named::default() };
    let found = entity(words, speaker, entities, mentions);
    if let Some(first) = pronoun(words, speaker) {
        return by_pronoun(
            &first,
            found.map(|(id, _)| id),
            before.map(|before| before.named),
            draft.how,
            entities,
        );
    }
    match found {
        Some((entity, form)) => {
            Named { entity: Some(entity), confidence: confidence::of(draft.how, form) }
        }
        None => match names.get(words.document.slice(words.span(speaker))) {
            Some(entity) => Named {
                entity: Some(entity),
                confidence: confidence::of(draft.how, MentionForm::Name) * confidence::UNMARKED,
            },
            None => Named::default(),
        },
    }
}

/// The pronoun that is the whole phrase.
fn pronoun(words: &Words, speaker: &Range<usize>) -> Option<String> {
    let alone = speaker.len() == 1
        && (matches!(words.class(speaker.start), Class::Pronoun | Class::ObjectPronoun)
            || matches!(
                words.text(speaker.start),
                "his" | "His" | "Her" | "their" | "Their" | "its" | "Its"
            ));
    alone.then(|| words.text(speaker.start).to_lowercase())
}

/// He, she, it: whom the text as a whole takes it for, and who spoke last, vote; where they
/// disagree nobody is named.
fn by_pronoun(
    pronoun: &str,
    found: Option<EntityId>,
    before: Option<Named>,
    how: How,
    entities: &[Entity],
) -> Named {
    let person = matches!(pronoun, "he" | "she" | "his" | "her");
    if !person && !matches!(pronoun, "it" | "they" | "its" | "their") {
        return Named::default();
    }
    let told = confidence::of(how, MentionForm::Name);
    let fits = |id: EntityId| {
        entities.get(id.0 as usize).is_some_and(|entity| {
            if person {
                entity.kind == EntityKind::Person
            } else {
                entity.kind == EntityKind::Organization
            }
        })
    };
    let last = before.and_then(|before| before.entity).filter(|&id| fits(id));
    let confidence = match (found, last) {
        (Some(found), Some(last)) if found == last => told * confidence::AGREED,
        (Some(_), Some(_)) => confidence::DISPUTED,
        // somebody spoke last whom no name was found for: it may be them
        (Some(_), None) if before.is_some_and(|before| before.entity.is_none()) => {
            confidence::DISPUTED
        }
        (Some(_), None) => told * confidence::ALONE,
        (None, Some(_)) if person => told * confidence::LAST,
        (None, Some(_)) => told * confidence::LAST * confidence::CARRIED,
        (None, None) => return Named::default(),
    };
    Named { entity: found.or(last), confidence }
}

/// The entity that the words `speaker` mean, if the text settles it: the mention at their head.
pub fn entity(
    words: &Words,
    speaker: &Range<usize>,
    entities: &[Entity],
    mentions: &Layer<Mention>,
) -> Option<(EntityId, MentionForm)> {
    let span = words.span(speaker);
    if is_joint(span, entities, mentions) {
        return None;
    }
    let mut best: Option<(Span, Mention)> = None;
    for &(at, mention) in mentions.within(span) {
        let Some(entity) = entities.get(mention.entity.0 as usize) else { continue };
        if !matches!(
            entity.kind,
            EntityKind::Person
                | EntityKind::Organization
                | EntityKind::Place
                | EntityKind::Group
                | EntityKind::Other
        ) {
            continue;
        }
        if is_head(words, speaker, at) && best.is_none_or(|(_, other)| other.form > mention.form) {
            best = Some((at, mention));
        }
    }
    best.map(|(_, mention)| (mention.entity, mention.form))
        .or_else(|| apposition(words, speaker, entities, mentions))
}

/// Do two people speak together?
fn is_joint(span: Span, entities: &[Entity], mentions: &Layer<Mention>) -> bool {
    let is_person = |mention: &Mention| {
        entities
            .get(mention.entity.0 as usize)
            .is_some_and(|entity| entity.kind == EntityKind::Person)
    };
    let mut people = mentions.within(span).filter(|(at, mention)| {
        mention.form == MentionForm::Name && span.encloses(*at) && is_person(mention)
    });
    people.next().is_some_and(|(_, first)| people.any(|(_, other)| other.entity != first.entity))
}

/// "The town's mayor, Ana Ruiz,": the person named right after the phrase and its comma.
fn apposition(
    words: &Words,
    speaker: &Range<usize>,
    entities: &[Entity],
    mentions: &Layer<Mention>,
) -> Option<(EntityId, MentionForm)> {
    if words.class(speaker.end) != Class::Comma || pronoun(words, speaker).is_some() {
        return None;
    }
    let at = words.all.get(speaker.end + 1)?.span;
    let (named, mention) = mentions
        .within(at)
        .find(|(span, mention)| span.start() == at.start() && mention.form == MentionForm::Name)?;
    let closes = words.range(*named).end;
    let person = entities
        .get(mention.entity.0 as usize)
        .is_some_and(|entity| entity.kind == EntityKind::Person);
    (person && matches!(words.class(closes), Class::Comma | Class::Stop))
        .then_some((mention.entity, MentionForm::Name))
}

/// Does the mention head the phrase? Its last word is the phrase's last before "of …", a comma or
/// "'s".
fn is_head(words: &Words, speaker: &Range<usize>, mention: Span) -> bool {
    let tokens = words.range(mention);
    if tokens.end > speaker.end {
        return false;
    }
    let rest = tokens.end..speaker.end;
    rest.is_empty()
        || matches!(words.text(rest.start), "of" | "," | "(" | "at" | "in" | "from" | "for")
}
