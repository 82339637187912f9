//! The thread that has the library: what is kept about a text is read and changed there, in order,
//! and told when it is saved.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::event_loop::Event;
use crate::annotation::{Article, Mark, MarkKind};
use crate::app::{Change, How, Kept, Msg, Notice};
use crate::library::{Library, LibraryError, MarkId, TextIdentity};
use crate::text::{Anchor, Span};

/// How long saving waits for another program that has the library.
const SAVING: Duration = Duration::from_secs(8);
/// How long reading from it waits, and the keeping of a mere place: nobody is to wait for that when
/// quitting.
const READING: Duration = Duration::from_millis(1500);

type Ask = (Article, Change, How);

/// Takes requests; the library is opened with the first that needs it, and made with the first that
/// saves something.
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

impl Keeper {
    /// Waits for what was asked before: nothing that the reader did is lost by quitting at once.
    /// What came of it is told as ever.
    pub fn finish(&mut self) {
        self.asks = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.finish();
    }
}

fn keep(path: &Path, coming: &Receiver<Ask>, events: &Sender<Event>) {
    let mut library: Option<Library> = None;
    for (article, change, how) in coming {
        if let Some(msg) = answer(&mut library, path, &article, change, how) {
            let _ = events.send(Event::Msg(msg));
        }
    }
}

/// Does what is asked in the library at `path`, which is opened where it is not yet, and says what
/// came of it: a change is told as kept after it was saved, or as not kept. `None` where there is
/// nothing to open and nothing to save.
pub fn answer(
    library: &mut Option<Library>,
    path: &Path,
    article: &Article,
    change: Change,
    how: How,
) -> Option<Msg> {
    Some(match carry_out_in(library, path, article, change.clone(), how) {
        Ok(kept) => Msg::Kept(Box::new(kept?)),
        // A place where reading stopped is no loss that anybody needs to hear of.
        Err(error) if matches!(change, Change::Recall | Change::Position(_)) => {
            Msg::Told(Notice::alarm(words(&error)))
        }
        Err(error) => {
            Msg::NotKept { article: Box::new(article.clone()), change, how, words: words(&error) }
        }
    })
}

fn carry_out_in(
    library: &mut Option<Library>,
    path: &Path,
    article: &Article,
    change: Change,
    how: How,
) -> Result<Option<Kept>, LibraryError> {
    let saves = !matches!(change, Change::Recall | Change::Position(_));
    let patience = if saves { SAVING } else { READING };
    match library {
        Some(library) => library.set_patience(patience)?,
        None if !saves && !path.exists() => return Ok(None),
        None => match Library::open_within(path, patience) {
            // What may only be read is read: marks are shown, and what cannot be saved says so.
            Err(LibraryError::ReadOnly { .. } | LibraryError::Full { .. })
                if change == Change::Recall =>
            {
                return carry_out(&mut Library::open_to_read(path)?, article, change, how)
                    .map(Some);
            }
            opened => *library = Some(opened?),
        },
    }
    library.as_mut().map(|library| carry_out(library, article, change, how)).transpose()
}

fn words(error: &LibraryError) -> String {
    error.hint().map_or_else(|| error.to_string(), |hint| format!("{error}; {hint}"))
}

fn carry_out(
    library: &mut Library,
    article: &Article,
    change: Change,
    how: How,
) -> Result<Kept, LibraryError> {
    // What is kept about an article of the library is the library's to show, wherever the text was
    // opened from.
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
            let words = match &kind {
                MarkKind::Bookmark => "bookmark set",
                MarkKind::Mark(_) => "mark set",
                MarkKind::Note => "note saved",
                MarkKind::Highlight(_) => "highlighted",
            };
            let before = kind.letter().map_or(Ok(None), |letter| named(library, &text, letter))?;
            let mark =
                Mark { kind, anchor: Anchor::of(document, span), note, created: now, changed: now };
            let id = library.add_mark(&text, &mark, now)?;
            // A letter that was taken from another mark goes back to it.
            (Some(before.map_or(Change::RemoveMark(id), Change::RestoreMark)), words)
        }
        Change::RemoveMark(id) => {
            library.remove_mark(id, now)?;
            (Some(Change::RestoreMark(id)), "mark taken away; {undo} brings it back")
        }
        Change::RestoreMark(id) => {
            let before = library.marks(&text)?;
            library.restore_mark(id, now)?;
            let after = library.marks(&text)?;
            let taken = before
                .iter()
                .find(|(known, _)| !after.iter().any(|(id, _)| id == known))
                .map(|(id, _)| *id);
            (Some(taken.map_or(Change::RemoveMark(id), Change::RestoreMark)), "mark is back")
        }
        Change::Note(id, note) => {
            put(library, id, "note saved", |mark| (mark.note, mark.changed) = (note, now))?
        }
        Change::Move(id, span) => put(library, id, "mark moved here", |mark| {
            (mark.anchor, mark.changed) = (Anchor::of(document, span), now);
        })?,
        Change::Kind(id, kind) => {
            put(library, id, "highlighted", |mark| (mark.kind, mark.changed) = (kind, now))?
        }
        Change::Put(id, before) => put(library, id, "as it was", |mark| *mark = *before)?,
        Change::Correct { span, correction } => {
            let id =
                library.add_correction(&text, &Anchor::of(document, span), &correction, now)?;
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
    let mut marks: Vec<_> = library
        .marks(&text)?
        .into_iter()
        .map(|(id, mark)| (id, mark.anchor.place(document).span(), mark))
        .map(|(id, span, mark)| (id, mark, span))
        .collect();
    marks.sort_by_key(|(id, _, span)| (span.is_none(), span.map_or(0, Span::start), *id));
    let corrections = library
        .corrections(&text)?
        .into_iter()
        .filter_map(|(id, anchor, correction)| {
            Some((id, anchor.place(document).span()?, correction))
        })
        .collect();
    let position = if recalls {
        library
            .read_position(&text)?
            .and_then(|anchor| anchor.place(document).span())
            .map(Span::start)
    } else {
        None
    };
    Ok(Kept { hash: document.hash(), marks, corrections, position, undo, how, words: words.into() })
}

/// Changes a mark; what undoes that is to put it back as it was.
fn put(
    library: &mut Library,
    id: MarkId,
    words: &'static str,
    change: impl FnOnce(&mut Mark),
) -> Result<(Option<Change>, &'static str), LibraryError> {
    let before = library.change_mark(id, change)?;
    Ok((Some(Change::Put(id, Box::new(before))), words))
}

/// The mark of a letter.
fn named(
    library: &Library,
    text: &TextIdentity,
    letter: char,
) -> Result<Option<MarkId>, LibraryError> {
    Ok(library
        .marks(text)?
        .into_iter()
        .find(|(_, mark)| mark.kind.letter() == Some(letter))
        .map(|(id, _)| id))
}
