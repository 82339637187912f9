//! Bookmarks, named marks and notes, undo and redo, and what is copied.

use super::article_panel::ArticlePanel;
use super::geometry::Panel;
use super::message::{Change, Effect, How, Kept, Notice};
use super::popup::Popup;
use super::prompt::{Asked, Prompt};
use super::quotes_panel::{said, speaker_words};
use super::state::{App, Reading};
use crate::annotation::{Mark, MarkKind};
use crate::library::MarkId;
use crate::text::Span;

/// The marks of the article at hand, and the changes that can be undone.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// In order of place; those without a span found none in this text.
    pub all: Vec<(MarkId, Mark, Option<Span>)>,
    undo: Vec<Change>,
    redo: Vec<Change>,
}

impl Marks {
    /// The marks that have a place, in order.
    pub fn placed(&self) -> impl Iterator<Item = (MarkId, &Mark, Span)> {
        self.all.iter().filter_map(|(id, mark, span)| span.map(|span| (*id, mark, span)))
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// The marks that touch `span`.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (MarkId, &Mark)> {
        self.placed().filter(move |(_, _, at)| at.overlaps(span)).map(|(id, mark, _)| (id, mark))
    }
}

impl Reading {
    /// Asks for a change to what is kept about this article.
    pub(super) fn keep(&self, change: Change, how: How) -> Vec<Effect> {
        vec![Effect::Keep { article: self.article.clone(), change, how }]
    }
}

impl App {
    /// What is kept was read or changed.
    pub(super) fn kept(&mut self, kept: Kept) {
        let Some(reading) = self.reading.as_mut().filter(|reading| reading.article.document.hash() == kept.hash) else { return };
        reading.marks.all = kept.marks;
        if let Some(undo) = kept.undo {
            match kept.how {
                How::New => {
                    if let Some(opened) = &mut self.library.opened {
                        opened.library_last = false;
                    }
                    reading.marks.undo.push(undo);
                    reading.marks.redo.clear();
                }
                How::Undo => reading.marks.redo.push(undo),
                How::Redo => reading.marks.undo.push(undo),
            }
        }
        if let Some(position) = kept.position.filter(|_| reading.panel.is_at_start()) {
            reading.panel.jump(position);
        }
        if reading.corrections != kept.corrections {
            reading.corrections = kept.corrections;
            self.lay_corrections();
        }
        if !kept.words.is_empty() {
            self.notice = Some(Notice::note(kept.words));
        }
    }

    /// Sets a bookmark on the paragraph, or takes it away.
    fn bookmark(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let span = reading.panel.block_span();
        let there = reading.marks.within(span).find(|(_, mark)| mark.kind == MarkKind::Bookmark).map(|(id, _)| id);
        let change = there.map_or(Change::AddMark { kind: MarkKind::Bookmark, span, note: String::new() }, Change::RemoveMark);
        reading.keep(change, How::New)
    }

