//! The bar at the right of the article, one cell wide: which part of the text is in sight, and where
//! in it hits, marks and what a chosen person said stand.

use super::paint::Paint;
use crate::app::{App, Area, Reading, Room};
use crate::config::Role;
use crate::text::Span;

/// What stands in a cell of the bar, the most telling last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Nothing,
    InSight,
    Said,
    Mark,
    Hit,
}

/// Draws the bar over the right line of the article's frame, or the last column where it has none.
pub(super) fn draw(paint: &mut Paint<'_>, app: &App, reading: &Reading, inner: Area) {
    let room = app.reader.panels.geometry().room;
    let x = match room {
        Room::Alone => inner.x + inner.width.saturating_sub(1),
        _ => inner.x + inner.width,
    };
    let cells = cells(reading, usize::from(inner.height));
    for (row, sign) in cells.into_iter().enumerate() {
        let (sign, role) = match sign {
            Sign::Nothing => continue,
            // On a small screen every byte of a scrolled line counts, and the foot tells the place.
            Sign::InSight if room == Room::Narrow => continue,
            Sign::InSight => {
                paint.replace(x, inner.y + row as u16, paint.sign("┃", "#"));
                continue;
            }
            Sign::Said => (paint.sign("”", "\""), Role::QuoteSign),
            Sign::Mark => (paint.sign("●", "o"), Role::BookmarkSign),
            Sign::Hit => (paint.sign("◆", "="), Role::Key),
        };
        paint.text(x, inner.y + row as u16, 1, sign, role);
    }
}

fn cells(reading: &Reading, height: usize) -> Vec<Sign> {
    let mut cells = vec![Sign::Nothing; height];
    let end = reading.article.document.span().end() as usize;
    let rows = &reading.panel.rows;
    let (Some((_, first)), Some((_, last))) = (rows.first(), rows.last()) else { return cells };
    if height == 0 || end == 0 {
        return cells;
    }
    let cell = |offset: u32| (offset as usize * height / end).min(height - 1);
    let (top, bottom) = (first.span.start() as usize, last.span.end() as usize);
    if top > 0 || bottom < end {
        // At least one cell, and the last only where the end is in sight.
        let shown = ((bottom - top) * height).div_ceil(end).clamp(1, height);
        let free = height - shown;
        let from = (top * free).checked_div(end - (bottom - top)).unwrap_or(0).min(free);
        cells[from..from + shown].fill(Sign::InSight);
    }
    let mut put = |span: Span, sign: Sign| {
        let cell = &mut cells[cell(span.start())];
        *cell = (*cell).max(sign);
    };
    for span in said(reading) {
        put(span, Sign::Said);
    }
    for (.., span) in reading.marks.placed() {
        put(span, Sign::Mark);
    }
    if let Some(search) = &reading.search {
        // Many hits cost no more than there are cells.
        for row in 0..height {
            let from = (row * end).div_ceil(height) as u32;
            let at = search.hits.partition_point(|hit| hit.start() < from);
            let hit = search.hits.get(at).filter(|hit| cell(hit.start()) == row);
            if let Some(&hit) = hit {
                put(hit, Sign::Hit);
            }
        }
    }
    cells
}

/// Where the chosen person is quoted: the one that is lit, or whose quotations alone are shown.
fn said(reading: &Reading) -> Vec<Span> {
    let Some(analysis) = &reading.analysis else { return Vec::new() };
    if reading.quotes.only.is_none() && reading.lit.is_none() {
        return Vec::new();
    }
    let only = reading.quotes.only.is_some();
    let quotes = reading.quotes.entries.iter().filter_map(|entry| {
        let quote = analysis.quotes.get(entry.quote as usize)?;
        (only || quote.entity == reading.lit).then(|| quote.parts.first().copied())?
    });
    quotes.collect()
}
