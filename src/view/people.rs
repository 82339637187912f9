//! The room of people: who is in the library, or the page of one.

use super::paint::Paint;
use super::rows;
use crate::app::App;

/// Draws the room over the whole screen but for the status line.
pub(super) fn draw(paint: &mut Paint<'_>, app: &App) {
    let (shown, list, title) = app.people.view();
    rows::draw(paint, app, &title, shown, list);
}
