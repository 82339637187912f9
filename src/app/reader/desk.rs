//! The desk: the one article that is open, wherever it comes from, and the one way it gets there.

use std::sync::Arc;

use super::opened::Opened;
use super::{ANALYSIS_LIMIT, Reader, Reading};
use crate::analysis::Analysis;
use crate::annotation::Article;
use crate::app::geometry::Panel;
use crate::app::message::{Ask, Change, Effect, Loaded, ReadEvent, Source, Trouble, Wanted, is_of};
use crate::config::{Bidi, Settings};
use crate::page::Setting;

impl Reader {
    /// What the library knows of the article on the desk; `None` where it is none of the library.
    pub fn opened(&self) -> Option<&Opened> {
        self.reading.as_ref()?.opened.as_ref()
    }

    pub(in crate::app) fn opened_mut(&mut self) -> Option<&mut Opened> {
        self.reading.as_mut()?.opened.as_mut()
    }

    /// Asks for input number `at`.
    pub(in crate::app) fn open(&mut self, at: usize) -> Vec<Effect> {
        let Some(source) = self.shelf.sources.get(at).cloned() else { return Vec::new() };
        self.shelf.at = at;
        self.ask_for(source, false)
    }

    /// Asks for an input: the article in it, or the whole page as it stands.
    fn ask_for(&mut self, source: Source, whole_page: bool) -> Vec<Effect> {
        self.shelf.generation += 1;
        self.shelf.whole_page = whole_page;
        self.shelf.trouble = None;
        self.trail = super::Trail::default();
        if matches!(source, Source::Url(_)) {
            // It may take long: what was read before is put away, and Esc stops the fetching.
            self.reading = None;
        }
        vec![Effect::Read { generation: self.shelf.generation, source, whole_page }]
    }

    /// Shows the whole page that the article was cut out of, or the article again.
    pub(in crate::app) fn whole_page(&mut self) -> Vec<Effect> {
        let shown = self.reading.as_ref().map(|reading| &reading.article);
        if shown.is_some() && (self.opened().is_some() || self.is_on_trail()) {
            let url = shown.and_then(|article| article.source.clone());
            return match url.filter(|url| Source::from_argument(url.as_ref()).is_address()) {
                Some(url) => self.read_link_whole(url),
                None => {
                    self.tray.refuse("nothing tells where the page of this article is");
                    Vec::new()
                }
            };
        }
        let Some(source) = self.shelf.sources.get(self.shelf.at).cloned() else {
            self.tray.refuse("no page is open");
            return Vec::new();
        };
        if source == Source::Stdin {
            self.tray.refuse("standard input is read once: save the page as a file and open that");
            return Vec::new();
        }
        let whole_page = !shown.map_or(self.shelf.whole_page, |article| article.whole_page);
        let mut effects = self.leave_desk();
        effects.extend(self.ask_for(source, whole_page));
        effects
    }

    /// Says that a whole page is shown, and why.
    fn tell_of_page(&mut self, article: &Article) {
        if article.whole_page && !self.shelf.whole_page {
            self.tray.tell("no article was found in this page: this is all of it");
        } else if article.whole_page {
            self.tray.tell_with("the whole page; ", "{whole_page} shows the article in it");
        }
    }

    /// An input was read, or its beginning, or it cannot be read.
    pub(in crate::app) fn read(
        &mut self,
        generation: u64,
        whole: bool,
        article: Result<Article, Trouble>,
        settings: &Settings,
    ) -> Vec<Effect> {
        if generation != self.shelf.generation {
            return Vec::new();
        }
        if self.fetches_link() {
            let mut effects = self.leave();
            let Some(reading) = self.came_by_link(article, whole, settings) else {
                return Vec::new();
            };
            self.tell_of_page(&reading.article);
            effects.extend(whole.then(|| read_whole(&reading.article)).into_iter().flatten());
            self.reading = Some(reading);
            self.panels.focus = Panel::Article;
            return effects;
        }
        let article = match article {
            Ok(article) => article,
            Err(mut trouble) => {
                self.reading = None;
                // What an option does on the command line is a key here.
                let hint = trouble.hint.map(|hint| hint.replace("--whole-page", "{whole_page}"));
                trouble.hint = hint;
                self.shelf.trouble = Some(trouble);
                return Vec::new();
            }
        };
        let effects = if whole { read_whole(&article) } else { Vec::new() };
        self.tell_of_page(&article);
        match &mut self.reading {
            Some(reading) if reading.partial && reading.article.source == article.source => {
                reading.replace(article, !whole)
            }
            _ => {
                let reading = Reading::new(article, !whole, self.setting(settings, 68));
                self.put_open(reading);
            }
        }
        effects
    }

    /// Opens an article of the library.
    pub(in crate::app) fn open_loaded(
        &mut self,
        loaded: Loaded,
        mut reading: Reading,
    ) -> Vec<Effect> {
        let mut effects = self.leave_desk();
        let Loaded { id, wanted, article, analysis, feeds, tags, feed_text, versions, .. } = loaded;
        reading.opened = Some(Opened {
            id,
            wanted,
            feeds,
            tags,
            feed_text,
            versions,
            changed: false,
            finished: false,
        });
        self.put_open(reading);
        self.panels.focus = Panel::Article;
        match &analysis {
            _ if wanted == Wanted::Difference => return effects,
            Some(analysis) => self.analyzed(analysis),
            None => effects.push(Effect::Analyze(article.clone())),
        }
        effects.push(recall(&article));
        effects.push(Effect::Library(Ask::Happened { ids: vec![id], what: ReadEvent::Opened }));
        effects
    }

