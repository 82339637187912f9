//! Articles of which only a teaser is there, and why.

use rusqlite::params;

use super::Library;
use super::error::Result;
use super::identity::ArticleId;
use super::item::{Origin, Teaser};
use super::words::Numbered;

impl Library {
    /// Says why only a teaser is there of an article, or that it is whole. Where the text of its
    /// page is shown, it is whole whatever is said.
    pub fn set_teaser(&mut self, article: ArticleId, teaser: Option<Teaser>) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE article SET teaser = CASE WHEN EXISTS (SELECT 1 FROM body WHERE body.id = article.body_id AND origin = ?3) THEN NULL ELSE ?2 END WHERE id = ?1",
            )?
            .execute(params![article, teaser.map(Numbered), Numbered(Origin::Page)])?;
        Ok(())
    }
}
