//! An article's text as Markdown.

use crate::annotation::Article;
use crate::text::BlockKind;

/// The blocks of an article as `CommonMark`: headings, lists, quotations and code as such, all else
/// as paragraphs whose signs mean themselves.
pub fn markdown(article: &Article) -> String {
    let mut out = String::new();
    for block in article.document.blocks() {
        let words = article.document.slice(block.span);
        match block.kind {
            BlockKind::Code | BlockKind::Table => {
                let fence = fence(words);
                out.push_str(&format!("{fence}\n{words}\n{fence}"));
            }
            BlockKind::Rule => out.push_str("***"),
            kind => {
                let (first, then) = match kind {
                    BlockKind::Heading(level) => {
                        (format!("{} ", "#".repeat(usize::from(level.clamp(1, 6)))), " ".into())
                    }
                    BlockKind::ListItem { depth, .. } => {
                        let space = "  ".repeat(usize::from(depth));
                        (format!("{space}- "), format!("{space}  "))
                    }
                    BlockKind::BlockQuote { .. } => ("> ".to_owned(), "> ".to_owned()),
                    _ => (String::new(), String::new()),
                };
                for (number, line) in words.lines().enumerate() {
                    if number > 0 {
                        out.push_str("\\\n");
                    }
                    out.push_str(if number == 0 { &first } else { &then });
                    push_plain(&mut out, line);
                }
            }
        }
        out.push_str("\n\n");
    }
    out
}

/// A fence longer than any in the words.
fn fence(words: &str) -> String {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}

/// Signs that Markdown reads stand behind a backslash.
fn push_plain(out: &mut String, line: &str) {
    let number = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    for (at, c) in line.char_indices() {
        let begins = at == 0 && matches!(c, '#' | '+' | '-' | '=' | '~' | '|');
        let ends_number = number > 0 && at == number && matches!(c, '.' | ')');
        if begins
            || ends_number
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&')
        {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::annotation::Article;
    use crate::text::{BlockKind, DocumentBuilder};

    #[test]
    fn signs_of_the_text_mean_themselves() {
        let mut builder = DocumentBuilder::new();
        for (kind, words) in [
            (BlockKind::Heading(2), "Five * six"),
            (BlockKind::ListItem { depth: 1, number: None }, "# of ships"),
            (BlockKind::Paragraph, "12. came <late>"),
            (BlockKind::Code, "a ``` b"),
        ] {
            builder.block(kind, words);
        }
        assert_eq!(
            markdown(&Article::of(builder.finish())),
            "## Five \\* six\n\n  - \\# of ships\n\n12\\. came \\<late\\>\n\n````\na ``` b\n````\n\n"
        );
    }
}
