//! The note editor: a small box beside the paragraph, lines that wrap, undo, paste, and the
//! reader's own editor on a key.
//!
//! What was typed is never dropped: a note that is put aside or could not be saved waits in
//! [`Notes`] until it is gone on with.

mod keys;
mod text;

pub(super) use text::Text;

use crate::annotation::{Article, MarkKind};
use crate::app::geometry::{Area, Panel};
use crate::app::key::{Key, KeyCode, parse_keys};
use crate::app::keys::{Button, Does, row_of};
use crate::app::message::{Change, Effect};
use crate::app::overlay::Overlay;
use crate::app::reader::{Reader, Reading};
use crate::library::MarkId;
use crate::page::{Line, wrap};
use crate::text::{Anchor, ContentHash, Further, Span, clean_lines};

/// What a note is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A stretch of the text that has none yet.
    New(Span),
    /// A mark that is there; its place where it has one.
    Of(MarkId, Option<Span>),
}

impl Target {
    pub fn span(self) -> Option<Span> {
        match self {
            Self::New(span) => Some(span),
            Self::Of(_, span) => span,
        }
    }
}

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The text it belongs to.
    pub article: Article,
    pub target: Target,
    /// What it is on, in words that find the place again.
    pub anchor: Anchor,
    pub text: Text,
    /// The words as they are saved.
    saved: String,
    /// Whether it is to be saved as soon as the reader's own editor gives it back.
    save_when_back: bool,
    /// Column that the cursor keeps to from line to line.
    column: Option<usize>,
    /// With its frame.
    pub area: Area,
    pub lines: Vec<Line>,
    /// First line in sight.
    pub top: usize,
}

/// The note that is written now, and those that wait.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    pub editor: Option<Editor>,
    /// Put aside or not saved, each to be gone on with where it belongs.
    pub aside: Vec<Editor>,
    /// The reader was told that quitting leaves unsaved notes behind.
    pub warned: bool,
}

impl Notes {
    /// Words that are typed and not saved, with what they belong to.
    pub fn unsaved(&self) -> impl Iterator<Item = &Editor> {
        self.editor.iter().chain(&self.aside).filter(|editor| editor.is_changed())
    }
}

impl Editor {
    pub fn new(article: Article, target: Target, anchor: Anchor, saved: &str) -> Self {
        let saved = clean_lines(saved);
        Self {
            article,
            target,
            anchor,
            text: Text::new(&saved),
            saved,
            save_when_back: false,
            column: None,
            area: Area::default(),
            lines: wrap("", 2),
            top: 0,
        }
    }

    /// Whether it is the note for this place of this text.
    fn is_for(&self, document: ContentHash, target: Target) -> bool {
        self.article.document.hash() == document && is_same(self.target, target)
    }

    pub fn is_changed(&self) -> bool {
        self.text.words().trim_end() != self.saved.trim_end()
    }

    /// The line the cursor is in.
    pub fn line(&self) -> usize {
        self.lines.partition_point(|line| line.range.start <= self.text.cursor()).saturating_sub(1)
    }

    /// Breaks the words into lines for its area and brings the cursor's line into sight.
    fn settle(&mut self, area: Area) {
        self.area = area;
        let inner = area.inner();
        // One cell is left for the cursor behind the last letter.
        self.lines = wrap(self.text.words(), inner.width.saturating_sub(1));
        let (line, height) = (self.line(), usize::from(inner.height).max(1));
        self.top = self
            .top
            .clamp((line + 1).saturating_sub(height), line)
            .min(self.lines.len().saturating_sub(height));
    }

    /// What can be pressed in its frame.
    pub fn buttons(&self) -> Vec<Button> {
        let key = |word: &str| {
            parse_keys(word)
                .ok()
                .and_then(|keys| keys.first().copied())
                .unwrap_or(Key::plain(KeyCode::Esc))
        };
        let items = [("^S", "save"), ("Esc", "close"), ("^O", "editor"), ("^Z", "undo")];
        let items = items.map(|(word, label)| (word.to_owned(), label, Does::Key(key(word))));
        let foot = Area::new(
            self.area.x + 2,
            self.area.y + self.area.height.saturating_sub(1),
            self.area.width.saturating_sub(4),
            1,
        );
        row_of(foot, &items, false)
    }
}

impl Overlay {
    fn edit_outside(&mut self) -> Vec<Effect> {
        let Some(editor) = &mut self.notes.editor else { return Vec::new() };
        editor.save_when_back = true;
        vec![Effect::Edit(editor.text.words().to_owned())]
    }

    /// Names once, before the end, notes that are not saved; true where there are any that were not
    /// named.
    pub(in crate::app) fn warns(&mut self) -> bool {
        if self.notes.warned || self.notes.unsaved().next().is_none() {
            return false;
        }
        self.notes.warned = true;
        self.tray.alarm_between(
            "a note is not saved; quit again to leave (",
            "{write_note}",
            " on its paragraph goes on with it)",
        );
        true
    }

    fn put_aside(&mut self, editor: Editor) {
        self.notes
            .aside
            .retain(|other| !other.is_for(editor.article.document.hash(), editor.target));
        self.notes.aside.push(editor);
    }
}

impl Overlay {
    /// Opens the editor on the note of the mark that is chosen in the list, else on that of the
    /// selection or the paragraph.
    pub(in crate::app) fn write_note(&mut self, reader: &mut Reader) {
        let chosen = self.chosen_mark(reader).map(|(id, _, span)| (*id, *span));
        let there = if self.is_listing_marks() { chosen } else { reader.note_here() };
        let Some(reading) = &reader.reading else { return };
        let target = there.map_or(Target::New(reading.target()), |(id, span)| Target::Of(id, span));
        let words = there
            .and_then(|(id, _)| reading.marks.by_id(id))
            .map_or(String::new(), |(_, mark, _)| mark.note.clone());
        self.popup = None;
        self.open_editor(target, &words, reader);
    }

