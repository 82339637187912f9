//! What the reader does with marks. The library keeps them, with the one history in which changes
//! are taken back.

use super::article_panel::ArticlePanel;
use super::{Reader, Reading};
use crate::annotation::{Mark, MarkKind};
use crate::app::geometry::{Area, Room};
use crate::app::keys::{Button, Command, Keys, Scope, row_of};
use crate::app::message::{Change, Effect, Kept, Reach};
use crate::library::MarkId;
use crate::text::Span;

impl Reader {
    /// Sets a bookmark on the selection or the paragraph, or takes away the one that is just there.
    pub(in crate::app) fn bookmark(&mut self) -> Vec<Effect> {
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
        reading.keep(change)
    }

    /// The letter after `m` or `'`.
    pub(in crate::app) fn mark_letter(&mut self, set: bool, letter: char) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else { return Vec::new() };
        match (set, letter) {
            (true, 'm') => return self.bookmark(),
            (true, 'a'..='z') => {
                let span = reading.target();
                reading.selection = None;
                return reading.keep(Change::AddMark {
                    kind: MarkKind::Mark(letter),
                    span,
                    note: String::new(),
                });
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
    pub(in crate::app) fn note_here(&self) -> Option<(MarkId, Option<Span>)> {
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

    /// Takes away a mark, else the marks of the paragraph one after the other.
    pub(in crate::app) fn remove_mark(&mut self, chosen: Option<MarkId>) -> Vec<Effect> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let here = || reading.marks.within(reading.target()).next().map(|(id, _)| id);
        match chosen.or_else(here) {
            Some(id) => reading.keep(Change::RemoveMark(id)),
            None => {
                self.tray.tell("no mark here");
                Vec::new()
            }
        }
    }

    /// Puts the mark that is chosen in the list on the selection or the paragraph.
    pub(in crate::app) fn attach_mark(&mut self, chosen: Option<MarkId>) -> Vec<Effect> {
        let Some(id) = chosen else {
            self.tray.tell_with("", "{list_marks} lists the marks; one of them is chosen there");
            return Vec::new();
        };
        let Some(reading) = &mut self.reading else { return Vec::new() };
        let span = reading.target();
        reading.selection = None;
        reading.keep(Change::Move(id, span))
    }

    pub(in crate::app) fn step_mark(&mut self, by: i64) {
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

    /// Where the marks are, on the frame of the article that has some.
    pub(in crate::app) fn standing_buttons(&self, keys: &Keys, scope: Scope) -> Vec<Button> {
        let geometry = self.panels.geometry();
        let frame = geometry.article.filter(|_| geometry.room != Room::Alone);
        let count = self.reading.as_ref().map_or(0, |reading| reading.marks.all.len());
        let Some(frame) = frame.filter(|_| count > 0) else { return Vec::new() };
        let label = if count == 1 { "1 mark".to_owned() } else { format!("{count} marks") };
        let foot = Area::new(
            frame.x + 2,
            frame.y + frame.height.saturating_sub(1),
            frame.width.saturating_sub(4),
            1,
        );
        row_of(foot, &keys.items(scope, &[(Command::ListMarks, &label)]), false)
    }

    /// What is kept was read or changed.
    pub(in crate::app) fn kept(&mut self, kept: Kept) {
        let Some(reading) =
            self.reading.as_mut().filter(|reading| reading.article.document.hash() == kept.hash)
        else {
            return;
        };
        reading.marks.all = kept.marks;
        let first = !std::mem::replace(&mut reading.marks.told, true);
        if let Some(position) = kept.position.filter(|_| first && reading.panel.is_at_start()) {
            reading.panel.jump(position);
        }
        if reading.corrections != kept.corrections {
            reading.corrections = kept.corrections;
            self.lay_corrections();
        }
        self.tray.tell_change(&kept.words);
    }

    /// Takes back the last change: in an article of the library the last of all that were made in
    /// this window, else the last to what is kept about this text.
    pub(in crate::app) fn undo(&self) -> Vec<Effect> {
        self.reading
            .iter()
            .flat_map(|reading| reading.keep(Change::Undo(reading.reach())))
            .collect()
    }

    /// Does again what was taken back last.
    pub(in crate::app) fn redo(&self) -> Vec<Effect> {
        self.reading
            .iter()
            .flat_map(|reading| reading.keep(Change::Redo(reading.reach())))
            .collect()
    }

    /// Asks what is kept about the article that is open.
    pub(in crate::app) fn recall(&self) -> Vec<Effect> {
        self.reading.iter().flat_map(|reading| reading.keep(Change::Recall)).collect()
    }
}

impl Reading {
    /// Asks for a change to what is kept about this article.
    pub(in crate::app) fn keep(&self, change: Change) -> Vec<Effect> {
        vec![Effect::Keep { article: self.article.clone(), change }]
    }

    /// What undo takes back here.
    fn reach(&self) -> Reach {
        if self.opened.is_some() { Reach::Library } else { Reach::Text }
    }
}

impl ArticlePanel {
    /// Whether the reader has not moved yet.
    fn is_at_start(&self) -> bool {
        self.top == self.page.first() && self.block() == 0
    }
}
