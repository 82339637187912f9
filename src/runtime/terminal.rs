//! Taking the terminal and giving it back whole.

use std::io::{self, Write};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Alternate screen, no cursor, no wrapping at the edge, bracketed paste.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h";
/// Presses and the wheel, in a form that knows large screens; no motion, so that a moving mouse wakes nobody.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
/// Everything back, in a form that is right whatever was on.
const LEAVE: &str = "\x1b[?2026l\x1b[m\x1b]8;;\x1b\\\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Takes the terminal.
pub fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout().lock();
    out.write_all(ENTER.as_bytes())?;
    if mouse {
        out.write_all(MOUSE.as_bytes())?;
    }
    out.flush()
}

/// Gives the terminal back. Harmless where it was not taken; a terminal that is gone is no error.
pub fn leave() {
    let mut out = io::stdout().lock();
    let _ = out.write_all(LEAVE.as_bytes());
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// Gives the terminal back before a panic's message is printed, so that it can be read.
pub fn leave_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        leave();
        report(info);
    }));
}
