//! What lies over the panels and asks or tells something: prompt, popup, note editor.
//!
//! Uses `reader`, `keys`, `prompt` and `message`. A change to the article or to the library leaves
//! as an effect.

mod chooser;
mod editor;
mod footnote;
mod help;
mod helping;
mod highlight;
mod marks;
mod menu;
mod pager;
mod popup;
mod popups;
mod programs;
mod writing;

pub(crate) use chooser::{Choice, Chooser, Choosing, Chosen};
#[cfg(test)]
pub(crate) use editor::Target;
pub(crate) use editor::{Editor, Notes};
pub(crate) use help::{Help, HelpRow};
pub(crate) use pager::Pager;
pub(crate) use popup::{MarksList, Popup};

use super::geometry::pager_area;
use super::keys::{Action, Command};
use super::prompt::{Asked, Prompt};
use super::reader::Reader;
use super::tray::Tray;

/// What lies over the panels and asks or tells something.
#[derive(Default)]
pub struct Overlay {
    pub prompt: Option<Prompt>,
    pub popup: Option<Popup>,
    pub notes: Notes,
    /// Words asked for at prompts before, newest last.
    pub history: Vec<String>,
    /// Programs typed at the pipe prompt before, newest last.
    pub programs: Vec<String>,
    pub tray: Tray,
}

impl Overlay {
    /// Asks for words, where there is something to ask.
    pub(in crate::app) fn ask(&mut self, prompt: Option<Prompt>) {
        if prompt.is_some() {
            self.prompt = prompt;
        }
    }

    /// Words that were answered can be asked for again at the next prompt of their kind.
    pub(in crate::app) fn remember(&mut self, prompt: &Prompt) {
        let list = match prompt.asked {
            Asked::Search { .. } | Asked::Only | Asked::Palette | Asked::Articles => {
                &mut self.history
            }
            Asked::Pipe { .. } => &mut self.programs,
            _ => return,
        };
        if !prompt.words.is_empty() {
            list.retain(|words| *words != prompt.words);
            list.push(prompt.words.clone());
        }
    }

    /// Shows a few sentences under a heading, where there are any.
    pub(in crate::app) fn tell(&mut self, words: Option<(String, Vec<String>)>) {
        if let Some((title, lines)) = words {
            self.popup = Some(Popup::Words { title, lines });
        }
    }

    /// Breaks the lines of the pager where the width changed.
    pub(in crate::app) fn settle(&mut self, reader: &Reader) {
        if let Some(Popup::Pager(pager)) = &mut self.popup {
            let inner = pager_area(reader.panels.width, reader.panels.height).inner();
            pager.settle(inner.width.saturating_sub(2), inner.height);
        }
    }

    /// Brings place and scroll of the editor and of the list of marks up to date, once it is known
    /// which rows are in sight.
    pub(in crate::app) fn settle_boxes(&mut self, reader: &Reader) {
        self.settle_footnote(reader);
        self.settle_editor(reader);
        self.settle_marks_list(reader);
    }
}

impl Overlay {
    /// What a program printed stays while it is scrolled, a list while one is chosen.
    pub(in crate::app) fn close_pager(&mut self, action: super::Action) {
        use Command::{
            Back, Close, GoToEnd, GoToStart, HalfPageDown, HalfPageUp, NextLine, PageDown, PageUp,
            PreviousLine,
        };
        let scrolls = [
            NextLine,
            PreviousLine,
            PageDown,
            PageUp,
            HalfPageDown,
            HalfPageUp,
            GoToStart,
            GoToEnd,
            Back,
            Close,
        ]
        .map(Action::from);
        let chooses = [Command::Follow, Command::Search].map(Action::from).contains(&action);
        let stays = match &self.popup {
            Some(Popup::Pager(_)) => scrolls.contains(&action),
            Some(Popup::Chooser(_)) => scrolls.contains(&action) || chooses,
            _ => true,
        };
        if !stays {
            self.popup = None;
        }
    }
}
