//! The story room: what differs, then what each report has; the chosen row whole at the foot.

use super::entities::more;
use super::frame;
use super::paint::Paint;
use crate::app::{App, Area, StoryPart};
use crate::config::Role;
use crate::text::cell_width;

/// Draws the room over the whole screen but for the status line.
pub(super) fn draw(paint: &mut Paint<'_>, app: &App) {
    let room = &app.story;
    let Some(laid) = &room.laid else { return };
    let area = app.story_area();
    frame::lines(paint, &[area]);
    let inner = area.inner();
    let title = laid.reports.first().map_or("", |row| row.title.as_str());
    let since = laid.reports.first().map(|row| row.at.strftime("%d %b %H:%M").to_string());
    let since = since.unwrap_or_default();
    let words = format!(" Story · {title} · {} reports since {since} ", laid.all);
    let title_room = area.width.saturating_sub(4);
    paint.shortened(area.x + 2, area.y, title_room, &words, Role::PanelTitleFocused);
    let foot = app.story_foot();
    let height = inner.height.saturating_sub(foot);
    for (line, row) in room.rows.iter().enumerate().skip(room.list.top).take(usize::from(height)) {
        let y = inner.y + (line - room.list.top) as u16;
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
        if line == room.list.at {
            paint.over(inner.x, y, inner.width, Role::ListSelected);
        }
    }
    more(paint, Area { height, ..inner }, height, room.list.top, room.rows.len());
    chosen(paint, app, Area { y: inner.y + height, height: foot, ..inner });
}

/// The row under the cursor with all its words.
fn chosen(paint: &mut Paint<'_>, app: &App, area: Area) {
    let Some(row) = app.story.rows.get(app.story.list.at).filter(|_| area.height > 1) else {
        return;
    };
    let words: String = row
        .parts
        .iter()
        .map(|(words, part)| match part {
            StoryPart::Gone => format!("[−{}−] ", words.trim()),
            StoryPart::New => format!("{{+{}+}} ", words.trim()),
            _ => words.clone(),
        })
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words =
        if app.settings.ascii { crate::text::ascii_signs(&words).to_string() } else { words };
    let below = Area { y: area.y + 1, height: area.height - 1, ..area };
    super::entities::lines(paint, below, &words);
}

fn role(part: StoryPart) -> Role {
    match part {
        StoryPart::Head => Role::GroupHeading,
        StoryPart::Plain => Role::Text,
        StoryPart::Quiet => Role::Quiet,
        StoryPart::Person => Role::Person,
        StoryPart::Gone => Role::Deleted,
        StoryPart::New => Role::Inserted,
    }
}
