//! Rows of lists that say something and do nothing.

use super::overlay::{Choice, Chosen};

/// A row that only tells.
pub(super) fn choice(label: &str, detail: &str) -> Choice {
    Choice {
        label: label.to_owned(),
        detail: detail.to_owned(),
        marked: false,
        does: Chosen::Nothing,
    }
}
