//! Mailboxes in one file (mbox, RFC 4155): each mail stands behind a line "From sender date", lines
//! of a mail that begin so have a ">" before them.

use std::io::BufRead;

use super::lines::Lines;
use super::{ArchiveError, Found, MOST, Record};
use crate::input::{Hints, Kind};

/// Whether a file that begins so is a mailbox: the line before a mail, then a header line.
pub(super) fn begins(beginning: &[u8]) -> bool {
    let mut lines = beginning.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    let name = second.split(|byte| *byte == b':').next().unwrap_or_default();
    is_separator(first)
        && name.len() < second.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// "From sender Mon Mar  2 06:00:00 2026", whatever the sender is.
fn is_separator(line: &[u8]) -> bool {
    let has_time = || {
        line.windows(5)
            .any(|five| five[2] == b':' && [0, 1, 3, 4].iter().all(|at| five[*at].is_ascii_digit()))
    };
    line.starts_with(b"From ") && line.len() < 1000 && has_time()
}

/// The next mail.
pub(super) fn next<R: BufRead>(lines: &mut Lines<R>, number: u64) -> Result<Found, ArchiveError> {
    let ended = |source| ArchiveError::Ended { number: number - 1, source };
    if lines.next().map_err(ended)?.is_none() {
        return Ok(Found::End);
    }
    let mut bytes = Vec::new();
    let mut length = 0;
    let mut is_after_gap = false;
    while let Some(line) = lines.next().map_err(ended)? {
        if is_after_gap && is_separator(line) {
            lines.keep();
            break;
        }
        is_after_gap = line.trim_ascii().is_empty();
        let unquoted = line.iter().position(|byte| *byte != b'>').unwrap_or(0);
        let line =
            if unquoted > 0 && line[unquoted..].starts_with(b"From ") { &line[1..] } else { line };
        length += line.len() as u64;
        if length <= MOST {
            bytes.extend_from_slice(line);
        }
    }
    if length > MOST {
        return Err(ArchiveError::TooLarge { number, bytes: length });
    }
    let hints = Hints { kind: Some(Kind::Mail), ..Hints::default() };
    Ok(Found::Record(Record { bytes, hints, archived: None }))
}
