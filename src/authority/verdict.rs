//! Whether an appearance is of somebody who is known, and why.

use super::appearance::Appearance;
use super::fields;
use super::generic::is_generic;
use super::keys::is_acronym;
use super::profile::Profile;
use super::traits::{Class, Trait};
use crate::analysis::entities::{Likeness, PersonName, initials_of, likeness, plain_name};
use crate::annotation::EntityKind;

/// What the library knows of somebody.
pub(crate) struct Known<'a> {
    pub(crate) kind: EntityKind,
    pub(crate) names: &'a [String],
    pub(crate) profile: &'a Profile,
    pub(crate) articles: u32,
}

/// That the two are one, how surely, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) score: f32,
    /// Whether the names alone are enough where nothing speaks against them.
    pub(crate) by_name: bool,
    /// The name of the appearance that it was found by, where it is a full name.
    pub(crate) name: Option<String>,
    /// In words; none where the names are the same and that was all.
    pub(crate) reason: Option<String>,
}

/// Compares an appearance with somebody who is known; `None` where they are two, or where too
/// little tells that they are one.
pub(crate) fn judge(shown: &Appearance, known: &Known<'_>) -> Option<Verdict> {
    match shown.kind {
        _ if shown.kind != known.kind => other_kind(shown, known),
        EntityKind::Person => person(shown, known),
        EntityKind::Organization => body(shown, known),
        EntityKind::Place => {
            let same = same_plain(shown, known)?;
            (!parts_seats(shown, known.profile))
                .then(|| by_name(1.0 + seat(shown, known.profile), same))
        }
        _ => same_plain(shown, known).map(|same| by_name(1.0, same)),
    }
}

/// One name of several words that was read as another kind before is the same, where the texts have
/// something in common.
fn other_kind(shown: &Appearance, known: &Known<'_>) -> Option<Verdict> {
    let name = shown.names.first().filter(|name| name.contains(' ') && !is_generic(name))?;
    let same = known.names.iter().find(|known| {
        let person = || {
            let (one, other) = (PersonName::of(name)?, PersonName::of(known)?);
            likeness(&one, &other).filter(|alike| *alike <= Likeness::Order)
        };
        plain_name(EntityKind::Other, known) == plain_name(EntityKind::Other, name)
            || person().is_some()
    })?;
    let shared = Shared::of(shown, known.profile);
    let written = (name != same).then(|| format!("“{name}” is “{same}”"));
    // A body and where it is go by one name; a person hardly ever does.
    let least = if EntityKind::Person == shown.kind || EntityKind::Person == known.kind {
        1.0
    } else {
        0.0
    };
    (shared.score >= least).then(|| Verdict {
        score: shared.score,
        by_name: false,
        name: None,
        reason: Some(shared.words(written)),
    })
}

fn by_name(score: f32, reason: Option<String>) -> Verdict {
    Verdict { score, by_name: true, name: None, reason }
}

/// The names are the same as they are compared; the reason where they are written otherwise.
fn same_plain(shown: &Appearance, known: &Known<'_>) -> Option<Option<String>> {
    let plain = |name: &String| plain_name(shown.kind, name);
    let own: Vec<String> = shown.names.iter().map(plain).collect();
    let same = known.names.iter().find(|name| own.contains(&plain(name)))?;
    Some((!shown.names.contains(same)).then(|| format!("“{}” is “{same}”", shown.names[0])))
}

fn body(shown: &Appearance, known: &Known<'_>) -> Option<Verdict> {
    if parts_seats(shown, known.profile) {
        return None;
    }
    let shared = Shared::of(shown, known.profile);
    let agreed = shared.score + seat(shown, known.profile);
    if let Some(same) = same_plain(shown, known) {
        // "The Ministry of Health" is one in each country.
        if known.names.iter().chain(&shown.names).any(|name| is_generic(name)) {
            let reason = shared.words(same);
            return (agreed >= 1.0).then_some(Verdict {
                score: agreed,
                by_name: false,
                name: None,
                reason: Some(reason),
            });
        }
        return Some(by_name(2.0 + agreed, same));
    }
    let short = |acronym: &String, long: &String| {
        is_acronym(acronym) && initials_of(long).contains(&plain_name(shown.kind, acronym))
    };
    let mut pairs =
        shown.names.iter().flat_map(|one| known.names.iter().map(move |other| (one, other)));
    let (acronym, long) = pairs.find_map(|(one, other)| {
        if short(one, other) {
            Some((one, other))
        } else {
            short(other, one).then_some((other, one))
        }
    })?;
    let reason = shared.words(Some(format!("{acronym} for {long}")));
    (agreed >= 1.0).then_some(Verdict {
        score: agreed,
        by_name: false,
        name: None,
        reason: Some(reason),
    })
}

