//! What stands before and between blocks: indents, bullets, bars, blank rows.

use std::borrow::Cow;

use super::row::{Drawn, Ornament, Row};
use super::setting::Setting;
use crate::text::{BlockKind, Document};

/// Cells for each level of a list or a quotation.
const STEP: u16 = 2;
/// Neighbours of a list item that are asked how wide their numbers are.
const NEIGHBOURS: usize = 200;

/// The space before the text of a block, and what is drawn in it.
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// Cells; never so many that less than two thirds of the measure is left for the text.
    pub indent: u16,
    /// In the first row.
    pub first: Vec<Drawn>,
    /// In every row.
    pub every: Vec<Drawn>,
}

impl Lead {
    pub(super) fn of(document: &Document, setting: &Setting, block: u32) -> Self {
        let kind = document.blocks()[block as usize].kind;
        let room = setting.measure / 3;
        match kind {
            BlockKind::ListItem { depth, number } => {
                let sign: Cow<'static, str> = match number {
                    Some(number) => format!("{number}.").into(),
                    None => bullet(depth, setting.ascii).into(),
                };
                let hang = if number.is_some() { widest(document, block, depth) + 2 } else { STEP };
                let outer = (u16::from(depth) * STEP).min(room.saturating_sub(hang));
                let width = sign.chars().count() as u16;
                let fits = outer + hang <= room.max(STEP) && setting.measure > hang;
                let column = outer + hang.saturating_sub(width + 1);
                if fits {
                    let first = vec![Drawn { column, text: sign, ornament: Ornament::Bullet }];
                    return Self { indent: outer + hang, first, every: Vec::new() };
                }
                Self::default()
            }
            BlockKind::BlockQuote { depth } => {
                let bars = (u16::from(depth) + 1).min(room / STEP);
                Self {
                    indent: bars * STEP,
                    first: Vec::new(),
                    every: quote_bars(bars, setting.ascii),
                }
            }
            BlockKind::Code => {
                Self { indent: if setting.measure >= 40 { STEP } else { 0 }, ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}

fn bullet(depth: u8, ascii: bool) -> &'static str {
    match (ascii, depth % 3) {
        (false, 0) => "•",
        (false, 1) => "◦",
        (false, _) => "▪",
        (true, 0) => "*",
        (true, 1) => "-",
        (true, _) => "+",
    }
}

fn quote_bars(bars: u16, ascii: bool) -> Vec<Drawn> {
    let bar = |level| Drawn {
        column: level * STEP,
        text: if ascii { "|" } else { "│" }.into(),
        ornament: Ornament::Bar,
    };
    (0..bars).map(bar).collect()
}

/// Cells of the widest number in the list around an item, so that all its items hang alike.
fn widest(document: &Document, block: u32, depth: u8) -> u16 {
    let blocks = document.blocks();
    let width = |block: &crate::text::Block| match block.kind {
        BlockKind::ListItem { depth: d, number } if d >= depth => Some(match number {
            Some(number) if d == depth => number.to_string().len() as u16,
            _ => 1,
        }),
        _ => None,
    };
    let (before, after) = blocks.split_at(block as usize);
    let widths = before
        .iter()
        .rev()
        .take(NEIGHBOURS)
        .map_while(width)
        .chain(after.iter().take(NEIGHBOURS).map_while(width));
    widths.max().unwrap_or(1)
}

/// Cells of the line under a title and its byline.
const RULE: u16 = 24;

/// The blank rows between two blocks; the bar of a quotation that goes on is drawn through them.
/// Where there is room a line stands under the head of the article, and two rows before a heading.
pub(super) fn gap(setting: &Setting, above: BlockKind, below: BlockKind, offset: u32) -> Vec<Row> {
    let close = matches!(
        (above, below),
        (BlockKind::ListItem { .. }, BlockKind::ListItem { .. })
            | (BlockKind::Heading(1), BlockKind::Byline)
            | (BlockKind::Media, BlockKind::Media | BlockKind::Caption)
    );
    if close {
        return Vec::new();
    }
    let mut row = Row { blank: true, ..Row::empty(above, offset) };
    if let (BlockKind::BlockQuote { depth: a }, BlockKind::BlockQuote { depth: b }) = (above, below)
    {
        row.drawn =
            quote_bars((u16::from(a.min(b)) + 1).min(setting.measure / 3 / STEP), setting.ascii);
    }
    let is_head = |kind| matches!(kind, BlockKind::Heading(1) | BlockKind::Byline);
    if setting.airy && is_head(above) && !is_head(below) {
        let line = if setting.ascii { "-" } else { "─" };
        let text = line.repeat(usize::from(RULE.min(setting.measure))).into();
        let mut ruled = row.clone();
        ruled.drawn = vec![Drawn { column: 0, text, ornament: Ornament::Rule }];
        return vec![ruled, row];
    }
    let is_heading = |kind| matches!(kind, BlockKind::Heading(_));
    if setting.airy && matches!(below, BlockKind::Heading(1 | 2)) && !is_heading(above) {
        return vec![row.clone(), row];
    }
    vec![row]
}
