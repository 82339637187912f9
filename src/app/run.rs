//! What each command does.

use super::command::Command;
use super::geometry::{Panel, Room};
use super::message::{Effect, How, Notice};
use super::popup::{Hints, Popup};
use super::prompt::{Asked, Prompt};
use super::quotes_panel::{speaker_of, speaker_words};
use super::state::{App, Reading};
use crate::annotation::{Correction, EntityId};
use crate::config::Tints;
use crate::text::{BlockKind, Span};

impl App {
    /// Carries a command out.
    pub fn run(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        let times = i64::from(count.unwrap_or(1));
        match command {
            Command::NextLine => self.step(times),
            Command::PreviousLine => self.step(-times),
            Command::PageDown => self.page(times, 1),
            Command::PageUp => self.page(-times, 1),
            Command::HalfPageDown => self.page(times, 2),
            Command::HalfPageUp => self.page(-times, 2),
            Command::GoToStart => self.go_to_end(count, false),
            Command::GoToEnd => self.go_to_end(count, true),
            Command::NextParagraph => self.step_paragraph(times),
            Command::PreviousParagraph => self.step_paragraph(-times),
            Command::NextSection => self.step_section(times),
            Command::PreviousSection => self.step_section(-times),
            Command::NextQuote => self.step_quote(times),
            Command::PreviousQuote => self.step_quote(-times),
            Command::NextMention => self.step_mention(times),
            Command::PreviousMention => self.step_mention(-times),
            Command::NextOfEntity => self.step_entity(times),
            Command::PreviousOfEntity => self.step_entity(-times),
            Command::NextFigure => self.step_figure(times),
            Command::PreviousFigure => self.step_figure(-times),
            Command::NextLink => self.step_link(times),
            Command::PreviousLink => self.step_link(-times),
            Command::NextPanel => self.turn_panel(1),
            Command::PreviousPanel => self.turn_panel(-1),
            Command::PanelLeft => self.focus(Panel::Article),
            Command::PanelRight => self.panel_right(),
            Command::FocusArticle => self.focus(Panel::Article),
            Command::FocusEntities => self.focus(Panel::Entities),
            Command::FocusQuotes => self.focus(Panel::Quotes),
            Command::Follow => return self.follow(),
            Command::Why => self.why(),
            Command::OnlyThisSpeaker => self.only_this_speaker(),
            Command::JumpBack => self.jump(-times),
            Command::JumpForward => self.jump(times),
            Command::Search => self.search(),
            Command::NextHit => self.step_hit(times),
            Command::PreviousHit => self.step_hit(-times),
            Command::OnlyMatching => self.prompt = Some(Prompt::new(Asked::Only, "")),
            Command::LinkHints => self.link_hints(),
            Command::OpenInBrowser => return self.open_in_browser(),
            Command::FocusMode => self.focus_mode(),
            Command::Wider => self.widen(2 * times),
            Command::Narrower => self.widen(-2 * times),
            Command::ResetMeasure => self.panels.wider = 0,
            Command::ToggleTints => self.toggle_tints(),
            Command::ToggleJustify => {
                self.settings.justify = !self.settings.justify;
                self.tell(if self.settings.justify { "even right edge" } else { "ragged right edge" });
            }
            Command::ToggleHyphenation => {
                self.settings.hyphenate = !self.settings.hyphenate;
                self.tell(if self.settings.hyphenate { "hyphenation is on" } else { "hyphenation is off" });
            }
            Command::SetMark => self.popup = Some(Popup::Letter { set: true }),
            Command::GoToMark => self.popup = Some(Popup::Letter { set: false }),
            Command::ListMarks => self.list_marks(),
            Command::NextMark => self.step_mark(times),
            Command::PreviousMark => self.step_mark(-times),
            Command::WriteNote => self.ask_note(),
            Command::Undo => return self.undo(How::Undo),
            Command::Redo => return self.undo(How::Redo),
            Command::CopyParagraph => return self.copy_paragraph(),
            Command::CopyQuote => return self.copy_quote(),
            Command::CopyEntity => return self.copy_entity(),
            Command::CopyLink => return self.copy_link(),
            Command::CopySource => return self.copy_source(),
            Command::CorrectKind => self.ask_correction(Asked::Kind),
            Command::CorrectName => self.ask_correction(Asked::Rename),
            Command::CorrectMerge => self.ask_correction(Asked::Merge),
            Command::CorrectSpeaker => self.ask_correction(Asked::Speaker),
            Command::CorrectSplit => return self.correct(Correction::Split),
            Command::ClearSpeaker => return self.correct(Correction::Speaker(None)),
            Command::JoinQuote => return self.correct(Correction::Join),
            Command::SeparateQuote => return self.correct(Correction::Separate),
            Command::OnlyCertain => self.only_certain(),
            Command::NextArticle => return self.turn_article(times),
            Command::PreviousArticle => return self.turn_article(-times),
            Command::Palette => self.prompt = Some(Prompt::new(Asked::Palette, "")),
            Command::Help => self.open_help(),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Back => return self.back(),
            Command::Quit => self.done = true,
        }
        Vec::new()
    }

