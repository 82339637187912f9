//! The bytes of an answer as they travel: by length, in chunks, or until the connection ends (RFC
//! 9112, section 6).

use std::io::{BufRead, Read};

use super::error::NetError;
use super::head::{Head, read_line};
use super::watch::ended;

/// Longest chunk line and all trailers together.
const CHUNK_LINES: usize = 16 << 10;
/// The most that is set aside for a length before a byte of it has come.
const AHEAD: u64 = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    Nothing,
    Length(u64),
    Chunked,
    UntilEnd,
}

/// How the body after `head` is delimited.
pub(super) fn framing(head: &Head) -> Result<Framing, NetError> {
    if matches!(head.status, 100..200 | 204 | 304) {
        return Ok(Framing::Nothing);
    }
    let transfer = head.items("transfer-encoding");
    match transfer.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {}
        ["chunked"] => return Ok(Framing::Chunked),
        ["identity"] => return Ok(Framing::UntilEnd),
        _ => {
            return Err(NetError::UnknownCoding {
                coding: super::target::brief(&transfer.join(", ")),
            });
        }
    }
    let lengths = head.items("content-length");
    let Some(first) = lengths.first() else { return Ok(Framing::UntilEnd) };
    if lengths.iter().any(|other| other != first) {
        return Err(NetError::BadLength { why: "it is told twice, differently" });
    }
    if !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NetError::BadLength { why: "it is no number" });
    }
    first.parse().map(Framing::Length).map_err(|_| NetError::BadLength { why: "it is too large" })
}

/// Reads a whole body of at most `limit` bytes.
pub(super) fn read_body(
    from: &mut impl BufRead,
    framing: Framing,
    limit: u64,
) -> Result<Vec<u8>, NetError> {
    match framing {
        Framing::Nothing => Ok(Vec::new()),
        Framing::Length(length) if length > limit => Err(NetError::TooLarge { limit }),
        Framing::Length(length) => {
            let mut body = Vec::with_capacity(length.min(AHEAD) as usize);
            read_exactly(from, length, &mut body)?;
            Ok(body)
        }
        Framing::Chunked => read_chunks(from, limit),
        Framing::UntilEnd => read_until_end(from, limit),
    }
}

fn read_until_end(from: &mut impl BufRead, limit: u64) -> Result<Vec<u8>, NetError> {
    let mut body = Vec::new();
    match from.take(limit + 1).read_to_end(&mut body) {
        // TLS without a proper goodbye: common, and a document that is cut shows it itself.
        Err(why) if why.kind() != std::io::ErrorKind::UnexpectedEof => Err(ended(&why)),
        _ if body.len() as u64 > limit => Err(NetError::TooLarge { limit }),
        _ => Ok(body),
    }
}

fn read_exactly(from: &mut impl BufRead, length: u64, body: &mut Vec<u8>) -> Result<(), NetError> {
    let before = body.len() as u64;
    let outcome = from.take(length).read_to_end(body);
    let got = body.len() as u64;
    match outcome {
        Err(why) if why.kind() != std::io::ErrorKind::UnexpectedEof => Err(ended(&why)),
        _ if got - before < length => Err(NetError::CutShort { got }),
        _ => Ok(()),
    }
}

fn read_chunks(from: &mut impl BufRead, limit: u64) -> Result<Vec<u8>, NetError> {
    let mut body = Vec::new();
    loop {
        let length = chunk_length(&chunk_line(from, &body)?)?;
        if length == 0 {
            break;
        }
        if length > limit - body.len() as u64 {
            return Err(NetError::TooLarge { limit });
        }
        read_exactly(from, length, &mut body)?;
        if !chunk_line(from, &body)?.is_empty() {
            return Err(NetError::BadChunk);
        }
    }
    let mut budget = CHUNK_LINES;
    while read_line(from, &mut budget, CHUNK_LINES)?.is_some_and(|trailer| !trailer.is_empty()) {}
    Ok(body)
}

