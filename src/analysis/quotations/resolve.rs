//! From the words that name a source to the one they mean.

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

/// Whom the draft's source means; `before` is who spoke last, in this block or the one before it.
pub fn named(words: &Words, draft: &Draft, before: Option<Before>, entities: &[Entity], mentions: &Layer<Mention>) -> Named {
    let Some(by) = &draft.by else {
        let carried = before.map(|before| before.named).unwrap_or_default();
        return Named { confidence: carried.confidence * confidence::CARRIED, ..carried };
    };
    let Some(speaker) = &by.speaker else { return Named::default() };
    let found = entity(words, speaker, entities, mentions);
    if let Some(first) = pronoun(words, speaker) {
        return by_pronoun(&first, found.map(|(id, _)| id), before.map(|before| before.named), draft.how, entities);
    }
    match found {
        Some((entity, form)) => Named { entity: Some(entity), confidence: confidence::of(draft.how, form) },
        None => Named::default(),
    }
}

/// The pronoun that is the whole phrase.
fn pronoun(words: &Words, speaker: &Range<usize>) -> Option<String> {
    let alone = speaker.len() == 1
        && (matches!(words.class(speaker.start), Class::Pronoun | Class::ObjectPronoun)
            || matches!(words.text(speaker.start), "his" | "His" | "Her" | "their" | "Their" | "its" | "Its"));
    alone.then(|| words.text(speaker.start).to_lowercase())
}

/// He, she, it: whom the text as a whole takes it for, and who spoke last, vote; where they disagree nobody is named.
fn by_pronoun(pronoun: &str, found: Option<EntityId>, before: Option<Named>, how: How, entities: &[Entity]) -> Named {
    let person = matches!(pronoun, "he" | "she" | "his" | "her");
    if !person && !matches!(pronoun, "it" | "they" | "its" | "their") {
        return Named::default();
    }
    let told = confidence::of(how, MentionForm::Name);
    let fits = |id: EntityId| {
        entities.get(id.0 as usize).is_some_and(|entity| if person { entity.kind == EntityKind::Person } else { entity.kind == EntityKind::Organization })
    };
    let last = before.and_then(|before| before.entity).filter(|&id| fits(id));
    let confidence = match (found, last) {
        (Some(found), Some(last)) if found == last => told * confidence::AGREED,
        (Some(_), Some(_)) => confidence::DISPUTED,
        // somebody spoke last whom no name was found for: it may be them
        (Some(_), None) if before.is_some_and(|before| before.entity.is_none()) => confidence::DISPUTED,
        (Some(_), None) => told * confidence::ALONE,
        (None, Some(_)) if person => told * confidence::LAST,
        (None, Some(_)) => told * confidence::LAST * confidence::CARRIED,
        (None, None) => return Named::default(),
    };
    Named { entity: found.or(last), confidence }
}

/// The entity that the words `speaker` mean, if the text settles it: the mention at their head.
pub fn entity(words: &Words, speaker: &Range<usize>, entities: &[Entity], mentions: &Layer<Mention>) -> Option<(EntityId, MentionForm)> {
    let span = words.span(speaker);
    let mut best: Option<(Span, Mention)> = None;
    for &(at, mention) in mentions.within(span) {
        let Some(entity) = entities.get(mention.entity.0 as usize) else { continue };
        if !matches!(entity.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Place | EntityKind::Group | EntityKind::Other) {
            continue;
        }
        if is_head(words, speaker, at) && best.is_none_or(|(_, other)| other.form > mention.form) {
            best = Some((at, mention));
        }
    }
    best.map(|(_, mention)| (mention.entity, mention.form))
}

/// Does the mention head the phrase? Its last word is the phrase's last before "of …", a comma or "'s".
fn is_head(words: &Words, speaker: &Range<usize>, mention: Span) -> bool {
    let tokens = words.range(mention);
    if tokens.end > speaker.end {
        return false;
    }
    let rest = tokens.end..speaker.end;
    rest.is_empty() || matches!(words.text(rest.start), "of" | "," | "and" | "(" | "at" | "in" | "from" | "for")
}
