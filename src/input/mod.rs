//! Bytes → [`Article`](crate::annotation::Article): character sets, kinds, plain text, Markdown,
//! web pages.
//!
//! [`read`] does the whole; [`preview`] the first part of a large plain text. Nothing here opens
//! files, asks the network or the clock; bad input is an [`InputError`], never a panic. Uses `text`
//! and `annotation` alone. `docs/input.md` says what is done with which shape of input.

mod address;
#[cfg(feature = "reader")]
pub(crate) mod archive;
mod assembly;
mod calendar;
mod charset;
mod date;
#[cfg(feature = "html")]
mod discover;
mod error;
pub mod feed;
mod hints;
#[cfg(feature = "html")]
mod html;
mod kind;
#[cfg(feature = "reader")]
mod mail;
mod markdown;
mod markup;
pub mod opml;
mod plain;
mod quiet_line;
mod raised;
mod reading;
mod signature;
mod signed;
#[cfg(feature = "reader")]
pub(crate) mod source;
mod stop;

#[cfg(feature = "html")]
pub use discover::{Found, FoundFeed, discover_feeds, usual_places};
pub use error::InputError;
pub use hints::{Hints, Kind};
#[cfg(feature = "html")]
pub use html::fragment;
#[cfg(feature = "reader")]
pub(crate) use mail::{Letter, letter};
pub use reading::{preview, read};
pub use stop::Stop;
