//! A room of rows over the whole screen: its frame, the rows in sight, the chosen one whole at the
//! foot.

use super::entities::more;
use super::frame;
use super::paint::Paint;
use crate::app::{App, Area, List, Piece, Row};
use crate::config::Role;
use crate::text::cell_width;

/// Draws the rows of a room under the words of its frame.
pub(super) fn draw<To>(
    paint: &mut Paint<'_>,
    app: &App,
    title: &str,
    rows: &[Row<To>],
    list: &List,
) {
    let area = app.room_area();
    frame::lines(paint, &[area]);
    let inner = area.inner();
    let title = format!(" {title} ");
    paint.shortened(
        area.x + 2,
        area.y,
        area.width.saturating_sub(4),
        &title,
        Role::PanelTitleFocused,
    );
    let foot = app.room_foot();
    let height = inner.height.saturating_sub(foot);
    for (line, row) in rows.iter().enumerate().skip(list.top).take(usize::from(height)) {
        let y = inner.y + (line - list.top) as u16;
        let mut x = inner.x + 1;
        let end = inner.x + inner.width.saturating_sub(1);
        for (words, part) in &row.parts {
            let left = end.saturating_sub(x);
            if left < 2 {
                break;
            }
            paint.shortened(x, y, left, words, role(*part));
            x += (cell_width(words) as u16).min(left);
        }
        if line == list.at {
            paint.over(inner.x, y, inner.width, Role::ListSelected);
        }
    }
    more(paint, Area { height, ..inner }, height, list.top, rows.len());
    if let Some(row) = rows.get(list.at).filter(|_| foot > 1) {
        let foot = Area { y: inner.y + height + 1, height: foot - 1, ..inner };
        chosen(paint, app, foot, row);
    }
}

/// The row under the cursor with all its words.
fn chosen<To>(paint: &mut Paint<'_>, app: &App, area: Area, row: &Row<To>) {
    let words: String = row
        .parts
        .iter()
        .map(|(words, part)| match part {
            Piece::Gone => format!("[−{}−] ", words.trim()),
            Piece::New => format!("{{+{}+}} ", words.trim()),
            _ => words.clone(),
        })
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words =
        if app.settings.ascii { crate::text::ascii_signs(&words).to_string() } else { words };
    super::entities::lines(paint, area, &words);
}

fn role(part: Piece) -> Role {
    match part {
        Piece::Head => Role::GroupHeading,
        Piece::Plain => Role::Text,
        Piece::Quiet => Role::Quiet,
        Piece::Person => Role::Person,
        Piece::Place => Role::Place,
        Piece::Organization => Role::Organization,
        Piece::Gone => Role::Deleted,
        Piece::New => Role::Inserted,
    }
}
