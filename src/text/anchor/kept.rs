//! An anchor as it is kept, and what becomes of it in a text.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// How much text before and after is remembered, in characters; the far end is moved to a word
/// border.
pub const CONTEXT: usize = 32;
/// How much more of the text before and after is kept to tell places apart, in characters.
pub const FURTHER: usize = 240;

/// The words of a place and what stood around them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The words at the place, as they stood in the text.
    pub exact: String,
    /// About [`CONTEXT`] characters before, across blocks.
    #[serde(default)]
    pub prefix: String,
    /// About [`CONTEXT`] characters behind, across blocks.
    #[serde(default)]
    pub suffix: String,
    /// Where it started: 0 is the start of the text, 1 its end.
    #[serde(default)]
    pub position: f64,
    /// Index of the block it started in.
    #[serde(default)]
    pub paragraph: u32,
    /// Whether it is a whole block: a bookmarked paragraph takes in what it has become.
    #[serde(default)]
    pub whole: bool,
    /// What tells it from places like it.
    #[serde(default)]
    pub further: Further,
}

/// More of what an anchor stood in, kept to tell it from places like it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Further {
    /// About [`FURTHER`] characters of what stood before the prefix.
    pub before: String,
    /// About [`FURTHER`] characters of what stood behind the suffix.
    pub behind: String,
    /// How much like it the place was that was most like it in the same text: 0 not at all, 1 word
    /// for word.
    pub twin: f64,
    /// How much of what stood around it stood around that place, too: 0 to 1.
    pub twin_around: f64,
}

/// What became of an anchor in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    Placed(Span),
    /// It cannot be told where the words are now, or whether they are there at all.
    Orphan,
}

impl Placement {
    /// The span, if there is one.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Placed(span) => Some(span),
            Self::Orphan => None,
        }
    }
}
