//! What is kept about a text: marks, notes, corrections, the place where reading stopped. A change
//! answers with all that is kept now; the library remembers what undoes it.

use jiff::Timestamp;

use crate::annotation::{Article, Mark, MarkKind};
use crate::app::library::TAKEN_BACK;
use crate::app::{Change, Kept, Reach};
use crate::library::{self, ArticleId, Library, LibraryError, TextIdentity};
use crate::text::{Anchor, Document, Span, clean_line};

/// The article of the library that a text is, wherever it was opened from: what is kept about it is
/// the library's to show.
pub(super) fn known(
    library: &Library,
    article: &Article,
) -> Result<Option<ArticleId>, LibraryError> {
    library.find_article(article.source.as_deref(), Some(article.document.hash()))
}

/// An error with its hint, in words.
pub(super) fn words(error: &LibraryError) -> String {
    error.hint().map_or_else(|| error.to_string(), |hint| format!("{error}; {hint}"))
}

/// Makes a change, or none, and returns what is kept then.
pub(super) fn carry_out(
    library: &mut Library,
    article: &Article,
    change: Change,
) -> Result<Kept, LibraryError> {
    let text = TextIdentity::of(article, known(library, article)?);
    let document = &article.document;
    let now = Timestamp::now();
    let recalls = change == Change::Recall;
    let words = match change {
        Change::Recall => String::new(),
        Change::Position(offset) => {
            let block = document.blocks().get(document.block_at(offset)).map(|block| block.span);
            let anchor = block.filter(|_| offset > 0).map(|span| Anchor::of(document, span));
            library.set_read_position(&text, anchor.as_ref(), now)?;
            String::new()
        }
        Change::Undo(Reach::Library) => undone(library.undo()?),
        Change::Undo(Reach::Text) => undone(library.undo_in(&text)?),
        Change::Redo(Reach::Library) => redone(library.redo()?),
        Change::Redo(Reach::Text) => redone(library.redo_in(&text)?),
        change => {
            let done = done(&change);
            let title = text.title.as_deref().map(clean_line).unwrap_or_default();
            let place = if title.is_empty() { title } else { format!(" in “{title}”") };
            library.change_kept(&text, now, |library| {
                make(library, &text, document, change, now)?;
                Ok(format!("{done}{place}"))
            })?;
            if done == GONE { format!("{done}{TAKEN_BACK}") } else { done.to_owned() }
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
    Ok(Kept { hash: document.hash(), marks, corrections, position, words })
}

/// What is told of a mark that was taken away.
const GONE: &str = "mark taken away";

/// What a change that lasts does, in words.
fn done(change: &Change) -> &'static str {
    match change {
        Change::AddMark { kind: MarkKind::Bookmark, .. } => "bookmark set",
        Change::AddMark { kind: MarkKind::Mark(_), .. } => "mark set",
        Change::AddMark { kind: MarkKind::Note, .. } | Change::Note(..) => "note saved",
        Change::AddMark { kind: MarkKind::Highlight(_), .. } | Change::Kind(..) => "highlighted",
        Change::RemoveMark(_) => GONE,
        Change::Move(..) => "mark moved here",
        Change::Correct { .. } => "corrected",
        Change::Recall | Change::Position(_) | Change::Undo(_) | Change::Redo(_) => "",
    }
}

/// Makes a change that lasts.
fn make(
    library: &mut Library,
    text: &TextIdentity,
    document: &Document,
    change: Change,
    now: Timestamp,
) -> Result<(), LibraryError> {
    match change {
        Change::AddMark { kind, span, note } => {
            let anchor = Anchor::of(document, span);
            let mark = Mark { kind, anchor, note, created: now, changed: now };
            library.add_mark(text, &mark, now)?;
        }
        Change::RemoveMark(id) => library.remove_mark(id, now)?,
        Change::Note(id, note) => {
            library.change_mark(id, |mark| (mark.note, mark.changed) = (note, now))?;
        }
        Change::Move(id, span) => library.change_mark(id, |mark| {
            (mark.anchor, mark.changed) = (Anchor::of(document, span), now);
        })?,
        Change::Kind(id, kind) => {
            library.change_mark(id, |mark| (mark.kind, mark.changed) = (kind, now))?;
        }
        Change::Correct { span, correction } => {
            library.add_correction(text, &Anchor::of(document, span), &correction, now)?;
        }
        Change::Recall | Change::Position(_) | Change::Undo(_) | Change::Redo(_) => {}
    }
    Ok(())
}

/// What is told of a change that was taken back.
pub(super) fn undone(change: Option<library::Change>) -> String {
    stepped(change, "undone", "nothing to undo")
}

/// What is told of a change that was done again.
pub(super) fn redone(change: Option<library::Change>) -> String {
    stepped(change, "done again", "nothing to do again")
}

fn stepped(change: Option<library::Change>, done: &str, none: &str) -> String {
    match change {
        None => none.to_owned(),
        Some(library::Change { label, left: 0, .. }) => format!("{done}: {label}"),
        Some(library::Change { label, articles: 0, .. }) => {
            format!("not {done}: {label}; another window has set it otherwise since")
        }
        Some(library::Change { label, left, .. }) => {
            format!("{done}: {label}; {left} stay as another window set them since")
        }
    }
}
