//! Why a search cannot be made.

/// Why a query cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    #[error("there is nothing to look for")]
    Empty,
    #[error("the pattern is too large")]
    TooLarge,
    #[error("the pattern is wrong: {0}")]
    Wrong(String),
}
