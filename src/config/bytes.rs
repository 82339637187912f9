//! Bytes of a file that are no UTF-8, so that one of them does not take the rest away: a character
//! that no text has (Unicode's last plane is for private use) stands for each, and is the byte
//! again
//! when the file is written.

/// Stands for the byte 0; only bytes from 0x80 on are ever none of UTF-8.
const FIRST: u32 = 0x10_fe00;

/// The text of a file; a character of its own for each byte that is no UTF-8.
pub(crate) fn readable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(
            chunk.invalid().iter().filter_map(|byte| char::from_u32(FIRST + u32::from(*byte))),
        );
    }
    text
}

/// The bytes of a text that [`readable`] gave.
pub(crate) fn written(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match byte_of(c) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

/// Where characters stand that stand for bytes.
pub(super) fn places(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter(|(_, c)| byte_of(*c).is_some()).map(|(at, _)| at)
}

fn byte_of(c: char) -> Option<u8> {
    u8::try_from(u32::from(c).checked_sub(FIRST)?).ok().filter(|byte| *byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::{readable, written};
    use crate::config::read_settings;

    #[test]
    fn a_byte_that_is_no_utf_8_costs_its_own_line_and_is_kept() {
        let file = b"# caf\xe9\xff\nmeasure = 80 # \xe9\ntheme = \"d\xe9\"\njustify = true\n";
        let text = readable(file);
        assert_eq!(written(&text), file);
        let (settings, problems) = read_settings(&text);
        assert_eq!((settings.measure, settings.justify), (80, true));
        assert_eq!(settings.theme, "auto");
        let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 2, 3, 3], "{problems:?}");
    }

    #[test]
    fn a_sound_file_is_as_it_was() {
        let file = "# café 港\nmeasure = 80\n";
        assert_eq!(readable(file.as_bytes()), file);
        assert_eq!(written(file), file.as_bytes());
    }
}
