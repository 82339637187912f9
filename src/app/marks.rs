//! Bookmarks, named marks, notes and highlights, with undo and redo.

mod copy;
mod highlight;
mod hover;
mod list;

pub use list::MarksList;

use super::article_panel::ArticlePanel;
use super::editor::Target;
use super::library::Ask;
use super::message::{Change, Effect, How, Kept, Notice};
use super::state::{App, Reader, Reading};
use crate::annotation::{Mark, MarkKind};
use crate::library::MarkId;
use crate::text::{ContentHash, Span};

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

    /// The mark with a number.
    pub fn by_id(&self, id: MarkId) -> Option<&(MarkId, Mark, Option<Span>)> {
        self.all.iter().find(|(known, ..)| *known == id)
    }

    /// A change that was taken from the changes to undo or to do again could not be made: it goes
    /// back.
    pub(super) fn put_back(&mut self, change: Change, how: How) {
        match how {
            How::New => {}
            How::Undo => self.undo.push(change),
            How::Redo => self.redo.push(change),
        }
    }
}

/// What can be undone in the texts that were read before, each by its hash.
pub type Histories = Vec<(ContentHash, Vec<Change>, Vec<Change>)>;

impl Reader {
    /// Sets a bookmark on the selection or the paragraph, or takes away the one that is just there.
    pub(super) fn bookmark(&mut self) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let span = reading.target();
        let selected = reading.selection.take().is_some();
        let mut there = reading
            .marks
            .placed()
            .filter(|(_, mark, at)| mark.kind == MarkKind::Bookmark && at.overlaps(span));
        let there = there.find(|(_, _, at)| !selected || *at == span).map(|(id, ..)| id);
        let change = there.map_or(
            Change::AddMark { kind: MarkKind::Bookmark, span, note: String::new() },
            Change::RemoveMark,
        );
        reading.keep(change, How::New)
    }

    /// The letter after `m` or `'`.
    pub(super) fn mark_letter(&mut self, set: bool, letter: char) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        match (set, letter) {
            (true, 'm') => return self.bookmark(),
            (true, 'a'..='z') => {
                let span = reading.target();
                reading.selection = None;
                return reading.keep(
                    Change::AddMark { kind: MarkKind::Mark(letter), span, note: String::new() },
                    How::New,
                );
            }
            (false, 'a'..='z') => {
                let found = reading
                    .marks
                    .placed()
                    .find(|(_, mark, _)| mark.kind == MarkKind::Mark(letter))
                    .map(|(_, _, span)| span);
                match found {
                    Some(span) => reading.panel.jump(span.start()),
                    None => self.tray.refuse(format!("there is no mark {letter} in this article")),
                }
            }
            _ => self.tray.refuse("marks are named a to z"),
        }
        Vec::new()
    }

    /// The mark whose note is meant where the reader is: one on just the selection; without a
    /// selection a note on the paragraph, then any mark there that has words.
    pub(super) fn note_here(&self) -> Option<(MarkId, Option<Span>)> {
        let reading = self.reading.as_ref()?;
        let span = reading.target();
        let mut notes = reading
            .marks
            .placed()
            .filter(|(_, mark, _)| mark.kind == MarkKind::Note || !mark.note.is_empty());
        if reading.selection.is_some() {
            return notes.find(|(.., at)| *at == span).map(|(id, _, at)| (id, Some(at)));
        }
        let rank = |mark: &Mark, at: Span| {
            (
                reading.here.is_none_or(|here| !at.overlaps(here)),
                at != span,
                mark.kind != MarkKind::Note,
            )
        };
        notes
            .filter(|(.., at)| at.overlaps(span))
            .min_by_key(|(_, mark, at)| rank(mark, *at))
            .map(|(id, _, at)| (id, Some(at)))
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
            None if spans.is_empty() => self.tray.refuse("no bookmarks yet: {set_mark}m sets one"),
            None => self.tray.refuse("there are no more marks that way"),
        }
    }

    /// Leaving an article: where reading stopped is kept.
    pub fn leave(&self) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        reading.keep(Change::Position(reading.panel.cursor), How::New)
    }
}

impl App {
    /// Closes the article that is open; what was changed in it can still be undone when it comes
    /// back.
    pub(super) fn put_away(&mut self) {
        let Some(reading) = self.reader.reading.take() else { return };
        let Marks { undo, redo, .. } = reading.marks;
        if !undo.is_empty() || !redo.is_empty() {
            self.overlay.notes.histories.push((reading.article.document.hash(), undo, redo));
        }
    }

    /// Opens an article in the place of the one that is open.
    pub(super) fn put_open(&mut self, mut reading: Reading) {
        self.put_away();
        let hash = reading.article.document.hash();
        if let Some(at) = self.overlay.notes.histories.iter().position(|(known, ..)| *known == hash)
        {
            let (_, undo, redo) = self.overlay.notes.histories.remove(at);
            (reading.marks.undo, reading.marks.redo) = (undo, redo);
        }
        self.reader.reading = Some(reading);
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
        let Some(reading) = self
            .reader
            .reading
            .as_mut()
            .filter(|reading| reading.article.document.hash() == kept.hash)
        else {
            return;
        };
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
            self.reader.lay_corrections();
        }
        if !kept.words.is_empty() {
            self.notice = Some(Notice::note(self.with_keys(kept.words)));
        }
        self.refill_marks_list();
    }

    /// Opens the editor on the note of the mark that is chosen in the list, else on that of the
    /// selection or the paragraph.
    pub(super) fn write_note(&mut self) {
        let chosen = self.chosen_mark().map(|(id, _, span)| (*id, *span));
        let there = if self.overlay.is_listing_marks() { chosen } else { self.reader.note_here() };
        let Some(reading) = &self.reader.reading else { return };
        let target = there.map_or(Target::New(reading.target()), |(id, span)| Target::Of(id, span));
        let words = there
            .and_then(|(id, _)| reading.marks.by_id(id))
            .map_or(String::new(), |(_, mark, _)| mark.note.clone());
        self.overlay.popup = None;
        self.open_editor(target, &words);
    }

    pub(super) fn undo(&mut self, how: How) -> Vec<Effect> {
        if self.library.opened.is_some() && self.undoes_in_library() {
            let ask = if how == How::Undo { Ask::Undo } else { Ask::Redo };
            return vec![Effect::Library(ask)];
        }
        let Some(reading) = &mut self.reader.reading else { return Vec::new() };
        let list = if how == How::Undo { &mut reading.marks.undo } else { &mut reading.marks.redo };
        match list.pop() {
            Some(change) => reading.keep(change, how),
            None => {
                self.refuse(if how == How::Undo {
                    "nothing to undo"
                } else {
                    "nothing to do again"
                });
                Vec::new()
            }
        }
    }
}

impl ArticlePanel {
    /// Has the reader not moved yet?
    fn is_at_start(&self) -> bool {
        self.top == self.page.first() && self.block() == 0
    }
}
