//! What of a text around some words belongs to the place: a whole paragraph, or the punctuation
//! that touches them.

use super::places::Places;
use super::words::is_of_word;
use crate::text::Span;

impl Places<'_> {
    /// The block that holds `span`, if that makes up most of its words; else the span itself.
    pub(super) fn whole(&self, span: Span) -> Span {
        let Some(block) = self.document.blocks().get(self.document.block_at(span.start())) else {
            return span;
        };
        let most = span.len() as usize * 5 >= block.span.len() as usize * 3;
        if most && block.span.encloses(span) { block.span } else { span }
    }

    /// Whether `span` is all the words of one block, or most of it.
    pub(super) fn is_block(&self, span: Span) -> bool {
        let whole = self.whole(span);
        self.document
            .blocks()
            .get(self.document.block_at(span.start()))
            .is_some_and(|block| block.span == whole)
    }

    /// Takes in the punctuation that touches the words, as far as the anchor had any.
    pub(super) fn with_marks(&self, span: Span, exact: &str) -> Span {
        let text = self.document.text();
        let is_mark = |c: &char| !is_of_word(*c) && !c.is_whitespace();
        let lead = exact.chars().take_while(|c| !is_of_word(*c)).filter(is_mark).count();
        let tail = exact.chars().rev().take_while(|c| !is_of_word(*c)).filter(is_mark).count();
        let range = span.range();
        let start = text[..range.start]
            .chars()
            .rev()
            .take_while(is_mark)
            .take(lead)
            .map(char::len_utf8)
            .sum::<usize>();
        let end = text[range.end..]
            .chars()
            .take_while(is_mark)
            .take(tail)
            .map(char::len_utf8)
            .sum::<usize>();
        Span::from_usize(range.start - start, range.end + end)
    }
}
