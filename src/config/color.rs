//! Colours as a theme names them.

use std::fmt;
use std::str::FromStr;

/// One of the terminal's own colours, or an exact one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Color {
    /// Whatever the terminal uses.
    Default,
    /// 0 to 15: the terminal's palette, as its user set it.
    Ansi(u8),
    Rgb(u8, u8, u8),
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "“{0}” is no colour: use a name such as red or bright-blue, a number from 0 to 15, #rrggbb, or default"
)]
pub struct ColorError(String);

const NAMES: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

impl FromStr for Color {
    type Err = ColorError;

    fn from_str(word: &str) -> Result<Self, ColorError> {
        let error = || ColorError(word.to_owned());
        if word == "default" {
            return Ok(Self::Default);
        }
        if let Some(hex) = word.strip_prefix('#') {
            let value = u32::from_str_radix(hex, 16).map_err(|_| error())?;
            let [_, red, green, blue] = value.to_be_bytes();
            return if hex.len() == 6 { Ok(Self::Rgb(red, green, blue)) } else { Err(error()) };
        }
        if let Ok(number @ 0..=15) = word.parse() {
            return Ok(Self::Ansi(number));
        }
        let (name, bright) = word.strip_prefix("bright-").map_or((word, 0), |name| (name, 8));
        let index = NAMES.iter().position(|&known| known == name).ok_or_else(error)?;
        Ok(Self::Ansi(index as u8 + bright))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Default => f.write_str("default"),
            Self::Ansi(number @ 8..) => write!(f, "bright-{}", NAMES[usize::from(number - 8) & 7]),
            Self::Ansi(number) => f.write_str(NAMES[usize::from(number)]),
            Self::Rgb(red, green, blue) => write!(f, "#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Color;

    #[test]
    fn colours_read_as_they_are_written() {
        for word in ["default", "red", "bright-black", "#ff8000"] {
            assert_eq!(word.parse::<Color>().map(|color| color.to_string()).as_deref(), Ok(word));
        }
        assert!("#ff80".parse::<Color>().is_err());
        assert!("reddish".parse::<Color>().is_err());
        assert!("16".parse::<Color>().is_err());
    }
}
