//! Asking for a password on the terminal, which shows nothing of it.

use std::fs::File;
use std::io::{Read, Write};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// A longer line is no password.
const LONGEST: usize = 1024;

/// Asks on the terminal; `None` where there is none, or where nothing is given.
pub(crate) fn ask_secretly(words: &str) -> Option<String> {
    let mut terminal = File::options().read(true).write(true).open("/dev/tty").ok()?;
    let before = tcgetattr(&terminal).ok()?;
    let mut quiet: Termios = before.clone();
    // Signals come as keys, so that the terminal is given back as it was.
    quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
    write!(terminal, "{words}").ok()?;
    tcsetattr(&terminal, OptionalActions::Flush, &quiet).ok()?;
    let line = line(&mut terminal);
    let _ = tcsetattr(&terminal, OptionalActions::Flush, &before);
    let _ = writeln!(terminal);
    line.filter(|line| !line.is_empty())
}

/// What is typed up to Enter; `None` where it is given up, by `^C`, or by `^D` or the end.
fn line(keys: &mut impl Read) -> Option<String> {
    let mut typed: Vec<u8> = Vec::new();
    let mut key = [0];
    while keys.read(&mut key).ok()? == 1 {
        match key[0] {
            b'\n' | b'\r' => return String::from_utf8(typed).ok(),
            3 | 4 => return None,
            // ^U
            21 => typed.clear(),
            8 | 127 => while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {},
            byte if typed.len() < LONGEST => typed.push(byte),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_is_typed_mended_and_given_up() {
        let of = |keys: &str| line(&mut keys.as_bytes());
        assert_eq!(of("secret\n").as_deref(), Some("secret"));
        assert_eq!(of("secrxé\u{7f}\u{7f}et\r").as_deref(), Some("secret"));
        assert_eq!(of("wrong\u{15}right\n").as_deref(), Some("right"));
        assert_eq!(of("secret\u{3}"), None);
        assert_eq!(of("no end"), None);
    }
}
