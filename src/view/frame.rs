//! The lines between the panels, their titles, and what stands there when nothing is open.

use super::paint::Paint;
use crate::app::library::Wanted;
use crate::app::{App, Area, Geometry, Panel, Reading, Room};
use crate::config::Role;
use crate::text::{cell_width, clean_line};

/// Lines that meet in a cell.
#[derive(Clone, Copy, Default)]
struct Joint {
    up: bool,
    down: bool,
    left: bool,
    right: bool,
}

impl Joint {
    fn sign(self, ascii: bool) -> &'static str {
        match (self.up, self.down, self.left, self.right) {
            _ if ascii && (self.up || self.down) && (self.left || self.right) => "+",
            (false, false, ..) if ascii => "-",
            (false, false, ..) => "─",
            (true, true, false, false) if ascii => "|",
            (false, true, false, true) => "┌",
            (false, true, true, false) => "┐",
            (true, false, false, true) => "└",
            (true, false, true, false) => "┘",
            (true, true, false, true) => "├",
            (true, true, true, false) => "┤",
            (false, true, true, true) => "┬",
            (true, false, true, true) => "┴",
            (true, true, true, true) => "┼",
            _ => "│",
        }
    }
}

/// Draws every panel's frame and title.
pub(super) fn draw(paint: &mut Paint<'_>, app: &App, geometry: &Geometry) {
    if geometry.room == Room::Alone {
        return;
    }
    let areas: Vec<(Panel, Area)> = Panel::ALL
        .into_iter()
        .filter_map(|panel| geometry.area(panel).map(|area| (panel, area)))
        .collect();
    lines(paint, &areas.iter().map(|(_, area)| *area).collect::<Vec<_>>());
    if areas.len() > 1
        && let Some(area) = geometry.area(app.reader.panels.focus)
    {
        focused(paint, area);
    }
    if geometry.room == Room::Narrow {
        for &(panel, area) in &areas {
            outside(paint, app, panel, area);
        }
        return tabs(paint, app, geometry);
    }
    for &(panel, area) in &areas {
        if geometry.room == Room::Medium && panel != Panel::Article {
            side_tabs(paint, app, area);
        } else {
            title(paint, app, panel, area);
        }
    }
}

/// The titles of both panels that have the place beside the article in turn.
fn side_tabs(paint: &mut Paint<'_>, app: &App, area: Area) {
    let end = area.x + area.width - 1;
    let mut column = area.x + 2;
    for (index, tab) in app.reader.side_tabs().into_iter().enumerate() {
        if index > 0 {
            column += paint.text(column, area.y, end - column, paint.sign("│", "|"), Role::Border);
        }
        let role = match (tab.panel == app.reader.panels.focus, tab.panel == app.reader.panels.side)
        {
            (true, _) => Role::PanelTitleFocused,
            (false, true) => Role::ListMarked,
            (false, false) => Role::PanelTitle,
        };
        column += paint.text(column, area.y, end - column, &tab.words, role);
    }
    outside(paint, app, app.reader.panels.side, area);
}

/// How many names or quotations of a panel are not in sight: on its own line above where panels
/// share the one below, else below.
fn outside(paint: &mut Paint<'_>, app: &App, panel: Panel, area: Area) {
    let Some(count) = app.reader.out_of_sight(panel).filter(|&count| count > 0) else { return };
    let words = format!(" {count} more ");
    let wide = app.reader.panels.geometry().room == Room::Wide;
    let y = if wide { area.y } else { area.y + area.height - 1 };
    let width = words.len() as u16;
    let x = (area.x + area.width).saturating_sub(width + 2);
    paint.text(x, y, width, &words, Role::Quiet);
}

/// The frames of panels that share lines.
pub(super) fn lines(paint: &mut Paint<'_>, areas: &[Area]) {
    let ascii = paint.ascii;
    for &area in areas {
        let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
        let level = (area.x..=right).flat_map(|x| [(x, area.y), (x, bottom)]);
        let upright = (area.y + 1..bottom).flat_map(|y| [(area.x, y), (right, y)]);
        for (x, y) in level.chain(upright) {
            paint.text(x, y, 1, joint(areas, x, y).sign(ascii), Role::Border);
        }
    }
}

