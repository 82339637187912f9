//! Status line and headers of an answer (RFC 9112), read leniently and within limits.
//!
//! Values are kept byte for byte, as the characters U+0000–U+00FF, so that an entity tag goes back
//! exactly as it came; whoever shows one cleans it.

use std::io::BufRead;

use super::error::NetError;
use super::policy::Limits;
use super::watch::ended;

/// A read head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    /// HTTP/1.0: the connection ends after the answer unless it says otherwise.
    pub(super) old: bool,
    /// Names in lower case.
    headers: Vec<(String, String)>,
}

impl Head {
    /// The first value of the header `name` (lower case).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The comma-separated items of all headers `name`, in lower case.
    pub(super) fn items(&self, name: &str) -> Vec<String> {
        let values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value);
        values
            .flat_map(|value| value.split(','))
            .map(|item| item.trim().to_ascii_lowercase())
            .filter(|item| !item.is_empty())
            .collect()
    }

    /// A value that may hold UTF-8, as a `Location` does in the wild.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        let bytes: Vec<u8> =
            value.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
        Some(String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned()))
    }
}

/// Reads one head. `Ok(None)` if the connection ended before the first byte.
pub(super) fn read_head(
    from: &mut impl BufRead,
    limits: &Limits,
) -> Result<Option<Head>, NetError> {
    let mut budget = limits.head;
    let Some(mut head) = status_line(from, &mut budget, limits.head)? else { return Ok(None) };
    loop {
        let line = read_line(from, &mut budget, limits.head)?
            .ok_or(NetError::BadHead { why: "it ends in the middle" })?;
        if line.is_empty() {
            return Ok(Some(head));
        }
        if head.headers.len() >= limits.headers {
            return Err(NetError::TooManyHeaders { limit: limits.headers });
        }
        add_header(&mut head, &line);
    }
}

fn status_line(
    from: &mut impl BufRead,
    budget: &mut usize,
    limit: usize,
) -> Result<Option<Head>, NetError> {
    // Looked at before a whole line is there: a body without a head may have no line end for
    // megabytes.
    let start = from.fill_buf().map_err(|why| ended(&why))?;
    if start.is_empty() {
        return Ok(None);
    }
    let known = b"HTTP/1.";
    if start.iter().zip(known).any(|(got, wanted)| got != wanted) {
        return Err(NetError::NotHttp);
    }
    let line = read_line(from, budget, limit)?
        .ok_or(NetError::BadHead { why: "it ends in the middle" })?;
    let line = String::from_utf8_lossy(&line).into_owned();
    let mut words = line.splitn(3, ' ');
    let version = words.next().unwrap_or_default();
    if !version.starts_with("HTTP/1.") {
        return Err(NetError::NotHttp);
    }
    let code = words.next().unwrap_or_default().trim();
    let status = code.parse().ok().filter(|status| code.len() == 3 && (100..600).contains(status));
    Ok(Some(Head {
        status: status.ok_or(NetError::BadHead { why: "no status" })?,
        old: version == "HTTP/1.0",
        headers: Vec::new(),
    }))
}

/// One line without its end, within what is left of the budget. `None` at the end of the
/// connection.
pub(super) fn read_line(
    from: &mut impl BufRead,
    budget: &mut usize,
    limit: usize,
) -> Result<Option<Vec<u8>>, NetError> {
    let mut line = Vec::new();
    loop {
        let piece = from.fill_buf().map_err(|why| ended(&why))?;
        if piece.is_empty() {
            return Ok(None);
        }
        let end = memchr::memchr(b'\n', piece);
        let take = end.map_or(piece.len(), |at| at + 1);
        *budget = budget.checked_sub(take).ok_or(NetError::HeadTooLarge { limit })?;
        line.extend_from_slice(&piece[..take]);
        from.consume(take);
        if end.is_some() {
            line.pop();
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(Some(line));
        }
    }
}

/// Adds a line's header. A line that is none is left out; one that begins with a blank belongs to
/// the header before it.
fn add_header(head: &mut Head, line: &[u8]) {
    let text = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| char::from(*byte))
            .collect::<String>()
            .trim_matches([' ', '\t'])
            .to_owned()
    };
    if line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
        if let Some((_, value)) = head.headers.last_mut() {
            value.push(' ');
            value.push_str(&text(line));
        }
        return;
    }
    let Some(colon) = memchr::memchr(b':', line) else { return };
    let name = text(&line[..colon]).to_ascii_lowercase();
    if !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    {
        head.headers.push((name, text(&line[colon + 1..])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<Head>, NetError> {
        read_head(&mut text.as_bytes(), &Limits { head: 200, headers: 4, ..Limits::default() })
    }

    #[test]
    fn a_head_is_read_with_either_line_end() {
        let head =
            read("HTTP/1.1 200 \u{1b}]0;x\r\nETag:  \"a b\" \nX-Long: one\r\n two\r\n\r\nbody")
                .expect("a head")
                .expect("a head");
        assert_eq!(
            (head.status, head.get("etag"), head.get("x-long")),
            (200, Some("\"a b\""), Some("one two"))
        );
    }

    #[test]
    fn what_is_not_http_is_named_at_its_first_bytes() {
        assert_eq!(read("<?xml version"), Err(NetError::NotHttp));
        assert_eq!(read("HTTP/1.1 20x\r\n\r\n"), Err(NetError::BadHead { why: "no status" }));
        assert_eq!(read(""), Ok(None));
        assert_eq!(
            read("HTTP/1.1 200 OK\r\nA: b"),
            Err(NetError::BadHead { why: "it ends in the middle" })
        );
    }

    #[test]
    fn size_and_number_are_limited() {
        let long = format!("HTTP/1.1 200 OK\r\nA: {}\r\n\r\n", "a".repeat(300));
        assert_eq!(read(&long), Err(NetError::HeadTooLarge { limit: 200 }));
        assert_eq!(
            read("HTTP/1.1 200 OK\r\na:1\r\na:1\r\na:1\r\na:1\r\na:1\r\n\r\n"),
            Err(NetError::TooManyHeaders { limit: 4 })
        );
    }

    #[test]
    fn a_location_in_utf_8_is_read_as_such() {
        let head = read("HTTP/1.1 302 X\r\nLocation: /caf\u{e9}\r\n\r\n")
            .expect("a head")
            .expect("a head");
        assert_eq!(head.text("location").as_deref(), Some("/café"));
    }
}
