//! Which key a control sequence stands for: xterm's, rxvt's, the Linux console's and kitty's.

use crate::app::{Key, KeyCode};

/// A byte below 0x80.
pub(super) fn of_byte(byte: u8) -> Key {
    match byte {
        b'\r' | b'\n' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x7f => Key::plain(KeyCode::Backspace),
        0 => Key { ctrl: true, ..Key::char(' ') },
        0x1b => Key::plain(KeyCode::Esc),
        1..=0x1a => Key { ctrl: true, ..Key::char(char::from(byte - 1 + b'a')) },
        0x1c..=0x1f => Key { ctrl: true, ..Key::char(char::from(byte + 0x40)) },
        _ => Key::char(char::from(byte)),
    }
}

/// `ESC O` and a letter.
pub(super) fn of_application(letter: u8) -> Option<Key> {
    match letter {
        b'M' => Some(Key::plain(KeyCode::Enter)),
        // The number pad of terminals in application mode.
        b'j'..=b'y' => Some(Key::char(char::from(letter - 0x40))),
        _ => of_letter(letter).map(Key::plain),
    }
}

/// `ESC [`, numbers, and a final byte: `1;5C`, `3~`, `97;5u`.
pub(super) fn of_sequence(words: &str, last: u8) -> Option<Key> {
    let mut fields = words.split(';').map(|field| field.split(':'));
    let number = match fields.next()?.next()? {
        "" => 1,
        digits => digits.parse::<u32>().ok()?,
    };
    let mut second = fields.next();
    let modifiers = second
        .as_mut()
        .and_then(Iterator::next)
        .and_then(|digits| digits.parse::<u8>().ok())
        .unwrap_or(1);
    // 3 is a release, which nobody asked for.
    if second.and_then(|mut second| second.next().map(|kind| kind == "3")).unwrap_or(false) {
        return None;
    }
    let mut bits = modifiers.saturating_sub(1);
    let key = match last {
        b'~' if number == 27 => return of_code(fields.next()?.next()?.parse().ok()?, bits),
        b'~' => Key::plain(of_number(number)?),
        b'u' => return of_code(number, bits),
        b'Z' => {
            bits |= 1;
            Key::plain(KeyCode::Tab)
        }
        // rxvt: with Shift.
        b'a'..=b'd' => {
            bits |= 1;
            Key::plain(of_letter(last.to_ascii_uppercase())?)
        }
        _ => Key::plain(of_letter(last)?),
    };
    Some(with(key, bits))
}

/// Shift 1, Alt 2, Ctrl 4; Super, Hyper, Meta and the locks make no difference.
fn with(key: Key, bits: u8) -> Key {
    Key { shift: bits & 1 != 0, alt: bits & (2 | 32) != 0, ctrl: bits & 4 != 0, ..key }
}

fn of_letter(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P' => KeyCode::Function(1),
        b'Q' => KeyCode::Function(2),
        b'R' => KeyCode::Function(3),
        b'S' => KeyCode::Function(4),
        _ => return None,
    })
}

fn of_number(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::Function(number as u8 - 10),
        17..=21 => KeyCode::Function(number as u8 - 11),
        23..=26 => KeyCode::Function(number as u8 - 12),
        28 | 29 => KeyCode::Function(number as u8 - 13),
        31..=34 => KeyCode::Function(number as u8 - 14),
        _ => return None,
    })
}

/// kitty's and xterm's numbers for keys: the character's, or one from the private area.
fn of_code(number: u32, bits: u8) -> Option<Key> {
    let code = match number {
        27 => KeyCode::Esc,
        13 | 57414 => KeyCode::Enter,
        9 => KeyCode::Tab,
        8 | 127 => KeyCode::Backspace,
        57399..=57408 => KeyCode::Char(char::from(b'0' + (number - 57399) as u8)),
        57409..=57413 => KeyCode::Char(char::from(b"./*-+"[(number - 57409) as usize])),
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        57376..=57398 => KeyCode::Function((number - 57376 + 13) as u8),
        // The rest of the private area: locks, media keys, modifiers alone.
        57344..=63743 => return None,
        _ => KeyCode::Char(char::from_u32(number).filter(|c| !c.is_control())?),
    };
    let mut key = with(Key::plain(code), bits);
    if let KeyCode::Char(c) = key.code {
        // Shift is in the character.
        if key.shift && !key.ctrl {
            key.code = KeyCode::Char(c.to_uppercase().next().unwrap_or(c));
        }
        key.shift = false;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::{of_byte, of_sequence};

    fn shown(words: &str, last: char) -> Option<String> {
        of_sequence(words, last as u8).map(|key| key.to_string())
    }

    #[test]
    fn keys_of_the_protocols_are_the_same_keys() {
        for (words, last, key) in [
            ("", 'A', "Up"),
            ("1;2", 'B', "S-Down"),
            ("1;6", 'D', "S-C-Left"),
            ("3;5", '~', "C-Del"),
            ("15", '~', "F5"),
            ("24", '~', "F12"),
            ("27;5;105", '~', "^I"),
            ("27", 'u', "Esc"),
            ("99;5", 'u', "^C"),
            ("120;3", 'u', "M-x"),
            ("120;4", 'u', "M-X"),
            ("13;2", 'u', "S-Enter"),
            ("57421", 'u', "PgUp"),
            ("57400", 'u', "1"),
            ("97:65;2:2", 'u', "A"),
        ] {
            assert_eq!(shown(words, last).as_deref(), Some(key), "{words}{last}");
        }
        assert_eq!(shown("57441", 'u'), None, "Shift alone");
        assert_eq!(of_byte(0x12).to_string(), "^R");
        assert_eq!(of_byte(0x1f).to_string(), "^_");
    }
}
