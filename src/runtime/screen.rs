//! From cells to the terminal: only what changed, in as few bytes as it takes.

use std::fmt::Write as _;
use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::view::Hyperlink;

/// What the terminal shows, and what it takes to show something else.
pub struct Screen {
    shown: Buffer,
    /// For each cell the number of its link in `urls`, from 1; empty where nothing is linked.
    shown_links: Vec<u16>,
    shown_urls: Vec<String>,
    true_color: bool,
    /// Everything must be drawn.
    stale: bool,
    out: String,
    /// What is to go to the clipboard, in base 64.
    clipboard: Option<String>,
}

/// A run of unchanged cells up to this long is written again: moving the cursor over it takes as many bytes.
const GAP: u16 = 4;
/// A run of blank cells from here on is erased rather than written.
const BLANKS: u16 = 8;
/// Frames longer than this are marked as one, so that a terminal shows them at once.
const LARGE_FRAME: usize = 1024;

/// How the terminal writes at the moment.
#[derive(Clone, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    link: u16,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty(), link: 0 };

impl Screen {
    pub fn new(true_color: bool) -> Self {
        Self { shown: Buffer::empty(Rect::ZERO), shown_links: Vec::new(), shown_urls: Vec::new(), true_color, stale: true, out: String::new(), clipboard: None }
    }

    /// The terminal may show anything: draw all of it next time.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Puts words into the terminal's clipboard (OSC 52), with the next frame.
    pub fn copy(&mut self, words: &str) {
        self.clipboard = Some(base64(words.as_bytes()));
    }

    /// Writes what differs from what is shown, in one go. `next` is swapped with the buffer shown before.
    pub fn show(&mut self, next: &mut Buffer, links: &[Hyperlink], terminal: &mut impl Write) -> io::Result<()> {
        let (next_links, next_urls) = number_links(next.area, links);
        self.out.clear();
        if self.stale || self.shown.area != next.area {
            self.out.push_str("\x1b[m\x1b[2J");
            self.shown = Buffer::empty(next.area);
            self.shown_links.clear();
        }
        self.stale = false;
        self.write_changes(next, &next_links, &next_urls);
        std::mem::swap(&mut self.shown, next);
        (self.shown_links, self.shown_urls) = (next_links, next_urls);
        if let Some(words) = self.clipboard.take() {
            let _ = write!(self.out, "\x1b]52;c;{words}\x1b\\");
        }
        if self.out.is_empty() {
            return Ok(());
        }
        if self.out.len() > LARGE_FRAME {
            self.out.insert_str(0, "\x1b[?2026h");
            self.out.push_str("\x1b[?2026l");
        }
        terminal.write_all(self.out.as_bytes())?;
        terminal.flush()
    }

