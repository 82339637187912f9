//! Bytes → `Article` (a first form, to be replaced whole).

use crate::annotation::Article;
use crate::text::{BlockKind, DocumentBuilder};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Markdown,
    Html,
}

#[derive(Clone, Debug, Default)]
pub struct Hints {
    pub kind: Option<Kind>,
    pub encoding: Option<String>,
    pub content_type: Option<String>,
    pub source: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum InputError {
    #[error("it is empty")]
    Empty,
}

impl InputError {
    pub fn hint(&self) -> Option<String> {
        None
    }
}

pub fn read(bytes: Vec<u8>, hints: &Hints) -> Result<Article, InputError> {
    let text = String::from_utf8_lossy(&bytes);
    let mut builder = DocumentBuilder::new();
    for line in text.lines() {
        builder.block(BlockKind::Paragraph, line);
    }
    if builder.is_empty() {
        return Err(InputError::Empty);
    }
    let mut article = Article::of(builder.finish());
    article.source.clone_from(&hints.source);
    Ok(article)
}

pub fn preview(_bytes: &[u8], _hints: &Hints) -> Option<Article> {
    None
}
