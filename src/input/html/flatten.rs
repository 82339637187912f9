//! Bounds the nesting of a page before it is parsed.
//!
//! The parsing algorithm of HTML looks through its stack of open elements at nearly every tag, so
//! that 100,000 nested elements take it minutes. Tags that would nest deeper than [`DEEPEST`] are
//! left out; their text stays.

use std::borrow::Cow;

/// Elements inside one another. The deepest real pages have fewer than a hundred.
const DEEPEST: usize = 200;

/// Bold, italic and so on that are open at once: each is repeated by the parser in every block that
/// follows.
const DEEPEST_FORMAT: usize = 8;

/// A page of which more tags were left out was not written to be read; no article is looked for in
/// it.
const MOST_LEFT_OUT: usize = 500;

/// A page that is safe to parse.
pub(in crate::input) struct Flat<'a> {
    pub html: Cow<'a, str>,
    /// So much had to be left out that the page is shown as it comes.
    pub is_hostile: bool,
}

/// The page without the tags that nest too deep.
pub(in crate::input) fn flatten(html: &str) -> Flat<'_> {
    if html.len() < DEEPEST * 3 {
        return Flat { html: Cow::Borrowed(html), is_hostile: false };
    }
    let mut left_out = 0_usize;
    let mut open: Vec<&str> = Vec::new();
    let mut formats = 0;
    let mut dropped = 0_usize;
    let mut out: Option<String> = None;
    let mut kept = 0;
    let mut at = 0;
    while let Some(offset) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + offset;
        let Some((name, closes, end)) = tag(html, start) else {
            at = start + 1;
            continue;
        };
        at = end;
        if is_raw(name) && !closes {
            at = raw_end(html, name, end);
            continue;
        }
        if !nests(name) {
            continue;
        }
        let leave_out = if closes {
            close(&mut open, &mut formats, &mut dropped, name)
        } else if open.len() >= DEEPEST || is_format(name) && formats >= DEEPEST_FORMAT {
            dropped += 1;
            true
        } else {
            formats += usize::from(is_format(name));
            open.push(name);
            false
        };
        if leave_out {
            let out = out.get_or_insert_with(|| String::with_capacity(html.len()));
            out.push_str(&html[kept..start]);
            out.push(' ');
            kept = end;
            left_out += 1;
        }
    }
    let html = match out {
        Some(mut out) => {
            out.push_str(&html[kept..]);
            Cow::Owned(out)
        }
        None => Cow::Borrowed(html),
    };
    Flat { html, is_hostile: left_out > MOST_LEFT_OUT }
}

/// Closes the innermost element of that name; tells whether the end tag is to be left out, since
/// its start tag was.
fn close(open: &mut Vec<&str>, formats: &mut usize, dropped: &mut usize, name: &str) -> bool {
    if *dropped > 0 {
        *dropped -= 1;
        return true;
    }
    if let Some(index) = open.iter().rposition(|other| other.eq_ignore_ascii_case(name)) {
        *formats -= open.drain(index..).filter(|name| is_format(name)).count();
    }
    false
}

/// The tag at `start`: its name, whether it is an end tag, and where it ends.
fn tag(html: &str, start: usize) -> Option<(&str, bool, usize)> {
    let bytes = html.as_bytes();
    if html[start..].starts_with("<!--") {
        let end = memchr::memmem::find(&bytes[start + 2..], b"-->")
            .map_or(html.len(), |at| start + 2 + at + 3);
        return Some(("!", false, end));
    }
    let closes = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closes);
    let length = bytes[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if length == 0 || !bytes[from].is_ascii_alphabetic() {
        return None;
    }
    let end = end_of_tag(bytes, from + length);
    Some((&html[from..from + length], closes, end))
}

/// Behind the `>` that ends a tag; one inside a quoted value does not.
fn end_of_tag(bytes: &[u8], mut at: usize) -> usize {
    let mut before = b' ';
    while let Some(&byte) = bytes.get(at) {
        if byte == b'>' {
            return at + 1;
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
    bytes.len()
}

fn is_raw(name: &str) -> bool {
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]
        .iter()
        .any(|raw| raw.eq_ignore_ascii_case(name))
}

fn raw_end(html: &str, name: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(offset) = memchr::memmem::find(&html.as_bytes()[at..], b"</") {
        at += offset + 2;
        if html
            .as_bytes()
            .get(at..at + name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
    }
    html.len()
}

/// Elements that never hold others, or that the next of their kind closes, do not nest.
fn nests(name: &str) -> bool {
    const FLAT: &[&str] = &[
        "area",
        "base",
        "basefont",
        "bgsound",
        "body",
        "br",
        "col",
        "colgroup",
        "dd",
        "dt",
        "embed",
        "frame",
        "head",
        "hr",
        "html",
        "image",
        "img",
        "input",
        "keygen",
        "li",
        "link",
        "meta",
        "option",
        "optgroup",
        "p",
        "param",
        "plaintext",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    ];
    name != "!" && !FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name))
}

fn is_format(name: &str) -> bool {
    const FORMATS: &[&str] = &[
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
        "u",
    ];
    FORMATS.iter().any(|format| format.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::flatten;

    #[test]
    fn a_hundred_thousand_levels_become_few_and_the_words_stay() {
        let deep = format!("{}words{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let flat = flatten(&deep).html;
        assert!(flat.contains("words"));
        assert_eq!(flat.matches("<div>").count(), 200);
        assert_eq!(flat.matches("</div>").count(), 200);
    }

    #[test]
    fn an_ordinary_page_is_not_touched() {
        let page = "<html><body><p>One<p>Two<ul><li>a<li>b</ul><!-- <div> --><script>if (a<b) { x('<div>') }</script>".repeat(500);
        assert!(matches!(flatten(&page).html, std::borrow::Cow::Borrowed(_)));
    }
}
