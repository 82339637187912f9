//! The dependency tree of a sentence.

use crate::text::{Document, Segments};

use super::{Parse, Pos, ROOT, Relation, Tag};

/// The tree of sentence `index` of `segments`; `tags` are those of the whole document. An empty tree where there is no such sentence.
pub fn parse(_document: &Document, segments: &Segments, tags: &[Tag], index: usize) -> Parse {
    let Some(sentence) = segments.sentences.get(index) else { return Parse::default() };
    let tags = tags.get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or_default();
    let root = tags.iter().position(|tag| tag.pos == Pos::Verb).unwrap_or(0) as u32;
    let heads = (0..tags.len() as u32).map(|token| if token == root { ROOT } else { root }).collect();
    let relations = (0..tags.len() as u32).map(|token| if token == root { Relation::Root } else { Relation::Dep }).collect();
    Parse::new(heads, relations)
}
