//! What the reader writes, read back by terminals that disagree on widths: every cell is where the
//! reader thinks it is.
//!
//! The corpora of `../shared` are used where they are there, in a test of its own; lines of our own always.

use crate::desk;
use std::fmt::Write as _;
use std::path::Path;

use super::terminal_model::{Kind, Model};
use crate::annotation::Article;
use crate::desk::Desk;
use crate::input::{Hints, Kind as InputKind, read};
use crate::runtime::Screen;
use crate::text::{cell_width, clusters, is_doubtful};
use crate::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A reader, and what it writes to a terminal.
struct Seat {
    desk: Desk,
    screen: Screen,
    buffer: Buffer,
    model: Model,
}

impl Seat {
    fn new(desk: Desk, kind: Kind) -> Self {
        let (width, height) = (desk.app.reader.panels.width, desk.app.reader.panels.height);
        Self {
            desk,
            screen: Screen::new(true),
            buffer: Buffer::empty(Rect::ZERO),
            model: Model::new(kind, width, height),
        }
    }

    /// Draws, and gives the bytes written.
    fn draw(&mut self) -> usize {
        let links = view::draw(&self.desk.app, &mut self.buffer);
        let mut written = Vec::new();
        self.screen.show(&self.buffer, &links, &mut written).expect("a vector takes everything");
        self.model.read(&written);
        self.compare(&self.buffer);
        written.len()
    }

    fn press(&mut self, keys: &str) -> usize {
        self.desk.press(keys);
        self.draw()
    }

    fn compare(&self, wanted: &Buffer) {
        for y in 0..wanted.area.height {
            let mut x = 0;
            while x < wanted.area.width {
                let symbol = wanted[(x, y)].symbol();
                let shown = self.model.cell(x, y);
                // A terminal that takes a sign for wider than it has room shows a blank.
                let fits = if is_doubtful(symbol) {
                    shown == " " || symbol.starts_with(shown) || shown.starts_with(symbol)
                } else {
                    shown == symbol
                };
                assert!(
                    fits,
                    "at column {x} of row {y} stands {shown:?} instead of {symbol:?}\n{}",
                    self.desk.screen()
                );
                x += cell_width(symbol).max(1) as u16;
            }
        }
    }
}

/// Lines that terminals disagree on, with letters around them.
const ODD: &str = "One family 👩\u{200d}👩\u{200d}👧\u{200d}👦 of four, a flag 🇧🇾 and another 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}.

Hearts ❤\u{fe0f} and ❤, hands 👍🏽👍, keys 1\u{fe0f}\u{20e3}, a watch ⌚\u{fe0e} and ⌚, clouds ☁\u{fe0f}☁.

हिन्दी में कार्यक्रम, ภาษาไทยกำลัง, 한국어 한글, e\u{301}\u{302}\u{303}, Z\u{335}\u{335}, က္က, 北京「上海」。

👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀👨🏿\u{200d}🚀

שלום 👩\u{200d}🚀 (12) 🇮🇱 and سلام 👍🏽.
";

fn plain(text: &str) -> Article {
    let hints = Hints { kind: Some(InputKind::Text), ..Hints::default() };
    read(text.as_bytes().to_vec(), &hints).expect("the text of a test is an article")
}

#[test]
fn every_cell_is_where_the_reader_thinks_it_is() {
    let walk = [
        "j", "j", "k", "Space", "G", "k", "gg", "10j", "]q", "]e", "ge", "j", "gq", "j", "ga", "z",
        "j", "j", "k", "z", "?", "Esc", "]", "Esc", "+", "+", "-",
    ];
    for kind in Kind::ALL {
        for (width, height) in [(120, 40), (80, 24), (20, 6)] {
            for article in [desk::sample(), plain(&ODD.repeat(6))] {
                let mut seat = Seat::new(Desk::with(width, height, vec![article]), kind);
                seat.draw();
                for keys in walk {
                    seat.press(keys);
                }
            }
        }
    }
}

