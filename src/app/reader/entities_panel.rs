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
    /// Who is kept in sight: those of the paragraph that the panel was brought to.
    pub here: Vec<EntityId>,
    /// The reader has moved in it: it stands as a list does until another paragraph is at hand.
    pub by_hand: bool,
    /// The rows in sight, by their number, as of the last [`EntitiesPanel::settle`].
    pub shown: Vec<usize>,
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
            let mut of_kind: Vec<EntityRow> = analysis
                .entities
                .iter()
                .enumerate()
                .filter(|(_, entity)| entity.kind == kind && passes(entity))
                .map(|(id, _)| EntityRow::Entity(EntityId(id as u32)))
                .collect();
            // Of names that are told of as often the weightier stands first.
            of_kind.sort_by_key(|row| match row {
                EntityRow::Entity(id) => {
                    std::cmp::Reverse(self.counts.get(id.0 as usize).map_or(0, |(count, _)| *count))
                }
                EntityRow::Heading(_) => std::cmp::Reverse(0),
            });
            if !of_kind.is_empty() {
                self.rows.push(EntityRow::Heading(kind));
                self.rows.extend(of_kind);
            }
        }
        self.list.at = self.list.at.min(self.entities().count().saturating_sub(1));
    }

    /// Chooses the rows in sight for a panel of `height` rows.
    pub fn settle(&mut self, height: usize) {
        let row = self.row_of(self.list.at);
        self.list.show(row..row + 1, self.rows.len(), height);
        self.shown = if self.by_hand {
            (self.list.top..self.rows.len()).take(height).collect()
        } else {
            rows_with(&self.rows, &self.here, height)
        };
    }

    /// Entities that pass the filter and are not in sight.
    pub fn out_of_sight(&self) -> usize {
        let is_entity = |row: &EntityRow| matches!(row, EntityRow::Entity(_));
        let shown = self.shown.iter().filter_map(|&row| self.rows.get(row));
        self.entities().count() - shown.filter(|row| is_entity(row)).count()
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

/// The rows of a list of names that stand in `height` rows: all where they have room; else those of
/// `here` with their headings, and of the others as many as there is room for, from the first on.
/// The order stays.
fn rows_with(rows: &[EntityRow], here: &[EntityId], height: usize) -> Vec<usize> {
    let mut chosen = vec![false; rows.len()];
    let mut free = height;
    for only_here in [true, false] {
        let mut heading = None;
        for (at, row) in rows.iter().enumerate() {
            let id = match row {
                EntityRow::Heading(_) => {
                    heading = Some(at);
                    continue;
                }
                EntityRow::Entity(id) => id,
            };
            if chosen[at] || (only_here && !here.contains(id)) {
                continue;
            }
            let new_heading = heading.filter(|&heading| !chosen[heading]);
            let cost = 1 + usize::from(new_heading.is_some());
            if cost > free {
                break;
            }
            free -= cost;
            chosen[at] = true;
            if let Some(heading) = new_heading {
                chosen[heading] = true;
            }
        }
    }
    (0..rows.len()).filter(|&at| chosen[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::{EntityId, EntityRow, rows_with};
    use crate::annotation::EntityKind;

    #[test]
    fn who_is_in_the_paragraph_is_in_sight_however_long_the_list() {
        let heading = |kind| EntityRow::Heading(kind);
        let entity = |id| EntityRow::Entity(EntityId(id));
        let mut rows = vec![heading(EntityKind::Person)];
        rows.extend((0..20).map(entity));
        rows.push(heading(EntityKind::Place));
        rows.extend((20..40).map(entity));
        let here = [EntityId(17), EntityId(39)];
        let shown = rows_with(&rows, &here, 6);
        assert_eq!(shown, [0, 1, 2, 18, 21, 41], "their headings, and the first of the others");
        assert_eq!(rows_with(&rows, &here, 2), [0, 18], "what has room");
        assert_eq!(rows_with(&rows, &[], 3), [0, 1, 2]);
        assert_eq!(rows_with(&rows[..3], &here, 10), [0, 1, 2], "all where there is room");
        assert!(rows_with(&rows, &here, 0).is_empty());
    }
}
