//! Writing notes: what opens the editor, what becomes of the words.

use super::Overlay;
use super::editor::{Editor, Pressed, Target, offset_as_seen};
use crate::annotation::{Article, MarkKind};
use crate::app::geometry::Panel;
use crate::app::key::Key;
use crate::app::message::{Change, Effect, Mouse, MouseAction};
use crate::app::reader::{Reader, Reading};
use crate::config::Bidi;
use crate::text::{Anchor, Further, Span, clean_lines};

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

impl Overlay {
    /// Text pasted into the note.
    pub(in crate::app) fn paste_into_note(&mut self, words: &str) {
        if let Some(editor) = &mut self.notes.editor {
            editor.text.insert(&clean_lines(words), false);
            editor.column = None;
        }
    }

    /// A key while a note is written.
    pub(in crate::app) fn editor_key(&mut self, key: Key, reader: &mut Reader) -> Vec<Effect> {
        let Some(editor) = &mut self.notes.editor else { return Vec::new() };
        self.tray.show(None);
        match editor.press(key) {
            Pressed::Nothing => Vec::new(),
            Pressed::Save => self.save_note(reader),
            Pressed::Close => {
                self.close_editor();
                Vec::new()
            }
            Pressed::Outside => vec![Effect::Edit(editor.text.words().to_owned())],
        }
    }

    /// The mouse while a note is written: a click puts the cursor there, the wheel scrolls; the
    /// text around can be scrolled too.
    pub(in crate::app) fn mouse_in_editor(
        &mut self,
        mouse: Mouse,
        bidi: Bidi,
        reader: &mut Reader,
    ) {
        let Some(editor) = &mut self.notes.editor else { return };
        let inner = editor.area.inner();
        let inside = editor.area.contains(mouse.column, mouse.row);
        match mouse.action {
            MouseAction::WheelDown if inside => editor.step(3),
            MouseAction::WheelUp if inside => editor.step(-3),
            MouseAction::Press | MouseAction::Drag if inner.contains(mouse.column, mouse.row) => {
                let line = (editor.top + usize::from(mouse.row - inner.y))
                    .min(editor.lines.len().saturating_sub(1));
                let column = usize::from(mouse.column - inner.x);
                let at = if bidi == Bidi::Terminal {
                    editor.lines[line].offset(editor.text.words(), column)
                } else {
                    offset_as_seen(&editor.lines[line], editor.text.words(), column)
                };
                editor.text.go(at);
                editor.column = None;
            }
            MouseAction::WheelDown | MouseAction::WheelUp => {
                if let Some(reading) = &mut reader.reading {
                    reading.panel.scroll(if mouse.action == MouseAction::WheelDown {
                        3
                    } else {
                        -3
                    });
                }
            }
            _ => {}
        }
    }
}
