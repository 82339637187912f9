//! What the loop waits for, and the signals among it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

use crate::app::{Key, Mouse, Msg};
use crate::service::worker;

/// What the loop waits for.
pub(super) enum Event {
    Msg(Msg),
    /// From the terminal.
    Heard(Heard),
    Signal(i32),
    /// A line of linear mode; `None` at the end of the input.
    Line(Option<String>),
    TerminalGone,
}

/// What the terminal said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Key(Key),
    Mouse(Mouse),
    Paste(String),
    /// The terminal's window has the keyboard, or has lost it.
    Focus(bool),
    /// Its background, in 8 bits a colour.
    Background([u8; 3]),
    /// It knows the keyboard protocol of kitty.
    Keyboard,
    /// What it is: the answer to the question that every terminal answers, which therefore is asked
    /// last.
    Attributes,
}

/// How the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// By the reader's word.
    Quit,
    /// By a signal, or because the terminal is gone (SIGHUP).
    Signal(i32),
}

/// Passes signals on to the loop. While the terminal is lent to another program, its keys are not
/// for us: an interrupt is left to that program, and a stop stops us at once, so that the shell
/// comes back.
pub(super) fn watch_signals(events: Sender<Event>, lent: Arc<AtomicBool>) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH,
    ])?;
    let pass_on = move || {
        for signal in signals.forever() {
            if lent.load(Ordering::Relaxed) {
                match signal {
                    SIGTSTP => {
                        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                        continue;
                    }
                    SIGINT | SIGQUIT | SIGWINCH => continue,
                    _ => {}
                }
            }
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    };
    worker::until_done(pass_on, |_| {});
    Ok(())
}
