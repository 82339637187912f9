//! The note editor: a small box beside the paragraph, lines that wrap, undo, paste, and the
//! reader's own editor on a key.
//!
//! What was typed is never dropped: a note that is put aside or could not be saved waits in
//! [`Notes`] until it is gone on with.

mod keys;
mod place;
mod text;

pub use place::beside;
pub use text::Text;

use super::buttons::{Button, Does, row_of};
use super::geometry::{Area, Panel};
use super::key::{Key, KeyCode, parse_keys};
use super::marks::Histories;
use super::message::{Change, Effect, How, Notice};
use super::state::{App, Overlay, Reading};
use crate::annotation::{Article, MarkKind};
use crate::library::MarkId;
use crate::page::{Line, wrap};
use crate::text::{Anchor, Cleaner, ContentHash, Further, Span};

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
    /// Is it to be saved as soon as the reader's own editor gives it back?
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
    /// What can be undone in articles that are not open now.
    pub histories: Histories,
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
        let saved = cleaned(saved);
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

    /// Is it the note for this place of this text?
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

/// Words from outside, with their lines, without anything that a terminal would obey.
pub fn cleaned(words: &str) -> String {
    // A cleaner drops the line ends that nothing stands before.
    const BEFORE: &str = "x";
    let (mut clean, mut cleaner) = (String::with_capacity(words.len() + 1), Cleaner::new(true));
    cleaner.push(BEFORE, &mut clean);
    cleaner.push(words, &mut clean);
    clean.split_off(BEFORE.len())
}

impl Overlay {
    fn edit_outside(&mut self) -> Vec<Effect> {
        let Some(editor) = &mut self.notes.editor else { return Vec::new() };
        editor.save_when_back = true;
        vec![Effect::Edit(editor.text.words().to_owned())]
    }

    fn put_aside(&mut self, editor: Editor) {
        self.notes
            .aside
            .retain(|other| !other.is_for(editor.article.document.hash(), editor.target));
        self.notes.aside.push(editor);
    }
}

impl App {
    /// Opens the editor on a note: the one that was put aside for this place if there is one.
    pub(super) fn open_editor(&mut self, target: Target, saved: &str) {
        let Some(reading) = &self.reader.reading else { return };
        let aside = self
            .overlay
            .notes
            .aside
            .iter()
            .position(|editor| editor.is_for(reading.article.document.hash(), target));
        self.overlay.notes.editor = Some(match aside {
            Some(at) => self.overlay.notes.aside.remove(at),
            None => Editor::new(reading.article.clone(), target, reading.anchor_of(target), saved),
        });
        self.overlay.notes.warned = false;
        // The place is to be seen.
        self.reader.panels.focus = Panel::Article;
        if let (Some(span), Some(reading)) = (target.span(), &mut self.reader.reading) {
            reading.panel.show(Span::at(span.start()));
        }
    }

    /// Opens the editor on the note of where the reader is, and hands its words to the reader's own
    /// at once.
    pub(super) fn edit_note(&mut self) -> Vec<Effect> {
        self.write_note();
        self.overlay.edit_outside()
    }

    /// Words come back from the reader's own editor.
    pub(super) fn edited_note(&mut self, words: &str) -> Vec<Effect> {
        let Some(editor) = &mut self.overlay.notes.editor else { return Vec::new() };
        editor.text.replace_all(&cleaned(words));
        if std::mem::take(&mut editor.save_when_back) { self.save_note() } else { Vec::new() }
    }

    /// Closes the editor; what was typed and is not saved is put aside.
    pub(super) fn close_editor(&mut self) {
        let Some(editor) = self.overlay.notes.editor.take() else { return };
        if editor.is_changed() {
            let key = self.key_of(super::Command::WriteNote);
            self.tell(format!("put aside, not saved: {key} goes on with it"));
            self.overlay.put_aside(editor);
        }
    }

    /// Has the note saved; without words the note that is there goes.
    pub(super) fn save_note(&mut self) -> Vec<Effect> {
        let Some(editor) = self.overlay.notes.editor.take() else { return Vec::new() };
        let Some(reading) =
            self.reader.reading.as_mut().filter(|reading| {
                reading.article.document.hash() == editor.article.document.hash()
            })
        else {
            self.overlay.put_aside(editor);
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
        let effects = reading.keep(change, How::New);
        self.tell("saving …");
        effects
    }

    /// A change could not be saved: the words of a note are there to be gone on with, and undo
    /// stands where it stood.
    pub(super) fn not_kept(&mut self, article: Article, change: Change, how: How, words: &str) {
        let document = article.document.hash();
        let reading = self
            .reader
            .reading
            .as_ref()
            .filter(|reading| reading.article.document.hash() == document);
        let note = match &change {
            Change::AddMark { kind: MarkKind::Note, span, note } => {
                Some((Target::New(*span), note))
            }
            Change::Note(id, note) => Some((Target::Of(*id, None), note)),
            _ => None,
        };
        if let Some((target, note)) = note.filter(|_| how == How::New) {
            let place = || target.span().map(|span| Anchor::of(&article.document, span));
            let anchor = reading
                .map(|reading| reading.anchor_of(target))
                .or_else(place)
                .unwrap_or_else(nowhere);
            let mut editor = Editor::new(article, target, anchor, "");
            editor.text.replace_all(&cleaned(note));
            self.overlay.put_aside(editor);
            let key = self.key_of(super::Command::WriteNote);
            self.notice = Some(Notice::alarm(format!(
                "not saved; your words are kept, {key} goes on: {words}"
            )));
            return;
        }
        if let Some(reading) = self
            .reader
            .reading
            .as_mut()
            .filter(|reading| reading.article.document.hash() == document)
        {
            reading.marks.put_back(change, how);
        }
        self.notice = Some(Notice::alarm(format!("not saved: {words}")));
    }

    /// The first key of a command here, or its name on the palette.
    pub(super) fn key_of(&self, command: super::Command) -> String {
        self.keys
            .map
            .keys_of(self.scope(), command)
            .first()
            .map_or_else(|| format!(":{}", command.id()), |keys| super::show_keys(keys))
    }

    /// Is this a moment to stop quitting? Notes that are not saved are named once.
    pub(super) fn stops_to_warn(&mut self) -> bool {
        if !self.done || self.overlay.notes.warned || self.overlay.notes.unsaved().next().is_none()
        {
            return false;
        }
        self.done = false;
        self.overlay.notes.warned = true;
        let key = self.key_of(super::Command::WriteNote);
        self.notice = Some(Notice::alarm(format!(
            "a note is not saved; quit again to leave ({key} on its paragraph goes on with it)"
        )));
        true
    }

    /// Sets the editor's lines and place, and keeps the beginning of what the note is on in sight.
    pub(super) fn settle_editor(&mut self) {
        let Some(mut editor) = self.overlay.notes.editor.take() else { return };
        let shows = editor.target.span();
        let area = self.area_beside(shows, editor.lines.len().max(3));
        editor.settle(area);
        // The number of lines is known only for this width, and may ask for another height.
        let area = self.area_beside(shows, editor.lines.len().max(3));
        editor.settle(area);
        self.overlay.notes.editor = Some(editor);
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
