//! Makes a [`Document`] of a large text in the memory that the text is in.

use super::bounds::{LONGEST_BLOCK, continued, cut};
use super::clean::{Cleaner, plain_run};
use super::{Block, BlockKind, Document, Span};

/// Reads a text from its beginning and writes the cleaned document over what it has read, so that a
/// text of 100 MB needs 100 MB. Whoever drives it decides which stretches are blocks and which are
/// left out; cleaning never makes text longer.
#[derive(Debug)]
pub struct Rewriter {
    text: Vec<u8>,
    /// Read up to here.
    read: usize,
    /// Written up to here; never beyond `read`.
    write: usize,
    blocks: Vec<Block>,
    open: Option<(BlockKind, usize)>,
    cleaner: Cleaner,
    /// Line ends left out since the last block was closed: two of them part blocks by an empty
    /// line.
    line_ends: usize,
    scratch: String,
}

/// So much is cleaned at once where cleaning is more than copying.
const PIECE: usize = 8 * 1024;

impl Rewriter {
    pub fn new(text: String) -> Self {
        Self {
            text: text.into_bytes(),
            read: 0,
            write: 0,
            blocks: Vec::new(),
            open: None,
            cleaner: Cleaner::default(),
            line_ends: 0,
            scratch: String::new(),
        }
    }

    /// What is not read yet; UTF-8.
    #[inline]
    pub fn rest(&self) -> &[u8] {
        &self.text[self.read..]
    }

    /// Leaves the next `count` bytes out.
    #[inline]
    pub fn skip(&mut self, count: usize) {
        let end = (self.read + count).min(self.text.len());
        if self.open.is_none() && self.line_ends < 2 {
            self.line_ends +=
                self.text[self.read..end].iter().filter(|byte| **byte == b'\n').take(2).count();
        }
        self.read = end;
    }

    /// Begins a block; an open one is closed. Two blocks are parted by one line end, or by two
    /// where the source had two or more.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        if !self.blocks.is_empty() {
            self.put(b'\n');
            if self.line_ends > 1 {
                self.put(b'\n');
            }
        }
        self.cleaner = Cleaner::new(kind.keeps_lines());
        self.open = Some((kind, self.write));
    }

    /// Sets what is taken next apart by a space.
    pub fn gap(&mut self) {
        self.cleaner.gap();
    }

    /// Moves the next `count` bytes (whole characters), cleaned, into the open block. A block that
    /// grows too long is cut in two.
    pub fn take(&mut self, count: usize) {
        let mut left = count.min(self.text.len() - self.read);
        while left > 0 {
            let owes = usize::from(self.cleaner.owes_space());
            let piece = &self.text[self.read..self.read + left.min(PIECE)];
            let run = plain_run(piece);
            let run = if run < piece.len() {
                memchr::memrchr(b' ', &piece[..run]).unwrap_or(run)
            } else {
                run
            };
            let taken = if run > 0
                && piece[0] != b' '
                && piece[run - 1] != b' '
                && self.write + owes <= self.read
            {
                self.copy(run, owes);
                run
            } else {
                let length = piece_length(&self.text[self.read..self.read + left]);
                self.clean(length);
                length
            };
            left -= taken;
            self.bound();
        }
    }

    /// The way that most text takes: nothing in it to clean.
    fn copy(&mut self, run: usize, owes: usize) {
        if owes > 0 {
            self.text[self.write] = b' ';
            self.write += 1;
        }
        if self.write < self.read {
            self.text.copy_within(self.read..self.read + run, self.write);
        }
        self.read += run;
        self.write += run;
        self.cleaner.wrote_plain();
    }

    fn clean(&mut self, length: usize) {
        let raw = &self.text[self.read..self.read + length];
        self.scratch.clear();
        match std::str::from_utf8(raw) {
            Ok(raw) => self.cleaner.push(raw, &mut self.scratch),
            Err(_) => self.cleaner.push(&String::from_utf8_lossy(raw), &mut self.scratch),
        }
        self.read += length;
        let scratch = std::mem::take(&mut self.scratch);
        self.make_room(scratch.len());
        self.text[self.write..self.write + scratch.len()].copy_from_slice(scratch.as_bytes());
        self.write += scratch.len();
        self.scratch = scratch;
    }

    /// Cuts the open block where it has grown too long. A stretch without white space gets a line
    /// end of its own.
    fn bound(&mut self) {
        let Some((kind, start)) = self.open else { return };
        if self.write - start <= LONGEST_BLOCK {
            return;
        }
        let found = cut(&self.text[start..self.write], LONGEST_BLOCK, kind).map(|at| start + at);
        let at = found.unwrap_or_else(|| {
            self.make_room(1);
            let at = floor(&self.text, start + LONGEST_BLOCK);
            self.text.copy_within(at..self.write, at + 1);
            self.write += 1;
            at
        });
        self.text[at] = b'\n';
        self.blocks.push(Block {
            kind,
            span: Span::from_usize(start, start + self.text[start..at].trim_ascii_end().len()),
        });
        self.open = Some((continued(kind), at + 1));
    }

    fn put(&mut self, byte: u8) {
        self.make_room(1);
        self.text[self.write] = byte;
        self.write += 1;
    }

    /// Makes sure that `count` bytes can be written without running over what is not read. What is
    /// unread moves back once, far enough for every line end that [`Self::bound`] may yet need.
    fn make_room(&mut self, count: usize) {
        if self.write + count <= self.read {
            return;
        }
        let unread = self.text.len() - self.read;
        let room = count + 64 + unread / (LONGEST_BLOCK / 2);
        let end = self.text.len();
        self.text.resize(end + room, b' ');
        self.text.copy_within(self.read..end, self.read + room);
        self.read += room;
    }

    /// Ends the open block, if any. One that holds nothing leaves no trace.
    pub fn close(&mut self) {
        let Some((kind, start)) = self.open.take() else { return };
        let end = start + self.text[start..self.write].trim_ascii_end().len();
        if end > start {
            self.write = end;
            self.blocks.push(Block { kind, span: Span::from_usize(start, end) });
            self.line_ends = 0;
        } else {
            self.write = self.blocks.last().map_or(0, |block| block.span.end() as usize);
        }
    }

    /// Takes the last block back.
    pub fn drop_last(&mut self) {
        self.close();
        self.blocks.pop();
    }

    pub fn finish(mut self) -> Document {
        self.close();
        let end = self.blocks.last().map_or(0, |block| block.span.end() as usize);
        self.text.truncate(end);
        self.text.shrink_to_fit();
        self.blocks.shrink_to_fit();
        let text = String::from_utf8(self.text)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Document::from_parts(text, self.blocks)
    }
}

