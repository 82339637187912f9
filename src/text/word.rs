//! The words of a document as a reader walks and selects them.
//!
//! Borders are those of UAX 29. Letters joined by one hyphen or apostrophe are one word, marks that
//! follow each other are one, and white space is none. No word crosses a block.

use unicode_segmentation::UnicodeSegmentation;

use super::{Document, Span};

/// The word at `offset`; at white space the one behind it, at a block's end the last one. `None` in
/// an empty document.
pub fn word_at(document: &Document, offset: u32) -> Option<Span> {
    let words = words_of(document, document.block_at(offset));
    words.iter().find(|word| word.end() > offset).or(words.last()).copied()
}

/// The first word that starts behind `offset`, in this block or the next that has one.
pub fn word_after(document: &Document, offset: u32) -> Option<Span> {
    let first = document.block_at(offset);
    (first..document.blocks().len())
        .find_map(|block| words_of(document, block).into_iter().find(|word| word.start() > offset))
}

/// The last word that starts before `offset`, in this block or the nearest before it that has one.
pub fn word_before(document: &Document, offset: u32) -> Option<Span> {
    let last = document.block_at(offset);
    (0..=last).rev().find_map(|block| {
        words_of(document, block).into_iter().rev().find(|word| word.start() < offset)
    })
}

/// All words of a block, in order.
pub fn words_of(document: &Document, block: usize) -> Vec<Span> {
    let Some(block) = document.blocks().get(block) else { return Vec::new() };
    let (text, start) = (document.slice(block.span), block.span.start());
    let mut words: Vec<Span> = Vec::new();
    for (at, piece) in text.split_word_bound_indices().filter(|(_, piece)| !piece.trim().is_empty())
    {
        let span = Span::from_usize(start as usize + at, start as usize + at + piece.len());
        match words.last_mut().filter(|last| last.end() == span.start()) {
            Some(last) if belongs(document, *last, piece) => *last = last.cover(span),
            _ => words.push(span),
        }
    }
    words
}

/// Whether `piece` goes on the word that ends where it starts.
fn belongs(document: &Document, word: Span, piece: &str) -> bool {
    let before = document.slice(word);
    let joins = |words: &str| matches!(words, "-" | "’" | "'" | "‐" | "‑");
    let is_mark = |words: &str| !words.contains(char::is_alphanumeric);
    if is_mark(piece) {
        return is_mark(before)
            || (joins(piece) && follows_letter(document, word.end() + piece.len() as u32));
    }
    before.chars().next_back().is_some_and(|last| joins(last.encode_utf8(&mut [0; 4])))
        && !is_mark(before)
}

fn follows_letter(document: &Document, offset: u32) -> bool {
    document
        .text()
        .get(offset as usize..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{word_after, word_at, word_before, words_of};
    use crate::text::Document;

    fn words(text: &str) -> Vec<String> {
        let document = Document::verbatim(text.into());
        words_of(&document, 0).into_iter().map(|span| document.slice(span).to_owned()).collect()
    }

    #[test]
    fn hyphens_and_apostrophes_join_and_marks_stand_together() {
        assert_eq!(
            words("“China-Belarus isn’t over.” 34.1 – no"),
            ["“", "China-Belarus", "isn’t", "over", ".”", "34.1", "–", "no"]
        );
        assert_eq!(words("the boys’ well- known"), ["the", "boys", "’", "well", "-", "known"]);
    }

    #[test]
    fn letters_are_never_cut_from_their_marks() {
        assert_eq!(
            words("ne\u{301}e 👩\u{200d}👧 习近平"),
            ["ne\u{301}e", "👩\u{200d}👧", "习", "近", "平"]
        );
    }

    #[test]
    fn words_are_walked_across_blocks() {
        let document = Document::verbatim("One two.\n\n\nthree".into());
        let slice = |span: Option<crate::text::Span>| span.map(|span| document.slice(span));
        assert_eq!(slice(word_at(&document, 3)), Some("two"));
        assert_eq!(slice(word_at(&document, 8)), Some("."));
        assert_eq!(slice(word_after(&document, 7)), Some("three"));
        assert_eq!(slice(word_after(&document, 11)), None);
        assert_eq!(slice(word_before(&document, 11)), Some("."));
        assert_eq!(slice(word_before(&document, 0)), None);
    }
}
