//! The list of articles: signs, title, source, age, reading time, the people it is most about.

use super::super::entities::lines;
use super::super::paint::Paint;
use crate::app::library::{KEPT, LibraryPanel, ROOM_FOR_PEOPLE, row_height};
use crate::app::{App, Area};
use crate::config::Role;
use crate::library::{FeedState, ListRow, Only, Place};
use crate::text::{cell_width, clean_line, minutes_in_cells, reading_minutes};

/// What is listed, for the title: its name, the filter, how many.
pub(super) fn what(app: &App) -> String {
    let room = &app.library;
    let mut words = room.view.name.clone();
    if room.view.scope.only == Only::Unread && room.view.name != "Unread" {
        words.push_str(" · unread");
    }
    if !room.view.filter.is_empty() {
        words.push_str(&format!(" · /{}", room.view.filter));
    }
    if room.list.whole {
        let (rows, all) = (room.list.ids.len(), room.list.all.len());
        words.push_str(&match rows {
            rows if rows < all => format!(" · {all} in {rows} rows"),
            _ => format!(" · {rows}"),
        });
    }
    words
}

pub(super) fn draw(paint: &mut Paint<'_>, app: &App, inner: Area) {
    let room = &app.library;
    if let Some(trouble) = &room.trouble {
        let hint = trouble.hint.as_deref().unwrap_or_default();
        return lines(paint, inner, &format!("{} {hint}", trouble.message));
    }
    if room.list.ids.is_empty() {
        if room.list.listed {
            lines(paint, inner, &empty(app));
        }
        return;
    }
    let height = row_height(inner.width);
    let in_sight = || (room.list.top..room.list.ids.len()).take(usize::from(inner.height / height));
    let sources = in_sight()
        .filter_map(|at| room.list.row(at)?.source.as_deref())
        .map(|source| cell_width(source) as u16);
    let source = sources.max().unwrap_or(0);
    for (index, at) in in_sight().enumerate() {
        let y = inner.y + index as u16 * height;
        match room.list.row(at) {
            Some(row) if height == 1 => one_line(paint, app, row, source, (inner, y)),
            Some(row) => two_lines(paint, app, row, (inner, y)),
            None => drop(paint.text(inner.x + TITLE, y, 1, paint.sign("…", "."), Role::Quiet)),
        }
        if at == room.list.at {
            let role = if room.focus == LibraryPanel::Articles {
                Role::ListSelected
            } else {
                Role::ListSelectedElsewhere
            };
            for line in 0..height {
                paint.over(inner.x, y + line, inner.width, role);
            }
        }
    }
    let shown = inner.height / height;
    super::super::entities::more(paint, inner, shown, room.list.top, room.list.ids.len());
}

/// Why nothing is listed, and what to do.
fn empty(app: &App) -> String {
    let room = &app.library;
    let no_feeds =
        room.nothing || room.overview.as_ref().is_some_and(|overview| overview.feeds.is_empty());
    let scope = &room.view.scope;
    let words = match (scope.only, scope.place) {
        _ if !room.view.filter.is_empty() => {
            return format!("Nothing here matches “{}”. Esc shows all.", room.view.filter);
        }
        (Only::Unread, _) => {
            "Everything is read. {refresh_all} asks the feeds for what is new; {undo} takes back what was marked."
        }
        (Only::Starred, _) => "Nothing is starred yet: {star} stars the article under the cursor.",
        (Only::Annotated, _) => {
            "No marks or notes yet: mm in an article bookmarks the paragraph, a writes a note."
        }
        (_, Place::Feed(id)) if scope.query.root.is_none() => match room
            .overview
            .as_ref()
            .and_then(|overview| room.feeds.feed(overview, id))
        {
            Some(feed) if !feed.fetched => {
                return format!("{} is {KEPT}: no articles come from it.", clean_line(&feed.name));
            }
            Some(feed) if matches!(feed.state, FeedState::Failed | FeedState::Gone) => {
                return format!(
                    "No articles here: {}. {} asks again.",
                    feed.failed(),
                    app.with_keys("{refresh_feed}".into())
                );
            }
            _ => "No articles here yet: {refresh_feed} asks for what is new.",
        },
        (_, Place::Feed(_) | Place::Folder(_)) => {
            "No articles here yet: {refresh_feed} asks for what is new."
        }
        _ if scope.query.root.is_some() => {
            "Nothing is found by this. {refresh_all} asks the feeds for what is new."
        }
        _ if no_feeds => {
            "No feeds yet: dateline add URL subscribes to one, dateline import FILE takes in OPML or newsboat’s urls, dateline keep FILE keeps \
                          an article. {back} goes back."
        }
        _ => "No articles yet: {refresh_all} asks the feeds for what is new.",
    };
    app.with_keys(words.into())
}

/// Where titles begin in one line: behind the signs.
const TITLE: u16 = 6;

/// Unread, starred, annotated; flagged in the place before. That it changed stands at `changed`.
fn signs(paint: &mut Paint<'_>, app: &App, row: &ListRow, (x, y): (u16, u16), changed: (u16, u16)) {
    if app.library.list.flags.contains(&row.id) {
        let sign = paint.sign("✓", "x");
        paint.text(x, y, 1, sign, Role::Key);
    }
    if row.unread {
        let sign = paint.sign("●", "*");
        paint.text(x + 1, y, 1, sign, Role::Cursor);
    }
    if row.starred {
        let sign = paint.sign("★", "s");
        paint.text(x + 2, y, 1, sign, Role::BookmarkSign);
    }
    if row.marks > 0 {
        let sign = paint.sign("✎", "n");
        paint.text(x + 3, y, 1, sign, Role::NoteSign);
    }
    if row.versions > 1 {
        let sign = paint.sign("Δ", "d");
        paint.text(changed.0, changed.1, 1, sign, Role::Quiet);
    }
}

