//! Reports of a story as they are laid side by side, and what they have differently.

use crate::analysis::Analysis;
use crate::text::{Document, Edit, Span};

/// One report as it is laid beside others, in the order in which they came.
#[derive(Clone, Copy)]
pub(crate) struct Report<'a> {
    pub document: &'a Document,
    pub analysis: &'a Analysis,
}

/// What a report says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub words: String,
    pub span: Span,
}

/// What reports differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    Figure,
    Quote,
}

/// One way in which reports have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// As the first of the reports writes it.
    pub words: String,
    /// Who says it, of a quotation.
    pub speaker: Option<String>,
    /// What became of the fullest version's words, of a quotation: cut, changed.
    pub pieces: Vec<(Edit, String)>,
    /// The reports that have it so, by their places in the story, and where.
    pub holders: Vec<(usize, Span)>,
}

/// Something that reports give differently. None of them is said to be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Differing {
    pub matter: Matter,
    /// What is counted: "dead"; the words of the fullest version, of a quotation.
    pub what: String,
    /// In the order in which they came; at least two.
    pub versions: Vec<Version>,
}
