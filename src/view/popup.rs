//! What lies over the panels: small, and the place in the text stays visible.

use super::paint::Paint;
use crate::app::{App, Area, Asked, Chooser, Help, HelpRow, Pager, pager_area, show_keys};
use crate::config::Role;
use crate::text::cell_width;

/// Clears a place for a popup with a frame and a title, and gives its inside.
pub(super) fn place(paint: &mut Paint<'_>, area: Area, title: &str) -> Area {
    paint.clear(area, Role::Popup);
    let signs = if paint.ascii {
        ["+", "-", "+", "|", "+", "+"]
    } else {
        ["╭", "─", "╮", "│", "╰", "╯"]
    };
    let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
    for x in area.x..=right {
        for y in [area.y, bottom] {
            let sign = match (x == area.x, x == right, y == area.y) {
                (true, _, true) => signs[0],
                (_, true, true) => signs[2],
                (true, _, false) => signs[4],
                (_, true, false) => signs[5],
                _ => signs[1],
            };
            paint.text(x, y, 1, sign, Role::Border);
        }
    }
    for y in area.y + 1..bottom {
        paint.text(area.x, y, 1, signs[3], Role::Border);
        paint.text(right, y, 1, signs[3], Role::Border);
    }
    paint.shortened(
        area.x + 2,
        area.y,
        area.width.saturating_sub(4),
        &format!(" {title} "),
        Role::PanelTitleFocused,
    );
    area.inner()
}

/// The keys that may follow those typed.
pub(super) fn which_key(paint: &mut Paint<'_>, app: &App) {
    let mut rows: Vec<(String, &str)> = Vec::new();
    for (keys, action) in app.keys.map.continuations(app.scope(), &app.keys.pending.keys) {
        if action.is_of_use(app.whereabouts()) {
            rows.push((show_keys(keys), app.keys.map.what(action)));
        }
    }
    let width = rows
        .iter()
        .map(|(keys, what)| cell_width(keys).max(3) + cell_width(what) + 6)
        .max()
        .unwrap_or(20) as u16;
    let inner = place(
        paint,
        app.reader.panels.corner(width, rows.len() as u16 + 2),
        &app.keys.pending.shown(),
    );
    for (index, (keys, what)) in rows.iter().enumerate().take(usize::from(inner.height)) {
        let y = inner.y + index as u16;
        paint.text(inner.x + 1, y, inner.width.saturating_sub(1), keys, Role::Key);
        paint.shortened(inner.x + 5, y, inner.width.saturating_sub(5), what, Role::Popup);
    }
}

/// Commands that fit the words at the palette.
pub(super) fn palette(paint: &mut Paint<'_>, app: &App) {
    let Some(prompt) = app.overlay.prompt.as_ref().filter(|prompt| prompt.asked == Asked::Palette)
    else {
        return;
    };
    let commands = app.palette(prompt.typed.as_ref().unwrap_or(&prompt.words));
    let Some(area) = app.choices_area() else { return };
    let title = if prompt.words.is_empty() {
        format!("Commands · in {} first", app.spot().title())
    } else {
        "Commands".to_owned()
    };
    let inner = place(paint, area, &title);
    let choice = prompt.choice.min(commands.len().saturating_sub(1));
    let top = (choice + 1).saturating_sub(usize::from(inner.height));
    for (index, command) in commands.iter().enumerate().skip(top).take(usize::from(inner.height)) {
        let y = inner.y + (index - top) as u16;
        let keys = app
            .keys
            .map
            .keys_of(app.scope(), *command)
            .first()
            .map(|keys| show_keys(keys))
            .unwrap_or_default();
        paint.text(inner.x + 1, y, 6, &keys, Role::Key);
        let used = paint.text(
            inner.x + 8,
            y,
            inner.width.saturating_sub(8),
            app.keys.map.id(*command),
            Role::Strong,
        );
        let column = (8 + used + 1).max(27);
        paint.shortened(
            inner.x + column,
            y,
            inner.width.saturating_sub(column),
            app.keys.what_here(*command, app.whereabouts()),
            Role::Quiet,
        );
        if index == choice {
            paint.over(inner.x, y, inner.width, Role::ListSelected);
        }
    }
}

/// What may be answered at the prompt.
pub(super) fn choices(paint: &mut Paint<'_>, app: &App) {
    let Some(prompt) = app
        .overlay
        .prompt
        .as_ref()
        .filter(|prompt| prompt.asked != Asked::Palette && prompt.asked.has_choices())
    else {
        return;
    };
    let choices = app.choices(prompt.asked, &prompt.words);
    let Some(area) = app.choices_area() else { return };
    let inner =
        place(paint, area, app.library.asked_sign(prompt.asked).trim_end_matches([':', ' ']));
    let choice = prompt.choice.min(choices.len().saturating_sub(1));
    let top = (choice + 1).saturating_sub(usize::from(inner.height));
    for (index, words) in choices.iter().enumerate().skip(top).take(usize::from(inner.height)) {
        let y = inner.y + (index - top) as u16;
        paint.shortened(inner.x + 1, y, inner.width.saturating_sub(1), words, Role::Popup);
        if index == choice {
            paint.over(inner.x, y, inner.width, Role::ListSelected);
        }
    }
}

