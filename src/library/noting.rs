//! Noting articles anew, from the analyses that are kept, after what its reader corrected: a few at
//! once, the others in quiet moments.

use rusqlite::params;

use super::error::{LibraryError, Result};
use super::identity::ArticleId;
use super::{Library, analyses, persons};
use crate::analysis::ENGINE;

/// So many articles are noted anew before a correction is answered.
pub(super) const AT_ONCE: usize = 64;

impl Library {
    /// Notes anew what is marked, the newest first and at most so many; the backlog does the rest.
    pub(super) fn note_anew(&mut self, most: usize) -> Result<()> {
        let marked: Vec<ArticleId> = self
            .connection
            .prepare_cached("SELECT id FROM article INDEXED BY article_engine WHERE engine = ?1 AND body_id IS NOT NULL ORDER BY id DESC LIMIT ?2")?
            .query_map(params![ENGINE - 1, most as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut ready = Vec::new();
        for id in marked {
            let article = match self.article(id) {
                Ok(article) => article,
                Err(LibraryError::Damaged { .. } | LibraryError::Lost) => continue,
                Err(error) => return Err(error),
            };
            // Without an analysis of this engine the backlog makes one.
            if let Some(analysis) = self.analysis(&article.document)? {
                analyses::forget(&self.connection, id)?;
                ready.push((id, article.document, analysis));
            }
        }
        if ready.is_empty() {
            return Ok(());
        }
        // Whoever no article shows now is made anew, under the names that are given then.
        persons::prune(&self.connection)?;
        for (id, document, analysis) in ready {
            analyses::note(&self.connection, id, &document, &analysis)?;
        }
        Ok(())
    }
}
