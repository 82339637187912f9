//! What is wrong in a file, and on which line.

/// Something in the file that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    pub message: String,
    pub hint: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Where the lines of a file end: counted once, so that a thousand problems cost no more than one.
pub(super) struct LineEnds(Vec<usize>);

impl LineEnds {
    pub(super) fn of(source: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', source.as_bytes()).collect())
    }

    /// The line, from 1, that holds the byte `at`.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

pub(super) fn one_line(words: &str) -> String {
    crate::text::clean_line(words)
}

/// The word among `known` that differs in the fewest letters, if it is near.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.into_iter().map(|known| (distance(word, known), known)).min()?;
    (near.0 <= 2 + word.len() / 5).then_some(near.1)
}

/// Levenshtein's distance, of the first 64 letters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let cost = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row[b.len()]
}
