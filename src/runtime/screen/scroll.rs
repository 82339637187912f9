//! Whether rows moved as a whole, so that the terminal can move them itself.

use std::ops::Range;

use super::grid::{Grid, Sign};

/// Rows that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The rows that take part; all else stays.
    pub rows: Range<u16>,
    /// How far they went up; down, if negative.
    pub up: i32,
}

/// Columns whose letters say which row is which.
const STRIPE: Range<usize> = 8..48;
/// With fewer rows that differ, nothing is looked for.
const FEW: usize = 4;
/// Bytes that moving rows costs, about.
const COST: i32 = 40;
/// Bytes that moving the cursor costs, about.
const MOVE: i32 = 5;

/// The scroll after which the least is left to write, if it is worth it. Rows are told by the
/// letters in some of their columns; panels beside those that moved count against it, so that often
/// only the rows beside one of them take part.
pub(super) fn find(shown: &Grid, next: &Grid) -> Option<Scroll> {
    if (0..next.height).filter(|&row| shown.row(row) != next.row(row)).count() < FEW {
        return None;
    }
    let Scroll { rows, up } = guess(shown, next)?;
    let by = usize::try_from(up.unsigned_abs()).ok().filter(|&by| by < rows.len())?;
    // What is saved where a row moved in, and where a blank one did: sums from the top.
    let (mut moved, mut blank) = (vec![0_i32], vec![0_i32]);
    for row in rows.clone() {
        let still = differing(shown.row(row), next.row(row));
        let from = u16::try_from(i32::from(row) + up).ok().filter(|from| rows.contains(from));
        let gain = from.map_or(0, |from| still - differing(shown.row(from), next.row(row)));
        moved.push(moved[moved.len() - 1] + gain);
        blank.push(blank[blank.len() - 1] + still - written(next.row(row)));
    }
    let saved = |from: usize, to: usize| {
        if up > 0 {
            moved[to - by] - moved[from] + blank[to] - blank[to - by]
        } else {
            blank[from + by] - blank[from] + moved[to] - moved[from + by]
        }
    };
    let all =
        (0..rows.len()).flat_map(|from| (from + by + 1..=rows.len()).map(move |to| (from, to)));
    let (from, to) = all.max_by_key(|&(from, to)| saved(from, to))?;
    (saved(from, to) > COST)
        .then(|| Scroll { rows: rows.start + from as u16..rows.start + to as u16, up })
}

/// Most rows that are told apart went so far.
fn guess(shown: &Grid, next: &Grid) -> Option<Scroll> {
    let known: Vec<(u64, u16)> =
        (0..shown.height).filter_map(|row| Some((stripe(shown.row(row))?, row))).collect();
    let mut votes: Vec<(usize, Scroll)> = Vec::new();
    for row in 0..next.height {
        let Some(stripe) = stripe(next.row(row)) else { continue };
        let Some(&(_, from)) = known.iter().find(|(known, _)| *known == stripe) else { continue };
        let up = i32::from(from) - i32::from(row);
        let at = votes.iter().position(|(_, scroll)| scroll.up == up).unwrap_or_else(|| {
            votes.push((0, Scroll { rows: row..row, up }));
            votes.len() - 1
        });
        let (count, scroll) = &mut votes[at];
        *count += 1;
        scroll.rows = scroll.rows.start.min(row.min(from))..scroll.rows.end.max(row.max(from) + 1);
    }
    let (_, scroll) = votes.into_iter().max_by_key(|(count, scroll)| (*count, -scroll.up.abs()))?;
    (scroll.up != 0).then_some(scroll)
}

/// A hash of the letters that tell a row (FNV-1a by words); `None` where there are none.
fn stripe(row: &[Sign]) -> Option<u64> {
    let stripe = row.get(STRIPE.start..STRIPE.end.min(row.len()))?;
    let hash = |hash: u64, sign: &Sign| {
        (hash ^ sign.letters()).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    };
    stripe
        .iter()
        .any(|sign| !sign.is_blank())
        .then(|| stripe.iter().fold(0xcbf2_9ce4_8422_2325, hash))
}

/// Bytes that it takes to turn one row into another, about: the cells that differ, and a move of
/// the cursor for each run of them.
fn differing(shown: &[Sign], next: &[Sign]) -> i32 {
    if shown == next {
        return 0;
    }
    let (mut bytes, mut alike) = (0, MOVE);
    for (shown, next) in shown.iter().zip(next) {
        if shown == next {
            alike = (alike + 1).min(MOVE);
        } else {
            bytes += alike + next.bytes();
            alike = 0;
        }
    }
    bytes
}

/// Bytes of a row that comes in.
fn written(next: &[Sign]) -> i32 {
    next.iter().filter(|sign| !sign.is_blank()).map(|sign| sign.bytes()).sum::<i32>() + MOVE
}

#[cfg(test)]
mod tests {
    use super::{Grid, Scroll, find};
    use ratatui::buffer::Buffer;

    fn page(first: usize) -> Grid {
        let mut lines = vec!["─ title ".repeat(8)];
        lines.extend((first..first + 10).map(|line| {
            format!("         {}", char::from(b'A' + line as u8).to_string().repeat(40))
        }));
        lines.push("status".into());
        let mut grid = Grid::default();
        grid.take(&Buffer::with_lines(lines));
        grid
    }

    #[test]
    fn rows_that_moved_are_found_and_frames_around_them_stay() {
        assert_eq!(find(&page(20), &page(23)), Some(Scroll { rows: 1..11, up: 3 }));
        assert_eq!(find(&page(23), &page(22)), Some(Scroll { rows: 1..11, up: -1 }));
        assert_eq!(find(&page(20), &page(20)), None);
        assert_eq!(find(&page(20), &page(40)), None);
    }
}
