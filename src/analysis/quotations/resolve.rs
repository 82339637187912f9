//! From the words that name a source to the one they mean.

use super::cast::{Cast, entity, of_pronoun, pronoun};
use super::confidence;
use super::draft::{Draft, How};
use super::nearest::{self, Nearest};
use super::words::Words;
use crate::annotation::{EntityId, EntityKind, MentionForm};

/// Whom a source means, and how sure that is.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Named {
    pub entity: Option<EntityId>,
    pub confidence: f32,
}

/// Who spoke last, and in which block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub named: Named,
    pub block: usize,
}

/// Whom the draft's source means; `before` is who spoke last, in this block or the one before it.
pub(super) fn named(words: &Words, draft: &Draft, before: Option<Before>, cast: &Cast) -> Named {
    let Some(by) = &draft.by else { return carried(words, draft, before, cast) };
    let Some(speaker) = &by.speaker else { return Named::default() };
    let found = entity(words, speaker, cast);
    if draft.how == How::Label
        && let Some(entity) = cast.labels.entity(words, speaker, found.map(|(id, _)| id))
    {
        return Named {
            entity: Some(entity),
            confidence: confidence::of(How::Label, MentionForm::Name),
        };
    }
    if let Some(first) = pronoun(words, speaker) {
        let near = nearest::subject(words, speaker.start, of_pronoun(&first), cast);
        let block = words.lines[draft.lines.0].block;
        let goes_on = near == Nearest::Nobody && goes_on(words, block, &first, before, cast);
        let here = goes_on || before.is_some_and(|before| before.block == block);
        return by_pronoun(&first, found.map(|(id, _)| id), before, near, here, draft.how, cast);
    }
    match found {
        Some((entity, form)) => {
            Named { entity: Some(entity), confidence: confidence::of(draft.how, form) }
        }
        None => match cast.named(words.document.slice(words.span(speaker))) {
            Some(entity) => Named {
                entity: Some(entity),
                confidence: confidence::of(draft.how, MentionForm::Name) * confidence::UNMARKED,
            },
            None => Named::default(),
        },
    }
}

/// Whom the source means inside the turn of `speaks`: "I" is the speaker, "he" and "she" are not.
pub(super) fn within_turn(words: &Words, draft: &Draft, speaks: Named, cast: &Cast) -> Named {
    let Some(speaker) = draft.by.as_ref().and_then(|by| by.speaker.as_ref()) else {
        return Named::default();
    };
    match pronoun(words, speaker).as_deref() {
        Some("i" | "my") => {
            Named { confidence: confidence::of(draft.how, MentionForm::Name), ..speaks }
        }
        Some(_) => Named::default(),
        None => named(words, draft, None, cast),
    }
}

/// Words without a source: whoever speaks last before them in their paragraph says them; where no
/// person acts there, the one who spoke last.
fn carried(words: &Words, draft: &Draft, before: Option<Before>, cast: &Cast) -> Named {
    let last = before.map(|before| before.named).unwrap_or_default();
    let goes_on = Named { confidence: last.confidence * confidence::CARRIED, ..last };
    let here = draft.parts.first().map_or(0, |part| words.range(*part).start);
    match nearest::subject(words, here, None, cast) {
        Nearest::Person { id, .. } if last.entity == Some(id) => goes_on,
        Nearest::Person { id, says: true } => Named {
            entity: Some(id),
            confidence: confidence::of(How::CarriedOver, MentionForm::Name),
        },
        Nearest::Person { .. } | Nearest::Unnamed => Named::default(),
        Nearest::Nobody => goes_on,
    }
}

/// Whether the paragraph before this one ends with the speech of who spoke last, and nobody else
/// acts behind it: "he" at the head of this one goes on with them.
fn goes_on(
    words: &Words,
    block: usize,
    pronoun: &str,
    before: Option<Before>,
    cast: &Cast,
) -> bool {
    let Some(last) = before.filter(|before| before.block + 1 == block) else { return false };
    let first = words.lines.partition_point(|line| line.block < block);
    let end = words.lines[..first].last().map_or(0, |line| line.words.end);
    match nearest::subject(words, end.saturating_sub(1), of_pronoun(pronoun), cast) {
        Nearest::Person { id, says } => says && last.named.entity == Some(id),
        _ => false,
    }
}

/// He, she, it: whom the text as a whole takes it for, who spoke last and who acts last in the
/// paragraph vote; where they disagree nobody is named.
fn by_pronoun(
    pronoun: &str,
    found: Option<EntityId>,
    before: Option<Before>,
    near: Nearest,
    here: bool,
    how: How,
    cast: &Cast,
) -> Named {
    let gender = of_pronoun(pronoun);
    if gender.is_none() && !matches!(pronoun, "it" | "they" | "its" | "their") {
        return Named::default();
    }
    let told = confidence::of(how, MentionForm::Name);
    let fits = |id: EntityId| match cast.kind(id) {
        Some(EntityKind::Person) => {
            gender.is_some() && cast.gender(id).is_none_or(|other| Some(other) == gender)
        }
        kind => gender.is_none() && kind == Some(EntityKind::Organization),
    };
    let found = found.filter(|&id| gender.is_none() || fits(id));
    let last = before.and_then(|before| before.named.entity).filter(|&id| fits(id));
    if gender.is_some() {
        match near {
            Nearest::Person { id, .. } => {
                let agreed = found == Some(id) || last == Some(id);
                let share = if agreed { confidence::AGREED } else { confidence::LAST };
                return Named { entity: Some(id), confidence: told * share };
            }
            Nearest::Unnamed => return Named::default(),
            Nearest::Nobody => {}
        }
    }
    let confidence = match (found, last) {
        (Some(found), Some(last)) if found == last => told * confidence::AGREED,
        (Some(_), Some(_)) => confidence::DISPUTED,
        // somebody spoke last whom no name was found for: it may be them
        (Some(_), None) if before.is_some_and(|before| before.named.entity.is_none()) => {
            confidence::DISPUTED
        }
        (Some(_), None) => told * confidence::ALONE,
        (None, Some(_)) if gender.is_some() && here => told * confidence::LAST,
        (None, Some(_)) if gender.is_some() => confidence::DISPUTED,
        (None, Some(_)) => told * confidence::LAST * confidence::CARRIED,
        (None, None) => return Named::default(),
    };
    Named { entity: found.or(last), confidence }
}
