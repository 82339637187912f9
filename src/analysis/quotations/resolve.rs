//! From the words that name a source to the one they mean.

use std::collections::HashMap;
use std::ops::Range;

use super::called::Labelled;
use super::confidence;
use super::draft::{Draft, How};
use super::nearest::{self, Nearest};
use super::words::{Class, Words};
use crate::analysis::entities::{self, Gender};
use crate::analysis::syntax::Pos;
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};
use crate::text::Span;

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

/// Who is in the article.
pub(super) struct Cast<'a> {
    entities: &'a [Entity],
    mentions: &'a Layer<Mention>,
    /// Full names and aliases; of people the last word too. What two entities share leads to none.
    /// For sources that the finder of names passed over.
    names: HashMap<&'a str, Option<EntityId>>,
    genders: Vec<Option<Gender>>,
    labels: Labelled,
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
        Self {
            entities,
            mentions,
            names,
            genders: genders(words, entities, mentions),
            labels: Labelled::of(words, entities, mentions),
        }
    }

    fn named(&self, name: &str) -> Option<EntityId> {
        self.names.get(name).copied().flatten()
    }

    pub(super) fn kind(&self, id: EntityId) -> Option<EntityKind> {
        self.entities.get(id.0 as usize).map(|entity| entity.kind)
    }

    /// The gender that the text tells of a person.
    pub(super) fn gender(&self, id: EntityId) -> Option<Gender> {
        self.genders.get(id.0 as usize).copied().flatten()
    }
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

fn of_pronoun(pronoun: &str) -> Option<Gender> {
    match pronoun {
        "he" | "his" | "him" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
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

/// The entity that the words `speaker` mean, if the text settles it: the mention at their head.
pub(super) fn entity(
    words: &Words,
    speaker: &Range<usize>,
    cast: &Cast,
) -> Option<(EntityId, MentionForm)> {
    let span = words.span(speaker);
    if is_joint(span, cast.entities, cast.mentions) {
        return None;
    }
    let mut best: Option<(Span, Mention)> = None;
    for &(at, mention) in cast.mentions.within(span) {
        let speaks = match cast.kind(mention.entity) {
            Some(EntityKind::Person | EntityKind::Organization | EntityKind::Place) => true,
            // "the Spaniard" is somebody without a name
            Some(EntityKind::Group) => words.document.slice(at).ends_with('s'),
            Some(EntityKind::Other) => true,
            _ => false,
        };
        if speaks
            && !words.document.slice(at).starts_with("No.")
            && is_head(words, speaker, at)
            && !depends(words, speaker, at, cast)
            && best.is_none_or(|(_, other)| other.form > mention.form)
        {
            best = Some((at, mention));
        }
    }
    best.map(|(_, mention)| (mention.entity, mention.form))
        .or_else(|| apposition(words, speaker, cast.entities, cast.mentions))
}

/// "a spokeswoman for Varnex", "scientists at the Varnex Institute", "a Mr Lima": whether the
/// mention
/// only says more of the one who speaks. "The mayor of Tarrow Ana Ruiz" is she, for the town stands
/// between.
fn depends(words: &Words, speaker: &Range<usize>, mention: Span, cast: &Cast) -> bool {
    let tokens = words.range(mention);
    let lead = speaker.start..tokens.start.max(speaker.start);
    if lead.end > lead.start
        && (words.is(lead.start, "a") || words.is(lead.start, "an"))
        && lead.clone().all(|at| words.pos(at) != Pos::Noun)
    {
        return true;
    }
    let Some(link) = lead
        .clone()
        .rev()
        .find(|&at| words.pos(at) == Pos::Adp || words.is(at, "by") || words.is(at, "to"))
    else {
        return false;
    };
    let person = cast.kind(words_entity(cast, mention)) == Some(EntityKind::Person);
    let indefinite = words.is(lead.start, "a") || words.is(lead.start, "an");
    let between = (link + 1..tokens.start)
        .any(|at| cast.mentions.within(words.all[at].span).next().is_some());
    !(person && between && !indefinite && entities::is_role(words.text(link.saturating_sub(1))))
}

fn words_entity(cast: &Cast, mention: Span) -> EntityId {
    cast.mentions
        .within(mention)
        .find(|(at, _)| *at == mention)
        .map_or(EntityId(u32::MAX), |(_, mention)| mention.entity)
}

/// Whether two people speak together.
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

/// Whether the mention heads the phrase. Its last word is the phrase's last before "of …", a comma
/// or
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
