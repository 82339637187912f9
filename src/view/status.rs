//! The lowest line: where the reader is, what was found, what was asked.

use super::paint::Paint;
use crate::app::{App, Area, Prompt, Reading, Room, Search, Selection, Unit};
use crate::config::Role;
use crate::text::{cell_width, clusters, may_turn, visual_clusters};

pub(super) fn draw(paint: &mut Paint<'_>, app: &App, area: Area) {
    if let Some(asked) = &app.overlay.prompt {
        return prompt(paint, app, asked, area);
    }
    let width = area.width.saturating_sub(1);
    if let Some(selection) = app
        .reader
        .reading
        .as_ref()
        .and_then(|reading| reading.selection)
        .filter(|_| app.notice.is_none())
    {
        return selecting(paint, app, selection, area);
    }
    let right = right_words(app);
    let right_width = (crate::text::cell_width(&right) as u16).min(width / 2);
    // Two cells stay free between the left and the right.
    let hints = app.hints();
    let right_start = hints.first().map_or(width - right_width, |first| first.area.x);
    let left = right_start.saturating_sub(3);
    for hint in &hints {
        let used = paint.text(hint.area.x + 1, area.y, hint.area.width, &hint.key, Role::Key);
        paint.text(hint.area.x + 2 + used, area.y, hint.area.width, &hint.label, Role::Quiet);
    }
    if let Some(notice) = &app.notice {
        let role = if notice.alarm { Role::Alarm } else { Role::Notice };
        paint.shortened(area.x + 1, area.y, left, &notice.words, role);
    } else if app.people.shown {
        paint.shortened(area.x + 1, area.y, left, &app.people.place(), Role::Status);
    } else if app.story.shown {
        let words = format!("row {} of {}", app.story.list.at + 1, app.story.rows.len());
        paint.shortened(area.x + 1, area.y, left, &words, Role::Status);
    } else if app.library.shown {
        paint.shortened(area.x + 1, area.y, left, &super::library::status(app), Role::Status);
    } else if let Some(url) = app.reader.link_here() {
        let words = format!("{} {}", paint.sign("→", ">"), crate::text::clean_line(url));
        let used = paint.shortened(area.x + 1, area.y, left, &words, Role::Status);
        let hint =
            app.with_keys(" · {follow} reads it, {open_in_browser} opens the browser".into());
        if usize::from(used) + cell_width(&hint) <= usize::from(left) {
            paint.text(area.x + 1 + used, area.y, left - used, &hint, Role::Quiet);
        }
    } else if let Some(reading) = &app.reader.reading {
        let notes = app.reader.notes_here();
        if let Some((note, _)) = notes.first().filter(|_| app.hover().is_none()) {
            let words = format!("{} {}", paint.sign("✎", "note:"), crate::text::clean_line(note));
            paint.shortened(area.x + 1, area.y, left, &words, Role::NoteSign);
            paint.text(area.x + width - right_width, area.y, right_width, &right, Role::Status);
            return;
        }
        let words = place_words(app, reading, usize::from(left + 1));
        paint.shortened(area.x + 1, area.y, left, &words, Role::Status);
    }
    paint.text(area.x + width - right_width, area.y, right_width, &right, Role::Status);
}

/// What is selected; what can be done with it stands right of that, as buttons.
fn selecting(paint: &mut Paint<'_>, app: &App, selection: Selection, area: Area) {
    let Some(reading) = &app.reader.reading else { return };
    let words = crate::text::count_words(reading.article.document.slice(selection.span()));
    let count = match (selection.unit, words) {
        (_, 1) => "1 word".to_owned(),
        (Unit::Words, count) => format!("{count} words"),
        (Unit::Paragraphs, count) => format!("paragraphs, {count} words"),
    };
    let free = app
        .buttons()
        .iter()
        .map(|button| button.area.x)
        .min()
        .unwrap_or(area.width)
        .saturating_sub(1);
    let pending = if app.keys.pending.is_empty() {
        String::new()
    } else {
        format!("   {}", app.keys.pending.shown())
    };
    paint.shortened(area.x + 1, area.y, free, &format!("Selecting {count}{pending}"), Role::Notice);
}

