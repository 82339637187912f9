//! A list with a cursor, in rows of cells: what the side panels and the help scroll.

/// Cursor and scroll of a list. Items may be several rows high.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Number of the item under the cursor.
    pub at: usize,
    /// First row in sight.
    pub top: usize,
    /// Words that items must hold to be shown.
    pub filter: String,
}

impl List {
    /// Moves the cursor among `count` items.
    pub fn step(&mut self, by: i64, count: usize) {
        self.at =
            (self.at as i64).saturating_add(by).clamp(0, count.saturating_sub(1) as i64) as usize;
    }

    /// To the item of a number, counted from 1, or to the first or last of `count`.
    pub fn go(&mut self, number: Option<u32>, end: bool, count: usize) {
        let last = count.saturating_sub(1);
        let asked = number.map(|number| (number as usize).saturating_sub(1).min(last));
        self.at = asked.unwrap_or(if end { last } else { 0 });
    }

    /// Scrolls so that the rows of the item under the cursor are in sight. `rows` gives the rows an
    /// item takes, from the first to behind the last, and `total` all rows; one row before the
    /// first item is shown with it, where a heading stands.
    pub fn show(&mut self, rows: std::ops::Range<usize>, total: usize, height: usize) {
        let start = if rows.start <= 1 { 0 } else { rows.start };
        if start < self.top {
            self.top = start;
        } else if rows.end > self.top + height {
            self.top = rows.end - height.min(rows.end);
            self.top = self.top.min(start);
        }
        self.top = self.top.min(total.saturating_sub(height));
    }

    /// Whether an item with these words passes the filter. Letter case counts only where the filter
    /// has
    /// capitals.
    pub fn passes(&self, words: &str) -> bool {
        if self.filter.is_empty() {
            return true;
        }
        if self.filter.chars().any(char::is_uppercase) {
            words.contains(&self.filter)
        } else {
            words.to_lowercase().contains(&self.filter)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::List;

    #[test]
    fn the_item_under_the_cursor_is_in_sight() {
        let mut list = List::default();
        list.show(7..9, 20, 5);
        assert_eq!(list.top, 4);
        list.show(3..4, 20, 5);
        assert_eq!(list.top, 3);
        list.show(1..2, 20, 5);
        assert_eq!(list.top, 0);
    }

    #[test]
    fn the_filter_has_smart_case() {
        let list = |filter: &str| List { filter: filter.into(), ..List::default() };
        assert!(list("xi").passes("Xi Jinping"));
        assert!(!list("XI").passes("Xi Jinping"));
    }
}
