//! A small terminal of our own making, in several kinds that disagree on how wide an emoji is.

#![allow(clippy::panic, reason = "a sequence that the model does not know fails the test")]

use crate::text::{cell_width, clusters, is_doubtful};

/// What a terminal takes for one sign, and how wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Knows clusters and their widths as the reader does.
    Clusters,
    /// Every character by itself: a family of three stands in six cells, a flag in two or four.
    Characters,
    /// Of long ago: whatever is doubtful takes one cell.
    Narrow,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Clusters, Self::Characters, Self::Narrow];

    /// The signs of some text, each with its cells; 0 for what joins the sign before.
    fn signs(self, text: &str) -> Vec<(String, usize)> {
        match self {
            Self::Clusters => {
                clusters(text).map(|(_, cluster, cells)| (cluster.to_owned(), cells)).collect()
            }
            Self::Characters => text
                .chars()
                .map(|c| {
                    (
                        c.to_string(),
                        if ('\u{1f1e6}'..='\u{1f1ff}').contains(&c) {
                            2
                        } else {
                            cell_width(&c.to_string())
                        },
                    )
                })
                .collect(),
            Self::Narrow => clusters(text)
                .map(|(_, cluster, cells)| {
                    (cluster.to_owned(), if is_doubtful(cluster) { cells.min(1) } else { cells })
                })
                .collect(),
        }
    }
}

/// The cells of a terminal without wrapping at the edge.
pub(super) struct Model {
    kind: Kind,
    width: usize,
    height: usize,
    /// Empty where the second half of a wide sign is.
    cells: Vec<String>,
    x: usize,
    y: usize,
    region: (usize, usize),
}

impl Model {
    pub(super) fn new(kind: Kind, width: u16, height: u16) -> Self {
        let (width, height) = (usize::from(width), usize::from(height));
        // Something stands on the screen before the reader comes.
        Self {
            kind,
            width,
            height,
            cells: vec!["#".into(); width * height],
            x: 0,
            y: 0,
            region: (0, height),
        }
    }

    pub(super) fn cell(&self, x: u16, y: u16) -> &str {
        &self.cells[usize::from(y) * self.width + usize::from(x)]
    }

    pub(super) fn read(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).expect("the reader writes UTF-8");
        while let Some(at) = rest.find(|c: char| c.is_control()) {
            self.print(&rest[..at]);
            rest = self.control(&rest[at..]);
        }
        self.print(rest);
    }

    /// Carries out what `words` begin with, and gives what follows it.
    fn control<'a>(&mut self, words: &'a str) -> &'a str {
        if let Some(link) = words.strip_prefix("\x1b]") {
            return link.split_once("\x1b\\").expect("it has an end").1;
        }
        if let Some(sequence) = words.strip_prefix("\x1b[") {
            let end = sequence.find(|c: char| c.is_ascii_alphabetic()).expect("it has an end");
            self.sequence(&sequence[..end], sequence.as_bytes()[end]);
            return &sequence[end + 1..];
        }
        match words.as_bytes()[0] {
            b'\r' => self.x = 0,
            b'\n' => {
                assert!(self.y + 1 < self.height, "a line feed in the last row would scroll");
                self.y += 1;
            }
            other => panic!("a control character {other:#x}"),
        }
        &words[1..]
    }

    fn sequence(&mut self, arguments: &str, kind: u8) {
        let numbers: Vec<usize> =
            arguments.split(';').map(|number| number.parse().unwrap_or(0)).collect();
        let first = numbers[0].max(1);
        let row = self.y * self.width;
        match kind {
            b'H' => {
                (self.y, self.x) =
                    (first - 1, numbers.get(1).map_or(0, |&column| column.max(1) - 1))
            }
            b'G' => self.x = first - 1,
            b'C' => self.x += first,
            b'K' => self.cells[row + self.x..row + self.width].fill(" ".into()),
            b'X' => {
                self.cells[row + self.x..row + (self.x + first).min(self.width)].fill(" ".into())
            }
            b'J' => self.cells.fill(" ".into()),
            b'r' => {
                (self.region, self.x, self.y) = (
                    if arguments.is_empty() { (0, self.height) } else { (first - 1, numbers[1]) },
                    0,
                    0,
                )
            }
            b'M' | b'L' => {
                let lines = &mut self.cells[self.y * self.width..self.region.1 * self.width];
                let moved = (first * self.width).min(lines.len());
                if kind == b'M' {
                    lines.rotate_left(moved);
                    let kept = lines.len() - moved;
                    lines[kept..].fill(" ".into());
                } else {
                    lines.rotate_right(moved);
                    lines[..moved].fill(" ".into());
                }
            }
            b'm' | b'h' | b'l' => {}
            other => panic!("an unknown sequence {arguments}{}", char::from(other)),
        }
    }

    fn print(&mut self, text: &str) {
        for (sign, cells) in self.kind.signs(text) {
            let at = self.y * self.width + self.x.min(self.width - 1);
            match cells {
                0 => self.cells[at - 1].push_str(&sign),
                _ if self.x + cells > self.width => {}
                _ => {
                    for half in 0..cells {
                        self.blank_wide(at + half);
                    }
                    self.cells[at] = sign;
                    self.cells[at + 1..at + cells].fill(String::new());
                }
            }
            self.x = (self.x + cells).min(self.width);
        }
    }

    /// Half of a wide sign is written over: the other half becomes blank.
    fn blank_wide(&mut self, at: usize) {
        let mut first = at;
        while self.cells[first].is_empty() {
            self.cells[first] = " ".into();
            first -= 1;
        }
        self.cells[first] = " ".into();
        let mut behind = at + 1;
        while self.cells.get(behind).is_some_and(String::is_empty) {
            self.cells[behind] = " ".into();
            behind += 1;
        }
    }
}
