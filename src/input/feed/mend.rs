//! JSON that its writer built by hand: raw line ends in strings, commas too many, odd escapes, an
//! end
//! that never came.

/// Nesting that `serde_json` reads.
const DEEPEST: usize = 128;

/// `text` as JSON should be, up to the end of its first value. Where that end never comes, all that
/// is open is closed behind it, and then once more behind the last member that is surely whole.
/// Takes one pass.
pub(crate) fn mended(text: &str) -> Vec<String> {
    let mut mender = Mender { rest: text, ..Mender::default() };
    let is_whole = mender.run();
    let Mender { mut out, open, whole, .. } = mender;
    if is_whole || open.len() > DEEPEST {
        return vec![out];
    }
    let cut = whole.map(|(end, open)| closed(out[..end].to_owned(), &open));
    out = closed(out, &open);
    std::iter::once(out).chain(cut).collect()
}

fn closed(mut text: String, open: &[char]) -> String {
    text.extend(open.iter().rev().map(|open| if *open == '{' { '}' } else { ']' }));
    text
}

#[derive(Default)]
struct Mender<'a> {
    rest: &'a str,
    out: String,
    /// Brackets that are open.
    open: Vec<char>,
    /// The last sign outside of strings that is no white space, and where it stands.
    last: Option<(char, usize)>,
    /// Where the last whole member ends, and what was open there.
    whole: Option<(usize, Vec<char>)>,
}

impl Mender<'_> {
    /// Answers whether the value has ended.
    fn run(&mut self) -> bool {
        while let Some(sign) = self.next() {
            match sign {
                '"' => {
                    self.put('"');
                    if !self.string() {
                        return false;
                    }
                }
                '{' | '[' => {
                    self.put(sign);
                    self.open.push(sign);
                    if self.open.len() > DEEPEST {
                        return false;
                    }
                }
                '}' | ']' => {
                    if let Some((',', at)) = self.last {
                        self.out.truncate(at);
                    }
                    self.put(sign);
                    self.open.pop();
                    if self.open.is_empty() {
                        return true;
                    }
                }
                ',' => {
                    if matches!(self.last, Some((last, _)) if !matches!(last, ',' | '[' | '{')) {
                        self.whole = Some((self.out.len(), self.open.clone()));
                        self.put(',');
                    }
                }
                sign if sign.is_ascii_whitespace() => self.out.push(sign),
                sign => self.put(sign),
            }
        }
        false
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let sign = chars.next()?;
        self.rest = chars.as_str();
        Some(sign)
    }

    fn put(&mut self, sign: char) {
        self.last = Some((sign, self.out.len()));
        self.out.push(sign);
    }

    /// The rest of a string; `false` where it does not end.
    fn string(&mut self) -> bool {
        while let Some(sign) = self.next() {
            match sign {
                '"' => {
                    self.out.push('"');
                    return true;
                }
                '\\' => self.escape(),
                '\r' if self.rest.starts_with('\n') => {}
                '\n' | '\r' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                sign if sign.is_control() && sign.is_ascii() => {}
                sign => self.out.push(sign),
            }
        }
        self.out.push('"');
        false
    }

    fn escape(&mut self) {
        match self.next() {
            Some(sign @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {
                self.out.extend(['\\', sign]);
            }
            Some('u') => {
                let first = self.unit();
                let second = match first {
                    Some(0xd800..0xdc00) => self.rest.strip_prefix("\\u").and_then(unit_of),
                    _ => None,
                };
                if second.is_some() {
                    self.rest = &self.rest[6..];
                }
                let units: Vec<u16> = first.into_iter().chain(second).collect();
                let text = String::from_utf16_lossy(&units);
                for sign in text.chars() {
                    match sign {
                        '"' | '\\' => self.out.extend(['\\', sign]),
                        '\n' => self.out.push_str("\\n"),
                        '\t' => self.out.push_str("\\t"),
                        sign if sign.is_control() => {}
                        sign => self.out.push(sign),
                    }
                }
            }
            Some('\'') => self.out.push('\''),
            // No escape at all: the stroke is meant.
            Some(sign) if !sign.is_control() => self.out.extend(['\\', '\\', sign]),
            Some(_) | None => {}
        }
    }

    /// The code unit of four digits behind `\u`.
    fn unit(&mut self) -> Option<u16> {
        let unit = unit_of(self.rest)?;
        self.rest = &self.rest[4..];
        Some(unit)
    }
}

fn unit_of(text: &str) -> Option<u16> {
    let digits = text.get(..4).filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::mended;

    fn is(text: &str, expected: &str) {
        let read = mended(text).into_iter().find_map(|text| serde_json::from_str(&text).ok());
        let read: serde_json::Value = read.unwrap_or_default();
        assert_eq!(read.to_string(), expected, "{text}");
    }

    #[test]
    fn what_people_write_by_hand_is_read() {
        is("{\"a\":\"one\r\ntwo\tthree\",}", r#"{"a":"one\ntwo\tthree"}"#);
        is("[1,,2, ,]", "[1,2]");
        is("[,1]; trailing", "[1]");
        is(
            r#"["it\'s \d \ud83d\ude00 \ud83d \ude00 \u0022 \u12"]"#,
            "[\"it's \\\\d 😀 \u{fffd} \u{fffd} \\\" 12\"]",
        );
    }

    #[test]
    fn what_is_cut_off_keeps_its_whole_members() {
        is(r#"{"a":[{"b":1},{"c":2}"#, r#"{"a":[{"b":1},{"c":2}]}"#);
        is(r#"{"a":[{"b":1},{"c":2,"d"#, r#"{"a":[{"b":1},{"c":2}]}"#);
        is(r#"{"a":"b","c":"d"#, r#"{"a":"b","c":"d"}"#);
    }
}
