//! The story room: what differs, then what each report has.

use super::paint::Paint;
use super::rows;
use crate::app::App;

/// Draws the room over the whole screen but for the status line.
pub(super) fn draw(paint: &mut Paint<'_>, app: &App) {
    let room = &app.story;
    let Some(laid) = &room.laid else { return };
    let first = laid.reports.first();
    let title = first.map_or("", |row| row.title.as_str());
    let since = first.map(|row| row.at.strftime("%d %b %H:%M").to_string()).unwrap_or_default();
    let words = format!("Story · {title} · {} reports since {since}", laid.all);
    rows::draw(paint, app, &words, &room.rows, &room.list);
}
