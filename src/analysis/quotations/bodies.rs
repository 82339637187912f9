//! Bodies that a noun alone means: "the commission" where one body of the article has that word in
//! its name, "the company" where the name of one says that it is a firm.

use std::collections::HashMap;

use super::kinds;
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};

/// Nouns for any firm.
const FIRMS: &[&str] = &["business", "company", "firm", "manufacturer"];

/// Nouns that mean any one of their kind: several sit in one building.
const SHARED: &[&str] = &["court", "tribunal"];

/// Words in the name of a firm that say what it is.
const ENDINGS: &[&str] = &["ltd", "limited", "plc", "inc", "corp", "co", "llc", "gmbh", "holdings"];

/// The bodies of an article by the nouns that can mean them.
pub(super) struct Bodies {
    /// By a noun in their names; nobody where two have it.
    by_noun: HashMap<String, Option<EntityId>>,
    /// The only firm; nobody where there are two.
    firm: Option<EntityId>,
    /// Where each entity is named first.
    first: Vec<u32>,
}

impl Bodies {
    pub(super) fn of(entities: &[Entity], mentions: &Layer<Mention>) -> Self {
        let mut by_noun: HashMap<String, Option<EntityId>> = HashMap::new();
        let mut first = vec![u32::MAX; entities.len()];
        for (span, mention) in mentions {
            if mention.form == MentionForm::Name
                && let Some(first) = first.get_mut(mention.entity.0 as usize)
            {
                *first = (*first).min(span.start());
            }
        }
        let mut firms = Vec::new();
        for (index, entity) in entities.iter().enumerate() {
            if entity.kind != EntityKind::Organization {
                continue;
            }
            let id = EntityId(index as u32);
            for word in entity.name.split_whitespace() {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                if ENDINGS.contains(&word.as_str()) && firms.last() != Some(&id) {
                    firms.push(id);
                }
                if kinds::is_body(&word) && !SHARED.contains(&word.as_str()) {
                    let known = by_noun.entry(word).or_insert(Some(id));
                    if *known != Some(id) {
                        *known = None;
                    }
                }
            }
        }
        let firm = if let &[one] = firms.as_slice() { Some(one) } else { None };
        Self { by_noun, firm, first }
    }

    /// The body that "the" and the noun mean at `place`, if it was named before.
    pub(super) fn meant(&self, noun: &str, place: u32) -> Option<EntityId> {
        let noun = noun.to_lowercase();
        let id = match self.by_noun.get(&noun) {
            Some(known) => (*known)?,
            None => self.firm.filter(|_| FIRMS.contains(&noun.as_str()))?,
        };
        (self.first.get(id.0 as usize).copied()? < place).then_some(id)
    }
}
