//! The query language of lists and searches: `ferry "union bank" -strike (from:harbour OR by:lind)
//! is:unread since:2026-01-01`.
//!
//! [`Query::parse`] reads it, `Display` writes it back so that it reads the same, the library turns
//! it into SQL with bound values. What a reader types is never a fault where a sensible reading
//! exists: a quotation mark or bracket that is not closed closes at the end, signs that mean
//! nothing here are part of the words. Errors say where. Uses `text` and `annotation` (acts).

mod error;
mod lexer;
mod newsboat;
mod operators;
mod parser;
mod pattern;
mod print;
mod tree;
mod when;

pub(crate) use error::{QueryError, QueryFault};
pub(crate) use operators::{completions, names, page};
pub(crate) use pattern::{Matcher, Pattern};
pub use tree::Query;
pub(crate) use tree::{Field, Is, Measure, Node, Wanted};
pub(crate) use when::When;
