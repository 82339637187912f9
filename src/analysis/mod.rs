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
mod trigrams;

pub use corrected::{corrected, placed};
pub use language::language;
pub use result::{Analysis, Context, ENGINE};

use crate::annotation::Layer;
use crate::text::{Document, Segments, Span};

/// All that the engine finds in a document.
pub fn analyze(document: &Document, context: &Context) -> Analysis {
    let segments = Segments::of(document);
    let language = language(document, context.language.as_deref());
    let mut analysis =
        Analysis { language: language.into(), ..Analysis::empty(document, &segments) };
    if language == "en" {
        let mut names = names::find(document, &segments);
        names.retain(|name| !context.is_no_name(name.span));
        let asides = asides::find(document, &segments, &context.ways);
        let names = asides::settle(document, &segments, &asides, names);
        (analysis.entities, analysis.mentions) = entities::merge(document, &segments, &names);
        let tags = syntax::tag(document, &segments);
        analysis.quotes =
            quotations::find(document, &segments, &tags, &analysis.entities, &analysis.mentions);
    }
    let is_said = |part: &Span| !context.is_struck(*part) && !context.is_way(*part);
    analysis.quotes.retain(|quote| quote.parts.iter().any(is_said));
    // The rules know English words: of "180 Millionen Euro" they would read 180.
    if matches!(language, "en" | "und") {
        let mut figures = figures::find(document, &segments, context);
        figures.retain(|(span, _)| !context.is_struck(*span));
        analysis.figures = Layer::new(document, figures);
    }
    analysis
}

#[cfg(test)]
mod tests {
    use super::{Context, analyze};
    use crate::text::Document;

    #[test]
    fn no_part_of_a_figure_is_read_in_another_language() {
        let figures = |text: &str| {
            let document = Document::verbatim(text.into());
            analyze(&document, &Context::default()).figures.iter().count()
        };
        assert_eq!(figures("Die Stadt zahlt 180 Millionen Euro für den Hafen, das sind 3,5 %."), 0);
        assert_eq!(figures("The city pays 180 million euros for the harbour."), 1);
    }
}
