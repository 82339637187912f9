//! How long a block may be, so that laying out one stays a small task.

use super::{Block, BlockKind, Span};

/// The most bytes of a block of prose. Longer ones become several.
pub(super) const LONGEST_BLOCK: usize = 16 * 1024;

/// A table is cut between rows, and later: its second part has lost its head.
const LONGEST_TABLE: usize = 16 * LONGEST_BLOCK;

/// The most bytes of a block of this kind.
pub(super) fn longest(kind: BlockKind) -> usize {
    if kind == BlockKind::Table { LONGEST_TABLE } else { LONGEST_BLOCK }
}

/// Adds the block, cut into several where it is too long: behind a sentence if there is one in the
/// second half of what fits, else at white space. A stretch without white space stays in one piece;
/// whoever writes text breaks it up before.
pub(super) fn push_bounded(
    text: &[u8],
    kind: BlockKind,
    mut start: usize,
    end: usize,
    blocks: &mut Vec<Block>,
) {
    let most = longest(kind);
    let mut kind = kind;
    while end - start > most {
        let Some(cut) = cut(&text[start..end], most, kind) else { break };
        push(kind, start, start + cut, text, blocks);
        start += cut + 1;
        while start < end && text[start].is_ascii_whitespace() {
            start += 1;
        }
        kind = continued(kind);
    }
    push(kind, start, end, text, blocks);
}

fn push(kind: BlockKind, start: usize, end: usize, text: &[u8], blocks: &mut Vec<Block>) {
    let end = start + text[start..end].trim_ascii_end().len();
    if end > start {
        blocks.push(Block { kind, span: Span::from_usize(start, end) });
    }
}

/// What the second part of a block that was cut is.
pub(super) fn continued(kind: BlockKind) -> BlockKind {
    match kind {
        BlockKind::Heading(_) | BlockKind::ListItem { .. } | BlockKind::Byline => {
            BlockKind::Paragraph
        }
        other => other,
    }
}

/// Offset of the white space to cut at: within `most` bytes, or else the first behind them.
pub(super) fn cut(block: &[u8], most: usize, kind: BlockKind) -> Option<usize> {
    let window = &block[..most.min(block.len())];
    if kind.keeps_lines() {
        return memchr::memrchr(b'\n', &window[1..])
            .map(|at| at + 1)
            .or_else(|| memchr::memchr(b'\n', &block[window.len()..]).map(|at| window.len() + at));
    }
    let ends_sentence = |at: usize| {
        let before = window[..at].trim_ascii_end();
        let before = before
            .strip_suffix("”".as_bytes())
            .or_else(|| before.strip_suffix(b"\""))
            .or_else(|| before.strip_suffix(b")"))
            .unwrap_or(before);
        before.ends_with(b".")
            || before.ends_with(b"!")
            || before.ends_with(b"?")
            || before.ends_with("。".as_bytes())
    };
    let half = window.len() / 2;
    let sentence = memchr::memrchr_iter(b' ', &window[half..])
        .map(|at| half + at)
        .find(|at| ends_sentence(*at));
    let space = || memchr::memrchr2(b' ', b'\n', &window[1..]).map(|at| at + 1);
    sentence.or_else(space).or_else(|| {
        memchr::memchr2(b' ', b'\n', &block[window.len()..]).map(|at| window.len() + at)
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_BLOCK, push_bounded};
    use crate::text::BlockKind;

    #[test]
    fn a_long_block_is_cut_behind_a_sentence() {
        let text = "Some words are here. And more words follow them. ".repeat(1000);
        let mut blocks = Vec::new();
        push_bounded(text.as_bytes(), BlockKind::Paragraph, 0, text.len() - 1, &mut blocks);
        assert!(blocks.len() > 2);
        assert!(blocks.iter().all(|block| block.span.len() as usize <= LONGEST_BLOCK
            && text[block.span.range()].ends_with('.')));
        let words: usize =
            blocks.iter().map(|block| text[block.span.range()].split(' ').count()).sum();
        assert_eq!(words, 9000);
    }
}
