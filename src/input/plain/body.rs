//! The lines of a plain text → blocks.

use super::line::{
    Marker, ends_sentence, indent, is_blank, is_rule, is_underline, marker, quote_marks, words,
};
use super::shape::Shape;
use crate::text::{BlockKind, Rewriter};

/// Takes what is left, block by block, until at most `ahead` bytes are left.
pub(super) fn take(rewriter: &mut Rewriter, shape: &Shape, ahead: usize) {
    let mut body = Body { rewriter, shape, after_blank: true, number: None, long_before: true };
    while body.rewriter.rest().len() > ahead {
        body.block();
    }
}

/// Lines longer than this are paragraphs, whatever they begin with, unless it is a list's marker.
const PLAINLY_PROSE: usize = 160;

struct Body<'a> {
    rewriter: &'a mut Rewriter,
    shape: &'a Shape,
    after_blank: bool,
    /// The number of the list item before, if it had one.
    number: Option<u32>,
    /// The line before was a long one: a short one behind it may be a heading.
    long_before: bool,
}

impl Body<'_> {
    fn line(&self) -> &[u8] {
        let rest = self.rewriter.rest();
        &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())]
    }

    /// Takes the next block, or leaves an empty line out.
    fn block(&mut self) {
        let line = self.line();
        let length = line.len();
        if is_blank(line) {
            self.rewriter.skip(length + 1);
            self.after_blank = true;
            return;
        }
        let (columns, bytes) = indent(line);
        let inner = &line[bytes..];
        if let Some((mark, width)) = marker(inner).filter(|(mark, _)| self.is_item(*mark)) {
            let depth = (columns.saturating_sub(self.shape.margin) / 2).min(8) as u8;
            let number = if let Marker::Number(number) = mark { Some(number) } else { None };
            self.rewriter.skip(bytes + width);
            let kind = BlockKind::ListItem {
                depth: depth.saturating_sub(1),
                number: number.map(Into::into),
            };
            self.paragraph(kind, columns);
            self.number = number;
        } else if inner.first() == Some(&b'>') && length < 2000 {
            self.answered();
        } else if length <= PLAINLY_PROSE && is_rule(inner) {
            self.rewriter.skip(length + 1);
        } else if let Some(below) = self.heading() {
            self.rewriter.open(BlockKind::Heading(2));
            self.rewriter.take(length);
            self.rewriter.close();
            self.rewriter.skip(1 + below);
        } else {
            let is_quote = self.is_quote(columns);
            self.paragraph(
                if is_quote { BlockKind::BlockQuote { depth: 0 } } else { BlockKind::Paragraph },
                columns,
            );
        }
        self.long_before = length > 60;
        self.after_blank = false;
    }

    /// A bullet is a list item wherever it stands; a number only if it begins a list or goes on
    /// with one.
    fn is_item(&self, mark: Marker) -> bool {
        match mark {
            Marker::Bullet => true,
            Marker::Number(number) => {
                number == 1
                    || self.number.is_some_and(|before| number == before + 1 || number == before)
            }
        }
    }

    /// Whether the line has an indent that sets a quotation apart.
    fn is_quote(&self, columns: usize) -> bool {
        if self.shape.indented || columns < self.shape.margin + 2 {
            return false;
        }
        if !self.shape.wrapped {
            return columns >= self.shape.margin + 4;
        }
        // Every line of the paragraph, as far as one looks, is indented as its first is.
        let lines = self
            .rewriter
            .rest()
            .split(|byte| *byte == b'\n')
            .take(64)
            .take_while(|line| !is_blank(line));
        lines.fold(usize::MAX, |least, line| least.min(indent(line).0)) >= self.shape.margin + 2
    }

    /// If the line is a heading: the bytes of the underline below it that are left out (0 where
    /// there is none).
    fn heading(&self) -> Option<usize> {
        let line = self.line();
        if line.len() > PLAINLY_PROSE * 2 {
            return None;
        }
        let words = words(line);
        let length = words.chars().count();
        let after = self.rewriter.rest().get(line.len() + 1..).unwrap_or(&[]);
        let below = &after[..memchr::memchr(b'\n', after).unwrap_or(after.len())];
        if length <= 100 && is_underline(below, length) {
            return Some(below.len() + 1);
        }
        let alone = if self.shape.spaced {
            self.after_blank && is_blank(below)
        } else {
            !self.shape.wrapped && self.long_before && below.len() > 80
        };
        if !alone
            || is_blank(after)
            || ends_sentence(&words)
            || words.ends_with([',', '—', '–', '-'])
            || quote_in(&words)
        {
            return None;
        }
        let has_small = words.chars().any(char::is_lowercase);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = !has_small
            && letters >= 4
            && length <= 100
            && !matches!(words.as_str(), "ENDS" | "MORE" | "STOP");
        let short = length <= 60
            && words.split(' ').count() <= 10
            && letters * 2 > length
            && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        // A short line is a heading only if more than another short line follows it.
        let followed = || {
            let next = after
                .split(|byte| *byte == b'\n')
                .take(8)
                .find(|line| !is_blank(line))
                .unwrap_or(&[]);
            next.len() > 60.max(line.len())
                || (!next.is_empty()
                    && (marker(next).is_some() || ends_sentence(&self::words(next))))
        };
        ((capitals || short) && followed()).then_some(0)
    }

    /// A paragraph or an item that begins here: one line, or all the lines that were wrapped from
    /// it.
    fn paragraph(&mut self, kind: BlockKind, columns: usize) {
        self.number = None;
        self.rewriter.open(kind);
        let mut first = true;
        loop {
            let line = self.line();
            let length = line.len();
            let more = self.shape.wrapped && self.goes_on(kind, columns, first);
            first = false;
            let divided =
                more && self.shape.hyphenated && is_divided(line, &self.rewriter.rest()[length..]);
            let joined = more && ends_in_hyphen(line);
            self.rewriter.take(length - usize::from(divided));
            self.rewriter.skip(usize::from(divided));
            if !more {
                break;
            }
            self.rewriter.skip(1);
            let (_, bytes) = indent(self.line());
            self.rewriter.skip(bytes);
            if !divided && !joined {
                self.rewriter.gap();
            }
        }
        self.rewriter.close();
        self.rewriter.skip(1);
    }

    /// Whether the line after this one belongs to the same paragraph.
    fn goes_on(&self, kind: BlockKind, columns: usize, first: bool) -> bool {
        let line = self.line();
        let Some(after) = self.rewriter.rest().get(line.len() + 1..) else { return false };
        let below = &after[..memchr::memchr(b'\n', after).unwrap_or(after.len())];
        let (next, bytes) = indent(below);
        if is_blank(below)
            || below.get(bytes) == Some(&b'>')
            || is_rule(below)
            || marker(&below[bytes..]).is_some_and(|(mark, _)| {
                mark == Marker::Bullet || matches!(kind, BlockKind::ListItem { .. })
            })
        {
            return false;
        }
        if matches!(kind, BlockKind::ListItem { .. }) {
            return true;
        }
        // A line that begins further in than the one before begins a paragraph; so does one that
        // leaves a quotation.
        let here = if first { columns } else { indent(line).0.max(self.shape.margin) };
        if next > here + 1 && !(first && next == columns)
            || matches!(kind, BlockKind::BlockQuote { .. }) && next + 1 < columns
        {
            return false;
        }
        let length = words(line).chars().count();
        let first_word = below[bytes..].iter().take_while(|byte| **byte != b' ').count();
        let room = self
            .shape
            .width
            .saturating_sub(here.saturating_sub(self.shape.margin) + length + 1 + first_word);
        // Where nothing else parts paragraphs, a short last line does; where empty lines do, only a
        // very short one (a verse, an address).
        let short = if self.shape.spaced { self.shape.width / 2 } else { self.shape.width / 5 };
        room < short
            || self.shape.spaced
                && !ends_sentence(&words(line))
                && below[bytes..].first().is_some_and(u8::is_ascii_lowercase)
    }

    /// Lines of an answered mail, of one depth, joined.
    fn answered(&mut self) {
        let (_, bytes) = indent(self.line());
        let (depth, _) = quote_marks(&self.line()[bytes..]);
        self.rewriter.open(BlockKind::BlockQuote { depth: depth.saturating_sub(1) });
        loop {
            let line = self.line();
            let (_, bytes) = indent(line);
            let (_, marks) = quote_marks(&line[bytes..]);
            let length = line.len() - bytes - marks;
            self.rewriter.skip(bytes + marks);
            self.rewriter.take(length);
            let next = self.rewriter.rest().get(1..).unwrap_or(&[]);
            let next = &next[..memchr::memchr(b'\n', next).unwrap_or(next.len())];
            let (_, bytes) = indent(next);
            let (marks, width) = quote_marks(&next[bytes..]);
            if marks != depth
                || is_blank(&next[bytes + width..])
                || length < 30
                || next.len() > 2000
            {
                break;
            }
            self.rewriter.skip(1);
            self.rewriter.gap();
        }
        self.rewriter.close();
        self.rewriter.skip(1);
    }
}

/// Whether the words, or some of them, are in quotation marks. Then they are said, not set over a
/// part of
/// the text.
fn quote_in(words: &str) -> bool {
    words.starts_with(['“', '"', '«', '‘']) && words.ends_with(['”', '"', '»', '’'])
}

fn ends_in_hyphen(line: &[u8]) -> bool {
    matches!(line.trim_ascii_end(), [.., letter, b'-'] if letter.is_ascii_alphanumeric() || !letter.is_ascii())
}

/// A word divided at the end of the line: a hyphen behind a letter, and the next line goes on with
/// a small letter.
fn is_divided(line: &[u8], rest: &[u8]) -> bool {
    let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(line, [.., letter, b'-'] if letter.is_ascii_alphabetic())
        && next.is_some_and(u8::is_ascii_lowercase)
}
