//! Taking the terminal and giving it back whole.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::service::worker;

/// Alternate screen, no cursor, no wrapping at the edge, bracketed paste, reports of the window's
/// focus.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[?1004h";
/// Presses, the wheel, and motion while a button is held, in a form that knows large screens; no
/// other motion, so that a moving mouse wakes nobody.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Everything back, in a form that is right whatever was on.
const LEAVE: &str = "\x1b[?2026l\x1b[m\x1b]8;;\x1b\\\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Asks whether kitty's keyboard protocol is known. Those who do not say nothing.
const KNOWS_KEYBOARD: &str = "\x1b[?u";
/// Asks for the background.
const BACKGROUND: &str = "\x1b]11;?\x1b\\";
/// Asks what the terminal is. Every terminal answers this, and in order: after its answer no other
/// is awaited.
const ATTRIBUTES: &str = "\x1b[c";
/// Keys in a form that tells Esc from the beginning of a sequence, and ^I from Tab. The terminal
/// keeps a stack for each screen.
const PUSH_KEYBOARD: &str = "\x1b[>1u";
const POP_KEYBOARD: &str = "\x1b[<u";

/// The program orders right-to-left text, not the terminal (ECMA-48, BDSM), and the other way
/// round.
const ORDERED: &str = "\x1b[8l";
const UNORDERED: &str = "\x1b[8h";

/// Whether the terminal was told that text comes in its order. Only those that know this are.
static IN_ORDER: AtomicBool = AtomicBool::new(false);
/// Whether the terminal has said that it knows kitty's keyboard protocol. A panic must know it too,
/// hence here.
static KEYBOARD: AtomicBool = AtomicBool::new(false);

/// What the terminal is asked. Its answers come like keys, some time or never; nobody waits for
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Questions {
    pub background: bool,
    pub keyboard: bool,
}

impl Questions {
    pub(super) fn any(self) -> bool {
        self.background || self.keyboard
    }
}

/// Takes the terminal.
pub(super) fn enter(mouse: bool, questions: Questions) -> io::Result<()> {
    enable_raw_mode()?;
    let mut words = ENTER.to_owned();
    if mouse {
        words.push_str(MOUSE);
    }
    if KEYBOARD.load(Ordering::Relaxed) {
        words.push_str(PUSH_KEYBOARD);
    }
    write(&words)?;
    ask(questions)
}

/// Asks the terminal.
pub(super) fn ask(questions: Questions) -> io::Result<()> {
    let keyboard = questions.keyboard && !KEYBOARD.load(Ordering::Relaxed);
    let mut words = String::new();
    words.push_str(if keyboard { KNOWS_KEYBOARD } else { "" });
    words.push_str(if questions.background { BACKGROUND } else { "" });
    if !words.is_empty() {
        words.push_str(ATTRIBUTES);
    }
    write(&words)
}

/// The terminal said that it knows kitty's keyboard protocol: use it until [`leave`].
pub(super) fn use_keyboard() -> io::Result<()> {
    if KEYBOARD.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    write(PUSH_KEYBOARD)
}

/// Says whether right-to-left text comes in its order, to a terminal that would else order it
/// itself.
pub(super) fn in_order(ordered: bool) -> io::Result<()> {
    if IN_ORDER.swap(ordered, Ordering::Relaxed) == ordered {
        Ok(())
    } else {
        write(if ordered { ORDERED } else { UNORDERED })
    }
}

/// Gives the terminal back. Harmless where it was not taken; a terminal that is gone is no error.
pub(super) fn leave() {
    let order = if IN_ORDER.swap(false, Ordering::Relaxed) { UNORDERED } else { "" };
    let keyboard = if KEYBOARD.load(Ordering::Relaxed) { POP_KEYBOARD } else { "" };
    let _ = write(&format!("{order}{keyboard}{LEAVE}"));
    let _ = disable_raw_mode();
}

fn write(words: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(words.as_bytes())?;
    out.flush()
}

/// Gives the terminal back before the message of a panic that ends the program is printed, so that
/// it can be read. A panic that is contained, or that ends no more than a thread, leaves the screen
/// as it is: who waits for the thread tells of it. To be called by the thread that has the
/// terminal.
pub(super) fn leave_on_panic() {
    worker::keep_quiet();
    let report = std::panic::take_hook();
    let own = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if worker::is_contained() {
            report(info);
        } else if std::thread::current().id() == own {
            leave();
            report(info);
        }
    }));
}

/// The cells of a line of the terminal that standard output is; `None` where it is none.
pub(crate) fn columns() -> Option<usize> {
    let size = io::stdout().is_terminal().then(crossterm::terminal::size)?;
    size.ok().map(|(columns, _)| usize::from(columns))
}
