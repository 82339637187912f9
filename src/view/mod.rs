//! `&App` → cells. One file a panel; changes nothing.

mod article;
mod bar;
mod entities;
mod frame;
mod library;
mod marks;
mod note;
mod paint;
mod people;
mod popup;
mod quotes;
mod rows;
mod status;
mod story;

pub(crate) use paint::Hyperlink;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{App, Geometry, LEAST, Panel, Popup, Room};
use crate::config::Role;
use paint::Paint;

/// Draws the whole screen into `buffer`, which has the screen's size, and says which cells are
/// links.
pub fn draw(app: &App, buffer: &mut Buffer) -> Vec<Hyperlink> {
    let area = Rect::new(0, 0, app.reader.panels.width, app.reader.panels.height);
    if buffer.area != area {
        buffer.resize(area);
    }
    let mut paint = Paint::new(buffer, app);
    paint.fill(Role::Text);
    let geometry = app.reader.panels.geometry();
    if geometry.room == Room::TooSmall {
        too_small(&mut paint, app);
        return paint.links;
    }
    if app.people.shown {
        people::draw(&mut paint, app);
    } else if app.story.shown {
        story::draw(&mut paint, app);
    } else if app.library.shown {
        library::draw(&mut paint, app);
    } else {
        desk(&mut paint, app, &geometry);
    }
    status::draw(&mut paint, app, geometry.status);
    match &app.overlay.popup {
        Some(Popup::Help(help)) => popup::help(&mut paint, app, help),
        Some(Popup::Words { title, lines }) => popup::words(&mut paint, app, title, lines),
        Some(Popup::Letter { set }) => popup::choice(
            &mut paint,
            app,
            if *set { "Mark" } else { "Go to mark" },
            "no named marks yet",
        ),
        Some(Popup::Marks(marks)) => marks::list(&mut paint, app, marks),
        Some(Popup::Highlight { .. }) => popup::choice(&mut paint, app, "Highlight", ""),
        Some(Popup::Chooser(chooser)) => popup::chooser(&mut paint, app, chooser),
        Some(Popup::Pager(pager)) => popup::pager(&mut paint, app, pager),
        Some(Popup::Footnote(footnote)) => note::footnote(&mut paint, app, *footnote),
        Some(Popup::Hints(_)) | None => {}
    }
    if let Some((area, lines)) = app.hover() {
        note::hover(&mut paint, area, &lines);
    }
    if let Some(editor) = &app.overlay.notes.editor {
        note::editor(&mut paint, app, editor);
    }
    note::buttons(&mut paint, &app.buttons());
    if let Some((title, words)) = app.tutor_says() {
        popup::words(&mut paint, app, &title, &[words]);
    }
    if app.overlay.prompt.is_some() {
        popup::palette(&mut paint, app);
        popup::choices(&mut paint, app);
    } else if !app.keys.pending.keys.is_empty() {
        popup::which_key(&mut paint, app);
    }
    paint.links
}

/// The article that is open, with its panels.
fn desk(paint: &mut Paint<'_>, app: &App, geometry: &Geometry) {
    frame::draw(paint, app, geometry);
    match &app.reader.reading {
        None => frame::empty(paint, app, geometry),
        Some(reading) => {
            if let Some(inner) = geometry.inner(Panel::Article) {
                article::draw(paint, app, reading, inner);
                bar::draw(paint, app, reading, inner);
            }
            if let Some(inner) = geometry.inner(Panel::Entities) {
                entities::draw(paint, app, reading, inner);
            }
            if let Some(inner) = geometry.inner(Panel::Quotes) {
                quotes::draw(paint, app, reading, inner);
            }
        }
    }
}

fn too_small(paint: &mut Paint<'_>, app: &App) {
    let words = format!("Dateline needs {} columns and {} rows.", LEAST.0, LEAST.1);
    for (row, words) in textwrap::wrap(&words, usize::from(app.reader.panels.width.max(1)))
        .iter()
        .enumerate()
        .take(usize::from(app.reader.panels.height))
    {
        paint.text(0, row as u16, app.reader.panels.width, words, Role::Text);
    }
}