    /// The commands that fit the words at the palette, best first.
    pub fn palette(&self, words: &str) -> Vec<Command> {
        let words = words.trim().to_lowercase();
        let rank = |command: &Command| {
            let id = command.id();
            let plain = id.replace('_', " ");
            if id == words || plain == words {
                Some(0)
            } else if id.starts_with(&words) || plain.starts_with(&words) {
                Some(1)
            } else if words.split_whitespace().all(|word| plain.contains(word) || command.what().to_lowercase().contains(word)) {
                Some(2)
            } else {
                is_subsequence(&words, id).then_some(3)
            }
        };
        let mut found: Vec<(u8, Command)> = Command::ALL.iter().filter_map(|command| rank(command).map(|rank| (rank, *command))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, command)| command).collect()
    }

    fn step(&mut self, by: i64) {
        if let Some(Popup::Help(help)) = &mut self.popup {
            help.list.step(by, help.rows.len());
            return;
        }
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return };
        match focus {
            Panel::Article => reading.panel.scroll(by),
            Panel::Entities => {
                let count = reading.entities.entities().count();
                reading.entities.list.step(by, count);
                reading.light_selected_entity();
            }
            Panel::Quotes => {
                let count = reading.quotes.entries.len();
                reading.quotes.list.step(by, count);
                reading.light_selected_quote();
            }
        }
    }

    /// Moves by the height of the panel, divided; two rows of the page before stay in sight.
    fn page(&mut self, by: i64, divisor: i64) {
        let height = self.panels.geometry().inner(self.panels.focus).map_or(10, |inner| i64::from(inner.height));
        let rows = if divisor == 1 { (height - 2).max(1) } else { (height / divisor).max(1) };
        self.step(by * rows);
    }

    fn go_to_end(&mut self, count: Option<u32>, end: bool) {
        let far = if end { i64::from(u32::MAX) } else { -i64::from(u32::MAX) };
        if self.popup.is_some() || self.panels.focus != Panel::Article {
            self.step(far);
            return;
        }
        let Some(reading) = &mut self.reading else { return };
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
                panel.top = if end { panel.page.last_top(panel.height) } else { panel.page.first() };
            }
        }
        if end && reading.partial {
            self.tell("the rest of this text is still being read");
        }
    }

    fn step_paragraph(&mut self, by: i64) {
        if let Some(reading) = &mut self.reading {
            reading.here = None;
            reading.panel.step(by);
        }
    }

    /// Headings in the article (title left out), groups in the entities, speakers' paragraphs in the quotations.
    fn step_section(&mut self, by: i64) {
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return };
        match focus {
            Panel::Entities => {
                for _ in 0..by.abs() {
                    reading.entities.list.at = reading.entities.group(by > 0);
                }
                reading.light_selected_entity();
            }
            Panel::Quotes => self.page(by.signum(), 1),
            Panel::Article => {
                let headings: Vec<Span> =
                    reading.article.document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Heading(2..))).map(|block| block.span).collect();
                if headings.is_empty() {
                    self.tell("this article has no sections");
                } else if !reading.go_to_nth(&headings, by) {
                    self.tell(if by > 0 { "this is the last section" } else { "this is the first section" });
                }
            }
        }
    }

    fn step_quote(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let from = reading.from();
        let entries = &reading.quotes.entries;
        let starts: Vec<(u32, u32)> = reading.analysis.as_ref().map_or_else(Vec::new, |analysis| {
            let mut starts: Vec<_> = entries.iter().filter_map(|entry| Some((analysis.quotes.get(entry.quote as usize)?.start(), entry.quote))).collect();
            starts.sort_unstable();
            starts
        });
        // From a lit quotation one goes on in order, wherever others start; else from the cursor.
        let lit = reading.lit_quote.filter(|_| reading.here.is_some()).and_then(|lit| starts.iter().position(|(_, quote)| *quote == lit));
        let at = match lit {
            Some(lit) => lit as i64 + by,
            None if by > 0 => starts.partition_point(|(start, _)| *start < from) as i64 + by - 1,
            None => starts.partition_point(|(start, _)| *start < from) as i64 + by,
        };
        match usize::try_from(at).ok().and_then(|at| starts.get(at)) {
            Some(&(_, quote)) => reading.go_to_quote(quote),
            None if starts.is_empty() => self.tell("no quotations found in this article"),
            None => self.tell(if by > 0 { "this is the last quotation" } else { "this is the first quotation" }),
        }
    }

    fn step_mention(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let Some(analysis) = reading.analysis.clone() else { return };
        let spans: Vec<Span> = analysis.mentions.iter().map(|(span, _)| *span).collect();
        if reading.go_to_nth(&spans, by) {
            if let Some(here) = reading.here {
                reading.lit = analysis.mentions.at(here.start()).last().map(|(_, mention)| mention.entity);
                reading.follow_lit();
            }
        } else {
            self.tell(if spans.is_empty() { "no names found in this article" } else { "there are no more names that way" });
        }
    }

    fn step_entity(&mut self, by: i64) {
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return };
        let Some(analysis) = reading.analysis.clone() else { return };
        let under = reading.here.and_then(|here| analysis.mentions.at(here.start()).last()).map(|(_, mention)| mention.entity);
        let of_panel = (focus == Panel::Entities).then(|| reading.entities.selected()).flatten();
        let in_paragraph = || analysis.mentions.within(reading.panel.block_span()).next().map(|(_, mention)| mention.entity);
        let Some(entity) = of_panel.or(under).or(reading.lit).or_else(in_paragraph) else {
            self.tell("no name under the cursor: ]e goes to the next one");
            return;
        };
        reading.walk_entity(entity, by);
    }

    fn step_figure(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let Some(analysis) = reading.analysis.clone() else { return };
        let spans: Vec<Span> = analysis.figures.iter().map(|(span, _)| *span).collect();
        if !reading.go_to_nth(&spans, by) {
            self.tell(if spans.is_empty() { "no figures found in this article" } else { "there are no more figures that way" });
        }
    }

    fn step_link(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let spans: Vec<Span> = reading.article.links.iter().map(|(span, _)| *span).collect();
        if !reading.go_to_nth(&spans, by) {
            self.tell(if spans.is_empty() { "this article has no links" } else { "there are no more links that way" });
        }
    }

    pub(super) fn focus(&mut self, panel: Panel) {
        self.panels.focus = panel;
        if panel != Panel::Article {
            self.panels.side = panel;
            self.panels.alone = false;
        }
        if let Some(reading) = &mut self.reading {
            match panel {
                Panel::Entities if reading.lit.is_none() => reading.light_selected_entity(),
                Panel::Quotes if reading.lit_quote.is_none() => reading.light_selected_quote(),
                _ => {}
            }
        }
    }

    fn turn_panel(&mut self, by: i64) {
        let at = Panel::ALL.iter().position(|&panel| panel == self.panels.focus).unwrap_or(0) as i64;
        self.focus(Panel::ALL[(at + by).rem_euclid(3) as usize]);
    }

    fn panel_right(&mut self) {
        if self.panels.focus == Panel::Article {
            self.focus(self.panels.side);
        } else if self.panels.geometry().room != Room::Wide {
            self.focus(Panel::Quotes);
        }
    }

    /// Entity → its mentions; quotation → its place; link → its page.
    fn follow(&mut self) -> Vec<Effect> {
        if self.popup.is_some() {
            return Vec::new();
        }
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return Vec::new() };
        match focus {
            Panel::Entities => {
                if let Some(entity) = reading.entities.selected() {
                    reading.walk_entity(entity, 1);
                }
            }
            Panel::Quotes => {
                if let Some(quote) = reading.quotes.selected() {
                    reading.go_to_quote(quote);
                    self.panels.focus = if self.panels.geometry().article.is_some() { focus } else { Panel::Article };
                }
            }
            Panel::Article => {
                let at = reading.here.map_or(reading.panel.cursor, Span::start);
                let link = reading.article.links.at(at).next().cloned();
                if let Some((span, link)) = link {
                    return self.follow_link(span, link.url);
                }
                if reading.here.is_some() && reading.analysis.as_ref().is_some_and(|analysis| analysis.mentions.at(at).next().is_some()) {
                    self.step_entity(1);
                } else {
                    self.tell("nothing to follow here: ]l goes to the next link, ]e to the next name");
                }
            }
        }
        Vec::new()
    }

    pub(super) fn follow_link(&mut self, span: Span, url: String) -> Vec<Effect> {
        if let Some(reading) = &mut self.reading {
            reading.here = Some(span);
            reading.panel.go(span);
        }
        self.browse(url)
    }

    fn open_in_browser(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let at = reading.here.map_or(reading.panel.cursor, Span::start);
        let link = reading.article.links.at(at).next().map(|(_, link)| link.url.clone());
        if let Some(url) = link.or_else(|| reading.article.source.clone().filter(|source| source.starts_with("http"))) {
            return self.browse(url);
        }
        self.tell("no link under the cursor, and this article has no address: f shows the links in sight");
        Vec::new()
    }

    fn browse(&mut self, url: String) -> Vec<Effect> {
        if url.starts_with("http://") || url.starts_with("https://") {
            return vec![Effect::Browse(url)];
        }
        self.notice = Some(Notice::alarm(format!("not opened: {url} is no http or https address")));
        Vec::new()
    }

    /// Says why this speaker was chosen for the quotation at hand.
    fn why(&mut self) {
        let quote = self.quote_at_hand();
        let Some(reading) = &self.reading else { return };
        let Some(analysis) = &reading.analysis else { return };
        let Some(quote) = quote.and_then(|quote| analysis.quotes.get(quote as usize)) else {
            self.tell("no quotation here: ]q goes to the next one");
            return;
        };
        let (speaker, named) = speaker_words(&reading.article, quote);
        let mut lines = Vec::new();
        if named {
            lines.push(format!("Because: {}.", quote.why));
            lines.push(format!("Of quotations as clear as this one, {} in 100 have the right speaker.", (quote.confidence * 100.0).round()));
        } else if quote.speaker.is_empty() {
            lines.push("The text does not say who said it.".into());
        } else {
            lines.push(if quote.why.is_empty() { "The text gives no name for this source.".into() } else { format!("{}.", quote.why) });
        }
        if !quote.via.is_empty() {
            let via: Vec<&str> = quote.via.iter().map(|&span| reading.article.document.slice(span)).collect();
            lines.push(format!("Reported by {}.", via.join(", ")));
        }
        self.popup = Some(Popup::Words { title: speaker, lines });
    }

    fn only_this_speaker(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        let Some(analysis) = reading.analysis.clone() else { return };
        let quote = reading.quotes.selected();
        if reading.quotes.only.take().is_none() {
            let of_entity = (self.panels.focus == Panel::Entities).then(|| reading.entities.selected()).flatten();
            let of_quote = quote.and_then(|quote| analysis.quotes.get(quote as usize)).map(|quote| speaker_of(&reading.article, quote));
            reading.quotes.only = of_entity.map(super::Speaker::Entity).or(of_quote);
        }
        self.refill_quotes();
        if let (Some(reading), Some(quote)) = (&mut self.reading, quote) {
            reading.quotes.select(quote);
        }
    }

    /// Hides the quotations whose speaker is doubtful or not named, or shows all.
    fn only_certain(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        reading.quotes.certain = !reading.quotes.certain;
        let words = if reading.quotes.certain { "only quotations whose speaker is certain" } else { "all quotations" };
        self.tell(words);
        self.refill_quotes();
    }

    fn jump(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        for _ in 0..by.abs().min(200) {
            let moved = if by < 0 { reading.panel.jump_back() } else { reading.panel.jump_forward() };
            if !moved {
                self.tell(if by < 0 { "this is where the first jump started" } else { "this is where the last jump went" });
                return;
            }
            reading.here = None;
        }
    }

    fn search(&mut self) {
        if let Some(Popup::Help(help)) = &mut self.popup {
            help.typing = true;
            return;
        }
        let Some(reading) = &self.reading else { return };
        let asked = if self.panels.focus == Panel::Article { Asked::Search { from: reading.panel.cursor } } else { Asked::Filter };
        self.prompt = Some(Prompt::new(asked, ""));
    }

    /// Shows only the paragraphs that match, or all again where there are no words.
    pub(super) fn show_only(&mut self, words: &str, regex: bool) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        if words.is_empty() {
            reading.only(None);
            return Vec::new();
        }
        match crate::page::Query::new(words, regex) {
            Ok(query) => reading.only(Some(&query)),
            Err(error) => self.notice = Some(Notice::alarm(error.to_string())),
        }
        Vec::new()
    }

    fn link_hints(&mut self) {
        let Some(reading) = &self.reading else { return };
        let rows = &reading.panel.rows;
        let (Some((_, first)), Some((_, last))) = (rows.first(), rows.last()) else { return };
        let in_sight = first.span.cover(last.span);
        let links: Vec<(Span, String)> = reading.article.links.within(in_sight).map(|(span, link)| (*span, link.url.clone())).collect();
        if links.is_empty() {
            self.tell("no links in sight");
        } else {
            self.popup = Some(Popup::Hints(Hints::new(links)));
        }
    }

    fn focus_mode(&mut self) {
        self.panels.alone = !self.panels.alone;
        if self.panels.alone {
            self.panels.focus = Panel::Article;
        }
    }

    fn widen(&mut self, cells: i64) {
        let set = i64::from(self.settings.measure);
        let wished = (set + i64::from(self.panels.wider) + cells).clamp(20, 160);
        self.panels.wider = (wished - set) as i16;
        self.tell(format!("text column of {wished}"));
    }

    fn toggle_tints(&mut self) {
        let (next, words) = match self.settings.tints {
            Tints::Names => (Tints::All, "names and quotations are tinted"),
            Tints::All => (Tints::None, "nothing is tinted"),
            Tints::None => (Tints::Names, "names are tinted"),
        };
        self.settings.tints = next;
        self.tell(words);
    }

    fn turn_article(&mut self, by: i64) -> Vec<Effect> {
        let count = self.shelf.sources.len() as i64;
        let to = self.shelf.at as i64 + by;
        if to < 0 || to >= count {
            self.tell(match count {
                0 | 1 => "this is the only article",
                _ if by > 0 => "this is the last article",
                _ => "this is the first article",
            });
            return Vec::new();
        }
        let mut effects = self.leave();
        effects.push(Effect::StopFinding);
        effects.extend(self.open(to as usize));
        effects
    }

    /// Closes the innermost thing that is open; quits where nothing is.
    fn back(&mut self) -> Vec<Effect> {
        if self.popup.take().is_some() {
            return Vec::new();
        }
        if self.reading.is_none() && self.shelf.trouble.is_none() && matches!(self.shelf.sources.get(self.shelf.at), Some(super::Source::Url(_))) {
            self.shelf.generation += 1;
            self.shelf.trouble = Some(super::Trouble { message: "stopped before it was all there".into(), hint: Some("q quits".into()) });
            return vec![Effect::StopReading];
        }
        let mut closed = false;
        let mut effects = Vec::new();
        if let Some(reading) = &mut self.reading {
            if reading.search.take().is_some() {
                effects.push(Effect::StopFinding);
                closed = true;
            } else if reading.panel.filtered {
                reading.only(None);
                closed = true;
            } else if reading.lit.take().is_some() | reading.lit_quote.take().is_some() | reading.here.take().is_some() {
                closed = true;
            }
        }
        closed = closed || self.clear_filters();
        if !closed && self.panels.focus != Panel::Article {
            self.focus(Panel::Article);
            closed = true;
        }
        self.done = !closed;
        effects
    }

    fn clear_filters(&mut self) -> bool {
        let Some(reading) = &mut self.reading else { return false };
        let any = !reading.entities.list.filter.is_empty() || !reading.quotes.list.filter.is_empty() || reading.quotes.only.is_some() || reading.quotes.certain;
        if any {
            reading.entities.list.filter.clear();
            reading.quotes.list.filter.clear();
            reading.quotes.only = None;
            reading.quotes.certain = false;
            if let Some(analysis) = reading.analysis.clone() {
                reading.entities.refilter(&analysis);
            }
            self.refill_quotes();
        }
        any
    }
}

