//! The thread that has the library: what is kept about a text is read and changed there, in order, and told when it is saved.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::event_loop::Event;
use crate::annotation::{Article, Mark};
use crate::app::{Change, How, Kept, Msg, Notice};
use crate::library::{Library, LibraryError, TextIdentity};
use crate::text::{Anchor, Span};

type Ask = (Article, Change, How);

/// Takes requests; the library is opened with the first that needs it, and made with the first that saves something.
pub struct Keeper {
    asks: Option<Sender<Ask>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub fn new(path: PathBuf, events: Sender<Event>) -> Self {
        let (asks, coming) = channel();
        let thread = std::thread::spawn(move || keep(&path, &coming, &events));
        Self { asks: Some(asks), thread: Some(thread) }
    }

    pub fn ask(&self, article: Article, change: Change, how: How) {
        if let Some(asks) = &self.asks {
            let _ = asks.send((article, change, how));
        }
    }
}

/// The end waits for what was asked before: nothing that the reader did is lost by quitting at once.
impl Drop for Keeper {
    fn drop(&mut self) {
        self.asks = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn keep(path: &std::path::Path, coming: &Receiver<Ask>, events: &Sender<Event>) {
    let mut library: Option<Library> = None;
    for (article, change, how) in coming {
        let saves = !matches!(change, Change::Recall | Change::Position(_));
        if library.is_none() {
            let opened = if saves { Library::open(path).map(Some) } else { Library::open_existing(path) };
            match opened {
                Ok(opened) => library = opened,
                Err(error) => {
                    let _ = events.send(Event::Msg(Msg::Told(Notice::alarm(words(&error)))));
                    continue;
                }
            }
        }
        let Some(library) = &mut library else { continue };
        let msg = match carry_out(library, &article, change, how) {
            Ok(kept) => Msg::Kept(Box::new(kept)),
            Err(error) => Msg::Told(Notice::alarm(format!("not saved: {}", words(&error)))),
        };
        let _ = events.send(Event::Msg(msg));
    }
}

fn words(error: &LibraryError) -> String {
    error.hint().map_or_else(|| error.to_string(), |hint| format!("{error}; {hint}"))
}

fn carry_out(library: &mut Library, article: &Article, change: Change, how: How) -> Result<Kept, LibraryError> {
    // What is kept about an article of the library is the library's to show, wherever the text was opened from.
    let known = library.find_article(article.source.as_deref(), Some(article.document.hash()))?;
    let text = TextIdentity::of(article, known);
    let document = &article.document;
    let now = jiff::Timestamp::now();
    let recalls = change == Change::Recall;
    let (undo, words) = match change {
        Change::Recall => (None, ""),
        Change::Position(offset) => {
            let block = document.blocks().get(document.block_at(offset)).map(|block| block.span);
            let anchor = block.filter(|_| offset > 0).map(|span| Anchor::of(document, span));
            library.set_read_position(&text, anchor.as_ref(), now)?;
            (None, "")
        }
        Change::AddMark { kind, span, note } => {
            let words = if note.is_empty() { "marked" } else { "note saved" };
            let mark = Mark { kind, anchor: Anchor::of(document, span), note, created: now, changed: now };
            (Some(Change::RemoveMark(library.add_mark(&text, &mark, now)?)), words)
        }
        Change::RemoveMark(id) => {
            library.remove_mark(id, now)?;
            (Some(Change::RestoreMark(id)), "mark taken away; u brings it back")
        }
        Change::RestoreMark(id) => {
            library.restore_mark(id, now)?;
            (Some(Change::RemoveMark(id)), "mark is back")
        }
        Change::Note(id, note) => {
            let mark = find(library, &text, id)?;
            library.change_mark(id, &Mark { note, changed: now, ..mark.clone() })?;
            (Some(Change::Note(id, mark.note)), "note saved")
        }
        Change::Move(id, span) => {
            let mark = find(library, &text, id)?;
            let before = mark.anchor.place(document).span();
            library.change_mark(id, &Mark { anchor: Anchor::of(document, span), changed: now, ..mark })?;
            (before.map(|span| Change::Move(id, span)), "mark moved here")
        }
        Change::Correct { span, correction } => {
            let id = library.add_correction(&text, &Anchor::of(document, span), &correction, now)?;
            (Some(Change::TakeBack(id)), "corrected")
        }
        Change::TakeBack(id) => {
            library.remove_correction(id, now)?;
            (Some(Change::Restore(id)), "correction taken back")
        }
        Change::Restore(id) => {
            library.restore_correction(id)?;
            (Some(Change::TakeBack(id)), "correction is back")
        }
    };
    let mut marks: Vec<_> =
        library.marks(&text)?.into_iter().map(|(id, mark)| (id, mark.anchor.place(document).span(), mark)).map(|(id, span, mark)| (id, mark, span)).collect();
    marks.sort_by_key(|(id, _, span)| (span.is_none(), span.map_or(0, Span::start), *id));
    let corrections =
        library.corrections(&text)?.into_iter().filter_map(|(id, anchor, correction)| Some((id, anchor.place(document).span()?, correction))).collect();
    let position = if recalls { library.read_position(&text)?.and_then(|anchor| anchor.place(document).span()).map(Span::start) } else { None };
    Ok(Kept { hash: document.hash(), marks, corrections, position, undo, how, words: words.into() })
}

fn find(library: &Library, text: &TextIdentity, id: crate::library::MarkId) -> Result<Mark, LibraryError> {
    library.marks(text)?.into_iter().find(|(known, _)| *known == id).map(|(_, mark)| mark).ok_or(LibraryError::Missing("mark"))
}
