//! Where the names stand and of what kind each is.
//!
//! [`find`] gives flat, sorted names: without titles ("President"), without "'s". Who is who
//! (aliases, roles, pronouns) is the work of `entities`. A linear-chain model over words, shapes,
//! neighbours, lists of known names and what the whole text tells of a word; `examples/train_names`
//! makes its weights (`assets/model/names.md`). Pure: no files, clock or threads. Uses `text` and
//! `annotation`.

mod boundary;
mod clubs;
mod consistency;
mod edges;
pub mod evidence;
pub mod features;
pub mod fold;
mod found;
mod honorific;
mod kinds;
pub mod lexicon;
pub mod lists;
pub mod model;
mod pairs;
pub mod table;
mod tagger;
pub mod words;

pub(in crate::analysis) use tagger::is_english;
pub use tagger::{Name, find, find_with};
