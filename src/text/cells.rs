//! How wide text is on a terminal.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The grapheme clusters of `text` (UAX 29, extended): byte offset within `text`, the cluster, and
/// its width in cells. A cluster is never cut: not between a letter and its accents, not inside an
/// emoji sequence.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        // Most of a text is plain, and needs no table: a graphic character with another behind it,
        // or with the end.
        if bytes.get(at).is_some_and(|&byte| is_plain(byte))
            && bytes.get(at + 1).is_none_or(u8::is_ascii)
        {
            at += 1;
            return Some((start, &text[start..at], 1));
        }
        let cluster = text[at..].graphemes(true).next()?;
        at += cluster.len();
        Some((start, cluster, if cluster.len() == 1 { 1 } else { cluster.width() }))
    })
}

fn is_plain(byte: u8) -> bool {
    (b' '..0x7f).contains(&byte)
}

/// Whether `at`, a character boundary of `text`, is a border between two clusters, or an end.
pub fn is_cluster_border(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Cells that `text` takes on one line of a terminal.
pub fn cell_width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The beginning of `text` that fits into so many cells, whole clusters only.
pub fn fitting(text: &str, cells: usize) -> &str {
    let mut taken = 0;
    let last = clusters(text).take_while(|(.., width)| {
        taken += width;
        taken <= cells
    });
    &text[..last.last().map_or(0, |(at, cluster, _)| at + cluster.len())]
}

/// Whether terminals disagree on how wide this cluster is. They do on emoji, which came and changed
/// over
/// the years, on sequences that some draw as one sign and others as several, and on signs that take
/// a place of their own behind a letter. A letter with accents above or below it is safe, and so
/// are the wide letters of Chinese, Japanese and Korean.
pub fn is_doubtful(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return false };
    let safe = match first.width() {
        Some(1) => (first as u32) < 0x1_0000 && !(0xe000..0xf900).contains(&(first as u32)),
        Some(2) => is_wide_letter(first),
        _ => false,
    };
    !safe
        || chars.any(|c| {
            c.width() != Some(0) || matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}')
        })
}

fn is_wide_letter(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

/// Cells that a terminal may take for a cluster at most: each of its characters by itself, none
/// less than one, emoji two.
pub fn most_cells(cluster: &str) -> usize {
    cluster
        .chars()
        .map(|c| if (c as u32) < 0x2000 { c.width().unwrap_or(1).max(1) } else { 2 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{cell_width, clusters, is_doubtful, most_cells};

    #[test]
    fn wide_letters_take_two_cells_and_accents_none() {
        assert_eq!(cell_width("Xi"), 2);
        assert_eq!(cell_width("习近平"), 6);
        assert_eq!(cell_width("e\u{301}"), 1);
        assert_eq!(
            clusters("e\u{301}x").map(|(at, _, width)| (at, width)).collect::<Vec<_>>(),
            [(0, 1), (3, 1)]
        );
    }

    #[test]
    fn terminals_agree_on_letters_and_not_on_emoji() {
        assert!(
            ["é", "e\u{301}", "习", "한", "’", "│", "א", "ش"]
                .into_iter()
                .all(|cluster| !is_doubtful(cluster))
        );
        assert!(
            ["👩", "👩\u{200d}👧", "❤\u{fe0f}", "🇧🇾", "1\u{fe0f}\u{20e3}", "👍🏽", "का"]
                .into_iter()
                .all(is_doubtful)
        );
        assert_eq!((most_cells("👩\u{200d}👧"), most_cells("🇧🇾")), (6, 4));
    }
}
