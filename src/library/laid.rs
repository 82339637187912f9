//! The story of an article, laid side by side.

use std::sync::Arc;

use super::Library;
use super::error::{LibraryError, Result};
use super::identity::ArticleId;
use super::stories::ReportRow;
use crate::analysis::Analysis;
use crate::story::{Differing, Report, Sheet};
use crate::text::{Document, clean_line};

/// Of a long story so many of the first and of the newest reports are laid side by side.
const FIRST: usize = 20;
const NEWEST: usize = 60;

/// The reports of a story in the order in which they came, and what they have.
#[derive(Clone, Debug)]
pub struct Laid {
    pub(crate) reports: Vec<ReportRow>,
    pub(crate) sheet: Sheet,
    /// How many reports the story has in all.
    pub(crate) all: usize,
}

impl Laid {
    /// What differs, in one line: "dead: 12 (A, 09:10) · 14 (B, 11:40)".
    pub(crate) fn line(&self, differing: &Differing) -> String {
        let versions = differing.versions.iter().map(|version| {
            let who = version.holders.iter().map(|(report, _)| self.holder(*report));
            let speaker =
                version.speaker.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
            format!("{}{speaker} ({})", version.words, who.collect::<Vec<_>>().join("; "))
        });
        clean_line(&format!("{}: {}", differing.what, versions.collect::<Vec<_>>().join(" · ")))
    }

    /// From where a report comes, and when.
    pub(crate) fn holder(&self, report: usize) -> String {
        let row = &self.reports[report];
        let at = row.at.strftime("%H:%M");
        format!("{}, {at}", row.source.as_deref().unwrap_or("no feed"))
    }
}

impl Library {
    /// Lays the story of an article side by side; `None` where it is not analysed.
    pub(crate) fn laid(&self, article: ArticleId) -> Result<Option<Laid>> {
        let Some(story) = self.story_of(article)? else { return Ok(None) };
        let all = self.report_count(story)?;
        let mut rows = self.reports(story, FIRST, NEWEST)?;
        let mut read: Vec<(Arc<Document>, Analysis)> = Vec::new();
        let mut kept = Vec::new();
        for row in rows.drain(..) {
            let document = match self.article(row.article) {
                Ok(found) => found.document,
                Err(LibraryError::Damaged { .. } | LibraryError::Lost) => continue,
                Err(error) => return Err(error),
            };
            let Some(analysis) = self.corrected_analysis(row.article, &document)? else { continue };
            read.push((document, analysis));
            kept.push(row);
        }
        let reports: Vec<Report<'_>> =
            read.iter().map(|(document, analysis)| Report { document, analysis }).collect();
        Ok(Some(Laid { sheet: Sheet::of(&reports), reports: kept, all }))
    }
}
