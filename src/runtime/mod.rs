//! Everything that touches the machine: terminal, threads, files, clock, environment.

mod folders;

pub use folders::{Folders, FoldersError};
