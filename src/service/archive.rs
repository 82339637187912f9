//! Inputs that hold many articles: web archives, mailboxes, folders of mail (Maildir). They are
//! opened here and read one record after the other.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use jiff::Timestamp;

use super::source::{self, Overrides};
use crate::annotation::Article;
use crate::input::archive::{ArchiveKind, Record, Records};
use crate::input::source::{Source, Trouble};
use crate::input::{self, Hints, InputError, Kind};

/// Bytes that tell what a file is.
const BEGINNING: usize = 4096;
/// Broken records that are told of one archive; more are counted.
const MOST_TOLD: u64 = 20;

/// One article of an input.
pub(crate) struct Taken {
    pub article: Article,
    /// When the archive took it; of other inputs none.
    pub archived: Option<Timestamp>,
}

/// What is left to tell of an archive that was read.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub articles: u64,
    /// Records that hold no article: lists, forms, empty pages.
    pub others: u64,
    pub broken: u64,
}

/// Reads an input that may hold many articles, and gives each to `each` before the next is read. A
/// record that is broken goes to `trouble`. Fails where the input cannot be opened or, if it is no
/// archive, read; and with what `each` fails.
pub(crate) fn articles<E: From<Trouble>>(
    source: &Source,
    overrides: &Overrides,
    mut trouble: impl FnMut(Trouble),
    mut each: impl FnMut(Taken) -> Result<(), E>,
) -> Result<Tally, E> {
    let mut tally = Tally::default();
    let Some(archive) = open(source, overrides)? else {
        let article = source::article(source, overrides)?;
        each(Taken { article, archived: None })?;
        return Ok(Tally { articles: 1, ..tally });
    };
    for record in archive {
        let article = match record {
            Ok(record) => article(record, overrides),
            Err(message) => {
                tally.broken += 1;
                if tally.broken <= MOST_TOLD {
                    trouble(Trouble {
                        message: format!("{}: {message}", source.name()),
                        hint: None,
                    });
                }
                continue;
            }
        };
        match article {
            Ok(taken) => {
                tally.articles += 1;
                each(taken)?;
            }
            Err(_) => tally.others += 1,
        }
    }
    if tally.articles == 0 {
        let message = format!("{}: there is no article in it", source.name());
        return Err(Trouble { message, hint: None }.into());
    }
    Ok(tally)
}

/// Whether an input is one that may hold many articles.
pub(crate) fn holds_many(source: &Source, overrides: &Overrides) -> bool {
    open(source, overrides).is_ok_and(|archive| archive.is_some())
}

/// The article of an input that is an archive, where it holds one alone; `None` where it is none.
pub(super) fn only_article(
    source: &Source,
    overrides: &Overrides,
) -> Result<Option<Article>, Trouble> {
    let Some(archive) = open(source, overrides)? else { return Ok(None) };
    let mut only = None;
    for record in archive.filter_map(Result::ok) {
        let Ok(taken) = article(record, overrides) else { continue };
        if only.is_some() {
            return Err(Trouble {
                message: format!("{} holds several articles", source.name()),
                hint: Some(format!("dateline keep {} puts them into the library.", source.name())),
            });
        }
        only = Some(taken.article);
    }
    let none =
        || Trouble { message: format!("{}: there is no article in it", source.name()), hint: None };
    only.ok_or_else(none).map(Some)
}

fn article(record: Record, overrides: &Overrides) -> Result<Taken, InputError> {
    let hints = Hints {
        kind: record.hints.kind.or(overrides.kind),
        encoding: overrides.encoding.clone(),
        stop: overrides.stop(),
        ..record.hints
    };
    Ok(Taken { article: input::read(record.bytes, &hints)?, archived: record.archived })
}

type Opened = Box<dyn Iterator<Item = Result<Record, String>>>;

/// The records of an archive; `None` where the source is none.
fn open(source: &Source, overrides: &Overrides) -> Result<Option<Opened>, Trouble> {
    let Source::Path(path) = source else { return Ok(None) };
    let cannot = |error: &io::Error| Trouble {
        message: format!("cannot read {}: {}", source.name(), source::reason(error)),
        hint: None,
    };
    if path.is_dir() {
        return Ok(letters(path)
            .map_err(|error| cannot(&error))?
            .map(|records| Box::new(records) as Opened));
    }
    if overrides.kind.is_some() {
        return Ok(None);
    }
    // What cannot be opened is told by whoever reads it.
    let Ok(mut file) = File::open(path).map(BufReader::new) else { return Ok(None) };
    let is_packed = file.fill_buf().is_ok_and(|head| head.starts_with(&[0x1f, 0x8b]));
    let mut reader: Box<dyn BufRead> = if is_packed {
        Box::new(BufReader::new(MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    };
    let mut beginning = Vec::new();
    if reader.by_ref().take(BEGINNING as u64).read_to_end(&mut beginning).is_err() {
        return Ok(None);
    }
    let Some(kind) = ArchiveKind::of(&beginning) else { return Ok(None) };
    let whole = io::Cursor::new(beginning).chain(reader);
    let records = Records::new(kind, whole, overrides.stop());
    Ok(Some(Box::new(records.map(|record| record.map_err(|error| error.to_string())))))
}

/// The mails of a Maildir (a folder with `cur` and `new`), the oldest first by their names, which
/// begin with the time; `None` where the folder is none.
fn letters(
    folder: &Path,
) -> io::Result<Option<impl Iterator<Item = Result<Record, String>> + use<>>> {
    if !folder.join("cur").is_dir() || !folder.join("new").is_dir() {
        return Ok(None);
    }
    let mut paths: Vec<PathBuf> = Vec::new();
    for part in ["cur", "new"] {
        for entry in std::fs::read_dir(folder.join(part))? {
            let entry = entry?;
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if !is_hidden && entry.file_type()?.is_file() {
                paths.push(entry.path());
            }
        }
    }
    paths.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    Ok(Some(paths.into_iter().map(|path| {
        let bytes = source::file_bytes(&path).map_err(|error| {
            let name = Source::Path(path).name();
            format!("{name}: {}", source::reason(&error))
        })?;
        let hints = Hints { kind: Some(Kind::Mail), ..Hints::default() };
        Ok(Record { bytes, hints, archived: None })
    })))
}
