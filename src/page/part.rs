//! Long blocks are set in parts, so that a text without paragraphs opens as fast as one with them.
//!
//! Part `i` starts near byte `i * PART` of its block, at the end of a sentence if one is near, else
//! at white space, else between two clusters. Where a part starts depends on nothing but the text
//! around it: nobody has to read from the start.

use super::context::Place;
use crate::text::{BlockKind, Document, Span, clusters};

/// Bytes of a part, about; blocks shorter than twice as much are one part.
pub(super) const PART: u32 = 16 * 1024;
/// Bytes in which a good place to cut is looked for.
const WINDOW: usize = 1024;

/// One part of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub block: u32,
    pub part: u32,
}

impl Part {
    pub(super) fn first(_: &Document, block: u32) -> Self {
        Self { block, part: 0 }
    }

    pub(super) fn last(document: &Document, block: u32) -> Self {
        Self { block, part: count(document, block) - 1 }
    }

    /// The part that holds `offset`, or the one before it where `offset` lies between two.
    pub(super) fn at(document: &Document, block: u32, offset: u32) -> Self {
        let span = document.blocks()[block as usize].span;
        let part = (offset.clamp(span.start(), span.end()) - span.start()) / PART;
        let part = part.min(count(document, block) - 1);
        let early = part > 0 && offset < start(document, block, part);
        Self { block, part: part - u32::from(early) }
    }

    pub(super) fn of(document: &Document, place: Place) -> Self {
        Self { block: place.block, part: place.part.min(count(document, place.block) - 1) }
    }

    pub(super) fn key(self) -> (u32, u32) {
        (self.block, self.part)
    }

    pub(super) fn place(self, row: u32) -> Place {
        Place { block: self.block, part: self.part, row }
    }

    pub(super) fn kind(self, document: &Document) -> BlockKind {
        document.blocks()[self.block as usize].kind
    }

    pub(super) fn is_first(self) -> bool {
        self.part == 0
    }

    pub(super) fn is_last(self, document: &Document) -> bool {
        self.part + 1 == count(document, self.block)
    }

    /// Whether this is a whole block.
    pub(super) fn is_whole(self, document: &Document) -> bool {
        count(document, self.block) == 1
    }

    /// The bytes of the part, white space at its end included.
    pub(super) fn span(self, document: &Document) -> Span {
        let block = document.blocks()[self.block as usize].span;
        let end = if self.is_last(document) {
            block.end()
        } else {
            start(document, self.block, self.part + 1)
        };
        Span::new(start(document, self.block, self.part), end)
    }
}

fn count(document: &Document, block: u32) -> u32 {
    (document.blocks()[block as usize].span.len() / PART).max(1)
}

/// Where a part starts.
fn start(document: &Document, block: u32, part: u32) -> u32 {
    let block = document.blocks()[block as usize];
    if part == 0 {
        return block.span.start();
    }
    let text = document.text();
    let mut from = (block.span.start() + part * PART) as usize;
    let mut to = (from + WINDOW).min(block.span.end() as usize);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let window = document.slice(Span::from_usize(from, to));
    (from + if block.kind.keeps_lines() { line_cut(window) } else { prose_cut(window) }) as u32
}

fn line_cut(window: &str) -> usize {
    window.find('\n').map_or_else(|| cluster_cut(window), |at| at + 1)
}

fn prose_cut(window: &str) -> usize {
    let mut space = None;
    let mut before = ' ';
    let mut chars = window.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek();
        if c.is_whitespace() && next.is_some_and(|(_, next)| !next.is_whitespace()) {
            let cut = at + c.len_utf8();
            if matches!(before, '.' | '!' | '?' | '”' | '"' | '。' | '！' | '？') {
                return cut;
            }
            space = space.or(Some(cut));
        }
        before = c;
    }
    space.unwrap_or_else(|| cluster_cut(window))
}

/// The first border between clusters that is not the window's own start, which may lie inside one.
fn cluster_cut(window: &str) -> usize {
    clusters(window).nth(1).map_or(window.len(), |(at, ..)| at)
}

#[cfg(test)]
mod tests {
    use super::{PART, Part};
    use crate::text::{Document, Span};

    fn parts(text: String) -> Vec<String> {
        let document = Document::verbatim(text);
        let last = Part::last(&document, 0).part;
        let spans: Vec<Span> =
            (0..=last).map(|part| Part { block: 0, part }.span(&document)).collect();
        assert!(spans.windows(2).all(|pair| pair[0].end() == pair[1].start()));
        for (part, span) in spans.iter().enumerate() {
            for offset in [span.start(), span.end() - 1] {
                assert_eq!(Part::at(&document, 0, offset).part as usize, part);
            }
        }
        spans.into_iter().map(|span| document.slice(span).to_owned()).collect()
    }

    #[test]
    fn a_short_block_is_one_part() {
        assert_eq!(parts("word ".repeat(5000)).len(), 1);
    }

    #[test]
    fn a_long_block_is_cut_after_a_sentence() {
        let cut =
            parts("Twelve words make a sentence that goes on until its end comes. ".repeat(2000));
        assert!(cut.len() > 3);
        assert!(
            cut.iter()
                .all(|part| part.trim_end().ends_with("comes.") && part.starts_with("Twelve"))
        );
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_clusters() {
        let cut = parts("e\u{301}".repeat(PART as usize));
        assert!(cut.iter().all(|part| part.starts_with('e')), "no part starts with an accent");
    }
}
