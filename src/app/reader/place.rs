//! Where a box about a stretch of the text lies: beside it where there is room, and never over its
//! beginning.

use super::Reader;
use crate::app::geometry::{Area, Panel, Room};
use crate::page::wrap;
use crate::text::Span;

/// Lines of a note that a box shows; the rest is read at the note's own place.
const MOST: usize = 8;

/// The least height of a box, its frame counted in.
const LEAST: u16 = 3;

/// The place of a box of `height` rows beside the rows `about` of the screen, in the columns of
/// `beside`: level with their first row, moved up where the screen ends.
pub(super) fn beside(beside: Area, about: std::ops::Range<u16>, height: u16) -> Area {
    let height = height.clamp(LEAST, beside.height.max(LEAST));
    let lowest = (beside.y + beside.height).saturating_sub(height);
    Area::new(beside.x, about.start.clamp(beside.y, lowest.max(beside.y)), beside.width, height)
}

/// The place of a box of at most `height` rows within `room`, under the rows `about`, else above
/// them, else at the end of the room that leaves their beginning to be seen.
fn under_or_above(room: Area, about: std::ops::Range<u16>, height: u16) -> Area {
    let bottom = room.y + room.height;
    let (above, below) = (about.start.saturating_sub(room.y), bottom.saturating_sub(about.end));
    let at = |y: u16, height: u16| Area::new(room.x, y, room.width, height);
    let most = height.clamp(LEAST, (room.height / 2).max(LEAST));
    if below >= height {
        at(about.end, height)
    } else if above >= height {
        at(about.start - height, height)
    } else if bottom.saturating_sub(about.start + 1) >= most || below >= above {
        at(bottom - most, most)
    } else {
        at(room.y, most)
    }
}

impl Reader {
    /// The rows of the screen where `span` stands, if it is in sight; else the first of the
    /// article.
    pub(in crate::app) fn rows_of(&self, span: Option<Span>) -> std::ops::Range<u16> {
        let Some(inner) = self.panels.geometry().inner(Panel::Article) else { return 0..1 };
        let rows = self.reading.iter().flat_map(|reading| reading.panel.rows.iter().enumerate());
        let touched = |row: Span| {
            span.is_some_and(|span| {
                row.overlaps(span) || (span.is_empty() && row.contains(span.start()))
            })
        };
        let mut touching = rows
            .filter(|(_, (_, row))| !row.blank && touched(row.span))
            .map(|(index, _)| inner.y + index as u16);
        let first = touching.next();
        let last = touching.next_back().or(first);
        first.map_or(inner.y..inner.y + 1, |first| first..last.unwrap_or(first) + 1)
    }

    /// Where a box with `rows` lines about `span` lies, its frame counted in.
    pub(in crate::app) fn area_beside(&self, span: Option<Span>, rows: usize) -> Area {
        let geometry = self.panels.geometry();
        let about = self.rows_of(span);
        let height = (rows.min(200) as u16) + 2;
        if let Some(margin) = self.margin() {
            return beside(margin, about, height);
        }
        let screen = Area::new(0, 0, geometry.screen.width, geometry.status.y);
        let room = geometry
            .inner(Panel::Article)
            .filter(|_| geometry.room == Room::Alone || geometry.room == Room::Narrow)
            .unwrap_or(screen);
        under_or_above(room, about, height)
    }

    /// Columns beside the text that a box may lie on: what is free right of a text column on a wide
    /// screen, else the side panels.
    pub(in crate::app) fn margin(&self) -> Option<Area> {
        /// The least width that words are read in.
        const READABLE: u16 = 26;
        /// The width that a box takes where there is more.
        const ENOUGH: u16 = 46;
        let geometry = self.panels.geometry();
        let article = geometry.inner(Panel::Article)?;
        let column = self.reading.as_ref()?.panel.column;
        let from = column.left + column.measure + 2;
        let free = article.width.saturating_sub(from);
        if free >= READABLE {
            return Some(Area::new(article.x + from, article.y, free.min(ENOUGH), article.height));
        }
        let frame = geometry.article?;
        let x = frame.x + frame.width;
        (matches!(geometry.room, Room::Medium | Room::Wide)
            && geometry.screen.width > x + READABLE / 2)
            .then(|| {
                Area::new(x, 1, geometry.screen.width - x, geometry.status.y.saturating_sub(1))
            })
    }
}

/// The words of a note as the lines of a box of so many cells, with its frame.
pub(super) fn lines_in_box(words: &str, width: u16) -> Vec<String> {
    let mut lines: Vec<String> = wrap(words, width.saturating_sub(4).max(1))
        .into_iter()
        .map(|line| words[line.range].trim_end().to_owned())
        .collect();
    if lines.len() > MOST {
        lines.truncate(MOST);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Area, beside, under_or_above};

    #[test]
    fn a_box_lies_under_its_paragraph_or_above_it() {
        let room = Area::new(1, 1, 38, 10);
        assert_eq!(under_or_above(room, 2..5, 5).y, 5);
        assert_eq!(under_or_above(room, 8..10, 5).y, 3);
        let squeezed = under_or_above(room, 1..11, 7);
        assert_eq!(
            (squeezed.y, squeezed.height),
            (6, 5),
            "the beginning of the paragraph is to be seen"
        );
    }

    #[test]
    fn a_box_beside_its_paragraph_stays_on_the_screen() {
        let side = Area::new(80, 1, 40, 20);
        assert_eq!(beside(side, 4..9, 5), Area::new(80, 4, 40, 5));
        assert_eq!(beside(side, 19..20, 5).y, 16);
        assert_eq!(beside(side, 3..4, 90).height, 20);
    }
}
