//! Files that are not text, told by their first bytes.

/// What the bytes are, if they begin like a kind of file that is never text.
pub(super) fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(usize, &[u8], &str)] = &[
        (0, b"%PDF-", "a PDF document"),
        (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (0, b"\xff\xd8\xff", "a JPEG picture"),
        (0, b"GIF87a", "a GIF picture"),
        (0, b"GIF89a", "a GIF picture"),
        (8, b"WEBP", "a WebP picture"),
        (8, b"WAVE", "a sound"),
        (4, b"ftypavif", "an AVIF picture"),
        (4, b"ftyp", "a film"),
        (0, b"\x1a\x45\xdf\xa3", "a film"),
        (0, b"BM\0", "a BMP picture"),
        (0, b"II*\0", "a TIFF picture"),
        (0, b"MM\0*", "a TIFF picture"),
        (0, b"\0\0\x01\0", "an icon"),
        (
            0,
            b"PK\x03\x04",
            "a ZIP archive (or an office document or e-book, which are ZIP archives)",
        ),
        (0, b"PK\x05\x06", "an empty ZIP archive"),
        (0, b"\x1f\x8b", "compressed with gzip"),
        (0, b"BZh", "compressed with bzip2"),
        (0, b"\xfd7zXZ\0", "compressed with xz"),
        (0, b"\x28\xb5\x2f\xfd", "compressed with zstd"),
        (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (0, b"Rar!\x1a\x07", "a RAR archive"),
        (257, b"ustar", "a tar archive"),
        (0, b"\x7fELF", "a program"),
        (0, b"\xca\xfe\xba\xbe", "a program"),
        (0, b"\xcf\xfa\xed\xfe", "a program"),
        (0, b"MZ\x90\0", "a program"),
        (0, b"\0asm", "a program"),
        (0, b"SQLite format 3\0", "an SQLite database"),
        (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (0, b"OggS", "a sound"),
        (0, b"ID3", "a sound"),
        (0, b"fLaC", "a sound"),
        (0, b"wOFF", "a font"),
        (0, b"wOF2", "a font"),
    ];
    let found = SIGNATURES
        .iter()
        .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    found
        .map(|(_, _, what)| *what)
        .filter(|what| *what != "compressed with bzip2" || !bytes.is_ascii())
}

/// Whether the beginning of what was decoded says that it never was text. Text of any character set
/// holds hardly a control character beyond white space and those that terminals were sent (BEL, BS,
/// ESC); of random bytes they are a tenth, and many more are no characters at all. A stray byte is
/// no sign, nor are a few broken ones.
pub(super) fn is_binary(sample: &str) -> bool {
    let (mut all, mut nuls, mut controls, mut broken) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in sample.chars() {
        all += 1;
        match c {
            '\0' => nuls += 1,
            '\u{1}'..='\u{6}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' => controls += 1,
            '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => {
                broken += 1
            }
            _ => {}
        }
    }
    controls += nuls;
    nuls * 50 > all
        || controls * 25 > all
        || (controls * 100 > all && (controls + broken) * 10 > all)
}

#[cfg(test)]
mod tests {
    use super::{is_binary, signature};

    #[test]
    fn pictures_and_archives_are_known_by_their_first_bytes() {
        assert_eq!(signature(b"\x89PNG\r\n\x1a\n\0\0"), Some("a PNG picture"));
        assert_eq!(signature(b"%PDF-1.7"), Some("a PDF document"));
        assert_eq!(signature(b"MZ is how it begins"), None);
        assert_eq!(signature(b""), None);
    }

    #[test]
    fn a_stray_nul_makes_no_binary() {
        assert!(!is_binary(&format!("a text of some length, with one\0{}", "x".repeat(100))));
        assert!(is_binary("\0\u{1}\u{2}a\0\0"));
    }

    #[test]
    fn what_was_sent_to_a_terminal_or_a_printer_is_text() {
        assert!(!is_binary(
            &"\u{1b}[1mN\u{8}NA\u{8}AM\u{8}ME\u{8}E\u{1b}[0m\u{7} of a manual page\n".repeat(20)
        ));
    }

    #[test]
    fn broken_characters_alone_are_no_binary() {
        assert!(!is_binary(
            &"\u{fffd}\u{fffd}\u{85} read in a wrong character set \u{e123}".repeat(20)
        ));
    }
}
