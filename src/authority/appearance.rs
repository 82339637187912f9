//! What one article shows of each entity: its names, its role, and what the words around say.

use super::around::{Around, REACH, lands_of};
use super::fields;
use super::generic::is_generic;
use super::lands::{country, state};
use super::roles::office;
use super::traits::{Class, Trait, near};
use crate::analysis::Analysis;
use crate::analysis::entities::plain_name;
use crate::annotation::{Entity, EntityKind, MentionForm};
use crate::text::{Document, Span};

/// So many places of an entity are looked at, and so many further entities of an article.
const PLACES: usize = 6;
const BESIDE: usize = 24;

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
        for (span, mention) in &analysis.mentions {
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

impl Around<'_> {
    fn person(&self, entity: &Entity, places: &[(Span, MentionForm)]) -> Vec<(Trait, String)> {
        let mut traits = Vec::new();
        for &(span, form) in places {
            match form {
                MentionForm::Pronoun => traits.extend(sex(self.document.slice(span))),
                MentionForm::Description => {}
                MentionForm::Name => {
                    let title = self.before(span, 12).split_whitespace().last().unwrap_or_default();
                    traits.extend(sex(title));
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
}

/// What a pronoun or a form of address tells.
fn sex(word: &str) -> Option<(Trait, String)> {
    let (sex, words) = match word.to_lowercase().trim_end_matches('.') {
        "he" | "him" | "his" | "himself" | "mr" | "sir" => (0, "he"),
        "she" | "her" | "hers" | "herself" | "mrs" | "ms" | "miss" | "dame" => (1, "she"),
        _ => return None,
    };
    Some((Trait::new(Class::Sex, sex), words.to_owned()))
}
