//! From the terminal's bytes to what they say: keys, mouse, pasted text, focus, answers.
//!
//! Follows the control sequences of ECMA-48 and xterm, and the keyboard protocol of kitty.
//! Sequences may be cut anywhere; what is not known is skipped whole, so that no part of it passes
//! for keys.

use super::keys;
use crate::app::{Key, KeyCode, Mouse, MouseAction};
use crate::runtime::event::Heard;

/// Bytes of an answer or of an unknown sequence that are looked at; a longer one is skipped.
const LONGEST: usize = 4096;
/// Bytes of one paste; a longer one comes in pieces.
const PASTE: usize = 1 << 20;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Bytes whose meaning is not yet known.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    bytes: Vec<u8>,
    /// Inside of pasted text.
    pasting: bool,
}

/// What the bytes at the front come to.
enum Step {
    /// So many bytes, and what they say.
    Said(usize, Option<Heard>),
    /// More bytes are needed.
    More,
}

impl Decoder {
    /// Takes bytes as they came and says what they complete.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<Heard> {
        self.bytes.extend_from_slice(bytes);
        let mut heard = Vec::new();
        let mut at = 0;
        while at < self.bytes.len() {
            let step = if self.pasting { self.paste(at) } else { step(&self.bytes[at..]) };
            match step {
                Step::Said(count, said) => {
                    at += count;
                    heard.extend(said);
                }
                Step::More => break,
            }
            if !self.pasting && self.bytes[..at].ends_with(b"\x1b[200~") {
                self.pasting = true;
            }
        }
        self.bytes.drain(..at);
        heard
    }

    /// Whether something has begun whose end has not come.
    pub(super) fn waits(&self) -> bool {
        !self.bytes.is_empty() || self.pasting
    }

    /// Whether a terminal says it by itself, rather than a person by a key.
    pub(super) fn in_answer(&self) -> bool {
        self.pasting || self.bytes.len() > 2
    }

    /// No more came in time: a lone Esc is a key, Esc with one byte is Alt with it, the beginning
    /// of anything longer is dropped.
    pub(super) fn give_up(&mut self) -> Vec<Heard> {
        let bytes = std::mem::take(&mut self.bytes);
        if std::mem::take(&mut self.pasting) {
            return vec![Heard::Paste(String::from_utf8_lossy(&bytes).into_owned())];
        }
        match bytes[..] {
            [0x1b] => vec![Heard::Key(Key::plain(KeyCode::Esc))],
            [0x1b, byte @ 0x20..0x7f] => {
                vec![Heard::Key(Key { alt: true, ..Key::char(char::from(byte)) })]
            }
            _ => Vec::new(),
        }
    }

    /// Pasted text from `at` up to its end mark.
    fn paste(&mut self, at: usize) -> Step {
        let rest = &self.bytes[at..];
        if let Some(end) = memchr::memmem::find(rest, PASTE_END) {
            self.pasting = false;
            return Step::Said(
                end + PASTE_END.len(),
                Some(Heard::Paste(String::from_utf8_lossy(&rest[..end]).into_owned())),
            );
        }
        if rest.len() < PASTE {
            return Step::More;
        }
        let count = std::str::from_utf8(&rest[..PASTE - PASTE_END.len()])
            .map_or_else(|error| error.valid_up_to().max(1), str::len);
        Step::Said(count, Some(Heard::Paste(String::from_utf8_lossy(&rest[..count]).into_owned())))
    }
}

/// The first thing in `bytes`, which are not empty.
fn step(bytes: &[u8]) -> Step {
    if bytes[0] != 0x1b {
        return character(bytes);
    }
    match bytes.get(1) {
        None => Step::More,
        Some(b'[') => control_sequence(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Step::More,
            Some(&byte) => Step::Said(3, keys::of_application(byte).map(Heard::Key)),
        },
        // Answers: OSC, DCS, APC, PM, SOS, each up to ST or BEL.
        Some(b']' | b'P' | b'_' | b'^' | b'X') => answer(bytes),
        Some(0x1b) => Step::Said(1, Some(Heard::Key(Key::plain(KeyCode::Esc)))),
        Some(_) => match character(&bytes[1..]) {
            Step::Said(count, Some(Heard::Key(key))) => {
                Step::Said(count + 1, Some(Heard::Key(Key { alt: true, ..key })))
            }
            Step::Said(count, _) => Step::Said(count + 1, None),
            Step::More => Step::More,
        },
    }
}

