//! Parts of speech, lemmas and dependencies, after Universal Dependencies for English.
//!
//! [`tag`] runs over a whole document; [`parse`] over one sentence, on demand. Both are small models whose weights lie in
//! `assets/model/` and are made by `examples/train_syntax`. Every answer is a guess: nothing here fails, whatever the text.
//! Pure: no files, clock or threads. Uses `text`.

mod lemma;
mod names;
mod parse;
mod parser;
mod tag;
mod tagger;

pub use lemma::lemma;
pub use parse::{Parse, ROOT};
pub use parser::parse;
pub use tag::{Penn, Pos, Relation, Tag};
pub use tagger::{tag, tag_sentence};