/// How much of `text` is cleaned at once: whole characters, and no joiner apart from what it joins.
fn piece_length(text: &[u8]) -> usize {
    if text.len() <= PIECE {
        return text.len();
    }
    let end = floor(text, PIECE);
    memchr::memrchr(b' ', &text[..end]).map_or(end, |at| at + 1)
}

/// The last character boundary at or before `at`.
fn floor(text: &[u8], mut at: usize) -> usize {
    while at > 0 && text.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::Rewriter;
    use crate::text::BlockKind;

    fn rewritten(text: &str) -> (String, usize) {
        let mut rewriter = Rewriter::new(text.to_owned());
        while !rewriter.rest().is_empty() {
            let length = rewriter
                .rest()
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(rewriter.rest().len());
            rewriter.open(BlockKind::Paragraph);
            rewriter.take(length);
            rewriter.close();
            rewriter.skip(1);
        }
        let document = rewriter.finish();
        for block in document.blocks() {
            assert!(!document.slice(block.span).is_empty());
        }
        (document.text().to_owned(), document.blocks().len())
    }

    #[test]
    fn lines_become_blocks_and_keep_their_distance() {
        assert_eq!(
            rewritten("One  two.\n\n\n\x1bThree “four”. \nFive"),
            ("One two.\n\nThree “four”.\nFive".into(), 3)
        );
    }

    #[test]
    fn a_line_without_any_space_is_broken_up() {
        let (text, blocks) = rewritten(&"x".repeat(100_000));
        assert_eq!(blocks, 7);
        assert_eq!(text.replace('\n', "").len(), 100_000);
        let (text, blocks) = rewritten(&"é".repeat(50_000));
        assert_eq!(blocks, 7);
        assert_eq!(text.replace('\n', ""), "é".repeat(50_000));
    }

    #[test]
    fn a_long_line_of_words_loses_none() {
        let long = "some words and “quoted ones” too. ".repeat(5000);
        let (text, blocks) = rewritten(&long);
        assert!(blocks > 9);
        assert_eq!(
            text.split_whitespace().collect::<Vec<_>>(),
            long.split_whitespace().collect::<Vec<_>>()
        );
    }
}