/// A character or a control key.
fn character(bytes: &[u8]) -> Step {
    if bytes[0] < 0x80 {
        return Step::Said(1, Some(Heard::Key(keys::of_byte(bytes[0]))));
    }
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Said(1, None),
    };
    let known = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(known) {
        Ok(words) => Step::Said(
            length,
            words.chars().next().filter(|c| !c.is_control()).map(|c| Heard::Key(Key::char(c))),
        ),
        Err(error) if error.error_len().is_none() => Step::More,
        Err(_) => Step::Said(1, None),
    }
}

/// `ESC [`, parameters, a final byte.
fn control_sequence(bytes: &[u8]) -> Step {
    let body = &bytes[2..];
    // The Linux console's F1 to F5.
    if body.first() == Some(&b'[') {
        return match body.get(1) {
            None => Step::More,
            Some(&byte) => Step::Said(
                4,
                (b'A'..=b'E')
                    .contains(&byte)
                    .then(|| Heard::Key(Key::plain(KeyCode::Function(byte - b'A' + 1)))),
            ),
        };
    }
    let Some(end) = body.iter().take(LONGEST).position(|byte| !(0x20..0x40).contains(byte)) else {
        return if body.len() < LONGEST { Step::More } else { Step::Said(bytes.len(), None) };
    };
    let (parameters, last) = (&body[..end], body[end]);
    let whole = end + 3;
    match last {
        // A sequence that another one interrupts.
        0x1b => Step::Said(whole - 1, None),
        // X10 mouse reports, which were not asked for: three bytes follow.
        b'M' if parameters.is_empty() => {
            if bytes.len() < 6 {
                Step::More
            } else {
                Step::Said(6, None)
            }
        }
        _ => Step::Said(whole, said(parameters, last)),
    }
}

/// What a control sequence says.
fn said(parameters: &[u8], last: u8) -> Option<Heard> {
    let words = std::str::from_utf8(parameters).ok()?;
    match (words.as_bytes().first(), last) {
        (Some(b'<'), b'M' | b'm') => mouse(words.get(1..)?, last == b'm').map(Heard::Mouse),
        (Some(b'?'), b'u') => Some(Heard::Keyboard),
        (Some(b'?'), b'c') => Some(Heard::Attributes),
        (Some(b'?' | b'>' | b'<' | b'='), _) => None,
        (None, b'I') => Some(Heard::Focus(true)),
        (None, b'O') => Some(Heard::Focus(false)),
        _ => keys::of_sequence(words, last).map(Heard::Key),
    }
}

