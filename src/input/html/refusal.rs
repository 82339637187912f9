//! Pages that are no article, and how that is said.

use super::super::InputError;
use crate::annotation::Article;

/// Refuses a page whose blocks are not worth showing, with the reason.
pub fn check(_html: &str, article: &Article) -> Result<(), InputError> {
    if article.document.blocks().is_empty() {
        return Err(InputError::NotAnArticle { why: "the page holds no text" });
    }
    Ok(())
}
