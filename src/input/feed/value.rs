//! The value of an element: text, escaped HTML or markup, told apart.

use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine};
use html_escape::encode_text;

use super::super::markup::{Scanner, Token, decode};
use super::sanitize::sanitize;
use crate::text::clean_line;

/// What an element says its inside is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Nothing is said, or "html": references stand for markup.
    Html,
    /// The characters mean themselves.
    Plain,
    /// The markup is part of the feed's own.
    Inline,
    Base64,
}

impl Form {
    /// From `type` and `mode`, as Atom 0.3 and 1.0 use them.
    pub(super) fn of(kind: Option<&str>, mode: Option<&str>, is_atom: bool) -> Self {
        let kind = kind.map(|kind| kind.trim().to_ascii_lowercase());
        let mode = mode.map(|mode| mode.trim().to_ascii_lowercase());
        if mode.as_deref() == Some("base64") {
            return Self::Base64;
        }
        match kind.as_deref() {
            Some("xhtml" | "application/xhtml+xml") if mode.as_deref() != Some("escaped") => {
                Self::Inline
            }
            Some("html" | "text/html" | "application/xhtml+xml" | "xhtml") => Self::Html,
            Some("text" | "text/plain") => Self::Plain,
            Some(kind)
                if kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml") =>
            {
                Self::Base64
            }
            _ if mode.as_deref() == Some("xml") => Self::Inline,
            // Atom says that text without a type is plain; many write markup all the same.
            _ if is_atom => Self::Plain,
            _ => Self::Html,
        }
    }
}

/// The HTML that `raw`, the inside of an element, stands for; without what acts.
pub(super) fn html(raw: &str, form: Form) -> String {
    let inline =
        form == Form::Inline || Scanner::new(raw).any(|token| matches!(token, Token::Start { .. }));
    if inline {
        return sanitize(raw);
    }
    let text = literal(raw);
    match form {
        Form::Plain if !looks_like_html(&text) && text.contains('\n') => paragraphs(&text),
        Form::Plain if !looks_like_html(&text) => encode_text(&text).into_owned(),
        Form::Base64 => sanitize(&base64(&text).unwrap_or(text)),
        _ if !looks_like_html(&text) && text.contains("\n\n") => paragraphs(&text),
        _ => sanitize(&text),
    }
}

/// Plain text as HTML: a paragraph for each stretch between empty lines, a break for each line end
/// in it that is meant.
pub(super) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let parts: Vec<&str> =
        text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect();
    let html = if parts.len() < 2 {
        lines(text.trim())
    } else {
        parts.iter().map(|part| format!("<p>{}</p>", lines(part))).collect()
    };
    sanitize(&html)
}

/// One paragraph of plain text. Where all its lines but the last are about as long as a page is
/// wide, somebody's program wrapped them: they are joined.
fn lines(part: &str) -> String {
    const WIDTHS: std::ops::Range<usize> = 50..100;
    let all: Vec<&str> = part.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let wrapped = all.split_last().is_some_and(|(_, before)| {
        before.iter().all(|line| WIDTHS.contains(&line.chars().count()) && line.contains(' '))
    });
    let lines: Vec<String> = all.into_iter().map(|line| encode_text(line).into_owned()).collect();
    lines.join(if wrapped { "\n" } else { "<br />" })
}

/// `raw` with its references replaced and its CDATA sections opened: the characters it stands for.
pub(super) fn literal(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for token in Scanner::new(raw) {
        match token {
            Token::Text(part) => text.push_str(&decode(part)),
            Token::Literal(part) => text.push_str(part),
            Token::Start { .. } | Token::End { .. } => {}
        }
    }
    text.trim().to_owned()
}

/// A line without markup: a title, a name.
pub(super) fn line(raw: &str, form: Form) -> Option<String> {
    Some(clean_line(&words(&html(raw, form)))).filter(|line| !line.is_empty())
}

/// The words of HTML, not yet cleaned.
fn words(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for token in Scanner::new(html) {
        match token {
            Token::Text(part) => text.push_str(&decode(part)),
            Token::Literal(part) => text.push_str(part),
            Token::Start { name: "br" | "p" | "div" | "li", .. } => text.push(' '),
            Token::Start { .. } | Token::End { .. } => {}
        }
    }
    text
}

/// A line that is no markup by its format: read as such only where it clearly is some. References
/// are replaced, which many programs leave in titles.
pub(super) fn plain_line(text: &str) -> Option<String> {
    let line =
        if looks_like_html(text) { words(&sanitize(text)) } else { decode(text).into_owned() };
    Some(clean_line(&line)).filter(|line| !line.is_empty())
}

/// The HTML of a text that may be either.
pub(super) fn text_or_html(text: &str) -> String {
    if looks_like_html(text) { sanitize(text) } else { paragraphs(text) }
}

/// Plain text that has a closing tag or a known reference in it was meant as HTML.
fn looks_like_html(text: &str) -> bool {
    let has_end = memchr::memmem::find(text.as_bytes(), b"</").is_some()
        || text.contains("/>")
        || text.contains("<br>");
    has_end
        && Scanner::new(text).any(
            |token| matches!(token, Token::Start { name, .. } if super::sanitize::is_known(name)),
        )
}

/// What base 64 (RFC 4648) holds, with white space let through and either alphabet; `None` where it
/// is none or no text.
fn base64(text: &str) -> Option<String> {
    let plain: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=')
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            byte => byte,
        })
        .collect();
    String::from_utf8(BASE64_STANDARD_NO_PAD.decode(plain).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Form, html, line};

    #[test]
    fn text_and_markup_are_told_apart() {
        assert_eq!(html("a &lt;b&gt;bold&lt;/b&gt; word", Form::Html), "a <b>bold</b> word");
        assert_eq!(html("<![CDATA[a <b>bold</b> word]]>", Form::Html), "a <b>bold</b> word");
        assert_eq!(html("a &lt; b", Form::Plain), "a &lt; b");
        assert_eq!(html("<div>a</div>", Form::Inline), "<div>a</div>");
        assert_eq!(html("RXhhbXBsZSA8Yj5BdG9tPC9iPg==", Form::Base64), "Example <b>Atom</b>");
    }

    #[test]
    fn titles_lose_their_markup() {
        assert_eq!(
            line("AT&amp;amp;T &lt;b&gt;wins&lt;/b&gt;", Form::Html).as_deref(),
            Some("AT&T wins")
        );
        assert_eq!(line("1 &lt; 2", Form::Plain).as_deref(), Some("1 < 2"));
    }

    #[test]
    fn the_lines_of_plain_text_stay_unless_a_program_wrapped_them() {
        assert_eq!(
            super::paragraphs("Times:\n0:00 Start\n1:30 The <pier>\n\nMore."),
            "<p>Times:<br />0:00 Start<br />1:30 The &lt;pier&gt;</p><p>More.</p>"
        );
        let wrapped = "The council of the town said on Monday that it would build\na pier.";
        assert_eq!(super::paragraphs(wrapped), wrapped);
    }
}
