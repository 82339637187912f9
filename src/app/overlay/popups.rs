//! What keys and buttons do while something lies over the panels.

use super::Overlay;
use super::popup::{Hints, Popup};
use crate::app::geometry::Area;
use crate::app::key::{Key, KeyCode};
use crate::app::keys::{Action, Button, Command, Does, Keys, Scope, Whereabouts};
use crate::app::message::{Effect, MouseAction};
use crate::app::reader::{Reader, rows_of_a_page};
use crate::text::Span;

impl Overlay {
    /// The letters that may follow `m` or `'`.
    fn letter_buttons(set: bool, reader: &Reader) -> Vec<Button> {
        /// Letters in a row.
        const ROW: usize = 13;
        let mut rows: Vec<(String, String)> = Vec::new();
        if set {
            rows.push(("m".into(), "bookmark on or off".into()));
        } else if let Some(reading) = &reader.reading {
            let words = |span| {
                crate::text::clean_line(reading.article.document.slice(span))
                    .chars()
                    .take(40)
                    .collect::<String>()
            };
            rows.extend(reading.marks.placed().filter_map(|(_, mark, span)| {
                Some((mark.kind.letter()?.to_string(), words(span)))
            }));
        }
        let letters = if set { 2 } else { 0 };
        let widest = rows
            .iter()
            .map(|(_, words)| crate::text::cell_width(words) + 4)
            .max()
            .unwrap_or(36)
            .max(2 * ROW + 2) as u16;
        let inner =
            reader.panels.corner(widest + 3, (rows.len() + letters).max(1) as u16 + 2).inner();
        let button = |area: Area, key: String, label: String| {
            let does = Does::Key(Key::char(key.chars().next().unwrap_or(' ')));
            Button { area, key, label, does }
        };
        let count = rows.len() as u16;
        let mut buttons: Vec<Button> = (0..)
            .zip(rows)
            .map(|(row, (key, words))| {
                button(Area::new(inner.x, inner.y + row, inner.width, 1), key, words)
            })
            .collect();
        if set {
            buttons.extend(('a'..='z').enumerate().map(|(index, letter)| {
                let (row, column) = ((index / ROW) as u16, (index % ROW) as u16);
                button(
                    Area::new(inner.x + 2 * column, inner.y + count + row, 2, 1),
                    letter.to_string(),
                    String::new(),
                )
            }));
        }
        buttons
    }
}

impl Overlay {
    /// Closes the list of marks before a command that belongs to what lies under it.
    pub(in crate::app) fn leave_marks_list(&mut self, action: Action) {
        use Command::{
            AttachMark, Back, Close, EditNote, Follow, GoToEnd, GoToStart, HalfPageDown,
            HalfPageUp, Help, Highlight, NextLine, PageDown, PageUp, PreviousLine, Redo, Redraw,
            RemoveMark, Search, Suspend, Undo, WriteNote,
        };
        let stays = [
            AttachMark,
            Back,
            Close,
            EditNote,
            Follow,
            GoToEnd,
            GoToStart,
            HalfPageDown,
            HalfPageUp,
            Help,
            Highlight,
            NextLine,
            PageDown,
            PageUp,
            PreviousLine,
            Redo,
            Redraw,
            RemoveMark,
            Search,
            Suspend,
            Undo,
            WriteNote,
        ];
        if self.is_listing_marks() && !stays.iter().any(|&command| action == command.into()) {
            self.popup = None;
        }
    }
}

impl Overlay {
    /// What can be clicked in the popup that is open.
    pub(in crate::app) fn popup_buttons(
        &self,
        reader: &Reader,
        keys: &Keys,
        scope: Scope,
    ) -> Vec<Button> {
        match &self.popup {
            Some(Popup::Marks(marks)) => Self::marks_buttons(marks, keys, scope),
            Some(Popup::Highlight { .. }) => Self::highlight_buttons(&reader.panels),
            Some(Popup::Letter { set }) => Self::letter_buttons(*set, reader),
            Some(Popup::Footnote(footnote)) => {
                Self::footnote_buttons(*footnote, reader, keys, scope)
            }
            _ => Vec::new(),
        }
    }

