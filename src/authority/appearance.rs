//! What one article shows of each entity: its names, its role, and what the words around say.

use super::fields;
use super::generic::is_generic;
use super::keys::is_acronym;
use super::lands::{country, is_country, state};
use super::traits::{Class, Trait, near};
use crate::analysis::Analysis;
use crate::analysis::entities::{PersonName, is_role, plain_name};
use crate::annotation::{Entity, EntityKind, Mention, MentionForm};
use crate::text::{Document, Span};

/// So many places of an entity are looked at, and so many further entities of an article.
const PLACES: usize = 6;
const BESIDE: usize = 24;
/// A role stands no more than so many bytes from the name.
const REACH: usize = 160;

/// An entity as one article shows it.
#[derive(Clone, Debug)]
pub(crate) struct Appearance {
    pub(crate) kind: EntityKind,
    /// The fullest name, and all others.
    pub(crate) names: Vec<String>,
    pub(crate) role: Option<String>,
    /// What the text says, each with its words.
    pub(super) traits: Vec<(Trait, String)>,
}

impl Appearance {
    /// The entities of an article in its order, with the year in which it was published.
    pub(crate) fn all(document: &Document, analysis: &Analysis, year: i16) -> Vec<Self> {
        let mut places: Vec<Vec<(Span, MentionForm)>> = vec![Vec::new(); analysis.entities.len()];
        for (span, mention) in analysis.mentions.iter() {
            if let Some(of) = places.get_mut(mention.entity.0 as usize)
                && of.iter().filter(|(_, form)| *form == mention.form).count() < PLACES
            {
                of.push((*span, mention.form));
            }
        }
        let lie = lands_of(document, analysis, &places);
        let around = Around { document, analysis, year, lie };
        let beside = beside(&around);
        (0..)
            .zip(analysis.entities.iter().zip(&places))
            .map(|(at, (entity, places))| {
                let mut traits = match entity.kind {
                    EntityKind::Person => around.person(entity, places),
                    EntityKind::Organization | EntityKind::Place => around.seats(at, places),
                    _ => Vec::new(),
                };
                let others = beside.iter().filter(|(other, ..)| *other != at);
                traits.extend(others.map(|(_, held, words)| (*held, words.clone())));
                let mut names = vec![entity.name.clone()];
                names.extend(places.iter().find_map(|(span, _)| around.born_as(entity, *span)));
                names.extend(entity.aliases.iter().cloned());
                if entity.kind == EntityKind::Place
                    && let Some(land) = around.lie.get(at).and_then(Option::as_ref)
                    && let Some((town, _)) = entity.name.rsplit_once(", ")
                    && !town.is_empty()
                    && !land.is_empty()
                {
                    names.push(town.to_owned());
                }
                if entity.kind == EntityKind::Organization
                    && let Some((bare, land)) = without_land(&entity.name)
                {
                    traits.push((Trait::of(Class::SeatLand, &land), land));
                    names.push(bare);
                }
                traits.sort_by_key(|(held, _)| *held);
                traits.dedup_by_key(|(held, _)| *held);
                Self {
                    kind: entity.kind,
                    names,
                    role: entity.role.clone().or_else(|| around.told_role(entity, places)),
                    traits,
                }
            })
            .collect()
    }

    /// The traits without their words.
    pub(crate) fn traits(&self) -> Vec<Trait> {
        self.traits.iter().map(|(held, _)| *held).collect()
    }
}

