//! Files that hold many inputs → one [`Record`] after the other, of which one is in memory: web
//! archives (WARC, ISO 28500; the older ARC) and mailboxes (mbox, RFC 4155).
//!
//! What is broken costs its own record: it becomes an [`ArchiveError`], and reading goes on at the
//! next place where a record begins.

mod arc;
mod frames;
mod http;
mod lines;
mod mbox;
mod warc;

use std::io::BufRead;

use jiff::Timestamp;

use super::{Hints, Stop};
pub(crate) use frames::{Frames, is_packed_with_zstd};
use lines::Lines;

/// Bytes of one record at most; a larger one is passed over.
const MOST: u64 = 64 << 20;

/// One input within an archive.
#[derive(Debug)]
pub(crate) struct Record {
    pub bytes: Vec<u8>,
    /// Its kind and its address, as the archive tells them.
    pub hints: Hints,
    /// When it was archived.
    pub archived: Option<Timestamp>,
}

/// What an archive is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArchiveKind {
    Warc,
    Arc,
    Mbox,
}

impl ArchiveKind {
    /// Told by the first bytes, unpacked.
    pub(crate) fn of(beginning: &[u8]) -> Option<Self> {
        if beginning.starts_with(b"WARC/1.") || beginning.starts_with(b"WARC/0.") {
            Some(Self::Warc)
        } else if beginning.starts_with(b"filedesc://") {
            Some(Self::Arc)
        } else if mbox::begins(beginning) {
            Some(Self::Mbox)
        } else {
            None
        }
    }
}

/// Why a record could not be read. `number` counts from 1.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    #[error("record {number} is broken: {why}")]
    Broken { number: u64, why: &'static str },
    #[error("record {number} is too large: {bytes} bytes, and at most {MOST} are read")]
    TooLarge { number: u64, bytes: u64 },
    #[error("it ends or cannot be read after record {number}: {source}")]
    Ended { number: u64, source: std::io::Error },
    #[error("reading it was stopped")]
    Stopped,
}

/// The records of an archive, in their order.
pub(crate) struct Records<R> {
    kind: ArchiveKind,
    lines: Lines<R>,
    number: u64,
    /// The archive cannot be read any further.
    is_over: bool,
    stop: Stop,
}

/// What the reader of one kind found.
enum Found {
    Record(Record),
    /// A record that holds nothing to read: a request, a picture, an error of the server.
    Other,
    End,
}

impl<R: BufRead> Records<R> {
    pub(crate) fn new(kind: ArchiveKind, reader: R, stop: Stop) -> Self {
        Self { kind, lines: Lines::new(reader), number: 0, is_over: false, stop }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            if self.stop.is_wished() {
                self.is_over = true;
                return Some(Err(ArchiveError::Stopped));
            }
            self.number += 1;
            let number = self.number;
            let found = match self.kind {
                ArchiveKind::Warc => warc::next(&mut self.lines, number),
                ArchiveKind::Arc => arc::next(&mut self.lines, number),
                ArchiveKind::Mbox => mbox::next(&mut self.lines, number),
            };
            match found {
                Ok(Found::Record(record)) => return Some(Ok(record)),
                Ok(Found::Other) => {}
                Ok(Found::End) => self.is_over = true,
                Err(error) => {
                    self.is_over = matches!(error, ArchiveError::Ended { .. });
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
