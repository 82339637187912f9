//! Dateline: a news reader for the terminal that shows who is in the story and who said what.
//!
//! An article is one immutable text ([`text::Document`]); everything known about it is spans over
//! that text. As a library, Dateline is the engine without the reader: [`input`] makes articles of
//! bytes, [`analysis`] finds names, figures and quotations with their speakers, [`export`] writes
//! them as JSON.
//!
//! ```
//! use dateline::analysis::{Context, analyze};
//! use dateline::input::{Hints, read};
//!
//! let report = "Ana Ruiz, the mayor, opened the bridge on Monday.\n\n\
//!               “We will open the quay in May,” Ruiz said.";
//! let article = read(report.into(), &Hints::default())?;
//! let found = analyze(&article.document, &Context::default());
//!
//! let quote = &found.quotes[0];
//! assert_eq!(article.document.slice(quote.parts[0]), "We will open the quay in May,");
//! assert_eq!(quote.name.as_deref(), Some("Ana Ruiz"));
//! # Ok::<(), dateline::input::InputError>(())
//! ```
//!
//! Features: `reader` (on by default) is the program with its terminal, library and network;
//! `html` reads web pages. Without both, plain text and Markdown are read and analysed.
//!
//! The folders, lowest first (a folder uses only those that `tests/layers.rs` allows it):
//! `text`, `annotation`, `analysis`, `story`, `authority`, `input`, `query`, `library`, `page`, `config`, `app`, `view`,
//! `net`, `export`, `runtime`, `cli`. `ARCHITECTURE.md` says what each holds.

// The clock, the environment, files and the terminal come in through the few folders that say so;
// tests may do as they like. What reads no text for its own sake cuts none by numbers.
#![cfg_attr(
    not(test),
    warn(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)
)]

pub mod analysis;
#[cfg_attr(not(test), warn(clippy::string_slice))]
pub mod annotation;
#[cfg_attr(not(test), warn(clippy::string_slice))]
pub mod export;
pub mod input;
pub mod text;

#[cfg(feature = "reader")]
mod app;
#[cfg(feature = "reader")]
mod audit;
#[cfg(feature = "reader")]
mod authority;
#[cfg(feature = "reader")]
#[cfg_attr(not(test), warn(clippy::string_slice))]
mod cli;
#[cfg(feature = "reader")]
#[cfg_attr(not(test), warn(clippy::string_slice))]
mod config;
#[cfg(feature = "reader")]
#[cfg_attr(not(test), warn(clippy::string_slice))]
mod librarian;
#[cfg(feature = "reader")]
#[cfg_attr(not(test), warn(clippy::string_slice))]
mod library;
#[cfg(feature = "reader")]
#[cfg_attr(not(test), warn(clippy::string_slice))]
mod net;
#[cfg(feature = "reader")]
mod page;
#[cfg(feature = "reader")]
mod query;
#[cfg(feature = "reader")]
#[cfg_attr(not(test), warn(clippy::string_slice))]
mod runtime;
#[cfg(feature = "reader")]
#[cfg_attr(not(test), warn(clippy::string_slice))]
mod service;
#[cfg(feature = "reader")]
mod story;
#[cfg(feature = "reader")]
mod view;

#[cfg(feature = "reader")]
pub use cli::run;

/// What the tests from outside, the benchmarks and the examples of this repository take from the
/// reader. It is no part of the library: anything in it may change or go.
#[cfg(feature = "reader")]
#[doc(hidden)]
pub mod inside {
    pub mod app {
        pub use crate::app::{App, Effect, Keymap, Msg, parse_keys, update};
        pub use crate::input::source::Source;
    }
    pub mod config {
        pub use crate::config::{Bindings, Settings, Theme, parse_value, read_settings};
    }
    pub mod library {
        pub use crate::library::{
            APPLICATION, ArticleId, Clock, Library, NewItem, Origin, Scope, State, Subscription,
            TextIdentity, backup_path,
        };
    }
    pub mod net {
        pub use crate::net::{
            Asked, Cancel, Client, FeedHints, NetError, Pace, Patience, Phase, Policy, Proxies,
            Request, Resolve, Response, Word, next_allowed,
        };
    }
    pub mod page {
        pub use crate::page::{Page, Query, Setting};
    }
    pub mod query {
        pub use crate::query::Query;
    }
    pub mod service {
        pub use crate::service::fetch::{FeedRequest, FetchEvent, FetchSettings, fetch_all};
    }
    pub use crate::view::draw;
}

/// The reader's tests on the real application without a terminal.
#[cfg(all(test, feature = "reader"))]
#[path = "../tests/desk/mod.rs"]
mod desk;
