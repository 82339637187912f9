//! HTML of a feed without anything that acts: no scripts, no styles, no forms, no addresses but
//! those that may be followed.

use super::super::markup::{Scanner, Token, attributes, decode};

/// Elements that stay.
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that go with all they hold.
const DROPPED: &[&str] = &[
    "script", "style", "noscript", "iframe", "head", "title", "textarea", "select", "template",
    "svg", "math",
];

/// Attributes that stay.
const ATTRIBUTES: &[&str] = &[
    "href", "src", "alt", "title", "start", "datetime", "lang", "dir", "colspan", "rowspan",
    "width", "height", "cite", "value", "reversed", "type", "id", "class", "role",
];

/// Whether it is an element that stays.
pub fn is_known(name: &str) -> bool {
    KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name))
}

/// The same HTML without what acts or loads. Scans once; nothing is nested by it.
pub fn sanitize(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside: Option<(&str, usize)> = None;
    for token in Scanner::new(html) {
        if let Some((dropped, depth)) = inside {
            inside = match token {
                Token::Start { name, is_empty: false, .. }
                    if name.eq_ignore_ascii_case(dropped) =>
                {
                    Some((dropped, depth + 1))
                }
                Token::End { name } if name.eq_ignore_ascii_case(dropped) => {
                    (depth > 1).then_some((dropped, depth - 1))
                }
                _ => inside,
            };
            continue;
        }
        match token {
            Token::Text(text) => push_text(&decode(text), &mut out),
            Token::Literal(text) => push_text(text, &mut out),
            Token::Start { name, attributes, is_empty } => {
                let local = name.rsplit(':').next().unwrap_or(name);
                if DROPPED.iter().any(|dropped| dropped.eq_ignore_ascii_case(local)) {
                    inside = (!is_empty).then_some((name, 1));
                } else if is_known(local) {
                    push_tag(&local.to_ascii_lowercase(), attributes, is_empty, &mut out);
                }
            }
            Token::End { name } => {
                let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
                if is_known(&local)
                    && !matches!(local.as_str(), "br" | "img" | "hr" | "wbr" | "col")
                {
                    out.push_str(&format!("</{local}>"));
                }
            }
        }
    }
    out.trim().to_owned()
}

fn push_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() && !matches!(c, '\n' | '\t' | '\r')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            c => out.push(c),
        }
    }
}

fn push_tag(name: &str, inner: &str, is_empty: bool, out: &mut String) {
    out.push('<');
    out.push_str(name);
    for (attribute, value) in attributes(inner) {
        let attribute = attribute.to_ascii_lowercase();
        if !ATTRIBUTES.contains(&attribute.as_str())
            || matches!(attribute.as_str(), "href" | "src" | "cite") && !may_be_followed(&value)
        {
            continue;
        }
        out.push_str(&format!(" {attribute}=\""));
        let mut text = String::new();
        push_text(&value, &mut text);
        out.push_str(&text.replace('"', "&quot;"));
        out.push('"');
    }
    out.push_str(if is_empty || matches!(name, "br" | "img" | "hr" | "wbr" | "col") {
        " />"
    } else {
        ">"
    });
}

/// Relative, or of a scheme that may be followed.
fn may_be_followed(address: &str) -> bool {
    let tidy: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase();
    match tidy.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            matches!(scheme, "http" | "https" | "mailto")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn what_acts_is_gone_and_the_words_stay() {
        assert_eq!(
            sanitize("safe<script>evil()</script> <b onclick=x style='y'>bold</b>"),
            "safe <b>bold</b>"
        );
        assert_eq!(
            sanitize(
                "<a href=\"java\tscript:x\">y</a><a href='http://a.example/?a=1&amp;b=2'>z</a>"
            ),
            "<a>y</a><a href=\"http://a.example/?a=1&amp;b=2\">z</a>"
        );
        assert_eq!(sanitize("<style><style></style>x</style>y<br>"), "y<br />");
        assert_eq!(sanitize("a &lt;script&gt; \u{1b}[2J"), "a &lt;script&gt; [2J");
    }
}
