//! The program in a pseudo-terminal of 120×40: when something is on its screen, and how long a key
//! takes.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Nothing more comes after so long.
const QUIET: Duration = Duration::from_millis(15);
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    pieces: Receiver<(Instant, Vec<u8>)>,
    model: vt100::Parser,
    started: Instant,
    // The terminal is gone when this is.
    _master: Box<dyn MasterPty + Send>,
}

impl Screen {
    pub(crate) fn start(program: &Path, home: &Path) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 })
            .expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.arg("--home");
        command.arg(home);
        command.env("TERM", "xterm-256color");
        let mut output = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let (send, pieces) = channel();
        std::thread::spawn(move || {
            let mut piece = vec![0; 1 << 16];
            while let Ok(count @ 1..) = output.read(&mut piece) {
                let _ = send.send((Instant::now(), piece[..count].to_vec()));
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        Self {
            child,
            keys,
            pieces,
            model: vt100::Parser::new(40, 120, 0),
            started,
            _master: pair.master,
        }
    }

    fn take(&mut self, wait: Duration) -> Option<Instant> {
        match self.pieces.recv_timeout(wait) {
            Ok((at, bytes)) => {
                // Who the terminal is: answered at once, as terminals do.
                if bytes.windows(3).any(|three| three == b"\x1b[c") {
                    self.send(b"\x1b[?62;22c");
                }
                self.model.process(&bytes);
                Some(at)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }

    fn send(&mut self, keys: &[u8]) {
        self.keys.write_all(keys).expect("it listens");
        self.keys.flush().expect("it listens");
    }

    /// Milliseconds from the start of the program until `words` are on the screen.
    pub(crate) fn until(&mut self, words: &str) -> f64 {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let at = self.take(Duration::from_millis(50));
            if let Some(at) = at
                && self.model.screen().contents().contains(words)
            {
                return at.duration_since(self.started).as_secs_f64() * 1000.0;
            }
        }
        panic!("“{words}” did not come: {}", self.model.screen().contents());
    }

    /// Waits until nothing was drawn for so long.
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while self.take(quiet).is_some() {}
    }

    /// Milliseconds from a key to the last byte that it draws; `None` where it draws nothing.
    pub(crate) fn press(&mut self, key: &[u8]) -> Option<f64> {
        let from = Instant::now();
        self.send(key);
        let mut last = self.take(Duration::from_millis(500))?;
        while last.duration_since(from) < Duration::from_millis(400)
            && let Some(at) = self.take(QUIET)
        {
            last = at;
        }
        Some(last.duration_since(from).as_secs_f64() * 1000.0)
    }

    /// Milliseconds from a key to the first byte drawn after it.
    pub(crate) fn answer(&mut self, key: &[u8]) -> Option<f64> {
        while self.take(Duration::ZERO).is_some() {}
        let from = Instant::now();
        self.send(key);
        Some(self.take(Duration::from_millis(500))?.duration_since(from).as_secs_f64() * 1000.0)
    }

    /// Peak and present memory in MB, where the system tells.
    pub(crate) fn memory(&self) -> (f64, f64) {
        let about = self
            .child
            .process_id()
            .and_then(|id| std::fs::read_to_string(format!("/proc/{id}/status")).ok())
            .unwrap_or_default();
        let of = |name: &str| {
            let line = about.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.trim()
                .split(' ')
                .next()
                .and_then(|number| number.parse::<f64>().ok())
                .unwrap_or_default()
                / 1024.0
        };
        (of("VmHWM:"), of("VmRSS:"))
    }

    /// Leaves the program: `q` once more where one only closed something, and the end where that
    /// does not help.
    pub(crate) fn quit(mut self) {
        for _ in 0..20 {
            if self.keys.write_all(b"q").and_then(|()| self.keys.flush()).is_err() {
                break;
            }
            self.settle(Duration::from_millis(300));
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
