//! What the library's threads tell the state.

use std::sync::Arc;

use crate::app::{Msg, Notice};
use crate::input::source::Trouble;
use crate::library::LibraryError;

/// Takes the answers of the library's threads to the state.
pub(crate) type Tell = Arc<dyn Fn(Msg) + Send + Sync>;

/// Tells that a fault was in the way.
pub(super) fn tell_fault(events: &Tell, words: String) {
    events(Msg::Told(Notice::alarm(words)));
}

/// An error of the library as the reader is told of it.
pub(super) fn trouble(error: &LibraryError) -> Trouble {
    Trouble { message: error.to_string(), hint: error.hint() }
}
