//! `Document` → [`Analysis`]: names, entities, figures, quotations and their speakers.
//!
//! Pure and deterministic: no clock, files, environment or threads. One pass a file; the order of
//! the passes is in [`analyze`]. Uses `text` and `annotation`.

mod asides;
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
        let mut names = names::find(document, &segments);
        names.retain(|name| !context.is_no_name(name.span));
        let asides = asides::find(document, &segments);
        let names = asides::settle(document, &segments, &asides, names);
        (analysis.entities, analysis.mentions) = entities::merge(document, &segments, &names);
        let tags = syntax::tag(document, &segments);
        analysis.quotes =
            quotations::find(document, &segments, &tags, &analysis.entities, &analysis.mentions);
    }
    analysis.quotes.retain(|quote| !quote.parts.iter().all(|part| context.is_struck(*part)));
    let mut figures = figures::find(document, &segments, context);
    figures.retain(|(span, _)| !context.is_struck(*span));
    analysis.figures = Layer::new(document, figures);
    analysis
}
