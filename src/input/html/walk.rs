//! A parsed tree → blocks. Walks with a stack of its own, so that no nesting can exhaust the
//! program's.

use dom_query::{NodeData, NodeRef};

use super::super::address::resolve;
use super::super::assembly::{Assembly, Setting};
use crate::text::BlockKind;

/// Writes all blocks under `root` into `assembly`. A first heading that repeats `title` is left
/// out.
pub fn walk(root: NodeRef<'_>, base: Option<&str>, title: Option<&str>, assembly: &mut Assembly) {
    let mut walk = Walk {
        base,
        title: title.map(str::to_owned),
        assembly,
        steps: vec![Step::Enter(root)],
        setting: Setting::default(),
        quotes: 0,
        lists: Vec::new(),
        marker: None,
        code: 0,
        listing: String::new(),
        breaks: 0,
        heading: None,
        cells: None,
    };
    while let Some(step) = walk.steps.pop() {
        match step {
            Step::Enter(node) => walk.enter(&node),
            Step::Leave(end) => walk.leave(end),
        }
    }
    walk.close();
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(End),
}

/// What is undone at the end of an element.
#[derive(Clone, Copy)]
enum End {
    Block,
    Heading,
    Setting(Setting),
    Quote,
    List,
    Item,
    Code,
    Table,
    Row,
    Cell,
    Caption,
}

struct List {
    next: Option<u32>,
}

/// Where the walk stands in a table: cells and rows so far.
#[derive(Clone, Copy)]
struct Cells {
    row: u32,
    cell: u32,
}

