//! Moving the end of a selection by words, rows, paragraphs and to the ends of the text. Everything
//! else that moves the reader moves it too, by [`Reading::follow_with_selection`].

use crate::app::reader::selection::{Unit, whole};
use crate::app::reader::{Reader, Reading};
use crate::text::{Span, word_after, word_before, words_of};

impl Reader {
    /// By words; starts a selection where there is none.
    pub(in crate::app) fn select_words(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let Some(selection) = reading.selection else {
            self.toggle_selection(Unit::Words);
            return;
        };
        if selection.unit == Unit::Paragraphs {
            reading.select_paragraphs(by);
            return;
        }
        let document = reading.article.document.clone();
        let mut moving = selection.moving;
        for _ in 0..by.unsigned_abs().min(100_000) {
            let next = if by > 0 {
                word_after(&document, moving.end().saturating_sub(1))
            } else {
                word_before(&document, moving.start())
            };
            let Some(next) = next else { break };
            moving = next;
        }
        reading.move_end(moving, None);
    }
}

impl Reading {
    /// By rows of the page. True where a selection was there to be moved.
    pub(in crate::app) fn select_rows(&mut self, by: i64) -> bool {
        let Some(selection) = self.selection else { return false };
        if selection.unit == Unit::Paragraphs && by.abs() == 1 {
            self.select_paragraphs(by);
            return true;
        }
        let (from, at) = self.panel.page.locate(selection.moving.start());
        let column = selection.column.unwrap_or(at);
        let (mut place, mut moved) = self.panel.page.advance(from, by);
        while moved != 0
            && self.panel.page.visible(place, 1).first().is_some_and(|(_, row)| row.span.is_empty())
        {
            (place, moved) = self.panel.page.advance(place, by.signum());
        }
        let offset = self.panel.page.offset_at(place, column);
        let offset = match place == from {
            true if by > 0 => self.article.document.span().end(),
            true => 0,
            false => offset,
        };
        let moving = whole(&self.article.document, selection.unit, Span::at(offset));
        self.move_end(moving, Some(column));
        true
    }

    /// By paragraphs: of words, to the end of this paragraph and of the next ones, or to their
    /// beginnings. True where a selection was there.
    pub(in crate::app) fn select_paragraphs(&mut self, by: i64) -> bool {
        let Some(selection) = self.selection else { return false };
        let document = self.article.document.clone();
        let last = document.blocks().len().saturating_sub(1) as i64;
        let edge = |block: i64| {
            let words = words_of(&document, block.clamp(0, last) as usize);
            if by > 0 { words.last().copied() } else { words.first().copied() }
        };
        let block = document.block_at(selection.moving.start()) as i64;
        let moving = match selection.unit {
            Unit::Paragraphs => {
                document.blocks().get((block + by).clamp(0, last) as usize).map(|block| block.span)
            }
            Unit::Words if edge(block) == Some(selection.moving) => edge(block + by),
            Unit::Words => edge(block + by - by.signum()),
        };
        if let Some(moving) = moving {
            self.move_end(moving, None);
        }
        true
    }

    /// To the last word of the text. True where a selection was there.
    pub(in crate::app) fn select_to_end(&mut self) -> bool {
        let Some(selection) = self.selection else { return false };
        let moving = whole(
            &self.article.document,
            selection.unit,
            Span::at(self.article.document.span().end()),
        );
        self.move_end(moving, None);
        true
    }
}
