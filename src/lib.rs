//! Dateline: a news reader for the terminal that shows who is in the story and who said what.
//!
//! An article is one immutable text; everything known about it is spans over that text. The
//! folders, lowest first (a folder uses only those above it; `tests/layers.rs` checks):

// The clock, the environment, files and the terminal come in through the few folders that say so;
// tests may do as they like.
#![cfg_attr(
    not(test),
    warn(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)
)]

pub mod analysis;
pub mod annotation;
pub mod app;
pub mod cli;
pub mod config;
pub mod export;
pub mod input;
pub mod library;
pub mod net;
pub mod page;
pub mod query;
pub mod runtime;
pub mod text;
pub mod view;
