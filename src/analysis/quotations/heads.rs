//! The words that name a source and the mention at their head.

use std::ops::Range;

use super::cast::Cast;
use super::kinds;
use super::labels::is_title;
use super::words::{Class, Words};
use crate::analysis::entities;
use crate::analysis::syntax::Pos;
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};
use crate::text::Span;

/// The pronoun that is the whole phrase.
pub(super) fn pronoun(words: &Words, speaker: &Range<usize>) -> Option<String> {
    let alone = speaker.len() == 1
        && (matches!(words.class(speaker.start), Class::Pronoun | Class::ObjectPronoun)
            || matches!(
                words.text(speaker.start),
                "his" | "His" | "Her" | "their" | "Their" | "its" | "Its"
            ));
    alone.then(|| words.text(speaker.start).to_lowercase())
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
    let best = best.map(|(_, mention)| (mention.entity, mention.form));
    let person = best.is_some_and(|(id, _)| cast.kind(id) == Some(EntityKind::Person));
    // "The MLA, Ana Ruiz,": an office that passes for a body
    let office = words.is(speaker.start, "the") && !person;
    match best {
        Some(best) if !office => Some(best),
        best => apposition(words, speaker, cast).or(best),
    }
    .filter(|&(id, _)| !is_common(id, cast))
    .or_else(|| described(words, speaker, cast))
}

/// "the commission", "The company": a body meant by its noun alone.
fn described(
    words: &Words,
    speaker: &Range<usize>,
    cast: &Cast,
) -> Option<(EntityId, MentionForm)> {
    let noun = speaker.end.checked_sub(1).filter(|&noun| noun == speaker.start + 1)?;
    let place = words.all.get(noun)?.span.start();
    if !words.is(speaker.start, "the") || words.is_capital(noun) {
        return None;
    }
    cast.body(words.text(noun), place).map(|id| (id, MentionForm::Description))
}

/// "the Crown", "the State", "the MLA": a noun for any body or an office, which names none.
fn is_common(id: EntityId, cast: &Cast) -> bool {
    const OFFICES: &[&str] = &[
        "CEO",
        "CFO",
        "CM",
        "CS",
        "DA",
        "DGP",
        "MEC",
        "MLA",
        "MP",
        "PM",
        "TD",
        "Taoiseach",
        "Tánaiste",
    ];
    let Some(entity) = cast.entities.get(id.0 as usize) else { return false };
    OFFICES.contains(&entity.name.as_str())
        || entity.kind != EntityKind::Person && kinds::is_body(&entity.name)
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
    // "an officer whose men guard Tarrow"
    if lead.clone().any(|at| matches!(words.text(at), "whose" | "who" | "which")) {
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

/// "The town's mayor, Ana Ruiz,", "the supplier, Varnex,": the person or body named right after the
/// phrase and its comma. Nobody where the phrase has two who may be meant: "the aide of the mayor".
fn apposition(
    words: &Words,
    speaker: &Range<usize>,
    cast: &Cast,
) -> Option<(EntityId, MentionForm)> {
    if words.class(speaker.end) != Class::Comma || pronoun(words, speaker).is_some() {
        return None;
    }
    let linked = speaker.clone().find(|&at| words.pos(at) == Pos::Adp);
    if linked.is_some_and(|link| (link..speaker.end).any(|at| entities::is_role(words.text(at)))) {
        return None;
    }
    let first = (speaker.end + 1..speaker.end + 4)
        .find(|&at| !is_title(words.text(at)) && words.class(at) != Class::Stop)?;
    let at = words.all.get(first)?.span;
    let (named, mention) = cast
        .mentions
        .within(at)
        .find(|(span, mention)| span.start() == at.start() && mention.form == MentionForm::Name)?;
    let mut closes = words.range(*named).end;
    // "Ana Ruiz KC,"
    closes += usize::from(words.text(closes).chars().all(char::is_uppercase));
    let fits = match cast.kind(mention.entity) {
        Some(EntityKind::Person) => true,
        Some(EntityKind::Organization) => kinds::is_body(words.text(speaker.end - 1)),
        _ => false,
    };
    (fits && matches!(words.class(closes), Class::Comma | Class::Stop))
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
