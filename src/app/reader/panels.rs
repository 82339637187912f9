//! Which panel has the keys, what is shown of each, and how what is lit is taken back.

use super::Reader;
use crate::app::geometry::{Panel, Room};
use crate::app::message::Effect;

/// The title of a side panel.
pub struct SideTab {
    pub panel: Panel,
    pub words: String,
}

impl Reader {
    pub(in crate::app) fn focus(&mut self, panel: Panel) {
        self.panels.focus = panel;
        if panel != Panel::Article {
            self.panels.side = panel;
            self.panels.alone = false;
        }
        if let Some(reading) = &mut self.reading {
            reading.selection = reading.selection.filter(|_| panel == Panel::Article);
            match panel {
                Panel::Entities if reading.lit.is_none() => reading.light_selected_entity(),
                Panel::Quotes if reading.lit_quote.is_none() => reading.light_selected_quote(),
                _ => {}
            }
        }
    }

    pub(in crate::app) fn turn_panel(&mut self, by: i64) {
        let at =
            Panel::ALL.iter().position(|&panel| panel == self.panels.focus).unwrap_or(0) as i64;
        self.focus(Panel::ALL[(at + by).rem_euclid(3) as usize]);
    }

    /// The titles of the side panels where they have one place in turn, each with a space around
    /// its words and how much there is of what it lists.
    pub fn side_tabs(&self) -> [SideTab; 2] {
        let count = |count: usize| if count > 0 { format!(" {count}") } else { String::new() };
        let (names, quotes) = self.reading.as_ref().map_or((0, 0), |reading| {
            (reading.entities.entities().count(), reading.quotes.entries.len())
        });
        [
            SideTab { panel: Panel::Entities, words: format!(" Names{} ", count(names)) },
            SideTab { panel: Panel::Quotes, words: format!(" Said{} ", count(quotes)) },
        ]
    }

    /// The panel whose title beside the article stands in a column of the screen.
    pub(in crate::app) fn side_tab_at(&self, column: u16) -> Option<Panel> {
        let area = self.panels.geometry().area(self.panels.side)?;
        let mut end = area.x + 2;
        let tabs = self.side_tabs();
        let found = tabs.iter().find(|tab| {
            let start = end;
            end += tab.words.len() as u16 + 1;
            (start..end - 1).contains(&column)
        });
        found.map(|tab| tab.panel)
    }

    /// How many names or quotations that could be shown in a panel are not in sight.
    pub fn out_of_sight(&self, panel: Panel) -> Option<usize> {
        let inner = self.panels.geometry().inner(panel)?;
        let reading = self.reading.as_ref().filter(|reading| reading.analysis.is_some())?;
        match panel {
            Panel::Article => None,
            Panel::Entities => Some(reading.entities.out_of_sight()),
            Panel::Quotes => Some(reading.quotes.out_of_sight(usize::from(inner.height))),
        }
    }

    pub(in crate::app) fn panel_right(&mut self) {
        if self.panels.focus == Panel::Article {
            self.focus(self.panels.side);
        } else if self.panels.geometry().room != Room::Wide {
            self.focus(Panel::Quotes);
        }
    }

    pub(in crate::app) fn focus_mode(&mut self) {
        self.panels.alone = !self.panels.alone;
        if self.panels.alone {
            self.panels.focus = Panel::Article;
        }
    }

    /// Another width of the text column than the one that is set.
    pub(in crate::app) fn widen(&mut self, cells: i64, set: u16) {
        let set = i64::from(set);
        let wished = (set + i64::from(self.panels.wider) + cells).clamp(20, 160);
        self.panels.wider = (wished - set) as i16;
        self.tray.tell(format!("text column of {wished}"));
    }

    pub(in crate::app) fn clear_filters(&mut self) -> bool {
        let Some(reading) = &mut self.reading else { return false };
        let any = !reading.entities.list.filter.is_empty()
            || !reading.quotes.list.filter.is_empty()
            || reading.quotes.only.is_some()
            || reading.quotes.certain
            || reading.quotes.all;
        if any {
            reading.entities.list.filter.clear();
            reading.quotes.list.filter.clear();
            reading.quotes.only = None;
            reading.quotes.certain = false;
            reading.quotes.all = false;
            if let Some(analysis) = reading.analysis.clone() {
                reading.entities.refilter(&analysis);
            }
            self.lay_corrections();
        }
        any
    }

    /// Ends the selection; true where there was one.
    pub(in crate::app) fn end_selection(&mut self) -> bool {
        self.reading.as_mut().is_some_and(|reading| reading.selection.take().is_some())
    }

    /// Stops what runs, else takes back what is lit or narrows the text or a list; `None` where
    /// there is nothing.
    pub(in crate::app) fn take_back(&mut self) -> Option<Vec<Effect>> {
        if let Some(stops) = self.stop_fetching() {
            return Some(vec![stops]);
        }
        if let Some(reading) = &mut self.reading {
            if reading.selection.take().is_some() {
                return Some(Vec::new());
            }
            if reading.search.take().is_some() {
                return Some(vec![Effect::StopFinding]);
            }
            if reading.panel.filtered {
                reading.only(None);
                return Some(Vec::new());
            }
            if reading.lit.take().is_some()
                | reading.lit_quote.take().is_some()
                | reading.here.take().is_some()
            {
                return Some(Vec::new());
            }
        }
        self.clear_filters().then(Vec::new)
    }
}
