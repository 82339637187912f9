//! The answer of a server as an archive keeps it (RFC 9112): its body, unpacked, if it is a text.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::frames::{Frames, ZSTD};
use super::lines::Head;
use super::{ArchiveError, Found, MOST, Record};
use crate::input::Hints;

/// Bytes of the lines before a body.
const LONGEST_HEAD: usize = 256 * 1024;

/// What was archived of an address: `block` is the answer whole.
pub(super) fn answer(block: &[u8], number: u64, record: Record) -> Result<Found, ArchiveError> {
    let broken = |why| ArchiveError::Broken { number, why };
    let (head, body) = divided(block).ok_or_else(|| broken("the answer has no end of its head"))?;
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let status = lines.next().unwrap_or_default();
    if !status.starts_with(b"HTTP/") && !status.starts_with(b"ICY ") {
        return Err(broken("the answer does not begin as one"));
    }
    let code = status
        .split(|byte| *byte == b' ')
        .find(|word| !word.is_empty() && word[0].is_ascii_digit());
    let mut fields = Head::default();
    lines.for_each(|line| fields.push(line));
    let content_type = fields.get("content-type").map(str::to_owned);
    if code.is_none_or(|code| !code.starts_with(b"2")) || !may_be_read(content_type.as_deref()) {
        return Ok(Found::Other);
    }
    let is_chunked = fields
        .get("transfer-encoding")
        .is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    // Some programs archive the chunks joined and leave the field as it was.
    let joined = is_chunked.then(|| unchunked(body)).flatten();
    let body = joined.as_deref().unwrap_or(body);
    let packing = fields.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = unpacked(body, &packing).map_err(broken)?;
    let hints = Hints { content_type, ..record.hints };
    Ok(Found::Record(Record { bytes, hints, archived: record.archived }))
}

/// Whether something of this type can hold an article.
pub(super) fn may_be_read(content_type: Option<&str>) -> bool {
    const TEXTS: [&str; 6] = [
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/x-markdown",
        "message/rfc822",
    ];
    content_type.is_none_or(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        kind.is_empty() || TEXTS.contains(&&*kind)
    })
}

fn divided(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let within = &block[..block.len().min(LONGEST_HEAD)];
    let end = within.windows(2).position(|two| two == b"\n\n").map(|at| (at, at + 2));
    let with_returns =
        within.windows(4).position(|four| four == b"\r\n\r\n").map(|at| (at, at + 4));
    let (end, begin) = end.into_iter().chain(with_returns).min()?;
    Some((&block[..end], &block[begin..]))
}

/// A body without the lengths of its chunks; `None` where it has none or they are wrong.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(64).position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..length)?);
        body = &body[length..];
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    }
}

/// What a body holds that was sent as the field says. One that says so and is not packed was
/// unpacked by who archived it.
fn unpacked(body: &[u8], packing: &str) -> Result<Vec<u8>, &'static str> {
    let mut whole = Vec::new();
    let result = match packing.trim() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            MultiGzDecoder::new(body).take(MOST + 1).read_to_end(&mut whole)
        }
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            ZlibDecoder::new(body).take(MOST + 1).read_to_end(&mut whole)
        }
        "deflate" => DeflateDecoder::new(body).take(MOST + 1).read_to_end(&mut whole),
        "br" => {
            // It has no sign of its own: one that is no brotli was unpacked by who archived it.
            let packed = brotli_decompressor::Decompressor::new(body, 4096);
            let result = packed.take(MOST + 1).read_to_end(&mut whole);
            if result.is_err() && whole.is_empty() {
                return Ok(body.to_vec());
            }
            result
        }
        "zstd" if body.starts_with(&ZSTD) => {
            Frames::new(body).take(MOST + 1).read_to_end(&mut whole)
        }
        "compress" => return Err("its body is packed in a way that is not read"),
        _ => return Ok(body.to_vec()),
    };
    if whole.len() as u64 > MOST {
        return Err("its body is too large unpacked");
    }
    // What came before a fault is read, as browsers do.
    if result.is_err() && whole.is_empty() {
        return Err("its body cannot be unpacked");
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_joined_ones_stay() {
        assert_eq!(
            unchunked(b"4\r\nBrid\r\n3;x\r\nge.\r\n0\r\n\r\n").as_deref(),
            Some(&b"Bridge."[..])
        );
        assert_eq!(unchunked(b"<html>The bridge"), None);
        assert_eq!(unchunked(b"ffffffffffffffff\r\nx"), None);
    }

    #[test]
    fn bodies_in_brotli_and_zstd_are_unpacked_and_plain_ones_stay() {
        let plain = b"<p>The bridge opens.</p>";
        // Both were packed by their own tools.
        let brotli = b"\x21\x5c\x00\x04<p>The bridge opens.</p>\x03";
        let zstd = b"\x28\xb5\x2f\xfd\x20\x18\xc1\x00\x00<p>The bridge opens.</p>";
        assert_eq!(unpacked(brotli, "br").as_deref(), Ok(&plain[..]));
        assert_eq!(unpacked(zstd, "zstd").as_deref(), Ok(&plain[..]));
        for packing in ["br", "zstd"] {
            assert_eq!(unpacked(plain, packing).as_deref(), Ok(&plain[..]), "{packing}");
        }
        assert_eq!(unpacked(&zstd[..9], "zstd"), Err("its body cannot be unpacked"));
    }

    #[test]
    fn a_body_that_unpacks_without_end_is_an_error() {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let zeros = vec![0; 1 << 20];
        for _ in 0..70 {
            packed.write_all(&zeros).expect("memory");
        }
        let packed = packed.finish().expect("memory");
        assert_eq!(unpacked(&packed, "gzip"), Err("its body is too large unpacked"));
    }
}
