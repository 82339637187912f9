//! The file of settings, read and changed: comments and order stay, and a crash leaves the old file
//! or the new one.

use std::fs;
use std::io;
use std::path::Path;

use crate::config::{Setting, Theme, read_settings, readable, set_setting, written};
use crate::input::source::Trouble;

fn trouble(message: String) -> Trouble {
    Trouble { message, hint: None }
}

/// The file's text, in which other characters stand for bytes that are no UTF-8; empty where there
/// is no file.
pub(crate) fn text(path: &Path) -> Result<String, Trouble> {
    match fs::read(path) {
        Ok(bytes) => Ok(readable(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(trouble(format!("{} cannot be read: {error}", path.display()))),
    }
}

/// Writes another value for a setting, which takes it.
pub(crate) fn keep(path: &Path, setting: &Setting, value: &toml::Value) -> Result<(), Trouble> {
    let changed = set_setting(&text(path)?, setting, value);
    if setting.value(&read_settings(&changed).0) != Some(value.to_string()) {
        return Err(Trouble {
            message: "config.toml is written in a way that cannot be changed here".into(),
            hint: Some("dateline config edit opens it".into()),
        });
    }
    make_folder(path)?;
    let beside = path.with_extension("toml.new");
    let moved = fs::write(&beside, written(&changed)).and_then(|()| {
        fs::rename(&beside, fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    });
    moved.map_err(|error| trouble(format!("{} cannot be written: {error}", path.display())))
}

/// Makes the folder that the file lies in.
pub(crate) fn make_folder(path: &Path) -> Result<(), Trouble> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder)
        .map_err(|error| trouble(format!("{} cannot be made: {error}", folder.display())))
}

/// The themes that lie beside the file, in the order of their names; those that cannot be read are
/// left out.
pub(crate) fn own_themes(path: &Path) -> Vec<Theme> {
    let Ok(files) = fs::read_dir(path.with_file_name("themes")) else { return Vec::new() };
    let read = |file: io::Result<fs::DirEntry>| {
        let path = file.ok()?.path();
        let name =
            path.file_stem()?.to_str().filter(|_| path.extension().is_some_and(|e| e == "toml"))?;
        Theme::parse(name, &fs::read_to_string(&path).ok()?).ok()
    };
    let mut themes: Vec<Theme> = files.filter_map(read).collect();
    themes.sort_by(|one, other| one.name.cmp(&other.name));
    themes
}

/// The step of the tutor that waits; the first where none was kept.
pub(crate) fn tutor(path: &Path) -> usize {
    fs::read_to_string(path).ok().and_then(|words| words.trim().parse().ok()).unwrap_or_default()
}

/// Keeps the step of the tutor that waits; where that cannot be, the walk begins anew.
pub(crate) fn keep_tutor(path: &Path, at: usize) {
    if make_folder(path).is_ok() {
        let _ = fs::write(path, format!("{at}\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::keep;
    use crate::config::Setting;

    #[test]
    fn a_setting_is_written_and_the_readers_comments_stay() {
        let folder = std::env::temp_dir().join(format!("dateline-keep-{}", std::process::id()));
        let path = folder.join("config.toml");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(&path, "# mine\nmeasure = 60 # narrow\n\n[network]\njobs = 3\n")
            .expect("written");
        let set = |key: &str, value: toml::Value| {
            keep(&path, Setting::find(key).expect("a setting"), &value).expect("it is kept");
        };
        set("measure", toml::Value::Integer(72));
        set("hints", toml::Value::Boolean(false));
        set("network.pause", toml::Value::Integer(9));
        let now = std::fs::read_to_string(&path).expect("a file");
        std::fs::remove_dir_all(&folder).expect("it can be taken away");
        assert!(now.starts_with("# mine\nmeasure = 72 # narrow\n"), "{now}");
        assert!(now.contains("hints = false\n") && now.contains("pause = 9\njobs = 3"), "{now}");
    }
}
