//! Files that are not text, told by their first bytes.

/// What the bytes are, if they begin like a kind of file that is never text.
pub fn signature(bytes: &[u8]) -> Option<&'static str> {
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
        (0, b"PK\x03\x04", "a ZIP archive (or an office document or e-book, which are ZIP archives)"),
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
    let found = SIGNATURES.iter().find(|(at, magic, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    found.map(|(_, _, what)| *what).filter(|what| *what != "compressed with bzip2" || !bytes.is_ascii())
}

/// Do NUL bytes and other control bytes say that this is no text? Looks at `sample` only; wants more than a stray byte,
/// so that a text with a few NUL bytes or a recording of a terminal is still read.
pub fn is_binary(sample: &[u8]) -> bool {
    let odd = sample.iter().filter(|byte| matches!(byte, 0..=8 | 0xe..=0x1a | 0x1c..=0x1f)).count();
    let nuls = memchr::memchr_iter(0, sample).count();
    nuls * 50 > sample.len() || odd * 10 > sample.len()
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
        assert!(!is_binary(&[b"a text of some length, with one".as_slice(), &[0], &[b'x'; 100]].concat()));
        assert!(is_binary(&[0, 1, 2, b'a', 0, 0]));
    }
}
