//! Who is heard in many articles: how many voices, of what kind, with how many words, and what the
//! texts themselves say of them. Pure: articles and their analyses in, counts out.
//!
//! Only what was said counts (`Quote::is_said`). Women and men are told by evidence in the text
//! alone, pronouns and forms of address; a name is none.

mod evidence;
mod interval;
mod tally;

pub(crate) use interval::{Share, share};
pub(crate) use tally::{Heard, Tally};
