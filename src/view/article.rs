//! The article: its rows, names, quotations, hits and signs.

use super::marks::highlight_role;
use super::paint::{Hyperlink, Paint, entity_role, look};
use ratatui::style::Style as Look;

use crate::annotation::{Inline, MarkKind, QuoteKind};
use crate::app::{App, Area, Popup, Reading};
use crate::config::{Role, Style, Tints};
use crate::page::{Ornament, Place, Row};
use crate::text::{BlockKind, Span};

/// Draws the rows in sight.
pub(super) fn draw(paint: &mut Paint<'_>, app: &App, reading: &Reading, inner: Area) {
    let panel = &reading.panel;
    let cursor = panel.block_span();
    for (index, (place, row)) in panel.rows.iter().enumerate().take(usize::from(inner.height)) {
        let y = inner.y + index as u16;
        let x = inner.x + panel.column.left;
        let room = (inner.x + inner.width).saturating_sub(x);
        text_row(paint, app, reading, row, (x, y, room));
        signs(paint, reading, *place, row, cursor, (x, y));
    }
    if panel.rows.is_empty() {
        paint.text(
            inner.x + 1,
            inner.y,
            inner.width.saturating_sub(1),
            "Nothing here matches.",
            Role::Quiet,
        );
    }
    if let Some(Popup::Hints(hints)) = &app.overlay.popup {
        for (label, span, _) in
            hints.links.iter().filter(|(label, _, _)| label.starts_with(&hints.typed))
        {
            hint(paint, reading, inner, *span, &label[hints.typed.len()..]);
        }
    }
}

/// What a block's words look like before anything is laid over them.
fn ground(kind: BlockKind) -> Role {
    match kind {
        BlockKind::Heading(1) => Role::Title,
        BlockKind::Heading(2) => Role::Heading,
        BlockKind::Heading(_) => Role::Subheading,
        BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Table => Role::Text,
        BlockKind::Byline => Role::Byline,
        BlockKind::BlockQuote { .. } => Role::BlockQuote,
        BlockKind::Code => Role::Code,
        BlockKind::Caption => Role::Caption,
        BlockKind::Note => Role::Note,
        BlockKind::Media | BlockKind::Rule => Role::Media,
    }
}

fn text_row(
    paint: &mut Paint<'_>,
    app: &App,
    reading: &Reading,
    row: &Row,
    (x, y, room): (u16, u16, u16),
) {
    let base = paint.theme.style(ground(row.kind));
    let marks: Vec<(Span, Style)> = overlays(app, reading, row)
        .into_iter()
        .map(|(span, role)| (span, paint.theme.style(role)))
        .collect();
    let mut linked: Option<Hyperlink> = None;
    let has_links =
        app.settings.hyperlinks && reading.article.links.within(row.span).next().is_some();
    // The look of the last glyph, and the bytes that look like it.
    let (mut alike, mut style) = (Span::at(0), look(base));
    for drawn in &row.drawn {
        let role = match drawn.ornament {
            Ornament::Bullet | Ornament::Bar => Role::ListMarker,
            Ornament::Hyphen => ground(row.kind),
            Ornament::Rule | Ornament::Head => Role::Quiet,
        };
        paint.text(x + drawn.column, y, room.saturating_sub(drawn.column), &drawn.text, role);
    }
    for glyph in row.glyphs(&reading.article.document) {
        if glyph.column + glyph.width > room {
            break;
        }
        if !alike.contains(glyph.offset) {
            (alike, style) = look_at(base, &marks, glyph.offset);
        }
        paint.glyph(x + glyph.column, y, &glyph.text, glyph.width, style);
        if has_links {
            extend_link(
                &mut linked,
                &mut paint.links,
                reading,
                glyph.offset,
                (x + glyph.column, y, glyph.width),
            );
        }
    }
    paint.links.extend(linked);
}

