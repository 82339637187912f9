//! ARC 1 and 2, what the Internet Archive wrote before WARC: a line "address IP date type length"
//! before each answer.

use std::io::BufRead;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::http;
use super::lines::Lines;
use super::{ArchiveError, Found, MOST, Record};
use crate::input::Hints;

/// The next record. Behind a broken one the lines stand before the next that begins.
pub(super) fn next<R: BufRead>(lines: &mut Lines<R>, number: u64) -> Result<Found, ArchiveError> {
    let ended = |source| ArchiveError::Ended { number: number - 1, source };
    let head = loop {
        match lines.next().map_err(ended)? {
            None => return Ok(Found::End),
            Some(line) if line.trim_ascii().is_empty() => {}
            Some(line) => break Head::of(line),
        }
    };
    let Some(head) = head else {
        lines.seek(|line| Head::of(line).is_some()).map_err(ended)?;
        return Err(ArchiveError::Broken { number, why: "no record begins where one should" });
    };
    if !head.address.starts_with("http") || !http::may_be_read(Some(&head.content_type)) {
        lines.pass(head.length).map_err(ended)?;
        return Ok(Found::Other);
    }
    if head.length > MOST {
        lines.pass(head.length).map_err(ended)?;
        return Err(ArchiveError::TooLarge { number, bytes: head.length });
    }
    let block = lines.block(head.length).map_err(ended)?;
    if (block.len() as u64) < head.length {
        return Err(ArchiveError::Broken { number, why: "the archive ends within it" });
    }
    let hints = Hints { source: Some(head.address), ..Hints::default() };
    http::answer(&block, number, Record { bytes: Vec::new(), hints, archived: head.archived })
}

struct Head {
    address: String,
    content_type: String,
    archived: Option<Timestamp>,
    length: u64,
}

impl Head {
    fn of(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok()?.trim_end();
        let mut words = line.rsplit(' ');
        let length = words.next()?.parse().ok()?;
        let content_type = words.next()?.to_owned();
        // ARC 2 has a status, a checksum and places between.
        let rest: Vec<&str> = words.collect();
        let date = rest
            .iter()
            .position(|word| word.len() == 14 && word.bytes().all(|b| b.is_ascii_digit()))?;
        let address: Vec<&str> = rest.get(date + 2..)?.iter().rev().copied().collect();
        let archived = DateTime::strptime("%Y%m%d%H%M%S", rest[date])
            .ok()
            .and_then(|date| TimeZone::UTC.to_timestamp(date).ok());
        let address = address.join("%20");
        address.contains("://").then_some(Self { address, content_type, archived, length })
    }
}
