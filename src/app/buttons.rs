//! What a click can press: words on the screen that stand for a key or a command.

use super::command::Command;
use super::geometry::{Area, Room};
use super::key::Key;
use super::message::Effect;
use super::state::{App, Reader};
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
pub fn row_of(room: Area, items: &[(String, &str, Does)], at_right: bool) -> Vec<Button> {
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

impl Reader {
    /// A place at the lower right, above the status line.
    pub fn corner(&self, width: u16, height: u16) -> Area {
        let (width, height) =
            (width.min(self.panels.width), height.min(self.panels.height.saturating_sub(1)));
        Area::new(
            self.panels.width - width,
            self.panels.height.saturating_sub(1) - height,
            width,
            height,
        )
    }
}

impl App {
    /// Everything that can be clicked by name now.
    pub fn buttons(&self) -> Vec<Button> {
        if let Some(editor) = &self.overlay.notes.editor {
            return editor.buttons();
        }
        if self.overlay.prompt.is_some() {
            return Vec::new();
        }
        if self.overlay.popup.is_some() {
            return self.popup_buttons();
        }
        let buttons = self.selection_buttons();
        if buttons.is_empty() { self.standing_buttons() } else { buttons }
    }

    /// Where the marks are, on the frame of the article that has some.
    fn standing_buttons(&self) -> Vec<Button> {
        let frame =
            self.reader.panels.geometry().article.filter(|_| {
                self.reader.panels.geometry().room != Room::Alone && !self.library.shown
            });
        let count = self.reader.reading.as_ref().map_or(0, |reading| reading.marks.all.len());
        let Some(frame) = frame.filter(|_| count > 0) else { return Vec::new() };
        let label = if count == 1 { "1 mark".to_owned() } else { format!("{count} marks") };
        let foot = Area::new(
            frame.x + 2,
            frame.y + frame.height.saturating_sub(1),
            frame.width.saturating_sub(4),
            1,
        );
        let key = self
            .keys
            .map
            .keys_of(self.scope(), Command::ListMarks)
            .first()
            .map(|keys| super::show_keys(keys))
            .unwrap_or_default();
        row_of(foot, &[(key, &label, Does::Command(Command::ListMarks))], false)
    }

    /// Commands as buttons, each with its key here.
    pub(super) fn as_items<'a>(
        &self,
        items: &[(Command, &'a str)],
    ) -> Vec<(String, &'a str, Does)> {
        let key = |command: Command| {
            self.keys
                .map
                .keys_of(self.scope(), command)
                .first()
                .map(|keys| super::show_keys(keys))
                .unwrap_or_default()
        };
        items
            .iter()
            .map(|&(command, label)| (key(command), label, Does::Command(command)))
            .collect()
    }

    /// A click on a button; `None` where there is none.
    pub(super) fn press_button(&mut self, column: u16, row: u16) -> Option<Vec<Effect>> {
        let button = self.buttons().into_iter().find(|button| button.area.contains(column, row))?;
        self.notice = None;
        Some(match button.does {
            Does::Key(key) => self.key(key),
            Does::Command(command) => self.run(command, None),
        })
    }
}
