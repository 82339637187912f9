//! `dateline config`: the settings from the command line.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::lines::json_line;
use super::settings::{everything, report, theme};
use crate::config::{SETTINGS, Setting, nearest, parse_value};
use crate::runtime::Environment;
use crate::service::errand;
use crate::service::settings::{keep, make_folder};

#[derive(Debug, Args)]
pub(super) struct Config {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print the value of a setting
    Get { name: String },
    /// Change a setting in config.toml
    Set { name: String, value: String },
    /// Print every setting with its value
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Say what is wrong in config.toml
    Check,
    /// Open config.toml in the editor
    Edit,
}

#[derive(Serialize)]
struct SettingJson {
    name: &'static str,
    value: Option<toml::Value>,
}

impl Config {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let path = global.settings_path()?;
        let (settings, _, problems) = everything(&path)?;
        let mut out = io::stdout().lock();
        match &self.what {
            What::Get { name } => {
                report(&path, &problems);
                writeln!(out, "{}", known(name)?.value(&settings).unwrap_or_default())?;
            }
            What::List { json: true } => {
                report(&path, &problems);
                for setting in SETTINGS {
                    let value = setting.value(&settings).and_then(|value| parse_value(&value));
                    json_line(&mut out, &SettingJson { name: setting.key, value })?;
                }
            }
            What::List { json: false } => {
                report(&path, &problems);
                for setting in SETTINGS {
                    writeln!(
                        out,
                        "{} = {}",
                        setting.key,
                        setting.value(&settings).unwrap_or_else(|| "(not set)".into())
                    )?;
                }
            }
            What::Check => {
                report(&path, &problems);
                return Ok(ExitCode::from(u8::from(!problems.is_empty())));
            }
            What::Set { name, value } => set(&path, known(name)?, value)?,
            What::Edit => {
                make_folder(&path)?;
                errand::in_foreground(
                    &errand::editor(Environment::read().editor.as_deref(), &path),
                    None,
                )
                .map_err(Failure::new)?;
                let (_, _, problems) = everything(&path)?;
                report(&path, &problems);
                return Ok(ExitCode::from(u8::from(!problems.is_empty())));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn known(name: &str) -> Result<&'static Setting, Failure> {
    let failure = || Failure {
        code: 2,
        ..Failure::new(format!("there is no setting “{}”", crate::text::clean_line(name)))
    };
    Setting::find(name)
        .ok_or_else(|| failure().hint(nearest(name).map(|known| format!("did you mean {known}?"))))
}

/// Words may be given without the quotation marks of TOML.
fn set(path: &Path, setting: &Setting, words: &str) -> Result<(), Failure> {
    let own = parse_value(words).filter(|value| setting.takes.refuse(value).is_none());
    let value = own.unwrap_or_else(|| toml::Value::String(words.to_owned()));
    if let Some(why) = setting.takes.refuse(&value) {
        return Err(Failure { code: 2, ..Failure::new(format!("{} {why}", setting.key)) });
    }
    if let Some(name) = value.as_str().filter(|_| setting.key.starts_with("theme")) {
        theme(name, path)?;
    }
    Ok(keep(path, setting, &value)?)
}
