//! Markdown (CommonMark with tables) → `Article`.

mod elements;
mod front;

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::address::resolve;
use super::assembly::{Assembly, Within, item};
use super::quiet_line::quiet_line;
use super::raised::Raised;
use super::signed::is_signature;
use crate::annotation::Article;
use crate::text::{BlockKind, Ordinal};

/// Reads the whole.
pub(super) fn read(text: &str) -> Article {
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

/// Notes of one text that are told apart.
const MOST_NOTES: usize = 20_000;

#[derive(Default)]
struct Page<'a> {
    assembly: Assembly,
    /// What the words before stood within, one for each construct that is open.
    outer: Vec<Within>,
    within: Within,
    quotes: u8,
    /// Words of the quotation set apart that is open stand in the text.
    holds_quoted: bool,
    lists: Vec<Option<u32>>,
    marker: Option<Option<Ordinal>>,
    /// By their label in the source, in the order in which they are first met.
    notes: HashMap<String, u32>,
    /// The note whose words come; its label, until its first block is open.
    note: Option<(u32, Option<String>)>,
    /// A break between two parts of the text waits for the second.
    rule: bool,
    is_heading: bool,
    /// Elements of HTML in the line that are open.
    elements: Vec<String>,
    /// The words of the element above or below the line that is open.
    raised: Option<(Raised, String)>,
    cell: u32,
    row: u32,
    listing: Option<String>,
    front: Option<String>,
    /// The open block of raw HTML.
    html: String,
    /// The words of the picture that is being read, its title and its address.
    picture: Option<(String, String, Option<String>)>,
    /// Pictures that wait for the end of the open block.
    waiting: Vec<(String, Option<String>)>,
    title: Option<String>,
    in_title: bool,
    /// The blocks that may still say again what the front matter said.
    may_repeat: u8,
    /// The events of such a block, until it ends.
    held: Vec<Event<'a>>,
}

