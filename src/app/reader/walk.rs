//! Going through the article and the lists: lines, pages, paragraphs, sections, quotations, names,
//! figures, links, and back again.

use super::{Reader, Reading};
use crate::annotation::{Entity, EntityId};
use crate::app::geometry::Panel;
use crate::app::message::{Ask, Effect};
use crate::text::{BlockKind, Span};

impl Reader {
    /// By lines of the article, or of the list that has the keys.
    pub(in crate::app) fn step(&mut self, by: i64) {
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return };
        match focus {
            Panel::Article if reading.select_rows(by) => {}
            Panel::Article => reading.panel.scroll(by),
            Panel::Entities => {
                let count = reading.entities.entities().count();
                reading.entities.list.step(by, count);
                reading.light_selected_entity();
            }
            Panel::Quotes => {
                let count = reading.quotes.entries.len();
                reading.quotes.together = 1;
                reading.quotes.list.step(by, count);
                reading.light_selected_quote();
            }
        }
    }

    /// Lines that a page of the panel with the keys moves by, or a part of one; two rows of the
    /// page before stay in sight.
    pub(in crate::app) fn page_rows(&self, divisor: i64) -> i64 {
        let inner = self.panels.geometry().inner(self.panels.focus);
        rows_of_a_page(inner.map_or(10, |inner| i64::from(inner.height)), divisor)
    }

    pub(in crate::app) fn step_paragraph(&mut self, by: i64) {
        if let Some(reading) = &mut self.reading
            && !reading.select_paragraphs(by)
        {
            reading.here = None;
            reading.panel.step(by);
        }
    }

    pub(in crate::app) fn step_quote(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let from = reading.from();
        let entries = &reading.quotes.entries;
        let starts: Vec<(u32, u32)> = reading.analysis.as_ref().map_or_else(Vec::new, |analysis| {
            let mut starts: Vec<_> = entries
                .iter()
                .filter_map(|entry| {
                    Some((analysis.quotes.get(entry.quote as usize)?.start(), entry.quote))
                })
                .collect();
            starts.sort_unstable();
            starts
        });
        // From a lit quotation one goes on in order, wherever others start; else from the cursor.
        let lit = reading
            .lit_quote
            .filter(|_| reading.here.is_some())
            .and_then(|lit| starts.iter().position(|(_, quote)| *quote == lit));
        let at = match lit {
            Some(lit) => lit as i64 + by,
            None if by > 0 => starts.partition_point(|(start, _)| *start < from) as i64 + by - 1,
            None => starts.partition_point(|(start, _)| *start < from) as i64 + by,
        };
        match usize::try_from(at).ok().and_then(|at| starts.get(at)) {
            Some(&(_, quote)) => reading.go_to_quote(quote),
            None if starts.is_empty() => self.tray.refuse("no quotations found in this article"),
            None => self.tray.refuse(if by > 0 {
                "this is the last quotation"
            } else {
                "this is the first quotation"
            }),
        }
    }

    pub(in crate::app) fn step_mention(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let Some(analysis) = reading.analysis.clone() else { return };
        let spans: Vec<Span> = analysis.mentions.iter().map(|(span, _)| *span).collect();
        if reading.go_to_nth(&spans, by) {
            if let Some(here) = reading.here {
                reading.lit =
                    analysis.mentions.at(here.start()).last().map(|(_, mention)| mention.entity);
                reading.follow_lit();
            }
        } else {
            self.tray.refuse(if spans.is_empty() {
                "no names found in this article"
            } else {
                "there are no more names that way"
            });
        }
    }

    /// To the next or a former mention of the same one. At the last one of an article of the library
    /// the next article that names them is asked for.
    pub(in crate::app) fn step_entity(&mut self, by: i64) -> Vec<Effect> {
        let open = self.opened().map(|opened| opened.id);
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let Some(analysis) = reading.analysis.clone() else { return Vec::new() };
        let under = reading
            .here
            .and_then(|here| analysis.mentions.at(here.start()).last())
            .map(|(_, mention)| mention.entity);
        let of_panel = (focus == Panel::Entities).then(|| reading.entities.selected()).flatten();
        let in_paragraph = || {
            analysis
                .mentions
                .within(reading.panel.block_span())
                .next()
                .map(|(_, mention)| mention.entity)
        };
        let Some(entity) = of_panel.or(under).or(reading.lit).or_else(in_paragraph) else {
            self.tray.refuse("no name under the cursor: {next_mention} goes to the next one");
            return Vec::new();
        };
        let last = analysis.mentions.iter().rfind(|(_, mention)| mention.entity == entity);
        let is_last = last.is_some_and(|(span, _)| reading.here == Some(*span));
        if let Some(article) = open.filter(|_| by > 0 && is_last && reading.lit == Some(entity)) {
            let Entity { kind, name, .. } = analysis.entity(entity);
            let (kind, name) = (*kind, name.clone());
            return vec![Effect::Library(Ask::NextNaming { article, kind, name })];
        }
        reading.walk_entity(entity, by);
        Vec::new()
    }

    /// Goes to the first mention of whoever is named so, from another article; answers whether the
    /// text is analysed yet.
    pub(in crate::app) fn go_to_named(&mut self, name: &str) -> bool {
        let Some(reading) = &mut self.reading else { return true };
        let Some(analysis) = reading.analysis.clone() else { return false };
        let named =
            |entity: &Entity| entity.name == name || entity.aliases.iter().any(|a| a == name);
        if let Some(at) = analysis.entities.iter().position(named) {
            let id = EntityId(at as u32);
            let first = analysis.mentions.iter().find(|(_, mention)| mention.entity == id);
            reading.lit = Some(id);
            reading.follow_lit();
            if let Some((span, _)) = first {
                reading.here = Some(*span);
                reading.panel.jump(span.start());
            }
        }
        true
    }

    pub(in crate::app) fn step_figure(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let Some(analysis) = reading.analysis.clone() else { return };
        let spans: Vec<Span> = analysis.figures.iter().map(|(span, _)| *span).collect();
        if !reading.go_to_nth(&spans, by) {
            self.tray.refuse(if spans.is_empty() {
                "no figures found in this article"
            } else {
                "there are no more figures that way"
            });
        }
    }

    pub(in crate::app) fn step_link(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let spans: Vec<Span> = reading.article.links.iter().map(|(span, _)| *span).collect();
        if !reading.go_to_nth(&spans, by) {
            self.tray.refuse(if spans.is_empty() {
                "this article has no links"
            } else {
                "there are no more links that way"
            });
        }
    }

    /// Whether there is a place in this article that a jump started from.
    pub(in crate::app) fn jumps_back(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.panel.jumps.any())
    }

    pub(in crate::app) fn jump(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        for _ in 0..by.abs().min(200) {
            let moved =
                if by < 0 { reading.panel.jump_back() } else { reading.panel.jump_forward() };
            if !moved {
                self.tray.refuse(if by < 0 {
                    "this is where the first jump started"
                } else {
                    "this is where the last jump went"
                });
                return;
            }
            reading.here = None;
        }
    }

    pub(in crate::app) fn go_to_end(&mut self, count: Option<u32>, end: bool) {
        let far = if end { i64::from(u32::MAX) } else { -i64::from(u32::MAX) };
        if self.panels.focus != Panel::Article {
            self.step(far);
            return;
        }
        let Some(reading) = &mut self.reading else { return };
        if end && count.is_none() && reading.select_to_end() {
            return;
        }
        let document = &reading.article.document;
        let to = match count {
            Some(number) => document.paragraph(number as usize),
            None if end => document.blocks().last().copied(),
            None => document.blocks().first().copied(),
        };
        if let Some(block) = to {
            let start = block.span.start();
            reading.here = None;
            reading.panel.jump(start);
            if count.is_none() {
                let panel = &mut reading.panel;
                panel.top =
                    if end { panel.page.last_top(panel.height) } else { panel.page.first() };
            }
        }
        if end && reading.partial {
            self.tray.tell("the rest of this text is still being read");
        }
    }

    /// Headings in the article (title left out), groups in the entities, speakers' paragraphs in
    /// the quotations.
    pub(in crate::app) fn step_section(&mut self, by: i64) {
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return };
        match focus {
            Panel::Entities => {
                for _ in 0..by.abs() {
                    reading.entities.list.at = reading.entities.group(by > 0);
                }
                reading.light_selected_entity();
            }
            Panel::Quotes => self.step(by.signum() * self.page_rows(1)),
            Panel::Article => {
                let headings: Vec<Span> = reading
                    .article
                    .document
                    .blocks()
                    .iter()
                    .filter(|block| matches!(block.kind, BlockKind::Heading(2..)))
                    .map(|block| block.span)
                    .collect();
                if headings.is_empty() {
                    self.tray.refuse("this article has no sections");
                } else if !reading.go_to_nth(&headings, by) {
                    self.tray.refuse(if by > 0 {
                        "this is the last section"
                    } else {
                        "this is the first section"
                    });
                }
            }
        }
    }
}

