//! What every cell of a screen shows, small enough to be compared fast.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::text::cell_width;

/// All that is seen of a cell in sixteen bytes: two cells look alike if these are equal. Its lower
/// half is the cluster itself where that has at most seven bytes, else a hash of it, with the
/// cluster's width above; the upper half is colours and attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign(u128);

/// The cells of a screen, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    pub width: u16,
    pub height: u16,
    pub signs: Vec<Sign>,
}

const CLUSTER: u64 = (1 << 56) - 1;

impl Sign {
    pub(super) const BLANK: Self = Self(b' ' as u128 | 1 << 56);

    pub(super) fn of(cell: &Cell) -> Self {
        let bits = cell.modifier.bits();
        let modifier =
            u32::from(bits & 0xf) | u32::from(cell.modifier.contains(Modifier::REVERSED)) << 4;
        let fg = color(cell.fg) | (modifier & 7) << 29;
        let bg = color(cell.bg) | (modifier >> 3) << 29;
        Self(u128::from(cluster(cell.symbol())) | u128::from(fg) << 64 | u128::from(bg) << 96)
    }

    /// Cells that it takes.
    pub(super) fn width(self) -> u16 {
        (self.0 >> 56) as u16 & 0xff
    }

    pub(super) fn is_blank(self) -> bool {
        self.letters() == Self::BLANK.letters()
    }

    /// The cluster without its look.
    pub(super) fn letters(self) -> u64 {
        self.0 as u64
    }

    /// Bytes that it takes to write, about.
    pub(super) fn bytes(self) -> i32 {
        (64 - (self.letters() & CLUSTER).leading_zeros()).div_ceil(8).cast_signed()
    }
}

fn cluster(symbol: &str) -> u64 {
    let bytes = symbol.as_bytes();
    if let [byte] = bytes {
        return u64::from(*byte) | 1 << 56;
    }
    let width = (cell_width(symbol).clamp(1, 255) as u64) << 56;
    if bytes.len() <= 7 {
        return bytes.iter().rev().fold(0, |packed, &byte| packed << 8 | u64::from(byte)) | width;
    }
    // FNV-1a.
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash & CLUSTER | width
}

fn color(color: Color) -> u32 {
    let plain = |number: u32| number << 24;
    match color {
        Color::Reset => plain(0),
        Color::Black => plain(1),
        Color::Red => plain(2),
        Color::Green => plain(3),
        Color::Yellow => plain(4),
        Color::Blue => plain(5),
        Color::Magenta => plain(6),
        Color::Cyan => plain(7),
        Color::Gray => plain(8),
        Color::DarkGray => plain(9),
        Color::LightRed => plain(10),
        Color::LightGreen => plain(11),
        Color::LightYellow => plain(12),
        Color::LightBlue => plain(13),
        Color::LightMagenta => plain(14),
        Color::LightCyan => plain(15),
        Color::White => plain(16),
        Color::Indexed(number) => plain(17) | u32::from(number),
        Color::Rgb(red, green, blue) => {
            plain(18) | u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue)
        }
    }
}

impl Grid {
    pub(super) fn blank(width: u16, height: u16) -> Self {
        Self { width, height, signs: vec![Sign::BLANK; usize::from(width) * usize::from(height)] }
    }

    /// Takes what a buffer shows.
    pub(super) fn take(&mut self, buffer: &Buffer) {
        (self.width, self.height) = (buffer.area.width, buffer.area.height);
        self.signs.clear();
        self.signs.extend(buffer.content.iter().map(Sign::of));
    }

    pub(super) fn row(&self, row: u16) -> &[Sign] {
        let width = usize::from(self.width);
        &self.signs[usize::from(row) * width..][..width]
    }
}

#[cfg(test)]
mod tests {
    use super::Sign;
    use ratatui::buffer::Cell;
    use ratatui::style::{Color, Modifier};

    #[test]
    fn cells_that_look_otherwise_have_other_signs() {
        let mut cells = vec![
            Cell::new(" "),
            Cell::new("a"),
            Cell::new("é"),
            Cell::new("北"),
            Cell::new("👩\u{200d}👧"),
            Cell::new("👩\u{200d}👦"),
        ];
        for color in [Color::Red, Color::Indexed(1), Color::Rgb(0, 0, 1), Color::LightRed] {
            let (mut fg, mut bg) = (Cell::new("a"), Cell::new("a"));
            (fg.fg, bg.bg) = (color, color);
            cells.extend([fg, bg]);
        }
        for modifier in [
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::ITALIC,
            Modifier::UNDERLINED,
            Modifier::REVERSED,
        ] {
            let mut cell = Cell::new("a");
            cell.modifier = modifier;
            cells.push(cell);
        }
        for (index, cell) in cells.iter().enumerate() {
            assert!(
                cells[..index].iter().all(|other| Sign::of(other) != Sign::of(cell)),
                "{cell:?}"
            );
            assert_eq!(Sign::of(&cell.clone()), Sign::of(cell));
        }
        assert_eq!(Sign::of(&Cell::new(" ")), Sign::BLANK);
        assert_eq!(
            (Sign::of(&Cell::new("北")).width(), Sign::of(&Cell::new("北")).bytes()),
            (2, 3)
        );
    }
}
