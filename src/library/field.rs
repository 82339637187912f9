//! What a change is of, as the history of undo keeps it.

use crate::config::worded;

worded! {
    /// What of an article, or beside one, a change is of.
    Field {
        Unread = "unread",
        Starred = "starred",
        Tag = "tag",
        Choice = "choice",
        /// No change, but the window in which it was made.
        Window = "window",
    }
}
