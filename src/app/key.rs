//! Keys as the keymap and the help write them; no terminal library is named here.

use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Function(u8),
}

/// One key press. Shift is part of a character ("G"), and told apart only for keys without one
/// ("S-Tab").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Key {
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// The character it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

const NAMED: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];

/// `^F`, `S-Tab`, `M-x`, `Space`, `F5`, `G`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alt {
            f.write_str("M-")?;
        }
        if self.shift {
            f.write_str("S-")?;
        }
        if let (true, KeyCode::Char(c)) = (self.ctrl, self.code) {
            return write!(f, "^{}", c.to_ascii_uppercase());
        }
        if self.ctrl {
            f.write_str("C-")?;
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Function(number) => write!(f, "F{number}"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no key")]
pub struct KeyError(pub String);

/// A sequence of keys as it is written: `gg`, `]q`, `^O`, `Space`, `m Space`.
pub fn parse_keys(words: &str) -> Result<Vec<Key>, KeyError> {
    let mut keys = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        match word.parse() {
            Ok(key) => keys.push(key),
            Err(error) => {
                let mut rest = word.chars().peekable();
                while let Some(c) = rest.next() {
                    match (c, rest.peek()) {
                        ('^', Some(&letter)) if letter.is_ascii_graphic() => {
                            rest.next();
                            keys.push(format!("^{letter}").parse()?);
                        }
                        _ if c.is_ascii_graphic() => keys.push(Key::char(c)),
                        _ => return Err(error),
                    }
                }
            }
        }
    }
    if keys.is_empty() { Err(KeyError(words.to_owned())) } else { Ok(keys) }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(word: &str) -> Result<Self, KeyError> {
        let error = || KeyError(word.to_owned());
        let mut key = Self::char(' ');
        let mut rest = word;
        while let Some((prefix, tail)) =
            rest.split_once('-').filter(|(prefix, tail)| prefix.len() == 1 && !tail.is_empty())
        {
            match prefix {
                "C" => key.ctrl = true,
                "M" => key.alt = true,
                "S" => key.shift = true,
                _ => return Err(error()),
            }
            rest = tail;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next(), chars.next()) {
            (Some(c), None, _) => KeyCode::Char(c),
            (Some('^'), Some(c), None) => {
                key.ctrl = true;
                KeyCode::Char(c.to_ascii_lowercase())
            }
            (Some('F'), Some('0'..='9'), _) => {
                KeyCode::Function(rest[1..].parse().map_err(|_| error())?)
            }
            _ => NAMED
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, code)| *code)
                .ok_or_else(error)?,
        };
        Ok(key)
    }
}

/// A sequence of keys as it is shown: `gg`, `]q`, `^O`, `g Space`.
pub(crate) fn show_keys(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    let separator = if names.iter().any(|name| name.chars().count() > 2) { " " } else { "" };
    names.join(separator)
}

#[cfg(test)]
mod tests {
    use super::{parse_keys, show_keys};

    #[test]
    fn keys_read_as_they_are_shown() {
        for words in ["gg", "]q", "^O", "Space", "S-Tab", "g;", "'a", "F5", "M-x", "^", "-", "zz"] {
            assert_eq!(parse_keys(words).map(|keys| show_keys(&keys)).as_deref(), Ok(words));
        }
        assert!(parse_keys("").is_err());
        assert!(parse_keys("Spce\u{1}").is_err());
    }
}
