//! What is known about a document, as spans with a payload.
//!
//! A [`Layer`] carries its document's hash and refuses another document. Uses `text` alone.

mod article;
mod attribution;
mod claim;
mod correction;
mod entity;
mod figure;
mod inline;
mod layer;
mod link;
mod mark;
mod quote;
mod words_link;

pub use article::Article;
pub use attribution::Attribution;
pub use claim::{Act, Modality, Polarity, SourceKind};
pub use correction::Correction;
pub use entity::{Entity, EntityId, EntityKind, Mention, MentionForm};
pub use figure::{Figure, FigureKind};
pub use inline::Inline;
pub use layer::Layer;
pub use link::Link;
pub use mark::{Highlight, Mark, MarkKind};
pub use quote::{Quote, QuoteId, QuoteKind};
pub use words_link::link_to_words;
