//! The only place where the state changes.

use std::sync::Arc;

use super::geometry::{Column, Panel};
use super::message::{Effect, Msg, is_of};
use super::popup::Popup;
use super::state::{App, Overlay, Reader, Reading};
use crate::analysis::{Analysis, corrected};
use crate::annotation::{Article, Layer};
use crate::config::Ground;
use crate::page::Setting;
use crate::text::ContentHash;

/// Takes one message, changes the state, and says what is to be done outside.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let answers = matches!(
        msg,
        Msg::Read { .. } | Msg::Analyzed(_) | Msg::NotAnalyzed(..) | Msg::Found { .. }
    );
    let read =
        if let Msg::Read { generation, whole: true, .. } = msg { Some(generation) } else { None };
    let mut effects = match msg {
        Msg::Key(key) => {
            let mut effects = app.key(key);
            effects.extend(app.library.look(&app.reader));
            effects
        }
        Msg::Paste(words) => app.paste(&words),
        Msg::Mouse(mouse) => app.mouse(mouse),
        Msg::Resize { width, height } => {
            (app.reader.panels.width, app.reader.panels.height) = (width, height);
            vec![Effect::Redraw]
        }
        Msg::Read { generation, whole, article } => {
            app.reader.read(generation, whole, *article, &app.settings)
        }
        Msg::Analyzed(analysis) => {
            app.reader.analyzed(&analysis);
            app.reader.keep_analysis(analysis)
        }
        Msg::NotAnalyzed(text, words) => {
            app.reader.not_analyzed(text);
            app.reader.tray.alarm(words);
            Vec::new()
        }
        Msg::Found { generation, hits, done } => {
            app.reader.found(generation, hits, done);
            Vec::new()
        }
        Msg::Kept(kept) => {
            app.reader.kept(*kept);
            app.overlay.refill_marks_list(&app.reader);
            Vec::new()
        }
        Msg::NotKept { article, change, how, words } => {
            app.overlay.not_kept(*article, change, how, &words, &mut app.reader);
            Vec::new()
        }
        Msg::Background(color) => {
            // Nobody waited for it.
            app.theme.lie_on(Some(Ground::of(color)));
            Vec::new()
        }
        Msg::Ran { title, output, ended } => {
            app.overlay.ran(&title, output, ended);
            Vec::new()
        }
        Msg::Edited(edited) => app.overlay.edited(edited, &mut app.reader),
        Msg::Library(answer) => app.library.answer(answer, &mut app.reader, &app.settings),
        Msg::Told(notice) => {
            app.notice = Some(notice);
            Vec::new()
        }
    };
    app.empty_trays();
    app.settle();
    effects.extend(app.settle_library());
    if answers {
        effects.extend(app.resume_chain(read));
    }
    effects
}

impl Reader {
    /// The words at the filter prompt changed.
    pub(super) fn filter_list(&mut self, words: &str) {
        let focus = self.panels.focus;
        let Some(reading) = &mut self.reading else { return };
        match focus {
            Panel::Entities => {
                words.clone_into(&mut reading.entities.list.filter);
                if let Some(analysis) = reading.analysis.clone() {
                    reading.entities.refilter(&analysis);
                }
            }
            Panel::Quotes => {
                words.clone_into(&mut reading.quotes.list.filter);
                self.refill_quotes();
            }
            Panel::Article => {}
        }
    }

    /// Makes the quotation entries anew, after a filter changed.
    pub(super) fn refill_quotes(&mut self) {
        let width = usize::from(
            self.panels.geometry().inner(Panel::Quotes).map_or(40, |inner| inner.width),
        );
        if let Some(reading) = &mut self.reading
            && let Some(analysis) = reading.analysis.clone()
        {
            reading.quotes.fill(&reading.article, &analysis, width, true);
        }
    }

    pub(super) fn analyzed(&mut self, analysis: &Arc<Analysis>) {
        let Some(reading) = &mut self.reading else { return };
        if !is_of(analysis, reading.article.document.hash()) {
            return;
        }
        reading.uncorrected = Some(Arc::clone(analysis));
        self.lay_corrections();
    }

    /// The text cannot be analysed: nobody waits for what is in it.
    fn not_analyzed(&mut self, text: ContentHash) {
        if let Some(reading) =
            self.reading.as_mut().filter(|reading| reading.article.document.hash() == text)
        {
            reading.unanalysable = true;
        }
    }

