//! Every kind of line end → LF, in place.

/// CR LF, CR, VT, FF, NEL and U+2028 become LF, U+2029 an empty line. Text that has none of them is
/// not touched.
pub(super) fn unify(text: String) -> String {
    let bytes = text.as_bytes();
    let has_controls = memchr::memchr3(b'\r', 0xb, 0xc, bytes).is_some();
    let has_marks = || {
        memchr::memmem::find(bytes, "\u{85}".as_bytes()).is_some()
            || memchr::memmem::find(bytes, &"\u{2028}".as_bytes()[..2]).is_some()
    };
    if !has_controls && !has_marks() {
        return text;
    }
    let mut bytes = text.into_bytes();
    let (mut read, mut write) = (0, 0);
    while read < bytes.len() {
        let (taken, given): (usize, &[u8]) = match &bytes[read..] {
            [b'\r', b'\n', ..] => (2, b"\n"),
            [b'\r' | 0xb | 0xc, ..] => (1, b"\n"),
            [0xc2, 0x85, ..] => (2, b"\n"),
            [0xe2, 0x80, 0xa8, ..] => (3, b"\n"),
            [0xe2, 0x80, 0xa9, ..] => (3, b"\n\n"),
            rest => {
                let run = 1 + rest[1..]
                    .iter()
                    .position(|byte| matches!(byte, b'\r' | 0xb | 0xc | 0xc2 | 0xe2))
                    .unwrap_or(rest.len() - 1);
                if read > write {
                    bytes.copy_within(read..read + run, write);
                }
                (read, write) = (read + run, write + run);
                continue;
            }
        };
        bytes[write..write + given.len()].copy_from_slice(given);
        (read, write) = (read + taken, write + given.len());
    }
    bytes.truncate(write);
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::unify;

    #[test]
    fn all_line_ends_become_one() {
        assert_eq!(
            unify("a\r\nb\rc\u{b}d\u{c}e\u{85}f\u{2028}g\u{2029}h “x”\r\n".into()),
            "a\nb\nc\nd\ne\nf\ng\n\nh “x”\n"
        );
    }
}