    /// A list that is open has its filter typed from now on; true where there is one.
    pub(in crate::app) fn type_filter(&mut self) -> bool {
        match &mut self.popup {
            Some(Popup::Help(help)) => help.typing = true,
            Some(Popup::Marks(marks)) => marks.typing = true,
            Some(Popup::Chooser(chooser)) => chooser.typing = true,
            _ => return false,
        }
        true
    }

    /// By lines of what is open; false where nothing is that has lines.
    pub(in crate::app) fn step(&mut self, by: i64) -> bool {
        match &mut self.popup {
            Some(Popup::Help(help)) => help.list.step(by, help.rows.len()),
            Some(Popup::Marks(marks)) => marks.list.step(by, marks.rows.len()),
            Some(Popup::Chooser(chooser)) => chooser.list.step(by, chooser.rows.len()),
            Some(Popup::Pager(pager)) => pager.scroll(by),
            _ => return false,
        }
        true
    }

    /// The mouse over help or the pager: the wheel scrolls by so many lines, a press closes; false
    /// where neither is open.
    pub(in crate::app) fn mouse_on_lines(&mut self, action: MouseAction, wheel: i64) -> bool {
        if !matches!(self.popup, Some(Popup::Help(_) | Popup::Pager(_) | Popup::Chooser(_))) {
            return false;
        }
        match action {
            MouseAction::WheelDown => _ = self.step(wheel),
            MouseAction::WheelUp => _ = self.step(-wheel),
            MouseAction::Press => self.popup = None,
            _ => {}
        }
        true
    }

    /// Rows that a page of the pager moves by, where it is open.
    pub(in crate::app) fn page_rows(&self, divisor: i64) -> Option<i64> {
        let Some(Popup::Pager(pager)) = &self.popup else { return None };
        Some(rows_of_a_page(pager.height as i64, divisor))
    }

    /// Puts letters on links, where there are any.
    pub(in crate::app) fn hint_at(&mut self, links: Vec<(Span, String)>) {
        if !links.is_empty() {
            self.popup = Some(Popup::Hints(Hints::new(links)));
        }
    }

    /// Whether nothing lies over the panels.
    pub(in crate::app) fn is_free(&self) -> bool {
        self.popup.is_none() && self.prompt.is_none() && self.notes.editor.is_none()
    }

    /// A key while a popup is open; `None` where there is none, or where the key goes on to the
    /// keymap.
    pub(in crate::app) fn popup_key(
        &mut self,
        key: Key,
        reader: &mut Reader,
        keys: &Keys,
        at: Whereabouts,
    ) -> Option<Vec<Effect>> {
        match self.popup.clone()? {
            Popup::Pager(_) | Popup::Footnote(_) => None,
            Popup::Chooser(mut chooser) => {
                if !chooser.typing {
                    return None;
                }
                chooser.press(key);
                self.popup = Some(Popup::Chooser(chooser));
                Some(Vec::new())
            }
            Popup::Help(_) => self.type_help_filter(key, keys, at).then(Vec::new),
            Popup::Words { .. } => {
                self.popup = None;
                // A key that closes the words and means something by itself is not lost.
                (matches!(key.code, KeyCode::Esc | KeyCode::Enter)
                    || matches!(key.typed(), Some('q' | 'w' | ' ')))
                .then(Vec::new)
            }
            Popup::Letter { set } => {
                self.popup = None;
                let letter = key.typed();
                Some(letter.map_or_else(Vec::new, |letter| reader.mark_letter(set, letter)))
            }
            Popup::Marks(_) => self.type_marks_filter(key, reader).then(Vec::new),
            Popup::Highlight { span, mark } => Some(self.highlight_key(key, span, mark, reader)),
            Popup::Hints(mut hints) => {
                self.popup = None;
                let Some(c) = key.typed() else { return Some(Vec::new()) };
                hints.typed.push(c);
                let mut links = hints.links.iter();
                if let Some((_, span, url)) = links.find(|(label, ..)| *label == hints.typed) {
                    return Some(reader.follow_link(*span, url.clone()));
                }
                if hints.links.iter().any(|(label, ..)| label.starts_with(&hints.typed)) {
                    self.popup = Some(Popup::Hints(hints));
                }
                Some(Vec::new())
            }
        }
    }
}
