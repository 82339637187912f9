//! Which cells are links, and where they lead.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use ratatui::layout::Rect;

use crate::view::Hyperlink;

/// The links of one screen.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// For each cell the number of its link in `urls`, from 1; empty where nothing is linked.
    pub cells: Vec<u16>,
    /// Addresses, with everything but printable ASCII percent-encoded.
    pub urls: Vec<String>,
}

impl Links {
    pub(super) fn of(area: Rect, links: &[Hyperlink]) -> Self {
        let mut numbered = Self::default();
        if links.is_empty() {
            return numbered;
        }
        numbered.cells = vec![0; usize::from(area.width) * usize::from(area.height)];
        for link in links {
            let number = numbered.number(encoded(&link.url));
            for column in link.columns.clone() {
                if let Some(cell) = numbered
                    .cells
                    .get_mut(usize::from(link.row) * usize::from(area.width) + usize::from(column))
                {
                    *cell = number;
                }
            }
        }
        numbered
    }

    fn number(&mut self, url: String) -> u16 {
        let at = self.urls.iter().position(|known| *known == url).unwrap_or_else(|| {
            self.urls.push(url);
            self.urls.len() - 1
        });
        at as u16 + 1
    }

    pub(super) fn at(&self, index: usize) -> u16 {
        self.cells.get(index).copied().unwrap_or(0)
    }

    fn url(&self, index: usize) -> Option<&str> {
        self.urls.get(usize::from(self.at(index).checked_sub(1)?)).map(String::as_str)
    }

    /// Whether the cell leads where it does in `other`.
    pub(super) fn leads_alike(&self, other: &Self, index: usize) -> bool {
        (self.cells.is_empty() && other.cells.is_empty()) || self.url(index) == other.url(index)
    }
}

/// With everything but printable ASCII percent-encoded.
fn encoded(url: &str) -> String {
    const ODD: &AsciiSet = &CONTROLS.add(b' ');
    utf8_percent_encode(url, ODD).to_string()
}
