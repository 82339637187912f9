//! Lists of feeds: OPML 1 and 2, and newsboat's `urls`. Both come in and go out without loss; nothing in them is ever run.

use super::markup::{Scanner, Token, attributes, decode, escape};

/// One outline: a feed (it has an `xmlUrl`) or a folder, with all its attributes in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Outline>,
}

impl Outline {
    /// The value of an attribute, whatever the case of its name; `None` if it is missing or empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The address of the feed, if it is one.
    pub fn url(&self) -> Option<&str> {
        self.attribute("xmlUrl")
    }

    /// What it is called.
    pub fn title(&self) -> Option<&str> {
        self.attribute("title").or_else(|| self.attribute("text"))
    }
}

/// A list of feeds in folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opml {
    /// "1.0", "1.1", "2.0"; as it was given.
    pub version: Option<String>,
    /// Elements of the head: name and text, in their order.
    pub head: Vec<(String, String)>,
    pub outlines: Vec<Outline>,
}

/// Why something is no list of feeds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpmlError {
    #[error("it is no OPML: it holds neither <opml> nor <outline>")]
    NotOpml,
}

/// The text of a list of feeds, whatever character set it comes in.
pub fn list_text(bytes: Vec<u8>) -> Result<String, super::InputError> {
    super::charset::decode(bytes, &super::Hints::default())
}

/// Folders deeper than this are laid into the last that fits; no outline is lost.
const DEEPEST: usize = 64;

impl Opml {
    /// Reads the whole, however broken; elements that are not closed end with the file.
    pub fn read(text: &str) -> Result<Self, OpmlError> {
        let mut opml = Self::default();
        let mut open: Vec<Outline> = Vec::new();
        // Beyond the deepest folder: outlines that are open but were put aside already.
        let mut deeper = 0_usize;
        let mut head: Option<(String, String)> = None;
        let (mut is_opml, mut in_head) = (false, false);
        let mut scanner = Scanner::new(text);
        while let Some(token) = scanner.next() {
            match token {
                Token::Start { name, attributes: inner, is_empty } if name.eq_ignore_ascii_case("outline") => {
                    is_opml = true;
                    let (inner, is_empty) = whole_tag(&mut scanner, inner, is_empty);
                    let outline = Outline {
                        attributes: attributes(inner).filter(|(name, _)| is_name(name)).map(|(name, value)| (name.to_owned(), value.into_owned())).collect(),
                        children: Vec::new(),
                    };
                    if is_empty || open.len() >= DEEPEST {
                        deeper += usize::from(!is_empty);
                        siblings(&mut opml, &mut open).push(outline);
                    } else {
                        open.push(outline);
                    }
                }
                Token::End { name } if name.eq_ignore_ascii_case("outline") => {
                    if deeper > 0 {
                        deeper -= 1;
                    } else if let Some(outline) = open.pop() {
                        siblings(&mut opml, &mut open).push(outline);
                    }
                }
                Token::Start { name, attributes: inner, .. } if name.eq_ignore_ascii_case("opml") => {
                    is_opml = true;
                    opml.version = attributes(inner).find(|(name, _)| *name == "version").map(|(_, value)| value.into_owned());
                }
                Token::Start { name, .. } if name.eq_ignore_ascii_case("head") => in_head = true,
                Token::Start { name, is_empty: false, .. } if in_head => head = Some((name.to_owned(), String::new())),
                Token::End { name } if name.eq_ignore_ascii_case("head") => in_head = false,
                Token::End { .. } if in_head => opml.head.extend(head.take()),
                Token::Text(part) => head.iter_mut().for_each(|(_, text)| text.push_str(&decode(part))),
                Token::Literal(part) => head.iter_mut().for_each(|(_, text)| text.push_str(part)),
                Token::Start { .. } | Token::End { .. } => {}
            }
        }
        while let Some(outline) = open.pop() {
            siblings(&mut opml, &mut open).push(outline);
        }
        if is_opml { Ok(opml) } else { Err(OpmlError::NotOpml) }
    }

