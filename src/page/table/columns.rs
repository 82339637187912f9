//! How wide the columns of a table are.

use crate::page::fragment::cells;
use crate::text::{Document, Span};

/// The cells of one line of the text, in order.
pub(super) type Cells = Vec<Span>;

/// Cells between two columns.
pub(super) const GAP: u16 = 2;
/// A column that must be narrower than its text is at least so wide, or the table is not set in
/// columns.
const LEAST: u16 = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// First cell.
    pub left: u16,
    pub width: u16,
    /// Whether it is set flush right. Columns of numbers are.
    pub right: bool,
}

/// The columns of a table that fit `measure`: as wide as their widest cell where there is room for
/// all; else narrow columns keep their width and the wide ones share what is left. `None` where
/// that would make them too narrow to read.
pub(super) fn fit(document: &Document, lines: &[Cells], measure: u16) -> Option<Vec<Column>> {
    let count = lines.iter().map(Vec::len).max()?;
    let gaps = u16::try_from(count - 1).ok()?.checked_mul(GAP)?;
    let room = measure.checked_sub(gaps).filter(|&room| usize::from(room) >= count)?;
    let natural: Vec<u16> = (0..count).map(|column| widest(document, lines, column)).collect();
    let widths = share(&natural, room)?;
    let mut left = 0;
    let mut columns = Vec::with_capacity(count);
    for (index, width) in widths.into_iter().enumerate() {
        columns.push(Column { left, width, right: is_numeric(document, lines, index) });
        left += width + GAP;
    }
    Some(columns)
}

/// The columns of a table that starts on the right.
pub(super) fn turned(columns: Vec<Column>, measure: u16) -> Vec<Column> {
    columns
        .into_iter()
        .map(|column| Column { left: measure.saturating_sub(column.left + column.width), ..column })
        .collect()
}

fn widest(document: &Document, lines: &[Cells], column: usize) -> u16 {
    let width = |cell| cells(document.slice(cell)).min(usize::from(u16::MAX)) as u16;
    lines
        .iter()
        .filter_map(|line| line.get(column))
        .map(|&cell| width(cell))
        .max()
        .unwrap_or(0)
        .max(1)
}

/// Divides `room` among columns that would like to be `natural` cells wide.
fn share(natural: &[u16], room: u16) -> Option<Vec<u16>> {
    let mut widths = natural.to_vec();
    let mut wide: Vec<usize> = (0..natural.len()).collect();
    let mut left = u32::from(room);
    loop {
        let fair = left / wide.len().max(1) as u32;
        let before = wide.len();
        wide.retain(|&column| {
            let fits = u32::from(natural[column]) <= fair;
            left -= if fits { u32::from(natural[column]) } else { 0 };
            !fits
        });
        if wide.is_empty() {
            return Some(widths);
        }
        if wide.len() == before {
            break;
        }
    }
    let (fair, mut over) = (left / wide.len() as u32, left % wide.len() as u32);
    if fair < u32::from(LEAST) {
        return None;
    }
    for column in wide {
        widths[column] = (fair + u32::from(over > 0)) as u16;
        over = over.saturating_sub(1);
    }
    Some(widths)
}

/// Whether all cells below the head hold numbers, or nothing.
fn is_numeric(document: &Document, lines: &[Cells], column: usize) -> bool {
    let mut cells = lines
        .iter()
        .skip(1)
        .filter_map(|line| line.get(column))
        .map(|&cell| document.slice(cell))
        .filter(|cell| !cell.is_empty())
        .peekable();
    let number = |cell: &str| {
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
        digits > 0 && letters == 0 || matches!(cell, "-" | "–" | "—")
    };
    cells.peek().is_some() && cells.all(number)
}
