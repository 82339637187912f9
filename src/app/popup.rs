//! What lies over the panels: help, a reason, letters on links.

use super::command::Scope;
use super::key::{Key, KeyCode, show_keys};
use super::list::List;
use super::message::{Change, Effect, How};
use super::own::Action;
use super::pager::Pager;
use super::state::App;
use crate::annotation::Mark;
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
    /// The marks of the article, with the number of the one under the cursor.
    Marks {
        marks: Vec<(MarkId, Mark, Option<Span>)>,
        at: usize,
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
            if two { [letter(index / LETTERS.len()), letter(index)].iter().collect() } else { letter(index).to_string() }
        };
        let most = LETTERS.len() * LETTERS.len();
        let links = links.into_iter().take(most).enumerate().map(|(index, (span, url))| (label(index), span, url)).collect();
        Self { links, typed: String::new() }
    }
}

impl App {
    /// A key while the marks are listed.
    pub(super) fn marks_key(&mut self, key: Key, marks: Vec<(MarkId, Mark, Option<Span>)>, at: usize) -> Vec<Effect> {
        let last = marks.len().saturating_sub(1);
        let to = match (key.code, key.typed()) {
            (KeyCode::Down, _) | (_, Some('j')) => (at + 1).min(last),
            (KeyCode::Up, _) | (_, Some('k')) => at.saturating_sub(1),
            (_, Some('G')) => last,
            (_, Some('g')) => 0,
            (KeyCode::Enter, _) => {
                self.popup = None;
                match (marks.get(at), &mut self.reading) {
                    (Some((_, _, Some(span))), Some(reading)) => reading.panel.jump(span.start()),
                    (Some(_), _) => self.refuse("these words are no longer in the article: p in the list puts the mark on this paragraph"),
                    _ => {}
                }
                return Vec::new();
            }
            (_, Some(letter @ ('d' | 'p'))) => {
                self.popup = None;
                let (Some((id, ..)), Some(reading)) = (marks.get(at), &self.reading) else { return Vec::new() };
                let change = if letter == 'd' { Change::RemoveMark(*id) } else { Change::Move(*id, reading.panel.block_span()) };
                return reading.keep(change, How::New);
            }
            _ => {
                self.popup = None;
                return Vec::new();
            }
        };
        self.popup = Some(Popup::Marks { marks, at: to });
        Vec::new()
    }

    pub(super) fn open_help(&mut self) {
        let mut help = Help { scope: self.scope(), list: List::default(), typing: false, rows: Vec::new() };
        help.fill(self);
        self.popup = Some(Popup::Help(help));
    }

    /// A key while help is open and its filter is typed; true where it was taken.
    pub(super) fn type_help_filter(&mut self, key: Key) -> bool {
        let Some(Popup::Help(mut help)) = self.popup.clone() else { return false };
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
        self.popup = Some(Popup::Help(help));
        true
    }
}

impl Help {
    /// Asks the keymap; commands without a key come last, as the palette has them.
    pub fn fill(&mut self, app: &App) {
        let keys = |action: Action| {
            let keys: Vec<String> = app.keymap.keys_of(self.scope, action).into_iter().map(show_keys).collect();
            if keys.is_empty() { format!(":{}", app.keymap.id(action)) } else { keys.join("  ") }
        };
        let all = app.keymap.nameless().chain(app.keymap.actions().filter(|action| app.is_of_use(*action)));
        let rows = all.map(|action| (keys(action), app.keymap.what(action).to_owned()));
        self.rows = rows.filter(|(keys, what)| self.list.passes(keys) || self.list.passes(what)).collect();
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
            let mut labels: Vec<_> = hints.links.iter().map(|(label, _, _)| label.clone()).collect();
            labels.sort();
            labels.dedup();
            assert_eq!(labels.len(), count as usize);
            assert!(labels.iter().all(|label| label.len() == labels[0].len()));
        }
    }
}
