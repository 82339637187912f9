//! Plain text → `Article`.

use crate::annotation::Article;
use crate::text::{BlockKind, DocumentBuilder};

pub fn read(text: String) -> Article {
    let mut builder = DocumentBuilder::new();
    for line in text.lines() {
        builder.block(BlockKind::Paragraph, line);
    }
    Article::of(builder.finish())
}

/// The beginning of a longer text; `None` where no paragraph ends in it.
pub fn beginning(text: &str) -> Option<Article> {
    let cut = text.rfind('\n')?;
    Some(read(text[..cut].to_owned()))
}
