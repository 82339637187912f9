//! A quotation while it is being found: token ranges and how its source was told.

use std::ops::Range;

use crate::text::Span;

/// How the source of a quotation was told, from the surest to the least sure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum How {
    /// Subject of the cue, in the same sentence.
    Subject,
    /// After the cue: "said Ruiz".
    Inverted,
    /// "according to Ruiz"
    AccordingTo,
    /// The name before a colon: a headline or a transcript.
    Label,
    /// The same in a headline, where it may be a topic as well as a speaker.
    Headline,
    /// "Ruiz was quoted as saying"
    Passive,
    /// Whoever's words a noun tells: "Ruiz's claim that".
    Owner,
    /// Subject of an earlier verb of the sentence: "and added".
    Shared,
    /// The sentence or paragraph before ends with its introduction.
    Introduced,
    /// Goes on with the quotation before it.
    Continued,
    /// Nothing names a source; the one who spoke last.
    CarriedOver,
    /// A cue is there, but nobody with it.
    Nobody,
}

/// Who says it, at the place where it stands: token ranges.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub cue: Range<usize>,
    pub speaker: Option<Range<usize>>,
    pub addressee: Option<Range<usize>>,
    /// Reported by whom.
    pub via: Option<Range<usize>>,
    pub how: How,
}

impl Attribution {
    /// Told to nobody in particular, reported by nobody else.
    pub(super) fn of(cue: Range<usize>, speaker: Option<Range<usize>>, how: How) -> Self {
        Self { cue, speaker, addressee: None, via: None, how }
    }
}

/// A quotation that is being found.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub parts: Vec<Span>,
    pub by: Option<Attribution>,
    pub how: How,
    /// Indices of its first and last line.
    pub lines: (usize, usize),
}

impl Draft {
    /// Where it stands in the order of telling: its first part.
    pub(super) fn place(&self) -> u32 {
        self.parts.first().map_or(0, |part| part.start())
    }

    /// Where its last part ends.
    pub(super) fn end(&self) -> u32 {
        self.parts.last().map_or(0, |part| part.end())
    }
}
