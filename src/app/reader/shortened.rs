//! Long words in a few rows: the beginning and the end show, the middle gives way.
//!
//! Done for every quotation of an article at once, between two keys, so it looks at no more of the
//! words than the rows can hold.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{cell_width, clusters, fitting};

const GAP: &str = " … ";

/// At most `most` rows of `width` cells (not under 8), filled one after the other.
pub(super) fn shortened_rows(words: &str, width: usize, most: usize) -> Vec<String> {
    let width = width.max(8);
    let (rows, rest) = fill(words, width, width, most);
    if rest.is_empty() {
        return rows.into_iter().map(str::to_owned).collect();
    }
    let end = ending(words, (width - cell_width(GAP) - 1) / 2);
    let room = width - cell_width(GAP) - cell_width(end);
    let (rows, _) = fill(words[..words.len() - end.len()].trim_end(), width, room, most);
    let mut rows: Vec<String> = rows.into_iter().map(str::to_owned).collect();
    if let Some(last) = rows.last_mut() {
        last.push_str(if end.is_empty() { " …" } else { GAP });
        last.push_str(end);
    }
    rows
}

/// Fills rows with words, the last one up to `last` cells, and gives them with what is left over.
fn fill(words: &str, width: usize, last: usize, most: usize) -> (Vec<&str>, &str) {
    let mut rows = Vec::with_capacity(most);
    let mut rest = words.trim();
    while !rest.is_empty() && rows.len() < most {
        let room = if rows.len() + 1 == most { last } else { width };
        let row = beginning(rest, room, width);
        rows.push(&rest[..row]);
        rest = rest[row..].trim_start();
    }
    (rows, rest)
}

/// The bytes of the words that fit into `room`; of a word wider than a whole row, what fits; one
/// cluster at least.
fn beginning(words: &str, room: usize, width: usize) -> usize {
    let (mut cells, mut end) = (0, 0);
    for word in words.split_inclusive(' ') {
        let bare = word.trim_end();
        let wide = cell_width(bare);
        if cells + wide > room {
            end += if wide > width || end == 0 {
                fitting(bare, room.saturating_sub(cells)).len()
            } else {
                0
            };
            break;
        }
        cells += wide + (word.len() - bare.len());
        end += word.len();
    }
    words[..end]
        .trim_end()
        .len()
        .max(clusters(words).next().map_or(0, |(_, cluster, _)| cluster.len()))
}

/// The last words that fit into `room`, or the last clusters of a word that is too wide.
fn ending(words: &str, room: usize) -> &str {
    let mut cells = 0;
    let whole: usize = words
        .split(' ')
        .rev()
        .take_while(|word| {
            cells += cell_width(word) + 1;
            cells <= room
        })
        .map(|word| word.len() + 1)
        .sum();
    if whole > 0 {
        return &words[words.len() - (whole - 1)..];
    }
    let mut cells = 0;
    let part: usize = words
        .graphemes(true)
        .rev()
        .take_while(|cluster| {
            cells += cell_width(cluster);
            cells <= room
        })
        .map(str::len)
        .sum();
    words[words.len() - part..].trim_start()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::shortened_rows;
    use crate::text::cell_width;

    #[test]
    fn the_middle_of_long_words_gives_way() {
        let words = "It was the first of many long mornings that the town would spend in waiting for the water to fall, and nobody there would ever forget it";
        let rows = shortened_rows(words, 30, 3);
        assert_eq!(
            rows,
            [
                "It was the first of many long",
                "mornings that the town would",
                "spend in waiting … forget it"
            ]
        );
    }

    #[test]
    fn words_that_fit_stay_whole() {
        assert_eq!(
            shortened_rows("“We will stay,” she said", 12, 3),
            ["“We will", "stay,” she", "said"]
        );
        assert_eq!(shortened_rows("", 30, 3), Vec::<String>::new());
    }

    #[test]
    fn words_without_spaces_are_cut_between_clusters() {
        let rows = shortened_rows("我們將留在這裡直到水退去為止沒有人會忘記這一天", 12, 2);
        assert_eq!(rows, ["我們將留在這", "裡直 … 一天"]);
    }

    /// One row of look-ahead is all that a very long quotation costs: it is not read to its end for
    /// each row.
    #[test]
    fn rows_do_not_depend_on_the_middle() {
        let long = |middle: usize| {
            format!("the beginning of it {}and here is the end", "word ".repeat(middle))
        };
        assert_eq!(shortened_rows(&long(60), 24, 3), shortened_rows(&long(6000), 24, 3));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_row_is_too_wide_and_the_first_begins_the_words(words in "([a-zé]{1,12}|[我們한글]{1,20}|👩‍👩‍👧|[«“”,. ]){0,60}", width in 0usize..60, most in 1usize..5) {
            let rows = shortened_rows(&words, width, most);
            prop_assert!(rows.len() <= most);
            for row in &rows {
                prop_assert!(cell_width(row) <= width.max(8), "{row:?}");
            }
            if let Some(first) = rows.first() && rows.len() > 1 {
                prop_assert!(words.trim_start().starts_with(first.as_str()));
            }
        }
    }
}
