//! `Document` → [`Analysis`]: names, entities, figures, quotations and their speakers.
//!
//! Pure and deterministic: no clock, files, environment or threads. One pass a file; the order of the passes is in [`analyze`].
//! Uses `text` and `annotation`.

mod result;

pub use result::{Analysis, Context, ENGINE};

use crate::text::{Document, Segments};

/// All that the engine finds in a document.
pub fn analyze(document: &Document, context: &Context) -> Analysis {
    let _ = context;
    let segments = Segments::of(document);
    Analysis::empty(document, &segments)
}
