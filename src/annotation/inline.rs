//! What the markup says of words inside a line.

use crate::text::Span;

/// What a stretch of a line is. The text itself holds the signs (`10⁶`, `[3]`, `[-seven-]`); this
/// says what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    Emphasis,
    Strong,
    Code,
    Superscript,
    Subscript,
    /// Words that the article no longer says, with the signs around them.
    Deleted,
    /// Words that came later.
    Inserted,
    /// A quotation by its element, with its marks.
    Quotation,
    /// An abbreviation, with its long form.
    Abbreviation(String),
    /// The mark of a note and where that stands; at the note itself its label, and the first mark
    /// that leads to it. `None` where the article holds no such note.
    Note(Option<Span>),
}

impl Inline {
    /// The word for it in the JSON contract.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Emphasis => "emphasis",
            Self::Strong => "strong",
            Self::Code => "code",
            Self::Superscript => "superscript",
            Self::Subscript => "subscript",
            Self::Deleted => "deleted",
            Self::Inserted => "inserted",
            Self::Quotation => "quotation",
            Self::Abbreviation(_) => "abbreviation",
            Self::Note(_) => "note",
        }
    }
}
