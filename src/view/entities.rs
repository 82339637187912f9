//! People, places and organisations.

use super::paint::{Paint, entity_role};
use crate::annotation::{EntityId, EntityKind};
use crate::app::{ANALYSIS_LIMIT, App, Area, EntityRow, Panel, Reading, detail_rows};
use crate::config::Role;

pub(super) fn draw(paint: &mut Paint<'_>, app: &App, reading: &Reading, inner: Area) {
    let Some(analysis) = &reading.analysis else {
        let words = if app.reader.compares() {
            "A comparison: the names stand in the article."
        } else if reading.article.document.text().len() > ANALYSIS_LIMIT {
            "Too long to look for names while it is read: dateline analyze does."
        } else if reading.unanalysable {
            "Names cannot be looked for in this article."
        } else {
            "Looking for names …"
        };
        return lines(paint, inner, words);
    };
    if reading.entities.rows.is_empty() {
        let words = match (analysis.entities.is_empty(), analysis.language.as_str()) {
            (true, "en") => "No names found in this article.",
            (true, _) => "This text is not in English: no names are guessed.",
            (false, _) => "No name matches. Esc shows all.",
        };
        return lines(paint, inner, words);
    }
    let focused = app.reader.panels.focus == Panel::Entities;
    let block = reading.panel.block_span();
    let here: Vec<EntityId> =
        analysis.mentions.within(block).map(|(_, mention)| mention.entity).collect();
    let height = inner.height - detail_rows(inner) as u16;
    let rows = reading.entities.shown.iter().filter_map(|&row| reading.entities.rows.get(row));
    for (index, row) in rows.enumerate().take(usize::from(height)) {
        let y = inner.y + index as u16;
        match row {
            EntityRow::Heading(kind) => {
                paint.text(inner.x + 1, y, inner.width - 1, heading(*kind), Role::GroupHeading);
            }
            EntityRow::Entity(id) => {
                entity(paint, reading, *id, (inner, y), &Look { focused, here: here.contains(id) })
            }
        }
    }
    if detail_rows(inner) > 0 {
        detail(paint, reading, inner, height);
    }
}

struct Look {
    focused: bool,
    /// Whether it is meant in the paragraph under the cursor.
    here: bool,
}

/// One entity: sign, name, count, strip.
fn entity(
    paint: &mut Paint<'_>,
    reading: &Reading,
    id: EntityId,
    (inner, y): (Area, u16),
    look: &Look,
) {
    let Some(analysis) = &reading.analysis else { return };
    let entity = analysis.entity(id);
    let (count, strip) = reading.entities.counts[id.0 as usize];
    let selected = reading.entities.selected() == Some(id);
    let lit = reading.lit == Some(id);
    let role = if look.here { Role::ListMarked } else { Role::Text };
    let strip_width = if inner.width >= 34 { strip.len() as u16 + 2 } else { 0 };
    let right = inner.width.saturating_sub(strip_width + 1);
    let name_width = right.saturating_sub(3 + 4);
    if look.here {
        let sign = paint.sign("·", "*");
        paint.text(inner.x, y, 1, sign, Role::Cursor);
    }
    let sign = if lit { paint.sign("▸", ">") } else { " " };
    paint.text(inner.x + 1, y, 1, sign, entity_role(entity.kind));
    paint.shortened(inner.x + 3, y, name_width, &entity.name, role);
    if !look.here {
        let used = crate::text::cell_width(&entity.name).min(usize::from(name_width)) as u16;
        paint.over(inner.x + 3, y, used, entity_role(entity.kind));
    }
    paint.text(inner.x + 3 + name_width, y, 4, &format!("{count:>4}"), Role::Quiet);
    if strip_width > 0 {
        paint.text(
            inner.x + right + 2,
            y,
            strip.len() as u16,
            &strip_words(&strip, paint.ascii),
            Role::Strip,
        );
    }
    if selected && (look.focused || lit) {
        let role = if look.focused { Role::ListSelected } else { Role::ListSelectedElsewhere };
        paint.over(inner.x + 2, y, right.saturating_sub(1), role);
    }
}

/// Where in the article it stands, a cell for each tenth: higher for more.
fn strip_words(strip: &[u8], ascii: bool) -> String {
    let levels: &[char] = if ascii {
        &['.', '-', '=', '+', '*', '#']
    } else {
        &['·', '▂', '▃', '▅', '▆', '▇']
    };
    strip.iter().map(|&count| levels[usize::from(count).min(levels.len() - 1)]).collect()
}

/// Full name, other names, role, first paragraph, quotations.
fn detail(paint: &mut Paint<'_>, reading: &Reading, inner: Area, top: u16) {
    let Some(analysis) = &reading.analysis else { return };
    let Some(id) = reading.entities.selected() else { return };
    let entity = analysis.entity(id);
    let mut facts = vec![entity.name.clone()];
    if !entity.aliases.is_empty() {
        facts.push(format!("also {}", entity.aliases.join(", ")));
    }
    if let Some(role) = &entity.role {
        facts.push(format!("“{role}”"));
    }
    if let Some((span, _)) = analysis.mentions.iter().find(|(_, mention)| mention.entity == id) {
        facts
            .push(format!("first in ¶{}", reading.article.document.paragraph_number(span.start())));
    }
    match analysis.said_by(id) {
        0 => {}
        1 => facts.push("1 quotation".into()),
        count => facts.push(format!("{count} quotations")),
    }
    if reading.is_corrected(id) {
        facts.push("corrected by you".into());
    }
    let words = facts.join(" · ");
    for (index, line) in textwrap::wrap(&words, usize::from(inner.width.saturating_sub(2).max(8)))
        .iter()
        .take(detail_rows(inner) - 1)
        .enumerate()
    {
        paint.text(
            inner.x + 1,
            inner.y + top + 1 + index as u16,
            inner.width - 1,
            line,
            Role::Quiet,
        );
    }
}

fn heading(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PEOPLE",
        EntityKind::Place => "PLACES",
        EntityKind::Organization => "ORGANISATIONS",
        EntityKind::Group => "GROUPS",
        EntityKind::Event => "EVENTS",
        EntityKind::Work => "WORKS",
        EntityKind::Other => "OTHER NAMES",
    }
}

/// Says on the panel's lower line how much of a list lies outside it.
pub(super) fn more(paint: &mut Paint<'_>, inner: Area, height: u16, top: usize, total: usize) {
    let below = total.saturating_sub(top + usize::from(height));
    if below == 0 && top == 0 {
        return;
    }
    let words = match (top, below) {
        (0, below) => format!(" {below} more "),
        (_, 0) => " end ".into(),
        (_, below) => format!(" {below} more "),
    };
    let width = words.len() as u16;
    paint.text(
        (inner.x + inner.width).saturating_sub(width + 1),
        inner.y + inner.height,
        width,
        &words,
        Role::Quiet,
    );
}

/// A few words in the place of a list.
pub(super) fn lines(paint: &mut Paint<'_>, inner: Area, words: &str) {
    let width = inner.width.saturating_sub(2).max(8);
    for (index, line) in
        textwrap::wrap(words, usize::from(width)).iter().enumerate().take(usize::from(inner.height))
    {
        paint.text(inner.x + 1, inner.y + index as u16, width, line, Role::Quiet);
    }
}
