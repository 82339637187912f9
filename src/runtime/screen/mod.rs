//! From cells to the terminal: only what changed, in as few bytes as it takes, and right on
//! terminals that think otherwise of how wide an emoji is.
//!
//! - Rows that moved as a whole are moved by the terminal, where that leaves less to write.
//! - A **doubtful** cluster, whose width terminals do not agree on, is written onto blanks, and
//!   what follows it is written anew at its own column: a terminal that thinks it narrower shows a
//!   blank behind it, one that thinks it wider is painted over.

mod grid;
mod links;
mod pen;
mod scroll;

use std::fmt::Write as _;
use std::io::{self, Write};

use super::notify::notification;
use crate::text::{is_doubtful, most_cells};
use crate::view::Hyperlink;
use base64::prelude::{BASE64_STANDARD, Engine};
use grid::{Grid, Sign};
use links::Links;
use pen::Pen;
use ratatui::buffer::Buffer;
use scroll::Scroll;

/// What the terminal shows, and what it takes to show something else.
pub(crate) struct Screen {
    shown: Grid,
    /// What is to be shown; kept so that its memory is.
    next: Grid,
    shown_links: Links,
    true_color: bool,
    /// Everything must be drawn.
    stale: bool,
    out: String,
    /// What is to go to the clipboard, in base 64.
    clipboard: Option<String>,
    /// Sequences that tell something outside the window.
    notifications: String,
}

/// A run of unchanged cells up to this long is written again: moving the cursor over it takes as
/// many bytes.
const GAP: u16 = 4;
/// A run of blank cells from here on is erased rather than written.
const BLANKS: u16 = 10;
/// The same at the end of a row, where erasing takes three bytes and no moving on.
const LAST_BLANKS: u16 = 4;
/// Frames longer than this are marked as one, so that a terminal shows them at once.
const LARGE_FRAME: usize = 1024;

/// Where the terminal's cursor is, as far as that is known.
#[derive(Clone, Copy, Default)]
struct Cursor {
    row: Option<u16>,
    column: Option<u16>,
}

impl Screen {
    pub(crate) fn new(true_color: bool) -> Self {
        Self {
            shown: Grid::default(),
            next: Grid::default(),
            shown_links: Links::default(),
            true_color,
            stale: true,
            out: String::new(),
            clipboard: None,
            notifications: String::new(),
        }
    }

    /// The terminal may show anything: draw all of it next time.
    pub(crate) fn forget(&mut self) {
        self.stale = true;
    }

    /// Puts words into the terminal's clipboard (OSC 52), with the next frame.
    pub(crate) fn copy(&mut self, words: &str) {
        self.clipboard = Some(BASE64_STANDARD.encode(words));
    }

    /// Tells a line outside the window, with the next frame.
    pub(crate) fn notify(&mut self, words: &str) {
        self.notifications.push_str(&notification(words));
    }

    /// Writes what differs from what is shown, in one go.
    pub(crate) fn show(
        &mut self,
        buffer: &Buffer,
        links: &[Hyperlink],
        terminal: &mut impl Write,
    ) -> io::Result<()> {
        let links = Links::of(buffer.area, links);
        self.next.take(buffer);
        self.out.clear();
        if self.stale
            || (self.shown.width, self.shown.height) != (self.next.width, self.next.height)
        {
            self.out.push_str("\x1b[m\x1b[2J");
            self.shown = Grid::blank(self.next.width, self.next.height);
            self.shown_links = Links::default();
        } else if let Some(scroll) = scroll::find(&self.shown, &self.next) {
            self.scroll(&scroll);
        }
        self.stale = false;
        let (shown, shown_links, next) = (&self.shown, &self.shown_links, &self.next);
        let (pen, cursor, out) = (Pen::PLAIN, Cursor::default(), &mut self.out);
        Frame {
            shown,
            shown_links,
            next,
            buffer,
            links: &links,
            true_color: self.true_color,
            pen,
            cursor,
            out,
        }
        .write();
        std::mem::swap(&mut self.shown, &mut self.next);
        self.shown_links = links;
        self.out.push_str(&std::mem::take(&mut self.notifications));
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

    /// Has the terminal move rows: lines are deleted at one end of the rows that take part and
    /// blank ones come in at the other. Every terminal knows this, the Linux console too.
    fn scroll(&mut self, scroll: &Scroll) {
        let (top, bottom, by) =
            (scroll.rows.start, scroll.rows.end, scroll.up.unsigned_abs() as u16);
        let kind = if scroll.up > 0 { 'M' } else { 'L' };
        let _ =
            write!(self.out, "\x1b[{};{bottom}r\x1b[{}H\x1b[{by}{kind}\x1b[r", top + 1, top + 1);
        let width = usize::from(self.shown.width);
        let (rows, moved) =
            (usize::from(top) * width..usize::from(bottom) * width, usize::from(by) * width);
        let links =
            (!self.shown_links.cells.is_empty()).then(|| &mut self.shown_links.cells[rows.clone()]);
        let cells = &mut self.shown.signs[rows];
        let new = if scroll.up > 0 {
            cells.rotate_left(moved);
            cells.len() - moved..cells.len()
        } else {
            cells.rotate_right(moved);
            0..moved
        };
        cells[new.clone()].fill(Sign::BLANK);
        if let Some(links) = links {
            if scroll.up > 0 {
                links.rotate_left(moved);
            } else {
                links.rotate_right(moved);
            }
            links[new].fill(0);
        }
    }
}

/// One frame as it is being written.
struct Frame<'a> {
    shown: &'a Grid,
    shown_links: &'a Links,
    next: &'a Grid,
    buffer: &'a Buffer,
    links: &'a Links,
    true_color: bool,
    pen: Pen,
    cursor: Cursor,
    out: &'a mut String,
}