    /// As a file. Reading it gives the same list.
    pub fn write(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"");
        escape(self.version.as_deref().unwrap_or("2.0"), &mut out);
        out.push_str("\">\n  <head>\n");
        for (name, text) in self.head.iter().filter(|(name, _)| is_name(name)) {
            out.push_str(&format!("    <{name}>"));
            escape(text, &mut out);
            out.push_str(&format!("</{name}>\n"));
        }
        out.push_str("  </head>\n  <body>\n");
        // Depth is bounded by reading, but lists may be built by programs too: no recursion.
        let mut walk: Vec<(std::slice::Iter<'_, Outline>, usize)> = vec![(self.outlines.iter(), 2)];
        while let Some((siblings, depth)) = walk.last_mut() {
            let depth = *depth;
            if let Some(outline) = siblings.next() {
                start(outline, depth, &mut out);
                if !outline.children.is_empty() {
                    walk.push((outline.children.iter(), depth + 1));
                }
            } else {
                walk.pop();
                if depth > 2 {
                    out.push_str(&"  ".repeat(depth - 1));
                    out.push_str("</outline>\n");
                }
            }
        }
        out.push_str("  </body>\n</opml>\n");
        out
    }

    /// Every feed with the titles of the folders it lies in, outermost first, in the order of the list.
    pub fn feeds(&self) -> Vec<(Vec<&str>, &Outline)> {
        let mut feeds = Vec::new();
        let mut folders: Vec<&str> = Vec::new();
        let mut walk = vec![self.outlines.iter()];
        while let Some(siblings) = walk.last_mut() {
            let Some(outline) = siblings.next() else {
                walk.pop();
                folders.pop();
                continue;
            };
            if outline.url().is_some() {
                feeds.push((folders.clone(), outline));
            }
            if !outline.children.is_empty() {
                folders.push(outline.title().unwrap_or_default());
                walk.push(outline.children.iter());
            }
        }
        feeds
    }
}

/// The inside of an outline's tag. Some programs put markup into an attribute as it is, so that the tag seems to end inside it; if an
/// address is still to come before the next outline, the tag goes on to the last `>` before that.
fn whole_tag<'a>(scanner: &mut Scanner<'a>, inner: &'a str, is_empty: bool) -> (&'a str, bool) {
    let rest = &scanner.text[scanner.at..];
    let near = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
    let next = ["<outline", "</outline", "</body"].iter().filter_map(|tag| memchr::memmem::find(near.as_bytes(), tag.as_bytes())).min().unwrap_or(near.len());
    let between = &near[..next];
    let Some(end) = between.rfind('>').filter(|_| between.contains("xmlUrl=")) else { return (inner, is_empty) };
    let start = inner.as_ptr() as usize - scanner.text.as_ptr() as usize;
    let whole = &scanner.text[start..scanner.at + end];
    scanner.at += end + 1;
    (whole.strip_suffix('/').unwrap_or(whole), whole.ends_with('/'))
}

/// So far is looked for the rest of a broken tag.
const LONGEST_TAG: usize = 4096;

fn siblings<'a>(opml: &'a mut Opml, open: &'a mut [Outline]) -> &'a mut Vec<Outline> {
    match open.last_mut() {
        Some(parent) => &mut parent.children,
        None => &mut opml.outlines,
    }
}

fn start(outline: &Outline, depth: usize, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    out.push_str("<outline");
    for (name, value) in outline.attributes.iter().filter(|(name, _)| is_name(name)) {
        out.push_str(&format!(" {name}=\""));
        escape(value, out);
        out.push('"');
    }
    out.push_str(if outline.children.is_empty() { "/>\n" } else { ">\n" });
}

/// Can it stand as a name in XML?
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// One line of newsboat's `urls`, kept so that it comes out as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlLine {
    Feed(UrlEntry),
    /// A comment or an empty line, as it stands.
    Other(String),
}

/// A feed of newsboat's `urls`: its address (or `query:`, `exec:`, `filter:`, which are kept and never run) and its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlEntry {
    pub url: String,
    /// As written, with `~title` and `!` among them.
    pub tags: Vec<String>,
    /// The line itself.
    line: String,
}

impl UrlEntry {
    /// A new one, to be written.
    pub fn new(url: &str, tags: &[String]) -> Self {
        // A line end in a name would begin a line of its own, which could name a program.
        let on_one_line = |text: &str| quote(&text.replace(['\n', '\r'], " "));
        let mut line = on_one_line(url);
        for tag in tags {
            line.push(' ');
            line.push_str(&on_one_line(tag));
        }
        Self { url: url.to_owned(), tags: tags.to_vec(), line }
    }

    /// The title given by a tag that begins with `~`.
    pub fn title(&self) -> Option<&str> {
        self.tags.iter().find_map(|tag| tag.strip_prefix('~'))
    }

    /// Is it hidden from the list of feeds (a tag that begins with `!`)?
    pub fn is_hidden(&self) -> bool {
        self.tags.iter().any(|tag| tag.starts_with('!'))
    }

