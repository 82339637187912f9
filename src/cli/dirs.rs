//! `dateline dirs`: where things are kept.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::lines::json_line;
use crate::runtime::Folders;

#[derive(Debug, Args)]
pub(super) struct Dirs {
    /// One JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct DirsJson {
    settings: String,
    library: String,
    state: String,
    cache: String,
}

impl Dirs {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let folders = Folders::find(global.home.as_deref())
            .map_err(|error| Failure::new(error.to_string()))?;
        let mut out = io::stdout().lock();
        let shown = |folder: &std::path::Path| folder.display().to_string();
        let dirs = DirsJson {
            settings: shown(&folders.config),
            library: shown(&folders.data),
            state: shown(&folders.state),
            cache: shown(&folders.cache),
        };
        if self.json {
            json_line(&mut out, &dirs)?;
            return Ok(ExitCode::SUCCESS);
        }
        writeln!(out, "settings  {}", dirs.settings)?;
        writeln!(out, "library   {}", dirs.library)?;
        writeln!(out, "state     {}", dirs.state)?;
        writeln!(out, "cache     {}", dirs.cache)?;
        Ok(ExitCode::SUCCESS)
    }
}