/// SGR mouse reports: button, column, row.
fn mouse(words: &str, released: bool) -> Option<Mouse> {
    let mut numbers = words.split(';').map(str::parse::<u16>);
    let (button, column, row) =
        (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    // Shift, Alt and Ctrl make no difference.
    let action = match (button & !0b1_1100, released) {
        (0, false) => MouseAction::Press,
        (0, true) => MouseAction::Release,
        (2, false) => MouseAction::PressRight,
        (32, false) => MouseAction::Drag,
        (64, false) => MouseAction::WheelUp,
        (65, false) => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Mouse { action, column: column.saturating_sub(1), row: row.saturating_sub(1) })
}

/// `ESC ]` and its like, up to BEL or `ESC \`.
fn answer(bytes: &[u8]) -> Step {
    for (at, &byte) in bytes.iter().enumerate().skip(2) {
        match byte {
            0x07 => return Step::Said(at + 1, background(&bytes[2..at])),
            0x1b => match bytes.get(at + 1) {
                None => return Step::More,
                Some(b'\\') => return Step::Said(at + 2, background(&bytes[2..at])),
                Some(_) => return Step::Said(at, None),
            },
            _ if at > LONGEST => return Step::Said(bytes.len(), None),
            _ => {}
        }
    }
    Step::More
}

/// `11;rgb:1c1c/1e1e/2222`, one to four digits a colour; `rgba:` has a fourth.
fn background(words: &[u8]) -> Option<Heard> {
    let words = std::str::from_utf8(words).ok()?.strip_prefix("11;")?;
    let colors = words.strip_prefix("rgb:").or_else(|| words.strip_prefix("rgba:"))?;
    let mut channels = colors.split('/').map(|digits| {
        let value =
            u32::from_str_radix(digits, 16).ok().filter(|_| (1..=4).contains(&digits.len()))?;
        let most = (1_u32 << (4 * digits.len())) - 1;
        Some((value * 255 / most) as u8)
    });
    Some(Heard::Background([channels.next()??, channels.next()??, channels.next()??]))
}

#[cfg(test)]
mod tests {
    use super::Decoder;
    use crate::app::{Key, KeyCode, Mouse, MouseAction, parse_keys};
    use crate::runtime::event::Heard;

    fn hear(bytes: &[u8]) -> Vec<Heard> {
        let mut decoder = Decoder::default();
        let mut heard = decoder.take(bytes);
        heard.extend(decoder.give_up());
        heard
    }

    fn keys(words: &str) -> Vec<Heard> {
        parse_keys(words).expect("keys").into_iter().map(Heard::Key).collect()
    }

    const MIXED: &[u8] = "gé^\x1b[A\x1b[1;5C\x1bx\x1bOP\x1b[24~\x1b[Z\x1b[<0;12;7M\x1b[<65;1;1M\x1b[<32;13;7M\x1b[<0;13;7m\x1b[200~two\nlines\x1b[201~\x1b[I\x1b[O\x1b]11;rgb:ff/8080/0\x1b\\\x1b[?1u\x1b[?62;22c\x1b[127;5u\x1b[97;3u\r".as_bytes();

    fn mixed() -> Vec<Heard> {
        let mut heard = keys("g");
        heard.push(Heard::Key(Key::char('é')));
        heard.extend(keys("^ Up C-Right M-x F1 F12 S-Tab"));
        heard.push(Heard::Mouse(Mouse { action: MouseAction::Press, column: 11, row: 6 }));
        heard.push(Heard::Mouse(Mouse { action: MouseAction::WheelDown, column: 0, row: 0 }));
        heard.push(Heard::Mouse(Mouse { action: MouseAction::Drag, column: 12, row: 6 }));
        heard.push(Heard::Mouse(Mouse { action: MouseAction::Release, column: 12, row: 6 }));
        heard.push(Heard::Paste("two\nlines".into()));
        heard.extend([
            Heard::Focus(true),
            Heard::Focus(false),
            Heard::Background([255, 128, 0]),
            Heard::Keyboard,
            Heard::Attributes,
        ]);
        heard.extend(keys("C-Backspace M-a Enter"));
        heard
    }

    #[test]
    fn keys_mouse_paste_focus_and_answers_are_told_apart() {
        assert_eq!(hear(MIXED), mixed());
    }

    #[test]
    fn what_is_said_does_not_depend_on_where_it_is_cut() {
        for size in 1..9 {
            let mut decoder = Decoder::default();
            let heard: Vec<Heard> =
                MIXED.chunks(size).flat_map(|bytes| decoder.take(bytes)).collect();
            assert_eq!(heard, mixed(), "in pieces of {size}");
            assert!(!decoder.waits());
        }
    }

    #[test]
    fn a_lone_escape_is_a_key_once_nothing_follows() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(b"\x1b"), []);
        assert!(decoder.waits() && !decoder.in_answer());
        assert_eq!(decoder.give_up(), [Heard::Key(Key::plain(KeyCode::Esc))]);
        assert_eq!(hear(b"\x1b]"), keys("M-]"));
        assert_eq!(hear(b"\x1b\x1b[A"), keys("Esc Up"));
    }

    #[test]
    fn no_part_of_an_answer_or_of_an_unknown_sequence_is_a_key() {
        for bytes in [
            &b"\x1b]11;rgb:1c1c/1e1e/22"[..],
            b"\x1b]52;c;ZXZpbA==\x07",
            b"\x1bP1$r0m\x1b\\",
            b"\x1b[?997;1n",
            b"\x1b[6;20;10t",
            b"\x1b[M !!",
            b"\x1b_Gi=1;OK\x1b\\",
            b"\xff\x80",
            b"\x1b[97;1:3u",
        ] {
            assert_eq!(hear(bytes), [], "{}", String::from_utf8_lossy(bytes));
        }
        let endless = [&b"\x1b]11;"[..], &b"x".repeat(100_000)].concat();
        assert_eq!(hear(&endless), []);
    }

    #[test]
    fn a_paste_without_an_end_is_not_lost() {
        assert_eq!(hear(b"\x1b[200~half"), [Heard::Paste("half".into())]);
        let long = [&b"\x1b[200~"[..], "ä".repeat(700_000).as_bytes(), b"\x1b[201~"].concat();
        let words: String = hear(&long)
            .into_iter()
            .map(|heard| if let Heard::Paste(words) = heard { words } else { String::new() })
            .collect();
        assert_eq!(words.chars().count(), 700_000);
    }

    #[test]
    fn any_bytes_are_survived() {
        let mut seed = 1_u32;
        for _ in 0..3000 {
            let bytes: Vec<u8> = (0..40)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let from = b"\x1b\x1b[[]O<?;~Mm0129uc\x07\\\xc3\xa4\xf0aP";
                    from[(seed >> 16) as usize % from.len()]
                })
                .collect();
            hear(&bytes);
        }
    }
}
