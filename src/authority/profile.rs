//! What all appearances of somebody say, counted, in a form that a row holds.

use super::traits::{Class, Trait};

/// So many different traits are kept; the rarest give way.
const MOST: usize = 96;

/// Traits with the number of appearances that show them, most first, up to 255.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile(Vec<(Trait, u8)>);

impl Profile {
    /// Five bytes a trait.
    pub(crate) fn pack(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|(held, count)| {
                let [a, b, c, d] = held.0.to_le_bytes();
                [a, b, c, d, *count]
            })
            .collect()
    }

    /// What [`Self::pack`] made; of anything else nothing.
    pub(crate) fn unpack(packed: &[u8]) -> Self {
        let traits = packed.chunks_exact(5).take(MOST).map(|piece| {
            (Trait(u32::from_le_bytes([piece[0], piece[1], piece[2], piece[3]])), piece[4])
        });
        Self(traits.collect())
    }

    /// Counts one more appearance.
    pub(crate) fn add(&mut self, traits: &[Trait]) {
        for new in traits {
            match self.0.iter_mut().find(|(known, _)| known == new) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => self.0.push((*new, 1)),
            }
        }
        self.0.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        self.0.truncate(MOST);
    }

    /// Counts one appearance less. What was seen too often to be counted stays.
    pub(crate) fn take(&mut self, traits: &[Trait]) {
        for (_, count) in
            self.0.iter_mut().filter(|(known, count)| *count < 255 && traits.contains(known))
        {
            *count -= 1;
        }
        self.0.retain(|(_, count)| *count > 0);
    }

    pub(super) fn has(&self, wanted: Trait) -> bool {
        self.0.iter().any(|(held, _)| *held == wanted)
    }

    pub(super) fn of(&self, class: Class) -> impl Iterator<Item = Trait> {
        self.0.iter().map(|(held, _)| *held).filter(move |held| held.is(class))
    }
}

/// Traits as a row holds them, four bytes each.
pub(crate) fn pack_traits(traits: &[Trait]) -> Vec<u8> {
    traits.iter().flat_map(|held| held.0.to_le_bytes()).collect()
}

/// What [`pack_traits`] made.
pub(crate) fn unpack_traits(packed: &[u8]) -> Vec<Trait> {
    packed
        .chunks_exact(4)
        .map(|piece| Trait(u32::from_le_bytes([piece[0], piece[1], piece[2], piece[3]])))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Profile, pack_traits, unpack_traits};
    use crate::authority::traits::{Class, Trait};

    #[test]
    fn what_is_counted_is_kept_and_taken_back() {
        let [mayor, town] =
            [Trait::of(Class::Office, "mayor"), Trait::of(Class::RolePlace, "town")];
        let mut profile = Profile::default();
        profile.add(&[mayor]);
        profile.add(&unpack_traits(&pack_traits(&[mayor, town])));
        assert_eq!(Profile::unpack(&profile.pack()), profile);
        profile.take(&[mayor, town]);
        assert!(profile.has(mayor) && !profile.has(town));
        assert_eq!(Profile::unpack(&[1, 2, 3]), Profile::default());
    }
}
