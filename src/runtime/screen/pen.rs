//! How the terminal writes at the moment: colours, attributes, link.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Look and link of what is written next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    pub fg: Color,
    pub bg: Color,
    pub modifier: Modifier,
    /// Number of the link, from 1; 0 for none.
    pub link: u16,
}

/// Attributes that show on a space.
const SHOWN_ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED);

impl Pen {
    pub(super) const PLAIN: Self =
        Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty(), link: 0 };

    pub(super) fn of(cell: &Cell, link: u16) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier, link }
    }

    /// Whether a space written with `other` would look as one written with this.
    pub(super) fn is_alike_on_blanks(&self, other: &Self) -> bool {
        self.bg == other.bg
            && self.link == other.link
            && !(self.modifier | other.modifier).intersects(SHOWN_ON_BLANKS)
    }

    /// Whether a terminal's erasing can leave what this writes as a space.
    pub(super) fn erases(&self) -> bool {
        self.bg == Color::Reset && self.link == 0 && !self.modifier.intersects(SHOWN_ON_BLANKS)
    }

    /// Appends what makes a terminal write as `wanted` does from now on.
    pub(super) fn become_as(
        &mut self,
        wanted: Self,
        urls: &[String],
        true_color: bool,
        out: &mut String,
    ) {
        if self.link != wanted.link {
            let url = usize::from(wanted.link).checked_sub(1).and_then(|link| urls.get(link));
            let _ = write!(out, "\x1b]8;;{}\x1b\\", url.map_or("", String::as_str));
            self.link = wanted.link;
        }
        if *self == wanted {
            return;
        }
        // Attributes can only be taken away all at once.
        let reset = self.modifier & wanted.modifier != self.modifier
            || (wanted.fg == Color::Reset
                && wanted.bg == Color::Reset
                && wanted.modifier.is_empty());
        let from = if reset { Self { link: wanted.link, ..Self::PLAIN } } else { *self };
        out.push_str("\x1b[");
        let start = out.len();
        for (modifier, code) in ATTRIBUTES {
            if wanted.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                separate(out, start, reset);
                out.push(code);
            }
        }
        for (was, color, base) in [(from.fg, wanted.fg, 30), (from.bg, wanted.bg, 40)] {
            if was != color {
                separate(out, start, reset);
                push_color(out, color, base, true_color);
            }
        }
        out.push('m');
        *self = wanted;
    }
}

/// Before a code: a semicolon, also before the first where an empty code, which resets, stands
/// before it.
fn separate(out: &mut String, start: usize, reset: bool) {
    if reset || out.len() > start {
        out.push(';');
    }
}

const ATTRIBUTES: [(Modifier, char); 5] = [
    (Modifier::BOLD, '1'),
    (Modifier::DIM, '2'),
    (Modifier::ITALIC, '3'),
    (Modifier::UNDERLINED, '4'),
    (Modifier::REVERSED, '7'),
];

/// The codes for a colour; `base` is 30 for letters and 40 for ground.
fn push_color(out: &mut String, color: Color, base: u8, true_color: bool) {
    let number = match color {
        Color::Reset => {
            let _ = write!(out, "{}", base + 9);
            return;
        }
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Rgb(red, green, blue) => {
            let _ = if true_color {
                write!(out, "{};2;{red};{green};{blue}", base + 8)
            } else {
                write!(out, "{};5;{}", base + 8, nearest(red, green, blue))
            };
            return;
        }
        Color::Indexed(number) => {
            let _ = write!(out, "{};5;{number}", base + 8);
            return;
        }
    };
    let _ = write!(out, "{}", if number < 8 { base + number } else { base + 52 + number });
}

/// The nearest of the 240 fixed colours: the cube of six levels, or a grey.
fn nearest(red: u8, green: u8, blue: u8) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |value: u8| (0..6).min_by_key(|&level| LEVELS[level].abs_diff(value)).unwrap_or(0);
    let distance = |r: u8, g: u8, b: u8| {
        [(red, r), (green, g), (blue, b)]
            .iter()
            .map(|&(a, b)| u32::from(a.abs_diff(b)).pow(2))
            .sum::<u32>()
    };
    let (r, g, b) = (level(red), level(green), level(blue));
    let mean = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    let step = (mean.saturating_sub(3) / 10).min(23) as u8;
    let grey = 8 + 10 * step;
    if distance(grey, grey, grey) < distance(LEVELS[r], LEVELS[g], LEVELS[b]) {
        232 + step
    } else {
        (16 + 36 * r + 6 * g + b) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::{Pen, nearest};
    use ratatui::style::{Color, Modifier};

    fn codes(from: Pen, to: Pen, true_color: bool) -> String {
        let mut out = String::new();
        let mut pen = from;
        pen.become_as(to, &[], true_color, &mut out);
        out.replace('\x1b', "^")
    }

    #[test]
    fn a_look_is_changed_in_few_codes() {
        let red = Pen { fg: Color::Red, ..Pen::PLAIN };
        let bold = Pen { modifier: Modifier::BOLD, ..red };
        assert_eq!(codes(Pen::PLAIN, red, true), "^[31m");
        assert_eq!(codes(red, bold, true), "^[1m");
        assert_eq!(codes(bold, red, true), "^[;31m");
        assert_eq!(codes(red, Pen::PLAIN, true), "^[m");
        assert_eq!(
            codes(Pen { bg: Color::Blue, ..red }, Pen { bg: Color::Blue, ..Pen::PLAIN }, true),
            "^[39m"
        );
    }

    #[test]
    fn colours_come_down_to_what_the_terminal_has() {
        assert_eq!(nearest(255, 0, 0), 196);
        assert_eq!(nearest(128, 128, 128), 244);
        let exact = Pen { fg: Color::Rgb(255, 0, 0), ..Pen::PLAIN };
        assert_eq!(
            (codes(Pen::PLAIN, exact, true), codes(Pen::PLAIN, exact, false)),
            ("^[38;2;255;0;0m".into(), "^[38;5;196m".into())
        );
        assert_eq!(
            codes(Pen::PLAIN, Pen { fg: Color::White, bg: Color::DarkGray, ..Pen::PLAIN }, true),
            "^[97;100m"
        );
    }
}
