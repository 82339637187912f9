//! Words of any length over the panels: what a program printed. Scrolled by the same keys as the
//! article.

use crate::text::{cell_width, clean, clusters};

/// What a program printed, as lines for the eye: escape sequences are taken out whole, a backspace
/// takes its character with it, tabs are spaces up to the next eighth column, and of a line that
/// was printed over the last state counts.
pub(super) fn printed_lines(printed: &str) -> Vec<String> {
    let mut words = String::with_capacity(printed.len());
    let mut rest = printed.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\x1b' => skip_escape(&mut rest),
            '\x08' => {
                if !words.ends_with('\n') {
                    words.pop();
                }
            }
            c => words.push(c),
        }
    }
    words.lines().map(line).collect()
}

fn line(raw: &str) -> String {
    let last = raw.trim_end_matches('\r').rsplit('\r').next().unwrap_or_default();
    let mut line = String::new();
    for (number, part) in last.split('\t').enumerate() {
        if number > 0 {
            let column = cell_width(&line);
            line.extend(std::iter::repeat_n(' ', 8 - column % 8));
        }
        clean(part, true, &mut line);
    }
    line
}

/// The rest of an escape sequence: CSI up to its final byte, OSC and its like up to BEL or ST, else
/// one character.
fn skip_escape(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match rest.next() {
        Some('[') => while rest.next().is_some_and(|c| !('@'..='~').contains(&c)) {},
        Some(']' | 'P' | '_' | '^' | 'X') => {
            while let Some(c) = rest.next() {
                if c == '\x07' || (c == '\x1b' && rest.next_if_eq(&'\\').is_some()) {
                    return;
                }
            }
        }
        _ => {}
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Pager {
    pub title: String,
    /// Lines without control characters.
    pub lines: Vec<String>,
    /// The lines broken for a width in cells.
    pub rows: Vec<String>,
    width: usize,
    /// Rows in sight.
    pub height: usize,
    /// The first row in sight.
    pub top: usize,
}

impl Pager {
    pub fn new(title: String, lines: Vec<String>) -> Self {
        Self { title, lines, ..Self::default() }
    }

    /// Breaks the lines where the width changed, and keeps the rows in sight.
    pub fn settle(&mut self, width: u16, height: u16) {
        let width = usize::from(width).max(1);
        if width != self.width {
            self.width = width;
            self.rows = self.lines.iter().flat_map(|line| broken(line, width)).collect();
        }
        self.height = usize::from(height);
        self.scroll(0);
    }

    pub fn scroll(&mut self, by: i64) {
        let last = self.rows.len().saturating_sub(self.height.max(1)) as i64;
        self.top = (self.top as i64).saturating_add(by).clamp(0, last) as usize;
    }
}

/// A line in rows of at most `width` cells: at the last space that fits, or within a word that is
/// longer. Other spaces stay.
fn broken(line: &str, width: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = line;
    while cell_width(rest) > width {
        let mut cells = 0;
        let fits = clusters(rest).find(|(_, _, wide)| {
            cells += *wide;
            cells > width
        });
        let end =
            fits.map_or(rest.len(), |(at, cluster, _)| if at == 0 { cluster.len() } else { at });
        let space = rest[..end].rfind(' ').filter(|at| !rest[..*at].trim_start().is_empty());
        let cut = if rest[end..].starts_with(' ') { end } else { space.unwrap_or(end) };
        rows.push(rest[..cut].to_owned());
        rest = rest[cut..].strip_prefix(' ').unwrap_or(&rest[cut..]);
    }
    if !rest.is_empty() || rows.is_empty() {
        rows.push(rest.to_owned());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{Pager, broken, printed_lines};

    #[test]
    fn lines_break_at_spaces_and_lose_nothing_else() {
        assert_eq!(broken("one two three", 8), ["one two", "three"]);
        assert_eq!(broken("  indented words", 10), ["  indented", "words"]);
        assert_eq!(broken("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(broken("新聞新聞", 5), ["新聞", "新聞"]);
        assert_eq!(broken("新", 1), ["新"]);
        assert_eq!(broken("", 5), [""]);
    }

    #[test]
    fn what_is_printed_loses_its_escapes_whole() {
        let printed = "\x1b[1;31mred\x1b[m\tx\n\x1b]0;title\x07b\x08bo\x08old\r\n 10 %\r100 %\n\x1b(B|\u{9b}2J\u{202e}\n\x1b[";
        assert_eq!(
            printed_lines(printed),
            ["red     x", "bold", "100 %", "B|2J"].map(str::to_owned)
        );
    }

    #[test]
    fn the_last_row_stays_at_the_foot() {
        let mut pager = Pager::new("x".into(), (0..10).map(|number| number.to_string()).collect());
        pager.settle(20, 4);
        pager.scroll(99);
        assert_eq!(pager.top, 6);
        pager.settle(20, 20);
        assert_eq!(pager.top, 0);
    }
}
