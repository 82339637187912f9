//! `dateline keep` and `dateline repair`: single articles into the library; a damaged library into
//! a new one.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;

use super::Failure;
use super::arguments::Global;
use super::lines::shortened;
use crate::app::Source;
use crate::library::{Library, LibraryError, Origin, repair};
use crate::net::Cancel;
use crate::runtime;
use crate::runtime::refresh::analyse;

#[derive(Debug, Args)]
pub struct Keep {
    /// Articles to keep; `-` is standard input
    #[arg(value_name = "FILE|URL|-", required = true)]
    inputs: Vec<OsString>,
}

#[derive(Debug, Args)]
pub struct Repair {
    /// Put the new file in the place of the damaged one, which stays beside it under another name
    #[arg(long)]
    replace: bool,
}

impl Keep {
    pub fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let mut library: Option<Library> = None;
        let mut failed = 0;
        let overrides = global.overrides();
        for input in &self.inputs {
            let source = Source::from_argument(input);
            let article = match runtime::article(&source, &overrides) {
                Ok(article) => article,
                Err(trouble) if self.inputs.len() == 1 => return Err(trouble.into()),
                Err(trouble) => {
                    Failure::from(trouble).report();
                    failed += 1;
                    continue;
                }
            };
            let library = match &mut library {
                Some(library) => library,
                none => none.insert(Library::open(&global.library_path()?)?),
            };
            let origin = if matches!(source, Source::Url(_)) { Origin::Page } else { Origin::File };
            let id = library.keep_article(&article, origin, Timestamp::now())?;
            let row = library.rows(&[id])?.pop();
            let title = row.map(|row| row.title).unwrap_or_default();
            writeln!(
                io::stdout().lock(),
                "kept {}: {} (article {})",
                source.name(),
                shortened(&title, 80),
                id.0
            )?;
        }
        if let Some(library) = &mut library {
            while library.index_pending(500)? > 0 {}
            analyse(library, &Cancel::new(), Duration::from_secs(2), |_| {})?;
        }
        Ok(ExitCode::from(if failed == 0 { 0 } else { 3 }))
    }
}

impl Repair {
    pub fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let path = global.library_path()?;
        if !path.exists() {
            return Err(Failure { code: 4, ..Failure::new("there is no library yet") });
        }
        let mut out = io::stdout().lock();
        if is_sound(&path)? {
            writeln!(out, "the library is sound: {}", path.display())?;
            return Ok(ExitCode::SUCCESS);
        }
        let to = free_name(&path, "repaired");
        let repaired = repair(&path, &to)?;
        if repaired.is_nothing() {
            std::fs::remove_file(&to)?;
            let failure = Failure::new(format!(
                "nothing could be read of {}; it stays as it is",
                path.display()
            ));
            return Err(failure.hint(
                copy_before(&path)
                    .map(|copy| format!("an older copy is there: {}", copy.display())),
            ));
        }
        for (table, rows) in repaired.saved.iter().filter(|(_, rows)| *rows > 0) {
            writeln!(out, "{rows:>8} {table}")?;
        }
        if !repaired.damaged.is_empty() {
            writeln!(out, "not all could be read of: {}", repaired.damaged.join(", "))?;
        }
        if !self.replace {
            writeln!(
                out,
                "saved to {}; dateline repair --replace puts such a file in the place of the damaged one",
                to.display()
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        let aside = free_name(&path, "damaged");
        let cannot = |error: io::Error| {
            Failure::new(format!("cannot put the new library in its place: {error}"))
        };
        for ending in ["-wal", "-shm"] {
            let (from, to) = (with_ending(&path, ending), with_ending(&aside, ending));
            if from.exists() {
                std::fs::rename(from, to).map_err(cannot)?;
            }
        }
        std::fs::rename(&path, &aside).map_err(cannot)?;
        std::fs::rename(&to, &path).map_err(cannot)?;
        writeln!(out, "the library is whole again; the damaged file is {}", aside.display())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Does it open, and does SQLite find nothing wrong with it? Only damage is no; a newer or foreign
/// file is an error.
fn is_sound(path: &Path) -> Result<bool, Failure> {
    match Library::open(path) {
        Ok(library) => Ok(library.faults().is_ok_and(|faults| faults.is_empty())),
        Err(LibraryError::Corrupt { .. } | LibraryError::Sqlite(_)) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// The newest copy that was put beside the library before it was brought to a new form.
fn copy_before(path: &Path) -> Option<PathBuf> {
    (1..=99)
        .rev()
        .map(|form| with_ending(path, &format!(".before-{form}")))
        .find(|copy| copy.exists())
}

/// `library.repaired.db`, or with a number where there is such a file.
fn free_name(path: &Path, what: &str) -> PathBuf {
    let first = path.with_extension(format!("{what}.db"));
    let numbered = (2..1000).map(|number| path.with_extension(format!("{what}-{number}.db")));
    std::iter::once(first.clone()).chain(numbered).find(|name| !name.exists()).unwrap_or(first)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