impl Frame<'_> {
    fn write(&mut self) {
        let linked = !self.links.cells.is_empty() || !self.shown_links.cells.is_empty();
        for row in 0..self.next.height {
            if linked || self.shown.row(row) != self.next.row(row) {
                self.row(row);
            }
        }
        self.pen.become_as(Pen::PLAIN, &self.links.urls, self.true_color, self.out);
    }

    fn row(&mut self, y: u16) {
        let width = self.next.width;
        let mut x = 0;
        // Cells before this one are written whatever the terminal is thought to show there.
        let mut doubt = 0;
        while x < width {
            let index = self.index(x, y);
            let cells = self.next.signs[index].width();
            if x >= doubt
                && !(index..index + usize::from(cells.min(width - x)))
                    .any(|index| self.differs(index))
            {
                x += cells;
                continue;
            }
            self.go(x, y);
            let cell = &self.buffer.content[index];
            let wanted = Pen::of(cell, self.links.at(index));
            let blank = cell.symbol() == " ";
            if !(blank && self.pen.is_alike_on_blanks(&wanted)) {
                self.pen.become_as(wanted, &self.links.urls, self.true_color, self.out);
            }
            // Terminals blank a wide character whole when half of it is written over.
            doubt = doubt.max(x + self.shown.signs[index].width());
            let blanks = if blank { self.blanks(index, width - x) } else { 0 };
            if blanks >= BLANKS || (blanks >= LAST_BLANKS && x + blanks == width) {
                let _ = if x + blanks == width {
                    write!(self.out, "\x1b[K")
                } else {
                    write!(self.out, "\x1b[{blanks}X")
                };
                x += blanks;
            } else if cell.symbol().is_ascii() {
                self.out.push_str(cell.symbol());
                x += 1;
                self.at(x);
            } else {
                doubt = doubt.max(x + self.cluster(cell.symbol(), cells, x));
                x += cells;
            }
        }
    }

    /// Writes a cluster that is not ASCII, and gives the cells that some terminal may take for it.
    fn cluster(&mut self, cluster: &str, cells: u16, x: u16) -> u16 {
        if !is_doubtful(cluster) {
            self.out.push_str(cluster);
            self.at(x + cells);
            return cells;
        }
        if cells > 1 {
            self.out.extend(std::iter::repeat_n(' ', usize::from(cells)));
            let _ = write!(self.out, "\x1b[{}G", x + 1);
        }
        self.out.push_str(cluster);
        self.cursor.column = None;
        (most_cells(cluster) as u16).max(cells)
    }

    /// The cursor has come to column `x` of its row. Behind the last one terminals differ.
    fn at(&mut self, x: u16) {
        self.cursor.column = Some(x).filter(|&x| x < self.next.width);
    }

    /// Moves the cursor in as few bytes as it takes, or writes the unchanged cells between again.
    fn go(&mut self, x: u16, y: u16) {
        match (self.cursor.row, self.cursor.column) {
            (Some(row), Some(column)) if row == y && column == x => {}
            (Some(row), Some(column))
                if row == y && column < x && x - column <= GAP && self.may_repeat(column, x, y) =>
            {
                for between in column..x {
                    let index = self.index(between, y);
                    self.out.push_str(self.buffer.content[index].symbol());
                }
            }
            (Some(row), Some(column)) if row == y && column < x => {
                let _ = if x - column == 1 {
                    write!(self.out, "\x1b[C")
                } else {
                    write!(self.out, "\x1b[{}C", x - column)
                };
            }
            (Some(row), _) if row == y => self.go_to_column(x),
            // A line feed keeps the column, or does not: the column is said anew.
            (Some(row), _) if row + 1 == y => {
                self.out.push('\n');
                self.go_to_column(x);
            }
            _ if x == 0 => {
                let _ = write!(self.out, "\x1b[{}H", y + 1);
            }
            _ => {
                let _ = write!(self.out, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
        self.cursor = Cursor { row: Some(y), column: Some(x) };
    }

    fn go_to_column(&mut self, x: u16) {
        if x == 0 {
            self.out.push('\r');
        } else {
            let _ = write!(self.out, "\x1b[{}G", x + 1);
        }
    }

    /// Whether the unchanged cells may be written again with the pen at hand.
    fn may_repeat(&self, from: u16, to: u16, y: u16) -> bool {
        (from..to).all(|x| {
            let index = self.index(x, y);
            let cell = &self.buffer.content[index];
            let pen = Pen::of(cell, self.links.at(index));
            cell.symbol().is_ascii()
                && (pen == self.pen || (cell.symbol() == " " && pen.is_alike_on_blanks(&self.pen)))
        })
    }

    /// How many blank cells follow that erasing would leave so, this one counted in.
    fn blanks(&self, index: usize, most: u16) -> u16 {
        if !self.pen.erases() {
            return 0;
        }
        let blank = |at: usize| {
            self.buffer.content[at].symbol() == " "
                && Pen::of(&self.buffer.content[at], self.links.at(at)).erases()
        };
        (0..most).take_while(|&offset| blank(index + usize::from(offset))).count() as u16
    }

    /// Whether the cell looks otherwise than what is shown.
    fn differs(&self, index: usize) -> bool {
        self.shown.signs[index] != self.next.signs[index]
            || !self.links.leads_alike(self.shown_links, index)
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.next.width) + usize::from(x)
    }
}

#[cfg(test)]
mod tests {
    use super::Screen;
    use crate::view::Hyperlink;
    use ratatui::buffer::Buffer;

    fn shown(screen: &mut Screen, rows: &[&str], links: &[Hyperlink]) -> String {
        let buffer = Buffer::with_lines(rows.to_vec());
        let mut out = Vec::new();
        screen.show(&buffer, links, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn nothing_is_written_where_nothing_changed() {
        let mut screen = Screen::new(true);
        assert_eq!(shown(&mut screen, &["one", "two"], &[]), "\x1b[m\x1b[2J\x1b[1Hone\n\rtwo");
        assert_eq!(shown(&mut screen, &["one", "two"], &[]), "");
        assert_eq!(shown(&mut screen, &["one", "twa"], &[]), "\x1b[2;3Ha");
    }

    #[test]
    fn links_are_marked_and_their_addresses_encoded() {
        let mut screen = Screen::new(true);
        let link = Hyperlink { row: 0, columns: 1..2, url: "https://x/\u{1b}é".into() };
        assert!(
            shown(&mut screen, &["abc"], &[link])
                .ends_with("a\x1b]8;;https://x/%1B%C3%A9\x1b\\b\x1b]8;;\x1b\\c")
        );
        assert_eq!(shown(&mut screen, &["abc"], &[]), "\x1b[1;2Hb");
    }

    #[test]
    fn chinese_is_written_in_one_go_and_emoji_are_kept_in_their_cells() {
        let mut screen = Screen::new(true);
        assert!(shown(&mut screen, &["北京’x"], &[]).ends_with("北京’x"));
        let mut screen = Screen::new(true);
        assert!(
            shown(&mut screen, &["a👩\u{200d}👧b"], &[])
                .ends_with("a  \x1b[2G👩\u{200d}👧\x1b[4Gb")
        );
    }
}
