//! Tables: those of data become rows of cells, those that arrange a page what they hold.

use dom_query::NodeRef;

use super::code::{has_class, is_count};
use super::open::{End, Grid, Step, Walk};
use crate::text::{BlockKind, Numeral, Ordinal};

/// Columns that one cell takes at most.
const WIDEST: usize = 50;
/// Rows that one cell takes at most.
const HIGHEST: u32 = 500;
/// Columns of the widest table whose spans are kept.
const MOST_COLUMNS: usize = 500;

/// Bytes of a cell that is an article's text, and of one that is a sentence.
const TEXT: usize = 1000;
const SENTENCE: usize = 40;

impl<'a> Walk<'a, '_> {
    pub(super) fn table_element(&mut self, name: &str, node: &NodeRef<'a>) {
        match name {
            "table" if self.grid.is_none() && is_data(node) => self.table(node),
            "tr" if self.grid.is_some() => {
                self.begin_row();
                self.down(node, Some(End::Row));
            }
            "td" | "th" if self.grid.is_some() => {
                self.begin_cell(span(node, "colspan"), span(node, "rowspan"));
                self.down(node, None);
            }
            // The caption was walked before the rows.
            "caption" if self.grid.is_some() => {}
            "caption" => {
                self.close();
                self.is_caption = true;
                self.down(node, Some(End::Caption));
            }
            "td" | "th" if is_count(node) => {}
            "td" if let Some(number) = ordinal(node) => {
                self.close();
                self.marker = Some(Some(number));
            }
            _ => {
                self.close();
                self.down(node, Some(End::Block));
            }
        }
    }

    fn table(&mut self, node: &NodeRef<'a>) {
        self.close();
        self.steps.push(Step::Leave(End::Table));
        self.steps.extend(node.children_it(true).map(Step::Enter));
        self.steps.push(Step::OpenTable);
        let caption = node
            .children_it(false)
            .find(|node| node.qual_name_ref().is_some_and(|name| &*name.local == "caption"));
        self.steps.extend(caption.map(Step::Enter));
    }

    pub(super) fn open_table(&mut self) {
        self.close();
        self.assembly.open(BlockKind::Table);
        self.grid = Some(Grid::default());
        self.wrote = true;
        (self.rule, self.marker, self.label) = (false, None, None);
    }

    fn begin_row(&mut self) {
        let Some(grid) = &mut self.grid else { return };
        if grid.rows > 0 {
            self.assembly.separate('\n');
        }
        grid.rows += 1;
        grid.column = 0;
    }

    fn begin_cell(&mut self, width: usize, height: usize) {
        self.skip_taken();
        let Some(grid) = &mut self.grid else { return };
        if grid.rows == 0 {
            grid.rows = 1;
        }
        let first = grid.column;
        if first > 0 {
            self.assembly.separate('\t');
        }
        grid.column = first + 1;
        let end = (first + width).min(MOST_COLUMNS);
        if grid.taken.len() < end {
            grid.taken.resize(end, 0);
        }
        for at in first..end {
            // The further columns of a wide cell are taken in this row too.
            grid.taken[at] = (height as u32).min(HIGHEST) - u32::from(at == first);
        }
    }

    /// Leaves columns empty that a cell above or beside takes.
    fn skip_taken(&mut self) {
        let Some(grid) = &mut self.grid else { return };
        while let Some(rows) = grid.taken.get_mut(grid.column).filter(|rows| **rows > 0) {
            *rows -= 1;
            if grid.column > 0 {
                self.assembly.separate('\t');
            }
            grid.column += 1;
        }
    }

    pub(super) fn end_row(&mut self) {
        self.skip_taken();
        let Some(grid) = &mut self.grid else { return };
        // Columns behind the last cell of a short row.
        for rows in grid.taken.iter_mut().skip(grid.column) {
            *rows = rows.saturating_sub(1);
        }
    }
}

fn span(node: &NodeRef<'_>, name: &str) -> usize {
    node.attr(name)
        .and_then(|span| span.trim().parse::<usize>().ok())
        .unwrap_or(1)
        .clamp(1, if name == "colspan" { WIDEST } else { HIGHEST as usize })
}

/// Whether each row is a number and a sentence that it counts, in order.
fn counts_sentences(table: &NodeRef<'_>) -> bool {
    let mut last = None;
    let rows = table
        .descendants_it()
        .filter(|node| node.qual_name_ref().is_some_and(|name| &*name.local == "tr"));
    let mut count = 0;
    let all = rows.take(HIGHEST as usize).all(|row| {
        count += 1;
        let number = row.first_element_child().and_then(|cell| ordinal(&cell));
        let before = std::mem::replace(&mut last, number.map(|number| number.value));
        last.is_some_and(|value| before.is_none_or(|before| value == before + 1))
    });
    all && count > 1
}

/// The number of a cell that stands beside the text that it counts: "7.", in a table that arranges.
fn ordinal(cell: &NodeRef<'_>) -> Option<Ordinal> {
    let beside = cell.next_element_sibling().filter(|next| next.text().trim().len() >= SENTENCE)?;
    if beside.next_element_sibling().is_some() || cell.prev_element_sibling().is_some() {
        return None;
    }
    let text = cell.text();
    let value = text.trim().trim_end_matches(['.', ')']).parse().ok()?;
    (0..1000).contains(&value).then_some(Ordinal { value, numeral: Numeral::Decimal })
}

/// Whether it is a table of data, not one that only arranges a page.
fn is_data(table: &NodeRef<'_>) -> bool {
    if table.attr("role").is_some_and(|role| role.eq_ignore_ascii_case("presentation"))
        || has_class(table, &["highlight", "highlighttable", "rouge-table", "lntable"])
    {
        return false;
    }
    let (mut rows, mut cells, mut blocks, mut heads) = (0_usize, 0_usize, 0_usize, 0_usize);
    // Bytes of the cell at hand and of the longest.
    let (mut length, mut longest) = (0_usize, 0_usize);
    for node in table.descendants_it() {
        if node.is_text() {
            length += node.text().trim().len();
            longest = longest.max(length);
        }
        let Some(name) = node.qual_name_ref() else { continue };
        match &*name.local {
            "table" | "figure" | "blockquote" | "pre" | "h1" | "h2" => return false,
            "tr" => rows += 1,
            "td" => (cells, length) = (cells + 1, 0),
            "th" => (cells, heads, length) = (cells + 1, heads + 1, 0),
            "p" | "ul" | "ol" | "div" => blocks += 1,
            _ => {}
        }
    }
    if heads == 0 && (longest >= TEXT || counts_sentences(table)) {
        return false;
    }
    rows > 0 && (cells >= 2 * rows || heads > 0 && cells > rows) && blocks <= 2 * cells
}
