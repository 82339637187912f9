//! Putting words and roles on cells.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color as Ink, Modifier, Style as Look};

use crate::annotation::EntityKind;
use crate::app::{App, Area};
use crate::config::{Bidi, Color, Role, Style, Theme};
use crate::text::{ascii_signs, clusters, may_turn, visual_clusters};

/// Cells of one row that the terminal is to treat as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hyperlink {
    pub row: u16,
    pub columns: std::ops::Range<u16>,
    pub url: String,
}

/// A buffer of cells with a theme to paint it in.
pub(super) struct Paint<'a> {
    pub buffer: &'a mut Buffer,
    pub theme: &'a Theme,
    /// Only ASCII for frames and signs.
    pub ascii: bool,
    /// Whether right-to-left text is put into its order here.
    pub bidi: bool,
    pub links: Vec<Hyperlink>,
}

impl<'a> Paint<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, app: &'a App) -> Self {
        Self {
            buffer,
            theme: &app.theme,
            ascii: app.settings.ascii,
            bidi: app.settings.bidi != Bidi::Terminal,
            links: Vec::new(),
        }
    }

    /// Empties every cell and gives it a role.
    pub(super) fn fill(&mut self, role: Role) {
        let mut cell = Cell::default();
        cell.set_style(look(self.theme.style(role)));
        self.buffer.content.fill(cell);
    }

    /// Writes words from `column` on, at most `width` cells; gives the cells used. Never more than
    /// the row has. Words that run from right to left stand in their order; what has no room is
    /// left out at the end of the text, not of the row.
    pub(super) fn text(
        &mut self,
        column: u16,
        row: u16,
        width: u16,
        words: &str,
        role: Role,
    ) -> u16 {
        let words = &*if self.ascii { ascii_signs(words) } else { words.into() };
        let look = look(self.theme.style(role));
        let mut used = 0;
        let mut end = words.len();
        for (at, cluster, cells) in clusters(words) {
            let cells = cells as u16;
            if used + cells > width {
                end = at;
                break;
            }
            self.cluster(column + used, row, cluster, cells, look);
            used += cells;
        }
        if self.bidi && may_turn(words) {
            let mut column = column;
            for (_, cluster, cells) in visual_clusters(&words[..end], None) {
                self.cluster(column, row, &cluster, cells as u16, look);
                column += cells as u16;
            }
        }
        used
    }

    /// Writes words, shortened at the end with an ellipsis where they are too long.
    pub(super) fn shortened(
        &mut self,
        column: u16,
        row: u16,
        width: u16,
        words: &str,
        role: Role,
    ) -> u16 {
        if crate::text::cell_width(words) <= usize::from(width) {
            return self.text(column, row, width, words, role);
        }
        let dots = if self.ascii { "..." } else { "…" };
        let room = usize::from(width).saturating_sub(crate::text::cell_width(dots));
        self.text(column, row, width, &format!("{}{dots}", crate::text::fitting(words, room)), role)
    }

    /// One grapheme cluster in a style.
    pub(super) fn cluster(&mut self, column: u16, row: u16, cluster: &str, cells: u16, look: Look) {
        let (width, height) = (self.buffer.area.width, self.buffer.area.height);
        if cells == 0 || column + cells > width || row >= height {
            return;
        }
        let index = usize::from(row) * usize::from(width) + usize::from(column);
        let (first, behind) =
            self.buffer.content[index..index + usize::from(cells)].split_at_mut(1);
        // Nothing of what stood there shows through, a bold line under quiet words least.
        first[0].modifier = Modifier::empty();
        first[0].set_symbol(cluster).set_style(look);
        for cell in behind {
            cell.reset();
            cell.set_style(look);
        }
    }

    /// A cluster of the page, which may be set wider than it is: the cells behind it are blank and
    /// look the same.
    pub(super) fn glyph(&mut self, column: u16, row: u16, cluster: &str, cells: u16, look: Look) {
        let own = (crate::text::cell_width(cluster) as u16).min(cells);
        self.cluster(column, row, cluster, own, look);
        for blank in own..cells {
            self.cluster(column + blank, row, " ", 1, look);
        }
    }

    /// Gives a cell another role, and nothing of the one it had.
    pub(super) fn recolour(&mut self, column: u16, row: u16, role: Role) {
        let (text, own) = (look(self.theme.style(Role::Text)), look(self.theme.style(role)));
        if let Some(cell) = self.buffer.cell_mut((column, row)) {
            cell.set_style(Look::reset()).set_style(text).set_style(own);
        }
    }

    /// Writes another sign into a cell, which keeps its look.
    pub(super) fn replace(&mut self, column: u16, row: u16, sign: &str) {
        if let Some(cell) = self.buffer.cell_mut((column, row)) {
            cell.set_symbol(sign);
        }
    }

    /// Lays a role over cells that are written already.
    pub(super) fn over(&mut self, column: u16, row: u16, width: u16, role: Role) {
        let area = Rect::new(column, row, width, 1).intersection(self.buffer.area);
        self.buffer.set_style(area, look(self.theme.style(role)));
    }

    /// Empties an area and gives it a role.
    pub(super) fn clear(&mut self, area: Area, role: Role) {
        let area =
            Rect::new(area.x, area.y, area.width, area.height).intersection(self.buffer.area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
            }
        }
        self.buffer.set_style(area, look(self.theme.style(Role::Text)));
        self.buffer.set_style(area, look(self.theme.style(role)));
    }

    /// A sign, or its ASCII stand-in.
    pub(super) fn sign(&self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { sign }
    }
}

/// A style of ours as ratatui's. Unset colours leave what lies below.
pub(super) fn look(style: Style) -> Look {
    let mut look = Look::new();
    if let Some(color) = style.fg {
        look = look.fg(ink(color));
    }
    if let Some(color) = style.bg {
        look = look.bg(ink(color));
    }
    let modifiers = [
        (style.bold, Modifier::BOLD),
        (style.dim, Modifier::DIM),
        (style.italic, Modifier::ITALIC),
        (style.underline, Modifier::UNDERLINED),
        (style.reverse, Modifier::REVERSED),
    ];
    modifiers
        .into_iter()
        .filter(|(on, _)| *on)
        .fold(look, |look, (_, modifier)| look.add_modifier(modifier))
}

fn ink(color: Color) -> Ink {
    match color {
        Color::Default => Ink::Reset,
        Color::Ansi(number) => match number {
            0 => Ink::Black,
            1 => Ink::Red,
            2 => Ink::Green,
            3 => Ink::Yellow,
            4 => Ink::Blue,
            5 => Ink::Magenta,
            6 => Ink::Cyan,
            7 => Ink::Gray,
            8 => Ink::DarkGray,
            9 => Ink::LightRed,
            10 => Ink::LightGreen,
            11 => Ink::LightYellow,
            12 => Ink::LightBlue,
            13 => Ink::LightMagenta,
            14 => Ink::LightCyan,
            _ => Ink::White,
        },
        Color::Rgb(red, green, blue) => Ink::Rgb(red, green, blue),
    }
}

/// How names of a kind are tinted.
pub(super) fn entity_role(kind: EntityKind) -> Role {
    match kind {
        EntityKind::Person => Role::Person,
        EntityKind::Place => Role::Place,
        EntityKind::Organization => Role::Organization,
        EntityKind::Group => Role::Group,
        EntityKind::Event => Role::Event,
        EntityKind::Work => Role::Work,
        EntityKind::Other => Role::Other,
    }
}
