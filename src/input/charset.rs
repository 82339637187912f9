//! Bytes → characters: which character set, and the decoding.
//!
//! In this order: what the user says; a byte order mark; UTF-16 without one, told by where its NUL
//! bytes stand; what HTTP declares; what the text declares of itself (XML declaration, `<meta>`);
//! valid UTF-8; a guess. A declaration is not believed where the bytes are valid UTF-8 beyond
//! ASCII: such bytes are hardly ever anything else. Bytes that the character set does not know
//! become U+FFFD, as browsers do it, before anything is removed: taking a byte away first could
//! join two others to a control character.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Hints, InputError};

/// How much of an input decides about it: enough for any declaration and any guess.
pub(super) const SAMPLE: usize = 64 * 1024;

/// The text in `bytes`. Valid UTF-8 is taken over without a copy.
pub(super) fn decode(bytes: Vec<u8>, hints: &Hints) -> Result<String, InputError> {
    if hints.encoding.is_none()
        && let Some(big) = quadruple(&bytes)
    {
        return Ok(utf32(&bytes, big));
    }
    let encoding = choose(&bytes, hints)?;
    if encoding == UTF_8 {
        let bytes = without_mark(bytes);
        return Ok(String::from_utf8(bytes).unwrap_or_else(|error| {
            UTF_8.decode_without_bom_handling(error.as_bytes()).0.into_owned()
        }));
    }
    Ok(encoding.decode_with_bom_removal(&bytes).0.into_owned())
}

/// UTF-32, with a mark or told by its NUL bytes: three of four. Tells whether the big end is first.
fn quadruple(bytes: &[u8]) -> Option<bool> {
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Some(bytes[0] == 0);
    }
    let sample = &bytes[..bytes.len().min(4096) / 4 * 4];
    let letters = |place: usize| {
        sample
            .chunks_exact(4)
            .filter(|four| four.iter().enumerate().all(|(at, byte)| (*byte != 0) == (at == place)))
            .count()
    };
    let quads = sample.len() / 4;
    if quads < 4 {
        return None;
    }
    if letters(0) * 10 > quads * 6 {
        Some(false)
    } else {
        (letters(3) * 10 > quads * 6).then_some(true)
    }
}

fn utf32(bytes: &[u8], big: bool) -> String {
    let mut text = String::with_capacity(bytes.len() / 4);
    for four in bytes.chunks(4) {
        let value = <[u8; 4]>::try_from(four).map_or(u32::MAX, |four| {
            if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
        });
        text.push(char::from_u32(value).unwrap_or('\u{fffd}'));
    }
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

fn without_mark(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    bytes
}

/// The character set that `bytes` are read in.
pub(super) fn choose(bytes: &[u8], hints: &Hints) -> Result<&'static Encoding, InputError> {
    if let Some(label) = &hints.encoding {
        return Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| InputError::UnknownEncoding { label: crate::text::clean_line(label) });
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = wide(sample) {
        return Ok(encoding);
    }
    let declared = hints
        .declared_charset()
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| inside(sample));
    // Only the sample's end may cut a character in two, not the text's.
    let valid =
        if bytes.len() > SAMPLE { valid_utf8(sample) } else { std::str::from_utf8(sample).is_ok() };
    match declared {
        _ if valid && !sample.is_ascii() => Ok(UTF_8),
        // A text declared as UTF-16 whose bytes are plainly not: the declaration was left over from
        // before a conversion.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            Ok(if valid { UTF_8 } else { guess(bytes) })
        }
        Some(encoding) if encoding != UTF_8 || valid || few_faults(sample) => Ok(encoding),
        _ if valid && (bytes.len() <= SAMPLE || valid_utf8(bytes)) => Ok(UTF_8),
        _ if few_faults(sample) && !valid => Ok(UTF_8),
        _ => Ok(guess(bytes)),
    }
}

/// Whether it is UTF-8 as far as it goes. A character cut off at the end does not count against it.
pub(super) fn valid_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// UTF-8 with some broken bytes: at least nine in ten of its bytes beyond ASCII belong to valid
/// characters.
fn few_faults(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    bad * 9 <= good
}

/// UTF-16 without a mark: nearly every second byte of western text is NUL, and always the same
/// second.
fn wide(sample: &[u8]) -> Option<&'static Encoding> {
    let sample = &sample[..sample.len().min(4096)];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let nuls =
        |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if odd * 5 > pairs * 2 && even * 20 < pairs {
        return Some(UTF_16LE);
    }
    (even * 5 > pairs * 2 && odd * 20 < pairs).then_some(UTF_16BE)
}

