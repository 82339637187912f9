//! What a program of the reader's gets on its standard input: words, or a part of the article as
//! JSON.

use crate::app::{Part, Piped};
use crate::export::{article_json, passage_json, to_json};

/// What a program gets on its standard input, as words.
pub(super) fn words_of(piped: Piped) -> String {
    match piped {
        Piped::Words(words) => words,
        Piped::Json { article, analysis, part } => {
            let document = &article.document;
            let json = match part {
                Part::Whole => to_json(&article_json(
                    article.source.as_deref().unwrap_or_default(),
                    &article,
                    &analysis,
                )),
                Part::Span(span) => to_json(&passage_json(&article, &analysis, span, None)),
                Part::Quote(number) => {
                    let span = analysis
                        .quotes
                        .get(number as usize)
                        .map_or(document.span(), crate::annotation::Quote::span);
                    to_json(&passage_json(&article, &analysis, span, Some(number)))
                }
            };
            // The only way to fail is a writer that does, and this one is memory.
            json.unwrap_or_default() + "\n"
        }
    }
}
