//! The note shown beside the paragraph that the reader is at.

use super::Reader;
use super::place::{beside, lines_in_box};
use crate::app::geometry::Area;
use crate::text::{Span, clean_lines};

impl Reader {
    /// The notes on the paragraph at hand, each with its place.
    pub fn notes_here(&self) -> Vec<(String, Span)> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let block = reading.panel.block_span();
        let mut notes: Vec<(String, Span)> = reading
            .marks
            .placed()
            .filter(|(_, mark, at)| !mark.note.is_empty() && at.overlaps(block))
            .map(|(_, mark, at)| (clean_lines(&mark.note), at))
            .collect();
        notes.sort_by_key(|(_, at)| reading.here.is_none_or(|here| !at.overlaps(here)));
        notes
    }

    /// The note at the paragraph cursor and the box it is shown in, where there is room beside the
    /// text. With more notes than one the one that the reader was taken to comes first.
    pub fn hover(&self) -> Option<(Area, Vec<String>)> {
        let reading = self.reading.as_ref().filter(|reading| reading.selection.is_none())?;
        let margin = self.margin()?;
        let notes = self.notes_here();
        let words = notes.iter().map(|(note, _)| note.as_str()).collect::<Vec<_>>().join("\n\n");
        let (_, span) = notes.first()?;
        let lines = lines_in_box(&words, margin.width);
        let about =
            self.rows_of(Some(span.intersection(reading.panel.block_span()).unwrap_or(*span)));
        Some((beside(margin, about, lines.len() as u16 + 2), lines))
    }
}
