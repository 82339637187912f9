//! Brings everything that follows from the state up to date: the rows in sight, the lists' scroll.

use super::Reader;
use crate::app::geometry::{Column, Panel, detail_rows};
use crate::config::Settings;
use crate::page::Setting;

/// The text column and rows from which on there is room for more space around headings.
const AIRY: (u16, u16) = (40, 18);

impl Reader {
    pub(in crate::app) fn settle(&mut self, settings: &Settings) {
        let geometry = self.panels.geometry();
        if let Some(inner) = geometry.inner(Panel::Article) {
            let wished = settings.measure.saturating_add_signed(self.panels.wider).clamp(20, 200);
            let column = Column::new(inner.width, wished);
            let airy = column.measure >= AIRY.0 && inner.height >= AIRY.1;
            let setting = Setting { airy, ..self.setting(settings, column.measure) };
            if let Some(reading) = &mut self.reading {
                reading.follow_with_selection();
                reading.panel.settle(&setting, column, inner.height);
            }
        }
        self.follow_reading();
        let Some(reading) = &mut self.reading else { return };
        if let Some(inner) = geometry.inner(Panel::Entities) {
            let height = usize::from(inner.height).saturating_sub(detail_rows(inner));
            reading.entities.settle(height);
        }
        if let Some(inner) = geometry.inner(Panel::Quotes) {
            if let Some(analysis) = reading.analysis.clone() {
                reading.quotes.fill(&reading.article, &analysis, usize::from(inner.width), false);
            }
            let panel = &mut reading.quotes;
            let (height, total) = (usize::from(inner.height), panel.total_rows());
            if panel.together > 1 {
                let last = (panel.list.at + panel.together - 1).min(panel.entries.len() - 1);
                let rows = panel.rows_of(panel.list.at).start..panel.rows_of(last).end;
                panel.list.show(rows, total, height);
            }
            panel.list.show(panel.rows_of(panel.list.at), total, height);
        }
    }
}
