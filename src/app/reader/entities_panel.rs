//! The panel of people, places and organisations.

use crate::analysis::Analysis;
use crate::annotation::{EntityId, EntityKind};
use crate::app::list::List;

/// Cells of the strip that shows where in the article a name stands.
pub(super) const STRIP: usize = 10;

/// One row of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityRow {
    Heading(EntityKind),
    Entity(EntityId),
}

#[derive(Clone, Debug, Default)]
pub struct EntitiesPanel {
    pub list: List,
    /// All rows that pass the filter, headings included.
    pub rows: Vec<EntityRow>,
    /// By entity: in how many places it is meant, and its strip.
    pub counts: Vec<(u32, [u8; STRIP])>,
}

impl EntitiesPanel {
    /// Groups the entities by kind, in order of weight, and counts their mentions.
    pub fn fill(&mut self, analysis: &Analysis, text_end: u32) {
        self.counts = vec![(0, [0; STRIP]); analysis.entities.len()];
        for (span, mention) in &analysis.mentions {
            let (count, strip) = &mut self.counts[mention.entity.0 as usize];
            *count += 1;
            let cell = (span.start() as usize * STRIP / (text_end as usize).max(1)).min(STRIP - 1);
            strip[cell] = strip[cell].saturating_add(1);
        }
        self.refilter(analysis);
    }

    /// Makes the rows anew after the filter changed.
    pub fn refilter(&mut self, analysis: &Analysis) {
        self.rows.clear();
        for kind in EntityKind::ALL {
            let passes = |entity: &&crate::annotation::Entity| {
                self.list.passes(&entity.name)
                    || entity.aliases.iter().any(|alias| self.list.passes(alias))
            };
            let of_kind: Vec<EntityRow> = analysis
                .entities
                .iter()
                .enumerate()
                .filter(|(_, entity)| entity.kind == kind && passes(entity))
                .map(|(id, _)| EntityRow::Entity(EntityId(id as u32)))
                .collect();
            if !of_kind.is_empty() {
                self.rows.push(EntityRow::Heading(kind));
                self.rows.extend(of_kind);
            }
        }
        self.list.at = self.list.at.min(self.entities().count().saturating_sub(1));
    }

    /// The entities that pass the filter, in the order shown.
    pub fn entities(&self) -> impl Iterator<Item = EntityId> + '_ {
        self.rows
            .iter()
            .filter_map(|row| if let EntityRow::Entity(id) = row { Some(*id) } else { None })
    }

    /// The entity under the panel's cursor.
    pub fn selected(&self) -> Option<EntityId> {
        self.entities().nth(self.list.at)
    }

    /// Puts the cursor on an entity, if it passes the filter.
    pub fn select(&mut self, id: EntityId) {
        let found = self.entities().position(|entity| entity == id);
        self.list.at = found.unwrap_or(self.list.at);
    }

    /// The row that the item number `at` stands in.
    pub fn row_of(&self, at: usize) -> usize {
        let mut entities = 0;
        for (row, content) in self.rows.iter().enumerate() {
            if matches!(content, EntityRow::Entity(_)) {
                if entities == at {
                    return row;
                }
                entities += 1;
            }
        }
        self.rows.len()
    }

    /// The number of the first entity of the next (or previous) group.
    pub fn group(&self, forward: bool) -> usize {
        let mut starts = Vec::new();
        let mut entities = 0;
        for row in &self.rows {
            match row {
                EntityRow::Heading(_) => starts.push(entities),
                EntityRow::Entity(_) => entities += 1,
            }
        }
        let found = if forward {
            starts.iter().find(|&&start| start > self.list.at)
        } else {
            starts.iter().rev().find(|&&start| start < self.list.at)
        };
        found.copied().unwrap_or(if forward { entities.saturating_sub(1) } else { 0 })
    }
}
