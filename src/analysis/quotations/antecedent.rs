//! Whom "he" or "she" means where nobody acts in the paragraph: the person who was named last, if
//! nothing between the two could be meant instead.

use super::cast::Cast;
use super::words::{Class, Words};
use crate::analysis::entities::{self, Gender};
use crate::analysis::syntax::Pos;
use crate::annotation::{EntityId, EntityKind, MentionForm};
use crate::text::Span;

/// How far back, in tokens, a name is looked for.
const REACH: usize = 400;

/// The person of this gender who was named last before token `here`. Nobody where somebody else of
/// the gender is named in the same paragraph, or where somebody without a name ("the deputy") or
/// with a name that was not recognised stands between. `lost` says that whoever spoke last has no
/// name.
pub(super) fn last(
    words: &Words,
    here: usize,
    gender: Gender,
    lost: bool,
    cast: &Cast,
) -> Option<EntityId> {
    let floor = here.saturating_sub(REACH);
    let ceiling = words.all.get(here)?.span.start();
    let from = words.all.get(floor)?.span.start();
    let fits = |id: EntityId| {
        cast.kind(id) == Some(EntityKind::Person)
            && cast.gender(id).is_none_or(|other| other == gender)
    };
    let mut named = cast
        .mentions
        .within(Span::new(from, ceiling))
        .filter(|(at, mention)| {
            mention.form == MentionForm::Name && at.end() <= ceiling && fits(mention.entity)
        })
        .collect::<Vec<_>>();
    let &(at, mention) = named.pop()?;
    let id = mention.entity;
    let tokens = words.range(at);
    let block = |token: usize| block_of(words, token);
    let (told, now) = (block(tokens.start), block(here));
    let is_rival = |(other, mention): &&(Span, crate::annotation::Mention)| {
        mention.entity != id && block(words.range(*other).start) == told
    };
    if named.iter().any(is_rival) {
        return None;
    }
    let known = cast.gender(id).is_some();
    let alone = cast.is_alone(gender, ceiling);
    let plain = !somebody_between(words, tokens.end, here, gender, cast);
    let settled = match (known, alone) {
        (true, true) => plain || !lost && told + 2 >= now,
        (true, false) => plain && !lost && told + 1 >= now,
        (false, _) => plain && !lost && told == now,
    };
    settled.then_some(id)
}

/// Whether somebody else of the gender is named in the paragraph before token `here`.
pub(super) fn is_contested(
    words: &Words,
    here: usize,
    gender: Gender,
    id: EntityId,
    cast: &Cast,
) -> bool {
    let block = block_of(words, here);
    let first = words.lines.partition_point(|line| line.block < block);
    let Some(start) = words.lines.get(first).map(|line| line.words.start) else { return false };
    let start = start.max(here.saturating_sub(REACH));
    let span = words.span(&(start..here));
    start < here
        && cast.mentions.within(span).any(|(_, mention)| {
            mention.form == MentionForm::Name
                && mention.entity != id
                && cast.kind(mention.entity) == Some(EntityKind::Person)
                && cast.gender(mention.entity).is_none_or(|other| other == gender)
        })
}

/// The block that holds the token.
fn block_of(words: &Words, token: usize) -> usize {
    let line = words.lines.partition_point(|line| line.words.end <= token);
    words.lines.get(line).map_or(usize::MAX, |line| line.block)
}

/// Whether the tokens from `start` to `end`, outside quoted words, tell of somebody of the gender
/// without a name, or hold a name that nobody is known by. What is added to the name before them
/// ("Ruiz, a surveyor,") tells of nobody else.
fn somebody_between(words: &Words, start: usize, end: usize, gender: Gender, cast: &Cast) -> bool {
    let start = if words.class(start) == Class::Comma {
        (start + 1..end)
            .find(|&at| matches!(words.class(at), Class::Comma | Class::Stop))
            .unwrap_or(end)
    } else {
        start
    };
    (start..end).filter(|&at| words.all[at].stretch.is_none()).any(|at| {
        let role = words.pos(at) != Pos::Verb
            && entities::is_role(words.text(at))
            && entities::gender_of_role(words.text(at)).is_none_or(|other| other == gender);
        let strange = words.is_capital_name(at)
            && words.pos(at + 1) == Pos::Propn
            && cast.mentions.within(words.all[at].span).next().is_none();
        role || strange
    })
}
