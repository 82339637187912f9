//! What the words beside a name say somebody is, beyond the role that the engine reads.

use super::around::{Around, REACH};
use super::fields;
use super::traits::{Class, Trait};
use crate::analysis::entities::is_role;
use crate::annotation::{Entity, EntityKind, MentionForm};
use crate::text::Span;

impl Around<'_> {
    /// Where words tell what the one named here is: the role that the engine read, and "is the …".
    pub(super) fn roles(&self, entity: &Entity, name: Span) -> Vec<Span> {
        let mut roles = Vec::new();
        if let Some(role) = &entity.role {
            let before = self.before(name, REACH);
            let behind = self.behind(name, REACH);
            if let Some(at) = before.rfind(role.as_str()) {
                let start = name.start() as usize - before.len() + at;
                roles.push(Span::from_usize(start, start + role.len()));
            } else if let Some(at) = behind.find(role.as_str()) {
                let start = name.end() as usize + at;
                roles.push(Span::from_usize(start, start + role.len()));
            }
        }
        let behind = self.behind(name, REACH);
        let told = [
            " is ",
            " was ",
            " became ",
            ", who is ",
            ", who was ",
            " has been ",
            ", who works as ",
            " works as ",
        ];
        if let Some(verb) = told.iter().find(|verb| behind.starts_with(**verb)) {
            let words =
                behind[verb.len()..].split([',', '.', ';', ':', '(']).next().unwrap_or_default();
            let says = words.split_whitespace().take(8).any(is_role)
                && words.split_whitespace().next().is_some_and(|first| {
                    matches!(first, "a" | "an" | "the" | "elected" | "named" | "appointed")
                });
            if says {
                let start = name.end() as usize + verb.len();
                roles.push(Span::from_usize(start, start + words.len()));
            }
        }
        if roles.is_empty() {
            roles = self.told_beside(name);
        }
        roles
    }

    pub(super) fn of_role(&self, role: Span, traits: &mut Vec<(Trait, String)>) {
        office(self.document.slice(role), traits);
        for (span, mention) in self.analysis.mentions.within(role) {
            if mention.form == MentionForm::Name
                && role.start() <= span.start()
                && span.end() <= role.end()
            {
                traits.extend(self.of_role_name(mention.entity.0 as usize));
            }
        }
    }

    /// "Gulf Line's Ana Ruiz", "Ana Ruiz of Gulf Line".
    pub(super) fn belongs(&self, name: Span, traits: &mut Vec<(Trait, String)>) {
        let behind = self.behind(name, 12);
        for link in
            [" of ", " from ", " at ", ", of ", ", from ", " of the ", " at the ", ", of the "]
        {
            if behind.starts_with(link) {
                traits.extend(self.name_at(name.end() + link.len() as u32));
            }
        }
        for owner in ["'s ", "’s "] {
            if self.before(name, 8).ends_with(owner) {
                traits.extend(self.name_ending(name.start() - owner.len() as u32));
            }
        }
    }

    /// Words that say what somebody is, right before the name or set off behind it, where the engine
    /// knows no role: "the soprano Ana Ruiz", "Ana Ruiz, an organist in Lund,".
    fn told_beside(&self, name: Span) -> Vec<Span> {
        let mut told = Vec::new();
        let behind = self.behind(name, REACH);
        if let Some(rest) = behind.strip_prefix(", ") {
            let rest_at = name.end() as usize + 2;
            let words = rest
                .split([',', '.', ';', ':', '(', '–', '—', '“', '"'])
                .next()
                .unwrap_or_default();
            let span = Span::from_usize(rest_at, rest_at + words.len());
            let first = words.split(' ').next().unwrap_or_default();
            let begins = matches!(first, "a" | "an" | "the")
                || fields::of_role(first) != 0
                || is_role(first)
                || self.starts_with_land(span);
            let is_named = self.analysis.mentions.within(span).any(|(at, mention)| {
                let kind =
                    self.analysis.entities.get(mention.entity.0 as usize).map(|entity| entity.kind);
                at.start() < span.end()
                    && mention.form == MentionForm::Name
                    && kind == Some(EntityKind::Person)
            });
            if begins && !is_named && fields::of_role(words) != 0 {
                told.push(span);
            }
        }
        let before = self.before(name, REACH).trim_end_matches(' ');
        let before = before.strip_suffix(',').unwrap_or(before);
        let mut start = before.len();
        for word in before.rsplit(' ').take(6) {
            let at = start - word.len();
            let is_part = word.chars().all(|c| c.is_alphanumeric() || c == '-')
                && (fields::of_role(word) != 0 || is_role(word))
                || start < before.len() && word.starts_with(char::is_uppercase);
            if !is_part {
                break;
            }
            start = at.saturating_sub(1);
            if at == 0 {
                break;
            }
        }
        if start < before.len() {
            let end = name.start() as usize - (self.before(name, REACH).len() - before.len());
            told.push(Span::from_usize(end - (before.len() - start), end));
        }
        told
    }

    /// The first words beside the name that say what somebody is, where the engine knows no role.
    pub(super) fn told_role(
        &self,
        entity: &Entity,
        places: &[(Span, MentionForm)],
    ) -> Option<String> {
        let is_person = entity.kind == EntityKind::Person;
        let mut names = places.iter().filter(|(_, form)| is_person && *form == MentionForm::Name);
        let span = names.find_map(|(span, _)| self.told_beside(*span).into_iter().next())?;
        let words = self.document.slice(span).trim();
        let bare = ["a ", "an ", "the ", "A ", "An ", "The "];
        let words = bare.iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        (!words.is_empty()).then(|| words.to_owned())
    }

    fn starts_with_land(&self, span: Span) -> bool {
        self.name_at(span.start()).iter().any(|(held, _)| !held.is(Class::RoleBody))
    }
}

/// The fields and the noun of a role.
pub(super) fn office(role: &str, traits: &mut Vec<(Trait, String)>) {
    let fields = fields::of_role(role);
    for at in 0..16 {
        if fields & 1 << at != 0 {
            traits.push((Trait::new(Class::Field, 1 << at), fields::name(1 << at).to_owned()));
        }
    }
    let main = role.split([',', ';']).next().unwrap_or(role);
    let main = [" of ", " for ", " at ", " in ", " with ", " from "]
        .iter()
        .fold(main, |main, link| main.split(link).next().unwrap_or(main));
    if let Some(noun) =
        main.split_whitespace().rev().map(str::to_lowercase).find(|word| is_role(word))
    {
        traits.push((Trait::of(Class::Office, &noun), noun));
    }
}