    fn write_changes(&mut self, next: &Buffer, links: &[u16], urls: &[String]) {
        let (width, height) = (next.area.width, next.area.height);
        let mut pen = PLAIN;
        for y in 0..height {
            // Where the terminal's cursor is in this row, if it is.
            let mut at: Option<u16> = None;
            let mut x = 0;
            while x < width {
                let index = usize::from(y) * usize::from(width) + usize::from(x);
                let cell = &next.content[index];
                let cells = cell_width(cell);
                if !self.changed(next, links, urls, index, cells) {
                    x += cells;
                    continue;
                }
                match at {
                    Some(at) if at == x => {}
                    Some(from) if x - from <= GAP && Self::plain_gap(next, links, y, from, x, &pen) => {
                        for gap in from..x {
                            self.out.push_str(next.content[usize::from(y) * usize::from(width) + usize::from(gap)].symbol());
                        }
                    }
                    Some(from) => {
                        let _ = write!(self.out, "\x1b[{}C", x - from);
                    }
                    None if x == 0 => {
                        let _ = write!(self.out, "\x1b[{}H", y + 1);
                    }
                    None => {
                        let _ = write!(self.out, "\x1b[{};{}H", y + 1, x + 1);
                    }
                }
                let wanted = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier, link: links.get(index).copied().unwrap_or(0) };
                self.pick_up(&mut pen, wanted, urls);
                let blanks = Self::blanks(next, links, index, width - x, &pen);
                if blanks >= BLANKS {
                    let _ = if x + blanks == width { write!(self.out, "\x1b[K") } else { write!(self.out, "\x1b[{blanks}X") };
                    at = Some(x);
                    x += blanks;
                    continue;
                }
                self.out.push_str(cell.symbol());
                x += cells;
                // Behind a wide or odd character the terminal's idea of the column may differ from ours.
                at = cell.symbol().is_ascii().then_some(x).or_else(|| (cells == 1 && cell.symbol().chars().count() == 1).then_some(x));
            }
        }
        self.pick_up(&mut pen, PLAIN, urls);
    }

    /// Does the cell differ from what is shown? The second half of a wide character counts with its first.
    fn changed(&self, next: &Buffer, links: &[u16], urls: &[String], index: usize, cells: u16) -> bool {
        let url = |links: &[u16], urls: &[String]| links.get(index).and_then(|&link| urls.get(usize::from(link).checked_sub(1)?).cloned());
        let linked = !links.is_empty() || !self.shown_links.is_empty();
        (index..(index + usize::from(cells)).min(next.content.len())).any(|index| next.content[index] != self.shown.content[index])
            || (linked && url(links, urls) != url(&self.shown_links, &self.shown_urls))
    }

    /// May the unchanged cells be written again with the pen at hand?
    fn plain_gap(next: &Buffer, links: &[u16], y: u16, from: u16, to: u16, pen: &Pen) -> bool {
        (from..to).all(|x| {
            let index = usize::from(y) * usize::from(next.area.width) + usize::from(x);
            let cell = &next.content[index];
            cell.symbol().is_ascii()
                && cell.fg == pen.fg
                && cell.bg == pen.bg
                && cell.modifier == pen.modifier
                && links.get(index).copied().unwrap_or(0) == pen.link
        })
    }

    /// How many blank cells of the pen's look follow, this one counted in; 0 where they could not be erased.
    fn blanks(next: &Buffer, links: &[u16], index: usize, most: u16, pen: &Pen) -> u16 {
        if pen.bg != Color::Reset || pen.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED) || pen.link != 0 {
            return 0;
        }
        let blank = |at: usize| {
            let cell = &next.content[at];
            cell.symbol() == " "
                && cell.bg == Color::Reset
                && !cell.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED)
                && links.get(at).copied().unwrap_or(0) == 0
        };
        (0..most).take_while(|&offset| blank(index + usize::from(offset))).count() as u16
    }

    fn pick_up(&mut self, pen: &mut Pen, wanted: Pen, urls: &[String]) {
        if pen.link != wanted.link {
            let url = usize::from(wanted.link).checked_sub(1).and_then(|link| urls.get(link));
            let _ = write!(self.out, "\x1b]8;;{}\x1b\\", url.map_or("", String::as_str));
            pen.link = wanted.link;
        }
        if *pen == wanted {
            return;
        }
        let kept = pen.modifier & wanted.modifier == pen.modifier
            && (wanted.fg != Color::Reset || pen.fg == Color::Reset)
            && (wanted.bg != Color::Reset || pen.bg == Color::Reset);
        let mut codes: Vec<String> = Vec::new();
        let from = if kept { pen.clone() } else { Pen { link: wanted.link, ..PLAIN } };
        if !kept {
            codes.push(String::new());
        }
        for (modifier, code) in ATTRIBUTES {
            if wanted.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                codes.push(code.into());
            }
        }
        if wanted.fg != from.fg {
            codes.push(self.color(wanted.fg, 30));
        }
        if wanted.bg != from.bg {
            codes.push(self.color(wanted.bg, 40));
        }
        let _ = write!(self.out, "\x1b[{}m", codes.join(";"));
        *pen = wanted;
    }

    /// The codes for a colour; `base` is 30 for letters and 40 for ground.
    fn color(&self, color: Color, base: u8) -> String {
        let ansi = |number: u8| if number < 8 { (base + number).to_string() } else { (base + 52 + number).to_string() };
        match color {
            Color::Reset => (base + 9).to_string(),
            Color::Black => ansi(0),
            Color::Red => ansi(1),
            Color::Green => ansi(2),
            Color::Yellow => ansi(3),
            Color::Blue => ansi(4),
            Color::Magenta => ansi(5),
            Color::Cyan => ansi(6),
            Color::Gray => ansi(7),
            Color::DarkGray => ansi(8),
            Color::LightRed => ansi(9),
            Color::LightGreen => ansi(10),
            Color::LightYellow => ansi(11),
            Color::LightBlue => ansi(12),
            Color::LightMagenta => ansi(13),
            Color::LightCyan => ansi(14),
            Color::White => ansi(15),
            Color::Rgb(red, green, blue) if self.true_color => format!("{};2;{red};{green};{blue}", base + 8),
            Color::Rgb(red, green, blue) => format!("{};5;{}", base + 8, nearest(red, green, blue)),
            Color::Indexed(number) => format!("{};5;{number}", base + 8),
        }
    }
}

