//! What lies over the panels: help, a reason, letters on links.

use super::buttons::{Button, Does};
use super::command::{Command, Scope};
use super::geometry::Area;
use super::key::{Key, KeyCode, show_keys};
use super::list::List;
use super::marks::MarksList;
use super::own::Action;
use super::pager::Pager;
use super::state::{App, Overlay, Reader};
use crate::library::MarkId;
use crate::text::Span;

#[derive(Clone, Debug, PartialEq)]
pub enum Popup {
    Help(Help),
    /// A few sentences with a heading; any key closes it.
    Words {
        title: String,
        lines: Vec<String>,
    },
    Hints(Hints),
    Pager(Pager),
    /// Waits for the letter of a mark to set or to go to.
    Letter {
        set: bool,
    },
    /// The marks of the article.
    Marks(MarksList),
    /// Waits for the role of a highlight: a new one, or one that is there.
    Highlight {
        span: Span,
        mark: Option<MarkId>,
    },
}

/// All keys that mean something in a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The panel that help was asked for in.
    pub scope: Scope,
    pub list: List,
    /// Is the filter being typed?
    pub typing: bool,
    /// Keys and what they do, as they pass the filter.
    pub rows: Vec<(String, String)>,
}

/// Letters on links, and those typed so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    pub links: Vec<(String, Span, String)>,
    pub typed: String,
}

/// The letters that hints are made of: the home row first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

impl Hints {
    /// Gives letters to links: one each where they suffice, else two.
    pub fn new(links: Vec<(Span, String)>) -> Self {
        let two = links.len() > LETTERS.len();
        let label = |index: usize| {
            let letter = |index: usize| char::from(LETTERS[index % LETTERS.len()]);
            if two {
                [letter(index / LETTERS.len()), letter(index)].iter().collect()
            } else {
                letter(index).to_string()
            }
        };
        let most = LETTERS.len() * LETTERS.len();
        let links = links
            .into_iter()
            .take(most)
            .enumerate()
            .map(|(index, (span, url))| (label(index), span, url))
            .collect();
        Self { links, typed: String::new() }
    }
}

impl Reader {
    /// The letters that may follow `m` or `'`.
    fn letter_buttons(&self, set: bool) -> Vec<Button> {
        /// Letters in a row.
        const ROW: usize = 13;
        let mut rows: Vec<(String, String)> = Vec::new();
        if set {
            rows.push(("m".into(), "bookmark on or off".into()));
        } else if let Some(reading) = &self.reading {
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
        let inner = self.corner(widest + 3, (rows.len() + letters).max(1) as u16 + 2).inner();
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
    pub(super) fn leave_marks_list(&mut self, action: Action) {
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

impl App {
    /// What can be clicked in the popup that is open.
    pub(super) fn popup_buttons(&self) -> Vec<Button> {
        match &self.overlay.popup {
            Some(Popup::Marks(marks)) => self.marks_buttons(marks),
            Some(Popup::Highlight { .. }) => self.reader.highlight_buttons(),
            Some(Popup::Letter { set }) => self.reader.letter_buttons(*set),
            _ => Vec::new(),
        }
    }

    /// A key while help is open and its filter is typed; true where it was taken.
    pub(super) fn type_help_filter(&mut self, key: Key) -> bool {
        let Some(Popup::Help(mut help)) = self.overlay.popup.clone() else { return false };
        if !help.typing {
            return false;
        }
        match (key.code, key.typed()) {
            (KeyCode::Enter, _) => help.typing = false,
            (KeyCode::Esc, _) => {
                help.typing = false;
                help.list.filter.clear();
            }
            (KeyCode::Backspace, _) => {
                help.list.filter.pop();
            }
            (_, Some(c)) => help.list.filter.push(c),
            _ => {}
        }
        help.fill(self);
        self.overlay.popup = Some(Popup::Help(help));
        true
    }

    /// Opens what the keys do here; the same key closes it.
    pub(super) fn open_help(&mut self) {
        if let Some(Popup::Help(_)) = self.overlay.popup {
            self.overlay.popup = None;
            return;
        }
        let mut help =
            Help { scope: self.scope(), list: List::default(), typing: false, rows: Vec::new() };
        help.fill(self);
        self.overlay.popup = Some(Popup::Help(help));
    }
}

impl Help {
    /// Asks the keymap; commands without a key come last, as the palette has them.
    pub fn fill(&mut self, app: &App) {
        let keys = |action: Action| {
            let keys: Vec<String> =
                app.keys.map.keys_of(self.scope, action).into_iter().map(show_keys).collect();
            if keys.is_empty() { format!(":{}", app.keys.map.id(action)) } else { keys.join("  ") }
        };
        let all = app
            .keys
            .map
            .nameless()
            .chain(app.keys.map.actions().filter(|action| app.is_of_use(*action)));
        let rows = all.map(|action| (keys(action), app.what_here(action).to_owned()));
        self.rows =
            rows.filter(|(keys, what)| self.list.passes(keys) || self.list.passes(what)).collect();
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::Hints;
    use crate::text::Span;

    #[test]
    fn hints_are_unique_and_none_begins_another() {
        for count in [3, 26, 27, 500] {
            let hints = Hints::new((0..count).map(|at| (Span::at(at), String::new())).collect());
            let mut labels: Vec<_> =
                hints.links.iter().map(|(label, _, _)| label.clone()).collect();
            labels.sort();
            labels.dedup();
            assert_eq!(labels.len(), count as usize);
            assert!(labels.iter().all(|label| label.len() == labels[0].len()));
        }
    }
}
