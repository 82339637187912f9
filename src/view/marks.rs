//! The list of marks, and their signs.

use super::paint::Paint;
use super::popup::place;
use crate::annotation::{Highlight, Mark, MarkKind};
use crate::app::{App, MarksList, Reading};
use crate::config::Role;
use crate::text::{Span, clean_line};

/// The sign of a mark and its role.
pub(super) fn sign(paint: &Paint<'_>, kind: &MarkKind) -> (String, Role) {
    match kind {
        MarkKind::Note => (paint.sign("✎", "n").to_owned(), Role::NoteSign),
        MarkKind::Mark(letter) => (letter.to_string(), Role::BookmarkSign),
        MarkKind::Bookmark => (paint.sign("●", "*").to_owned(), Role::BookmarkSign),
        MarkKind::Highlight(role) => {
            let Highlight { sign, ascii, .. } = Highlight::of(*role);
            (paint.sign(sign, ascii).to_owned(), Role::BookmarkSign)
        }
    }
}

/// What a highlight looks like.
pub(super) fn highlight_role(role: u8) -> Role {
    [Role::HighlightPlain, Role::HighlightImportant, Role::HighlightDoubtful, Role::HighlightFollow]
        .get(usize::from(role))
        .copied()
        .unwrap_or(Role::HighlightPlain)
}

/// The marks of the article, each with its words; those that found no place say so.
pub(super) fn list(paint: &mut Paint<'_>, app: &App, marks: &MarksList) {
    let Some(reading) = &app.reader.reading else { return };
    let (shown, all) = (marks.rows.len(), reading.marks.all.len());
    let count = if shown == all { all.to_string() } else { format!("{shown} of {all}") };
    let filter = if marks.typing || !marks.list.filter.is_empty() {
        format!(" · /{}{}", marks.list.filter, if marks.typing { "_" } else { "" })
    } else {
        String::new()
    };
    place(paint, marks.area, &format!("Marks · {count}{filter}"));
    let rows = marks.rows_area();
    if shown == 0 {
        paint.shortened(
            rows.x + 1,
            rows.y,
            rows.width.saturating_sub(1),
            "No mark matches. Esc shows all.",
            Role::Quiet,
        );
    }
    for (index, id) in
        marks.rows.iter().enumerate().skip(marks.list.top).take(usize::from(rows.height))
    {
        let Some((_, mark, span)) = reading.marks.by_id(*id) else { continue };
        let y = rows.y + (index - marks.list.top) as u16;
        row(paint, reading, (mark, *span), (rows.x, y, rows.width));
        if index == marks.list.at {
            paint.over(rows.x, y, rows.width, Role::ListSelected);
        }
    }
    if let Some((_, mark, span)) = app.overlay.chosen_mark(&app.reader).filter(|_| marks.detail > 0)
    {
        detail(paint, (mark, *span), marks);
    }
    super::entities::more(paint, rows, rows.height, marks.list.top, shown);
}

/// Sign, paragraph, the reader's words, the words of the text, date.
fn row(
    paint: &mut Paint<'_>,
    reading: &Reading,
    (mark, span): (&Mark, Option<Span>),
    (x, y, width): (u16, u16, u16),
) {
    let (sign, role) = sign(paint, &mark.kind);
    let paragraph_sign = paint.sign("¶", "par. ");
    let paragraph = span.map_or("lost".to_owned(), |span| {
        format!("{paragraph_sign}{}", reading.article.document.paragraph_number(span.start()))
    });
    let date = date(mark);
    let dated = if width >= 60 { 12 } else { 0 };
    let words = if mark.note.is_empty() {
        mark.anchor.exact.clone()
    } else {
        format!("{} — {}", mark.note, mark.anchor.exact)
    };
    paint.text(x + 1, y, 1, &sign, role);
    paint.text(x + 3, y, 8, &paragraph, if span.is_some() { Role::Quiet } else { Role::Alarm });
    let from = 3 + if width >= 60 { 8 } else { 5 };
    paint.shortened(
        x + from,
        y,
        width.saturating_sub(from + dated + 1),
        &clean_line(&words),
        Role::Popup,
    );
    if dated > 0 {
        paint.text(x + width - dated + 1, y, dated, &date, Role::Quiet);
    }
}

fn date(mark: &Mark) -> String {
    mark.created.to_string().get(..10).unwrap_or_default().to_owned()
}

/// All about the chosen mark: what it is, its words in full, the note.
fn detail(paint: &mut Paint<'_>, (mark, span): (&Mark, Option<Span>), marks: &MarksList) {
    let inner = marks.area.inner();
    let top = inner.y + inner.height - marks.detail;
    let rule = paint.sign("─", "-");
    for x in inner.x..inner.x + inner.width {
        paint.text(x, top, 1, rule, Role::Border);
    }
    let lost = if span.is_some() { "" } else { " · its words are no longer in the article" };
    let facts = format!("{}{lost} · {}", mark.kind.word(), date(mark));
    paint.shortened(inner.x + 1, top + 1, inner.width.saturating_sub(1), &facts, Role::Quiet);
    let exact = clean_line(&mark.anchor.exact);
    // Words that stand in quotation marks already need no others.
    let quoted = if exact.starts_with(['“', '"', '„', '«', '‘']) {
        exact
    } else {
        format!("“{exact}”")
    };
    let words = if mark.note.is_empty() {
        quoted
    } else {
        format!("{} — {quoted}", clean_line(&mark.note))
    };
    for (row, line) in textwrap::wrap(&words, usize::from(inner.width.saturating_sub(2).max(8)))
        .iter()
        .take(2)
        .enumerate()
    {
        paint.shortened(
            inner.x + 1,
            top + 2 + row as u16,
            inner.width.saturating_sub(1),
            line,
            Role::Popup,
        );
    }
}
