//! A parsed tree → blocks. Walks with a stack of its own, so that no nesting can exhaust the
//! program's.

mod blocks;
mod code;
mod open;
mod table;
mod words;

use dom_query::{NodeData, NodeRef};

use super::super::assembly::{Assembly, Within, item};
use super::super::signed::{has_dash, is_signature};
use super::media::{self, Media};
use super::notes::Notes;
use crate::text::BlockKind;
use open::{End, Step, Walk, is_left_out};

pub(super) use open::Page;

/// Pictures that wait for the end of one paragraph.
const MOST_WAITING: usize = 500;

/// Writes all blocks under `root` into `assembly`.
pub(super) fn walk(root: NodeRef<'_>, page: Page<'_>, assembly: &mut Assembly) {
    let notes = Notes::of(&root, assembly);
    let mut walk = Walk {
        page,
        notes,
        assembly,
        steps: vec![Step::Enter(root)],
        within: Within::default(),
        quotes: 0,
        lists: Vec::new(),
        marker: None,
        code: 0,
        listing: String::new(),
        line_done: false,
        breaks: 0,
        heading: None,
        is_caption: false,
        grid: None,
        note: None,
        label: None,
        dash: false,
        holds_quoted: false,
        rule: false,
        wrote: false,
        quoted: 0,
        caption: None,
        waiting: Vec::new(),
        shown: None,
    };
    while let Some(step) = walk.steps.pop() {
        match step {
            Step::Enter(node) => walk.enter(&node),
            Step::Leave(end) => walk.leave(end),
            Step::Show(media) => walk.show(media),
            Step::OpenTable => walk.open_table(),
        }
    }
    walk.close();
}

