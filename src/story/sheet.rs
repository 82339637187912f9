//! The sheet of a story: what each report has, and where reports differ.

use super::figures::{self, Counted};
use super::people::{Person, same_person};
use super::quotes::{self, Said};
use super::report::{Differing, Item, Report};
use crate::annotation::EntityKind;

/// What one report has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Has {
    pub people: usize,
    pub claims: usize,
    pub figures: usize,
    pub only_people: Vec<Item>,
    pub only_quotes: Vec<Item>,
    pub only_figures: Vec<Item>,
}

/// What the reports of a story have, and what they give differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// One a report, in their order.
    pub reports: Vec<Has>,
    pub differs: Vec<Differing>,
}

impl Sheet {
    /// Lays reports side by side.
    pub(crate) fn of(reports: &[Report<'_>]) -> Self {
        let people: Vec<Vec<Person>> = reports.iter().map(people_of).collect();
        let figures: Vec<Vec<Counted>> = reports.iter().map(figures::counted).collect();
        let (said, quotes) = quotes::same(reports);
        let has = (0..reports.len()).map(|own| {
            let is_elsewhere = |person: &Person| {
                others(&people, own).flatten().any(|other| same_person(&person.name, &other.name))
            };
            let only_people = people[own].iter().filter(|person| !is_elsewhere(person));
            let counted = &figures[own];
            let only_figures = counted.iter().filter(|figure| {
                !others(&figures, own).flatten().any(|other| other.is_same(figure))
            });
            let only_quotes = said.iter().filter(|said| said.report == own && said.is_alone);
            Has {
                people: people[own].len(),
                claims: said.iter().filter(|said| said.report == own).count(),
                figures: counted.len(),
                only_people: only_people.map(Person::item).collect(),
                only_quotes: only_quotes.map(Said::item).collect(),
                only_figures: only_figures.map(Counted::item).collect(),
            }
        });
        let mut differs = figures::differing(&figures);
        let reports = has.collect();
        differs.extend(quotes);
        Self { reports, differs }
    }
}

fn others<T>(all: &[Vec<T>], own: usize) -> impl Iterator<Item = &Vec<T>> {
    all.iter().enumerate().filter(move |(at, _)| *at != own).map(|(_, of)| of)
}

fn people_of(report: &Report<'_>) -> Vec<Person> {
    let analysis = report.analysis;
    let mut found: Vec<Person> = Vec::new();
    for (number, entity) in analysis.entities.iter().enumerate() {
        if entity.kind != EntityKind::Person {
            continue;
        }
        let mention = analysis
            .mentions
            .iter()
            .find(|(_, mention)| mention.entity.0 as usize == number)
            .map(|(span, _)| *span);
        if let Some(span) = mention {
            found.push(Person { name: entity.name.clone(), span });
        }
    }
    found
}
