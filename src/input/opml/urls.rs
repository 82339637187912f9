//! newsboat's `urls`, line by line.

/// One line of newsboat's `urls`, kept so that it comes out as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlLine {
    Feed(UrlEntry),
    /// A comment or an empty line, as it stands.
    Other(String),
}

/// A feed of newsboat's `urls`: its address (or `query:`, `exec:`, `filter:`, which are kept and
/// never run) and its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlEntry {
    pub url: String,
    /// As written, with `~title` and `!` among them.
    pub tags: Vec<String>,
    /// What stands behind them, from its `#` on; empty where there is none.
    comment: String,
    /// The line itself.
    line: String,
}

impl UrlEntry {
    /// A new one, to be written.
    pub fn new(url: &str, tags: &[String]) -> Self {
        // A line end in a name would begin a line of its own, which could name a program.
        let line = [url]
            .into_iter()
            .chain(tags.iter().map(String::as_str))
            .map(|word| word.replace(['\n', '\r'], " "));
        Self {
            url: url.to_owned(),
            tags: tags.to_vec(),
            comment: String::new(),
            line: quoted(line),
        }
    }

    /// The line anew with another address and other tags; its comment stays behind it.
    #[must_use]
    pub fn changed(&self, url: &str, tags: &[String]) -> Self {
        let mut new = Self::new(url, tags);
        if !self.comment.is_empty() {
            new.line.push_str(&format!(" {}", self.comment));
        }
        Self { comment: self.comment.clone(), ..new }
    }

    /// The title given by a tag that begins with `~`.
    pub fn title(&self) -> Option<&str> {
        self.tags.iter().find_map(|tag| tag.strip_prefix('~')).filter(|title| !title.is_empty())
    }

    /// The tag that hides it from the list of feeds: it begins with `!`.
    pub fn hiding(&self) -> Option<&str> {
        self.tags.iter().map(String::as_str).find(|tag| tag.starts_with('!'))
    }

    /// "query", "exec" or "filter" for what is no address of a feed.
    pub fn special(&self) -> Option<&'static str> {
        ["query", "exec", "filter"]
            .into_iter()
            .find(|kind| self.url.strip_prefix(kind).is_some_and(|rest| rest.starts_with(':')))
    }

    /// Tags that are neither a title nor a sign of hiding.
    pub fn plain_tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str).filter(|tag| !tag.starts_with(['~', '!']))
    }
}

/// Reads newsboat's `urls`, line by line.
pub fn read_urls(text: &str) -> Vec<UrlLine> {
    text.lines().map(url_line).collect()
}

/// As a file; lines that were read come out as they were.
pub fn write_urls(lines: &[UrlLine]) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(match line {
            UrlLine::Feed(entry) => &entry.line,
            UrlLine::Other(line) => line,
        });
        out.push('\n');
    }
    out
}

fn url_line(line: &str) -> UrlLine {
    let trimmed = line.trim_start();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return UrlLine::Other(line.to_owned());
    }
    let (words, comment) = parted(trimmed);
    let mut words = words.into_iter();
    match words.next() {
        Some(url) if !url.is_empty() => {
            let tags = words.filter(|tag| !tag.is_empty()).collect();
            UrlLine::Feed(UrlEntry {
                url,
                tags,
                comment: comment.trim_end().to_owned(),
                line: line.to_owned(),
            })
        }
        _ => UrlLine::Other(line.to_owned()),
    }
}

/// Words in a line, as newsboat parts them.
pub fn words(line: &str) -> Vec<String> {
    parted(line).0
}

/// A line that gives these words.
pub fn quoted(words: impl IntoIterator<Item = String>) -> String {
    words.into_iter().map(|word| quote(&word)).collect::<Vec<_>>().join(" ")
}

/// Words and the comment behind them: double quotes hold spaces, a backslash keeps the next sign,
/// `#` behind a space begins a comment.
fn parted(line: &str) -> (Vec<String>, &str) {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut comment = "";
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' if quoted => word.get_or_insert_default().push(match chars.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(other) => other,
                None => '\\',
            }),
            '#' if !quoted && word.is_none() => {
                comment = &line[line.len() - chars.as_str().len() - 1..];
                break;
            }
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (words, comment)
}

fn quote(word: &str) -> String {
    let needs = word.is_empty()
        || word.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '#' | '\\'));
    if needs {
        format!(
            "\"{}\"",
            word.replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "\\n")
                .replace('\t', "\\t")
        )
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{UrlEntry, UrlLine, read_urls, write_urls};

    #[test]
    fn urls_come_out_as_they_came_in() {
        let text = "# mine\n\nhttp://a.example/feed \"two words\" tag \"~A title\" \"!\"\n\"query:Unread:unread = \\\"yes\\\"\"  news\nexec:rm\n  http://b.example/ # why\n";
        let lines = read_urls(text);
        assert_eq!(write_urls(&lines), text);
        let feeds: Vec<&UrlEntry> = lines
            .iter()
            .filter_map(|line| if let UrlLine::Feed(feed) = line { Some(feed) } else { None })
            .collect();
        assert_eq!(
            (feeds[0].title(), feeds[0].hiding(), feeds[0].plain_tags().collect::<Vec<_>>()),
            (Some("A title"), Some("!"), vec!["two words", "tag"])
        );
        assert_eq!(
            (feeds[1].special(), feeds[1].url.as_str()),
            (Some("query"), "query:Unread:unread = \"yes\"")
        );
        assert_eq!(feeds[2].special(), Some("exec"));
        assert_eq!((feeds[3].url.as_str(), feeds[3].tags.len()), ("http://b.example/", 0));
        let broken = UrlEntry::new("http://a.example/", &["~A\nexec:touch x".into()]);
        assert_eq!(read_urls(&write_urls(&[UrlLine::Feed(broken)])).len(), 1);
        let new = UrlEntry::new("query:a b", &["x y".into()]);
        assert_eq!(read_urls(&write_urls(&[UrlLine::Feed(new.clone())])), [UrlLine::Feed(new)]);
    }

    #[test]
    fn a_line_that_changes_keeps_its_comment_and_an_empty_tag_is_none() {
        let UrlLine::Feed(entry) = &read_urls("http://a.example/ \"\" x  # why # so ")[0] else {
            return assert_eq!("a feed", "");
        };
        assert_eq!(entry.tags, ["x"]);
        let changed = UrlLine::Feed(entry.changed(&entry.url, &["x".into(), "# y".into()]));
        assert_eq!(
            write_urls(std::slice::from_ref(&changed)),
            "http://a.example/ x \"# y\" # why # so\n"
        );
        assert_eq!(read_urls(&write_urls(std::slice::from_ref(&changed))), [changed]);
    }
}
