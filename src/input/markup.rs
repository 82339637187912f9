//! Tags and text of XML and HTML as they come, however broken: the one scanner of feeds, lists of
//! feeds and pages. It never fails, never goes back, and takes time in proportion to the text.
//!
//! Document types are skipped with all they declare: an entity that a document defines itself is
//! never expanded, so that no few lines of it become gigabytes.

use std::borrow::Cow;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// Name as written, what stands behind it, and whether the tag closes itself.
    Start {
        name: &'a str,
        attributes: &'a str,
        is_empty: bool,
    },
    End {
        name: &'a str,
    },
    /// Text with its references not yet replaced.
    Text(&'a str),
    Literal(&'a str),
}

/// Walks over `text` from `at`.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn offset_of(&self, from: usize, needle: &str) -> Option<usize> {
        memchr::memmem::find(&self.text.as_bytes()[from..], needle.as_bytes()).map(|at| from + at)
    }

    /// Everything up to `end` and the place behind it; all that is left where it does not come.
    fn until(&mut self, from: usize, end: &str) -> &'a str {
        let stop = self.offset_of(from, end);
        self.at = stop.map_or(self.text.len(), |stop| stop + end.len());
        &self.text[from..stop.unwrap_or(self.text.len())]
    }

    /// Goes past the text of an element that holds no markup (a script, a style): behind the start
    /// of its end tag, in any case; to the end of the page where it does not come.
    #[cfg(feature = "html")]
    pub(super) fn skip_raw(&mut self, name: &str) {
        let bytes = self.text.as_bytes();
        while let Some(offset) = memchr::memmem::find(&bytes[self.at..], b"</") {
            self.at += offset + 2;
            let end = bytes.get(self.at..self.at + name.len());
            if end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
                self.at += name.len();
                return;
            }
        }
        self.at = bytes.len();
    }

    /// Behind a document type, with its list of declarations if it has one.
    fn skip_doctype(&mut self) {
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        while let Some(offset) = memchr::memchr3(b'[', b']', b'>', &bytes[self.at..]) {
            self.at += offset + 1;
            match bytes[self.at - 1] {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ if depth == 0 => return,
                _ => {}
            }
        }
        self.at = bytes.len();
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let start = self.at;
            let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
            if !rest.starts_with('<')
                || !rest[1..].starts_with(|c: char| {
                    c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?' | '_')
                })
            {
                let end =
                    memchr::memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |at| at + 1);
                self.at = start + end.max(rest.chars().next().map_or(1, char::len_utf8));
                return Some(Token::Text(&self.text[start..self.at]));
            }
            if rest.starts_with("<!--") {
                self.until(start + 4, "-->");
            } else if rest.starts_with("<![CDATA[") {
                return Some(Token::Literal(self.until(start + 9, "]]>")));
            } else if rest.starts_with("<?") {
                self.until(start + 2, ">");
            } else if rest.starts_with("<!") {
                self.skip_doctype();
            } else {
                return Some(self.tag(start));
            }
        }
    }
}

impl<'a> Scanner<'a> {
    fn tag(&mut self, start: usize) -> Token<'a> {
        let bytes = self.text.as_bytes();
        let closes = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(closes);
        let length = bytes[from..]
            .iter()
            .take_while(|byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/' | b'<' | b'=')
            })
            .count();
        let name = &self.text[from..from + length];
        let mut at = from + length;
        let mut before = b' ';
        while let Some(&byte) = bytes.get(at) {
            if byte == b'>' || byte == b'<' {
                break;
            }
            if matches!(byte, b'"' | b'\'') && before == b'=' {
                at = memchr::memchr(byte, &bytes[at + 1..])
                    .map_or(bytes.len(), |offset| at + 1 + offset);
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            at += 1;
        }
        let end = at.min(bytes.len());
        self.at = (end + usize::from(bytes.get(end) == Some(&b'>'))).max(start + 1);
        if closes {
            return Token::End { name };
        }
        let inner = &self.text[from + length..end];
        let Some(shorter) = inner.strip_suffix('/') else {
            return Token::Start { name, attributes: inner, is_empty: false };
        };
        // Of a value without quotes the stroke is a part.
        let last = shorter.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        let is_value = last.contains('=') && !last.ends_with(['"', '\'']);
        Token::Start { name, attributes: if is_value { inner } else { shorter }, is_empty: true }
    }
}

