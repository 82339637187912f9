//! What was set lately. Bounded: a reader who walks through a long text does not collect it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Row;

/// Block and part.
pub(super) type Key = (u32, u32);

/// Rows of one generation; each takes some 200 bytes.
const ROWS: usize = 4096;

/// Two generations: what is asked for moves into the young one; when that is full it becomes the
/// old one, and what was old goes.
#[derive(Debug, Default)]
pub(super) struct Cache {
    young: BTreeMap<Key, Arc<[Row]>>,
    old: BTreeMap<Key, Arc<[Row]>>,
    rows: usize,
}

impl Cache {
    pub(super) fn get(&mut self, key: Key) -> Option<Arc<[Row]>> {
        if let Some(rows) = self.young.get(&key) {
            return Some(Arc::clone(rows));
        }
        let rows = self.old.remove(&key)?;
        self.keep(key, Arc::clone(&rows));
        Some(rows)
    }

    pub(super) fn keep(&mut self, key: Key, rows: Arc<[Row]>) {
        self.rows += rows.len() + 1;
        self.young.insert(key, rows);
        if self.rows > ROWS {
            self.old = std::mem::take(&mut self.young);
            self.rows = 0;
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::{Cache, ROWS, Row};
    use crate::text::BlockKind;

    #[test]
    fn what_is_not_asked_for_is_forgotten() {
        let mut cache = Cache::default();
        let row = Row::empty(BlockKind::Paragraph, 0);
        for block in 0..3 * ROWS as u32 {
            cache.keep((block, 0), vec![row.clone()].into());
            assert!(cache.get((0, 0)).is_some());
        }
        assert!(cache.get((1, 0)).is_none());
        assert!(cache.young.len() + cache.old.len() <= 2 * ROWS);
    }
}