fn chunk_line(from: &mut impl BufRead, body: &[u8]) -> Result<Vec<u8>, NetError> {
    let mut budget = CHUNK_LINES;
    match read_line(from, &mut budget, CHUNK_LINES) {
        Ok(Some(line)) => Ok(line),
        Ok(None) => Err(NetError::CutShort { got: body.len() as u64 }),
        Err(NetError::HeadTooLarge { .. }) => Err(NetError::BadChunk),
        Err(other) => Err(other),
    }
}

/// The length in a chunk's first line: hexadecimal, before any extension.
fn chunk_length(line: &[u8]) -> Result<u64, NetError> {
    let digits = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    if digits.is_empty() || digits.len() > 16 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(NetError::BadChunk);
    }
    std::str::from_utf8(digits)
        .ok()
        .and_then(|text| u64::from_str_radix(text, 16).ok())
        .ok_or(NetError::BadChunk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::head::read_head;
    use crate::net::policy::Limits;

    fn read(answer: &str, limit: u64) -> Result<String, NetError> {
        let mut from = answer.as_bytes();
        let head = read_head(&mut from, &Limits::default())?.ok_or(NetError::NotHttp)?;
        read_body(&mut from, framing(&head)?, limit)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn a_length_is_taken_at_its_word_but_not_believed() {
        assert_eq!(
            read("HTTP/1.1 200 X\r\nContent-Length: 3\r\n\r\nabcdef", 9).as_deref(),
            Ok("abc")
        );
        assert_eq!(
            read("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nabc", 9),
            Err(NetError::CutShort { got: 3 })
        );
        assert_eq!(
            read("HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\nabc", 9),
            Err(NetError::TooLarge { limit: 9 })
        );
        assert_eq!(
            read("HTTP/1.1 200 X\r\nContent-Length: 3, 3\r\n\r\nabc", 9).as_deref(),
            Ok("abc")
        );
        for lie in ["-1", "+3", "1e3", "99999999999999999999999", "3\r\nContent-Length: 4"] {
            assert!(
                matches!(
                    read(&format!("HTTP/1.1 200 X\r\nContent-Length: {lie}\r\n\r\nabc"), 9),
                    Err(NetError::BadLength { .. })
                ),
                "{lie}"
            );
        }
    }

    #[test]
    fn chunks_are_joined_and_their_lies_named() {
        let head = "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n";
        let read = |chunks: &str| read(&format!("{head}{chunks}"), 9);
        assert_eq!(
            read("3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: 1\r\n\r\n").as_deref(),
            Ok("abcde")
        );
        assert_eq!(read("fff\r\n<rss"), Err(NetError::TooLarge { limit: 9 }));
        assert_eq!(read("5\r\n<rss"), Err(NetError::CutShort { got: 4 }));
        assert_eq!(read("1000000000000000\r\n<rss/>"), Err(NetError::TooLarge { limit: 9 }));
        assert_eq!(read("10000000000000000\r\n<rss/>"), Err(NetError::BadChunk));
        assert_eq!(read("+3\r\nabc\r\n"), Err(NetError::BadChunk));
        assert_eq!(read("3\r\nabcd\r\n"), Err(NetError::BadChunk));
        assert_eq!(read("3\r\nabc\r\n"), Err(NetError::CutShort { got: 3 }));
    }

    #[test]
    fn without_a_length_the_end_of_the_connection_is_the_end() {
        assert_eq!(read("HTTP/1.1 200 X\r\n\r\nabc", 3).as_deref(), Ok("abc"));
        assert_eq!(read("HTTP/1.1 200 X\r\n\r\nabcd", 3), Err(NetError::TooLarge { limit: 3 }));
        assert_eq!(read("HTTP/1.1 304 X\r\nContent-Length: 5\r\n\r\nhello", 9).as_deref(), Ok(""));
    }
}