/// How the byte at `offset` looks, and the bytes around it that look the same.
fn look_at(base: Style, marks: &[(Span, Style)], offset: u32) -> (Span, Look) {
    let (mut from, mut to, mut style) = (0, u32::MAX, base);
    for (span, over) in marks {
        for edge in [span.start(), span.end()] {
            if edge <= offset {
                from = from.max(edge);
            } else {
                to = to.min(edge);
            }
        }
        if span.contains(offset) {
            style = laid_over(style, *over);
        }
    }
    (Span::new(from, to), look(style))
}

/// Adds a cell to the link that is open, or closes it and opens another.
fn extend_link(
    open: &mut Option<Hyperlink>,
    done: &mut Vec<Hyperlink>,
    reading: &Reading,
    offset: u32,
    (x, row, width): (u16, u16, u16),
) {
    let url = reading
        .article
        .links
        .at(offset)
        .next()
        .map(|(_, link)| link.url.as_str())
        .filter(|url| url.starts_with("http"));
    match (open.as_mut(), url) {
        (Some(link), Some(url)) if link.url == url => link.columns.end = x + width,
        (_, url) => {
            done.extend(open.take());
            *open = url.map(|url| Hyperlink { row, columns: x..x + width, url: url.to_owned() });
        }
    }
}

/// `over` on `under`: its colours where it has some, all attributes of both.
fn laid_over(under: Style, over: Style) -> Style {
    Style {
        fg: over.fg.or(under.fg),
        bg: over.bg.or(under.bg),
        bold: under.bold || over.bold,
        dim: under.dim || over.dim,
        italic: under.italic || over.italic,
        underline: under.underline || over.underline,
        reverse: under.reverse || over.reverse,
    }
}

/// Everything that lies over the words of a row, lowest first: link < name < quotation < highlight
/// < hit < place < selection.
fn overlays(app: &App, reading: &Reading, row: &Row) -> Vec<(Span, Role)> {
    let tints = if row.kind == BlockKind::Heading(1) { Tints::None } else { app.settings.tints };
    let row = row.span;
    let mut marks = Vec::new();
    marks.extend(
        reading
            .article
            .inline
            .within(row)
            .filter_map(|(span, inline)| Some((*span, inline_role(inline)?))),
    );
    marks.extend(reading.article.links.within(row).map(|(span, _)| (*span, Role::Link)));
    if let Some(analysis) = &reading.analysis {
        if tints == Tints::All {
            for (span, number) in reading.quote_parts.within(row) {
                let role = match analysis.quotes.get(*number as usize).map(|quote| quote.kind) {
                    Some(QuoteKind::Direct) => Role::QuoteDirect,
                    Some(QuoteKind::Mixed) => Role::QuoteMixed,
                    _ => Role::QuoteIndirect,
                };
                marks.push((*span, role));
            }
        }
        if let Some(quote) =
            reading.lit_quote.and_then(|number| analysis.quotes.get(number as usize))
        {
            for (spans, role) in [
                (&quote.parts, Role::QuoteSelected),
                (&quote.cue, Role::QuoteCue),
                (&quote.speaker, Role::QuoteSpeaker),
            ] {
                marks.extend(
                    spans.iter().filter(|span| span.overlaps(row)).map(|&span| (span, role)),
                );
            }
        }
        for (span, mention) in analysis.mentions.within(row) {
            if reading.lit == Some(mention.entity) {
                marks.push((*span, Role::EntitySelected));
            } else if tints != Tints::None && mention.form == crate::annotation::MentionForm::Name {
                marks.push((*span, entity_role(analysis.entity(mention.entity).kind)));
            }
        }
    }
    for (_, mark, span) in reading.marks.placed().filter(|(.., span)| span.overlaps(row)) {
        if let MarkKind::Highlight(role) = mark.kind {
            marks.push((span, highlight_role(role)));
        }
    }
    if let Some(search) = &reading.search {
        let from = search.hits.partition_point(|hit| hit.end() <= row.start());
        marks.extend(
            search.hits[from..]
                .iter()
                .take_while(|hit| hit.start() < row.end())
                .map(|&hit| (hit, Role::Hit)),
        );
        marks.extend(
            search.current.filter(|hit| hit.overlaps(row)).map(|hit| (hit, Role::HitCurrent)),
        );
    }
    if let Some(selection) = reading.selection {
        marks.push((selection.span(), Role::Selection));
        marks.push((selection.moving(), Role::SelectionEnd));
    } else if reading.lit_quote.is_none() {
        marks.extend(reading.here.filter(|here| here.overlaps(row)).map(|here| (here, Role::Here)));
    }
    marks
}

