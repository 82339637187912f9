//! How wide text is on a terminal.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// The grapheme clusters of `text` (UAX 29, extended): byte offset within `text`, the cluster, and its width in cells.
/// A cluster is never cut: not between a letter and its accents, not inside an emoji sequence.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true).map(|(at, cluster)| (at, cluster, cluster.width()))
}

/// Is `at`, a character boundary of `text`, a border between two clusters, or an end?
pub fn is_cluster_border(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Cells that `text` takes on one line of a terminal.
pub fn cell_width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

#[cfg(test)]
mod tests {
    use super::{cell_width, clusters};

    #[test]
    fn wide_letters_take_two_cells_and_accents_none() {
        assert_eq!(cell_width("Xi"), 2);
        assert_eq!(cell_width("习近平"), 6);
        assert_eq!(cell_width("e\u{301}"), 1);
        assert_eq!(clusters("e\u{301}x").map(|(at, _, width)| (at, width)).collect::<Vec<_>>(), [(0, 1), (3, 1)]);
    }
}
