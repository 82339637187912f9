//! `Document` → [`Analysis`]: names, entities, figures, quotations and their speakers.
//!
//! Pure and deterministic: no clock, files, environment or threads. One pass a file; the order of
//! the passes is in [`analyze`]. Uses `text` and `annotation`.

mod corrected;
pub mod entities;
pub mod figures;
mod language;
pub mod names;
pub mod quotations;
mod result;
pub mod syntax;

pub use corrected::corrected;
pub use language::language;
pub use result::{Analysis, Context, ENGINE};

use crate::annotation::Layer;
use crate::text::{Document, Segments};

/// All that the engine finds in a document.
pub fn analyze(document: &Document, context: &Context) -> Analysis {
    let segments = Segments::of(document);
    let language = language(document, context.language.as_deref());
    let mut analysis =
        Analysis { language: language.into(), ..Analysis::empty(document, &segments) };
    if language == "en" {
        let names = names::find(document, &segments);
        (analysis.entities, analysis.mentions) = entities::merge(document, &segments, &names);
        let tags = syntax::tag(document, &segments);
        analysis.quotes =
            quotations::find(document, &segments, &tags, &analysis.entities, &analysis.mentions);
    }
    analysis.figures = Layer::new(document, figures::find(document, &segments, context));
    analysis
}
