//! Links, as the source sets them.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Absolute where the source's address is known; without control characters.
    pub url: String,
}
