//! The words around the names of an article, and what the names themselves say.

use super::keys::is_acronym;
use super::lands::{country, is_country, state};
use super::traits::{Class, Trait};
use crate::analysis::Analysis;
use crate::analysis::entities::{PersonName, plain_name};
use crate::annotation::{Entity, EntityKind, Mention, MentionForm};
use crate::text::{Document, Span};

/// A role stands no more than so many bytes from the name.
pub(super) const REACH: usize = 160;

/// The land that the text names behind each place: "Aldford, Ohio".
pub(super) fn lands_of(
    document: &Document,
    analysis: &Analysis,
    places: &[Vec<(Span, MentionForm)>],
) -> Vec<Option<String>> {
    let land = |span: Span| {
        let next = span.end() + 2;
        let is_comma = document.text().get(span.end() as usize..next as usize) == Some(", ");
        let (at, mention) = analysis.mentions.at(next).find(|(at, _)| at.start() == next)?;
        let entity = analysis.entities.get(mention.entity.0 as usize)?;
        let plain = plain_name(EntityKind::Place, document.slice(*at));
        let is_land =
            entity.kind == EntityKind::Place && (is_country(&plain) || state(&plain).is_some());
        (is_comma && is_land).then(|| state(&plain).map_or(plain.clone(), str::to_owned))
    };
    let of = |(entity, places): (&Entity, &Vec<(Span, MentionForm)>)| {
        // The name may hold it itself.
        let inner = || {
            let (_, land) = entity.name.rsplit_once(", ")?;
            let plain = plain_name(EntityKind::Place, land);
            state(&plain).map(str::to_owned).or_else(|| is_country(&plain).then_some(plain))
        };
        let is_place = entity.kind == EntityKind::Place;
        if is_place {
            inner().or_else(|| places.iter().find_map(|(span, _)| land(*span)))
        } else {
            None
        }
    };
    analysis.entities.iter().zip(places).map(of).collect()
}

/// An article with what tells of the entities in it.
pub(super) struct Around<'a> {
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
    pub(super) year: i16,
    /// In which land each place lies.
    pub(super) lie: Vec<Option<String>>,
}

impl Around<'_> {
    /// What the name of an entity says, in a class of those beside or of a role; of a body its
    /// acronym too.
    pub(super) fn named(&self, at: usize, class: Class) -> Vec<(Trait, String)> {
        let Some(entity) = self.analysis.entities.get(at) else { return Vec::new() };
        let (kind, name) = (entity.kind, &entity.name);
        let with = |held: Trait| (held, name.clone());
        let is_near = class == Class::Near;
        match kind {
            EntityKind::Person if is_near => {
                vec![with(Trait::of(class, &plain_name(EntityKind::Place, name)))]
            }
            EntityKind::Person => {
                let key = PersonName::of(name).and_then(|name| name.keys().into_iter().next());
                vec![with(Trait::of(class, &key.unwrap_or_default()))]
            }
            EntityKind::Place | EntityKind::Group => {
                let plain = plain_name(kind, name);
                if let Some(land) = country(&plain) {
                    let class = if is_near { Class::NearCountry } else { Class::RoleCountry };
                    return vec![with(Trait::of(class, &land))];
                }
                if let Some(state) = state(&plain) {
                    return vec![with(Trait::of(
                        if is_near { Class::NearCountry } else { class },
                        state,
                    ))];
                }
                let town = plain.split(", ").next().unwrap_or(&plain);
                match self.lie.get(at).and_then(Option::as_ref) {
                    Some(land) => {
                        vec![with(Trait::of(class, &format!("{} in {land}", town_of(town, land))))]
                    }
                    None => vec![with(Trait::of(class, town))],
                }
            }
            _ => {
                let acronyms = entity.aliases.iter().filter(|alias| is_acronym(alias));
                std::iter::once(name)
                    .chain(acronyms.take(2))
                    .map(|name| (Trait::of(class, &plain_name(kind, name)), name.clone()))
                    .collect()
            }
        }
    }

    /// Bytes before and behind a span, within its block, cut at characters.
    pub(super) fn before(&self, span: Span, reach: usize) -> &str {
        let text = self.document.text();
        let end = span.start() as usize;
        let mut start = end.saturating_sub(reach);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let words = &text[start..end];
        words.rsplit('\n').next().unwrap_or(words)
    }

    pub(super) fn behind(&self, span: Span, reach: usize) -> &str {
        let text = self.document.text();
        let start = span.end() as usize;
        let mut end = (start + reach).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let words = &text[start..end];
        words.split('\n').next().unwrap_or(words)
    }

    pub(super) fn of_role_name(&self, at: usize) -> Vec<(Trait, String)> {
        match self.analysis.entities.get(at).map(|entity| entity.kind) {
            Some(EntityKind::Place) => self.named(at, Class::RolePlace),
            Some(EntityKind::Group) => {
                let mut named = self.named(at, Class::RolePlace);
                named.retain(|(held, _)| held.is(Class::RoleCountry));
                named
            }
            Some(EntityKind::Organization) => self.named(at, Class::RoleBody),
            _ => Vec::new(),
        }
    }

    /// What the name that begins at `offset` says, as a part of a role.
    pub(super) fn name_at(&self, offset: u32) -> Vec<(Trait, String)> {
        let begins = |(span, mention): &&(Span, Mention)| {
            span.start() == offset && mention.form == MentionForm::Name
        };
        let found = self.analysis.mentions.at(offset).find(begins);
        found.map_or_else(Vec::new, |(_, mention)| self.of_role_name(mention.entity.0 as usize))
    }

    pub(super) fn name_ending(&self, offset: u32) -> Vec<(Trait, String)> {
        let ends = |(span, mention): &&(Span, Mention)| {
            span.end() == offset && mention.form == MentionForm::Name
        };
        let found = self.analysis.mentions.at(offset.saturating_sub(1)).find(ends);
        found.map_or_else(Vec::new, |(_, mention)| self.of_role_name(mention.entity.0 as usize))
    }

    /// Where a body has its seat, where a place lies: "Kenya's Ministry of Health", "Aldford, Ohio".
    pub(super) fn seats(&self, at: usize, places: &[(Span, MentionForm)]) -> Vec<(Trait, String)> {
        let mut named = Vec::new();
        for &(span, _) in places.iter().filter(|(_, form)| *form == MentionForm::Name) {
            let behind = self.behind(span, 12);
            for link in [" of ", " in ", " of the "] {
                if behind.starts_with(link) {
                    named.extend(self.name_at(span.end() + link.len() as u32));
                }
            }
            let before = self.before(span, 8);
            let owners = [("'s ", 3), ("’s ", 5), (" ", 1)];
            if let Some((_, length)) = owners.iter().find(|(owner, _)| before.ends_with(owner)) {
                named.extend(self.name_ending(span.start() - length));
            }
        }
        let mut traits: Vec<(Trait, String)> = named
            .into_iter()
            .filter_map(|(held, words)| {
                let class = if held.is(Class::RoleCountry) { Class::SeatLand } else { Class::Seat };
                (!held.is(Class::RoleBody)).then(|| (held.as_class(class), words))
            })
            .collect();
        if let Some(land) = self.lie.get(at).and_then(Option::as_ref) {
            traits.push((Trait::of(Class::SeatLand, land), land.clone()));
        }
        traits
    }
}

/// A town without the land that its name may hold.
fn town_of<'t>(town: &'t str, land: &str) -> &'t str {
    town.strip_suffix(land).map_or(town, str::trim_end)
}
