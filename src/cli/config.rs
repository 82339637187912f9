//! `dateline config`: the settings from the command line.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::arguments::Global;
use super::lines::json_line;
use crate::app::Keymap;
use crate::config::{
    Bindings, Problem, SETTINGS, Setting, Settings, line_of, nearest, parse_value, read_settings,
    readable, set_setting, written,
};
use crate::runtime::{Environment, Folders};
use crate::service::errand;

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

/// Where the settings are.
pub(super) fn path(global: &Global) -> Result<PathBuf, Failure> {
    let folders =
        Folders::find(global.home.as_deref()).map_err(|error| Failure::new(error.to_string()))?;
    Ok(folders.config.join("config.toml"))
}

/// The file's text, in which other characters stand for bytes that are no UTF-8; empty where there
/// is no file.
fn text(path: &Path) -> Result<String, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(readable(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::new(format!("{} cannot be read: {error}", path.display()))),
    }
}

/// The settings, and what is wrong with them.
pub(super) fn settings(global: &Global) -> Result<(Settings, Vec<Problem>), Failure> {
    Ok(read_settings(&text(&path(global)?)?))
}

/// The settings, the keys, and what is wrong with either, in the order of the file.
pub(super) fn everything(global: &Global) -> Result<(Settings, Keymap, Vec<Problem>), Failure> {
    let path = path(global)?;
    Ok(whole(&text(&path)?, &path))
}

/// `path` is where the file is: themes lie beside it.
fn whole(source: &str, path: &Path) -> (Settings, Keymap, Vec<Problem>) {
    let (settings, mut problems) = read_settings(source);
    let (bindings, of_tables) = Bindings::read(source);
    let (keymap, of_keys) = Keymap::build(&settings.keys.preset, &bindings);
    problems.extend(of_tables);
    problems.extend(of_keys);
    problems.extend(wrong_themes(&settings, source, path));
    problems.sort_by_key(|problem| problem.line);
    (settings, keymap, problems)
}

/// The themes that the settings name and that are not there, or cannot be read.
fn wrong_themes(settings: &Settings, source: &str, path: &Path) -> Vec<Problem> {
    let named = [
        ("theme", Some(&settings.theme)),
        ("theme_light", settings.theme_light.as_ref()),
        ("theme_dark", settings.theme_dark.as_ref()),
    ];
    named
        .into_iter()
        .filter_map(|(key, name)| {
            let failure = super::read::theme(name?, path).err()?;
            let line = line_of(source, key)?;
            Some(Problem {
                line,
                message: format!("{key}: {}", failure.message),
                hint: failure.hint,
            })
        })
        .collect()
}

/// Says on standard error what is wrong.
pub(super) fn report(path: &Path, problems: &[Problem]) {
    for problem in problems {
        eprintln!("error: {}: {problem}", path.display());
        if let Some(hint) = &problem.hint {
            eprintln!("hint: {hint}");
        }
    }
}

#[derive(Serialize)]
struct SettingJson {
    name: &'static str,
    value: Option<toml::Value>,
}

impl Config {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let path = path(global)?;
        let (settings, _, problems) = whole(&text(&path)?, &path);
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
                let (_, _, problems) = whole(&text(&path)?, &path);
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
        super::read::theme(name, path)?;
    }
    let changed = set_setting(&text(path)?, setting, &value);
    if setting.value(&read_settings(&changed).0) != Some(value.to_string()) {
        return Err(Failure::new("config.toml is written in a way that cannot be changed here")
            .hint(Some("dateline config edit opens it".into())));
    }
    make_folder(path)?;
    // Written beside it and moved over it, so that a crash leaves the old file or the new one.
    let beside = path.with_extension("toml.new");
    let moved = fs::write(&beside, written(&changed)).and_then(|()| {
        fs::rename(&beside, fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    });
    moved.map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))
}

fn make_folder(path: &Path) -> Result<(), Failure> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("{} cannot be made: {error}", folder.display())))
}
