//! HTML of a feed without anything that acts: no scripts, no styles, no forms, no addresses but
//! those that may be followed.

use super::super::markup::{Scanner, Token, attribute, attributes, decode};

/// Elements that stay.
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "annotation",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
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
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "maction",
    "main",
    "mark",
    "math",
    "menclose",
    "menu",
    "merror",
    "mfenced",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "search",
    "section",
    "semantics",
    "small",
    "source",
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
    "video",
    "wbr",
];

/// Elements that go with all they hold.
const DROPPED: &[&str] = &[
    "script", "style", "noscript", "iframe", "head", "title", "textarea", "select", "template",
    "svg",
];

/// Attributes that stay.
const ATTRIBUTES: &[&str] = &[
    "href",
    "src",
    "alt",
    "title",
    "start",
    "datetime",
    "lang",
    "dir",
    "colspan",
    "rowspan",
    "width",
    "height",
    "cite",
    "id",
    "name",
    "class",
    "rel",
    "role",
    "value",
    "type",
    "reversed",
    "checked",
    "align",
    "scope",
    "alttext",
    "display",
    "duration",
    "data-duration",
    "data-fn",
    "data-media",
];

/// Elements without an end.
const VOID: &[&str] = &["br", "img", "hr", "wbr", "col", "input", "source"];

/// Whether it is an element that stays.
pub(super) fn is_known(name: &str) -> bool {
    KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(name))
}

/// The same HTML without what acts or loads. Scans once; nothing is nested by it.
pub fn sanitize(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside: Option<(&str, usize)> = None;
    // Where the form at hand sends what is asked, until a first field asks for something.
    let mut form: Option<String> = None;
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
                stand_in(&local.to_ascii_lowercase(), attributes, &mut form, &mut out);
                if DROPPED.iter().any(|dropped| dropped.eq_ignore_ascii_case(local)) {
                    inside = (!is_empty).then_some((name, 1));
                } else if is_known(local) && (local != "input" || is_box(attributes)) {
                    push_tag(&local.to_ascii_lowercase(), attributes, is_empty, &mut out);
                }
            }
            Token::End { name } => {
                let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
                if is_known(&local) && !VOID.contains(&local.as_str()) {
                    out.push_str(&format!("</{local}>"));
                }
            }
        }
    }
    out.trim().to_owned()
}

/// Leaves a link, which says what it stands for, in place of what would load or ask.
fn stand_in(name: &str, tag: &str, form: &mut Option<String>, out: &mut String) {
    let address = |names: &[&str]| {
        let found = names.iter().find_map(|name| attribute(tag, name));
        found.filter(|address| !address.trim().is_empty() && may_be_followed(address))
    };
    let (kind, address) = match name {
        "iframe" | "frame" | "embed" | "object" => match address(&["src", "data-src", "data"]) {
            Some(address) => ("frame", address.into_owned()),
            None => return,
        },
        "form" => return *form = Some(address(&["action"]).unwrap_or_default().into_owned()),
        "textarea" | "select" | "input" if name != "input" || is_field(tag) => match form.take() {
            Some(action) => ("form", action),
            None => return,
        },
        _ => return,
    };
    let title = attribute(tag, "title").unwrap_or_default();
    let parts = format!("href=\"{}\" title=\"{}\"", quoted(&address), quoted(&title));
    push_tag("a", &format!("data-media=\"{kind}\" {parts}"), false, out);
    out.push_str("</a>");
}

fn quoted(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;")
}

/// Whether an `input` is a field that asks for words or a choice.
fn is_field(tag: &str) -> bool {
    const OTHERS: [&str; 6] = ["checkbox", "hidden", "submit", "button", "image", "search"];
    attribute(tag, "type").is_none_or(|kind| !OTHERS.contains(&&*kind.to_ascii_lowercase()))
}

/// Whether an `input` is the box of a list of tasks.
fn is_box(tag: &str) -> bool {
    attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
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
    out.push_str(if is_empty || VOID.contains(&name) { " />" } else { ">" });
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