    /// Opens the editor on a note: the one that was put aside for this place if there is one.
    fn open_editor(&mut self, target: Target, saved: &str, reader: &mut Reader) {
        let Some(reading) = &reader.reading else { return };
        let aside = self
            .notes
            .aside
            .iter()
            .position(|editor| editor.is_for(reading.article.document.hash(), target));
        self.notes.editor = Some(match aside {
            Some(at) => self.notes.aside.remove(at),
            None => Editor::new(reading.article.clone(), target, reading.anchor_of(target), saved),
        });
        self.notes.warned = false;
        // The place is to be seen.
        reader.panels.focus = Panel::Article;
        if let (Some(span), Some(reading)) = (target.span(), &mut reader.reading) {
            reading.panel.show(Span::at(span.start()));
        }
    }

    /// Opens the editor on the note of where the reader is, and hands its words to the reader's own
    /// at once.
    pub(in crate::app) fn edit_note(&mut self, reader: &mut Reader) -> Vec<Effect> {
        self.write_note(reader);
        self.edit_outside()
    }

    /// Words come back from the reader's own editor.
    pub(in crate::app) fn edited_note(&mut self, words: &str, reader: &mut Reader) -> Vec<Effect> {
        let Some(editor) = &mut self.notes.editor else { return Vec::new() };
        editor.text.replace_all(&clean_lines(words));
        if std::mem::take(&mut editor.save_when_back) { self.save_note(reader) } else { Vec::new() }
    }

    /// Closes the editor; what was typed and is not saved is put aside.
    pub(in crate::app) fn close_editor(&mut self) {
        let Some(editor) = self.notes.editor.take() else { return };
        if editor.is_changed() {
            self.tray.tell_with("put aside, not saved: ", "{write_note} goes on with it");
            self.put_aside(editor);
        }
    }

    /// Has the note saved; without words the note that is there goes.
    pub(in crate::app) fn save_note(&mut self, reader: &mut Reader) -> Vec<Effect> {
        let Some(editor) = self.notes.editor.take() else { return Vec::new() };
        let Some(reading) = reader
            .reading
            .as_mut()
            .filter(|reading| reading.article.document.hash() == editor.article.document.hash())
        else {
            self.put_aside(editor);
            return Vec::new();
        };
        let words = editor.text.words().trim_end().to_owned();
        reading.selection = None;
        let change = match editor.target {
            _ if !editor.is_changed() => return Vec::new(),
            Target::New(span) => Change::AddMark { kind: MarkKind::Note, span, note: words },
            Target::Of(id, _) => {
                let is_note = reading
                    .marks
                    .all
                    .iter()
                    .any(|(known, mark, _)| *known == id && mark.kind == MarkKind::Note);
                if words.is_empty() && is_note {
                    Change::RemoveMark(id)
                } else {
                    Change::Note(id, words)
                }
            }
        };
        let effects = reading.keep(change);
        self.tray.tell("saving …");
        effects
    }

    /// A change could not be saved: the words of a note are there to be gone on with.
    pub(in crate::app) fn not_kept(
        &mut self,
        article: Article,
        change: &Change,
        words: &str,
        reader: &Reader,
    ) {
        let document = article.document.hash();
        let reading =
            reader.reading.as_ref().filter(|reading| reading.article.document.hash() == document);
        let note = match change {
            Change::AddMark { kind: MarkKind::Note, span, note } => {
                Some((Target::New(*span), note))
            }
            Change::Note(id, note) => Some((Target::Of(*id, None), note)),
            _ => None,
        };
        if let Some((target, note)) = note {
            let place = || target.span().map(|span| Anchor::of(&article.document, span));
            let anchor = reading
                .map(|reading| reading.anchor_of(target))
                .or_else(place)
                .unwrap_or_else(nowhere);
            let mut editor = Editor::new(article, target, anchor, "");
            editor.text.replace_all(&clean_lines(note));
            self.put_aside(editor);
            self.tray.alarm_between(
                "not saved; your words are kept, ",
                "{write_note}",
                &format!(" goes on: {words}"),
            );
            return;
        }
        self.tray.alarm(format!("not saved: {words}"));
    }

    /// Sets the editor's lines and place, and keeps the beginning of what the note is on in sight.
    pub(in crate::app) fn settle_editor(&mut self, reader: &Reader) {
        let Some(mut editor) = self.notes.editor.take() else { return };
        let shows = editor.target.span();
        let area = reader.area_beside(shows, editor.lines.len().max(3));
        editor.settle(area);
        // The number of lines is known only for this width, and may ask for another height.
        let area = reader.area_beside(shows, editor.lines.len().max(3));
        editor.settle(area);
        self.notes.editor = Some(editor);
    }
}

impl Reading {
    fn anchor_of(&self, target: Target) -> Anchor {
        match target {
            Target::New(span) => Anchor::of(&self.article.document, span),
            Target::Of(id, _) => {
                self.marks.by_id(id).map_or_else(nowhere, |(_, mark, _)| mark.anchor.clone())
            }
        }
    }
}

/// Words that are on nothing any more.
fn nowhere() -> Anchor {
    Anchor {
        exact: String::new(),
        prefix: String::new(),
        suffix: String::new(),
        position: 0.0,
        paragraph: 0,
        whole: false,
        further: Further::default(),
    }
}

fn is_same(one: Target, other: Target) -> bool {
    match (one, other) {
        (Target::New(one), Target::New(other)) => one == other,
        (Target::Of(one, _), Target::Of(other, _)) => one == other,
        _ => false,
    }
}
