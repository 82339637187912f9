//! The analysis came: it is laid under the reader's corrections, and the side panels are filled.

use std::sync::Arc;

use super::Reader;
use crate::analysis::{Analysis, corrected};
use crate::annotation::Layer;
use crate::app::geometry::Panel;
use crate::app::message::is_of;
use crate::text::ContentHash;

impl Reader {
    /// The words at the filter prompt changed.
    pub(in crate::app) fn filter_list(&mut self, words: &str) {
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return };
        match focus {
            Panel::Entities => {
                words.clone_into(&mut reading.entities.list.filter);
                if let Some(analysis) = reading.analysis.clone() {
                    reading.entities.refilter(&analysis);
                }
            }
            Panel::Quotes => {
                words.clone_into(&mut reading.quotes.list.filter);
                self.refill_quotes();
            }
            Panel::Article => {}
        }
    }

    /// Makes the quotation entries anew, after a filter changed.
    pub(in crate::app) fn refill_quotes(&mut self) {
        let width = usize::from(
            self.panels.geometry().inner(Panel::Quotes).map_or(40, |inner| inner.width),
        );
        if let Some(reading) = &mut self.reading
            && let Some(analysis) = reading.analysis.clone()
        {
            reading.quotes.fill(&reading.article, &analysis, width, true);
        }
    }

    pub(in crate::app) fn analyzed(&mut self, analysis: &Arc<Analysis>) {
        let Some(reading) = &mut self.reading else { return };
        if !is_of(analysis, reading.article.document.hash()) {
            return;
        }
        reading.uncorrected = Some(Arc::clone(analysis));
        self.lay_corrections();
    }

    /// The text cannot be analysed: nobody waits for what is in it.
    pub(in crate::app) fn not_analyzed(&mut self, text: ContentHash) {
        if let Some(reading) =
            self.reading.as_mut().filter(|reading| reading.article.document.hash() == text)
        {
            reading.unanalysable = true;
        }
    }

    /// Lays the reader's corrections over the engine's answer and fills the panels.
    pub(in crate::app) fn lay_corrections(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        let Some(engine) = &reading.uncorrected else { return };
        let document = &reading.article.document;
        let analysis = if reading.corrections.is_empty() {
            Arc::clone(engine)
        } else {
            let corrections: Vec<_> = reading
                .corrections
                .iter()
                .map(|(_, span, correction)| (*span, correction.clone()))
                .collect();
            Arc::new(corrected(engine, document, &corrections))
        };
        let all = reading.quotes.all;
        let shown = analysis.quotes.iter().enumerate().filter(|(_, quote)| all || quote.speech);
        let parts = shown
            .flat_map(|(number, quote)| quote.parts.iter().map(move |&part| (part, number as u32)));
        reading.quote_parts = Layer::new(document, parts.collect());
        reading.entities.fill(&analysis, document.span().end());
        reading.lit = reading.lit.filter(|id| (id.0 as usize) < analysis.entities.len());
        reading.lit_quote =
            reading.lit_quote.filter(|number| (*number as usize) < analysis.quotes.len());
        reading.analysis = Some(analysis);
        self.refill_quotes();
        self.forget_followed();
    }
}
