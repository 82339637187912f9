//! Code: its lines, whether line ends, breaks or elements make them.

use dom_query::NodeRef;

use super::super::media::BREAK;
use super::open::{End, Walk, is_left_out};

/// Classes of what only counts the lines.
const COUNTERS: &[&str] = &[
    "gutter",
    "linenos",
    "lineno",
    "line-number",
    "line-numbers",
    "line-numbers-rows",
    "blob-num",
    "rouge-gutter",
    "hljs-ln-numbers",
    "ln",
    "lnt",
];

/// Classes of an element that is one line.
const LINES: &[&str] =
    &["line", "code-line", "token-line", "view-line", "ec-line", "react-code-line"];

impl<'a> Walk<'a, '_> {
    pub(super) fn listing(&mut self, node: &NodeRef<'a>) {
        if is_count(node) {
            return;
        }
        self.close();
        self.code += 1;
        self.line_done = false;
        self.down(node, Some(End::Code));
    }

    pub(super) fn code_element(&mut self, name: &str, node: &NodeRef<'a>) {
        match name {
            "br" | "wbr" if name == "br" || node.attr(BREAK).is_some() => {
                self.line_done = false;
                self.listing.push('\n');
            }
            _ if is_left_out(name)
                || matches!(name, "svg" | "img")
                || has_class(node, COUNTERS) => {}
            _ if is_line(name, node) => {
                self.new_line();
                let start = self.listing.len();
                self.down(node, Some(End::CodeLine(start)));
            }
            _ => self.down(node, None),
        }
    }

    pub(super) fn code_text(&mut self, raw: &str) {
        if raw.starts_with(['\n', '\r']) {
            self.line_done = false;
        } else if self.line_done && !raw.is_empty() {
            self.new_line();
        }
        self.listing.push_str(raw);
    }

    fn new_line(&mut self) {
        let owed = std::mem::take(&mut self.line_done);
        if owed || !self.listing.is_empty() && !self.listing.ends_with('\n') {
            self.listing.push('\n');
        }
    }

    pub(super) fn end_code_line(&mut self, start: usize) {
        self.line_done = !self.listing[start..].ends_with('\n');
    }
}

fn is_line(name: &str, node: &NodeRef<'_>) -> bool {
    matches!(name, "div" | "p" | "li" | "tr")
        || matches!(name, "span" | "code") && has_class(node, LINES)
}

pub(super) fn has_class(node: &NodeRef<'_>, classes: &[&str]) -> bool {
    node.attr("class")
        .is_some_and(|own| own.split_ascii_whitespace().any(|class| classes.contains(&class)))
}

/// Whether a cell or block only counts the lines beside it.
pub(super) fn is_count(node: &NodeRef<'_>) -> bool {
    /// Elements around it among which a cell of a table is sought.
    const NEAR: usize = 4;
    if has_class(node, COUNTERS) {
        return true;
    }
    let in_cell = || {
        node.ancestors_it(Some(NEAR))
            .any(|node| node.qual_name_ref().is_some_and(|name| &*name.local == "td"))
    };
    if !in_cell() {
        return false;
    }
    let text = node.text();
    let mut lines = text.split_ascii_whitespace().map(str::parse::<u32>);
    let Some(Ok(mut last)) = lines.next() else { return false };
    lines.all(|line| {
        last = last.saturating_add(1);
        line == Ok(last)
    })
}
