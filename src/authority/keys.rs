//! Under what names are kept so that every name that may mean the same is found.

use crate::analysis::entities::{Likeness, PersonName, initials_of, likeness, plain_name};
use crate::annotation::EntityKind;

/// Numbers that stand for forms of a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    /// The first is of the name itself, whatever the order of its words.
    pub(crate) kept: Vec<i64>,
    pub(crate) looks_up: Vec<i64>,
}

/// The keys of a name; none for one without a letter.
pub(crate) fn keys(kind: EntityKind, name: &str) -> Keys {
    let number = |key: &String| hash(kind, key);
    if kind == EntityKind::Person {
        return PersonName::of(name).map_or_else(Keys::default, |name| Keys {
            kept: name.keys().iter().map(number).collect(),
            looks_up: name.looks_up().iter().map(number).collect(),
        });
    }
    let plain = plain_name(kind, name);
    if plain.is_empty() {
        return Keys::default();
    }
    let own = format!("= {plain}");
    let (mut kept, mut looks_up) = (vec![own.clone()], vec![own]);
    if kind == EntityKind::Organization {
        for initials in initials_of(name).iter().filter(|initials| initials.len() >= 3) {
            kept.push(format!("@ {initials}"));
            looks_up.push(format!("= {initials}"));
        }
        if is_acronym(name) {
            looks_up.push(format!("@ {plain}"));
        }
    }
    Keys {
        kept: kept.iter().map(number).collect(),
        looks_up: looks_up.iter().map(number).collect(),
    }
}

/// A single word of capitals, with stops or without.
pub(super) fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| *c != '.').count();
    (2..=8).contains(&letters) && name.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}

/// Whether somebody is better called by the second name than by the first: it tells more.
pub(crate) fn is_better_name(kind: EntityKind, known: &str, new: &str) -> bool {
    match kind {
        EntityKind::Person => {
            let words = |name: &str| {
                PersonName::of(name)
                    .map_or(0, |name| name.whole_words() + usize::from(name.is_numbered()))
            };
            words(new) > words(known) || words(new) == words(known) && is_nickname(known, new)
        }
        EntityKind::Organization => is_acronym(known) && new.contains(' '),
        _ => false,
    }
}

/// Whether the first name is the other with a nickname, which is the shorter one.
fn is_nickname(short: &str, long: &str) -> bool {
    let (Some(one), Some(other)) = (PersonName::of(short), PersonName::of(long)) else {
        return false;
    };
    short.len() < long.len() && likeness(&one, &other) == Some(Likeness::Nickname)
}

/// FNV-1a, 64 bits.
fn hash(kind: EntityKind, key: &str) -> i64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ kind as u64;
    key.bytes()
        .fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        .cast_signed()
}