/// Hits that are looked at to find the paragraphs that match.
const ONLY_HITS: usize = 1_000_000;

impl Reading {
    /// Where walking starts: the thing the reader was taken to, else the paragraph.
    fn from(&self) -> u32 {
        self.here.map_or(self.panel.cursor, Span::start)
    }

    /// Goes `by` spans on (or back) from where the reader is; false where there are none that way.
    fn go_to_nth(&mut self, spans: &[Span], by: i64) -> bool {
        let from = self.from();
        let at = if by > 0 {
            let behind = spans.partition_point(|span| span.start() < from || (self.here.is_some() && span.start() == from));
            behind as i64 + by - 1
        } else {
            spans.partition_point(|span| span.start() < from) as i64 + by
        };
        let Some(&span) = usize::try_from(at).ok().and_then(|at| spans.get(at)) else { return false };
        self.here = Some(span);
        self.panel.go(span);
        true
    }

    pub(super) fn go_to_quote(&mut self, quote: u32) {
        let Some(parts) = self.analysis.as_ref().and_then(|analysis| analysis.quotes.get(quote as usize)).map(|quote| quote.parts.clone()) else { return };
        self.lit_quote = Some(quote);
        self.quotes.select(quote);
        if let Some(&first) = parts.first() {
            self.here = Some(first);
            self.panel.go(first);
        }
    }

