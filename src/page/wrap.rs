//! Words that are being written, in lines: every byte has its line and every line its columns, and
//! nothing moves but what stands behind the place of a change. Set articles are for
//! [`super::Page`].

use crate::text::{cell_width, clusters};

/// One line of a text: its bytes, without the line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub range: std::ops::Range<usize>,
    /// Whether the next line goes on where this one ends, without a line end between.
    pub soft: bool,
}

impl Line {
    /// The column of the byte at `offset`, in cells.
    pub fn column(&self, text: &str, offset: usize) -> usize {
        let offset = offset.clamp(self.range.start, self.range.end);
        cell_width(&text[self.range.start..offset])
    }

    /// The byte at a column, or the last one that is still of this line.
    pub fn offset(&self, text: &str, column: usize) -> usize {
        let mut at = self.range.start;
        let mut used = 0;
        for (start, cluster, cells) in clusters(&text[self.range.clone()]) {
            let end = self.range.start + start + cluster.len();
            if used + cells > column || (self.soft && end == self.range.end) {
                return self.range.start + start;
            }
            used += cells;
            at = end;
        }
        at
    }
}

/// Breaks `text` at its line ends and, where a line is wider than `width` cells, at the places of
/// UAX 14; inside a word only where it is wider than a whole line. Spaces at a break stand beyond
/// the edge. There is always one line at least.
pub(crate) fn wrap(text: &str, width: u16) -> Vec<Line> {
    let width = usize::from(width.max(2));
    let mut lines = Vec::new();
    let mut start = 0;
    for hard in text.split('\n') {
        wrap_line(hard, start, width, &mut lines);
        start += hard.len() + 1;
    }
    lines
}

fn wrap_line(line: &str, start: usize, width: usize, lines: &mut Vec<Line>) {
    let (mut from, mut used, mut done) = (0, 0, 0);
    for (end, _) in unicode_linebreak::linebreaks(line) {
        let piece = &line[done..end];
        let needed = cell_width(piece.trim_end());
        if used > 0 && used + needed > width {
            lines.push(Line { range: start + from..start + done, soft: true });
            (from, used) = (done, 0);
        }
        if needed > width {
            for (at, _, cells) in clusters(piece) {
                if used + cells > width && used > 0 && at < piece.trim_end().len() {
                    lines.push(Line { range: start + from..start + done + at, soft: true });
                    (from, used) = (done + at, 0);
                }
                used += cells;
            }
        } else {
            used += cell_width(piece);
        }
        done = end;
    }
    lines.push(Line { range: start + from..start + line.len(), soft: false });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::wrap;
    use crate::text::{cell_width, is_cluster_border};

    fn lines(text: &str, width: u16) -> Vec<&str> {
        wrap(text, width).into_iter().map(|line| &text[line.range]).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_inside() {
        assert_eq!(lines("one two three", 8), ["one two ", "three"]);
        assert_eq!(lines("a\n\nb", 8), ["a", "", "b"]);
        assert_eq!(lines("unbreakable", 5), ["unbre", "akabl", "e"]);
        assert_eq!(lines("习近平访问", 5), ["习近", "平访", "问"]);
        assert_eq!(lines("", 5), [""]);
        assert_eq!(lines("x\n", 5), ["x", ""]);
    }

    proptest! {
        #[test]
        fn no_byte_is_lost_and_no_line_too_wide(text in "([a-zé ]{0,9}|[一-龥]{0,5}|👩\u{200d}👧|e\u{301}|\n){0,20}", width in 2..30_u16) {
            let lines = wrap(&text, width);
            let mut end = 0;
            for line in &lines {
                prop_assert_eq!(line.range.start, end);
                prop_assert!(is_cluster_border(&text, line.range.end));
                prop_assert!(cell_width(text[line.range.clone()].trim_end()) <= usize::from(width));
                prop_assert!(line.offset(&text, 1000) <= line.range.end);
                for column in 0..usize::from(width) {
                    prop_assert!(line.column(&text, line.offset(&text, column)) <= column);
                }
                end = line.range.end + usize::from(!line.soft);
            }
            prop_assert_eq!(end, text.len() + 1);
        }
    }
}