    /// The letter after `m` or `'`.
    pub(super) fn mark_letter(&mut self, set: bool, letter: char) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        match (set, letter) {
            (true, 'm') => return self.bookmark(),
            (true, 'a'..='z') => {
                let span = reading.panel.block_span();
                return reading.keep(Change::AddMark { kind: MarkKind::Mark(letter), span, note: String::new() }, How::New);
            }
            (false, 'a'..='z') => {
                let found = reading.marks.placed().find(|(_, mark, _)| mark.kind == MarkKind::Mark(letter)).map(|(_, _, span)| span);
                match found {
                    Some(span) => reading.panel.jump(span.start()),
                    None => self.refuse(format!("there is no mark {letter} in this article")),
                }
            }
            _ => self.refuse("marks are named a to z"),
        }
        Vec::new()
    }

    /// Asks for a note on the paragraph; with the words of the one that is there.
    pub(super) fn ask_note(&mut self) {
        let Some(reading) = &self.reading else { return };
        let there = reading.marks.within(reading.panel.block_span()).find(|(_, mark)| mark.kind == MarkKind::Note);
        let words = there.map_or("", |(_, mark)| mark.note.as_str()).to_owned();
        self.prompt = Some(Prompt::new(Asked::Note, &words));
    }

    /// The note was written; without words the one that is there goes.
    pub(super) fn write_note(&mut self, words: &str) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let span = reading.panel.block_span();
        let there = reading.marks.within(span).find(|(_, mark)| mark.kind == MarkKind::Note).map(|(id, _)| id);
        let change = match (there, words.is_empty()) {
            (Some(id), true) => Change::RemoveMark(id),
            (Some(id), false) => Change::Note(id, words.to_owned()),
            (None, true) => return Vec::new(),
            (None, false) => Change::AddMark { kind: MarkKind::Note, span, note: words.to_owned() },
        };
        reading.keep(change, How::New)
    }

    pub(super) fn step_mark(&mut self, by: i64) {
        let Some(reading) = &mut self.reading else { return };
        let spans: Vec<Span> = reading.marks.placed().map(|(_, _, span)| span).collect();
        let from = reading.panel.block_span().start();
        let at = if by > 0 {
            spans.partition_point(|span| span.start() <= from) as i64 + by - 1
        } else {
            spans.partition_point(|span| span.start() < from) as i64 + by
        };
        match usize::try_from(at).ok().and_then(|at| spans.get(at)) {
            Some(span) => reading.panel.jump(span.start()),
            None if spans.is_empty() => self.refuse("no bookmarks yet: {set_mark}m sets one"),
            None => self.refuse("there are no more marks that way"),
        }
    }

    /// Lists the marks of this article; those that found no place come last.
    pub(super) fn list_marks(&mut self) {
        let Some(reading) = &self.reading else { return };
        if reading.marks.all.is_empty() {
            self.refuse("no bookmarks yet: {set_mark}m sets one, {write_note} writes a note");
            return;
        }
        let (placed, orphans): (Vec<_>, Vec<_>) = reading.marks.all.iter().cloned().partition(|(_, _, span)| span.is_some());
        self.popup = Some(Popup::Marks { marks: placed.into_iter().chain(orphans).collect(), at: 0 });
    }

    pub(super) fn undo(&mut self, how: How) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let list = if how == How::Undo { &mut reading.marks.undo } else { &mut reading.marks.redo };
        match list.pop() {
            Some(change) => reading.keep(change, how),
            None => {
                self.refuse(if how == How::Undo { "nothing to undo" } else { "nothing to do again" });
                Vec::new()
            }
        }
    }

    pub(super) fn copy_paragraph(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let words = reading.article.document.slice(reading.panel.block_span()).to_owned();
        self.copy(words, "paragraph")
    }

    /// The quotation at hand with its speaker, title, source and date, as one line.
    pub(super) fn copy_quote(&mut self) -> Vec<Effect> {
        let Some(quote) = self.quote_at_hand() else {
            self.refuse("no quotation here: {next_quote} goes to the next one");
            return Vec::new();
        };
        let Some(reading) = &self.reading else { return Vec::new() };
        let article = &reading.article;
        let Some(quote) = reading.analysis.as_ref().and_then(|analysis| analysis.quotes.get(quote as usize)) else { return Vec::new() };
        let mut line = format!("{} — {}", said(article, quote), speaker_words(article, quote).0);
        line.extend(article.title.iter().map(|title| format!(", “{title}”")));
        line.extend(article.source.iter().map(|source| format!(", {source}")));
        line.extend(article.published.and_then(|time| time.to_string().get(..10).map(|date| format!(", {date}"))));
        self.copy(line, "quotation")
    }

    pub(super) fn copy_entity(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let entity = if self.panels.focus == Panel::Entities { reading.entities.selected() } else { reading.lit };
        let name = entity.and_then(|id| reading.analysis.as_ref().map(|analysis| analysis.entity(id).name.clone()));
        match name {
            Some(name) => self.copy(name, "name"),
            None => {
                self.refuse("no name is lit: {next_mention} goes to the next one");
                Vec::new()
            }
        }
    }

    pub(super) fn copy_link(&mut self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let at = reading.here.map_or(reading.panel.cursor, Span::start);
        let url = reading.article.links.at(at).next().map(|(_, link)| link.url.clone());
        match url {
            Some(url) => self.copy(url, "link"),
            None => {
                self.refuse("no link under the cursor: {next_link} goes to the next one");
                Vec::new()
            }
        }
    }

    pub(super) fn copy_source(&mut self) -> Vec<Effect> {
        match self.reading.as_ref().and_then(|reading| reading.article.source.clone()) {
            Some(source) => self.copy(source, "address"),
            None => {
                self.refuse("this article has no address");
                Vec::new()
            }
        }
    }

    fn copy(&mut self, words: String, what: &str) -> Vec<Effect> {
        self.tell(format!("{what} copied"));
        vec![Effect::Copy(words)]
    }

    /// Leaving an article: where reading stopped is kept.
    pub fn leave(&self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        reading.keep(Change::Position(reading.panel.cursor), How::New)
    }
}

impl ArticlePanel {
    /// Has the reader not moved yet?
    fn is_at_start(&self) -> bool {
        self.top == self.page.first() && self.block() == 0
    }
}