    /// Opens an article in the place of the one that is open. An input of the command line waits
    /// for its place while articles of the library are read.
    fn put_open(&mut self, reading: Reading) {
        self.leave_trail();
        if reading.opened.is_some() && self.opened().is_none() {
            // What is not all there yet is read anew when the desk is free again.
            self.parked = self.reading.take().filter(|reading| !reading.partial).map(Box::new);
            self.shelf.generation += 1;
        }
        self.reading = Some(reading);
    }

    /// The article of the library that is open, if one is, makes room for what lay there before.
    pub(in crate::app) fn unpark(&mut self) -> Vec<Effect> {
        if self.opened().is_none() {
            return Vec::new();
        }
        self.reading = self.parked.take().map(|reading| *reading);
        if self.reading.is_none() && self.shelf.trouble.is_none() {
            return self.open(self.shelf.at);
        }
        Vec::new()
    }

    /// Leaving an article: where reading stopped is kept.
    pub fn leave(&self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        reading.keep(Change::Position(reading.panel.cursor))
    }

    /// Leaving what lies on the desk: where reading stopped is kept, a search ends.
    pub(in crate::app) fn leave_desk(&self) -> Vec<Effect> {
        if self.compares() {
            return Vec::new();
        }
        let mut effects = self.leave();
        effects.push(Effect::StopFinding);
        effects
    }

    /// The next or previous input.
    pub(in crate::app) fn turn_input(&mut self, by: i64) -> Vec<Effect> {
        let count = self.shelf.sources.len() as i64;
        let to = self.shelf.at as i64 + by;
        if to < 0 || to >= count {
            self.tray.refuse(match count {
                0 | 1 => "this is the only article",
                _ if by > 0 => "this is the last article",
                _ => "this is the first article",
            });
            return Vec::new();
        }
        let mut effects = self.leave_desk();
        effects.extend(self.open(to as usize));
        effects
    }

    /// Stops an address that is being fetched, where nothing is open yet.
    pub(in crate::app) fn stop_fetching(&mut self) -> Option<Effect> {
        if self.fetches_link() {
            return self.stop_link();
        }
        let fetches = self.reading.is_none()
            && self.shelf.trouble.is_none()
            && matches!(self.shelf.sources.get(self.shelf.at), Some(Source::Url(_)));
        if !fetches {
            return None;
        }
        self.shelf.generation += 1;
        self.shelf.trouble = Some(Trouble {
            message: "stopped before it was all there".into(),
            hint: Some("Q quits".into()),
        });
        Some(Effect::StopReading)
    }

    /// Whether a comparison of two texts lies on the desk, in which nothing is looked for.
    pub fn compares(&self) -> bool {
        self.opened().is_some_and(|opened| opened.wanted == Wanted::Difference)
    }

    /// Asks how it stands with the article of the library that is open.
    pub(in crate::app) fn ask_desk(&self) -> Option<Effect> {
        let reading = self.reading.as_ref()?;
        let (id, text) = (reading.opened.as_ref()?.id, reading.article.document.hash());
        Some(Effect::Library(Ask::Desk { id, text }))
    }

    /// What was found in an article of the library is kept with it.
    pub(in crate::app) fn keep_analysis(&self, analysis: Arc<Analysis>) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let Some(opened) = &reading.opened else { return Vec::new() };
        if opened.wanted != Wanted::Shown || !is_of(&analysis, reading.article.document.hash()) {
            return Vec::new();
        }
        vec![Effect::Library(Ask::KeepAnalysis {
            id: opened.id,
            article: reading.article.clone(),
            analysis,
        })]
    }

    /// Whether the end of the article is in sight.
    pub(in crate::app) fn at_end(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.panel.percent() >= 100)
    }

    /// The end of an article of the library came into sight.
    pub(in crate::app) fn finished(&mut self) -> Vec<Effect> {
        let at_end = self.at_end();
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let Some(opened) = &mut reading.opened else { return Vec::new() };
        if opened.finished
            || reading.panel.height == 0
            || !at_end
            || opened.wanted == Wanted::Difference
        {
            return Vec::new();
        }
        opened.finished = true;
        vec![Effect::Library(Ask::Happened { ids: vec![opened.id], what: ReadEvent::Finished })]
    }

    /// How an article is to be set for a column of so many cells.
    pub(in crate::app) fn setting(&self, settings: &Settings, measure: u16) -> Setting {
        let english = self
            .reading
            .as_ref()
            .and_then(|reading| reading.analysis.as_ref())
            .is_none_or(|analysis| analysis.language == "en");
        Setting {
            measure,
            justify: settings.justify,
            hyphenate: settings.hyphenate && english,
            ascii: settings.ascii,
            bidi: settings.bidi != Bidi::Terminal,
            whole_korean: settings.korean_words,
            airy: false,
        }
    }
}

/// What is to be done with a text that is all there: it is analysed, and what is kept about it asked
/// for.
fn read_whole(article: &Article) -> Vec<Effect> {
    let short = article.document.text().len() <= ANALYSIS_LIMIT;
    let analysed = short.then(|| Effect::Analyze(article.clone()));
    analysed.into_iter().chain([recall(article)]).collect()
}

/// Asks what is kept about an article.
fn recall(article: &Article) -> Effect {
    Effect::Keep { article: article.clone(), change: Change::Recall }
}
