//! From the words that name a source to the one they mean.

use super::antecedent;
use super::cast::{Cast, of_pronoun};
use super::confidence;
use super::draft::{Draft, How};
use super::heads::{entity, pronoun};
use super::nearest::{self, Nearest};
use super::words::Words;
use crate::annotation::{EntityId, EntityKind, MentionForm};

/// Whom a source means, and how sure that is.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Named {
    pub entity: Option<EntityId>,
    pub confidence: f32,
}

/// Who spoke last, and in which block and line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub named: Named,
    pub block: usize,
    pub line: usize,
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
        let seen =
            Seen::of(words, draft, speaker.start, &first, found.map(|(id, _)| id), before, cast);
        return by_pronoun(&first, &seen, draft.how, cast);
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
        Nearest::Person { id, says: true, .. } => Named {
            entity: Some(id),
            confidence: confidence::of(How::CarriedOver, MentionForm::Name),
        },
        Nearest::Person { .. } | Nearest::Unnamed => Named::default(),
        Nearest::Nobody if before.is_some_and(|before| draft.lines.0 <= before.line + 1) => goes_on,
        Nearest::Nobody => Named::default(),
    }
}

/// Whether the paragraph before this one ends with the speech of who spoke last, nobody else acts
/// behind it and the draft stands in the next line: "he" goes on with them.
fn goes_on(
    words: &Words,
    draft: &Draft,
    pronoun: &str,
    before: Option<Before>,
    cast: &Cast,
) -> bool {
    let Some(last) = before.filter(|before| before.line + 1 == draft.lines.0) else { return false };
    let end = words.lines[last.line].words.end;
    match nearest::subject(words, end.saturating_sub(1), of_pronoun(pronoun), cast) {
        Nearest::Person { id, says, .. } => says && last.named.entity == Some(id),
        _ => false,
    }
}

/// What tells whom a pronoun means.
struct Seen {
    /// Who spoke last goes on.
    goes_on: bool,
    /// Another who may be meant is named in the paragraph.
    contested: bool,
    /// Whom the text as a whole takes it for.
    found: Option<EntityId>,
    /// The person named last, where nobody else can be meant.
    named: Option<EntityId>,
    /// Who acts last in the paragraph.
    near: Nearest,
    /// Who spoke last.
    last: Option<EntityId>,
    /// Whoever spoke last has no name.
    lost: bool,
    /// Who spoke last did so in this paragraph.
    here: bool,
    /// The cue can give an answer.
    answers: bool,
}

impl Seen {
    fn of(
        words: &Words,
        draft: &Draft,
        at: usize,
        pronoun: &str,
        found: Option<EntityId>,
        before: Option<Before>,
        cast: &Cast,
    ) -> Self {
        let gender = of_pronoun(pronoun);
        let near = nearest::subject(words, at, gender, cast);
        let block = words.lines[draft.lines.0].block;
        let last = before.and_then(|before| before.named.entity);
        let lost = before.is_some_and(|before| before.named.entity.is_none());
        let named = gender.and_then(|gender| antecedent::last(words, at, gender, lost, cast));
        let here = before.is_some_and(|before| before.block == block);
        let answers = draft.by.as_ref().is_some_and(|by| {
            matches!(
                words.text(by.cue.start),
                "said" | "says" | "replied" | "replies" | "answered" | "answers" | "responded"
            )
        });
        let goes_on = near == Nearest::Nobody && goes_on(words, draft, pronoun, before, cast);
        let contested = found.zip(gender).is_some_and(|(found, gender)| {
            antecedent::is_contested(words, at, gender, found, cast)
        });
        Self { goes_on, contested, found, named, near, last, lost, here, answers }
    }
}

/// He, she, it: whom the text as a whole takes it for, who spoke last, who acts last in the
/// paragraph and who was named last vote; where they disagree nobody is named.
fn by_pronoun(pronoun: &str, seen: &Seen, how: How, cast: &Cast) -> Named {
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
    let found = seen.found.filter(|&id| gender.is_none() || fits(id));
    let last = seen.last.filter(|&id| fits(id));
    if gender.is_none() {
        let confidence = match (found, last) {
            (Some(found), Some(last)) if found == last => told * confidence::AGREED,
            (Some(_), Some(_)) => confidence::DISPUTED,
            // somebody spoke last whom no name was found for: it may be them
            (Some(_), None) if seen.lost => confidence::DISPUTED,
            (Some(_), None) => told * confidence::ALONE,
            (None, Some(_)) => told * confidence::LAST * confidence::CARRIED,
            (None, None) => return Named::default(),
        };
        return Named { entity: found.or(last), confidence };
    }
    let settled = |id: EntityId, share: f32| Named { entity: Some(id), confidence: told * share };
    match (seen.near, found) {
        (Nearest::Unnamed, _) => Named::default(),
        // "Ruiz asked whether it was safe. She said": whoever was asked
        (Nearest::Person { asks: true, .. }, _) if seen.answers => Named::default(),
        (Nearest::Person { id, .. }, _) if found == Some(id) || last == Some(id) => {
            settled(id, confidence::AGREED)
        }
        // who acts last is not whom the text as a whole takes it for
        (Nearest::Person { .. }, Some(_)) => Named::default(),
        (Nearest::Person { id, .. }, None) if seen.named == Some(id) => {
            settled(id, confidence::ALONE)
        }
        (Nearest::Person { .. }, None) => Named::default(),
        (Nearest::Nobody, Some(found)) if last == Some(found) || seen.named == Some(found) => {
            settled(found, confidence::AGREED)
        }
        // somebody without a name spoke last in this paragraph: it may be them
        (Nearest::Nobody, Some(_)) if seen.lost && seen.here => Named::default(),
        (Nearest::Nobody, Some(_)) if seen.contested => Named::default(),
        (Nearest::Nobody, Some(found)) => settled(found, confidence::ALONE),
        (Nearest::Nobody, None) if seen.goes_on && last.is_some() => {
            Named { entity: last, confidence: told * confidence::LAST }
        }
        (Nearest::Nobody, None) => {
            seen.named.map_or_else(Named::default, |id| settled(id, confidence::ALONE))
        }
    }
}
