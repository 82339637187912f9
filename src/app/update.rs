//! The only place where the state changes.

use std::sync::Arc;

use super::geometry::{Column, Panel};
use super::key::{Key, KeyCode};
use super::keymap::Press;
use super::message::{Change, Effect, How, Msg, Notice, is_of};
use super::popup::Popup;
use super::prompt::{Answer, Asked};
use super::state::{ANALYSIS_LIMIT, App, Overlay, Reader, Reading};
use crate::analysis::{Analysis, corrected};
use crate::annotation::{Article, Layer};
use crate::config::Bidi;
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
            effects.extend(app.look_at_library());
            effects
        }
        Msg::Paste(words) => app.paste(&words),
        Msg::Mouse(mouse) => app.mouse(mouse),
        Msg::Resize { width, height } => {
            (app.reader.panels.width, app.reader.panels.height) = (width, height);
            vec![Effect::Redraw]
        }
        Msg::Read { generation, whole, article } => app.read(generation, whole, *article),
        Msg::Analyzed(analysis) => {
            app.reader.analyzed(&analysis);
            app.keep_analysis(analysis)
        }
        Msg::NotAnalyzed(text, words) => {
            app.reader.not_analyzed(text);
            app.notice = Some(Notice::alarm(words));
            Vec::new()
        }
        Msg::Found { generation, hits, done } => {
            app.reader.found(generation, hits, done);
            Vec::new()
        }
        Msg::Kept(kept) => {
            app.kept(*kept);
            Vec::new()
        }
        Msg::NotKept { article, change, how, words } => {
            app.not_kept(*article, change, how, &words);
            Vec::new()
        }
        Msg::Background(color) => {
            app.background(color);
            Vec::new()
        }
        Msg::Ran { title, output, ended } => {
            app.overlay.ran(&title, output, ended);
            Vec::new()
        }
        Msg::Edited(edited) => app.edited(edited),
        Msg::Library(answer) => app.library_answer(answer),
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
    fn filter_list(&mut self, words: &str) {
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
    fn close_pager(&mut self, action: super::Action) {
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
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        if self.overlay.notes.editor.is_some() {
            return self.editor_key(key);
        }
        if self.overlay.prompt.is_some() {
            return self.prompt_key(key);
        }
        if let Some(effects) = self.popup_key(key) {
            return effects;
        }
        self.notice = None;
        self.keys.chain = super::Chain::default();
        let before = self.reader.panels.focus;
        let in_library = self.library.focus;
        match self.keys.map.press(self.scope(), &mut self.keys.pending, key) {
            Press::Run(action, count) => {
                self.reader.panels.before_digit = before;
                self.library.before_digit = in_library;
                self.overlay.close_pager(action);
                self.overlay.leave_marks_list(action);
                let effects = self.act(action, count);
                if self.stops_to_warn() { Vec::new() } else { effects }
            }
            Press::Counting => {
                self.reader.panels.focus = self.reader.panels.before_digit;
                self.library.focus = self.library.before_digit;
                Vec::new()
            }
            Press::Pending => Vec::new(),
            Press::Unbound => {
                let help = self
                    .keys
                    .map
                    .keys_of(self.scope(), super::Command::Help)
                    .first()
                    .map(|keys| super::show_keys(keys));
                self.refuse(format!(
                    "{key} does nothing here{}",
                    help.map(|key| format!("; {key} shows what the keys do")).unwrap_or_default()
                ));
                Vec::new()
            }
        }
    }

    /// Keys that a popup takes; `None` where there is none, or where the key goes on to the keymap.
    fn popup_key(&mut self, key: Key) -> Option<Vec<Effect>> {
        match self.overlay.popup.clone()? {
            Popup::Pager(_) => None,
            Popup::Help(_) => self.type_help_filter(key).then(Vec::new),
            Popup::Words { .. } => {
                self.overlay.popup = None;
                // A key that closes the words and means something by itself is not lost.
                (matches!(key.code, KeyCode::Esc | KeyCode::Enter)
                    || matches!(key.typed(), Some('q' | 'w' | ' ')))
                .then(Vec::new)
            }
            Popup::Letter { set } => {
                self.overlay.popup = None;
                Some(
                    key.typed()
                        .map_or_else(Vec::new, |letter| self.reader.mark_letter(set, letter)),
                )
            }
            Popup::Marks(_) => self.type_marks_filter(key).then(Vec::new),
            Popup::Highlight { span, mark } => Some(self.highlight_key(key, span, mark)),
            Popup::Hints(mut hints) => {
                self.overlay.popup = None;
                let Some(c) = key.typed() else { return Some(Vec::new()) };
                hints.typed.push(c);
                if let Some((_, span, url)) =
                    hints.links.iter().find(|(label, _, _)| *label == hints.typed).cloned()
                {
                    return Some(self.reader.follow_link(span, url));
                }
                if hints.links.iter().any(|(label, _, _)| label.starts_with(&hints.typed)) {
                    self.overlay.popup = Some(Popup::Hints(hints));
                }
                Some(Vec::new())
            }
        }
    }

    fn paste(&mut self, words: &str) -> Vec<Effect> {
        if self.overlay.notes.editor.is_some() {
            self.overlay.paste_into_note(words);
            return Vec::new();
        }
        let Some(prompt) = &mut self.overlay.prompt else { return Vec::new() };
        prompt.insert(words);
        self.prompt_changed()
    }

    fn prompt_key(&mut self, key: Key) -> Vec<Effect> {
        if self.complete_tag(key) {
            return Vec::new();
        }
        let Some(prompt) = &mut self.overlay.prompt else { return Vec::new() };
        if prompt.asked == Asked::Palette && key.code == KeyCode::Tab {
            self.complete(key.shift);
            return Vec::new();
        }
        let history = if matches!(prompt.asked, Asked::Pipe { .. }) {
            &self.overlay.programs
        } else {
            &self.overlay.history
        };
        match prompt.press(key, history) {
            Answer::Changed => self.prompt_changed(),
            Answer::Same => Vec::new(),
            Answer::Done => self.prompt_done(),
            Answer::Cancelled => self.prompt_cancelled(),
        }
    }

    /// Searching and filtering follow every character.
    fn prompt_changed(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.overlay.prompt.clone() else { return Vec::new() };
        match prompt.asked {
            Asked::Search { from } => self.reader.start_search(&prompt.words, prompt.regex, from),
            Asked::Only => self.reader.show_only(&prompt.words, prompt.regex),
            Asked::Articles => self.filter_library(prompt.asked, &prompt.words),
            Asked::Filter if self.library.shown => self.filter_library(prompt.asked, &prompt.words),
            Asked::Filter => {
                self.reader.filter_list(&prompt.words);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn prompt_done(&mut self) -> Vec<Effect> {
        if self.refuses_filter() {
            return Vec::new();
        }
        let Some(prompt) = self.overlay.prompt.take() else { return Vec::new() };
        if !prompt.words.is_empty()
            && matches!(
                prompt.asked,
                Asked::Search { .. } | Asked::Only | Asked::Palette | Asked::Articles
            )
        {
            self.overlay.history.retain(|words| *words != prompt.words);
            self.overlay.history.push(prompt.words.clone());
        }
        match prompt.asked {
            Asked::Palette => {
                let words = prompt.typed.as_ref().unwrap_or(&prompt.words);
                if let Some(action) = self.palette(words).get(prompt.choice).copied() {
                    return self.act(action, None);
                }
                self.notice =
                    Some(Notice::alarm(format!("there is no command “{}”", prompt.words)));
                Vec::new()
            }
            Asked::Pipe { passage, json, output } => {
                self.overlay.programs.retain(|words| *words != prompt.words);
                self.overlay
                    .programs
                    .extend((!prompt.words.is_empty()).then(|| prompt.words.clone()));
                self.reader.pipe(passage, json, output, &prompt.words)
            }
            Asked::Tag => self.answer_tag(&prompt.words, prompt.choice),
            Asked::QueryName => self.save_query(&prompt.words),
            Asked::ReadRule => self.answer_read_rule(&prompt.words, prompt.choice),
            Asked::Kind | Asked::Rename | Asked::Merge | Asked::Speaker => {
                self.answer_correction(prompt.asked, &prompt.words, prompt.choice)
            }
            Asked::Search { .. } if prompt.words.is_empty() => {
                self.reader.step_hit(1);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn prompt_cancelled(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.overlay.prompt.take() else { return Vec::new() };
        match prompt.asked {
            Asked::Search { from } => {
                if let Some(reading) = &mut self.reader.reading {
                    reading.search = None;
                    reading.panel.go(crate::text::Span::at(from));
                }
                vec![Effect::StopFinding]
            }
            Asked::Only => self.reader.show_only("", false),
            Asked::Articles => self.filter_library(prompt.asked, ""),
            Asked::Filter if self.library.shown => self.filter_library(prompt.asked, ""),
            Asked::Filter => {
                self.reader.filter_list("");
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn read(
        &mut self,
        generation: u64,
        whole: bool,
        article: Result<Article, super::Trouble>,
    ) -> Vec<Effect> {
        if generation != self.reader.shelf.generation {
            return Vec::new();
        }
        let article = match article {
            Ok(article) => article,
            Err(trouble) => {
                self.put_away();
                self.reader.shelf.trouble = Some(trouble);
                return Vec::new();
            }
        };
        let analyzable = article.document.text().len() <= ANALYSIS_LIMIT;
        let mut effects = Vec::new();
        if whole && analyzable {
            effects.push(Effect::Analyze(article.clone()));
        }
        if whole {
            effects.push(Effect::Keep {
                article: article.clone(),
                change: Change::Recall,
                how: How::New,
            });
        }
        match &mut self.reader.reading {
            Some(reading) if reading.partial && reading.article.source == article.source => {
                reading.replace(article, !whole)
            }
            _ => {
                let reading = Reading::new(article, !whole, self.setting(68));
                self.put_open(reading);
            }
        }
        effects
    }

    /// How the article is to be set for a column of so many cells.
    pub(super) fn setting(&self, measure: u16) -> Setting {
        let english = self
            .reader
            .reading
            .as_ref()
            .and_then(|reading| reading.analysis.as_ref())
            .is_none_or(|analysis| analysis.language == "en");
        Setting {
            measure,
            justify: self.settings.justify,
            hyphenate: self.settings.hyphenate && english,
            ascii: self.settings.ascii,
            bidi: self.settings.bidi != Bidi::Terminal,
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
            let setting = self.setting(column.measure);
            if let Some(reading) = &mut self.reader.reading {
                reading.follow_with_selection();
                reading.panel.settle(&setting, column, inner.height);
            }
        }
        self.settle_editor();
        self.settle_marks_list();
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
    fn replace(&mut self, article: Article, partial: bool) {
        self.panel.replace_document(&article.document);
        self.quote_parts = Layer::empty(&article.document);
        self.search = None;
        self.partial = partial;
        self.unanalysable = false;
        self.article = article;
    }
}
