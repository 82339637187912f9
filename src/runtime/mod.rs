//! The terminal: the screen, what is typed, the loop between them and the state; also the folders
//! and the environment that the program is started in.
//!
//! [`read_articles`] runs the reader: one thread waits for the terminal, one for signals, jobs run
//! on their own; all send to one channel. The loop takes what is there, updates the state, and
//! draws once if anything came.

#![cfg_attr(
    not(test),
    expect(clippy::disallowed_methods, reason = "clock, environment and files come in here")
)]

mod browser;
mod environment;
mod event;
mod event_loop;
mod folders;
mod input;
mod jobs;
mod linear;
mod notify;
mod piped;
mod screen;
mod secret;
mod terminal;

pub(crate) use browser::open as open_in_browser;
pub(crate) use environment::Environment;
pub(crate) use event::Ended;
pub(crate) use event_loop::read_articles;
pub(crate) use folders::Folders;
pub(crate) use linear::read_in_lines;
pub(crate) use notify::notification;
#[cfg(test)]
pub(crate) use screen::Screen;
pub(crate) use secret::ask_secretly;
pub(crate) use terminal::columns;
