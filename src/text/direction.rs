//! Text that runs from right to left: in which order it stands on a line (UAX 9).
//!
//! Embeddings and isolates never reach a document (they are cleaned away), so that only the letters
//! themselves and the direction of the paragraph decide.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Level, ParagraphBidiInfo, get_base_direction};
use unicode_bidi_mirroring::get_mirrored;

use super::cells::clusters;

/// Bytes in which the first letter that says a direction is looked for.
const FIRST_LETTER: usize = 16 * 1024;

/// Which way a paragraph runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    #[default]
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The direction of the first letter that has one (UAX 9, P2 and P3).
    pub fn of(paragraph: &str) -> Self {
        let mut end = paragraph.len().min(FIRST_LETTER);
        while !paragraph.is_char_boundary(end) {
            end -= 1;
        }
        match get_base_direction(&paragraph[..end]) {
            unicode_bidi::Direction::Rtl => Self::RightToLeft,
            _ => Self::LeftToRight,
        }
    }

    fn level(self) -> Level {
        if self == Self::RightToLeft { Level::rtl() } else { Level::ltr() }
    }
}

/// How deep each byte of a paragraph is nested in runs of the two directions.
#[derive(Debug)]
pub struct Levels(Vec<Level>);

/// A stretch of bytes that runs one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub range: Range<usize>,
    level: Level,
}

impl Run {
    pub fn is_right_to_left(&self) -> bool {
        self.level.is_rtl()
    }
}

impl Levels {
    /// The levels of a paragraph; `None` where all of it runs from left to right.
    pub fn of(paragraph: &str, base: Direction) -> Option<Self> {
        if base == Direction::LeftToRight && !may_turn(paragraph) {
            return None;
        }
        Some(Self(ParagraphBidiInfo::new(paragraph, Some(base.level())).levels))
    }

    /// The runs of a part of the paragraph, in the order of the text. No cluster is cut: it goes
    /// the way of its first character.
    pub fn runs(&self, paragraph: &str, part: Range<usize>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (at, cluster, _) in clusters(&paragraph[part.clone()]) {
            let (start, end) = (part.start + at, part.start + at + cluster.len());
            let level = self.0[start];
            match runs.last_mut() {
                Some(run) if run.level == level => run.range.end = end,
                _ => runs.push(Run { range: start..end, level }),
            }
        }
        runs
    }
}

/// Puts what stands in one line into the order of its columns (UAX 9, L2).
pub fn into_visual_order<T>(line: Vec<T>, run: impl Fn(&T) -> &Run) -> Vec<T> {
    let levels: Vec<Level> = line.iter().map(|item| run(item).level).collect();
    let mut items: Vec<Option<T>> = line.into_iter().map(Some).collect();
    BidiInfo::reorder_visual(&levels).into_iter().filter_map(|index| items[index].take()).collect()
}

/// A cluster as it is drawn where text runs from right to left: brackets turn round (UAX 9, L4).
pub fn mirrored(cluster: &str) -> Cow<'_, str> {
    match cluster.chars().next().and_then(get_mirrored) {
        Some(other) => {
            let mut turned = String::from(other);
            turned.extend(cluster.chars().skip(1));
            turned.into()
        }
        None => cluster.into(),
    }
}

/// The clusters of one line in the order of their columns: byte within `line`, what to draw, cells.
/// `base`: the direction of the whole, where the line itself does not say it.
pub fn visual_clusters(line: &str, base: Option<Direction>) -> Vec<(usize, Cow<'_, str>, usize)> {
    let Some(levels) = Levels::of(line, base.unwrap_or_else(|| Direction::of(line))) else {
        return clusters(line).map(|(at, cluster, cells)| (at, cluster.into(), cells)).collect();
    };
    let mut drawn = Vec::new();
    for run in into_visual_order(levels.runs(line, 0..line.len()), |run| run) {
        let start = run.range.start;
        let words = clusters(&line[run.range.clone()])
            .map(|(at, cluster, cells)| (start + at, cluster, cells));
        if run.is_right_to_left() {
            let mut turned: Vec<_> =
                words.map(|(at, cluster, cells)| (at, mirrored(cluster), cells)).collect();
            turned.reverse();
            drawn.append(&mut turned);
        } else {
            drawn.extend(words.map(|(at, cluster, cells)| (at, cluster.into(), cells)));
        }
    }
    drawn
}

/// Whether anything in `text` may run from right to left. Judged by the blocks of Hebrew, Arabic
/// and their
/// neighbours, fast.
pub fn may_turn(text: &str) -> bool {
    let lead = |byte: u8| (0xd6..=0xe0).contains(&byte) || matches!(byte, 0xef | 0xf0);
    text.bytes().any(lead)
        && text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'))
}

#[cfg(test)]
mod tests {
    use super::{Direction, may_turn, visual_clusters};

    fn shown(line: &str) -> String {
        visual_clusters(line, None).into_iter().map(|(_, cluster, _)| cluster).collect()
    }

    #[test]
    fn the_first_letter_says_where_a_paragraph_begins() {
        assert_eq!(Direction::of("2024: «שלום» said Ana"), Direction::RightToLeft);
        assert_eq!(Direction::of("“Ana” אמרה"), Direction::LeftToRight);
        assert_eq!(Direction::of("12 — 15"), Direction::LeftToRight);
    }

    #[test]
    fn words_turn_and_numbers_and_latin_do_not() {
        assert_eq!(shown("abc"), "abc");
        assert_eq!(shown("he said אבג דה now"), "he said הד גבא now");
        assert_eq!(shown("אבג 123 NATO דה"), "הד NATO 123 גבא");
    }

    #[test]
    fn brackets_turn_round_and_accents_stay_with_their_letters() {
        assert_eq!(shown("(אב) ג"), "ג (בא)");
        assert_eq!(shown("בּגּ"), "גּבּ");
    }

    #[test]
    fn what_cannot_turn_is_known_without_the_algorithm() {
        assert!(may_turn("x א") && may_turn("سلام"));
        assert!(!may_turn("“Élan” 中文 한국어 👩"));
    }
}
