//! A part of the article that is handed to another program.

use super::Reader;
use super::quotes_panel::cited;
use crate::app::message::{Part, Passage, Piped};
use crate::text::Span;

impl Reader {
    /// The words that are selected or lit, else the paragraph.
    pub(in crate::app) fn selected_span(&self) -> Option<Span> {
        let reading = self.reading.as_ref()?;
        let selected = reading.selection.as_ref().map(super::selection::Selection::span);
        Some(selected.or(reading.here).unwrap_or_else(|| reading.panel.block_span()))
    }

    /// The part of the article as a program gets it, or why there is none.
    pub(in crate::app) fn piped(&self, passage: Passage, json: bool) -> Result<Piped, String> {
        let reading = self.reading.as_ref().ok_or("no article is open")?;
        let article = &reading.article;
        let part = match passage {
            Passage::Article => Part::Whole,
            Passage::Paragraph => Part::Span(reading.panel.block_span()),
            Passage::Quotation => Part::Quote(
                self.quote_at_hand()
                    .ok_or("no quotation here: {next_quote} goes to the next one")?,
            ),
            Passage::Selection => Part::Span(self.selected_span().ok_or("no article is open")?),
        };
        if json {
            let analysis = reading.analysis.clone().ok_or("the article is still being analysed")?;
            return Ok(Piped::Json { article: Box::new(article.clone()), analysis, part });
        }
        let mut words = match part {
            Part::Whole => article
                .document
                .blocks()
                .iter()
                .map(|block| article.document.slice(block.span))
                .collect::<Vec<_>>()
                .join("\n\n"),
            Part::Span(span) => article.document.slice(span).to_owned(),
            Part::Quote(number) => {
                let quote = reading
                    .analysis
                    .as_ref()
                    .and_then(|analysis| analysis.quotes.get(number as usize));
                quote.map(|quote| cited(article, quote)).unwrap_or_default()
            }
        };
        words.push('\n');
        Ok(Piped::Words(words))
    }
}
