//! The page: a [`Document`](crate::text::Document) and a width become rows of text, and a place in
//! the text becomes a cell.
//!
//! A [`Page`] sets its document block by block, only where somebody looks, so that a long text
//! costs no more than a short one. A [`Row`] says which bytes stand in which columns; what is drawn
//! but is not in the text (bullets, bars, hyphens) is listed apart. Columns exist here and nowhere
//! below. A [`Query`] finds words in a document. This folder uses `text` and `annotation` and knows
//! nothing of colours or terminals; how text is set is written in `docs/page.md`.

mod cache;
mod code;
mod context;
mod find;
mod fragment;
mod lead;
mod locate;
mod order;
mod part;
#[cfg(test)]
mod properties;
mod prose;
mod row;
mod setting;
mod sheet;
mod table;
mod walk;
mod wrap;

pub(crate) use context::Place;
pub use find::Query;
pub(crate) use row::{Ornament, Row};
pub use setting::Setting;
pub use sheet::Page;
pub(crate) use wrap::{Line, wrap};
