//! Enums that are numbered lists of names, as tag sets are.

/// Declares a `Copy` enum of one byte whose variants carry the names that treebanks write.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as treebanks write it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The one with this name, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }

            /// The one with this number; the last one for a number that is too large.
            pub fn from_number(number: u8) -> Self {
                Self::ALL[usize::from(number).min(Self::ALL.len() - 1)]
            }
        }
    };
}

pub(super) use named;
