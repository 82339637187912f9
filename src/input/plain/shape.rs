//! How the lines of a plain text are meant.

use super::line::{indent, is_blank};

/// So much of a text settles its shape.
pub(super) const SAMPLE: usize = 64 * 1024;

/// The shape of a plain text, from its first [`SAMPLE`] bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Lines end at a margin and are to be joined; otherwise each is a paragraph.
    pub wrapped: bool,
    /// Empty lines part the paragraphs.
    pub spaced: bool,
    /// Columns from the edge at which ordinary lines begin.
    pub margin: usize,
    /// Width of the set text in characters, where it is wrapped.
    pub width: usize,
    /// First lines of paragraphs are indented, so that an indent alone means no quotation.
    pub indented: bool,
    /// A word processor has divided words at the ends of lines: hyphens there are taken out.
    pub hyphenated: bool,
}

struct Line {
    columns: usize,
    /// Characters without the indent.
    length: usize,
    /// Characters of the first word.
    first: usize,
    after_blank: bool,
    ends_in_hyphen: bool,
}

impl Shape {
    pub(super) fn of(text: &[u8]) -> Self {
        let lines = lines(text);
        let margin = margin(&lines);
        let spaced = lines.iter().skip(1).any(|line| line.after_blank);
        let width = percentile(
            lines.iter().map(|line| line.columns.saturating_sub(margin) + line.length).collect(),
            95,
        );
        let pairs: Vec<(&Line, &Line)> = lines
            .windows(2)
            .map(|pair| (&pair[0], &pair[1]))
            .filter(|(_, next)| !next.after_blank)
            .collect();
        // A line was wrapped if the next one's first word would not have fitted on it.
        let slack = width / 8 + 2;
        let full = pairs
            .iter()
            .filter(|(line, next)| {
                line.columns.saturating_sub(margin) + line.length + 1 + next.first + slack > width
            })
            .count();
        let wrapped = (24..=120).contains(&width) && !pairs.is_empty() && full * 2 >= pairs.len();
        let hyphens = pairs.iter().filter(|(line, _)| line.ends_in_hyphen).count();
        let firsts: Vec<&Line> = lines.iter().filter(|line| line.after_blank || !wrapped).collect();
        let indents = lines.iter().filter(|line| line.columns > margin).count();
        let indented = if wrapped && !spaced {
            indents * 20 >= lines.len()
        } else {
            firsts.iter().filter(|line| line.columns > margin).count() * 10 > firsts.len() * 4
        };
        Self {
            wrapped,
            spaced,
            margin,
            width,
            indented,
            hyphenated: wrapped && hyphens >= 2 && hyphens * 40 >= pairs.len(),
        }
    }
}

/// The lines of the sample that hold something; one cut off by its end does not count.
fn lines(text: &[u8]) -> Vec<Line> {
    let mut sample = &text[..text.len().min(SAMPLE)];
    if sample.len() < text.len() {
        sample = &sample[..memchr::memrchr(b'\n', sample).unwrap_or(sample.len())];
    }
    let mut after_blank = true;
    let mut lines = Vec::new();
    for line in sample.split(|byte| *byte == b'\n') {
        if is_blank(line) {
            after_blank = true;
            continue;
        }
        let (columns, bytes) = indent(line);
        let words = line[bytes..].trim_ascii_end();
        let first = words.iter().position(|byte| *byte == b' ').unwrap_or(words.len());
        let ends_in_hyphen = words.len() > 2
            && words.ends_with(b"-")
            && words[words.len() - 2].is_ascii_alphabetic();
        lines.push(Line {
            columns,
            length: characters(words),
            first: characters(&words[..first]),
            after_blank,
            ends_in_hyphen,
        });
        after_blank = false;
    }
    lines
}

fn characters(words: &[u8]) -> usize {
    words.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The smallest indent that at least half of the lines have at least, if it is common: a text may
/// be indented as a whole.
fn margin(lines: &[Line]) -> usize {
    percentile(lines.iter().map(|line| line.columns).collect(), 10)
}

fn percentile(mut values: Vec<usize>, percent: usize) -> usize {
    values.sort_unstable();
    values
        .get((values.len() * percent / 100).min(values.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn lines_that_end_at_a_margin_are_wrapped() {
        let shape = Shape::of(b"The council of the town said that\nit would build the bridge, after\nall, and that it would begin.\n\nThe mayor was very glad of it and\nsaid so.\n");
        assert!(shape.wrapped && shape.spaced);
        assert!(
            !Shape::of(b"Roses are red\nViolets\nSugar\nAnd so are you, and many more\nwords\n")
                .wrapped
        );
        assert!(
            !Shape::of(
                "A paragraph that is long enough to be one by itself and goes on.\n\n"
                    .repeat(9)
                    .as_bytes()
            )
            .wrapped
        );
    }
}
