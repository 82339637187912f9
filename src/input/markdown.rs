//! Markdown (CommonMark with tables) → `Article`.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::address::resolve;
use super::assembly::{Assembly, Setting};
use super::date::parse_date;
use super::feed::sanitize;
use super::markup::{Scanner, Token, decode};
use crate::annotation::Article;
use crate::text::BlockKind;

/// Reads the whole.
pub fn read(text: &str) -> Article {
    let mut page = Page::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for event in Parser::new_ext(text, options) {
        page.event(event);
    }
    page.finish()
}

#[derive(Default)]
struct Page {
    assembly: Assembly,
    settings: Vec<Setting>,
    setting: Setting,
    quotes: u8,
    lists: Vec<Option<u32>>,
    marker: Option<Option<u32>>,
    cell: u32,
    row: u32,
    listing: Option<String>,
    front: Option<String>,
    /// The open block of raw HTML.
    html: String,
    /// The words of the picture that is being read.
    picture: Option<String>,
    captions: Vec<String>,
    title: Option<String>,
    in_title: bool,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words),
            Event::Code(words) => {
                let before = self.setting;
                self.setting.code = true;
                self.text(&words);
                self.setting = before;
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => self.text(&words),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text(" "),
            Event::Html(part) => self.html.push_str(&part),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.text(" "),
            Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
            Event::Rule => self.close(),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn text(&mut self, words: &str) {
        if let Some(listing) = &mut self.listing {
            listing.push_str(words);
            return;
        }
        if let Some(front) = &mut self.front {
            front.push_str(words);
            return;
        }
        if let Some(picture) = &mut self.picture {
            picture.push_str(words);
            return;
        }
        if self.in_title
            && let Some(title) = &mut self.title
        {
            title.push_str(words);
        }
        if !self.assembly.is_open() {
            if words.trim().is_empty() {
                return;
            }
            let kind = self.kind();
            self.assembly.open(kind);
        }
        self.assembly.push(words, self.setting);
    }

    fn kind(&mut self) -> BlockKind {
        if let Some(number) = self.marker.take() {
            return BlockKind::ListItem {
                depth: (self.lists.len().clamp(1, 200) - 1) as u8,
                number,
            };
        }
        if self.quotes > 0 {
            return BlockKind::BlockQuote { depth: self.quotes - 1 };
        }
        BlockKind::Paragraph
    }

    fn close(&mut self) {
        self.assembly.close();
        for caption in std::mem::take(&mut self.captions) {
            self.assembly.block(BlockKind::Caption, &caption);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.close(),
            Tag::Heading { level, .. } => {
                self.close();
                let level = level as u8;
                if level == HeadingLevel::H1 as u8 && self.title.is_none() {
                    self.title = Some(String::new());
                    self.in_title = true;
                }
                self.assembly.open(BlockKind::Heading(if self.in_title {
                    1
                } else {
                    level.max(2)
                }));
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.listing = Some(String::new());
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first.map(|first| u32::try_from(first).unwrap_or(u32::MAX)));
            }
            Tag::Item => {
                self.close();
                let number = self.lists.last_mut().and_then(|next| {
                    let number = (*next)?;
                    *next = Some(number.saturating_add(1));
                    Some(number)
                });
                self.marker = Some(number);
            }
            Tag::Table(_) => {
                self.close();
                self.assembly.open(BlockKind::Table);
                self.row = 0;
            }
            Tag::TableHead | Tag::TableRow => {
                if self.row > 0 {
                    self.assembly.separate('\n');
                }
                self.row += 1;
                self.cell = 0;
            }
            Tag::TableCell => {
                if self.cell > 0 {
                    self.assembly.separate('\t');
                }
                self.cell += 1;
            }
            Tag::Emphasis => self.set(|setting| setting.emphasis = true),
            Tag::Strong => self.set(|setting| setting.strong = true),
            Tag::Link { dest_url, .. } => {
                let link = resolve(&dest_url, None).map(|url| self.assembly.link(url));
                self.set(|setting| setting.link = link);
            }
            Tag::Image { .. } => self.picture = Some(String::new()),
            Tag::MetadataBlock(_) => self.front = Some(String::new()),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => self.close(),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Setting)) {
        self.settings.push(self.setting);
        change(&mut self.setting);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => self.raw_html(),
            TagEnd::Paragraph
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.close();
            }
            TagEnd::Heading(_) => {
                self.in_title = false;
                self.close();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                let listing = self.listing.take().unwrap_or_default();
                self.assembly.block(BlockKind::Code, &listing);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.marker = None;
            }
            TagEnd::Table => {
                self.close();
            }
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {}
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {
                self.setting = self.settings.pop().unwrap_or_default()
            }
            TagEnd::Image => {
                if let Some(words) = self.picture.take().filter(|words| !words.trim().is_empty()) {
                    self.captions.push(words);
                    if !self.assembly.is_open() {
                        self.close();
                    }
                }
            }
            TagEnd::MetadataBlock(_) => self.front_matter(),
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    /// The words of a block of raw HTML, as paragraphs between its blank lines; its tags say
    /// nothing here.
    fn raw_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        let clean = sanitize(&html);
        let mut words = String::new();
        for token in Scanner::new(&clean) {
            if let Token::Text(part) = token {
                words.push_str(&decode(part));
            }
        }
        self.text(&words);
        self.close();
    }

    /// Title, author and date between the lines at the top; they are read, not shown as they stand.
    fn front_matter(&mut self) {
        let front = self.front.take().unwrap_or_default();
        for line in front.lines().take(200) {
            let Some((key, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            let is_plain = !value.is_empty() && !value.starts_with(['[', '{', '|', '>', '&', '*']);
            match key.trim().to_ascii_lowercase().as_str() {
                "title" if is_plain && self.title.is_none() => {
                    self.assembly.block(BlockKind::Heading(1), value);
                    self.title = Some(value.to_owned());
                }
                "author" | "byline" if is_plain && self.assembly.byline.is_none() => {
                    self.assembly.block(
                        BlockKind::Byline,
                        &format!("By {}", value.strip_prefix("By ").unwrap_or(value)),
                    );
                    self.assembly.byline = Some(value.to_owned());
                }
                "date" | "published" | "pubdate" if self.assembly.published.is_none() => {
                    self.assembly.published = parse_date(value)
                }
                "lang" | "language" if is_plain && value.len() < 20 => {
                    self.assembly.language = Some(value.to_owned())
                }
                _ => {}
            }
        }
    }

    fn finish(mut self) -> Article {
        self.close();
        self.assembly.title = self.title;
        self.assembly.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::BlockKind;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let article = read(text);
        article
            .document
            .blocks()
            .iter()
            .map(|block| (block.kind, article.document.slice(block.span).to_owned()))
            .collect()
    }

    #[test]
    fn blocks_keep_their_kinds() {
        use BlockKind::{BlockQuote, Code, Heading, ListItem, Paragraph, Table};
        let text = "# Title\n\nWords *and* more\nwords.\n\n## Part\n\n1. one\n2. two\n   - inner\n\n> said\n\n```\na  b\n  c\n```\n\n| a | b |\n|---|---|\n| 1 | x\ty |\n";
        assert_eq!(
            blocks(text),
            [
                (Heading(1), "Title".to_owned()),
                (Paragraph, "Words and more words.".into()),
                (Heading(2), "Part".into()),
                (ListItem { depth: 0, number: Some(1) }, "one".into()),
                (ListItem { depth: 0, number: Some(2) }, "two".into()),
                (ListItem { depth: 1, number: None }, "inner".into()),
                (BlockQuote { depth: 0 }, "said".into()),
                (Code, "a  b\n  c".into()),
                (Table, "a\tb\n1\tx y".into()),
            ]
        );
    }

    #[test]
    fn front_matter_is_read_and_raw_html_loses_its_tags() {
        let article = read(
            "---\ntitle: \"A title\"\nauthor: Ana Ruiz\ndate: 2023-03-01\n---\n\n<div onclick=x>Words<script>evil()</script></div>\n\nSee [it](https://a.example/) and [not](javascript:x).\n",
        );
        assert_eq!(
            (article.title.as_deref(), article.byline.as_deref()),
            (Some("A title"), Some("Ana Ruiz"))
        );
        assert!(article.published.is_some());
        assert_eq!(article.document.text(), "A title\n\nBy Ana Ruiz\n\nWords\n\nSee it and not.");
        assert_eq!(article.links.len(), 1);
    }
}
