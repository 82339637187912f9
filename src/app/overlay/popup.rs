//! What lies over the panels: help, a reason, letters on links.

use super::Overlay;
use super::footnote::footnote_buttons;
use super::pager::Pager;
use crate::app::geometry::Area;
use crate::app::key::{Key, KeyCode, show_keys};
use crate::app::keys::{Action, Button, Command, Does, Keys, Scope, Whereabouts};
use crate::app::list::List;
use crate::app::message::Effect;
use crate::app::reader::{Footnote, Reader, rows_of_a_page};
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
    /// A note of the article beside its mark; following it goes there, anything else closes it.
    Footnote(Footnote),
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
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Keys and what they do, as they pass the filter.
    pub rows: Vec<(String, String)>,
}

/// The list, as it is scrolled and filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarksList {
    pub list: List,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// The marks that pass the filter, in order of place, those without one last.
    pub rows: Vec<MarkId>,
    /// With its frame.
    pub area: Area,
    /// Rows at the foot that tell more about the chosen mark.
    pub detail: u16,
}

impl MarksList {
    pub fn chosen(&self) -> Option<MarkId> {
        self.rows.get(self.list.at).copied()
    }

    /// Where the rows of the list lie.
    pub fn rows_area(&self) -> Area {
        let inner = self.area.inner();
        Area { height: inner.height.saturating_sub(self.detail), ..inner }
    }
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
            Some(Popup::Footnote(footnote)) => footnote_buttons(*footnote, reader, keys, scope),
            _ => Vec::new(),
        }
    }

    /// A key while help is open and its filter is typed; true where it was taken.
    fn type_help_filter(&mut self, key: Key, keys: &Keys, at: Whereabouts) -> bool {
        let Some(Popup::Help(help)) = &mut self.popup else { return false };
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
        help.fill(keys, at);
        true
    }

    /// Opens what the keys do where they go to `scope`; the same key closes it.
    pub(in crate::app) fn open_help(&mut self, scope: Scope, keys: &Keys, at: Whereabouts) {
        if let Some(Popup::Help(_)) = self.popup {
            self.popup = None;
            return;
        }
        let mut help = Help { scope, list: List::default(), typing: false, rows: Vec::new() };
        help.fill(keys, at);
        self.popup = Some(Popup::Help(help));
    }

    /// A list that is open has its filter typed from now on; true where there is one.
    pub(in crate::app) fn type_filter(&mut self) -> bool {
        match &mut self.popup {
            Some(Popup::Help(help)) => help.typing = true,
            Some(Popup::Marks(marks)) => marks.typing = true,
            _ => return false,
        }
        true
    }

    /// By lines of what is open; false where nothing is that has lines.
    pub(in crate::app) fn step(&mut self, by: i64) -> bool {
        match &mut self.popup {
            Some(Popup::Help(help)) => help.list.step(by, help.rows.len()),
            Some(Popup::Marks(marks)) => marks.list.step(by, marks.rows.len()),
            Some(Popup::Pager(pager)) => pager.scroll(by),
            _ => return false,
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

impl Help {
    /// Asks the keymap; commands without a key come last, as the palette has them.
    fn fill(&mut self, keys: &Keys, at: Whereabouts) {
        let of = |action: Action| {
            let found: Vec<String> =
                keys.map.keys_of(self.scope, action).into_iter().map(show_keys).collect();
            if found.is_empty() { format!(":{}", keys.map.id(action)) } else { found.join("  ") }
        };
        let all =
            keys.map.nameless().chain(keys.map.actions().filter(|action| action.is_of_use(at)));
        let rows = all.map(|action| (of(action), keys.what_here(action, at).to_owned()));
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