/// Lights the frame of the panel that has the keys.
pub(super) fn focused(paint: &mut Paint<'_>, area: Area) {
    let bottom = area.y + area.height - 1;
    let right = area.x + area.width - 1;
    let level = (area.x..=right).flat_map(|x| [(x, area.y), (x, bottom)]);
    let upright = (area.y + 1..bottom).flat_map(|y| [(area.x, y), (right, y)]);
    for (x, y) in level.chain(upright) {
        paint.recolour(x, y, Role::BorderFocused);
    }
}

/// Which lines of all frames meet at a cell.
fn joint(areas: &[Area], x: u16, y: u16) -> Joint {
    let mut joint = Joint::default();
    for &area in areas {
        let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
        if (y == area.y || y == bottom) && (area.x..=right).contains(&x) {
            joint.left |= x > area.x;
            joint.right |= x < right;
        }
        if (x == area.x || x == right) && (area.y..=bottom).contains(&y) {
            joint.up |= y > area.y;
            joint.down |= y < bottom;
        }
    }
    joint
}

fn title(paint: &mut Paint<'_>, app: &App, panel: Panel, area: Area) {
    let role =
        if app.reader.panels.focus == panel { Role::PanelTitleFocused } else { Role::PanelTitle };
    let mut words = format!(" {} ", panel.title());
    if panel == Panel::Quotes
        && let Some(reading) = &app.reader.reading
    {
        words = format!(" {} ", quotes_title(reading));
    }
    let used = paint.shortened(area.x + 2, area.y, area.width.saturating_sub(4), &words, role);
    if panel == Panel::Article
        && let Some(reading) = &app.reader.reading
    {
        let room = area.width.saturating_sub(used + 8);
        let facts = facts(app, reading, usize::from(room));
        let width = (cell_width(&facts) as u16).min(room);
        if width > 0 {
            paint.shortened(
                area.x + area.width - width - 4,
                area.y,
                width + 2,
                &format!(" {facts} "),
                Role::PanelTitle,
            );
        }
    }
    outside(paint, app, panel, area);
}

/// "Said · 11", or how many of them are shown.
fn quotes_title(reading: &Reading) -> String {
    let title = Panel::Quotes.title();
    match &reading.analysis {
        None => title.to_owned(),
        Some(analysis) => {
            let (shown, hidden) = (reading.quotes.entries.len(), reading.quotes.hidden);
            match analysis.quotes.len().saturating_sub(hidden) {
                all if all == shown => format!("{title} · {shown}"),
                all => format!("{title} · {shown} of {all}"),
            }
        }
    }
}

/// Date, reading time, length: what one wants to know before reading; of an article of the library
/// also where it came from. What has no room is left away, the least important first; source and
/// date stay, the source shortened.
fn facts(app: &App, reading: &Reading, room: usize) -> String {
    let mut facts = all_facts(app, reading);
    let joined = |facts: &[(u8, String)]| {
        facts.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" · ")
    };
    while cell_width(&joined(&facts)) > room {
        let Some(least) =
            (0..facts.len()).max_by_key(|at| facts[*at].0).filter(|at| facts[*at].0 > KEPT)
        else {
            break;
        };
        match facts[least].0 {
            HINT => facts[least] = (SIGN, "changed".into()),
            _ => drop(facts.remove(least)),
        }
    }
    let over = cell_width(&joined(&facts)).saturating_sub(room);
    if let Some((_, source)) = facts.first_mut().filter(|_| over > 0) {
        let dots = if app.settings.ascii { "..." } else { "…" };
        let left = cell_width(source).saturating_sub(over + cell_width(dots));
        *source = format!("{}{dots}", crate::text::fitting(source, left));
    }
    joined(&facts)
}

/// What is left away last, and what of the rest goes first: the higher.
const KEPT: u8 = 0;
const SIGN: u8 = 2;
const HINT: u8 = 6;
/// They stand in the article too.
const AUTHORS: u8 = 7;

