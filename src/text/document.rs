//! The text of one article.

use super::bounds::{longest, push_bounded};
use super::reading::count_words;
use super::{Block, BlockKind, Cleaner, ContentHash, Span};

/// The most bytes one document holds: spans are four bytes wide.
pub const LIMIT: usize = u32::MAX as usize - 16;

/// Immutable, cleaned text and its blocks. The only place that slices text.
#[derive(Debug, PartialEq, Eq)]
pub struct Document {
    text: String,
    blocks: Vec<Block>,
    hash: ContentHash,
    words: usize,
    /// Indices of the headings, the byline and what is not text, which are no paragraphs to a
    /// reader who counts them.
    unnumbered: Vec<u32>,
}

impl Document {
    /// A text that is taken as it is, for programs that want their offsets back (`analyze
    /// --jsonl`): nothing is cleaned, each line with something in it is a paragraph. Text beyond
    /// [`LIMIT`] is cut off.
    pub fn verbatim(mut text: String) -> Self {
        while text.len() > LIMIT {
            text.pop();
        }
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let inner = line.trim();
            if !inner.is_empty() {
                let from = start + (line.len() - line.trim_start().len());
                blocks.push(Block {
                    kind: BlockKind::Paragraph,
                    span: Span::from_usize(from, from + inner.len()),
                });
            }
            start += line.len();
        }
        Self::from_parts(text, blocks)
    }

    /// A document as it was taken apart before, by its text and its blocks; `None` where these do
    /// not fit together.
    pub fn restore(text: String, blocks: Vec<Block>) -> Option<Self> {
        let mut end = 0;
        for block in &blocks {
            let range = block.span.range();
            if range.is_empty() || range.start < end || text.get(range.clone()).is_none() {
                return None;
            }
            end = range.end;
        }
        (text.len() <= LIMIT).then(|| Self::from_parts(text, blocks))
    }

    pub(super) fn from_parts(text: String, blocks: Vec<Block>) -> Self {
        let hash = ContentHash::of(&text);
        let words = blocks.iter().map(|block| count_words(&text[block.span.range()])).sum();
        let is_unnumbered = |block: &Block| {
            matches!(
                block.kind,
                BlockKind::Heading(_) | BlockKind::Byline | BlockKind::Media | BlockKind::Rule
            )
        };
        let unnumbered = (0..)
            .zip(&blocks)
            .filter(|(_, block)| is_unnumbered(block))
            .map(|(index, _)| index)
            .collect();
        Self { text, blocks, hash, words, unnumbered }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn hash(&self) -> ContentHash {
        self.hash
    }

    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The whole text.
    pub fn span(&self) -> Span {
        Span::from_usize(0, self.text.len())
    }

    /// The words at `span`.
    ///
    /// # Panics
    /// When the span is not one of this document: a fault of the program, never of its input.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Index of the block that holds `offset`, or of the last one that starts before it; 0 for an
    /// empty document.
    pub fn block_at(&self, offset: u32) -> usize {
        self.blocks.partition_point(|block| block.span.start() <= offset).saturating_sub(1)
    }

    /// The words of the text, as a reader counts them.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The paragraphs of the text, as a reader counts them: every block but headings, the byline
    /// and
    /// what is not text.
    pub fn paragraphs(&self) -> usize {
        self.blocks.len() - self.unnumbered.len()
    }

    /// The number of the paragraph at `offset`, from 1; at a heading that of the paragraph behind
    /// it.
    pub fn paragraph_number(&self, offset: u32) -> usize {
        let block = self.block_at(offset);
        let before = self.unnumbered.partition_point(|&index| (index as usize) < block);
        (block - before + 1).min(self.paragraphs())
    }

    /// The block of paragraph `number`, from 1; the last where there are fewer, `None` where there
    /// is none.
    pub fn paragraph(&self, number: usize) -> Option<Block> {
        let index = number.clamp(1, self.paragraphs().max(1)) - 1;
        let before = self
            .unnumbered
            .iter()
            .enumerate()
            .take_while(|(count, at)| **at as usize - count <= index)
            .count();
        self.blocks.get(index + before).copied()
    }
}

/// Makes a [`Document`] block by block, cleaning as it goes. Blocks that turn out empty leave no
/// trace.
#[derive(Default)]
pub struct DocumentBuilder {
    text: String,
    blocks: Vec<Block>,
    /// Where the open block starts in `text`.
    open: Option<(BlockKind, usize)>,
    cleaner: Cleaner,
}

impl DocumentBuilder {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// A whole block at once.
    pub fn block(&mut self, kind: BlockKind, raw: &str) {
        self.open(kind);
        self.push(raw);
        self.close();
    }

