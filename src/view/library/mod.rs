//! The library room: feeds, articles, preview.

mod articles;
mod feeds;
mod status;

use super::paint::Paint;
use super::{article, entities, frame};
use crate::app::library::{LibraryGeometry, LibraryPanel, Preview};
use crate::app::{App, Area, Room};
use crate::config::Role;
pub(super) use status::{progress, words as status};

/// Draws the panels of the library.
pub(super) fn draw(paint: &mut Paint<'_>, app: &App) {
    let geometry = app.library.geometry(&app.reader.panels);
    let areas: Vec<Area> =
        LibraryPanel::ALL.into_iter().filter_map(|panel| geometry.area(panel)).collect();
    frame::lines(paint, &areas);
    if areas.len() > 1
        && let Some(area) = geometry.area(app.library.focus)
    {
        frame::focused(paint, area);
    }
    titles(paint, app, &geometry);
    if let Some(inner) = geometry.inner(LibraryPanel::Feeds) {
        feeds::draw(paint, app, inner);
    }
    if let Some(inner) = geometry.inner(LibraryPanel::Articles) {
        articles::draw(paint, app, inner);
    }
    if let Some(inner) = geometry.inner(LibraryPanel::Preview) {
        preview(paint, app, inner);
    }
}

fn titles(paint: &mut Paint<'_>, app: &App, geometry: &LibraryGeometry) {
    let focus = app.library.focus;
    if geometry.room == Room::Narrow {
        let titles = LibraryPanel::ALL.map(|panel| (panel.title(), panel == focus));
        return frame::tab_line(paint, geometry.screen.width, &titles);
    }
    for panel in LibraryPanel::ALL {
        let Some(area) = geometry.area(panel) else { continue };
        let role = if focus == panel { Role::PanelTitleFocused } else { Role::PanelTitle };
        let words = match panel {
            LibraryPanel::Articles => format!(" {} · {} ", panel.title(), articles::what(app)),
            LibraryPanel::Feeds if !app.library.feeds.list.filter.is_empty() => {
                format!(" {} · /{} ", panel.title(), app.library.feeds.list.filter)
            }
            _ => format!(" {} ", panel.title()),
        };
        let used = paint.shortened(area.x + 2, area.y, area.width.saturating_sub(4), &words, role);
        if panel == LibraryPanel::Articles {
            let order = format!(" {} ", app.library.view.order_name());
            let width = order.len() as u16;
            if used + width + 6 <= area.width {
                paint.text(
                    area.x + area.width - width - 2,
                    area.y,
                    width,
                    &order,
                    Role::PanelTitle,
                );
            }
        }
    }
}

fn preview(paint: &mut Paint<'_>, app: &App, inner: Area) {
    let room = &app.library;
    let selected = room.list.selected();
    match &room.preview {
        Some(preview) if Some(preview.loaded.id) == selected => {
            article::draw(paint, app, &preview.reading, inner);
            foot(paint, preview, inner);
        }
        _ if selected.is_some() || !room.list.listed => {}
        _ => entities::lines(paint, inner, "Nothing to preview."),
    }
}

/// On the lower frame: tags, other feeds that have it, whether it changed.
fn foot(paint: &mut Paint<'_>, preview: &Preview, inner: Area) {
    let loaded = &preview.loaded;
    let mut words = Vec::new();
    if !loaded.tags.is_empty() {
        words.push(loaded.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    }
    if loaded.feeds.len() > 1 {
        let others: Vec<&str> = loaded.feeds[1..].iter().map(|(_, name)| name.as_str()).collect();
        words.push(format!("also in {}", others.join(", ")));
    }
    if loaded.feed_text {
        words.push("F: the feed’s own text".to_owned());
    }
    if !words.is_empty() {
        paint.shortened(
            inner.x + 1,
            inner.y + inner.height,
            inner.width.saturating_sub(2),
            &format!(" {} ", words.join(" · ")),
            Role::Quiet,
        );
    }
}