/// Names and values in a tag, references replaced, in order.
pub(super) fn attributes(inner: &str) -> Attributes<'_> {
    Attributes { rest: inner, endless: [false; 2] }
}

/// The attributes of one tag.
pub(super) struct Attributes<'a> {
    rest: &'a str,
    /// For double and for single quotes: none that is left has something behind it that tells that
    /// a value ends there. It is looked for once, so that the search stays linear.
    endless: [bool; 2],
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest =
            self.rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '='));
        if self.rest.is_empty() {
            return None;
        }
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || c == '=' || c == '/')
            .unwrap_or(self.rest.len());
        let (name, after) = self.rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            self.rest = after;
            return Some((name, Cow::Borrowed("")));
        };
        let value = value.trim_start();
        let (value, after) = match value.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(&value[1..], *quote),
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        self.rest = after;
        Some((name, decode(value)))
    }
}

impl Attributes<'_> {
    /// The value up to the quote that ends it, and what is behind. A quote with neither space nor
    /// another attribute behind it belongs to the value: some programs forget to escape them.
    fn quoted<'b>(&mut self, text: &'b str, quote: u8) -> (&'b str, &'b str) {
        let endless = &mut self.endless[usize::from(quote == b'\'')];
        let sure = (!*endless)
            .then(|| memchr::memchr_iter(quote, text.as_bytes()).find(|at| ends(&text[at + 1..])))
            .flatten();
        *endless = sure.is_none();
        let end = sure.or_else(|| memchr::memchr(quote, text.as_bytes()));
        end.map_or((text, ""), |end| (&text[..end], &text[end + 1..]))
    }
}

/// Whether a value has ended before `rest`: nothing, white space, the end of the tag or another
/// attribute follows.
fn ends(rest: &str) -> bool {
    let name = rest
        .bytes()
        .take(64)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-'))
        .count();
    rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || c == '/')
        || name > 0 && rest.as_bytes().get(name) == Some(&b'=')
}

/// The value of one attribute, whatever the case of its name.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<Cow<'a, str>> {
    attributes(tag).find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Replaces references: numbers as HTML reads them (the C1 range means Windows-1252), and the names
/// of HTML. Others stay as they are.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = rest.as_bytes().iter().take(34).position(|byte| *byte == b';');
        let found = window.and_then(|end| Some((reference(&rest[1..end])?, end + 1)));
        match found {
            Some((character, length)) => {
                decoded.push_str(&character);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        let whole = format!("&{name};");
        let decoded = html_escape::decode_html_entities(&whole);
        return (decoded != whole).then(|| decoded.into_owned());
    };
    let value = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    if (0x80..0xa0).contains(&value) {
        return Some(
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[value as u8]).0.into_owned(),
        );
    }
    Some(char::from_u32(value).unwrap_or('\u{fffd}').to_string())
}

/// As it stands in XML text or in an attribute between double quotes. What no XML may hold becomes
/// U+FFFD.
pub(super) fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\n' => into.push_str("&#10;"),
            '\t' => into.push_str("&#9;"),
            '\r' => into.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => into.push('\u{fffd}'),
            c => into.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Scanner, Token, attributes, decode};

    #[test]
    fn broken_markup_is_scanned_to_its_end() {
        let tokens: Vec<_> = Scanner::new(
            "<!DOCTYPE r [<!ENTITY a '>'>]><r a='<>'>x < y<!-- c --><![CDATA[<b>]]></r><br/><",
        )
        .collect();
        assert_eq!(
            tokens,
            [
                Token::Start { name: "r", attributes: " a='<>'", is_empty: false },
                Token::Text("x "),
                Token::Text("< y"),
                Token::Literal("<b>"),
                Token::End { name: "r" },
                Token::Start { name: "br", attributes: "", is_empty: true },
                Token::Text("<"),
            ]
        );
    }

    #[test]
    fn attributes_come_with_and_without_quotes() {
        let read: Vec<_> = attributes(" a=\"1 &amp; 2\" b='x' c=y d")
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(read, ["a=1 & 2", "b=x", "c=y", "d="]);
        let broken: Vec<_> = attributes(" a=\"The \"Times\".\" b=\"2\"c='3'")
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(broken, ["a=The \"Times\".", "b=2", "c=3"]);
    }

    #[test]
    fn references_are_replaced_and_stray_ampersands_stay() {
        assert_eq!(
            decode("AT&T &eacute;&#x2019;&#146; &unknown; &#xd800;"),
            "AT&T é’’ &unknown; \u{fffd}"
        );
    }
}
