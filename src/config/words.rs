//! Kinds and rules as words: each stands once, for files, the command line and the library.

/// An enum whose values have a word each. There is no word for anything else: what is none of them
/// is an error of who wrote it.
macro_rules! worded {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
        #[allow(unreachable_pub, reason = "which of them leave their room is not for the macro to say")]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $word)] $value,)+
        }

        impl $name {
            /// The words of all values.
            pub(crate) const WORDS: &[&'static str] = &[$($word),+];

            /// The word for it in files, on the command line and in the JSON contract.
            pub(crate) fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }

            /// The value that a word stands for.
            pub(crate) fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$value),)+
                    _ => None,
                }
            }
        }
    )+};
}
pub(crate) use worded;

worded! {
    /// When an article of the library counts as read.
    ReadWhen {
        Opened = "opened",
        /// Also when scrolled past in the list.
        Scrolled = "scrolled",
        /// When its end was in sight.
        Finished = "finished",
        /// Only by a key.
        ByHand = "by_hand",
    }

    /// Whether articles are fetched in full from their pages.
    FullText {
        /// Where the feed only teases; of a single feed: as it is set for all.
        Auto = "auto",
        Always = "always",
        Never = "never",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that writes the enum knows no default")]
impl Default for ReadWhen {
    fn default() -> Self {
        Self::Opened
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that writes the enum knows no default")]
impl Default for FullText {
    fn default() -> Self {
        Self::Auto
    }
}