/// The full names, bodies and places that an article names, with the number of each.
fn beside(around: &Around<'_>) -> Vec<(usize, Trait, String)> {
    let mut counts = [0; 7];
    let mut found = Vec::new();
    for (at, entity) in around.analysis.entities.iter().enumerate().take(BESIDE) {
        let Some(class) = near(entity.kind) else { continue };
        let count = &mut counts[entity.kind as usize];
        let is_single = !entity.name.contains(' ');
        if *count == 5 {
            continue;
        }
        *count += 1;
        // A surname tells nobody from others of the name; a place that is read as one tells much.
        let class =
            if entity.kind == EntityKind::Person && is_single { Class::Near } else { class };
        found.extend(around.named(at, class).into_iter().map(|(held, words)| (at, held, words)));
    }
    // A people tells of its land, and of nothing else.
    found.retain(|(at, held, _)| {
        around.analysis.entities[*at].kind != EntityKind::Group || held.is(Class::NearCountry)
    });
    found
}

/// "Supreme Court of Ghana", "Ghanaian Supreme Court": the name without the land, where each land has
/// such a body, and the land.
fn without_land(name: &str) -> Option<(String, String)> {
    let behind = name.rsplit_once(" of ").and_then(|(bare, land)| {
        let land = plain_name(EntityKind::Place, land.trim_start_matches("the "));
        Some((bare, country(&land).or_else(|| state(&land).map(str::to_owned))?))
    });
    let before = || {
        let (land, bare) = name.split_once(' ')?;
        let land =
            plain_name(EntityKind::Group, land.trim_end_matches("'s").trim_end_matches("’s"));
        Some((bare, country(&land)?))
    };
    let (bare, land) = behind.or_else(before)?;
    let bare = bare.to_owned();
    (bare.contains(' ') && is_generic(&bare)).then_some((bare, land))
}

/// The land that the text names behind each place: "Aldford, Ohio".
fn lands_of(
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

struct Around<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    year: i16,
    /// In which land each place lies.
    lie: Vec<Option<String>>,
}