/// All that is known, in the order it is shown in, each with when it is left away.
fn all_facts(app: &App, reading: &Reading) -> Vec<(u8, String)> {
    let document = &reading.article.document;
    let opened = app.reader.opened();
    let feed = opened.and_then(|opened| opened.feeds.first()).map(|(_, name)| name.clone());
    let source = feed.or_else(|| opened.and(reading.article.source.as_deref()).map(host_or_file));
    let mut facts: Vec<(u8, String)> = source.map(|source| (KEPT, source)).into_iter().collect();
    if let Some(published) = reading.article.published {
        facts.push((KEPT, published.to_string().get(..10).unwrap_or_default().to_owned()));
    }
    let authors = reading.article.authors();
    facts.extend((!authors.is_empty()).then(|| (AUTHORS, authors.join(", "))));
    let minutes = crate::text::reading_minutes(document.words());
    facts.push((1, crate::text::minutes_in_words(minutes)));
    facts.push((5, format!("{} words", document.words())));
    if let Some(opened) = opened {
        facts.extend(opened.tags.iter().map(|tag| (3, format!("#{tag}"))));
        let others: Vec<&str> =
            opened.feeds.iter().skip(1).map(|(_, name)| name.as_str()).collect();
        facts.extend((!others.is_empty()).then(|| (4, format!("also in {}", others.join(", ")))));
        let key = app.keys.map.way_to(app.scope(), crate::app::Command::ShowDifference);
        facts.extend(
            (opened.versions > 1 && opened.wanted == Wanted::Shown)
                .then(|| (HINT, format!("{key}: what changed"))),
        );
    } else if app.reader.shelf.sources.len() > 1 {
        facts.push((
            2,
            format!("{} of {}", app.reader.shelf.at + 1, app.reader.shelf.sources.len()),
        ));
    }
    facts
}

/// Where an article comes from that no feed brought.
fn host_or_file(source: &str) -> String {
    let place = match source.split_once("://") {
        Some((_, rest)) => {
            rest.split(['/', '?', '#']).next().and_then(|place| place.rsplit('@').next())
        }
        None => source.rsplit('/').next(),
    };
    clean_line(place.unwrap_or_default())
}

/// One line of tabs in the place of the upper frame.
fn tabs(paint: &mut Paint<'_>, app: &App, geometry: &Geometry) {
    tab_line(
        paint,
        geometry.screen.width,
        &Panel::ALL.map(|panel| (panel.title(), app.reader.panels.focus == panel)),
    );
}

/// Titles side by side, the one in focus told apart; where they have no room the others are their
/// first sign alone.
pub(super) fn tab_line(paint: &mut Paint<'_>, width: u16, titles: &[(&str, bool)]) {
    let mut column = 1;
    // A space on both sides of each title, two bars between them, two corners.
    let whole = titles.iter().map(|(title, _)| title.chars().count() + 2).sum::<usize>() + 4;
    for (index, &(title, focused)) in titles.iter().enumerate() {
        let role = if focused { Role::PanelTitleFocused } else { Role::PanelTitle };
        let title = if whole <= usize::from(width) || focused { title } else { &title[..1] };
        column +=
            paint.text(column, 0, width.saturating_sub(column + 1), &format!(" {title} "), role);
        if index + 1 < titles.len() && column + 1 < width {
            let bar = paint.sign("│", "|");
            column += paint.text(column, 0, 1, bar, Role::Border);
        }
    }
}

/// No article: why, and what to do.
pub(super) fn empty(paint: &mut Paint<'_>, app: &App, geometry: &Geometry) {
    let Some(inner) = geometry.inner(app.reader.panels.focus).or(geometry.inner(Panel::Article))
    else {
        return;
    };
    let mut lines = Vec::new();
    match &app.reader.shelf.trouble {
        Some(trouble) => {
            lines.push((trouble.message.clone(), Role::Alarm));
            lines.extend(trouble.hint.clone().map(|hint| (app.with_keys(hint), Role::Quiet)));
            if app.reader.shelf.sources.len() > 1 {
                lines.push(("J and K go to the other articles.".into(), Role::Quiet));
            }
        }
        None => match app.reader.shelf.sources.get(app.reader.shelf.at) {
            Some(source) if source.is_address() => {
                lines.push((format!("Fetching {} … Esc stops", source.name()), Role::Quiet))
            }
            _ => lines.push(("Reading …".into(), Role::Quiet)),
        },
    }
    let width = inner.width.saturating_sub(2).max(1);
    let mut row = inner.y + inner.height.min(3) / 2;
    for (words, role) in lines {
        for line in textwrap::wrap(&words, usize::from(width)) {
            if row < inner.y + inner.height {
                paint.text(inner.x + 1, row, width, &line, role);
                row += 1;
            }
        }
    }
}