/// Both say where they are, and never the same; or the one says it, and around the other are other
/// lands alone.
fn parts_seats(shown: &Appearance, profile: &Profile) -> bool {
    use Class::{NearCountry, Seat, SeatLand};
    let parted = |own: &mut dyn Iterator<Item = Trait>, class: Class, others: &[Class]| {
        let mut own = own.peekable();
        own.peek().is_some()
            && profile.of(class).next().is_some()
            && own.all(|held| others.iter().all(|other| !profile.has(held.as_class(*other))))
    };
    let of = |class: Class| shown.of(class).map(|(held, _)| *held);
    parted(&mut of(Seat), Seat, &[Seat])
        || parted(&mut of(SeatLand), SeatLand, &[SeatLand])
        || parted(&mut of(SeatLand), NearCountry, &[SeatLand, NearCountry])
        || parted(&mut of(NearCountry), SeatLand, &[SeatLand, NearCountry])
}

/// What is said of where the one is stands in the text of the other.
fn seat(shown: &Appearance, profile: &Profile) -> f32 {
    use Class::{Near, NearCountry, Seat, SeatLand};
    const MEET: [(Class, Class); 6] = [
        (Seat, Seat),
        (Seat, Near),
        (Near, Seat),
        (SeatLand, SeatLand),
        (SeatLand, NearCountry),
        (NearCountry, SeatLand),
    ];
    let meets = |(own, other): &(Class, Class)| {
        shown.of(*own).any(|(held, _)| profile.has(held.as_class(*other)))
    };
    if MEET.iter().any(meets) { 2.0 } else { 0.0 }
}

fn person(shown: &Appearance, known: &Known<'_>) -> Option<Verdict> {
    let (alike, shown_name, known_name) = nearest(&shown.names, known.names)?;
    let shared = Shared::of(shown, known.profile);
    let against = against(shown, known.profile);
    if against >= 8.0 {
        return None;
    }
    let weight = (known.articles.max(1) as f32).ln().min(4.0) / 8.0;
    let told = (alike != Likeness::Same).then(|| match alike {
        Likeness::Short => format!("“{shown_name}” is short for “{known_name}”"),
        _ => format!("“{shown_name}” is “{known_name}”"),
    });
    if alike <= Likeness::Order && shown_name.contains(' ') {
        // Nothing in common, and the one is told of among other things than the other.
        let elsewhere =
            shared.score < 0.5 && (is_elsewhere(shown, known.profile) || is_strange(shown, known));
        let against = against + if elsewhere { 2.5 } else { 0.0 };
        let score = 2.0 + weight + shared.score - against;
        let reason = (shared.score > 0.0 || told.is_some()).then(|| shared.words(told));
        return (score >= 0.5).then(|| Verdict {
            score,
            by_name: true,
            name: Some(shown_name.to_owned()),
            reason,
        });
    }
    let least = match alike {
        Likeness::Short | Likeness::Number | Likeness::Same => 2.0,
        _ => 1.5,
    };
    let holds = shared.is_told
        && shared.score >= least
        && (against == 0.0 || shared.score - against >= 3.0);
    let nearness = if alike <= Likeness::Middle { 1.0 } else { 0.0 };
    holds.then(|| Verdict {
        score: nearness + weight + shared.score - against,
        by_name: false,
        name: None,
        reason: Some(shared.words(told)),
    })
}

/// The two names that are most alike.
fn nearest<'n>(shown: &'n [String], known: &'n [String]) -> Option<(Likeness, &'n str, &'n str)> {
    const NAMES: usize = 12;
    let parsed: Vec<(&String, PersonName)> =
        known.iter().take(NAMES).filter_map(|name| Some((name, PersonName::of(name)?))).collect();
    let mut best: Option<(Likeness, &str, &str)> = None;
    for (at, name) in shown.iter().take(NAMES).enumerate() {
        let Some(own) = PersonName::of(name) else { continue };
        // A surname stands for the full name beside it, which is compared itself.
        if at > 0 && !own.is_full() {
            continue;
        }
        for (other_name, other) in &parsed {
            if let Some(alike) = likeness(&own, other)
                && best.is_none_or(|(best, ..)| alike < best)
            {
                best = Some((alike, name, other_name));
            }
        }
    }
    // No full name of the two may be that of somebody else: "Leo XIV" is not found by "Leo".
    let main = |names: &'n [String]| names.first().and_then(|name| PersonName::of(name));
    let (own, other) = (main(shown)?, main(known)?);
    if own.is_full() && other.is_full() && best.is_some_and(|(alike, ..)| alike > Likeness::Middle)
    {
        likeness(&own, &other)?;
    }
    best
}

impl Appearance {
    fn of(&self, class: Class) -> impl Iterator<Item = &(Trait, String)> {
        self.traits.iter().filter(move |(held, _)| held.is(class))
    }
}

/// What both are told of.
struct Shared {
    score: f32,
    /// Whether a body, a place or a person is among it.
    is_told: bool,
    words: Vec<String>,
}