struct Walk<'a, 'b> {
    base: Option<&'b str>,
    /// Taken once the first words were written.
    title: Option<String>,
    assembly: &'b mut Assembly,
    steps: Vec<Step<'a>>,
    setting: Setting,
    quotes: u8,
    lists: Vec<List>,
    /// The number (if any) that the next block bears as a list item.
    marker: Option<Option<u32>>,
    code: u32,
    /// The lines of the open block of code.
    listing: String,
    /// `<br>` in a row.
    breaks: u32,
    heading: Option<u8>,
    cells: Option<Cells>,
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
        self.element(&name, node);
    }

    fn element(&mut self, name: &str, node: &NodeRef<'a>) {
        match name {
            "head" | "script" | "style" | "noscript" | "template" | "svg" | "math" | "iframe"
            | "object" | "embed" | "audio" | "video" | "canvas" | "input" | "button" | "select"
            | "textarea" | "nav" | "title" | "meta" | "link" => {}
            "br" => self.line_break(),
            "hr" => self.close(),
            "a" | "b" | "strong" | "i" | "em" | "cite" | "code" | "tt" | "kbd" | "samp" => {
                self.inline(name, node)
            }
            "pre" | "listing" | "xmp" if self.cells.is_none() => {
                self.close();
                self.code += 1;
                self.down(node, Some(End::Code));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.cells.is_none() => {
                self.close();
                self.heading = name[1..].parse().ok();
                self.down(node, Some(End::Heading));
            }
            "blockquote" => {
                self.close();
                self.quotes = self.quotes.saturating_add(1);
                self.down(node, Some(End::Quote));
            }
            "ul" | "ol" | "menu" | "dir" => self.list(name, node),
            "li" => self.item(node),
            "table" if self.cells.is_none() && is_data(node) => {
                self.close();
                self.cells = Some(Cells { row: 0, cell: 0 });
                self.assembly.open(BlockKind::Table);
                self.down(node, Some(End::Table));
            }
            "tr" if self.cells.is_some() => {
                if let Some(cells) = &mut self.cells {
                    if cells.row > 0 {
                        self.assembly.separate('\n');
                    }
                    cells.row += 1;
                    cells.cell = 0;
                }
                self.down(node, Some(End::Row));
            }
            "td" | "th" if self.cells.is_some() => {
                if let Some(cells) = &mut self.cells {
                    if cells.cell > 0 {
                        self.assembly.separate('\t');
                    }
                    cells.cell += 1;
                }
                self.down(node, Some(End::Cell));
            }
            "figcaption" | "caption" if self.cells.is_none() => {
                self.close();
                self.assembly.open(BlockKind::Caption);
                self.down(node, Some(End::Caption));
            }
            "p" | "div" | "section" | "article" | "figure" | "header" | "footer" | "main"
            | "aside" | "address" | "dl" | "dt" | "dd" | "form" | "fieldset" | "details"
            | "summary" | "table" | "tr" | "td" | "th" | "center" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "body" | "pre" | "hgroup" | "option" => {
                self.close();
                self.down(node, Some(End::Block));
            }
            _ => self.down(node, None),
        }
    }

    /// Pushes the children to be walked next, and then the end.
    fn down(&mut self, node: &NodeRef<'a>, end: Option<End>) {
        self.steps.extend(end.map(Step::Leave));
        self.steps.extend(node.children_it(true).map(Step::Enter));
    }

    fn leave(&mut self, end: End) {
        match end {
            End::Block | End::Caption | End::Cell | End::Row => {
                if !matches!(end, End::Cell | End::Row) {
                    self.close();
                }
            }
            End::Heading => {
                self.close();
                self.heading = None;
            }
            End::Setting(setting) => self.setting = setting,
            End::Quote => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            End::List => {
                self.close();
                self.lists.pop();
            }
            End::Item => {
                self.close();
                self.marker = None;
            }
            End::Code => {
                self.close();
                self.code = self.code.saturating_sub(1);
            }
            End::Table => {
                self.cells = None;
                self.close();
            }
        }
    }

    fn inline(&mut self, name: &str, node: &NodeRef<'a>) {
        let before = self.setting;
        match name {
            "a" => {
                let address = node.attr("href").and_then(|href| resolve(&href, self.base));
                self.setting.link = address.map(|url| self.assembly.link(url));
            }
            "b" | "strong" => self.setting.strong = true,
            "i" | "em" | "cite" => self.setting.emphasis = true,
            _ => self.setting.code = true,
        }
        self.down(node, Some(End::Setting(before)));
    }

    fn list(&mut self, name: &str, node: &NodeRef<'a>) {
        self.close();
        let next = (name == "ol")
            .then(|| node.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1));
        self.lists.push(List { next });
        self.down(node, Some(End::List));
    }

    fn item(&mut self, node: &NodeRef<'a>) {
        self.close();
        let number = self.lists.last_mut().and_then(|list| {
            let number = list.next?;
            list.next = Some(number.saturating_add(1));
            Some(number)
        });
        self.marker = Some(number);
        self.down(node, Some(End::Item));
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        if self.code > 0 {
            self.listing.push('\n');
        } else if self.breaks > 1 && self.cells.is_none() {
            self.close();
        } else if self.assembly.is_open() {
            self.assembly.push(" ", self.setting);
        }
    }

    fn text(&mut self, raw: &str) {
        if self.code > 0 {
            self.listing.push_str(raw);
            return;
        }
        if raw.trim().is_empty() && (!self.assembly.is_open() || self.breaks > 0) {
            return;
        }
        self.breaks = 0;
        if !self.assembly.is_open() {
            let kind = self.kind();
            if raw.trim().is_empty() {
                return;
            }
            if let (BlockKind::Heading(_), Some(title)) = (kind, &self.title)
                && same_words(title, raw)
            {
                self.title = None;
                return;
            }
            self.assembly.open(kind);
        }
        self.assembly.push(raw, self.setting);
    }

    fn kind(&mut self) -> BlockKind {
        if let Some(level) = self.heading {
            return BlockKind::Heading(level.max(2));
        }
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

    /// Ends the open block; in a table cell blocks are only set apart by a space.
    fn close(&mut self) {
        if self.cells.is_some() {
            self.assembly.push(" ", self.setting);
            return;
        }
        self.assembly.close();
        if !self.listing.is_empty() {
            let listing = std::mem::take(&mut self.listing);
            self.assembly.block(BlockKind::Code, &listing);
        }
        self.breaks = 0;
    }
}

fn same_words(a: &str, b: &str) -> bool {
    letters(a) == letters(b)
}

/// The letters of a text's beginning, to compare it by.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(400).collect()
}

/// Is it a table of data, not one that only arranges a page?
fn is_data(table: &NodeRef<'_>) -> bool {
    if table.attr("role").is_some_and(|role| role.eq_ignore_ascii_case("presentation")) {
        return false;
    }
    let (mut rows, mut cells, mut blocks) = (0_usize, 0_usize, 0_usize);
    for node in table.descendants_it() {
        let Some(name) = node.qual_name_ref() else { continue };
        match &*name.local {
            "table" | "figure" | "blockquote" | "pre" | "h1" | "h2" => return false,
            "tr" => rows += 1,
            "td" | "th" => cells += 1,
            "p" | "ul" | "ol" | "div" => blocks += 1,
            _ => {}
        }
    }
    rows > 0 && cells >= 2 * rows && blocks <= 2 * cells
}
