//! WARC 0.17 to 1.1 (ISO 28500).

use std::io::BufRead;

use super::http;
use super::lines::Lines;
use super::{ArchiveError, Found, MOST, Record};
use crate::input::Hints;

/// The next record. Behind a broken one the lines stand before the next that begins.
pub(super) fn next<R: BufRead>(lines: &mut Lines<R>, number: u64) -> Result<Found, ArchiveError> {
    let ended = |source| ArchiveError::Ended { number: number - 1, source };
    loop {
        match lines.next().map_err(ended)? {
            None => return Ok(Found::End),
            Some(line) if line.trim_ascii().is_empty() => {}
            Some(line) if begins(line) => break,
            Some(_) => {
                lines.seek(begins).map_err(ended)?;
                return Err(ArchiveError::Broken {
                    number,
                    why: "no record begins where one should",
                });
            }
        }
    }
    let head = lines.head().map_err(ended)?;
    let length = head.as_ref().and_then(|head| head.get("content-length")?.parse::<u64>().ok());
    let (Some(head), Some(length)) = (head, length) else {
        lines.seek(begins).map_err(ended)?;
        return Err(ArchiveError::Broken { number, why: "its head does not tell its length" });
    };
    let kind = head.get("warc-type").unwrap_or_default().to_ascii_lowercase();
    let content_type = head.get("content-type");
    let is_answer = kind == "response" && content_type.is_none_or(|kind| kind.contains("http"));
    let is_thing =
        ["resource", "conversion", "response"].contains(&&*kind) && http::may_be_read(content_type);
    if !is_answer && !is_thing {
        lines.pass(length).map_err(ended)?;
        return Ok(Found::Other);
    }
    if length > MOST {
        // Such a length is often a wrong one, behind which others would be lost.
        lines.seek(begins).map_err(ended)?;
        return Err(ArchiveError::TooLarge { number, bytes: length });
    }
    let block = lines.block(length).map_err(ended)?;
    let is_cut = (block.len() as u64) < length;
    if is_cut || !lines.is_at_gap().map_err(ended)? {
        // A length that is too great took the beginning of the next record, too.
        let next = block.windows(6).position(|six| six == b"\nWARC/");
        if let Some(at) = next {
            lines.give_back(&block, at + 1).map_err(ended)?;
        }
        lines.seek(begins).map_err(ended)?;
        let why = match next {
            None if is_cut => "the archive ends within it",
            _ => "its length is wrong",
        };
        return Err(ArchiveError::Broken { number, why });
    }
    let is_of_the_web = |address: &str| {
        let address = address.trim_start_matches('<');
        ["http:", "https:", "file:"].iter().any(|scheme| address.starts_with(scheme))
    };
    if head.get("warc-target-uri").is_some_and(|address| !is_of_the_web(address)) {
        return Ok(Found::Other);
    }
    let address = head
        .get("warc-target-uri")
        .map(|address| address.trim_start_matches('<').trim_end_matches('>').replace(' ', "%20"));
    let hints = Hints {
        source: address,
        content_type: content_type.map(str::to_owned),
        ..Hints::default()
    };
    let archived = head.get("warc-date").and_then(|date| date.parse().ok());
    let record = Record { bytes: Vec::new(), hints, archived };
    if is_answer {
        http::answer(&block, number, record)
    } else {
        Ok(Found::Record(Record { bytes: block, ..record }))
    }
}

fn begins(line: &[u8]) -> bool {
    line.starts_with(b"WARC/") && line.len() < 32
}