/// A small box for what can be clicked in it.
pub(super) fn choice(paint: &mut Paint<'_>, app: &App, title: &str, nothing: &str) {
    let buttons = app.buttons();
    let width = buttons
        .iter()
        .map(|button| button.area.x + button.area.width)
        .max()
        .zip(buttons.iter().map(|button| button.area.x).min());
    let rows =
        buttons.iter().map(|button| button.area.y).collect::<std::collections::BTreeSet<_>>().len();
    let (width, rows) =
        width.map_or((cell_width(nothing) as u16 + 2, 1), |(end, start)| (end - start, rows));
    let inner = place(paint, app.reader.panels.corner(width + 2, rows as u16 + 2), title);
    if buttons.is_empty() {
        paint.shortened(inner.x + 1, inner.y, inner.width.saturating_sub(1), nothing, Role::Popup);
    }
}

/// What can be done here, and what the signs mean.
pub(super) fn help(paint: &mut Paint<'_>, app: &App, help: &Help) {
    let width = app.reader.panels.width.min(96);
    let height = app.reader.panels.height.saturating_sub(1);
    let area = Area::new((app.reader.panels.width - width) / 2, 0, width, height);
    let title = if help.typing || !help.list.filter.is_empty() {
        format!("What can be done here · /{}", help.list.filter)
    } else {
        "What can be done here · / searches, Enter does it, Esc closes".to_owned()
    };
    let inner = place(paint, area, &title);
    let shown = usize::from(inner.height);
    let top = help.top(shown);
    let widest =
        |row: &HelpRow| if let HelpRow::Deed { keys, .. } = row { cell_width(keys) } else { 0 };
    let keys_width =
        help.rows.iter().map(widest).max().unwrap_or(8).min(usize::from(inner.width / 3)).max(6);
    let keys_width = keys_width as u16;
    let (x, room) = (inner.x + keys_width + 3, inner.width.saturating_sub(keys_width + 3));
    for (index, row) in help.rows.iter().enumerate().skip(top).take(shown) {
        let y = inner.y + (index - top) as u16;
        match row {
            HelpRow::Heading(words) => {
                paint.shortened(inner.x + 1, y, inner.width - 1, words, Role::GroupHeading);
            }
            HelpRow::Deed { keys, what, .. } => {
                paint.shortened(inner.x + 1, y, keys_width, keys, Role::Key);
                paint.shortened(x, y, room, what, Role::Popup);
            }
            HelpRow::Sign(sign) => {
                let words = paint.sign(sign.sign, sign.ascii);
                paint.shortened(inner.x + 1, y, keys_width, words, sign.role);
                paint.shortened(x, y, room, sign.means, Role::Popup);
            }
        }
        if index == help.list.at {
            paint.over(inner.x, y, inner.width, Role::ListSelected);
        }
    }
    super::entities::more(paint, inner, inner.height, top, help.rows.len());
}

/// A list of which one is chosen.
pub(super) fn chooser(paint: &mut Paint<'_>, app: &App, chooser: &Chooser) {
    let filter = &chooser.list.filter;
    let title = if chooser.typing || !filter.is_empty() {
        format!("{} · /{filter}", chooser.of.title())
    } else {
        chooser.of.title().to_owned()
    };
    let inner = place(paint, app.chooser_area(), &title);
    let shown = usize::from(inner.height);
    let top = chooser.top(shown);
    if chooser.rows.is_empty() {
        paint.shortened(
            inner.x + 1,
            inner.y,
            inner.width - 1,
            "nothing has these words",
            Role::Quiet,
        );
    }
    let widest = chooser.rows.iter().map(|row| cell_width(&row.label)).max().unwrap_or(0);
    let details = chooser.rows.iter().map(|row| cell_width(&row.detail)).max().unwrap_or(0);
    let free = usize::from(inner.width).saturating_sub(5);
    // The details have a column of their own; the labels give way down to a third.
    let labels = widest.min(free.saturating_sub(details).max(free / 3)) as u16;
    for (index, row) in chooser.rows.iter().enumerate().skip(top).take(shown) {
        let y = inner.y + (index - top) as u16;
        if row.marked {
            let sign = paint.sign("▸", ">");
            paint.text(inner.x + 1, y, 1, sign, Role::Key);
        }
        paint.shortened(inner.x + 3, y, labels, &row.label, Role::Popup);
        let x = labels + 5;
        paint.shortened(inner.x + x, y, inner.width.saturating_sub(x), &row.detail, Role::Quiet);
        if index == chooser.list.at {
            paint.over(inner.x, y, inner.width, Role::ListSelected);
        }
    }
    super::entities::more(paint, inner, inner.height, top, chooser.rows.len());
}

/// What a program printed.
pub(super) fn pager(paint: &mut Paint<'_>, app: &App, pager: &Pager) {
    let inner =
        place(paint, pager_area(app.reader.panels.width, app.reader.panels.height), &pager.title);
    for (index, row) in
        pager.rows.iter().skip(pager.top).take(usize::from(inner.height)).enumerate()
    {
        paint.text(
            inner.x + 1,
            inner.y + index as u16,
            inner.width.saturating_sub(2),
            row,
            Role::Popup,
        );
    }
    super::entities::more(paint, inner, inner.height, pager.top, pager.rows.len());
}

/// A heading and a few sentences.
pub(super) fn words(paint: &mut Paint<'_>, app: &App, title: &str, lines: &[String]) {
    let width = app.reader.panels.width.min(60);
    let wrapped: Vec<String> = lines
        .iter()
        .flat_map(|line| textwrap::wrap(line, usize::from(width.saturating_sub(4).max(8))))
        .map(std::borrow::Cow::into_owned)
        .collect();
    let inner = place(paint, app.reader.panels.corner(width, wrapped.len() as u16 + 2), title);
    for (index, line) in wrapped.iter().enumerate().take(usize::from(inner.height)) {
        paint.text(
            inner.x + 1,
            inner.y + index as u16,
            inner.width.saturating_sub(1),
            line,
            Role::Popup,
        );
    }
}
