//! Brings everything that follows from the state up to date: the rows in sight, the lists' scroll.

use super::Reader;
use crate::app::geometry::{Column, Panel, detail_rows};
use crate::config::Settings;

impl Reader {
    pub(in crate::app) fn settle(&mut self, settings: &Settings) {
        let geometry = self.panels.geometry();
        if let Some(inner) = geometry.inner(Panel::Article) {
            let wished = settings.measure.saturating_add_signed(self.panels.wider).clamp(20, 200);
            let column = Column::new(inner.width, wished);
            let setting = self.setting(settings, column.measure);
            if let Some(reading) = &mut self.reading {
                reading.follow_with_selection();
                reading.panel.settle(&setting, column, inner.height);
            }
        }
        let Some(reading) = &mut self.reading else { return };
        if let Some(inner) = geometry.inner(Panel::Entities) {
            let panel = &mut reading.entities;
            let row = panel.row_of(panel.list.at);
            let height = usize::from(inner.height).saturating_sub(detail_rows(inner));
            panel.list.show(row..row + 1, panel.rows.len(), height);
        }
        if let Some(inner) = geometry.inner(Panel::Quotes) {
            if let Some(analysis) = reading.analysis.clone() {
                reading.quotes.fill(&reading.article, &analysis, usize::from(inner.width), false);
            }
            let panel = &mut reading.quotes;
            let (rows, total) = (panel.rows_of(panel.list.at), panel.total_rows());
            panel.list.show(rows, total, usize::from(inner.height));
        }
    }
}
