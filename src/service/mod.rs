//! What the program does without a screen: inputs and pages are read, feeds are asked and stored,
//! what waits is analysed, programs are run.
//!
//! For the commands and for the reader alike; takes nothing from the state of the reader (`app`),
//! and answers with values or through closures. Files, the clock, the environment and threads come
//! in here; long-lived threads are [`worker`]s.

#![cfg_attr(
    not(test),
    expect(clippy::disallowed_methods, reason = "clock, environment and files come in here")
)]

pub mod backlog;
pub mod errand;
pub mod fetch;
pub mod network;
mod offline;
mod passwords;
pub mod programs;
pub mod refresh;
mod source;
pub mod web;
pub mod worker;

pub use offline::kept;
pub use source::{Overrides, article, bytes, preview};