    /// Opens a block to [`push`](Self::push) into; one that is still open is closed.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.cleaner = Cleaner::new(kind == BlockKind::Code);
        self.open = Some((kind, self.text.len()));
    }

    /// Opens the last block again, where it is a paragraph of a quotation set apart; whether it is.
    pub fn reopen_quotation(&mut self) -> bool {
        self.close();
        let last = self.blocks.pop_if(|block| matches!(block.kind, BlockKind::BlockQuote { .. }));
        let Some(last) = last else { return false };
        self.text.truncate(last.span.end() as usize);
        self.cleaner = Cleaner::new(false);
        self.open = Some((last.kind, last.span.start() as usize));
        true
    }

    /// Adds cleaned text to the open block and says where it went: what links and emphasis are made
    /// of. White space at the seams is kept as one space. Without an open block a paragraph is
    /// opened. What would go beyond [`LIMIT`] is left out. In a table neither tabs nor line ends
    /// come from here, only from [`separate`](Self::separate).
    pub fn push(&mut self, raw: &str) -> Span {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        let before = self.text.len();
        if before + raw.len() * 4 + 8 > LIMIT {
            return Span::from_usize(before, before);
        }
        let owes = usize::from(self.cleaner.owes_space());
        let gap_here = raw.starts_with(char::is_whitespace);
        self.cleaner.push(raw, &mut self.text);
        let after = self.text.len();
        let spaced =
            after > before && (owes > 0 || gap_here) && self.text[before..].starts_with(' ');
        Span::from_usize((before + usize::from(spaced)).min(after), after.max(before.min(after)))
    }

    /// Adds a sign that closes what stands before it: white space in between comes behind it.
    pub fn push_closely(&mut self, sign: &str) -> Span {
        let owed = self.cleaner.take_gap();
        let span = self.push(sign);
        if owed {
            self.cleaner.gap();
        }
        span
    }

    /// Sets what is pushed next apart by white space.
    pub fn gap(&mut self) {
        self.cleaner.gap();
    }

    /// The character that what is pushed next will touch; `None` at the start of a block and behind
    /// white space.
    pub fn touches(&self) -> Option<char> {
        let (_, start) = self.open?;
        let last = self.text[start..].chars().next_back()?;
        (!self.cleaner.owes_space() && !last.is_whitespace()).then_some(last)
    }

    /// Whether the open block holds anything yet.
    pub fn holds_words(&self) -> bool {
        self.open.is_some_and(|(_, start)| self.text.len() > start)
    }

    /// Adds a separator of the program's own to the open block: a tab between cells, a line end
    /// between rows or between two lines of a paragraph.
    pub fn separate(&mut self, separator: char) {
        self.text.push(separator);
        self.cleaner = Cleaner::new(false);
    }

    /// Closes the open block, if any.
    pub fn close(&mut self) {
        let Some((kind, start)) = self.open.take() else { return };
        let end = start + self.text[start..].trim_end().len();
        if end > start {
            self.text.truncate(end);
            let end = self.break_up(kind, start, end);
            push_bounded(self.text.as_bytes(), kind, start, end, &mut self.blocks);
        } else {
            let end = self.blocks.last().map_or(0, |block| block.span.end() as usize);
            self.text.truncate(end);
        }
    }

    /// Puts a line end into every stretch of the block that is too long and holds no white space;
    /// the block's new end.
    fn break_up(&mut self, kind: BlockKind, start: usize, end: usize) -> usize {
        let most = longest(kind);
        let is_white = |byte: u8| byte == b'\n' || byte == b' ' && !kind.keeps_lines();
        if end - start <= most
            || !self.text.as_bytes()[start..end]
                .split(|byte| is_white(*byte))
                .any(|run| run.len() > most)
        {
            return end;
        }
        let block = self.text.split_off(start);
        let mut run = 0;
        for c in block.chars() {
            run = if c.is_ascii() && is_white(c as u8) { 0 } else { run + c.len_utf8() };
            if run > most {
                self.text.push('\n');
                run = c.len_utf8();
            }
            self.text.push(c);
        }
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.open.is_none()
    }

    pub fn finish(mut self) -> Document {
        self.close();
        Document::from_parts(self.text, self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, Document, DocumentBuilder};

    #[test]
    fn blocks_are_cleaned_and_set_apart_by_an_empty_line() {
        let mut builder = DocumentBuilder::new();
        builder.block(BlockKind::Heading(1), " A  title\n");
        builder.block(BlockKind::Paragraph, "\u{200b} ");
        builder.block(BlockKind::Paragraph, "One\r\ntwo.");
        let document = builder.finish();
        assert_eq!(document.text(), "A title\n\nOne two.");
        assert_eq!(document.blocks().len(), 2);
        assert_eq!(document.slice(document.blocks()[1].span), "One two.");
    }

    #[test]
    fn pieces_of_a_block_know_where_they_went() {
        let mut builder = DocumentBuilder::new();
        builder.push("See ");
        let link = builder.push("the paper");
        builder.push(", he said.");
        let document = builder.finish();
        assert_eq!(document.slice(link), "the paper");
        assert_eq!(document.text(), "See the paper, he said.");
    }

    #[test]
    fn a_verbatim_text_comes_back_unchanged() {
        let document = Document::verbatim(" a\r\n\n  b \u{1b}[1m\n".into());
        assert_eq!(document.text(), " a\r\n\n  b \u{1b}[1m\n");
        assert_eq!(
            document.blocks().iter().map(|b| document.slice(b.span)).collect::<Vec<_>>(),
            ["a", "b \u{1b}[1m"]
        );
    }

    #[test]
    fn paragraphs_are_counted_without_headings() {
        let mut builder = DocumentBuilder::new();
        for (kind, words) in [
            (BlockKind::Heading(1), "T"),
            (BlockKind::Byline, "By A B"),
            (BlockKind::Paragraph, "one two"),
            (BlockKind::Heading(2), "S"),
            (BlockKind::Paragraph, "three"),
        ] {
            builder.block(kind, words);
        }
        let document = builder.finish();
        let numbers: Vec<usize> = document
            .blocks()
            .iter()
            .map(|block| document.paragraph_number(block.span.start()))
            .collect();
        assert_eq!(numbers, [1, 1, 1, 2, 2]);
        assert_eq!(
            [0, 1, 2, 9]
                .map(|number| document.paragraph(number).map(|block| document.slice(block.span))),
            [Some("one two"), Some("one two"), Some("three"), Some("three")]
        );
        assert_eq!((document.paragraphs(), document.words()), (2, 8));
    }

    #[test]
    fn the_block_at_an_offset_is_the_one_that_holds_it() {
        let document = Document::verbatim("ab\n\ncd".into());
        assert_eq!([0, 1, 2, 3, 4, 5].map(|at| document.block_at(at)), [0, 0, 0, 0, 1, 1]);
    }
}