/// The files of the corpora that are hardest to show; none where they are not there.
fn corpora() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("DATELINE_SHARED"), "/corpora/dev/text");
    if cfg!(not(shared)) {
        return Vec::new();
    }
    let files = [
        "ucd-15.0/emoji-test.dev.txt",
        "ucd-15.0/GraphemeBreakTest.dev.txt",
        "blns/blns.dev.txt",
        "utf8tests/utf8tests.txt",
    ];
    let mut found = Vec::new();
    for file in files {
        let bytes = std::fs::read(Path::new(folder).join(file)).expect("a file of the corpora");
        found.push((file.to_owned(), bytes));
    }
    found
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_corpora_spill_over_no_cell() {
    for (_, bytes) in corpora() {
        let article = read(bytes, &Hints { kind: Some(InputKind::Text), ..Hints::default() })
            .expect("it is an article");
        for kind in Kind::ALL {
            for (width, height) in [(80, 24), (20, 6)] {
                let mut seat = Seat::new(Desk::with(width, height, vec![article.clone()]), kind);
                seat.draw();
                for _ in 0..8 {
                    seat.press("5Space");
                    seat.press("j");
                }
                seat.press("G");
            }
        }
    }
}

/// Every emoji of the standard between two letters, in a list so long that all are seen: the letter
/// behind stands where the width of the emoji says.
#[test]
fn no_emoji_moves_what_stands_behind_it() {
    let listed = corpora().into_iter().find(|(name, _)| name.contains("emoji-test"));
    let mut lines = String::new();
    for cluster in ODD.split_whitespace().flat_map(|word| {
        clusters(word).map(|(_, cluster, _)| cluster.to_owned()).collect::<Vec<_>>()
    }) {
        let _ = write!(lines, "a{cluster}b\n\n");
    }
    let text =
        listed.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let points = line.split(';').next().unwrap_or_default().split_whitespace();
        let emoji: String = points
            .filter_map(|point| char::from_u32(u32::from_str_radix(point, 16).ok()?))
            .collect();
        let _ = write!(lines, "a{emoji}b\n\n");
    }
    let article = plain(&lines);
    for kind in Kind::ALL {
        let mut seat = Seat::new(Desk::with(40, 50, vec![article.clone()]), kind);
        seat.draw();
        for _ in 0..article.document.blocks().len() / 20 {
            seat.press("Space");
        }
    }
}

/// What a scrolled line costs, so that it does not grow unseen.
#[test]
fn a_scrolled_line_takes_few_bytes() {
    for (width, height, keys, most) in [(120, 40, "", 1900), (120, 40, "z", 200), (40, 12, "", 120)]
    {
        let mut seat = Seat::new(Desk::new(width, height), Kind::Clusters);
        seat.draw();
        if !keys.is_empty() {
            seat.press(keys);
        }
        let bytes =
            (0..20).map(|step| seat.press(if step % 2 == 0 { "j" } else { "k" })).sum::<usize>()
                / 20;
        eprintln!("{width}x{height} {keys}: {bytes} bytes a scrolled line");
        assert!(bytes <= most, "a scrolled line takes {bytes} bytes at {width}×{height}");
    }
}

/// Bytes that ratatui's own writer takes for the same frames: its difference of two buffers, in the
/// sequences of its backend for crossterm.
#[derive(Default)]
struct Peer {
    shown: Buffer,
}

impl Peer {
    fn draw(&mut self, buffer: &Buffer) -> usize {
        use ratatui::backend::{Backend, CrosstermBackend};
        if self.shown.area != buffer.area {
            self.shown = Buffer::empty(buffer.area);
        }
        let mut written = Vec::new();
        let mut backend = CrosstermBackend::new(&mut written);
        backend.draw(self.shown.diff(buffer).into_iter()).expect("a vector takes everything");
        self.shown.clone_from(buffer);
        written.len()
    }
}

/// What keeps the writer of our own: a line scrolled costs a fraction of the bytes.
#[test]
fn a_scrolled_line_takes_less_than_half_of_what_ratatui_s_writer_takes() {
    let mut seat = Seat::new(Desk::new(120, 40), Kind::ALL[0]);
    let mut peer = Peer::default();
    seat.draw();
    peer.draw(&seat.buffer);
    let (mut own, mut other) = (0, 0);
    for _ in 0..40 {
        own += seat.press("j");
        other += peer.draw(&seat.buffer);
    }
    eprintln!("{} bytes a line, {} by ratatui's writer", own / 40, other / 40);
    assert!(own > 0 && own * 2 < other, "{own} bytes to {other}");
}
