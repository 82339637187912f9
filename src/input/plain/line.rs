//! What a single line of plain text shows. Only its first bytes are looked at: a line may be a
//! gigabyte long.

/// How much of a line is looked at.
const LOOK: usize = 512;

/// Columns of white space a line begins with (a tab goes to the next eighth), and the bytes they
/// take.
pub(super) fn indent(line: &[u8]) -> (usize, usize) {
    let mut columns = 0;
    for (at, byte) in line.iter().take(LOOK).enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns = (columns / 8 + 1) * 8,
            _ => return (columns, at),
        }
    }
    (columns, line.len().min(LOOK))
}

#[inline]
pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// The line without white space at its ends, as far as it is looked at.
pub(super) fn words(line: &[u8]) -> String {
    let cut = line.len().min(LOOK);
    String::from_utf8_lossy(&line[..cut]).trim().trim_end_matches('\u{fffd}').to_owned()
}

/// A mark that begins a list item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Marker {
    Bullet,
    Number(u32),
}

/// The marker that a line (without indent) begins with, and the bytes of it with the space behind.
pub(super) fn marker(line: &[u8]) -> Option<(Marker, usize)> {
    for bullet in ["-", "*", "+", "•", "‣", "◦", "▪", "●", "·"] {
        if let Some(rest) = line.strip_prefix(bullet.as_bytes())
            && let [b' ' | b'\t', next, ..] = rest
        {
            let is_mark = next.is_ascii_alphanumeric()
                || !next.is_ascii()
                || matches!(next, b'"' | b'\'' | b'(' | b'[' | b' ' | b'$');
            return is_mark.then(|| {
                (
                    Marker::Bullet,
                    bullet.len() + 1 + rest[1..].iter().take_while(|byte| **byte == b' ').count(),
                )
            });
        }
    }
    let digits = line.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let [b'.' | b')', b' ', ..] = &line[digits..] else { return None };
    let number =
        line[..digits].iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    Some((
        Marker::Number(number),
        digits + 1 + line[digits + 1..].iter().take_while(|byte| **byte == b' ').count(),
    ))
}

/// Marks of an answered mail (`> > words`): how many, and the bytes they take.
pub(super) fn quote_marks(line: &[u8]) -> (u8, usize) {
    let (mut count, mut at) = (0_u8, 0);
    while line.get(at) == Some(&b'>') && count < 200 {
        count += 1;
        at += 1;
        if line.get(at) == Some(&b' ') {
            at += 1;
        }
    }
    (count, at)
}

/// A line of one mark only that underlines the one above: `====` or `----`.
pub(super) fn is_underline(line: &[u8], above: usize) -> bool {
    let line = line.trim_ascii();
    let [first @ (b'=' | b'-' | b'~' | b'*' | b'_'), ..] = line else { return false };
    line.len() >= 3
        && line.len() * 2 >= above
        && line.len() <= above * 2 + 8
        && line.iter().all(|byte| byte == first)
}

/// A line of marks only that parts sections: `* * *`, `-----`, `###`.
pub(super) fn is_rule(line: &[u8]) -> bool {
    let marks: Vec<u8> =
        line.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(LOOK).collect();
    marks.len() >= 3
        && matches!(marks[0], b'=' | b'-' | b'~' | b'*' | b'_' | b'#')
        && marks.iter().all(|byte| *byte == marks[0])
}

/// Whether it ends as sentences do.
pub(super) fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '\'', '”', '’', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…', '。', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::{Marker, is_rule, is_underline, marker, quote_marks};

    #[test]
    fn markers_want_a_space_behind_them() {
        assert_eq!(marker(b"- x"), Some((Marker::Bullet, 2)));
        assert_eq!(marker("•  x".as_bytes()), Some((Marker::Bullet, 5)));
        assert_eq!(marker(b"12) x"), Some((Marker::Number(12), 4)));
        assert_eq!(marker(b"-x"), None);
        assert_eq!(marker(b"1914. It"), None);
        assert_eq!(marker(b"- - -"), None);
    }

    #[test]
    fn lines_of_marks_underline_or_part() {
        assert!(is_underline(b"=====", 5));
        assert!(!is_underline(b"===", 40));
        assert!(is_rule(b"* * *"));
        assert_eq!(quote_marks(b"> >> x"), (3, 5));
    }
}