impl<'a> Walk<'a, '_> {
    fn enter(&mut self, node: &NodeRef<'a>) {
        let text = node.query_or(None, |node| match &node.data {
            NodeData::Text { contents } => Some(contents.to_string()),
            _ => None,
        });
        if let Some(text) = text {
            return self.text(&text);
        }
        let name = node.qual_name_ref().map(|name| name.local.to_string()).unwrap_or_default();
        if self.code > 0 {
            return self.code_element(&name, node);
        }
        if let Some((number, label)) = self.notes.home(node.id) {
            let label = label.to_owned();
            self.begin_note(number, label);
        }
        self.element(&name, node);
    }

    fn element(&mut self, name: &str, node: &NodeRef<'a>) {
        match name {
            "br" => self.breaks += 1,
            "wbr" if node.attr(media::BREAK).is_some() => self.breaks += 1,
            "hr" => {
                self.close();
                self.rule = true;
            }
            "img" | "image" | "video" | "audio" | "iframe" | "frame" | "object" | "embed"
            | "applet" | "svg" | "math" => self.medium(name, node),
            "input" => self.tick(node),
            "form" => {
                let form = media::form(node, self.page.base);
                self.close();
                self.steps.extend(form.map(Step::Show));
                self.down(node, Some(End::Block));
            }
            _ if is_left_out(name) => {}
            "dialog" if node.attr("open").is_none() => {}
            "pre" | "listing" | "xmp" | "plaintext" if self.grid.is_none() => self.listing(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.grid.is_none() => {
                self.heading(name, node);
            }
            "blockquote" => {
                self.close();
                self.quotes = self.quotes.saturating_add(1);
                self.holds_quoted = false;
                self.down(node, Some(End::BlockQuote));
            }
            "ul" | "ol" | "menu" | "dir" => self.list(name, node),
            "li" => self.item(node),
            "dt" | "summary" => self.term(node),
            "dd" => {
                self.close();
                self.marker = Some(None);
                self.down(node, Some(End::Item));
            }
            "table" | "tr" | "td" | "th" | "caption" => self.table_element(name, node),
            "figure" => self.figure(node),
            "figcaption" if self.grid.is_none() => self.figcaption(node),
            "footer" | "cite" if self.quotes > 0 && self.is_source(name, node) => {
                self.close();
                self.dash = true;
                self.down(node, Some(End::Source));
            }
            "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "aside"
            | "address" | "dl" | "fieldset" | "details" | "center" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "body" | "pre" | "hgroup" | "search" | "legend" | "listing" | "xmp"
            | "dialog" | "marquee" | "noframes" | "frameset" | "optgroup" => {
                self.close();
                self.down(node, Some(End::Block));
            }
            _ => self.inline(name, node),
        }
    }

    /// Pushes the children to be walked next, and then the end.
    fn down(&mut self, node: &NodeRef<'a>, end: Option<End>) {
        self.steps.extend(end.map(Step::Leave));
        self.steps.extend(node.children_it(true).map(Step::Enter));
    }

    #[expect(clippy::needless_pass_by_value, reason = "an element ends once")]
    fn leave(&mut self, end: End) {
        match end {
            End::Within(within) => self.within = within,
            End::Quoted(within, mark) => {
                self.assembly.push_closely(mark, self.within);
                self.within = within;
                self.quoted = self.quoted.saturating_sub(1);
            }
            End::Text(words) => self.text(words),
            End::CodeLine(start) => self.end_code_line(start),
            End::Row => self.end_row(),
            End::Table => {
                self.grid = None;
                self.close();
            }
            _ => {
                self.close();
                match end {
                    End::Heading => self.heading = None,
                    End::BlockQuote => self.quotes = self.quotes.saturating_sub(1),
                    End::Source => self.dash = false,
                    End::List => drop(self.lists.pop()),
                    End::Item => self.marker = None,
                    End::Code => self.code = self.code.saturating_sub(1),
                    End::Caption => self.is_caption = false,
                    End::Figure => self.caption = None,
                    End::Note(before) => (self.note, self.label) = (before, None),
                    _ => {}
                }
            }
        }
    }

    fn text(&mut self, raw: &str) {
        if self.code > 0 {
            return self.code_text(raw);
        }
        let is_blank = raw.trim().is_empty();
        if is_blank && (!self.assembly.is_open() || self.breaks > 0) {
            return;
        }
        let Some(raw) = self.without_label(raw) else { return };
        if !raw.trim().is_empty() {
            self.begin_words(raw);
        }
        self.assembly.push(raw, self.within);
    }

    /// Opens a block for words that come, or begins a new line of the open one.
    fn begin_words(&mut self, words: &str) {
        let breaks = std::mem::take(&mut self.breaks);
        if self.grid.is_some() {
            if breaks > 0 {
                self.assembly.push(" ", self.within);
            }
            return;
        }
        if breaks > 1 {
            self.close();
        } else if breaks == 1 && self.assembly.holds_words() {
            if self.heading.is_some() {
                self.assembly.push(" ", self.within);
            } else {
                self.assembly.separate('\n');
            }
        }
        if !self.assembly.is_open() {
            self.open(words);
        }
    }

    fn open(&mut self, words: &str) {
        let kind = self.kind();
        if std::mem::take(&mut self.rule)
            && self.wrote
            && !matches!(kind, BlockKind::Heading(_) | BlockKind::Note)
        {
            self.assembly.block(BlockKind::Rule, "* * *");
        }
        self.wrote = true;
        let is_source = std::mem::take(&mut self.dash)
            || matches!(kind, BlockKind::BlockQuote { .. }) && is_signature(words);
        if is_source && self.holds_quoted && self.assembly.open_source() {
            if !has_dash(words) {
                self.assembly.push("— ", Within::default());
            }
            return;
        }
        self.holds_quoted |= matches!(kind, BlockKind::BlockQuote { .. });
        match (self.note, self.label.take()) {
            (Some(note), Some(label)) => self.assembly.open_note(note, &label),
            _ => self.assembly.open(kind),
        }
        if is_source && !has_dash(words) {
            self.assembly.push("— ", Within::default());
        }
    }

    fn kind(&mut self) -> BlockKind {
        if let Some(level) = self.heading {
            return BlockKind::Heading(level.max(2));
        }
        let marker = self.marker.take();
        if self.note.is_some() {
            return BlockKind::Note;
        }
        if self.is_caption {
            return BlockKind::Caption;
        }
        if let Some(number) = marker {
            return item(self.lists.len(), number);
        }
        if self.quotes > 0 {
            return BlockKind::BlockQuote { depth: self.quotes - 1 };
        }
        BlockKind::Paragraph
    }

    /// Ends the open block; in a table cell blocks are only set apart by a space.
    fn close(&mut self) {
        if self.grid.is_some() {
            self.assembly.push(" ", self.within);
            return;
        }
        self.assembly.close();
        self.breaks = 0;
        if !self.listing.trim().is_empty() {
            let listing = std::mem::take(&mut self.listing);
            self.assembly.block(BlockKind::Code, &listing);
            self.wrote = true;
        }
        self.listing.clear();
        for media in std::mem::take(&mut self.waiting) {
            self.assembly.media(&media.line, media.url);
        }
    }

    /// Shows what is not text: now, or behind the words that are open.
    fn show(&mut self, media: Media) {
        if media.url.is_some() && media.url == self.shown {
            return;
        }
        self.shown.clone_from(&media.url);
        if self.assembly.holds_words() || self.grid.is_some() {
            if self.waiting.len() < MOST_WAITING {
                self.waiting.push(media);
            }
        } else {
            self.close();
            self.assembly.media(&media.line, media.url);
            self.wrote = true;
        }
    }
}
