//! `dateline keep` and `dateline repair`: single articles into the library; a damaged library into
//! a new one.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use jiff::Timestamp;

use super::Failure;
use super::articles::index_all;
use super::global::Global;
use super::lines::{report_faults, report_tally, shortened};
use crate::input::source::{Source, Trouble};
use crate::library::{
    Library, LibraryError, Lost, Origin, Repaired, SetAside, forms_of_copies, give_back, put_aside,
    repair,
};
use crate::service::articles;
use crate::service::backlog::{Manner, PassedOver, analyse};

/// So long what was kept is analysed at once; the rest is done in the reader's quiet moments.
const ANALYSIS: Duration = Duration::from_secs(2);

#[derive(Debug, Args)]
pub(super) struct Keep {
    /// Articles to keep; `-` is standard input
    #[arg(value_name = "FILE|URL|-", required = true)]
    inputs: Vec<OsString>,
}

#[derive(Debug, Args)]
pub(super) struct Repair {
    /// Put the new file in the place of the damaged one, which stays beside it under another name
    #[arg(long)]
    replace: bool,
    /// Give back the copy that was made before the library left form N; the present file stays
    /// beside it under another name
    #[arg(long, value_name = "N", conflicts_with = "replace")]
    to_form: Option<i64>,
}

impl Keep {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let mut library: Option<Library> = None;
        let mut failed = 0;
        let overrides = global.overrides();
        for input in &self.inputs {
            let source = Source::from_argument(input);
            let origin = if matches!(source, Source::Url(_)) { Origin::Page } else { Origin::File };
            let tell = |trouble: Trouble| {
                Failure::from(trouble).report();
            };
            let read = articles(&source, &overrides, tell, |taken| {
                let library = match &mut library {
                    Some(library) => library,
                    none => none.insert(Library::open(&global.library_path()?)?),
                };
                let id = library.keep_article(&taken.article, origin, Timestamp::now())?;
                let row = library.rows(&[id])?.pop();
                let title = row.map(|row| row.title).unwrap_or_default();
                writeln!(
                    io::stdout().lock(),
                    "kept {}: {} (article {})",
                    source.name(),
                    shortened(&title, 80),
                    id.0
                )?;
                Ok(())
            });
            match read {
                Ok(tally) => report_tally(&source, &tally),
                Err(failure) if self.inputs.len() == 1 => return Err(failure),
                Err(failure) => {
                    failure.report();
                    failed += 1;
                }
            }
        }
        if let Some(library) = &mut library {
            index_all(library)?;
            let until = Instant::now() + ANALYSIS;
            let mut passed_over = PassedOver::default();
            let in_time = || Instant::now() < until;
            analyse(library, Manner::quick(&in_time), &mut passed_over, |_, _| {})?;
            report_faults(&passed_over.faults);
        }
        Ok(ExitCode::from(if failed == 0 { 0 } else { 3 }))
    }
}

impl Repair {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let path = global.library_path()?;
        if !path.exists() {
            return Err(Failure { code: 4, ..Failure::new("there is no library yet") });
        }
        if let Some(form) = self.to_form {
            return to_form(&path, form);
        }
        let mut out = io::stdout().lock();
        if let Some(library) = sound(&path)? {
            let aside = library.set_aside()?;
            let but = if aside.is_empty() { "" } else { ", but for texts that were set aside" };
            writeln!(out, "the library is sound{but}: {}", path.display())?;
            tell_set_aside(&mut out, &aside)?;
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
            let form = forms_of_copies(&path).pop();
            return Err(failure.hint(form.map(|form| {
                format!("dateline repair --to-form {form} gives back the copy of an older form")
            })));
        }
        for (table, rows) in repaired.saved.iter().filter(|(_, rows)| *rows > 0) {
            writeln!(out, "{rows:>8} {table}")?;
        }
        tell_lost(&mut out, &repaired)?;
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
        put_aside(&path, &aside).map_err(cannot)?;
        std::fs::rename(&to, &path).map_err(cannot)?;
        writeln!(out, "the library is whole again; the damaged file is {}", aside.display())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Gives back the copy from before the library left a form.
fn to_form(path: &Path, form: i64) -> Result<ExitCode, Failure> {
    let aside = free_name(path, "aside");
    if !give_back(path, form, &aside)? {
        let forms: Vec<String> = forms_of_copies(path).iter().map(i64::to_string).collect();
        let hint = if forms.is_empty() {
            "it was made in its present form, or the copies were taken away".to_owned()
        } else {
            format!("there are copies of form {}", forms.join(", "))
        };
        let failure = Failure::new(format!("there is no copy of the library in form {form}"));
        return Err(Failure { code: 4, ..failure }.hint(Some(hint)));
    }
    writeln!(
        io::stdout().lock(),
        "the library is as it was before it left form {form}; the present one is {}\n\
         this Dateline brings it to the present form again when it opens it: use an older one",
        aside.display()
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Names what a repair could not save, and what it replaced.
fn tell_lost(out: &mut impl Write, repaired: &Repaired) -> io::Result<()> {
    if repaired.is_whole() {
        return writeln!(out, "nothing is lost");
    }
    if !repaired.lost.is_empty() {
        writeln!(out, "lost:")?;
    }
    for Lost { table, rows, gaps } in &repaired.lost {
        if *rows > 0 {
            writeln!(out, "{rows:>8} {table}: could not be kept")?;
        }
        if gaps.numbers > 0 {
            writeln!(out, "{:>8} {table} at most: could not be read", gaps.numbers)?;
        }
        if gaps.is_open {
            writeln!(out, "       ? {table}: not all could be read")?;
        }
    }
    if repaired.mended > 0 {
        writeln!(out, "{:>8} values could not be read and were replaced", repaired.mended)?;
    }
    if !repaired.set_aside.is_empty() {
        writeln!(out, "texts that could not be read and were set aside:")?;
        tell_set_aside(out, &repaired.set_aside)?;
    }
    Ok(())
}

fn tell_set_aside(out: &mut impl Write, texts: &[SetAside]) -> io::Result<()> {
    for SetAside { article, title, is_all } in texts {
        let left = if *is_all {
            "no text is left; the next fetch brings it back where its feed still has it"
        } else {
            "another text of it is shown"
        };
        writeln!(out, "{:>8} {}: {left}", article.0, shortened(title, 80))?;
    }
    Ok(())
}

/// The library, where it opens and SQLite finds nothing wrong with it; texts of it that alone are
/// damaged are set aside. Only damage is `None`; a newer or foreign file is an error.
fn sound(path: &Path) -> Result<Option<Library>, Failure> {
    // What was cut down to nothing would be taken for a library that is yet to be made.
    if std::fs::metadata(path)?.len() == 0 {
        return Ok(None);
    }
    let checked = Library::open(path).and_then(|mut library| {
        let is_sound = library.file_faults()?.is_empty();
        if is_sound {
            library.set_aside_damaged()?;
        }
        Ok(is_sound.then_some(library))
    });
    match checked {
        // A number of a form that is damaged makes steps fail that were made long ago.
        Err(
            LibraryError::Corrupt { .. } | LibraryError::Sqlite(_) | LibraryError::Migration { .. },
        ) => Ok(None),
        checked => Ok(checked?),
    }
}

/// `library.repaired.db`, or with a number where there is such a file.
fn free_name(path: &Path, what: &str) -> PathBuf {
    let first = path.with_extension(format!("{what}.db"));
    let numbered = (2..1000).map(|number| path.with_extension(format!("{what}-{number}.db")));
    std::iter::once(first.clone()).chain(numbered).find(|name| !name.exists()).unwrap_or(first)
}