impl Around<'_> {
    /// What the name of an entity says, in a class of those beside or of a role; of a body its
    /// acronym too.
    fn named(&self, at: usize, class: Class) -> Vec<(Trait, String)> {
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
    fn person(&self, entity: &Entity, places: &[(Span, MentionForm)]) -> Vec<(Trait, String)> {
        let mut traits = Vec::new();
        for &(span, form) in places {
            match form {
                MentionForm::Pronoun => traits.extend(self.sex(self.document.slice(span))),
                MentionForm::Description => {}
                MentionForm::Name => {
                    let title = self.before(span, 12).split_whitespace().last().unwrap_or_default();
                    traits.extend(self.sex(title));
                    traits.extend(self.born(span));
                    self.topics(span, &mut traits);
                    for role in self.roles(entity, span) {
                        self.of_role(role, &mut traits);
                    }
                    self.belongs(span, &mut traits);
                }
            }
        }
        if let Some(role) = &entity.role {
            office(role, &mut traits);
        }
        traits
    }

    /// Bytes before and behind a span, within its block, cut at characters.
    fn before(&self, span: Span, reach: usize) -> &str {
        let text = self.document.text();
        let end = span.start() as usize;
        let mut start = end.saturating_sub(reach);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let words = &text[start..end];
        words.rsplit('\n').next().unwrap_or(words)
    }

    fn behind(&self, span: Span, reach: usize) -> &str {
        let text = self.document.text();
        let start = span.end() as usize;
        let mut end = (start + reach).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let words = &text[start..end];
        words.split('\n').next().unwrap_or(words)
    }

    fn sex(&self, word: &str) -> Option<(Trait, String)> {
        let (sex, words) = match word.to_lowercase().trim_end_matches('.') {
            "he" | "him" | "his" | "himself" | "mr" | "sir" => (0, "he"),
            "she" | "her" | "hers" | "herself" | "mrs" | "ms" | "miss" | "dame" => (1, "she"),
            _ => return None,
        };
        Some((Trait::new(Class::Sex, sex), words.to_owned()))
    }

    /// The full name before another one was taken: "Ana Ruiz, née Lima".
    fn born_as(&self, entity: &Entity, name: Span) -> Option<String> {
        let behind = self.behind(name, 40);
        let cues = [", née ", " (née ", ", nee ", " (nee ", ", born ", " (born ", ", né ", " (né "];
        let rest = cues.iter().find_map(|cue| behind.strip_prefix(cue))?;
        let word: String = rest
            .chars()
            .take_while(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
            .collect();
        let is_single = rest[word.len()..].starts_with([',', ')', '.']);
        let (given, _) = entity.name.rsplit_once(' ')?;
        let is_name = entity.kind == EntityKind::Person && word.starts_with(char::is_uppercase);
        (is_single && is_name).then(|| format!("{given} {word}"))
    }

    /// By "…, 45," "(45)" and "…, aged 45" behind the name.
    fn born(&self, name: Span) -> Option<(Trait, String)> {
        let behind = self.behind(name, 16);
        let rest = behind.strip_prefix(", ").or_else(|| behind.strip_prefix(" ("))?;
        let rest = rest.strip_prefix("aged ").unwrap_or(rest);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (age, rest) = rest.split_at(digits);
        let age: i16 = age.parse().ok().filter(|age| (5..=110).contains(age))?;
        let ends =
            rest.starts_with([',', ')', '.', ';']) || rest.starts_with("-year") || rest.is_empty();
        let year = self.year - age;
        (ends && self.year > 0).then(|| {
            (Trait::new(Class::Born, year.unsigned_abs().into()), format!("born about {year}"))
        })
    }

    /// The fields of which the words around the name speak, within its paragraph.
    fn topics(&self, name: Span, traits: &mut Vec<(Trait, String)>) {
        let words = [self.before(name, 2 * REACH), self.behind(name, 2 * REACH)];
        let fields = fields::of_topic(words[0]) | fields::of_topic(words[1]);
        for at in 0..16 {
            if fields & 1 << at != 0 {
                traits.push((Trait::new(Class::Topic, 1 << at), fields::name(1 << at).to_owned()));
            }
        }
    }

    /// Where words tell what the one named here is: the role that the engine read, and "is the …".
    fn roles(&self, entity: &Entity, name: Span) -> Vec<Span> {
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

    fn of_role(&self, role: Span, traits: &mut Vec<(Trait, String)>) {
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

    fn of_role_name(&self, at: usize) -> Vec<(Trait, String)> {
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

    /// "Gulf Line's Ana Ruiz", "Ana Ruiz of Gulf Line".
    fn belongs(&self, name: Span, traits: &mut Vec<(Trait, String)>) {
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

    /// What the name that begins at `offset` says, as a part of a role.
    fn name_at(&self, offset: u32) -> Vec<(Trait, String)> {
        let begins = |(span, mention): &&(Span, Mention)| {
            span.start() == offset && mention.form == MentionForm::Name
        };
        let found = self.analysis.mentions.at(offset).find(begins);
        found.map_or_else(Vec::new, |(_, mention)| self.of_role_name(mention.entity.0 as usize))
    }

    fn name_ending(&self, offset: u32) -> Vec<(Trait, String)> {
        let ends = |(span, mention): &&(Span, Mention)| {
            span.end() == offset && mention.form == MentionForm::Name
        };
        let found = self.analysis.mentions.at(offset.saturating_sub(1)).find(ends);
        found.map_or_else(Vec::new, |(_, mention)| self.of_role_name(mention.entity.0 as usize))
    }

    /// Where a body has its seat, where a place lies: "Kenya's Ministry of Health", "Aldford, Ohio".
    fn seats(&self, at: usize, places: &[(Span, MentionForm)]) -> Vec<(Trait, String)> {
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
    fn told_role(&self, entity: &Entity, places: &[(Span, MentionForm)]) -> Option<String> {
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

/// A town without the land that its name may hold.
fn town_of<'t>(town: &'t str, land: &str) -> &'t str {
    town.strip_suffix(land).map_or(town, str::trim_end)
}

/// The fields and the noun of a role.
fn office(role: &str, traits: &mut Vec<(Trait, String)>) {
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
