//! One person is one, two are two: which entities of several articles mean the same person, place or
//! body, and why, as the authority file of a library brings the forms of a name together.
//!
//! An article shows an entity by an [`Appearance`]: its names, its role, and traits, which are what
//! its role and the text around say of it. What the library knows of somebody is the names and a
//! [`Profile`], the traits of all their appearances counted. [`judge`] compares the two. Pure; uses
//! `text`, `annotation` and the results of `analysis`.

mod appearance;
mod around;
mod fields;
mod generic;
mod keys;
mod lands;
mod profile;
mod roles;
mod traits;
mod verdict;

pub(crate) use appearance::Appearance;
pub(crate) use keys::{is_better_name, keys};
pub(crate) use profile::{Profile, pack_traits, unpack_traits};
pub(crate) use verdict::{Known, Verdict, judge};
