//! What a reader knows better than the engine.

use super::{Act, EntityKind};

/// A correction of one entity or quotation, said of a place: a mention of the entity, or the first
/// part of the quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// The entity is of this kind.
    Kind(EntityKind),
    /// The entity's name.
    Rename(String),
    /// The entity is the one of this name.
    Merge(String),
    /// The names spelled like the one here are somebody else's.
    Split,
    /// Who said it; `None`: nobody can be named.
    Speaker(Option<String>),
    /// What is done with the words of the quotation.
    Act(Act),
    /// The quotation belongs to the one before it.
    Join,
    /// Each part of the quotation is one of its own.
    Separate,
}

impl Correction {
    /// Its word in the library and in exports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Kind(_) => "kind",
            Self::Rename(_) => "name",
            Self::Merge(_) => "merge",
            Self::Split => "split",
            Self::Speaker(_) => "speaker",
            Self::Act(_) => "act",
            Self::Join => "join",
            Self::Separate => "separate",
        }
    }

    /// What goes with the word, if something does.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Kind(kind) => Some(kind.name()),
            Self::Rename(name) | Self::Merge(name) => Some(name),
            Self::Speaker(name) => name.as_deref(),
            Self::Act(act) => Some(act.name()),
            Self::Split | Self::Join | Self::Separate => None,
        }
    }

    /// Whether it is of a quotation, and not of a name.
    pub fn is_of_quotation(&self) -> bool {
        matches!(self, Self::Speaker(_) | Self::Act(_) | Self::Join | Self::Separate)
    }

    /// The correction of a word and what goes with it; `None` where they are none that this program
    /// knows.
    pub fn from_parts(name: &str, value: Option<&str>) -> Option<Self> {
        let owned = || value.map(str::to_owned);
        Some(match name {
            "kind" => {
                Self::Kind(EntityKind::ALL.into_iter().find(|kind| Some(kind.name()) == value)?)
            }
            "name" => Self::Rename(owned()?),
            "merge" => Self::Merge(owned()?),
            "split" => Self::Split,
            "speaker" => Self::Speaker(owned()),
            "act" => Self::Act(Act::of_name(value?)?),
            "join" => Self::Join,
            "separate" => Self::Separate,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Correction, EntityKind};

    #[test]
    fn corrections_come_back_from_their_words() {
        for correction in [
            Correction::Kind(EntityKind::Group),
            Correction::Rename("A".into()),
            Correction::Merge("B".into()),
            Correction::Split,
            Correction::Speaker(Some("C".into())),
            Correction::Speaker(None),
            Correction::Act(Act::Denies),
            Correction::Join,
            Correction::Separate,
        ] {
            assert_eq!(
                Correction::from_parts(correction.name(), correction.value()),
                Some(correction)
            );
        }
        assert_eq!(Correction::from_parts("kind", Some("planet")), None);
    }
}
