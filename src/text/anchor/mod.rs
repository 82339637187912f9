//! A place in a text that outlives edits: the words themselves, what stood around them, and roughly
//! where.
//!
//! [`Anchor::of`] is made from a [`Span`] of one revision; [`Anchor::place`] finds the span in
//! another, or says that it is an orphan. A wrong place is worse than none: where two places fit as
//! well, position decides only when it is clear, and else the anchor is an orphan. The rule and its
//! measured figures stand in `docs/anchors.md`.

mod align;
mod candidates;
mod capture;
mod evidence;
mod kept;
mod pattern;
mod place;
mod places;
mod shape;
mod sketch;
mod words;

pub use kept::{Anchor, CONTEXT, FURTHER, Further, Placement};
pub use places::Places;
pub use sketch::Sketch;

#[cfg(test)]
mod tests;
