//! `Document` → [`Analysis`]: names, entities, figures, quotations and their speakers.
//!
//! Pure and deterministic: no clock, files, environment or threads. One pass a file; the order of the passes is in [`analyze`].
//! Uses `text` and `annotation`.

mod language;
pub mod names;
mod result;
pub mod syntax;

pub use language::language;
pub use result::{Analysis, Context, ENGINE};

use crate::text::{Document, Segments};

/// All that the engine finds in a document.
pub fn analyze(document: &Document, context: &Context) -> Analysis {
    let segments = Segments::of(document);
    Analysis { language: language(document, context.language.as_deref()).into(), ..Analysis::empty(document, &segments) }
}
