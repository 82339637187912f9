//! JSON that is safe to print: no control or bidirectional character leaves unescaped.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

/// One line of JSON, without a line end. DEL, C1 and bidirectional controls are written as `\u`
/// escapes, as C0 always is.
pub fn to_json(value: &impl Serialize) -> serde_json::Result<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Plain))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

struct Plain;

impl Formatter for Plain {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for part in fragment.split_inclusive(is_unsafe) {
            let plain = part.trim_end_matches(is_unsafe);
            CompactFormatter.write_string_fragment(writer, plain)?;
            for c in part.chars().rev().take_while(|&c| is_unsafe(c)) {
                write!(writer, "\\u{:04x}", c as u32)?;
            }
        }
        Ok(())
    }
}

fn is_unsafe(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::to_json;

    #[test]
    fn control_and_bidirectional_characters_are_escaped() {
        let json = to_json(&"a\u{1b}[1m\u{9b}\u{202e}é\u{7f}").expect("a string");
        assert_eq!(json, r#""a\u001b[1m\u009b\u202eé\u007f""#);
        assert_eq!(
            serde_json::from_str::<String>(&json).expect("valid"),
            "a\u{1b}[1m\u{9b}\u{202e}é\u{7f}"
        );
    }
}