    /// Lays the reader's corrections over the engine's answer and fills the panels.
    pub(super) fn lay_corrections(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        let Some(engine) = &reading.uncorrected else { return };
        let document = &reading.article.document;
        let analysis = if reading.corrections.is_empty() {
            Arc::clone(engine)
        } else {
            let corrections: Vec<_> = reading
                .corrections
                .iter()
                .map(|(_, span, correction)| (*span, correction.clone()))
                .collect();
            Arc::new(corrected(engine, document, &corrections))
        };
        let all = reading.quotes.all;
        let shown = analysis.quotes.iter().enumerate().filter(|(_, quote)| all || quote.speech);
        let parts = shown
            .flat_map(|(number, quote)| quote.parts.iter().map(move |&part| (part, number as u32)));
        reading.quote_parts = Layer::new(document, parts.collect());
        reading.entities.fill(&analysis, document.span().end());
        reading.lit = reading.lit.filter(|id| (id.0 as usize) < analysis.entities.len());
        reading.lit_quote =
            reading.lit_quote.filter(|number| (*number as usize) < analysis.quotes.len());
        reading.analysis = Some(analysis);
        self.refill_quotes();
    }
}

impl Overlay {
    /// What a program printed stays while it is scrolled.
    pub(super) fn close_pager(&mut self, action: super::Action) {
        use super::Command::{
            Back, Close, GoToEnd, GoToStart, HalfPageDown, HalfPageUp, NextLine, PageDown, PageUp,
            PreviousLine,
        };
        let scrolls = [
            NextLine,
            PreviousLine,
            PageDown,
            PageUp,
            HalfPageDown,
            HalfPageUp,
            GoToStart,
            GoToEnd,
            Back,
            Close,
        ]
        .map(super::Action::from);
        if matches!(self.popup, Some(Popup::Pager(_))) && !scrolls.contains(&action) {
            self.popup = None;
        }
    }
}

impl App {
    /// Goes to the library.
    pub fn enter_library(&mut self) -> Vec<Effect> {
        self.library.enter()
    }

    /// Brings the library up to date, and asks for what is missing there; on the desk, tells that
    /// the end of an article was seen.
    pub fn settle_library(&mut self) -> Vec<Effect> {
        if self.library.shown {
            self.library.settle(&self.reader, &self.settings)
        } else {
            self.reader.finished()
        }
    }

    /// Brings everything that follows from the state up to date: the rows in sight, the lists'
    /// scroll.
    pub fn settle(&mut self) {
        if self.library.shown {
            return;
        }
        let geometry = self.reader.panels.geometry();
        if let Some(Popup::Pager(pager)) = &mut self.overlay.popup {
            let inner = super::pager_area(geometry.screen.width, geometry.screen.height).inner();
            pager.settle(inner.width.saturating_sub(2), inner.height);
        }
        let article = geometry.inner(Panel::Article);
        if let Some(inner) = article {
            let wished = self
                .settings
                .measure
                .saturating_add_signed(self.reader.panels.wider)
                .clamp(20, 200);
            let column = Column::new(inner.width, wished);
            let setting = self.reader.setting(&self.settings, column.measure);
            if let Some(reading) = &mut self.reader.reading {
                reading.follow_with_selection();
                reading.panel.settle(&setting, column, inner.height);
            }
        }
        self.overlay.settle_editor(&self.reader);
        self.overlay.settle_marks_list(&self.reader);
        let Some(reading) = &mut self.reader.reading else { return };
        if let Some(inner) = geometry.inner(Panel::Entities) {
            let panel = &mut reading.entities;
            let row = panel.row_of(panel.list.at);
            let height = usize::from(inner.height).saturating_sub(super::detail_rows(inner));
            panel.list.show(row..row + 1, panel.rows.len(), height);
        }
        if let Some(inner) = geometry.inner(Panel::Quotes) {
            if let Some(analysis) = reading.analysis.clone() {
                reading.quotes.fill(&reading.article, &analysis, usize::from(inner.width), false);
            }
            let panel = &mut reading.quotes;
            let (rows, total) = (panel.rows_of(panel.list.at), panel.total_rows());
            panel.list.show(rows, total, usize::from(inner.height));
        }
    }
}

impl Reading {
    pub(super) fn new(article: Article, partial: bool, setting: Setting) -> Self {
        let document = &article.document;
        Self {
            partial,
            unanalysable: false,
            analysis: None,
            quote_parts: Layer::empty(document),
            panel: super::article_panel::ArticlePanel::new(document, setting),
            entities: super::entities_panel::EntitiesPanel::default(),
            quotes: super::quotes_panel::QuotesPanel::default(),
            lit: None,
            lit_quote: None,
            here: None,
            search: None,
            marks: super::marks::Marks::default(),
            selection: None,
            uncorrected: None,
            corrections: Vec::new(),
            opened: None,
            article,
        }
    }

    /// Takes what is known about it, for a preview: without corrections, and without the side
    /// panels.
    pub(super) fn fill_in(&mut self, analysis: &Arc<Analysis>) {
        if is_of(analysis, self.article.document.hash()) {
            self.analysis = Some(Arc::clone(analysis));
        }
    }

    /// The rest of a long text came in.
    pub(super) fn replace(&mut self, article: Article, partial: bool) {
        self.panel.replace_document(&article.document);
        self.quote_parts = Layer::empty(&article.document);
        self.search = None;
        self.partial = partial;
        self.unanalysable = false;
        self.article = article;
    }
}