/// `widest` is how many cells the longest name of a source in sight takes.
fn one_line(paint: &mut Paint<'_>, app: &App, row: &ListRow, widest: u16, (inner, y): (Area, u16)) {
    signs(paint, app, row, (inner.x, y), (inner.x + 4, y));
    let (people, source) = match inner.width {
        130.. => (34, 24),
        ROOM_FOR_PEOPLE.. => (22, 14),
        _ => (0, 14),
    };
    let source = source.min(widest);
    let right = people + source + 4 + 7 + 3;
    let mut x = inner.x + inner.width - right;
    let room = inner.width.saturating_sub(TITLE + right + 1);
    let names = row.people.as_ref().filter(|_| people > 0);
    let story = story(app, row);
    // Where nobody is found, and where it is longer, the title has their room.
    let needed = cell_width(title_of(row)) + cell_width(&story);
    let names = names.filter(|_| needed <= usize::from(room));
    let room = if names.is_some() { room } else { room + people };
    let own = room.saturating_sub(cell_width(&story) as u16);
    let used = title(paint, row, (inner.x + TITLE, y, own));
    let used = used + paint.text(inner.x + TITLE + used, y, room - used, &story, Role::Key);
    let more = more_of(row);
    if !more.is_empty() && used + 10 <= room {
        paint.shortened(inner.x + TITLE + used + 2, y, room - used - 2, &more, Role::Quiet);
    }
    if let Some(names) = names {
        paint.shortened(x, y, people, names, Role::Person);
    }
    x += people + 1;
    paint.shortened(x, y, source, row.source.as_deref().unwrap_or_default(), Role::Quiet);
    x += source + 1;
    paint.text(x, y, 4, &format!("{:>4}", age(app, row)), Role::Quiet);
    x += 5;
    paint.text(x, y, 6, &format!("{:>6}", minutes(row)), Role::Quiet);
}

fn two_lines(paint: &mut Paint<'_>, app: &App, row: &ListRow, (inner, y): (Area, u16)) {
    signs(paint, app, row, (inner.x, y), (inner.x + 3, y + 1));
    let age = age(app, row);
    let age_width = cell_width(&age) as u16;
    title(paint, row, (inner.x + 5, y, inner.width.saturating_sub(5 + age_width + 2)));
    paint.text(
        inner.x + inner.width.saturating_sub(age_width + 1),
        y,
        age_width,
        &age,
        Role::Quiet,
    );
    let facts: Vec<String> = std::iter::once(story(app, row).trim().to_owned())
        .chain(row.source.clone())
        .chain([minutes(row), more_of(row)])
        .filter(|fact| !fact.is_empty())
        .collect();
    let facts = facts.join(" · ");
    let room = inner.width.saturating_sub(6);
    let used = paint.shortened(inner.x + 5, y + 1, room, &facts, Role::Quiet);
    if let Some(people) = row.people.as_deref().filter(|_| used + 8 < room) {
        paint.text(inner.x + 5 + used, y + 1, 3, " · ", Role::Quiet);
        paint.shortened(inner.x + 8 + used, y + 1, room - used - 3, people, Role::Person);
    }
}

/// How many reports of the list are of its story, where there are others.
fn story(app: &App, row: &ListRow) -> String {
    let list = &app.library.list;
    let sign = match (list.folds.is_unfolded(row.id), app.settings.ascii) {
        (true, false) => "▾",
        (false, false) => "▸",
        (true, true) => "-",
        (false, true) => "+",
    };
    list.folds.count(row.id).map_or_else(String::new, |count| format!("  {sign} {count} reports"))
}

/// Who wrote it and its own tags.
fn more_of(row: &ListRow) -> String {
    let tags = row.tag_names.iter().map(|tag| format!("#{}", clean_line(tag)));
    row.byline.iter().map(|byline| clean_line(byline)).chain(tags).collect::<Vec<_>>().join(" ")
}

fn title(paint: &mut Paint<'_>, row: &ListRow, (x, y, room): (u16, u16, u16)) -> u16 {
    let role = if row.unread { Role::Strong } else { Role::Text };
    paint.shortened(x, y, room, title_of(row), role)
}

/// The title, or what stands for one.
fn title_of(row: &ListRow) -> &str {
    if row.title.trim().is_empty() {
        row.url.as_deref().unwrap_or("without a title")
    } else {
        &row.title
    }
}

/// How long it takes to read; of a teaser that it is one.
fn minutes(row: &ListRow) -> String {
    if row.teaser.is_some() {
        return "teaser".into();
    }
    minutes_in_cells(reading_minutes(row.words as usize))
}

/// How old it is: minutes, hours, days; the year where it is older than that. What says no date has
/// no age.
fn age(app: &App, row: &ListRow) -> String {
    if row.published.is_none() {
        return if app.settings.ascii { "-" } else { "–" }.into();
    }
    let seconds = app.library.now.as_second() - row.at.as_second();
    match seconds {
        ..0 => "soon".into(),
        0..3600 => format!("{}m", (seconds / 60).max(1)),
        3600..86_400 => format!("{}h", seconds / 3600),
        86_400..31_536_000 => format!("{}d", seconds / 86_400),
        _ => row.at.to_string().get(..4).unwrap_or_default().to_owned(),
    }
}
