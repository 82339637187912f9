//! The quotations with their speakers.

use super::entities::lines;
use super::paint::Paint;
use crate::app::{ANALYSIS_LIMIT, App, Area, Command, Panel, QuoteEntry, Reading};
use crate::config::Role;
use crate::text::cell_width;

pub(super) fn draw(paint: &mut Paint<'_>, app: &App, reading: &Reading, inner: Area) {
    let Some(analysis) = &reading.analysis else {
        if app.reader.compares() {
            lines(paint, inner, "A comparison: the quotations stand in the article.");
        } else if reading.unanalysable {
            lines(paint, inner, "Quotations cannot be looked for in this article.");
        } else if reading.article.document.text().len() <= ANALYSIS_LIMIT {
            lines(paint, inner, "Looking for quotations …");
        }
        return;
    };
    let panel = &reading.quotes;
    hidden(paint, app, panel.hidden, inner);
    if panel.entries.is_empty() {
        let words = match (analysis.quotes.is_empty(), analysis.language.as_str()) {
            (true, "en") => "No quotations found in this article.",
            (true, _) => "This text is not in English: no quotations are guessed.",
            (false, _) if panel.hidden == analysis.quotes.len() => {
                "Nothing was said in this article that could be quoted."
            }
            (false, _) => "No quotation matches. Esc shows all.",
        };
        return lines(paint, inner, words);
    }
    let block = reading.panel.block_span();
    let mut row = 0;
    for (number, entry) in panel.entries.iter().enumerate() {
        let quote = &analysis.quotes[entry.quote as usize];
        let look = Look {
            selected: panel.list.at == number
                && (reading.lit_quote == Some(entry.quote)
                    || app.reader.panels.focus == Panel::Quotes),
            focused: app.reader.panels.focus == Panel::Quotes,
            here: quote.parts.iter().any(|part| part.overlaps(block)),
            of_lit: reading.lit.is_some() && reading.lit == quote.entity,
        };
        for index in 0..entry.height() {
            if let Some(y) =
                (row + index).checked_sub(panel.list.top).filter(|&y| y < usize::from(inner.height))
            {
                entry_row(paint, entry, index, (inner, inner.y + y as u16), &look);
            }
        }
        row += entry.height();
    }
}

#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one row")]
struct Look {
    selected: bool,
    focused: bool,
    /// Whether it stands in the paragraph under the cursor.
    here: bool,
    /// Whether the entity that is lit said it.
    of_lit: bool,
}

/// Cells at the right of the lower border that say how much more there is.
const MORE: u16 = 12;

/// How many are no speech and where they are shown, on the lower border.
fn hidden(paint: &mut Paint<'_>, app: &App, count: usize, inner: Area) {
    if count == 0 {
        return;
    }
    let key = app.keys.map.way_to(app.scope(), Command::OnlySpeech);
    let room = inner.width.saturating_sub(MORE);
    let nouns = if count == 1 { "thought or name" } else { "thoughts and names" };
    let long = format!("{count} {nouns} hidden · {key}");
    let words = if cell_width(&long) <= usize::from(room) {
        long
    } else {
        format!("{count} hidden · {key}")
    };
    paint.shortened(inner.x + 1, inner.y + inner.height, room, &words, Role::PanelTitle);
}

/// Row `index` of an entry: who did what and where first, then the words.
fn entry_row(
    paint: &mut Paint<'_>,
    entry: &QuoteEntry,
    index: usize,
    (inner, y): (Area, u16),
    look: &Look,
) {
    if let Some(words) = index.checked_sub(1).and_then(|index| entry.words.get(index)) {
        if index == 1 && (look.selected || look.of_lit) {
            let sign = paint.sign("▸", ">");
            paint.text(inner.x + 1, y, 1, sign, Role::QuoteSign);
        }
        let role = if look.here { Role::ListMarked } else { Role::Text };
        paint.text(inner.x + 3, y, inner.width.saturating_sub(3), words, role);
        return;
    }
    if look.here {
        let sign = paint.sign("·", "*");
        paint.text(inner.x, y, 1, sign, Role::Cursor);
    }
    let sign = if paint.ascii { "p" } else { "¶" };
    let paragraph = format!("{sign}{}", entry.paragraph);
    let width = cell_width(&paragraph) as u16;
    let end = (inner.x + inner.width).saturating_sub(width + 1);
    paint.text(end, y, width, &paragraph, Role::Quiet);
    attribution(paint, entry, (inner.x + 3, y, end.saturating_sub(inner.x + 4)), look);
    if look.selected {
        let role = if look.focused { Role::ListSelected } else { Role::ListSelectedElsewhere };
        paint.over(inner.x + 2, y, inner.width.saturating_sub(3), role);
    }
}

/// "Karin Holm denied", with a "?" where it is not certain. The name gives way last.
fn attribution(
    paint: &mut Paint<'_>,
    entry: &QuoteEntry,
    (column, y, room): (u16, u16, u16),
    look: &Look,
) {
    let told = &entry.told;
    let doubt = if entry.doubtful { " ?" } else { "" };
    let mut used = 0;
    if !told.before.is_empty() {
        used += paint.shortened(column, y, room, &told.before, Role::Quiet) + 1;
    }
    let role = match (told.named, look.of_lit || look.here) {
        (true, true) => Role::ListMarked,
        (true, false) => Role::Quiet,
        (false, _) => Role::Byline,
    };
    let keeps = (cell_width(doubt) as u16).min(room);
    let left = room.saturating_sub(used + keeps);
    used += paint.shortened(column + used, y, left, &told.speaker, role);
    if !told.after.is_empty() && used + 4 + keeps < room {
        let role = if entry.stated { Role::Quiet } else { Role::Strong };
        let left = room.saturating_sub(used + 1 + keeps);
        used += 1 + paint.shortened(column + used + 1, y, left, &told.after, role);
    }
    paint.text(column + used, y, room.saturating_sub(used), doubt, Role::Quiet);
}
