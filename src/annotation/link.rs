//! Links and emphasis, as the source sets them.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Absolute where the source's address is known; without control characters.
    pub url: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Emphasis {
    Emphasis,
    Strong,
    Code,
}
