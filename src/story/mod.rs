//! Which reports tell the same story, and what each of them has that the others have not.
//!
//! Pure: an [`Evidence`] is taken from a text and its analysis once; two of them are compared by
//! [`Evidence::link`]. Who may be compared with whom is found by an index over
//! [`Evidence::keys`], which the library keeps, so that a new report costs the same in a large
//! library as in a small one. Uses `text`, `annotation` and `analysis`.

mod evidence;
mod figures;
mod link;
mod people;
mod quotes;
mod report;
mod sheet;
mod terms;

pub(crate) use evidence::Evidence;
pub(crate) use link::{Link, rarity};
pub(crate) use quotes::are_versions;
pub(crate) use report::{Differing, Item, Matter, Report, Version};
pub(crate) use sheet::{Has, Sheet};

/// Reports further apart, in seconds, are not of one story by themselves.
pub(crate) const APART: i64 = 60 * 60 * 60;
