//! Notes: the editor, the note shown beside its paragraph, and the words that can be clicked.

use super::paint::Paint;
use super::popup::place;
use super::status::cell_of;
use crate::app::{App, Area, Button, Editor, Footnote};
use crate::config::Role;
use crate::text::cell_width;

/// The editor in its frame, with a cursor of our own.
pub(super) fn editor(paint: &mut Paint<'_>, app: &App, editor: &Editor) {
    let inner = place(paint, editor.area, &title(app, editor));
    let words = editor.text.words();
    let at = editor.line();
    for (index, line) in
        editor.lines.iter().enumerate().skip(editor.top).take(usize::from(inner.height))
    {
        let y = inner.y + (index - editor.top) as u16;
        // The cursor behind the last word stands on a space.
        let shown = format!("{} ", &words[line.range.clone()]);
        paint.text(inner.x, y, inner.width, &shown, Role::Popup);
        if index == at {
            let (column, cells) = cell_of(paint, &shown, editor.text.cursor() - line.range.start);
            let column = column.min(inner.width.saturating_sub(1));
            paint.over(inner.x + column, y, cells.min(inner.width - column), Role::Here);
        }
    }
    if editor.lines.len() > usize::from(inner.height) {
        let facts = format!(" {}/{} ", at + 1, editor.lines.len());
        let width = cell_width(&facts) as u16;
        paint.text(
            (editor.area.x + editor.area.width).saturating_sub(width + 1),
            editor.area.y,
            width,
            &facts,
            Role::Quiet,
        );
    }
}

/// "Note on ¶3", or on the words that it is about.
fn title(app: &App, editor: &Editor) -> String {
    let Some(reading) = &app.reader.reading else { return "Note".into() };
    let document = &reading.article.document;
    let changed = if editor.is_changed() { " *" } else { "" };
    match editor.target.span() {
        Some(span) if document.blocks().iter().any(|block| block.span == span) => {
            let sign = if app.settings.ascii { "par. " } else { "¶" };
            format!("Note on {sign}{}{changed}", document.paragraph_number(span.start()))
        }
        Some(span) => format!(
            "Note on “{}”{changed}",
            document.slice(span).chars().take(40).collect::<String>()
        ),
        None => format!("Note on words that are gone{changed}"),
    }
}

/// The note on the paragraph that the reader is at.
pub(super) fn hover(paint: &mut Paint<'_>, area: Area, lines: &[String]) {
    let title = paint.sign("✎", "note");
    let inner = place(paint, area, title);
    boxed(paint, inner, lines);
}

fn boxed(paint: &mut Paint<'_>, inner: Area, lines: &[String]) {
    for (index, line) in lines.iter().enumerate().take(usize::from(inner.height)) {
        paint.shortened(
            inner.x + 1,
            inner.y + index as u16,
            inner.width.saturating_sub(1),
            line,
            Role::Popup,
        );
    }
}

/// A note of the article beside its mark.
pub(super) fn footnote(paint: &mut Paint<'_>, app: &App, footnote: Footnote) {
    let Some(reading) = &app.reader.reading else { return };
    let Some((area, lines)) = app.reader.note_box(footnote) else { return };
    let inner = place(paint, area, &format!("Note {}", reading.note_name(footnote)));
    boxed(paint, inner, &lines);
}

/// What can be clicked: the key, and what it does.
pub(super) fn buttons(paint: &mut Paint<'_>, buttons: &[Button]) {
    for Button { area, key, label, .. } in buttons {
        let room = area.width.saturating_sub(1);
        paint.text(area.x, area.y, area.width, &" ".repeat(usize::from(area.width)), Role::Popup);
        let used = paint.text(area.x + 1, area.y, room, key, Role::Key);
        let gap = u16::from(used > 0);
        paint.shortened(
            area.x + 1 + used + gap,
            area.y,
            room.saturating_sub(used + gap),
            label,
            Role::Popup,
        );
    }
}
