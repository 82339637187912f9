//! The reader in lines: words in, sentences out, for a screen reader, a braille line or a slow
//! line.
//!
//! It drives the same [`App`] by the same commands. [`Linear::hear`] takes a line; when what it
//! asked for is done, [`Linear::say`] tells in sentences what is new and what is at hand.

mod entry;
mod hearing;
mod lists;
mod saying;
mod sentences;
mod shelves;
mod words;

#[cfg(test)]
pub(crate) use words::OF_THE_SCREEN;

use crate::app::overlay::Popup;
use crate::app::state::App;
use crate::text::{ContentHash, Segments, Span};
use entry::Entry;
use sentences::AtHand;

/// What was said, so that only what is new is said again.
#[derive(Default)]
pub(crate) struct Linear {
    /// Input, text and number of marks that were told of.
    told: Option<(usize, ContentHash)>,
    trouble: bool,
    at: Option<AtHand>,
    hit: Option<Span>,
    /// The entries of the last list, which `open` goes to.
    entries: Vec<Entry>,
    /// Sentences that answer the line at once.
    answer: Vec<String>,
    segments: Option<(ContentHash, Segments)>,
    /// Say what is at hand although nothing changed.
    again: bool,
}

impl Linear {
    /// What stands before the line that is awaited.
    pub(crate) fn sign(app: &App) -> String {
        match (&app.overlay.prompt, &app.overlay.popup) {
            (Some(prompt), _) => app.library.asked_sign(prompt.asked).trim_end().to_owned() + " ",
            (None, Some(Popup::Letter { .. })) => "Letter: ".into(),
            (None, Some(Popup::Highlight { .. })) => "Number: ".into(),
            _ if app.overlay.notes.editor.is_some() => "Note: ".into(),
            _ => "> ".into(),
        }
    }
}
