//! `Content-Encoding`: gzip and deflate, opened within a limit. Every server that compresses speaks
//! gzip, so nothing else is asked for.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::error::NetError;
use super::target::brief;

/// What is offered in `Accept-Encoding`.
pub(super) const OFFERED: &str = "gzip, deflate";
/// How a body in gzip begins (RFC 1952): its two signs and the only method there is.
const GZIP: [u8; 3] = [0x1f, 0x8b, 8];
/// More layers than this have no honest use.
const LAYERS: usize = 2;

/// Opens `bytes`, coded as the items of `codings` say (first applied first), to at most `limit`
/// bytes.
pub(super) fn open(
    mut bytes: Vec<u8>,
    codings: &[String],
    limit: u64,
) -> Result<Vec<u8>, NetError> {
    let codings: Vec<_> =
        codings.iter().map(String::as_str).filter(|coding| !says_nothing(coding)).collect();
    if codings.is_empty() && bytes.starts_with(&GZIP) {
        // Compressed, and not said to be: a server without the header, a file kept as `.xml.gz`.
        // What only begins like it stays as it is.
        match drain(MultiGzDecoder::new(&bytes[..]), "gzip", limit) {
            Err(NetError::Corrupt { .. }) => {}
            other => return other,
        }
    }
    if codings.len() > LAYERS {
        return Err(NetError::UnknownCoding { coding: brief(&codings.join(", ")) });
    }
    for coding in codings.iter().rev() {
        bytes = open_one(bytes, coding, limit)?;
    }
    if bytes.len() as u64 > limit {
        return Err(NetError::TooLarge { limit });
    }
    Ok(bytes)
}

fn open_one(bytes: Vec<u8>, coding: &str, limit: u64) -> Result<Vec<u8>, NetError> {
    match coding {
        // Said to be compressed, and is not: a server that mislabels. Read as it is.
        "gzip" | "x-gzip" if !bytes.starts_with(&GZIP[..2]) => Ok(bytes),
        _ if is_plain(&bytes) => Ok(bytes),
        "gzip" | "x-gzip" => drain(MultiGzDecoder::new(&bytes[..]), "gzip", limit),
        // Meant is zlib's form; some servers send the bare one.
        "deflate" if is_zlib(&bytes) => drain(ZlibDecoder::new(&bytes[..]), "deflate", limit),
        "deflate" => drain(DeflateDecoder::new(&bytes[..]), "deflate", limit),
        other => Err(NetError::UnknownCoding { coding: brief(other) }),
    }
}

/// Whether a coding is none: no word, a word for nothing, or the name of a character set that got
/// into the wrong header.
fn says_nothing(coding: &str) -> bool {
    matches!(coding, "" | "identity" | "none" | "plain" | "text" | "binary" | "7bit" | "8bit")
        || encoding_rs::Encoding::for_label(coding.trim_matches('"').as_bytes()).is_some()
}

/// Whether bytes are clearly a feed or page that nobody compressed.
fn is_plain(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    bytes.starts_with(b"<?xml")
        || bytes.starts_with(b"<rss")
        || bytes.starts_with(b"<feed")
        || bytes.starts_with(b"<!")
        || bytes.starts_with(b"<html")
        || (bytes.starts_with(b"{") && std::str::from_utf8(&bytes[..bytes.len().min(64)]).is_ok())
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31))
}

fn drain(from: impl Read, coding: &'static str, limit: u64) -> Result<Vec<u8>, NetError> {
    let mut out = Vec::new();
    from.take(limit.saturating_add(1))
        .read_to_end(&mut out)
        .map_err(|_| NetError::Corrupt { coding })?;
    if out.len() as u64 > limit {
        return Err(NetError::Bomb { limit, coding: coding.to_owned() });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"The harbour opens again in spring, the minister said.";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("into memory");
        encoder.finish().expect("into memory")
    }

    fn opened(bytes: Vec<u8>, codings: &[&str], limit: u64) -> Result<Vec<u8>, NetError> {
        open(bytes, &codings.iter().map(|coding| (*coding).to_owned()).collect::<Vec<_>>(), limit)
    }

    #[test]
    fn every_offered_coding_is_opened() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(TEXT).expect("into memory");
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(TEXT).expect("into memory");
        assert_eq!(opened(gzip(TEXT), &["gzip"], 99).as_deref(), Ok(TEXT));
        assert_eq!(
            opened(zlib.finish().expect("into memory"), &["deflate"], 99).as_deref(),
            Ok(TEXT)
        );
        assert_eq!(
            opened(bare.finish().expect("into memory"), &["deflate"], 99).as_deref(),
            Ok(TEXT)
        );
        assert_eq!(opened(gzip(&gzip(TEXT)), &["gzip", "gzip"], 99).as_deref(), Ok(TEXT));
        assert_eq!(opened(TEXT.to_vec(), &["gzip"], 99).as_deref(), Ok(TEXT), "mislabelled");
    }

    #[test]
    fn a_coding_that_is_none_and_one_that_is_not_told_are_seen_through() {
        for coding in ["", "utf-8", "iso-8859-1", "none", "identity", "\"utf-8\""] {
            assert_eq!(opened(TEXT.to_vec(), &[coding], 99).as_deref(), Ok(TEXT), "{coding}");
        }
        assert_eq!(opened(gzip(TEXT), &[], 99).as_deref(), Ok(TEXT));
        assert_eq!(opened(gzip(TEXT), &["utf-8"], 99).as_deref(), Ok(TEXT));
        let feed = b"<?xml version='1.0'?><rss/>";
        assert_eq!(opened(feed.to_vec(), &["br"], 99).as_deref(), Ok(&feed[..]));
        let bomb = NetError::Bomb { limit: 1000, coding: "gzip".to_owned() };
        assert_eq!(opened(gzip(&vec![0; 1 << 20]), &[], 1000), Err(bomb));
        let like = [0x1f, 0x8b, 8, 1, 2, 3];
        assert_eq!(opened(like.to_vec(), &[], 99).as_deref(), Ok(&like[..]));
    }

    #[test]
    fn a_bomb_stops_at_the_limit_whatever_its_coding() {
        let zeros = vec![0; 1 << 20];
        let bomb = NetError::Bomb { limit: 1000, coding: "gzip".to_owned() };
        assert_eq!(opened(gzip(&zeros), &["gzip"], 1000), Err(bomb));
    }

    #[test]
    fn cut_and_unknown_codings_have_names() {
        let whole = gzip(TEXT);
        assert_eq!(
            opened(whole[..whole.len() / 2].to_vec(), &["gzip"], 99),
            Err(NetError::Corrupt { coding: "gzip" })
        );
        assert!(
            matches!(opened(TEXT.to_vec(), &["br"], 99), Err(NetError::UnknownCoding { .. })),
            "not asked for"
        );
        assert!(matches!(
            opened(TEXT.to_vec(), &["compress"], 99),
            Err(NetError::UnknownCoding { .. })
        ));
        assert!(matches!(
            opened(TEXT.to_vec(), &["gzip", "gzip", "gzip"], 99),
            Err(NetError::UnknownCoding { .. })
        ));
    }
}
