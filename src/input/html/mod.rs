//! Web pages and pieces of them.
//!
//! A page goes through five steps: its nesting is bounded, it is parsed, what it says about itself
//! is read, the article is cut out of it (or the page is refused), and the tree becomes blocks. A
//! piece (the content of a feed's item) is only parsed and walked.

mod beside;
mod container;
mod extraction;
mod flatten;
mod formula;
mod lead;
mod media;
mod metadata;
mod notes;
mod page;
mod quoted;
mod refusal;
mod saved;
mod walk;

#[cfg(feature = "reader")]
pub(super) use flatten::flatten;
pub use page::fragment;
pub(super) use page::{page, write};
