//! The different names of an article, each with the places where it stands.

use std::collections::HashMap;

use super::form::Form;
use crate::analysis::names::Name;
use crate::annotation::EntityKind;
use crate::text::Document;

/// One name, however often it stands in the text.
#[derive(Debug)]
pub struct Term {
    pub words: Vec<String>,
    pub kind: EntityKind,
    pub suffix: Option<&'static str>,
    /// Indices into [`Terms::forms`], in order.
    pub forms: Vec<usize>,
    /// Is it written all in capitals where it stands first?
    pub capitals: bool,
}

impl Term {
    pub fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
    }

    /// "the Clintons", "Mrs. Clinton" and "Clinton" are one word long, "Bill Clinton" is full.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    pub fn key(&self) -> String {
        self.words.join(" ")
    }
}

/// Every name of an article in order, and the terms they are places of.
#[derive(Debug, Default)]
pub struct Terms {
    pub forms: Vec<Form>,
    /// The term of each form.
    pub term: Vec<usize>,
    pub terms: Vec<Term>,
}

/// How often one spelling was read as each kind, in the order of [`EntityKind::ALL`].
type Votes = [u32; 7];

fn place_of(kind: EntityKind) -> usize {
    EntityKind::ALL.iter().position(|&k| k == kind).unwrap_or(6)
}

/// The kind with the most votes; of equals the one read first.
fn winner(votes: Votes, first: EntityKind, skip: Option<EntityKind>) -> EntityKind {
    let mut best = (0, first);
    for kind in std::iter::once(first).chain(EntityKind::ALL) {
        let count = votes[place_of(kind)];
        if Some(kind) != skip && count > best.0 {
            best = (count, kind);
        }
    }
    best.1
}

impl Terms {
    pub fn of(document: &Document, names: &[Name]) -> Self {
        let read: Vec<(Form, EntityKind)> = names.iter().filter_map(|name| Some((Form::of(document, name.span, name.kind)?, name.kind))).collect();
        let mut votes: HashMap<String, (Votes, EntityKind)> = HashMap::new();
        let mut surnames: HashMap<&str, ()> = HashMap::new();
        for (form, kind) in &read {
            votes.entry(form.key()).or_insert(([0; 7], *kind)).0[place_of(*kind)] += 1;
            if *kind == EntityKind::Person && form.words.len() > 1 {
                surnames.extend(form.words.iter().map(|word| (word.as_str(), ())));
            }
        }
        let settled: Vec<EntityKind> = read.iter().map(|(form, kind)| settle(form, *kind, &votes, &surnames)).collect();
        let mut this = Self::default();
        let mut index: HashMap<(String, EntityKind, Option<&'static str>, bool), usize> = HashMap::new();
        let families: Vec<bool> =
            read.iter().map(|(form, _)| form.family && form.words[0].strip_suffix('s').is_some_and(|stem| surnames.contains_key(stem))).collect();
        for (((mut form, _), kind), family) in read.into_iter().zip(settled).zip(families) {
            form.family = family;
            let at = *index.entry((form.key(), kind, form.suffix, form.family)).or_insert_with(|| {
                let kind = if form.family { EntityKind::Group } else { kind };
                this.terms.push(Term { words: form.words.clone(), kind, suffix: form.suffix, forms: Vec::new(), capitals: form.capitals });
                this.terms.len() - 1
            });
            this.terms[at].forms.push(this.forms.len());
            this.term.push(at);
            this.forms.push(form);
        }
        this
    }
}

/// One kind for one spelling all over the article, but for single words that are somebody's surname here and something else there.
fn settle(form: &Form, kind: EntityKind, votes: &HashMap<String, (Votes, EntityKind)>, surnames: &HashMap<&str, ()>) -> EntityKind {
    let Some(&(votes, first)) = votes.get(&form.key()) else { return kind };
    if form.words.len() == 1 && surnames.contains_key(form.words[0].as_str()) && votes[place_of(EntityKind::Person)] > 0 {
        return if kind == EntityKind::Person { kind } else { winner(votes, kind, Some(EntityKind::Person)) };
    }
    winner(votes, first, None)
}
