//! The side panels follow the reading: who is named and what is said in the paragraph at hand is in
//! sight, and the line of detail tells of it.

use super::{Reader, Reading};
use crate::annotation::EntityId;
use crate::app::geometry::Panel;

impl Reader {
    /// Holds the side panels where they are while one reads on, or lets them follow again.
    pub(in crate::app) fn pin_panels(&mut self) {
        self.panels.pinned = !self.panels.pinned;
        if self.panels.pinned {
            self.tray
                .tell_with("the panels stay as they are: ", "{pin_panels} lets them follow again");
        } else {
            self.forget_followed();
            self.tray.tell("the panels follow the reading");
        }
    }

    /// Has the panels follow anew, whatever they showed.
    pub(super) fn forget_followed(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.followed = None;
        }
    }

    /// Brings the panels to the paragraph at hand, once for each paragraph that one comes to. The
    /// panel that has the keys is left to the reader.
    pub(super) fn follow_reading(&mut self) {
        let (pinned, focus) = (self.panels.pinned, self.panels.focus);
        let Some(reading) = &mut self.reading else { return };
        reading.entities.by_hand |= focus == Panel::Entities;
        let block = reading.panel.block();
        if reading.analysis.is_none() || reading.followed == Some(block) {
            return;
        }
        if reading.followed.is_some() && pinned {
            return;
        }
        reading.followed = Some(block);
        if focus != Panel::Entities {
            reading.follow_names();
        }
        if focus != Panel::Quotes {
            reading.follow_quotes();
        }
    }
}

impl Reading {
    /// Whom the paragraph at hand names or means.
    fn named_here(&self) -> Vec<EntityId> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        let mentions = analysis.mentions.within(self.panel.block_span());
        let mut here: Vec<EntityId> = mentions.map(|(_, mention)| mention.entity).collect();
        here.sort_unstable();
        here.dedup();
        here
    }

    /// Who is lit comes first, where the paragraph tells of them; else the first of the list.
    fn follow_names(&mut self) {
        self.entities.by_hand = false;
        self.entities.here = self.named_here();
        let here = &self.entities.here;
        let lit = self.lit.filter(|lit| here.contains(lit));
        let first = lit.or_else(|| self.entities.entities().find(|id| here.contains(id)));
        if let Some(first) = first {
            self.entities.select(first);
        }
    }

    fn follow_quotes(&mut self) {
        let Some(analysis) = &self.analysis else { return };
        let block = self.panel.block_span();
        let is_here = |quote: u32| {
            analysis
                .quotes
                .get(quote as usize)
                .is_some_and(|quote| quote.parts.iter().any(|part| part.overlaps(block)))
        };
        let here = |entry: &super::QuoteEntry| is_here(entry.quote);
        let entries = &self.quotes.entries;
        let Some(first) = entries.iter().position(here) else {
            self.quotes.together = 1;
            return;
        };
        let last = entries.iter().rposition(here).unwrap_or(first);
        let lit = self.lit_quote.filter(|&lit| is_here(lit));
        let at = lit.and_then(|lit| entries.iter().position(|entry| entry.quote == lit));
        // The lit one stands first among those that are kept in sight.
        self.quotes.list.at = at.unwrap_or(first);
        self.quotes.together = last + 1 - self.quotes.list.at;
    }
}
