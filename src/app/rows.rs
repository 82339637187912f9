//! Rows of a room that fills the screen: pieces of different weight, and where a row leads.

use crate::text::clean_line;

/// What a piece of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Head,
    Plain,
    Quiet,
    Person,
    Place,
    Organization,
    /// Words that this version leaves out.
    Gone,
    /// Words that are in this version alone.
    New,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row<To> {
    pub parts: Vec<(String, Piece)>,
    pub leads_to: Option<To>,
    /// A new section of the room begins with it.
    pub begins_section: bool,
}

impl<To> Row<To> {
    pub(in crate::app) fn new(leads_to: Option<To>) -> Self {
        Self { parts: Vec::new(), leads_to, begins_section: false }
    }

    /// Adds a piece: its words cleaned, the spaces around them as they are.
    #[must_use]
    pub(in crate::app) fn with(mut self, words: &str, part: Piece) -> Self {
        let inner = words.trim_matches(' ');
        let (lead, rest) = words.split_at(words.find(inner).unwrap_or(0));
        let trail = &rest[inner.len()..];
        self.parts.push((format!("{lead}{}{trail}", clean_line(inner)), part));
        self
    }
}
