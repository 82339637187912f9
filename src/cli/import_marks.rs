//! Reading marks back from what `dateline bookmarks --json` printed: line by line, twice without
//! harm.

use jiff::Timestamp;
use serde::Deserialize;

use crate::annotation::{Mark, MarkKind};
use crate::library::TextIdentity;
use crate::text::{Anchor, ContentHash, Further, Sketch};

#[derive(Deserialize)]
struct Line {
    kind: String,
    name: Option<char>,
    role: Option<u8>,
    exact: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    anchor: Around,
    #[serde(default)]
    article: ArticleLine,
    created: String,
    changed: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Around {
    prefix: String,
    suffix: String,
    position: f64,
    paragraph: u32,
    whole: bool,
    further: Further,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ArticleLine {
    title: Option<String>,
    source: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    hash: Option<String>,
    sketch: Option<String>,
}

/// One line as a mark and the text that it belongs to; an error in words.
pub(super) fn mark_of_line(line: &str) -> Result<(TextIdentity, Mark), String> {
    let line: Line =
        serde_json::from_str(line).map_err(|error| format!("this is no mark: {error}"))?;
    let kind = match (line.kind.as_str(), line.name) {
        ("bookmark", _) => MarkKind::Bookmark,
        ("mark", Some(letter @ 'a'..='z')) => MarkKind::Mark(letter),
        ("mark", _) => return Err("a named mark needs a name from a to z".into()),
        ("note", _) => MarkKind::Note,
        ("highlight", _) => MarkKind::Highlight(line.role.unwrap_or_default()),
        (other, _) => {
            return Err(format!("“{}” is no kind of mark", crate::text::clean_line(other)));
        }
    };
    let ArticleLine { title, source, byline, published, hash, sketch } = line.article;
    let time = |words: &str| {
        words
            .parse::<Timestamp>()
            .map_err(|_| format!("“{}” is no time", crate::text::clean_line(words)))
    };
    let created = time(&line.created)?;
    let changed = line.changed.as_deref().map_or(Ok(created), time)?;
    let published = published.and_then(|words| words.parse().ok());
    // A file of another origin may have no hash: then its source and title say what belongs
    // together.
    let named = || {
        ContentHash::of(&format!(
            "{}\n{}",
            source.as_deref().unwrap_or_default(),
            title.as_deref().unwrap_or_default()
        ))
    };
    let hash = hash.as_deref().and_then(hash_of).unwrap_or_else(named);
    let sketch = sketch.as_deref().and_then(bytes_of).and_then(|bytes| Sketch::from_bytes(&bytes));
    let Around { prefix, suffix, position, paragraph, whole, further } = line.anchor;
    let anchor = Anchor { exact: line.exact, prefix, suffix, position, paragraph, whole, further };
    let mark = Mark { kind, anchor, note: line.note, created, changed };
    Ok((TextIdentity { article: None, source, hash, title, byline, published, sketch }, mark))
}

fn hash_of(digits: &str) -> Option<ContentHash> {
    Some(ContentHash::from_bytes(bytes_of(digits)?.try_into().ok()?))
}

/// The bytes that pairs of hexadecimal digits stand for.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::mark_of_line;

    #[test]
    fn what_is_no_mark_is_named() {
        assert!(mark_of_line("[]").unwrap_err().contains("no mark"));
        let line =
            r#"{"kind": "mark", "name": "B", "exact": "x", "created": "2024-01-01T00:00:00Z"}"#;
        assert!(mark_of_line(line).unwrap_err().contains("a to z"));
    }
}
