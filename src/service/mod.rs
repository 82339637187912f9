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

pub(crate) mod archive;
pub(crate) mod backlog;
mod bytes;
pub(crate) mod errand;
pub(crate) mod fetch;
pub(crate) mod network;
mod offline;
mod overrides;
mod passwords;
pub(crate) mod programs;
pub(crate) mod refresh;
pub(crate) mod rules;
pub(crate) mod settings;
mod source;
pub(crate) mod sync;
mod wacz;
pub(crate) mod web;
pub(crate) mod worker;

pub(crate) use bytes::bytes;
pub(crate) use offline::kept;
pub(crate) use overrides::Overrides;
pub(crate) use source::{article, articles, preview};
