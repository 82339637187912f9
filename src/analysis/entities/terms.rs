//! The different names of an article, each with the places where it stands.

use std::collections::{HashMap, HashSet};

use super::form::Form;
use crate::analysis::names::Name;
use crate::annotation::EntityKind;
use crate::text::Document;

/// One name, however often it stands in the text.
#[derive(Debug)]
pub(super) struct Term {
    pub words: Vec<String>,
    pub kind: EntityKind,
    pub suffix: Option<&'static str>,
    /// Indices into [`Terms::forms`], in order.
    pub forms: Vec<usize>,
    /// Whether it is written all in capitals where it stands first.
    pub capitals: bool,
}

impl Term {
    pub(super) fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
    }

    /// "the Clintons", "Mrs. Clinton" and "Clinton" are one word long, "Bill Clinton" is full.
    pub(super) fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    pub(super) fn key(&self) -> String {
        self.words.join(" ")
    }
}

/// Every name of an article in order, and the terms they are places of.
#[derive(Debug, Default)]
#[expect(clippy::struct_field_names, reason = "the terms are what the type is named for")]
pub(super) struct Terms {
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
    pub(super) fn of(document: &Document, names: &[Name]) -> Self {
        let read: Vec<(Form, EntityKind)> = names
            .iter()
            .filter_map(|name| Some((Form::of(document, name.span, name.kind)?, name.kind)))
            .collect();
        let readings = Readings::of(&read);
        let settled: Vec<(EntityKind, bool)> = read
            .iter()
            .map(|(form, kind)| (readings.settle(form, *kind), readings.is_family(form)))
            .collect();
        let mut this = Self::default();
        let mut index: HashMap<(String, EntityKind, Option<&'static str>, bool), usize> =
            HashMap::new();
        for ((mut form, read_as), (kind, family)) in read.into_iter().zip(settled) {
            if kind == EntityKind::Person && read_as != kind {
                form = Form::of(document, form.span, kind).unwrap_or(form);
            }
            form.family = family;
            let at = *index.entry((form.key(), kind, form.suffix, family)).or_insert_with(|| {
                let kind = if family { EntityKind::Group } else { kind };
                this.terms.push(Term {
                    words: form.words.clone(),
                    kind,
                    suffix: form.suffix,
                    forms: Vec::new(),
                    capitals: form.capitals,
                });
                this.terms.len() - 1
            });
            this.terms[at].forms.push(this.forms.len());
            this.term.push(at);
            this.forms.push(form);
        }
        this
    }
}

/// As what each spelling was read all over the article.
struct Readings {
    /// The votes for each spelling, and as what it was read first.
    votes: HashMap<String, (Votes, EntityKind)>,
    /// The words of people's full names, and which of them end one.
    people: HashMap<String, bool>,
    /// The words of longer names that are no person's.
    bodies: HashSet<String>,
}

impl Readings {
    fn of(read: &[(Form, EntityKind)]) -> Self {
        let mut this =
            Self { votes: HashMap::new(), people: HashMap::new(), bodies: HashSet::new() };
        for (form, kind) in read {
            this.votes.entry(form.key()).or_insert(([0; 7], *kind)).0[place_of(*kind)] += 1;
            if *kind != EntityKind::Person && form.words.len() > 1 {
                this.bodies.extend(form.words.iter().cloned());
            } else if form.words.len() > 1 {
                for (at, word) in form.words.iter().enumerate() {
                    *this.people.entry(word.clone()).or_insert(false) |= at + 1 == form.words.len();
                }
            }
        }
        this
    }

    /// One kind for one spelling all over the article, but for single words that are part of
    /// somebody's name: a surname means that person, unless it is read more often as a place or a
    /// people, or a body bears the name too.
    fn settle(&self, form: &Form, kind: EntityKind) -> EntityKind {
        let Some(&(votes, first)) = self.votes.get(&form.key()) else { return kind };
        let [word] = &form.words[..] else { return winner(votes, first, None) };
        let Some(&surname) = self.people.get(word) else { return winner(votes, first, None) };
        let persons = votes[place_of(EntityKind::Person)];
        let place = matches!(kind, EntityKind::Place | EntityKind::Group);
        let promoted = (surname || persons > 0)
            && (!place || persons >= votes[place_of(kind)])
            && !self.bodies.contains(word);
        if kind == EntityKind::Person || promoted {
            EntityKind::Person
        } else {
            winner(votes, kind, Some(EntityKind::Person))
        }
    }

    /// "the Clintons", where a Clinton is named in full.
    fn is_family(&self, form: &Form) -> bool {
        form.family
            && form.words[0].strip_suffix('s').is_some_and(|stem| self.people.contains_key(stem))
    }
}
