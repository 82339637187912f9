//! What comes from the terminal, in our own words.
//!
//! A thread waits for the terminal without waking for anything else. It can be paused, so that
//! another program has the terminal to itself. The bytes are read here rather than by the terminal
//! library, because its answers to questions (its background, its keyboard) must never pass for
//! keys, however late they come and wherever they are cut.

mod clicks;
mod decode;
mod keys;

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::event::{Event, Heard};
use crate::app::{Msg, Notice};
use crate::service::worker;
use clicks::Clicks;
use decode::Decoder;

/// How long the rest of a key's bytes may take before what came stands for itself (a lone `Esc`).
const REST: Duration = Duration::from_millis(50);
/// How long the rest of a terminal's answer may take before it is dropped.
const ANSWER: Duration = Duration::from_secs(1);

/// The thread that waits for the terminal.
pub(super) struct Listener {
    wake: UnixStream,
    stopped: Receiver<()>,
    go_on: Sender<()>,
}

impl Listener {
    /// Starts the thread, which ends when the terminal is gone or nobody listens.
    pub(super) fn start(events: Sender<Event>) -> io::Result<Self> {
        let (wake, woken) = UnixStream::pair()?;
        let (has_stopped, stopped) = channel();
        let (go_on, may_go_on) = channel();
        let mut ear = Ear {
            terminal: terminal()?,
            woken,
            has_stopped,
            may_go_on,
            decoder: Decoder::default(),
            clicks: Clicks::default(),
            events,
        };
        let told = ear.events.clone();
        worker::until_done(
            move || {
                // What was half heard when it panicked is forgotten with it.
                ear.decoder = Decoder::default();
                if ear.listen().is_err() {
                    let _ = ear.events.send(Event::TerminalGone);
                }
            },
            move |fault| {
                let words = fault.words("Hearing the last key");
                let _ = told.send(Event::Msg(Msg::Told(Notice::alarm(words))));
            },
        );
        Ok(Self { wake, stopped, go_on })
    }

    /// Nothing is read from the terminal from here on until [`Self::resume`].
    pub(super) fn pause(&mut self) {
        if self.wake.write_all(&[0]).is_ok() {
            // An ear that is gone hears nothing either.
            let _ = self.stopped.recv();
        }
    }

    pub(super) fn resume(&self) {
        let _ = self.go_on.send(());
    }
}

/// What the thread holds.
struct Ear {
    terminal: OwnedFd,
    woken: UnixStream,
    has_stopped: Sender<()>,
    may_go_on: Receiver<()>,
    decoder: Decoder,
    clicks: Clicks,
    events: Sender<Event>,
}

impl Ear {
    /// Ends with an error when the terminal is gone, without one when nobody listens.
    fn listen(&mut self) -> io::Result<()> {
        let mut bytes = [0; 4096];
        loop {
            let (readable, paused) = wait(&self.terminal, &self.woken, self.patience())?;
            if paused {
                if self.woken.read(&mut [0])? == 0 {
                    return Ok(());
                }
                self.decoder = Decoder::default();
                if self.has_stopped.send(()).is_err() || self.may_go_on.recv().is_err() {
                    return Ok(());
                }
                continue;
            }
            let heard = if readable {
                match rustix::io::read(&self.terminal, &mut bytes) {
                    Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                    Ok(count) => self.decoder.take(&bytes[..count]),
                    Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
                    Err(error) => return Err(error.into()),
                }
            } else {
                self.decoder.give_up()
            };
            for heard in heard {
                let heard = if let Heard::Mouse(mouse) = heard {
                    Heard::Mouse(self.clicks.count(mouse, Instant::now()))
                } else {
                    heard
                };
                if self.events.send(Event::Heard(heard)).is_err() {
                    return Ok(());
                }
            }
        }
    }

    /// How long to wait for more: for ever, unless something has begun.
    fn patience(&self) -> Option<Duration> {
        self.decoder.waits().then(|| if self.decoder.in_answer() { ANSWER } else { REST })
    }
}

/// Standard input where it is a terminal, else the terminal that the program was started from (`cat
/// article | dateline -`).
fn terminal() -> io::Result<OwnedFd> {
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        stdin.try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

/// Waits; says whether the terminal has something, and whether a pause is wanted. Neither: the time
/// is over.
fn wait(
    terminal: &OwnedFd,
    woken: &UnixStream,
    patience: Option<Duration>,
) -> io::Result<(bool, bool)> {
    let mut both = [
        PollFd::from_borrowed_fd(terminal.as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(woken.as_fd(), PollFlags::IN),
    ];
    let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
    match poll(&mut both, patience.as_ref()) {
        Ok(_) => Ok((!both[0].revents().is_empty(), !both[1].revents().is_empty())),
        // A signal: whoever it concerns has heard of it. Nothing is readable, but the time is not
        // over either.
        Err(rustix::io::Errno::INTR) => wait_again(terminal, woken),
        Err(error) => Err(error.into()),
    }
}

/// After a signal: what is there now. An unfinished key is given up a little early at worst.
fn wait_again(terminal: &OwnedFd, woken: &UnixStream) -> io::Result<(bool, bool)> {
    let mut both = [
        PollFd::from_borrowed_fd(terminal.as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(woken.as_fd(), PollFlags::IN),
    ];
    match poll(&mut both, Some(&Timespec::default())) {
        Ok(_) => Ok((!both[0].revents().is_empty(), !both[1].revents().is_empty())),
        Err(rustix::io::Errno::INTR) => Ok((false, false)),
        Err(error) => Err(error.into()),
    }
}

/// Reads and forgets what the terminal still says, until it has answered or the time is over: what
/// it answers after the program has ended would be typed into the shell. The listener must be
/// paused.
pub(super) fn drain(time: Duration) {
    let Ok(terminal) = terminal() else { return };
    let until = Instant::now() + time;
    let mut decoder = Decoder::default();
    let mut bytes = [0; 1024];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let mut one = [PollFd::from_borrowed_fd(terminal.as_fd(), PollFlags::IN)];
        let Ok(left) = Timespec::try_from(left) else { return };
        if !matches!(poll(&mut one, Some(&left)), Ok(1..)) {
            return;
        }
        let Ok(count @ 1..) = rustix::io::read(&terminal, &mut bytes) else { return };
        if decoder.take(&bytes[..count]).contains(&Heard::Attributes) {
            return;
        }
    }
}