impl<'a> Page<'a> {
    /// Takes an event. A heading or a paragraph at the top that says the title or the author of the
    /// front matter again is left out.
    fn event(&mut self, event: Event<'a>) {
        let begins = matches!(&event, Event::Start(Tag::Heading { .. } | Tag::Paragraph));
        if self.held.is_empty() && !(begins && self.may_repeat > 0) {
            if matches!(&event, Event::Start(_)) {
                self.may_repeat = 0;
            }
            return self.take(event);
        }
        let ends = matches!(&event, Event::End(TagEnd::Heading(_) | TagEnd::Paragraph));
        self.held.push(event);
        if ends {
            self.may_repeat -= 1;
            let held = std::mem::take(&mut self.held);
            if !self.was_told(&held) {
                for event in held {
                    self.take(event);
                }
            }
        }
    }

    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words),
            Event::Code(words) => {
                let before = self.within;
                self.within.code = true;
                self.text(&words);
                self.within = before;
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => self.text(&words),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.line_break(),
            Event::Html(part) => self.html.push_str(&part),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::FootnoteReference(label) => {
                let (note, label) = self.note_of(&label);
                self.open_block("");
                self.assembly.mark(note, &label, self.within);
            }
            Event::Rule => {
                self.close();
                self.rule = true;
            }
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    /// The number of a note and the label that it is shown with: notes are counted as they come.
    fn note_of(&mut self, label: &str) -> (u32, String) {
        let note = match self.notes.get(label) {
            Some(&note) => note,
            None if self.notes.len() >= MOST_NOTES => 0,
            None => {
                let note = self.assembly.note();
                self.notes.insert(label.to_owned(), note);
                note
            }
        };
        (note, (note + 1).to_string())
    }

    fn line_break(&mut self) {
        if self.is_heading || self.cell > 0 || !self.assembly.holds_words() {
            self.text(" ");
        } else {
            self.assembly.separate('\n');
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
        if let Some((told, ..)) = &mut self.picture {
            told.push_str(words);
            return;
        }
        if let Some((_, raised)) = &mut self.raised {
            raised.push_str(words);
            return;
        }
        if self.in_title
            && let Some(title) = &mut self.title
        {
            title.push_str(words);
        }
        if words.trim().is_empty() && !self.assembly.is_open() {
            return;
        }
        self.open_block(words);
        self.assembly.push(words, self.within);
    }

    /// Opens a block for words that come, if none is open.
    fn open_block(&mut self, words: &str) {
        if self.assembly.is_open() {
            return;
        }
        let kind = self.kind();
        self.part();
        let is_quoted = matches!(kind, BlockKind::BlockQuote { .. });
        if is_quoted && self.holds_quoted && is_signature(words) && self.assembly.open_source() {
            return;
        }
        self.holds_quoted |= is_quoted;
        match &mut self.note {
            Some((note, label)) => match label.take() {
                Some(label) => self.assembly.open_note(*note, &label),
                None => self.assembly.open(BlockKind::Note),
            },
            None => self.assembly.open(kind),
        }
    }

    /// Writes the break that waits between two parts.
    fn part(&mut self) {
        if std::mem::take(&mut self.rule)
            && !self.assembly.is_empty()
            && !self.is_heading
            && self.note.is_none()
        {
            self.assembly.block(BlockKind::Rule, "* * *");
        }
    }

    fn kind(&mut self) -> BlockKind {
        if let Some(number) = self.marker.take() {
            return item(self.lists.len(), number);
        }
        if self.quotes > 0 {
            return BlockKind::BlockQuote { depth: self.quotes - 1 };
        }
        BlockKind::Paragraph
    }

    fn close(&mut self) {
        self.assembly.close();
        for (line, url) in std::mem::take(&mut self.waiting) {
            self.assembly.media(&line, url);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.close(),
            Tag::Heading { level, .. } => {
                self.close();
                self.is_heading = true;
                self.rule = false;
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
                self.holds_quoted = false;
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
                    Some(Ordinal::from(number))
                });
                self.marker = Some(number);
            }
            Tag::Table(_) => {
                self.close();
                self.part();
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
            Tag::Emphasis => self.set(|within| within.emphasis = true),
            Tag::Strong => self.set(|within| within.strong = true),
            Tag::Strikethrough => self.set(|within| within.deleted = true),
            Tag::Link { dest_url, .. } => {
                let link = resolve(&dest_url, None).map(|url| self.assembly.link(url));
                self.set(|within| within.link = link);
            }
            Tag::Image { dest_url, title, .. } => {
                let url = resolve(&dest_url, None);
                self.picture = Some((String::new(), title.to_string(), url));
            }
            Tag::MetadataBlock(_) => self.front = Some(String::new()),
            Tag::FootnoteDefinition(label) => {
                self.close();
                let (note, label) = self.note_of(&label);
                self.note = Some((note, Some(label)));
            }
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.close();
            }
            Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Within)) {
        self.outer.push(self.within);
        change(&mut self.within);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::HtmlBlock => self.raw_html(),
            TagEnd::FootnoteDefinition => {
                self.close();
                self.note = None;
            }
            TagEnd::Paragraph
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.close();
                self.end_elements();
            }
            TagEnd::Heading(_) => {
                (self.in_title, self.is_heading) = (false, false);
                self.close();
                self.end_elements();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                let listing = self.listing.take().unwrap_or_default();
                self.part();
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
                self.cell = 0;
                self.close();
            }
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {}
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.within = self.outer.pop().unwrap_or_default();
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::MetadataBlock(_) => self.front_matter(),
            TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    fn end_picture(&mut self) {
        let Some((words, title, url)) = self.picture.take() else { return };
        let told: Vec<&str> =
            [words.trim(), title.trim()].into_iter().filter(|part| !part.is_empty()).collect();
        if told.is_empty() && url.is_none() {
            return;
        }
        let line = quiet_line("Picture", &told.join(". "), &[]);
        self.waiting.push((line, url));
        if !self.assembly.holds_words() {
            self.close();
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
                (ListItem { depth: 0, number: Some(1.into()) }, "one".into()),
                (ListItem { depth: 0, number: Some(2.into()) }, "two".into()),
                (ListItem { depth: 1, number: None }, "inner".into()),
                (BlockQuote { depth: 0 }, "said".into()),
                (Code, "a  b\n  c".into()),
                (Table, "a\tb\n1\tx y".into()),
            ]
        );
    }

    #[test]
    fn what_the_front_matter_said_is_not_said_again() {
        let text = |source: &str| read(source).document.text().to_owned();
        let front = "---\ntitle: The *vote*\nauthor: By Ana Ruiz\n---\n\n";
        assert_eq!(read(front).byline.as_deref(), Some("Ana Ruiz"));
        let doubled = format!("{front}# The vote\n\n*by Ana Ruiz*\n\nIt was close.\n");
        assert_eq!(text(&doubled), "The *vote*\n\nBy Ana Ruiz\n\nIt was close.");
        let byline_only = format!("{front}By Ana Ruiz\n\nIt was close.\n");
        assert_eq!(text(&byline_only), "The *vote*\n\nBy Ana Ruiz\n\nIt was close.");
        let other = format!("{front}# Counting\n\nIt was close.\n\nThe vote\n");
        assert_eq!(
            text(&other),
            "The *vote*\n\nBy Ana Ruiz\n\nCounting\n\nIt was close.\n\nThe vote"
        );
        assert_eq!(text("# The vote\n\nThe vote\n"), "The vote\n\nThe vote");
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
