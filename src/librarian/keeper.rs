//! What is kept about a text: marks, notes, corrections, the place where reading stopped. A change
//! answers with all that is kept now and with the change that undoes it.

use crate::annotation::{Article, Mark, MarkKind};
use crate::app::{Change, How, Kept};
use crate::library::{ArticleId, Library, LibraryError, MarkId, TextIdentity};
use crate::text::{Anchor, Span};

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
    how: How,
) -> Result<Kept, LibraryError> {
    let text = TextIdentity::of(article, known(library, article)?);
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
