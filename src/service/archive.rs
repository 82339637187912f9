//! Inputs that hold many articles: web archives, mailboxes, folders of mail (Maildir). They are
//! opened here and read one record after the other.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use jiff::Timestamp;

use super::bytes;
use super::overrides::Overrides;
use super::wacz;
use crate::annotation::Article;
use crate::input::archive::{ArchiveKind, Frames, Record, Records, is_packed_with_zstd};
use crate::input::source::{Source, Trouble};
use crate::input::{self, Hints, InputError, Kind};

/// Bytes that tell what a file is.
const BEGINNING: usize = 4096;
/// Broken records that are told of one archive; more are counted.
pub(super) const MOST_TOLD: u64 = 20;

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

/// Whether an input is one that may hold many articles.
pub(crate) fn holds_many(source: &Source, overrides: &Overrides) -> bool {
    open(source, overrides).is_ok_and(|archive| archive.is_some())
}

/// The article of an input that is an archive, where it holds one alone; `None` where it is none.
pub(super) fn only_article(
    source: &Source,
    overrides: &Overrides,
) -> Result<Option<Article>, Trouble> {
    open(source, overrides)?.map(|archive| only_one(archive, source, overrides)).transpose()
}

/// The article of bytes that came from `source`, where they are an archive that holds one alone;
/// `None` where they are none.
pub(super) fn only_article_in(
    bytes: &[u8],
    source: &Source,
    overrides: &Overrides,
) -> Result<Option<Article>, Trouble> {
    records(bytes, overrides).map(|archive| only_one(archive, source, overrides)).transpose()
}

fn only_one(
    archive: Opened<'_>,
    source: &Source,
    overrides: &Overrides,
) -> Result<Article, Trouble> {
    let mut only = None;
    for record in archive.filter_map(Result::ok) {
        let Ok(taken) = article(record, overrides) else { continue };
        if only.is_some() {
            return Err(Trouble {
                message: format!("{} holds several articles", source.name()),
                hint: Some(match source {
                    Source::Path(_) => {
                        format!("dateline keep {} puts them into the library.", source.name())
                    }
                    _ => "dateline keep FILE puts those of a file into the library.".into(),
                }),
            });
        }
        only = Some(taken.article);
    }
    let none =
        || Trouble { message: format!("{}: there is no article in it", source.name()), hint: None };
    only.ok_or_else(none)
}

pub(super) fn article(record: Record, overrides: &Overrides) -> Result<Taken, InputError> {
    let hints = Hints {
        kind: record.hints.kind.or(overrides.kind),
        encoding: overrides.encoding.clone(),
        stop: overrides.stop(),
        ..record.hints
    };
    Ok(Taken { article: input::read(record.bytes, &hints)?, archived: record.archived })
}

pub(super) type Opened<'a> = Box<dyn Iterator<Item = Result<Record, String>> + 'a>;

/// The records of an archive; `None` where the source is none.
pub(super) fn open(
    source: &Source,
    overrides: &Overrides,
) -> Result<Option<Opened<'static>>, Trouble> {
    let Source::Path(path) = source else { return Ok(None) };
    let cannot = |error: &io::Error| Trouble {
        message: format!("cannot read {}: {}", source.name(), bytes::reason(error)),
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
    if let Some(parts) = wacz::parts(path) {
        let (path, overrides) = (path.clone(), overrides.clone());
        let all = parts.into_iter().flat_map(move |part| of_part(&path, &part, &overrides));
        return Ok(Some(Box::new(all)));
    }
    // What cannot be opened is told by whoever reads it.
    let Ok(file) = File::open(path) else { return Ok(None) };
    Ok(records(BufReader::new(file), overrides))
}

/// The records of a web archive in a WACZ.
fn of_part(path: &Path, part: &wacz::Part, overrides: &Overrides) -> Opened<'static> {
    let wrong = |why: String| -> Opened<'static> {
        Box::new(std::iter::once(Err(format!("{}: {why}", part.name))))
    };
    match part.open(path) {
        Ok(bytes) => records(bytes, overrides)
            .unwrap_or_else(|| wrong("it is no web archive, or cut short".into())),
        Err(error) => wrong(bytes::reason(&error)),
    }
}

/// The records in bytes, packed or not; `None` where they are no archive.
fn records<'a>(mut bytes: impl BufRead + 'a, overrides: &Overrides) -> Option<Opened<'a>> {
    let head = bytes.fill_buf().unwrap_or_default();
    let (is_gzip, is_zstd) = (head.starts_with(&[0x1f, 0x8b]), is_packed_with_zstd(head));
    let mut reader: Box<dyn BufRead + 'a> = if is_gzip {
        Box::new(BufReader::new(MultiGzDecoder::new(bytes)))
    } else if is_zstd {
        Box::new(BufReader::new(Frames::new(bytes)))
    } else {
        Box::new(bytes)
    };
    let mut beginning = Vec::new();
    // An archive that is cut within its beginning has records before the cut.
    let _ = reader.by_ref().take(BEGINNING as u64).read_to_end(&mut beginning);
    let kind = ArchiveKind::of(&beginning)?;
    let whole = io::Cursor::new(beginning).chain(reader);
    let records = Records::new(kind, whole, overrides.stop());
    Some(Box::new(records.map(|record| record.map_err(|error| error.to_string()))))
}

/// The mails of a Maildir, as records.
fn letters(
    folder: &Path,
) -> io::Result<Option<impl Iterator<Item = Result<Record, String>> + use<>>> {
    let Some(paths) = mails_of(folder)? else { return Ok(None) };
    Ok(Some(paths.into_iter().map(|path| {
        let bytes = bytes::file_bytes(&path).map_err(|error| {
            let name = Source::Path(path).name();
            format!("{name}: {}", bytes::reason(&error))
        })?;
        let hints = Hints { kind: Some(Kind::Mail), ..Hints::default() };
        Ok(Record { bytes, hints, archived: None })
    })))
}

/// The files of the mails of a Maildir (a folder with `cur` and `new`), the oldest first by their
/// names, which begin with the time; `None` where the folder is none.
pub(super) fn mails_of(folder: &Path) -> io::Result<Option<Vec<PathBuf>>> {
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
    Ok(Some(paths))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn a_packed_archive_that_is_cut_gives_what_is_before_the_cut() {
        let page = "The bridge opens in May, said the mayor. ".repeat(20);
        let record = format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        );
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(record.as_bytes()).expect("packed");
        let member = packer.finish().expect("packed");
        let two = member.repeat(2);
        for end in member.len()..two.len() {
            let found = records(&two[..end], &Overrides::default()).expect("an archive");
            let (good, bad) = found.take(9).partition::<Vec<_>, _>(Result::is_ok);
            assert!(!good.is_empty() && good.len() + bad.len() <= 3, "cut at {end}");
        }
    }

    #[test]
    fn several_mails_from_a_pipe_are_not_one_article() {
        let mail = "From a@b.example Mon Mar  2 06:00:00 2026\nFrom: a@b.example\n\
            Message-ID: <1@b.example>\nSubject: Quay\n\nThe quay opens.\n\n";
        let of =
            |bytes: &str| only_article_in(bytes.as_bytes(), &Source::Stdin, &Overrides::default());
        assert_eq!(of(mail).ok().flatten().and_then(|one| one.title).as_deref(), Some("Quay"));
        assert!(of(&mail.repeat(2)).is_err());
        assert!(of("The quay opens.").is_ok_and(|none| none.is_none()));
    }
}
