//! The quotations with their speakers.

use super::entities::{lines, more};
use super::paint::Paint;
use crate::app::{ANALYSIS_LIMIT, App, Area, Panel, QuoteEntry, Reading};
use crate::config::Role;

pub fn draw(paint: &mut Paint<'_>, app: &App, reading: &Reading, inner: Area) {
    let Some(analysis) = &reading.analysis else {
        if app.compares() {
            lines(paint, inner, "A comparison: the quotations stand in the article.");
        } else if reading.article.document.text().len() <= ANALYSIS_LIMIT {
            lines(paint, inner, "Looking for quotations …");
        }
        return;
    };
    let panel = &reading.quotes;
    if panel.entries.is_empty() {
        let words = match (analysis.quotes.is_empty(), analysis.language.as_str()) {
            (true, "en") => "No quotations found in this article.",
            (true, _) => "This text is not in English: no quotations are guessed.",
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
                && (reading.lit_quote == Some(entry.quote) || app.panels.focus == Panel::Quotes),
            focused: app.panels.focus == Panel::Quotes,
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
    more(paint, inner, inner.height, panel.list.top, panel.total_rows());
}

#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one row")]
struct Look {
    selected: bool,
    focused: bool,
    /// Does it stand in the paragraph under the cursor?
    here: bool,
    /// Did the entity that is lit say it?
    of_lit: bool,
}

/// Row `index` of an entry: paragraph, speaker and kind first, then the words.
fn entry_row(
    paint: &mut Paint<'_>,
    entry: &QuoteEntry,
    index: usize,
    (inner, y): (Area, u16),
    look: &Look,
) {
    if let Some(words) = index.checked_sub(1).and_then(|index| entry.words.get(index)) {
        let role = if look.here { Role::Text } else { Role::Quiet };
        paint.text(inner.x + 4, y, inner.width.saturating_sub(4), words, role);
        return;
    }
    if look.here {
        let sign = paint.sign("·", "*");
        paint.text(inner.x, y, 1, sign, Role::Cursor);
    }
    let sign = if look.selected || look.of_lit { paint.sign("▸", ">") } else { " " };
    paint.text(inner.x + 1, y, 1, sign, Role::QuoteSign);
    let paragraph = if paint.ascii {
        format!("p{}", entry.paragraph)
    } else {
        format!("¶{}", entry.paragraph)
    };
    let used = paint.text(inner.x + 3, y, 6, &paragraph, Role::Quiet).max(3) + 1;
    let kind = if entry.named { entry.kind.to_owned() } else { format!("{}, n.n.", entry.kind) };
    let kind_width = crate::text::cell_width(&kind) as u16;
    let room = inner.width.saturating_sub(3 + used + kind_width + 2);
    let speaker =
        if entry.doubtful { format!("{} ?", entry.speaker) } else { entry.speaker.clone() };
    let role = match (entry.named, look.of_lit || look.here) {
        (true, true) => Role::ListMarked,
        (true, false) => Role::Person,
        (false, _) => Role::Byline,
    };
    paint.shortened(inner.x + 3 + used, y, room, &speaker, role);
    paint.text(
        (inner.x + inner.width).saturating_sub(kind_width + 1),
        y,
        kind_width,
        &kind,
        Role::Quiet,
    );
    if look.selected {
        let role = if look.focused { Role::ListSelected } else { Role::ListSelectedElsewhere };
        paint.over(inner.x + 2, y, inner.width.saturating_sub(3), role);
    }
}
