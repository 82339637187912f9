//! Whom a label calls by less than a name: initials ("PN"), a surname in capitals ("MOSS"), a
//! handle
//! that the text sets beside a name ("Ana Ruiz (@ruiz)"), "Answer" in an interview with one person.

use std::collections::HashMap;
use std::ops::Range;

use super::labels::is_title;
use super::words::{Class, Words};
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};
use crate::text::Span;

/// What the labels of an article can call its people and bodies; what two share leads to none.
pub(super) struct Labelled {
    calls: HashMap<String, Option<EntityId>>,
    /// The only person who is named before the first question.
    asked: Option<EntityId>,
}

impl Labelled {
    pub(super) fn of(words: &Words, entities: &[Entity], mentions: &Layer<Mention>) -> Self {
        let mut calls: HashMap<String, Option<EntityId>> = HashMap::new();
        let mut call = |word: String, id: EntityId| {
            let known = calls.entry(word).or_insert(Some(id));
            if *known != Some(id) {
                *known = None;
            }
        };
        for (index, entity) in entities.iter().enumerate() {
            let id = EntityId(index as u32);
            if !matches!(entity.kind, EntityKind::Person | EntityKind::Organization) {
                continue;
            }
            let initials: String = entity
                .name
                .split([' ', '-'])
                .filter_map(|word| word.chars().next())
                .filter(|first| first.is_uppercase())
                .collect();
            if initials.chars().count() > 1 {
                call(initials, id);
            }
            if entity.kind == EntityKind::Person
                && let Some((_, last)) = entity.name.rsplit_once(' ')
            {
                call(last.to_uppercase(), id);
            }
            call(entity.name.to_uppercase(), id);
        }
        for (span, mention) in mentions {
            let tokens = words.range(*span);
            if mention.form == MentionForm::Name
                && words.class(tokens.end) == Class::OpenBracket
                && words.text(tokens.end + 1).starts_with('@')
            {
                let close = (tokens.end + 1..tokens.end + 6)
                    .find(|&at| words.class(at) == Class::CloseBracket);
                if let Some(close) = close {
                    let handle = words.span(&(tokens.end + 1..close));
                    call(words.document.slice(handle).to_uppercase(), mention.entity);
                }
            }
        }
        Self { calls, asked: asked(words, entities, mentions) }
    }

    /// Whom the label means; `named` is whom its words are tied to as a name.
    pub(super) fn entity(
        &self,
        words: &Words,
        label: &Range<usize>,
        named: Option<EntityId>,
    ) -> Option<EntityId> {
        let text = words.document.slice(words.span(label));
        if matches!(text, "A" | "A." | "Answer") {
            return self.asked;
        }
        let bare = label
            .clone()
            .find(|&at| !is_title(words.text(at)) && words.class(at) != Class::Stop)
            .unwrap_or(label.start);
        let bare = words.document.slice(words.span(&(bare..label.end)));
        let is_plain = bare.starts_with('@') || !bare.chars().any(char::is_lowercase);
        match self.calls.get(&bare.to_uppercase()).filter(|_| is_plain || named.is_none()) {
            Some(&Some(id)) => Some(id),
            _ => named,
        }
    }
}

/// The person who answers: the only one who is named before the first question.
fn asked(words: &Words, entities: &[Entity], mentions: &Layer<Mention>) -> Option<EntityId> {
    let is_question = |line: &super::words::Line| {
        matches!(words.text(line.words.start), "Q" | "Q." | "Question")
            && (matches!(words.class(line.words.start + 1), Class::Colon | Class::Stop)
                || words.text(line.words.start) == "Q.")
    };
    let first = words.lines.iter().find(|line| is_question(line))?;
    let first = words.all.get(first.words.start)?.span.start();
    only_person(first, entities, mentions).map(|(_, id)| id)
}

/// The only person named before `place`, and where first.
pub(super) fn only_person(
    place: u32,
    entities: &[Entity],
    mentions: &Layer<Mention>,
) -> Option<(Span, EntityId)> {
    let is_person = |id: EntityId| {
        entities.get(id.0 as usize).is_some_and(|entity| entity.kind == EntityKind::Person)
    };
    let mut people = mentions
        .iter()
        .take_while(|(span, _)| span.start() < place)
        .filter(|(_, mention)| mention.form == MentionForm::Name && is_person(mention.entity))
        .map(|(span, mention)| (*span, mention.entity));
    let one = people.next()?;
    people.all(|(_, other)| other == one.1).then_some(one)
}
