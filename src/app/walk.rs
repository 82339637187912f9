//! Where the reader is in the tutor.

/// Where the reader is in the walk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tutor {
    /// The step that waits.
    pub at: usize,
    /// Whether it is shown.
    pub on: bool,
}
