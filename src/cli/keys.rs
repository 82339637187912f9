//! `dateline keys`: what the keys do, under the reader's settings or in a preset.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::global::Global;
use super::lines::json_line;
use super::{Failure, settings};
use crate::app::{Action, Keymap, Scope, show_keys};
use crate::config::{Bindings, PRESET_NAMES};

#[derive(Debug, Args)]
pub(super) struct Keys {
    /// As Markdown tables
    #[arg(long)]
    markdown: bool,

    /// One JSON object a line
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Those of a preset, without what the settings add
    #[arg(long, value_name = "NAME", value_parser = PRESET_NAMES)]
    preset: Option<String>,
}

impl Keys {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let keymap = match &self.preset {
            Some(preset) => Keymap::build(preset, &Bindings::default()).0,
            None => {
                let path = global.settings_path()?;
                let (_, keymap, problems) = settings::everything(&path)?;
                settings::report(&path, &problems);
                keymap
            }
        };
        let mut out = io::stdout().lock();
        for scope in Scope::ALL {
            if self.json {
                print_json(&keymap, scope, &mut out)?;
                continue;
            }
            self.print(&keymap, scope, &mut out)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// One scope's table; commands without a key stand with the global ones.
    fn print(&self, keymap: &Keymap, scope: Scope, out: &mut impl Write) -> io::Result<()> {
        let rows = rows(keymap, scope);
        if rows.is_empty() {
            return Ok(());
        }
        if scope != Scope::Global {
            writeln!(
                out,
                "\n{}Only in the {}\n",
                if self.markdown { "## " } else { "" },
                scope.name()
            )?;
        }
        if self.markdown {
            writeln!(out, "| keys | command | what it does |\n|---|---|---|")?;
        }
        for (keys, action) in rows {
            let (id, what) = (keymap.id(action), keymap.what(action));
            if self.markdown {
                let keys: Vec<String> =
                    keys.iter().map(|keys| format!("`{}`", keys.replace('|', "\\|"))).collect();
                let id = if id.is_empty() { String::new() } else { format!("`{id}`") };
                writeln!(out, "| {} | {id} | {} |", keys.join(" "), what.replace('|', "\\|"))?;
            } else {
                writeln!(out, "{:<18} {id:<22} {what}", keys.join("  "))?;
            }
        }
        Ok(())
    }
}

/// The commands of a scope, each with its keys.
fn rows(keymap: &Keymap, scope: Scope) -> Vec<(Vec<String>, Action)> {
    let row = |action| {
        let keys = keymap.keys_in(scope, action).into_iter().map(show_keys).collect();
        (keys, action)
    };
    keymap
        .actions()
        .chain(keymap.nameless())
        .map(row)
        .filter(|(keys, action): &(Vec<String>, Action)| {
            !keys.is_empty() || (scope == Scope::Global && is_unbound(keymap, *action))
        })
        .collect()
}

#[derive(Serialize)]
struct KeyJson<'a> {
    place: &'static str,
    keys: Vec<String>,
    command: &'a str,
    what: &'a str,
}

fn print_json(keymap: &Keymap, scope: Scope, out: &mut impl Write) -> Result<(), Failure> {
    rows(keymap, scope).into_iter().try_for_each(|(keys, action)| {
        let (command, what) = (keymap.id(action), keymap.what(action));
        json_line(out, &KeyJson { place: scope.name(), keys, command, what })
    })
}

fn is_unbound(keymap: &Keymap, action: Action) -> bool {
    Scope::ALL.iter().all(|&scope| keymap.keys_in(scope, action).is_empty())
}
