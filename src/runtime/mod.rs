//! Everything that touches the machine: terminal, threads, files, clock, environment.
//!
//! [`read_articles`] runs the reader: one thread waits for the terminal, one for signals, jobs run
//! on their own; all send to one channel. The loop takes what is there, updates the state, and
//! draws once if anything came.

#![cfg_attr(
    not(test),
    expect(clippy::disallowed_methods, reason = "clock, environment and files come in here")
)]

pub mod backlog;
mod browser;
mod environment;
pub mod errand;
mod event_loop;
pub mod fetch;
mod folders;
mod input;
mod librarian;
mod linear;
pub mod network;
mod offline;
mod passwords;
pub mod programs;
pub mod refresh;
mod screen;
mod source;
mod terminal;
pub mod web;
mod worker;

pub use environment::Environment;
pub use event_loop::{Ended, read_articles};
pub use folders::Folders;
#[cfg(test)]
pub use librarian::{Counter, Owner};
pub use linear::read_in_lines;
pub use offline::kept;
#[cfg(test)]
pub use screen::Screen;
pub use source::{Overrides, article, bytes};
pub use terminal::columns;
