//! Tells plain text, Markdown and HTML apart.

use super::{Hints, Kind};

/// In this order: what the user says, what HTTP says, what the text looks like, the ending of the
/// file's name.
pub(super) fn kind(text: &str, hints: &Hints) -> Kind {
    if let Some(kind) = hints.kind {
        return kind;
    }
    let media = hints.media_type().unwrap_or_default();
    let ending = hints.ending().unwrap_or_default();
    let head = head(text);
    if media == "text/markdown"
        || media == "text/x-markdown"
        || matches!(ending.as_str(), "md" | "markdown" | "mkd" | "mdown") && !looks_like_html(head)
    {
        return Kind::Markdown;
    }
    if media == "text/html" || media == "application/xhtml+xml" || looks_like_html(head) {
        return Kind::Html;
    }
    if matches!(ending.as_str(), "htm" | "html" | "xhtml" | "shtml") && head.contains('<') {
        return Kind::Html;
    }
    if media.is_empty() && ending.is_empty() && looks_like_markdown(head) {
        return Kind::Markdown;
    }
    Kind::Text
}

fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(16 * 1024)]
}

/// Whether it begins with a tag that begins web pages (after comments, processing instructions,
/// white space).
fn looks_like_html(head: &str) -> bool {
    let mut rest = head.trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            rest.find('>').map(|at| at + 1)
        } else {
            break;
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let name: String = tag
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '!')
        .take(12)
        .collect::<String>()
        .to_ascii_lowercase();
    let known = [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "div",
        "p",
        "article",
        "section",
        "main",
        "h1",
        "h2",
        "h3",
        "table",
        "span",
        "header",
        "ul",
        "ol",
        "blockquote",
        "center",
        "font",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "br",
        "hr",
        "img",
        "pre",
    ];
    if name == "!doctype" {
        return tag
            .get(8..40.min(tag.len()))
            .is_some_and(|rest| rest.to_ascii_lowercase().contains("html"));
    }
    known.contains(&name.as_str())
}

/// Signs of Markdown that plain text hardly shows: two of them, or front matter.
fn looks_like_markdown(head: &str) -> bool {
    if head.starts_with("---\n")
        && head.lines().skip(1).take(40).any(|line| line == "---")
        && head.lines().nth(1).is_some_and(|line| line.contains(':'))
    {
        return true;
    }
    let (mut signs, mut links) = (0, false);
    for line in head.lines().take(400) {
        let level = line.len() - line.trim_start_matches('#').len();
        if (1..=6).contains(&level) && line[level..].starts_with(' ')
            || line.starts_with("```")
            || line.starts_with("|--")
            || line.starts_with("| --")
        {
            signs += 1;
        }
        links |= line.contains("](http");
    }
    signs + usize::from(links) >= 2
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::input::{Hints, Kind};

    fn of(text: &str) -> Kind {
        kind(text, &Hints::default())
    }

    #[test]
    fn pages_are_known_by_their_first_tag() {
        assert_eq!(of("\n<!-- saved --><!DOCTYPE html><p>x"), Kind::Html);
        assert_eq!(of("<?xml version='1.0'?><html>"), Kind::Html);
        assert_eq!(of("<rss>"), Kind::Text);
        assert_eq!(of("a < b"), Kind::Text);
    }

    #[test]
    fn markdown_takes_two_signs() {
        assert_eq!(of("# Title\n\nText\n\n## Part\n"), Kind::Markdown);
        assert_eq!(of("# one line of a shell script\n"), Kind::Text);
        assert_eq!(of("---\ntitle: X\n---\nText"), Kind::Markdown);
    }

    #[test]
    fn the_ending_and_the_user_are_heard() {
        let named = Hints { source: Some("a/b.md".into()), ..Hints::default() };
        assert_eq!(kind("Text", &named), Kind::Markdown);
        assert_eq!(kind("<html>", &Hints { kind: Some(Kind::Text), ..named }), Kind::Text);
    }
}
