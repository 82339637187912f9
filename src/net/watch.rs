//! A socket that never blocks for longer than its owner allows: it looks at the cancel flag ten
//! times a second and at the time limits of the phase it is in.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::cancel::Cancel;
use super::error::{NetError, Phase};

/// How often a waiting request looks up.
pub(super) const LOOK: Duration = Duration::from_millis(100);

/// What ends a request: the user, or one of two clocks.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    pub(super) cancel: Cancel,
    /// When everything must be over, and how long that was in all.
    pub(super) whole: Instant,
    pub(super) whole_limit: Duration,
    /// The limit for the wait that comes next, counted from when the wait begins.
    pub(super) phase: Phase,
    pub(super) phase_limit: Duration,
    /// The limit between two bytes, once the first has come.
    pub(super) stall: Duration,
}

/// Why a watched wait ended; travels inside an [`io::Error`].
#[derive(Clone, Debug, thiserror::Error)]
#[error(transparent)]
struct Ended(#[from] NetError);

impl Watch {
    /// Fails if the request should end now; `since` is when the present wait began.
    pub(super) fn check(&self, since: Instant) -> Result<(), NetError> {
        if self.cancel.is_cancelled() {
            return Err(NetError::Cancelled);
        }
        let now = Instant::now();
        if now >= self.whole {
            return Err(NetError::TimedOut { phase: Phase::Whole, after: self.whole_limit });
        }
        if now.duration_since(since) >= self.phase_limit {
            return Err(NetError::TimedOut { phase: self.phase, after: self.phase_limit });
        }
        Ok(())
    }

    pub(super) fn enter(&mut self, phase: Phase, limit: Duration) {
        self.phase = phase;
        self.phase_limit = limit;
    }
}

/// A TCP connection under watch.
#[derive(Debug)]
pub(super) struct WatchedSocket {
    socket: TcpStream,
    pub(super) watch: Watch,
}

impl WatchedSocket {
    pub(super) fn new(socket: TcpStream, watch: Watch) -> io::Result<Self> {
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(LOOK))?;
        socket.set_write_timeout(Some(LOOK))?;
        Ok(Self { socket, watch })
    }

    /// Whether the other side is still there and has said nothing more: only then can the
    /// connection serve again.
    pub(super) fn is_quiet(&self) -> bool {
        let mut byte = [0];
        if self.socket.set_nonblocking(true).is_err() {
            return false;
        }
        let quiet = matches!(self.socket.peek(&mut byte), Err(why) if why.kind() == io::ErrorKind::WouldBlock);
        self.socket.set_nonblocking(false).is_ok() && quiet
    }

    fn watched<T>(
        &mut self,
        mut step: impl FnMut(&mut TcpStream) -> io::Result<T>,
    ) -> io::Result<T> {
        let since = Instant::now();
        loop {
            self.watch.check(since).map_err(|why| io::Error::other(Ended(why)))?;
            match step(&mut self.socket) {
                Err(why)
                    if matches!(
                        why.kind(),
                        io::ErrorKind::WouldBlock
                            | io::ErrorKind::TimedOut
                            | io::ErrorKind::Interrupted
                    ) => {}
                done => return done,
            }
        }
    }
}

impl Read for WatchedSocket {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let got = self.watched(|socket| socket.read(into))?;
        if got > 0 && self.watch.phase == Phase::FirstByte {
            let stall = self.watch.stall;
            self.watch.enter(Phase::Stall, stall);
        }
        Ok(got)
    }
}

impl Write for WatchedSocket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.watched(|socket| socket.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The error inside `why` if a watch ended the wait, else the loss of the connection in words.
pub(super) fn ended(why: &io::Error) -> NetError {
    match why.get_ref().and_then(|inner| inner.downcast_ref::<Ended>()) {
        Some(Ended(error)) => error.clone(),
        None => NetError::Lost { why: super::target::brief(&why.to_string()) },
    }
}