const ATTRIBUTES: [(Modifier, &str); 5] =
    [(Modifier::BOLD, "1"), (Modifier::DIM, "2"), (Modifier::ITALIC, "3"), (Modifier::UNDERLINED, "4"), (Modifier::REVERSED, "7")];

/// The nearest of the 240 fixed colours: the cube of six levels, or a grey.
fn nearest(red: u8, green: u8, blue: u8) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let level = |value: u8| (0..6).min_by_key(|&level| LEVELS[level].abs_diff(value)).unwrap_or(0);
    let distance = |r: u8, g: u8, b: u8| [(red, r), (green, g), (blue, b)].iter().map(|&(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>();
    let (r, g, b) = (level(red), level(green), level(blue));
    let mean = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    let step = (mean.saturating_sub(3) / 10).min(23) as u8;
    let grey = 8 + 10 * step;
    if distance(grey, grey, grey) < distance(LEVELS[r], LEVELS[g], LEVELS[b]) { 232 + step } else { (16 + 36 * r + 6 * g + b) as u8 }
}

fn cell_width(cell: &Cell) -> u16 {
    if cell.symbol().is_ascii() { 1 } else { crate::text::cell_width(cell.symbol()).max(1) as u16 }
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = u32::from(chunk[0]) << 16 | u32::from(chunk.get(1).copied().unwrap_or(0)) << 8 | u32::from(chunk.get(2).copied().unwrap_or(0));
        for digit in 0..4 {
            let shown = digit <= chunk.len();
            out.push(if shown { char::from(DIGITS[(group >> (18 - 6 * digit)) as usize & 63]) } else { '=' });
        }
    }
    out
}

/// The link of each cell, and their addresses, with everything but printable ASCII percent-encoded.
fn number_links(area: Rect, links: &[Hyperlink]) -> (Vec<u16>, Vec<String>) {
    if links.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut numbers = vec![0; usize::from(area.width) * usize::from(area.height)];
    let mut urls: Vec<String> = Vec::new();
    for link in links {
        let mut url = String::with_capacity(link.url.len());
        for byte in link.url.bytes() {
            if byte.is_ascii_graphic() {
                url.push(char::from(byte));
            } else {
                let _ = write!(url, "%{byte:02X}");
            }
        }
        let number = urls.iter().position(|known| *known == url).unwrap_or_else(|| {
            urls.push(url);
            urls.len() - 1
        });
        for column in link.columns.clone() {
            if let Some(cell) = numbers.get_mut(usize::from(link.row) * usize::from(area.width) + usize::from(column)) {
                *cell = number as u16 + 1;
            }
        }
    }
    (numbers, urls)
}

#[cfg(test)]
mod tests {
    use super::{Screen, nearest};
    use crate::view::Hyperlink;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    fn shown(screen: &mut Screen, rows: &[&str], links: &[Hyperlink]) -> String {
        let mut buffer = Buffer::with_lines(rows.to_vec());
        let mut out = Vec::new();
        screen.show(&mut buffer, links, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn nothing_is_written_where_nothing_changed() {
        let mut screen = Screen::new(true);
        assert!(shown(&mut screen, &["one", "two"], &[]).starts_with("\x1b[m\x1b[2J\x1b[1Hone\x1b[2Htwo"));
        assert_eq!(shown(&mut screen, &["one", "two"], &[]), "");
        assert_eq!(shown(&mut screen, &["one", "twa"], &[]), "\x1b[2;3Ha");
    }

    #[test]
    fn links_are_marked_and_their_addresses_encoded() {
        let mut screen = Screen::new(true);
        let link = Hyperlink { row: 0, columns: 1..2, url: "https://x/\u{1b}é".into() };
        assert!(shown(&mut screen, &["abc"], &[link]).ends_with("a\x1b]8;;https://x/%1B%C3%A9\x1b\\b\x1b]8;;\x1b\\c"));
        assert_eq!(shown(&mut screen, &["abc"], &[]), "\x1b[1;2Hb");
    }

    #[test]
    fn base64_is_as_the_standard_has_it() {
        let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        assert!(pairs.iter().all(|(words, coded)| super::base64(words.as_bytes()) == *coded));
    }

    #[test]
    fn colours_come_down_to_what_the_terminal_has() {
        assert_eq!(nearest(255, 0, 0), 196);
        assert_eq!(nearest(128, 128, 128), 244);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.set_string(0, 0, "x", Style::new().fg(Color::Rgb(255, 0, 0)));
        let mut out = Vec::new();
        Screen::new(false).show(&mut buffer, &[], &mut out).expect("a vector takes everything");
        assert!(String::from_utf8_lossy(&out).contains("38;5;196"));
    }
}
