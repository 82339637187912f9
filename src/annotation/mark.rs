//! What a reader sets in an article: bookmarks, named marks, notes, highlights.

use jiff::Timestamp;

use crate::text::Anchor;

/// What kind of mark it is, with what that kind needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    Bookmark,
    /// A place with a letter, `a` to `z`; one of each a text.
    Mark(char),
    Note,
    /// A stretch in one of the highlight roles, by its number.
    Highlight(u8),
}

impl MarkKind {
    /// The word for it in the JSON contract.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Bookmark => "bookmark",
            Self::Mark(_) => "mark",
            Self::Note => "note",
            Self::Highlight(_) => "highlight",
        }
    }

    /// The word for it that readers see: a highlight by its role.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Highlight(role) => Highlight::of(*role).name,
            _ => self.name(),
        }
    }

    /// The letter of a named mark.
    pub fn letter(&self) -> Option<char> {
        match self {
            Self::Mark(letter) => Some(*letter),
            _ => None,
        }
    }
}

/// One of the roles that a highlight has, told by a colour and by a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    pub name: &'static str,
    /// The sign beside it, and the one where only ASCII is shown.
    pub sign: &'static str,
    pub ascii: &'static str,
}

impl Highlight {
    /// All roles; a highlight keeps the number of its own.
    pub const ALL: [Self; 4] = [
        Self { name: "plain", sign: "▒", ascii: "#" },
        Self { name: "important", sign: "!", ascii: "!" },
        Self { name: "doubtful", sign: "?", ascii: "?" },
        Self { name: "to follow up", sign: "→", ascii: ">" },
    ];

    /// The role of a number; the first for numbers that none has.
    pub fn of(role: u8) -> Self {
        Self::ALL.get(usize::from(role)).copied().unwrap_or(Self::ALL[0])
    }
}

/// One mark: what it is, where it is, what the reader wrote. It outlives changes of the text by its
/// anchor; where that finds no place the mark is an orphan, which is shown, never dropped.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub kind: MarkKind,
    pub anchor: Anchor,
    /// What the reader wrote; empty where nothing was. Any kind may carry a note.
    pub note: String,
    pub created: Timestamp,
    /// When the note or the place was last changed.
    pub changed: Timestamp,
}
