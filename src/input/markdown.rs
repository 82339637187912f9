//! Markdown (CommonMark with tables) → `Article`.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::address::resolve;
use super::assembly::{Assembly, Setting};
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
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
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
            return BlockKind::ListItem { depth: (self.lists.len().clamp(1, 200) - 1) as u8, number };
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
                self.assembly.open(BlockKind::Heading(if self.in_title { 1 } else { level.max(2) }));
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
            Tag::FootnoteDefinition(_) | Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.close(),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Setting)) {
        self.settings.push(self.setting);
        change(&mut self.setting);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close(),
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
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.setting = self.settings.pop().unwrap_or_default(),
            TagEnd::Image => {
                if let Some(words) = self.picture.take().filter(|words| !words.trim().is_empty()) {
                    self.captions.push(words);
                    if !self.assembly.is_open() {
                        self.close();
                    }
                }
            }
            TagEnd::MetadataBlock(_) => {
                self.front = None;
            }
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    fn finish(mut self) -> Article {
        self.close();
        self.assembly.title = self.title;
        self.assembly.finish()
    }
}
