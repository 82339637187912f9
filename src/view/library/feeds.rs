//! Views, folders, feeds and tags, with their counts.

use super::super::entities::{lines, more};
use super::super::paint::Paint;
use crate::app::library::{FeedsRow, LibraryPanel};
use crate::app::{App, Area};
use crate::config::Role;
use crate::library::{FeedState, Overview};
use crate::text::cell_width;

pub(super) fn draw(paint: &mut Paint<'_>, app: &App, inner: Area) {
    let panel = &app.library.feeds;
    let Some(overview) = &app.library.overview else { return };
    if panel.rows.is_empty() {
        return lines(paint, inner, "No feed matches. Esc shows all.");
    }
    for (index, row) in
        panel.rows.iter().enumerate().skip(panel.list.top).take(usize::from(inner.height))
    {
        line(
            paint,
            app,
            overview,
            (index, row),
            (inner, inner.y + (index - panel.list.top) as u16),
        );
    }
    more(paint, inner, inner.height, panel.list.top, panel.rows.len());
    let free = usize::from(inner.height).saturating_sub(panel.rows.len() + 1) as u16;
    if overview.feeds.is_empty() && panel.list.filter.is_empty() && free >= 3 {
        let below = Area::new(inner.x, inner.y + inner.height - free, inner.width, free);
        lines(
            paint,
            below,
            "No feeds yet: dateline add URL subscribes, dateline import FILE takes in OPML or newsboat’s urls.",
        );
    }
}

fn line(
    paint: &mut Paint<'_>,
    app: &App,
    overview: &Overview,
    (index, row): (usize, &FeedsRow),
    (inner, y): (Area, u16),
) {
    let panel = &app.library.feeds;
    let name = row.name(overview, panel);
    let width = inner.width;
    if matches!(row, FeedsRow::Heading(_)) {
        paint.text(inner.x + 1, y, width.saturating_sub(1), name, Role::GroupHeading);
        return;
    }
    let (indent, sign, failed) = match row {
        FeedsRow::Folder { depth, folded, .. } => {
            (depth * 2, if *folded { paint.sign("▸", ">") } else { paint.sign("▾", "v") }, false)
        }
        FeedsRow::Feed { id, depth } => {
            let feed = panel.feed(overview, *id);
            let failed =
                feed.is_some_and(|feed| matches!(feed.state, FeedState::Failed | FeedState::Gone));
            let run = feed.is_none_or(|feed| feed.fetched);
            (
                depth * 2,
                if failed {
                    "!"
                } else if run {
                    " "
                } else {
                    paint.sign("∅", "-")
                },
                failed,
            )
        }
        FeedsRow::Tag(_) => (0, "#", false),
        FeedsRow::Followed { .. } => (0, paint.sign("◆", "*"), false),
        _ => (0, " ", false),
    };
    let count = row.number(overview, panel);
    let count_width = cell_width(&count) as u16;
    let indent = indent.min(width / 3);
    let role = if count.is_empty() { Role::Quiet } else { Role::Text };
    paint.text(inner.x + 1 + indent, y, 1, sign, if failed { Role::Alarm } else { Role::Quiet });
    let room = width.saturating_sub(indent + count_width + 5);
    paint.shortened(inner.x + 3 + indent, y, room, name, role);
    paint.text(
        inner.x + width.saturating_sub(count_width + 1),
        y,
        count_width,
        &count,
        Role::Quiet,
    );
    if index == panel.list.at {
        let role = if app.library.focus == LibraryPanel::Feeds {
            Role::ListSelected
        } else {
            Role::ListSelectedElsewhere
        };
        paint.over(inner.x, y, width, role);
    }
}
