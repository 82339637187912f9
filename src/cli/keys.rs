//! `dateline keys`: what the keys do.

use std::io::{self, Write};
use std::process::ExitCode;

use super::Failure;
use crate::app::{Command, Keymap, Scope, show_keys};

pub fn run(markdown: bool) -> Result<ExitCode, Failure> {
    let keymap = Keymap::preset("default").ok_or_else(|| Failure::new("the default keys are missing"))?.map_err(|error| Failure::new(error.to_string()))?;
    let mut out = io::stdout().lock();
    if markdown {
        writeln!(out, "| keys | command | what it does |\n|---|---|---|")?;
    }
    for &command in Command::ALL {
        let keys: Vec<String> = keymap.keys_of(Scope::Article, command).into_iter().map(show_keys).collect();
        if markdown {
            let keys: Vec<String> = keys.iter().map(|keys| format!("`{}`", keys.replace('|', "\\|"))).collect();
            writeln!(out, "| {} | `{}` | {} |", keys.join(" "), command.id(), command.what())?;
        } else {
            writeln!(out, "{:<18} {:<22} {}", keys.join("  "), command.id(), command.what())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
