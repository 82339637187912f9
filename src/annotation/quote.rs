//! What somebody said.

use super::{Act, EntityId, Modality, Polarity, SourceKind};
use crate::text::Span;

/// Index of a [`Quote`] in its analysis, in order of appearance.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct QuoteId(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum QuoteKind {
    /// Every part stands in quotation marks, or is a quotation set apart with its source.
    Direct,
    /// Quoted words inside the reporter's.
    Mixed,
    /// Reported in the reporter's words.
    Indirect,
}

impl QuoteKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// One quotation, in one part or several, with the words around it that attribute it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub kind: QuoteKind,
    /// What was said, without its outer quotation marks; in order, at least one.
    pub parts: Vec<Span>,
    /// "told"; empty where nothing reports it.
    pub cue: Vec<Span>,
    /// The words that name the source at this place; empty where there are none.
    pub speaker: Vec<Span>,
    /// Who that is, resolved through pronouns, titles and short names; `None` rather than a guess.
    pub entity: Option<EntityId>,
    /// The fullest name of the one who said it.
    pub name: Option<String>,
    /// Told whom.
    pub addressee: Vec<Span>,
    /// Reported by whom.
    pub via: Vec<Span>,
    /// 0 to 1, calibrated: of those at 0.9, nine in ten have the right speaker.
    pub confidence: f32,
    /// Why this speaker, in words for a reader.
    pub why: String,
    /// The verb of saying as written, with what carries the act: "denied", "did not say".
    pub verb: Option<Span>,
    pub act: Act,
    pub polarity: Polarity,
    pub modality: Modality,
    pub source: SourceKind,
    /// Told as said by somebody: no thought, no name in quotation marks, no words without a source.
    pub speech: bool,
}

/// Below this confidence a quotation carries a "?".
const DOUBTFUL: f32 = 0.9;

impl Quote {
    /// Whether the quotation or its speaker is less than certain.
    pub fn is_doubtful(&self) -> bool {
        self.confidence < DOUBTFUL
    }

    /// Where it starts: its first part.
    pub fn start(&self) -> u32 {
        self.parts.first().map_or(0, |part| part.start())
    }

    /// Whether the words may be given as what somebody said: no denial, question, thought or
    /// refusal in the reporter's words, nothing that was not said or may only have been said.
    pub fn is_statement(&self) -> bool {
        let stated = self.kind == QuoteKind::Direct
            || !matches!(self.act, Act::Denies | Act::Asks | Act::Thinks | Act::Refuses);
        self.is_said() && stated
    }

    /// Whether the text tells it as speech that did take place, whatever was done with the words.
    pub fn is_said(&self) -> bool {
        self.speech && self.polarity == Polarity::Said && self.modality == Modality::Certain
    }

    /// From its first part to its last.
    pub fn span(&self) -> Span {
        self.parts.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}
