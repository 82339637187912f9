//! Parts of speech for the tokens of a document.

use crate::text::{Document, Segments, Span};

use super::{Penn, Pos, Tag};

/// The tag of every token of `segments`, in order.
pub fn tag(document: &Document, segments: &Segments) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(segments.tokens.len());
    for sentence in &segments.sentences {
        let tokens = &segments.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        tags.extend(tag_sentence(document, tokens));
    }
    tags
}

/// The tags of the tokens of one sentence.
pub fn tag_sentence(document: &Document, tokens: &[Span]) -> Vec<Tag> {
    tokens.iter().map(|&token| guess(document.slice(token))).collect()
}

fn guess(word: &str) -> Tag {
    let lower = word.to_lowercase();
    match lower.as_str() {
        "," => Tag::new(Pos::Punct, Penn::Comma),
        "." | "!" | "?" => Tag::new(Pos::Punct, Penn::Stop),
        "the" | "a" | "an" => Tag::new(Pos::Det, Penn::Dt),
        "he" | "she" | "it" | "they" | "we" | "i" | "you" => Tag::new(Pos::Pron, Penn::Prp),
        "said" | "told" | "added" => Tag::new(Pos::Verb, Penn::Vbd),
        _ if word.starts_with(char::is_uppercase) => Tag::new(Pos::Propn, Penn::Nnp),
        _ if !word.starts_with(char::is_alphanumeric) => Tag::new(Pos::Punct, Penn::Colon),
        _ if lower.ends_with("ed") => Tag::new(Pos::Verb, Penn::Vbd),
        _ => Tag::new(Pos::Noun, Penn::Nn),
    }
}