/// Paragraph, progress, time left; with room, the title too.
fn place_words(app: &App, reading: &Reading, room: usize) -> String {
    let document = &reading.article.document;
    let (at, all) = (document.paragraph_number(reading.panel.cursor), document.paragraphs());
    let (read, end) = (u64::from(reading.panel.read_to()), u64::from(document.span().end()));
    let percent = (read * 100).checked_div(end).unwrap_or(100);
    let sign = if app.settings.ascii { "par. " } else { "¶" };
    if app.reader.panels.geometry().room == Room::Narrow {
        return format!("{sign}{at}/{all} {percent} %");
    }
    let words = (document.words() as u64 * (end - read)).checked_div(end).unwrap_or(0);
    let left = crate::text::reading_seconds(words as usize).div_ceil(60);
    let left = match percent {
        100 => "the end".into(),
        _ => format!("{} left", crate::text::minutes_in_words(left)),
    };
    let more = if reading.partial { " · the rest is being read" } else { "" };
    let only = if reading.panel.filtered { " · matching paragraphs only" } else { "" };
    let place = format!("{sign}{at} of {all} · {percent} % · {left}{only}{more}");
    let title =
        reading.article.title.as_deref().or(reading.article.source.as_deref()).unwrap_or_default();
    if place.chars().count() + 12 < room && !title.is_empty() {
        format!("{place} · {}", isolated(title))
    } else {
        place
    }
}

/// Words of the text within words of ours: their direction leaves those around them alone (UAX 9,
/// isolates, which take no cell).
fn isolated(words: &str) -> String {
    if may_turn(words) { format!("\u{2068}{words}\u{2069}") } else { words.to_owned() }
}

fn progress(search: &Search) -> String {
    search.progress().replacen(&search.words, &isolated(&search.words), 1)
}

/// What was searched for, the keys typed so far, where help is.
fn right_words(app: &App) -> String {
    let mut words: Vec<String> =
        super::library::progress(app).filter(|_| !app.library.shown).into_iter().collect();
    if let Some(search) = app
        .reader
        .reading
        .as_ref()
        .filter(|_| !app.library.shown)
        .and_then(|reading| reading.search.as_ref())
    {
        words.push(progress(search));
    }
    if !app.keys.pending.is_empty() {
        words.push(app.keys.pending.shown());
    }
    if let Some(keys) = app.keys.map.keys_of(app.scope(), crate::app::Command::Help).first() {
        words.push(format!("{} help", crate::app::show_keys(keys)));
    }
    words.join("   ")
}

/// The prompt with its words and a cursor of our own, so that the terminal's stays hidden.
fn prompt(paint: &mut Paint<'_>, app: &App, prompt: &Prompt, area: Area) {
    let column = area.x
        + paint.shortened(
            area.x,
            area.y,
            area.width / 2,
            &app.library.asked_sign(prompt.asked),
            Role::Prompt,
        );
    let right = match app.reader.reading.as_ref().and_then(|reading| reading.search.as_ref()) {
        Some(search) if matches!(prompt.asked, crate::app::Asked::Search { .. }) => {
            progress(search)
        }
        _ => String::new(),
    };
    let mode = if prompt.regex { "regular expression  " } else { "" };
    let right = format!("{mode}{}{right}", prompt.asked.mode());
    let right_width = crate::text::cell_width(&right) as u16;
    let room = area.width.saturating_sub(column + 1);
    let before = &prompt.words[..prompt.cursor];
    let over = crate::text::cell_width(before).saturating_sub(usize::from(room.saturating_sub(1)));
    let skip = crate::text::clusters(before)
        .find(|(at, ..)| crate::text::cell_width(&before[..*at]) >= over)
        .map_or(0, |(at, ..)| at);
    // The cursor behind the last word stands on a space, which lies left of words that run from
    // right to left.
    let shown = format!("{} ", &prompt.words[skip..]);
    let used = paint.text(column, area.y, room + 1, &shown, Role::Prompt);
    let (before, cells) = cell_of(paint, &shown, prompt.cursor - skip);
    paint.over(column + before, area.y, cells, Role::Here);
    let column = column + used.saturating_sub(1);
    if column + 2 + right_width < area.width {
        paint.text(area.width - right_width - 1, area.y, right_width, &right, Role::Status);
    }
    if let Some(notice) = &app.notice {
        // What has no room whole is shortened: that something is wrong is always said.
        let role = if notice.alarm { Role::Alarm } else { Role::Notice };
        let room = area.width.saturating_sub(column + 3);
        let width = (cell_width(&notice.words) as u16).min(room);
        paint.shortened(area.width - width - 1, area.y, width, &notice.words, role);
    }
}

/// The cells before the cluster at byte `at` of words in one line, and its own.
pub(super) fn cell_of(paint: &Paint<'_>, words: &str, at: usize) -> (u16, u16) {
    if !paint.bidi {
        let own = clusters(&words[at..]).next().map_or(1, |(.., cells)| cells);
        return (cell_width(&words[..at]) as u16, own.max(1) as u16);
    }
    let mut before = 0;
    for (start, cluster, cells) in visual_clusters(words, None) {
        if (start..start + cluster.len()).contains(&at) {
            return (before, cells.max(1) as u16);
        }
        before += cells as u16;
    }
    (before, 1)
}
