//! Which panel has the keys, what is shown of each, and how everything is closed again.

use super::command::Command;
use super::geometry::{Panel, Room};
use super::message::Effect;
use super::state::{App, Reader};
use crate::config::{Bidi, Tints};

impl Reader {
    pub(super) fn focus(&mut self, panel: Panel) {
        self.panels.focus = panel;
        if panel != Panel::Article {
            self.panels.side = panel;
            self.panels.alone = false;
        }
        if let Some(reading) = &mut self.reading {
            reading.selection = reading.selection.filter(|_| panel == Panel::Article);
            match panel {
                Panel::Entities if reading.lit.is_none() => reading.light_selected_entity(),
                Panel::Quotes if reading.lit_quote.is_none() => reading.light_selected_quote(),
                _ => {}
            }
        }
    }

    pub(super) fn turn_panel(&mut self, by: i64) {
        let at =
            Panel::ALL.iter().position(|&panel| panel == self.panels.focus).unwrap_or(0) as i64;
        self.focus(Panel::ALL[(at + by).rem_euclid(3) as usize]);
    }

    pub(super) fn panel_right(&mut self) {
        if self.panels.focus == Panel::Article {
            self.focus(self.panels.side);
        } else if self.panels.geometry().room != Room::Wide {
            self.focus(Panel::Quotes);
        }
    }

    pub(super) fn focus_mode(&mut self) {
        self.panels.alone = !self.panels.alone;
        if self.panels.alone {
            self.panels.focus = Panel::Article;
        }
    }

    pub(super) fn clear_filters(&mut self) -> bool {
        let Some(reading) = &mut self.reading else { return false };
        let any = !reading.entities.list.filter.is_empty()
            || !reading.quotes.list.filter.is_empty()
            || reading.quotes.only.is_some()
            || reading.quotes.certain
            || reading.quotes.all;
        if any {
            reading.entities.list.filter.clear();
            reading.quotes.list.filter.clear();
            reading.quotes.only = None;
            reading.quotes.certain = false;
            reading.quotes.all = false;
            if let Some(analysis) = reading.analysis.clone() {
                reading.entities.refilter(&analysis);
            }
            self.lay_corrections();
        }
        any
    }
}

impl App {
    pub(super) fn widen(&mut self, cells: i64) {
        let set = i64::from(self.settings.measure);
        let wished = (set + i64::from(self.reader.panels.wider) + cells).clamp(20, 160);
        self.reader.panels.wider = (wished - set) as i16;
        self.tell(format!("text column of {wished}"));
    }

    pub(super) fn toggle_justify(&mut self) {
        self.settings.justify = !self.settings.justify;
        self.tell(if self.settings.justify { "even right edge" } else { "ragged right edge" });
    }

    pub(super) fn toggle_hyphenation(&mut self) {
        self.settings.hyphenate = !self.settings.hyphenate;
        self.tell(if self.settings.hyphenate { "hyphenation is on" } else { "hyphenation is off" });
    }

    pub(super) fn toggle_bidi(&mut self) {
        let here = self.settings.bidi == Bidi::Terminal;
        self.settings.bidi = if here { Bidi::Reader } else { Bidi::Terminal };
        self.tell(if here {
            "right-to-left text is ordered here"
        } else {
            "right-to-left text is left to the terminal"
        });
    }

    pub(super) fn toggle_tints(&mut self) {
        let (next, words) = match self.settings.tints {
            Tints::Names => (Tints::All, "names and quotations are tinted"),
            Tints::All => (Tints::None, "nothing is tinted"),
            Tints::None => (Tints::Names, "names are tinted"),
        };
        self.settings.tints = next;
        self.tell(words);
    }

    /// Another of the themes that come with the program, until the end.
    pub(super) fn turn_theme(&mut self, by: i64) {
        self.theme = self.theme.turned(by);
        self.tell(format!(
            "theme {}; theme = \"{}\" in config.toml keeps it",
            self.theme.name, self.theme.name
        ));
    }

    /// Closes the innermost thing that is open; quits where nothing is, if that was asked for
    /// (`Back`).
    pub(super) fn back(&mut self, asked: Command) -> Vec<Effect> {
        if self.overlay.popup.take().is_some() {
            return Vec::new();
        }
        if self.reader.reading.is_none()
            && self.reader.shelf.trouble.is_none()
            && matches!(
                self.reader.shelf.sources.get(self.reader.shelf.at),
                Some(super::Source::Url(_))
            )
        {
            self.reader.shelf.generation += 1;
            self.reader.shelf.trouble = Some(super::Trouble {
                message: "stopped before it was all there".into(),
                hint: Some("q quits".into()),
            });
            return vec![Effect::StopReading];
        }
        let mut closed = false;
        let mut effects = Vec::new();
        if let Some(reading) = &mut self.reader.reading {
            if reading.selection.take().is_some() {
                closed = true;
            } else if reading.search.take().is_some() {
                effects.push(Effect::StopFinding);
                closed = true;
            } else if reading.panel.filtered {
                reading.only(None);
                closed = true;
            } else if reading.lit.take().is_some()
                | reading.lit_quote.take().is_some()
                | reading.here.take().is_some()
            {
                closed = true;
            }
        }
        closed = closed || self.reader.clear_filters();
        if !closed && self.reader.panels.focus != Panel::Article {
            self.reader.focus(Panel::Article);
            closed = true;
        }
        if !closed {
            effects.extend(self.close_desk(asked));
        }
        effects
    }

    /// The next or previous input, or article of the list that this one was opened from.
    pub(super) fn turn_article(&mut self, by: i64) -> Vec<Effect> {
        if self.library.opened.is_some() {
            return self.turn_in_list(by);
        }
        let count = self.reader.shelf.sources.len() as i64;
        let to = self.reader.shelf.at as i64 + by;
        if to < 0 || to >= count {
            self.refuse(match count {
                0 | 1 => "this is the only article",
                _ if by > 0 => "this is the last article",
                _ => "this is the first article",
            });
            return Vec::new();
        }
        let mut effects = self.reader.leave();
        effects.push(Effect::StopFinding);
        effects.extend(self.open(to as usize));
        effects
    }
}
