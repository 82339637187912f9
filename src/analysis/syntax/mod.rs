//! Parts of speech, lemmas and dependencies, after Universal Dependencies for English.
//!
//! [`tag`] runs over a whole document; [`parse`] over one sentence, on demand. Both are small
//! models whose weights lie in `assets/model/syntax.bin` and are made by `examples/train_syntax`,
//! which uses the same features through the public modules here. Every answer is a guess: nothing
//! fails, whatever the text. Pure: no files, clock or threads. Uses `text`.

pub mod configuration;
mod irregular;
mod lemma;
pub mod lexicon;
pub mod model;
mod names;
pub mod network;
mod parse;
pub mod parser;
mod tag;
pub mod tagger;
pub mod transition;
pub mod word;

pub use lemma::lemma;
pub use parse::{Parse, ROOT};
pub use parser::parse;
pub use tag::{Penn, Pos, Relation, Tag};
pub use tagger::{tag, tag_sentence};