/// What the text says of itself in its first bytes: `<?xml encoding="…"?>`, `<meta charset="…">`,
/// `<meta content="…; charset=…">`.
fn inside(sample: &[u8]) -> Option<&'static Encoding> {
    let head = sample[..sample.len().min(4096)].to_ascii_lowercase();
    let start = head.trim_ascii_start();
    let found = if start.starts_with(b"<?xml") {
        let end = memchr::memchr(b'>', start).unwrap_or(start.len());
        value_after(&start[..end], b"encoding")
    } else if memchr::memchr(b'<', start).is_some() {
        memchr::memmem::find_iter(start, b"<meta").find_map(|at| {
            let tag = &start[at..];
            value_after(&tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())], b"charset")
        })
    } else {
        None
    };
    let encoding = Encoding::for_label(found?)?;
    // Whoever can read "utf-16" in ASCII letters does not have UTF-16 before him.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn value_after<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let at = memchr::memmem::find(tag, name)? + name.len();
    let rest = tag[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\'' | b' ' | b';' | b'?' | b'/' | b'>'))
        .unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The guess that Firefox makes. Only text beyond ASCII tells anything, so the sample starts a
/// little before the first such byte.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let start = first.saturating_sub(1024);
    let sample = &bytes[start..bytes.len().min(start + 16 * SAMPLE)];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Allow);
    if guessed == UTF_8 && !valid_utf8(bytes) { WINDOWS_1252 } else { guessed }
}

#[cfg(test)]
mod tests {
    use super::{InputError, decode};
    use crate::input::Hints;

    fn read(bytes: &[u8], hints: &Hints) -> String {
        decode(bytes.to_vec(), hints).unwrap_or_else(|error| error.to_string())
    }

    fn declared(content_type: &str) -> Hints {
        Hints { content_type: Some(content_type.into()), ..Hints::default() }
    }

    #[test]
    fn a_mark_at_the_start_decides() {
        assert_eq!(read(b"\xef\xbb\xbfa", &Hints::default()), "a");
        assert_eq!(read(b"\xff\xfea\0\xac\x20", &declared("text/plain; charset=utf-8")), "a€");
    }

    #[test]
    fn utf_16_without_a_mark_is_known_by_its_nul_bytes() {
        let little: Vec<u8> =
            "Two words, and “more”.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> =
            "Two words, and “more”.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&little, &Hints::default()), "Two words, and “more”.");
        assert_eq!(read(&big, &Hints::default()), "Two words, and “more”.");
    }

    #[test]
    fn utf_32_is_read_with_and_without_a_mark() {
        let little: Vec<u8> =
            "\u{feff}Words “x”".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let big: Vec<u8> = "Words “x”".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(read(&little, &Hints::default()), "Words “x”");
        assert_eq!(read(&big, &Hints::default()), "Words “x”");
    }

    #[test]
    fn declarations_are_read_in_http_xml_and_html() {
        assert_eq!(read(b"\xd0\xd2\xc9", &declared("text/plain; charset=koi8-r")), "при");
        assert!(
            read(b"<?xml version='1.0' encoding='iso-8859-2'?><a>\xb1</a>", &Hints::default())
                .contains('ą')
        );
        assert!(
            read(
                b"<html><meta http-equiv=x content='text/html; charset=windows-1251'>\xcf",
                &Hints::default()
            )
            .contains('П')
        );
    }

    #[test]
    fn valid_utf_8_beats_a_wrong_declaration() {
        assert_eq!(
            read("naïve café".as_bytes(), &declared("text/plain; charset=iso-8859-1")),
            "naïve café"
        );
    }

    #[test]
    fn without_a_word_the_guess_is_a_good_one() {
        assert_eq!(
            read(
                b"Der gro\xdfe Kanzler \xe4u\xdferte sich \xfcber die M\xe4rkte.",
                &Hints::default()
            ),
            "Der große Kanzler äußerte sich über die Märkte."
        );
    }

    #[test]
    fn a_few_broken_bytes_leave_utf_8_what_it_is() {
        let text = [&"жизнь ".repeat(20).into_bytes()[..], b"\xff", "дня".as_bytes()].concat();
        assert!(read(&text, &Hints::default()).ends_with("\u{fffd}дня"));
    }

    #[test]
    fn the_user_has_the_last_word_and_unknown_names_are_said() {
        let by_hand = |label: &str| Hints { encoding: Some(label.into()), ..Hints::default() };
        assert_eq!(read("é".as_bytes(), &by_hand("latin1")), "Ã©");
        assert_eq!(
            decode(vec![b'a'], &by_hand("klingon")),
            Err(InputError::UnknownEncoding { label: "klingon".into() })
        );
    }
}
