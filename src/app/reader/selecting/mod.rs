//! Selecting words and paragraphs, by keys and by mouse.

mod drag;
mod moves;

use super::selection::{Selection, Spot, Unit, whole};
use super::{Reader, Reading};
use crate::app::geometry::Area;
use crate::app::geometry::Panel;
use crate::app::keys::{Button, Command, Keys, Scope, row_of};
use crate::app::message::Effect;
use crate::text::Span;

impl Reader {
    /// Starts selecting, changes what the selection is made of, or ends it where it is made of that
    /// already.
    pub(in crate::app) fn toggle_selection(&mut self, unit: Unit) {
        let Some(reading) = &mut self.reading else { return };
        match reading.selection {
            Some(selection) if selection.unit == unit => reading.selection = None,
            Some(selection) => {
                let of = |span| whole(&reading.article.document, unit, span);
                reading.selection = Some(Selection {
                    unit,
                    fixed: of(selection.fixed),
                    moving: of(selection.moving),
                    column: None,
                    ..selection
                });
            }
            None => {
                let start = reading.at_hand();
                reading.select(unit, start);
                self.panels.focus = Panel::Article;
            }
        }
    }

    /// The other end moves from now on.
    pub(in crate::app) fn swap_ends(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        let Some(selection) = reading.selection else {
            self.tray.tell("nothing is selected");
            return;
        };
        reading.selection = Some(Selection { fixed: selection.moving, ..selection });
        reading.move_end(selection.fixed, None);
    }
}

impl Reading {
    /// What a mark is set on: the selection, else the paragraph.
    pub(in crate::app) fn target(&self) -> Span {
        self.selection.map_or_else(|| self.panel.block_span(), |selection| selection.span())
    }

    pub(super) fn spot(&self) -> Spot {
        (self.panel.cursor, self.here, self.search.as_ref().and_then(|search| search.current))
    }

    /// What the reader has come to since `seen`: all parts of a quotation, a name, a hit, else the
    /// place itself.
    fn come_to(&self, seen: Spot) -> Option<Span> {
        let now = self.spot();
        let here = now.1.filter(|_| now.1 != seen.1);
        let hit = now.2.filter(|_| now.2 != seen.2);
        let quote = here.and_then(|here| {
            let quote = self.analysis.as_ref()?.quotes.get(self.lit_quote? as usize)?;
            let (first, last) = (quote.parts.first()?, quote.parts.last()?);
            quote.parts.contains(&here).then(|| first.cover(*last))
        });
        quote.or(here).or(hit).or((now.0 != seen.0).then(|| Span::at(now.0)))
    }

    /// Lets the moving end follow the reader.
    pub(in crate::app) fn follow_with_selection(&mut self) {
        let Some(selection) = self.selection else { return };
        let Some(span) = self.come_to(selection.seen) else { return };
        let moving = whole(&self.article.document, selection.unit, span);
        self.selection = Some(Selection { moving, column: None, seen: self.spot(), ..selection });
    }

    /// Starts a selection at `span`.
    pub(super) fn select(&mut self, unit: Unit, span: Span) {
        let span = whole(&self.article.document, unit, span);
        self.selection = (!span.is_empty()).then(|| Selection {
            unit,
            fixed: span,
            moving: span,
            column: None,
            seen: self.spot(),
        });
    }

    /// Puts the moving end somewhere, with the paragraph cursor.
    pub(super) fn move_end(&mut self, moving: Span, column: Option<u16>) {
        let Some(selection) = self.selection else { return };
        self.here = None;
        self.panel.cursor = moving.start();
        self.panel.show(moving);
        self.selection = Some(Selection { moving, column, seen: self.spot(), ..selection });
    }

    /// What a selection starts with: the thing the reader was taken to if it is in sight, else the
    /// first word of the paragraph.
    fn at_hand(&self) -> Span {
        let in_sight =
            |span: &Span| self.panel.rows.iter().any(|(_, row)| row.span.overlaps(*span));
        let hit = self
            .search
            .as_ref()
            .and_then(|search| search.current)
            .filter(|hit| hit.start() == self.panel.cursor);
        self.here.or(hit).filter(in_sight).unwrap_or(Span::at(self.panel.block_span().start()))
    }
}

impl Reader {
    pub(in crate::app) fn copy_selection(&mut self) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let Some(selection) = reading.selection.take() else {
            self.tray.tell_with("nothing is selected: ", "{select_words} starts");
            return Vec::new();
        };
        let words = reading.article.document.slice(selection.span()).to_owned();
        self.copy(words, "selection")
    }

    /// What can be done with the selection, on the status line.
    pub(in crate::app) fn selection_buttons(&self, keys: &Keys, scope: Scope) -> Vec<Button> {
        if self.reading.as_ref().is_none_or(|reading| reading.selection.is_none()) {
            return Vec::new();
        }
        let status = self.panels.geometry().status;
        let items = keys.items(
            scope,
            &[
                (Command::CopySelection, "copy"),
                (Command::MarkSelection, "mark"),
                (Command::WriteNote, "note"),
                (Command::Highlight, "highlight"),
                (Command::Back, "leave"),
            ],
        );
        let left = if status.width < 60 { 1 } else { 28 };
        row_of(Area::new(left, status.y, status.width.saturating_sub(left), 1), &items, true)
    }
}