/// How words look of which the markup says something; a superscript's signs say it themselves.
fn inline_role(inline: &Inline) -> Option<Role> {
    Some(match inline {
        Inline::Emphasis => Role::Emphasis,
        Inline::Strong => Role::Strong,
        Inline::Code => Role::Code,
        Inline::Deleted => Role::Deleted,
        Inline::Inserted => Role::Inserted,
        Inline::Note(_) => Role::NoteMark,
        Inline::Superscript | Inline::Subscript | Inline::Quotation | Inline::Abbreviation(_) => {
            return None;
        }
    })
}

/// The columns left of the text: the paragraph cursor, the lit quotation.
fn signs(
    paint: &mut Paint<'_>,
    reading: &Reading,
    place: Place,
    row: &Row,
    cursor: Span,
    (x, y): (u16, u16),
) {
    let gutter = reading.panel.column.gutter;
    let in_block = !row.span.is_empty() && row.span.overlaps(cursor)
        || (!row.blank && place.block as usize == reading.panel.block());
    let quoted = |span: Span| {
        let quote = reading
            .lit_quote
            .and_then(|number| reading.analysis.as_ref()?.quotes.get(number as usize));
        quote.is_some_and(|quote| quote.parts.iter().any(|part| part.overlaps(span)))
    };
    if !row.blank {
        mark_sign(paint, reading, place, row, (x, y));
    }
    // Cursor next to the text, quotation beside it; where there is one column, the quotation wins.
    let (cursor_column, quote_column) = match gutter {
        ..2 => (x - 1, x - 1),
        2 => (x - 1, x - 2),
        _ => (x - 2, x - 3),
    };
    if in_block && !row.blank {
        let sign = paint.sign("▌", ">");
        paint.text(cursor_column, y, 1, sign, Role::Cursor);
    }
    if !row.blank && quoted(row.span) {
        let sign = paint.sign("┃", "\"");
        paint.text(quote_column, y, 1, sign, Role::QuoteSign);
    }
}

/// The sign of the marks that begin in this row: a note before a named mark before a bookmark
/// before a highlight.
fn mark_sign(
    paint: &mut Paint<'_>,
    reading: &Reading,
    place: Place,
    row: &Row,
    (x, y): (u16, u16),
) {
    let begins = |at: Span| {
        row.span.contains(at.start())
            || (place.row == 0
                && place.part == 0
                && at.start() <= row.span.start()
                && at.overlaps(row.span))
    };
    let rank = |kind: &MarkKind| match kind {
        MarkKind::Note => 0,
        MarkKind::Mark(_) => 1,
        MarkKind::Bookmark => 2,
        MarkKind::Highlight(_) => 3,
    };
    let Some((_, mark, _)) = reading
        .marks
        .placed()
        .filter(|(.., at)| begins(*at))
        .min_by_key(|(_, mark, _)| rank(&mark.kind))
    else {
        return;
    };
    let (sign, role) = super::marks::sign(paint, &mark.kind);
    // A column of its own where there are four; else the place of the quotation's sign.
    let column = match reading.panel.column.gutter {
        ..2 => x - 1,
        2 | 3 => x - 2,
        _ => x - 4,
    };
    paint.text(column, y, 1, &sign, role);
}

fn hint(paint: &mut Paint<'_>, reading: &Reading, inner: Area, span: Span, label: &str) {
    let panel = &reading.panel;
    let found = panel.rows.iter().enumerate().find_map(|(index, (_, row))| {
        let glyph =
            row.glyphs(&reading.article.document).find(|glyph| span.contains(glyph.offset))?;
        Some((index as u16, glyph.column))
    });
    if let Some((row, column)) = found {
        paint.text(
            inner.x + panel.column.left + column,
            inner.y + row,
            inner.width,
            label,
            Role::Hint,
        );
    }
}
