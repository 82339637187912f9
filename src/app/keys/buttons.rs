//! What a click can press: words on the screen that stand for a key or a command.

use super::command::Command;
use crate::app::geometry::Area;
use crate::app::key::Key;
use crate::text::cell_width;

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// The same as this key.
    Key(Key),
    Command(Command),
}

/// Words that can be clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub area: Area,
    /// The key that does the same, as it is shown; empty where there is none.
    pub key: String,
    pub label: String,
    pub does: Does,
}

/// Buttons one beside the other in a row of the screen, from its left or its right edge; those that
/// find no room are left out, last first.
pub(crate) fn row_of(room: Area, items: &[(String, &str, Does)], at_right: bool) -> Vec<Button> {
    let width = |(key, label, _): &(String, &str, Does)| {
        (cell_width(key) + cell_width(label) + usize::from(!key.is_empty()) + 2) as u16
    };
    let mut fitting: Vec<&(String, &str, Does)> = Vec::new();
    let mut used = 0;
    for item in items {
        if used + width(item) > room.width {
            break;
        }
        used += width(item);
        fitting.push(item);
    }
    let mut x = if at_right { room.x + room.width - used } else { room.x };
    let place = |item: &(String, &str, Does)| {
        let area = Area::new(x, room.y, width(item), 1);
        x += area.width;
        Button { area, key: item.0.clone(), label: item.1.to_owned(), does: item.2 }
    };
    fitting.into_iter().map(place).collect()
}
