//! What the mouse does to the panels of the reader.

use super::Reader;
use super::entities_panel::EntityRow;
use crate::app::geometry::{Area, Panel};
use crate::app::message::{Effect, Mouse};
use crate::text::Span;

impl Reader {
    /// The tab that was pressed.
    pub(in crate::app) fn press_tab(&mut self, column: u16) {
        let mut end = 1;
        for panel in Panel::ALL {
            end += panel.title().chars().count() as u16 + 3;
            if column < end {
                self.focus(panel);
                return;
            }
        }
    }

    pub(in crate::app) fn wheel(&mut self, panel: Panel, rows: i64) {
        let Some(reading) = &mut self.reading else { return };
        match panel {
            Panel::Article => reading.panel.scroll(rows),
            Panel::Entities => {
                let count = reading.entities.entities().count();
                reading.entities.by_hand = true;
                reading.entities.list.step(rows, count);
            }
            Panel::Quotes => {
                let count = reading.quotes.entries.len();
                reading.quotes.together = 1;
                reading.quotes.list.step(rows.signum(), count);
            }
        }
    }

    pub(in crate::app) fn press_in(
        &mut self,
        panel: Panel,
        inner: Area,
        mouse: Mouse,
    ) -> Vec<Effect> {
        let row = mouse.row - inner.y;
        let Some(reading) = &mut self.reading else { return Vec::new() };
        match panel {
            Panel::Entities => {
                let row = reading.entities.shown.get(usize::from(row)).copied();
                let row = row.and_then(|row| reading.entities.rows.get(row).copied());
                if let Some(EntityRow::Entity(id)) = row {
                    reading.entities.select(id);
                    reading.light_selected_entity();
                }
            }
            Panel::Quotes => {
                let row = reading.quotes.list.top + usize::from(row);
                if let Some(entry) = reading.quotes.entry_at_row(row) {
                    reading.quotes.together = 1;
                    reading.quotes.list.at = entry;
                    reading.light_selected_quote();
                }
            }
            Panel::Article => {}
        }
        Vec::new()
    }

    /// A click on the text: a link is followed, a name, a quotation or the mark of a note lit; the
    /// cursor goes to the paragraph.
    pub(in crate::app) fn press_text(&mut self, offset: u32) -> Vec<Effect> {
        match self.light_text(offset) {
            Some((span, url)) => self.follow_link(span, url),
            None => Vec::new(),
        }
    }

    /// Lights what stands at a place of the text, and gives the link that is there.
    pub(in crate::app) fn light_text(&mut self, offset: u32) -> Option<(Span, String)> {
        let reading = self.reading.as_mut()?;
        reading.panel.cursor = offset;
        reading.here = None;
        if let Some(mark) = reading.mark_of_note(offset) {
            (reading.here, reading.lit_quote) = (Some(mark), None);
            return None;
        }
        if let Some((span, link)) = reading.article.links.at(offset).next().cloned() {
            reading.here = Some(span);
            return Some((span, link.url));
        }
        let mention = reading
            .analysis
            .as_ref()
            .and_then(|analysis| analysis.mentions.at(offset).last().copied());
        let quote = reading.quote_parts.at(offset).last().map(|(_, quote)| *quote);
        if let Some((span, mention)) = mention {
            reading.here = Some(span);
            reading.lit = Some(mention.entity);
            reading.entities.select(mention.entity);
        }
        reading.lit_quote = quote;
        if let Some(quote) = quote {
            reading.quotes.select(quote);
        }
        None
    }

    /// Lights what lies under the pointer, and does nothing with it.
    pub(in crate::app) fn point(&mut self, panel: Panel, inner: Area, mouse: Mouse) {
        self.focus(panel);
        if !inner.contains(mouse.column, mouse.row) {
            return;
        }
        if panel != Panel::Article {
            let _ = self.press_in(panel, inner, mouse);
            return;
        }
        let (column, row) = (mouse.column - inner.x, mouse.row - inner.y);
        let selects = |reading: &&mut super::Reading| reading.selection.is_none();
        let offset = self
            .reading
            .as_mut()
            .filter(selects)
            .and_then(|reading| reading.panel.offset_at_cell(column, row));
        if let Some(offset) = offset {
            let _ = self.light_text(offset);
        }
    }
}
