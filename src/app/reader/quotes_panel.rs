//! The panel of quotations.

use super::shortened::shortened_rows;
use crate::analysis::Analysis;
use crate::annotation::{Article, Attribution, EntityId, Quote, QuoteKind};
use crate::app::list::List;
use crate::text::Span;

/// Rows of a quotation's words that the panel shows at most.
const ROWS: usize = 3;

#[derive(Clone, Debug, Default)]
pub struct QuotesPanel {
    pub list: List,
    /// Entries from the one under the cursor on that are kept in sight with it: those of one
    /// paragraph.
    pub together: usize,
    /// Only quotations of this speaker: an entity, or a source in its own words.
    pub only: Option<Speaker>,
    /// Only quotations whose speaker is certain.
    pub certain: bool,
    /// Also what is no speech: thoughts, names, words without a source.
    pub all: bool,
    pub entries: Vec<QuoteEntry>,
    /// How many are no speech and so not shown.
    pub hidden: usize,
    /// The width the entries were made for.
    width: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    Entity(EntityId),
    Words(String),
    Unknown,
}

/// One quotation as the panel shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteEntry {
    /// Its number in the analysis.
    pub quote: u32,
    /// Number of the paragraph, from 1.
    pub paragraph: usize,
    pub told: Attribution,
    /// The quotation or its speaker is not certain.
    pub doubtful: bool,
    /// Whether its words may stand as what the speaker said: no denial, nothing not said.
    pub stated: bool,
    /// Its words, broken into rows.
    pub words: Vec<String>,
}

impl QuoteEntry {
    /// Rows that the entry takes.
    pub fn height(&self) -> usize {
        1 + self.words.len()
    }
}

impl QuotesPanel {
    /// Makes the entries for a panel of `width` cells where that, the filter or the analysis
    /// changed.
    pub fn fill(&mut self, article: &Article, analysis: &Analysis, width: usize, anew: bool) {
        if !anew && width == self.width {
            return;
        }
        self.width = width;
        self.entries.clear();
        self.hidden = 0;
        for (number, quote) in analysis.quotes.iter().enumerate() {
            if !self.all && !quote.speech {
                self.hidden += 1;
                continue;
            }
            if self.certain && (quote.name.is_none() || quote.is_doubtful()) {
                continue;
            }
            if self.only.as_ref().is_some_and(|only| *only != speaker_of(article, quote)) {
                continue;
            }
            let said = said(article, quote);
            let told = Attribution::of(&article.document, quote);
            if self.list.passes(&said) || self.list.passes(&told.to_string()) {
                let paragraph = article.document.paragraph_number(quote.start());
                let words = shortened_rows(&said, width.saturating_sub(4), ROWS);
                self.entries.push(QuoteEntry {
                    quote: number as u32,
                    paragraph,
                    told,
                    doubtful: quote.is_doubtful(),
                    stated: quote.is_statement(),
                    words,
                });
            }
        }
        self.list.at = self.list.at.min(self.entries.len().saturating_sub(1));
    }

    pub fn selected(&self) -> Option<u32> {
        self.entries.get(self.list.at).map(|entry| entry.quote)
    }

    pub fn select(&mut self, quote: u32) {
        if let Some(at) = self.entries.iter().position(|entry| entry.quote == quote) {
            self.together = 1;
            self.list.at = at;
        }
    }

    /// The rows that entry number `at` takes.
    pub fn rows_of(&self, at: usize) -> std::ops::Range<usize> {
        let start = self.entries.iter().take(at).map(QuoteEntry::height).sum();
        start..start + self.entries.get(at).map_or(0, QuoteEntry::height)
    }

    /// Entries that do not stand whole in a panel of `height` rows.
    pub fn out_of_sight(&self, height: usize) -> usize {
        let (mut row, mut inside) = (0, 0);
        for entry in &self.entries {
            let whole = row >= self.list.top && row + entry.height() <= self.list.top + height;
            inside += usize::from(whole);
            row += entry.height();
        }
        self.entries.len() - inside
    }

    pub fn total_rows(&self) -> usize {
        self.entries.iter().map(QuoteEntry::height).sum()
    }

    /// The entry that row number `row` belongs to.
    pub fn entry_at_row(&self, row: usize) -> Option<usize> {
        let mut end = 0;
        self.entries.iter().position(|entry| {
            end += entry.height();
            row < end
        })
    }
}

/// Who a quotation is filed under.
pub(super) fn speaker_of(article: &Article, quote: &Quote) -> Speaker {
    match (quote.entity, &quote.name, quote.speaker.first()) {
        (Some(entity), _, _) => Speaker::Entity(entity),
        (None, Some(name), _) => Speaker::Words(name.clone()),
        (None, None, Some(_)) => Speaker::Words(words_at(article, &quote.speaker)),
        (None, None, None) => Speaker::Unknown,
    }
}

/// The speaker by full name, or in the source's own words, or that nobody is named; and whether it
/// is a name.
pub(super) fn speaker_words(article: &Article, quote: &Quote) -> (String, bool) {
    let told = Attribution::of(&article.document, quote);
    (told.speaker, told.named)
}

/// The words of a quotation as they can stand alone: with who denied, asked or did not say them,
/// where they are not what somebody said.
pub(super) fn cited(article: &Article, quote: &Quote) -> String {
    let said = said(article, quote);
    if quote.is_statement() {
        return said;
    }
    format!("{}: {said}", Attribution::of(&article.document, quote))
}

fn words_at(article: &Article, spans: &[Span]) -> String {
    spans.iter().map(|&span| article.document.slice(span)).collect::<Vec<_>>().join(" … ")
}

/// The words of a quotation, its parts joined by an ellipsis.
pub(crate) fn said(article: &Article, quote: &Quote) -> String {
    let words = crate::text::clean_line(&words_at(article, &quote.parts));
    // The comma before "she said" belongs to the sentence, not to what was said.
    let words = words.trim_end_matches(',');
    if quote.kind == QuoteKind::Direct { format!("“{words}”") } else { words.to_owned() }
}
