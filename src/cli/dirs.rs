//! `dateline dirs`: where things are kept.

use std::io::{self, Write};
use std::process::ExitCode;

use super::Failure;
use super::arguments::Global;
use crate::runtime::Folders;

pub fn run(global: &Global) -> Result<ExitCode, Failure> {
    let folders =
        Folders::find(global.home.as_deref()).map_err(|error| Failure::new(error.to_string()))?;
    let mut out = io::stdout().lock();
    writeln!(out, "settings  {}", folders.config.display())?;
    writeln!(out, "library   {}", folders.data.display())?;
    writeln!(out, "state     {}", folders.state.display())?;
    writeln!(out, "cache     {}", folders.cache.display())?;
    Ok(ExitCode::SUCCESS)
}