impl Shared {
    fn of(shown: &Appearance, profile: &Profile) -> Self {
        use Class::{
            Born, Field, Near, NearCountry, NearPerson, Office, RoleBody, RoleCountry, RolePlace,
        };
        /// A class of the one, that of the other which it meets, what each says, and at most.
        const RULES: &[(Class, Class, f32, f32)] = &[
            (RoleBody, RoleBody, 3.0, 3.0),
            (RolePlace, RolePlace, 2.0, 2.0),
            (RoleCountry, RoleCountry, 1.5, 1.5),
            (RoleBody, Near, 2.0, 2.0),
            (Near, RoleBody, 2.0, 2.0),
            (RolePlace, Near, 1.5, 1.5),
            (Near, RolePlace, 1.5, 1.5),
            (RolePlace, NearCountry, 1.0, 1.0),
            (NearCountry, RolePlace, 1.0, 1.0),
            (RoleCountry, NearCountry, 1.0, 1.0),
            (NearCountry, RoleCountry, 1.0, 1.0),
            (NearPerson, NearPerson, 1.5, 3.0),
            (Near, Near, 1.0, 2.0),
            (NearCountry, NearCountry, 0.5, 0.5),
            (Field, Field, 0.75, 0.75),
            (Office, Office, 0.75, 0.75),
        ];
        let mut shared = Self { score: 0.0, is_told: false, words: Vec::new() };
        for (own, other, each, most) in RULES {
            let mut sum = 0.0;
            for (held, words) in shown.of(*own) {
                if sum < *most && profile.has(held.as_class(*other)) {
                    sum += each;
                    shared.is_told |= !matches!(own, Field | Office);
                    if !shared.words.contains(words) && *own != Field {
                        shared.words.push(words.clone());
                    }
                }
            }
            shared.score += sum.min(*most);
        }
        let years =
            |held: Trait| profile.of(Born).any(|known| known.value().abs_diff(held.value()) <= 1);
        if let Some((_, words)) = shown.of(Born).find(|(held, _)| years(*held)) {
            shared.score += 3.0;
            shared.is_told = true;
            shared.words.push(words.clone());
        }
        shared
    }

    /// "“K. Holm” is “Karin Holm”; Gulf Line and Tarrow in both".
    fn words(&self, first: Option<String>) -> String {
        let named = self.words.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        match (first, named.is_empty()) {
            (Some(first), true) => first,
            (Some(first), false) => format!("{first}; {named} in both"),
            (None, true) => "the same name".to_owned(),
            (None, false) => format!("the same name; {named} in both"),
        }
    }
}

/// Both are told of in some detail, with nothing in common, and little is known of the one yet.
fn is_strange(shown: &Appearance, known: &Known<'_>) -> bool {
    const TELLING: [Class; 7] = [
        Class::Near,
        Class::NearPerson,
        Class::NearCountry,
        Class::RoleBody,
        Class::RolePlace,
        Class::RoleCountry,
        Class::Field,
    ];
    let told = TELLING.iter().map(|class| shown.of(*class).count()).sum::<usize>();
    let of_known = TELLING.iter().map(|class| known.profile.of(*class).count()).sum::<usize>();
    known.articles < 5 && told >= 2 && of_known >= 2
}

/// The fields of the one and of the other, with those of which the text around them speaks, have
/// nothing to do with each other.
fn is_elsewhere(shown: &Appearance, profile: &Profile) -> bool {
    let mut own = 0;
    let mut other = 0;
    for class in [Class::Field, Class::Topic] {
        own |= shown.of(class).fold(0, |all, (held, _)| all | held.value() as u16);
        other |= profile.of(class).fold(0, |all, held| all | held.value() as u16);
    }
    own != 0 && other != 0 && own & other == 0 && !fields::are_near(own, other)
}

/// How much speaks against it; from 8 on it is sure.
fn against(shown: &Appearance, profile: &Profile) -> f32 {
    let conflicts = |class: Class| {
        shown.of(class).next().is_some()
            && profile.of(class).next().is_some()
            && shown.of(class).all(|(held, _)| !profile.has(*held))
    };
    let mut against = 0.0;
    if conflicts(Class::Sex) {
        return 8.0;
    }
    let mut born = shown.of(Class::Born).peekable();
    let far =
        |held: Trait| profile.of(Class::Born).all(|known| known.value().abs_diff(held.value()) > 1);
    if born.peek().is_some()
        && profile.of(Class::Born).next().is_some()
        && born.all(|(held, _)| far(*held))
    {
        return 8.0;
    }
    let all = |traits: &mut dyn Iterator<Item = Trait>| {
        traits.fold(0, |all, held| all | held.value() as u16)
    };
    let own = all(&mut shown.of(Class::Field).map(|(held, _)| *held));
    let other = all(&mut profile.of(Class::Field));
    if own != 0 && other != 0 && own & other == 0 {
        against += if fields::are_near(own, other) { 2.0 } else { 4.0 };
    }
    if conflicts(Class::RolePlace) {
        let same_office = shown.of(Class::Office).any(|(held, _)| profile.has(*held));
        against += if same_office { 4.0 } else { 2.0 };
    }
    if conflicts(Class::RoleCountry) {
        against += 3.0;
    }
    if conflicts(Class::RoleBody) {
        let politics = fields::of_role("politician");
        against += if own & other & politics != 0 { 1.0 } else { 3.0 };
    }
    against
}