/// Rows that a page of so many moves by, or a part of it.
pub(crate) fn rows_of_a_page(height: i64, divisor: i64) -> i64 {
    if divisor == 1 { (height - 2).max(1) } else { (height / divisor).max(1) }
}

impl Reading {
    /// Where walking starts: the thing the reader was taken to, else the paragraph.
    pub(in crate::app) fn from(&self) -> u32 {
        self.here.map_or(self.panel.cursor, Span::start)
    }

    /// Goes `by` spans on (or back) from where the reader is; false where there are none that way.
    pub(in crate::app) fn go_to_nth(&mut self, spans: &[Span], by: i64) -> bool {
        let from = self.from();
        let at = if by > 0 {
            let behind = spans.partition_point(|span| {
                span.start() < from || (self.here.is_some() && span.start() == from)
            });
            behind as i64 + by - 1
        } else {
            spans.partition_point(|span| span.start() < from) as i64 + by
        };
        let Some(&span) = usize::try_from(at).ok().and_then(|at| spans.get(at)) else {
            return false;
        };
        self.here = Some(span);
        self.panel.go(span);
        true
    }

    pub(in crate::app) fn go_to_quote(&mut self, quote: u32) {
        let Some(parts) = self
            .analysis
            .as_ref()
            .and_then(|analysis| analysis.quotes.get(quote as usize))
            .map(|quote| quote.parts.clone())
        else {
            return;
        };
        self.lit_quote = Some(quote);
        self.quotes.select(quote);
        if let Some(&first) = parts.first() {
            self.here = Some(first);
            self.panel.go(first);
        }
    }

    /// Lights an entity and goes to its next mention (or an earlier one), round the end of the
    /// article.
    pub(in crate::app) fn walk_entity(&mut self, entity: EntityId, by: i64) {
        self.lit = Some(entity);
        self.follow_lit();
        let Some(analysis) = self.analysis.clone() else { return };
        let spans: Vec<Span> = analysis
            .mentions
            .iter()
            .filter(|(_, mention)| mention.entity == entity)
            .map(|(span, _)| *span)
            .collect();
        if !self.go_to_nth(&spans, by) {
            let round = if by > 0 { spans.first() } else { spans.last() };
            if let Some(&span) = round {
                self.here = Some(span);
                self.panel.go(span);
            }
        }
    }

    /// Moves the entities panel's cursor to the entity that is lit.
    pub(in crate::app) fn follow_lit(&mut self) {
        if let Some(lit) = self.lit {
            self.entities.select(lit);
        }
    }

    pub(in crate::app) fn light_selected_entity(&mut self) {
        self.lit = self.entities.selected();
    }

    /// Lights the quotation under the panel's cursor and brings it into sight.
    pub(in crate::app) fn light_selected_quote(&mut self) {
        if let Some(quote) = self.quotes.selected() {
            self.go_to_quote(quote);
        }
    }
}
