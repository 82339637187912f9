//! Selecting words and paragraphs, by keys and by mouse. A selection is a [`Span`] between two
//! words: the one it started at and the one that follows the reader, however they move.

mod drag;
mod moves;

pub(super) use drag::Pressed;

use crate::app::geometry::{Area, Panel};
use crate::app::keys::{Button, Command, Keys, Scope, row_of};
use crate::app::message::Effect;
use crate::app::reader::{Reader, Reading};
use crate::text::{Document, Span, word_at};

/// What a selection is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Words,
    Paragraphs,
}

/// A selection that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    pub unit: Unit,
    /// Where it started.
    fixed: Span,
    /// The end that moves.
    moving: Span,
    /// Column that the moving end keeps to from row to row, in cells.
    column: Option<u16>,
    /// Where the reader was when the moving end was set.
    seen: Spot,
}

/// Where the reader is: cursor, the thing they were taken to, the hit they are at.
type Spot = (u32, Option<Span>, Option<Span>);

impl Selection {
    /// The bytes that are selected.
    pub fn span(&self) -> Span {
        self.fixed.cover(self.moving)
    }

    /// The end that moves.
    pub fn moving(&self) -> Span {
        self.moving
    }
}

/// `span` as whole words or paragraphs.
fn whole(document: &Document, unit: Unit, span: Span) -> Span {
    let last = span.end().saturating_sub(1).max(span.start());
    let of = |offset: u32| match unit {
        Unit::Words => word_at(document, offset),
        Unit::Paragraphs => {
            document.blocks().get(document.block_at(offset)).map(|block| block.span)
        }
    };
    let mut last = last;
    while !document.text().is_char_boundary(last as usize) {
        last -= 1;
    }
    match (of(span.start()), of(last)) {
        (Some(first), Some(last)) => first.cover(last),
        _ => span,
    }
}

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

    fn spot(&self) -> Spot {
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
    fn select(&mut self, unit: Unit, span: Span) {
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
    fn move_end(&mut self, moving: Span, column: Option<u16>) {
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

#[cfg(test)]
mod tests {
    use super::{Unit, whole};
    use crate::text::{Document, Span};

    #[test]
    fn any_span_becomes_whole_words_or_paragraphs() {
        let document = Document::verbatim("Eine Brücke. 习近平\nund".into());
        let of = |unit, start, end| document.slice(whole(&document, unit, Span::new(start, end)));
        assert_eq!(of(Unit::Words, 2, 9), "Eine Brücke");
        assert_eq!(of(Unit::Words, 7, 8), "Brücke");
        assert_eq!(of(Unit::Words, 14, 23), "习近平");
        assert_eq!(of(Unit::Paragraphs, 3, 3), "Eine Brücke. 习近平");
    }
}
