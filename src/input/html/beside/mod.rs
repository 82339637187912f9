//! What stands in or beside an article and is none of it: offers, other articles, who wrote it,
//! what readers say. Known by what its makers call it (`boxes`), by what it says (`lines`), by what
//! it is (`overlays`, and `controls`: what a page is used with), by where it stands (`ends`).

mod about;
mod boxes;
mod controls;
mod ends;
mod lines;
mod overlays;
mod phrases;

pub(super) use about::About;
pub(super) use boxes::{Weights, is, without_named, words};
pub(super) use controls::without_controls;
pub(super) use ends::without_ends;
pub(super) use lines::{without_lines, without_repeated_and_leading};
pub(super) use overlays::without_overlays;
