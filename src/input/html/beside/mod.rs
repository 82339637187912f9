//! What stands in or beside an article and is none of it: offers, other articles, who wrote it,
//! what readers say. Known by what its makers call it (`boxes`), and by what it says (`lines`).

mod boxes;
mod lines;
mod phrases;

pub(super) use boxes::{Weights, is, without_named, words};
pub(super) use lines::{without_lines, without_repeated_and_leading};