    /// Lights an entity and goes to its next mention (or an earlier one), round the end of the article.
    pub(super) fn walk_entity(&mut self, entity: EntityId, by: i64) {
        self.lit = Some(entity);
        self.follow_lit();
        let Some(analysis) = self.analysis.clone() else { return };
        let spans: Vec<Span> = analysis.mentions.iter().filter(|(_, mention)| mention.entity == entity).map(|(span, _)| *span).collect();
        if !self.go_to_nth(&spans, by) {
            let round = if by > 0 { spans.first() } else { spans.last() };
            if let Some(&span) = round {
                self.here = Some(span);
                self.panel.go(span);
            }
        }
    }

    /// Moves the entities panel's cursor to the entity that is lit.
    fn follow_lit(&mut self) {
        if let Some(lit) = self.lit {
            self.entities.select(lit);
        }
    }

    pub(super) fn light_selected_entity(&mut self) {
        self.lit = self.entities.selected();
    }

    /// Lights the quotation under the panel's cursor and brings it into sight.
    pub(super) fn light_selected_quote(&mut self) {
        if let Some(quote) = self.quotes.selected() {
            self.go_to_quote(quote);
        }
    }

    /// Shows only the blocks that match, or all.
    fn only(&mut self, query: Option<&crate::page::Query>) {
        let document = std::sync::Arc::clone(&self.article.document);
        let blocks = query.map(|query| {
            let hits = query.all(&document, ONLY_HITS);
            let mut blocks: Vec<u32> = hits.iter().map(|hit| document.block_at(hit.start()) as u32).collect();
            blocks.dedup();
            blocks
        });
        self.panel.only(blocks);
    }
}

/// Do the letters of `letters` occur in `words`, in this order?
fn is_subsequence(letters: &str, words: &str) -> bool {
    let mut rest = words.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}
