//! The file of settings as commands read it, with what is wrong in it.

use std::fs;
use std::path::Path;

use super::Failure;
use crate::app::Keymap;
use crate::config::{Bindings, Problem, Settings, Theme, closest, line_of, read_settings};
use crate::service::settings::text;

/// The settings, and what is wrong with them.
pub(super) fn read(path: &Path) -> Result<(Settings, Vec<Problem>), Failure> {
    Ok(read_settings(&text(path)?))
}

/// The settings, the keys, and what is wrong with either, in the order of the file.
/// Themes lie beside it.
pub(super) fn everything(path: &Path) -> Result<(Settings, Keymap, Vec<Problem>), Failure> {
    let source = &text(path)?;
    let (settings, mut problems) = read_settings(source);
    let (bindings, of_tables) = Bindings::read(source);
    let (keymap, of_keys) = Keymap::build(&settings.keys.preset, &bindings);
    problems.extend(of_tables);
    problems.extend(of_keys);
    problems.extend(wrong_themes(&settings, source, path));
    problems.sort_by_key(|problem| problem.line);
    Ok((settings, keymap, problems))
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
            let failure = theme(name?, path).err()?;
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

/// `auto`, a theme that comes with the program, or a file in `themes` beside the settings.
pub(super) fn theme(name: &str, settings: &Path) -> Result<Theme, Failure> {
    let name = if name == "auto" { "terminal" } else { name };
    if let Some(theme) = Theme::built_in(name) {
        return Ok(theme);
    }
    let path = settings.with_file_name("themes").join(format!("{name}.toml"));
    // A name is no path.
    if let Some(source) = fs::read_to_string(&path).ok().filter(|_| !name.contains(['/', '\\'])) {
        return Theme::parse(name, &source)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())));
    }
    let known: Vec<&str> = Theme::built_in_names().collect();
    let failure = Failure {
        code: 2,
        ..Failure::new(format!("there is no theme “{}”", crate::text::clean_line(name)))
    };
    let near = closest(name, known.iter().copied())
        .map(|near| format!("did you mean {near}? "))
        .unwrap_or_default();
    Err(failure.hint(Some(format!(
        "{near}known are {}, and files in themes beside config.toml",
        known.join(", ")
    ))))
}
