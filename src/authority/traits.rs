//! What a text says of somebody, each thing one number: its class in the highest four bits, below it
//! what it says, hashed.

use crate::annotation::EntityKind;

/// A class and what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Trait(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A field of the role.
    Field,
    /// The noun of the role.
    Office,
    /// A place or country that the role names.
    RolePlace,
    RoleCountry,
    /// A body that the role names.
    RoleBody,
    /// Who else the article names, which bodies and places, and which lands.
    NearPerson,
    Near,
    NearCountry,
    /// A field of which the sentences about somebody speak.
    Topic,
    /// The year of birth, by the age that the article gives.
    Born,
    /// By pronouns and titles: 0 he, 1 she.
    Sex,
    /// The place and the land in which a body has its seat or a place lies.
    Seat,
    SeatLand,
}

const BITS: u32 = 28;

impl Trait {
    pub(super) fn new(class: Class, value: u32) -> Self {
        Self((class as u32) << BITS | value & ((1 << BITS) - 1))
    }

    /// One that is told by words.
    pub(super) fn of(class: Class, words: &str) -> Self {
        Self::new(class, hash(words))
    }

    pub(super) fn is(self, class: Class) -> bool {
        self.0 >> BITS == class as u32
    }

    pub(super) fn value(self) -> u32 {
        self.0 & ((1 << BITS) - 1)
    }

    /// The same of another class.
    pub(super) fn as_class(self, class: Class) -> Self {
        Self::new(class, self.value())
    }
}

/// The class of what an article names beside.
pub(super) fn near(kind: EntityKind) -> Option<Class> {
    match kind {
        EntityKind::Person => Some(Class::NearPerson),
        EntityKind::Organization | EntityKind::Place | EntityKind::Group => Some(Class::Near),
        _ => None,
    }
}

/// FNV-1a, folded to the bits of a value.
fn hash(words: &str) -> u32 {
    let hash = words
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ hash >> BITS
}