    /// "query", "exec" or "filter" for what is no address of a feed.
    pub fn special(&self) -> Option<&'static str> {
        ["query", "exec", "filter"].into_iter().find(|kind| self.url.strip_prefix(kind).is_some_and(|rest| rest.starts_with(':')))
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
    let mut words = words(trimmed).into_iter();
    match words.next() {
        Some(url) if !url.is_empty() => UrlLine::Feed(UrlEntry { url, tags: words.collect(), line: line.to_owned() }),
        _ => UrlLine::Other(line.to_owned()),
    }
}

/// Words as newsboat parts them: double quotes hold spaces, a backslash keeps the next sign, `#` behind a space begins a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
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
            '#' if !quoted && word.is_none() => break,
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn quote(word: &str) -> String {
    let needs = word.is_empty() || word.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '#' | '\\'));
    if needs { format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t")) } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Opml, UrlEntry, UrlLine, read_urls, write_urls};

    const LIST: &str = "<?xml version='1.0'?><opml version='1.1'><head><title>A &amp; B</title></head><body>\
        <outline text='News'><outline text='Sub'><outline type='rss' xmlUrl='http://a.example/?a=1&amp;b=2' title='It&apos;s \"A\"' odd:one='&#10;x'/></outline></outline>\
        <outline xmlurl='http://b.example/'>";

    #[test]
    fn folders_and_unknown_attributes_survive_a_round_trip() {
        let list = Opml::read(LIST).unwrap_or_default();
        assert_eq!(Opml::read(&list.write()).unwrap_or_default(), list);
        let feeds = list.feeds();
        assert_eq!(feeds.len(), 2);
        assert_eq!(feeds[0].0, ["News", "Sub"]);
        assert_eq!((feeds[0].1.url(), feeds[0].1.title(), feeds[0].1.attribute("odd:one")), (Some("http://a.example/?a=1&b=2"), Some("It's \"A\""), Some("x")));
        assert_eq!(feeds[1].1.url(), Some("http://b.example/"));
    }

    #[test]
    fn markup_in_an_attribute_does_not_lose_the_feed() {
        let list = Opml::read("<opml><outline description=\"At <a href=\"https://x.example/\">X</a> now\" xmlUrl=\"https://a.example/\" type=\"rss\"/><outline xmlUrl='b:'/></opml>").unwrap_or_default();
        assert_eq!(list.feeds().iter().map(|(_, feed)| feed.url()).collect::<Vec<_>>(), [Some("https://a.example/"), Some("b:")]);
        assert_eq!(list.outlines[0].attribute("description"), Some("At <a href=\"https://x.example/\">X</a> now"));
    }

    #[test]
    fn a_hundred_thousand_folders_lose_no_feed() {
        let deep = format!("<opml>{}<outline xmlUrl='http://a.example/'/>", "<outline text='x'>".repeat(100_000));
        let list = Opml::read(&deep).unwrap_or_default();
        assert_eq!(list.feeds().len(), 1);
        assert!(!list.write().is_empty());
    }

    #[test]
    fn urls_come_out_as_they_came_in() {
        let text = "# mine\n\nhttp://a.example/feed \"two words\" tag \"~A title\" \"!\"\n\"query:Unread:unread = \\\"yes\\\"\"  news\nexec:rm\n  http://b.example/ # why\n";
        let lines = read_urls(text);
        assert_eq!(write_urls(&lines), text);
        let feeds: Vec<&UrlEntry> = lines.iter().filter_map(|line| if let UrlLine::Feed(feed) = line { Some(feed) } else { None }).collect();
        assert_eq!((feeds[0].title(), feeds[0].is_hidden(), feeds[0].plain_tags().collect::<Vec<_>>()), (Some("A title"), true, vec!["two words", "tag"]));
        assert_eq!((feeds[1].special(), feeds[1].url.as_str()), (Some("query"), "query:Unread:unread = \"yes\""));
        assert_eq!(feeds[2].special(), Some("exec"));
        assert_eq!((feeds[3].url.as_str(), feeds[3].tags.len()), ("http://b.example/", 0));
        let broken = UrlEntry::new("http://a.example/", &["~A\nexec:touch x".into()]);
        assert_eq!(read_urls(&write_urls(&[UrlLine::Feed(broken)])).len(), 1);
        let new = UrlEntry::new("query:a b", &["x y".into()]);
        assert_eq!(read_urls(&write_urls(&[UrlLine::Feed(new.clone())])), [UrlLine::Feed(new)]);
    }
}
