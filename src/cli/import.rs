//! `dateline import`: lists of feeds, told apart by their content. Nothing in them is run here.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::Failure;
use super::global::Global;
use super::import_newsboat::import_newsboat;
use super::import_opml::import_opml;
use super::import_urls::import_urls;
use super::leave::import_all;
use super::lines::count;
use super::outline::is_web;
use crate::input::opml::{Opml, UrlLine, list_text, read_urls};
use crate::input::source::Source;
use crate::library::Library;
use crate::service;

#[derive(Debug, Args)]
pub(super) struct Import {
    /// OPML, newsboat's urls or cache.db; `-` is standard input; a folder that `export --all` wrote
    #[arg(value_name = "FILE|DIR|-")]
    input: OsString,
}

/// Whether a file is a database of SQLite, by its first bytes.
fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    path.is_file() && read.is_ok() && &head == b"SQLite format 3\0"
}

impl Import {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let folder = Path::new(&self.input);
        if folder.is_dir() {
            return import_all(global, folder);
        }
        if is_database(folder) {
            return import_newsboat(global, folder);
        }
        let source = Source::from_argument(&self.input);
        let overrides = global.overrides();
        let text = list_text(service::bytes(&source, &overrides)?)
            .map_err(|error| Failure::new(format!("{}: {error}", source.name())))?;
        let no_list = || {
            Failure::new(format!("{}: it is neither OPML nor a list of addresses", source.name()))
                .hint(Some(
                "dateline keep FILE keeps a single article, dateline add URL subscribes to a feed"
                    .into(),
            ))
        };
        let opml = if text.contains("<opml") || text.to_lowercase().contains("<outline") {
            Opml::read(&text).ok()
        } else {
            None
        };
        let lines = read_urls(&text);
        if opml.is_none() && !lines.iter().any(|line| matches!(line, UrlLine::Feed(entry) if is_web(&entry.url) || entry.special().is_some())) {
            return Err(no_list());
        }
        let mut library = Library::open(&global.library_path()?)?;
        let programs = global.network().programs;
        let done = library.together(|library| match opml {
            Some(opml) => import_opml(library, &opml),
            None => import_urls(library, lines, programs),
        })?;
        let mut out = io::stdout().lock();
        writeln!(
            out,
            "{}, {} known already, {} changed, {} kept but not run",
            count(done.new, "new feed"),
            done.known,
            done.changed,
            done.skipped
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
