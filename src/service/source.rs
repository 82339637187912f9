//! From a source to an article.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{archive, web};
use crate::annotation::Article;
use crate::config::Network;
use crate::input::source::{Source, Trouble};
use crate::input::{self, Hints, Kind, Stop};
use crate::net::Cancel;
use crate::text::LIMIT;

/// The sample report.
const SAMPLE: &str = include_str!("../../assets/sample.md");

/// Files up to this many bytes are read whole before anything is shown; of longer ones the
/// beginning is shown first.
const AT_ONCE: u64 = 1 << 20;
/// Bytes of a long file that its first screen is made from.
const BEGINNING: usize = 256 << 10;

/// What the command line and the settings say of every input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    pub kind: Option<Kind>,
    pub encoding: Option<String>,
    /// How a web address is asked.
    pub network: Network,
    /// Ends the asking.
    pub cancel: Cancel,
    /// The library that keeps the pages that are read; none: they are not kept.
    pub library: Option<PathBuf>,
}

impl Overrides {
    /// Ends the reading where the asking is ended.
    pub(super) fn stop(&self) -> Stop {
        let cancel = self.cancel.clone();
        Stop::when(move || cancel.is_cancelled())
    }

    fn hints(&self, source: &Source) -> Hints {
        Hints {
            kind: if *source == Source::Sample { Some(Kind::Markdown) } else { self.kind },
            encoding: self.encoding.clone(),
            content_type: None,
            source: matches!(source, Source::Path(_)).then(|| source.name()),
            stop: self.stop(),
        }
    }
}

/// Reads an input whole; a web address is asked for, which takes as long as the network lets it.
pub(crate) fn article(source: &Source, overrides: &Overrides) -> Result<Article, Trouble> {
    if let Source::Url(url) = source {
        return web::article(url, overrides).map_err(|trouble| Trouble {
            message: format!("{}: {}", source.name(), trouble.message),
            ..trouble
        });
    }
    if let Some(article) = archive::only_article(source, overrides)? {
        return Ok(article);
    }
    let bytes = bytes(source, overrides)?;
    if *source == Source::Stdin
        && overrides.kind.is_none()
        && let Some(article) = archive::only_article_in(&bytes, source, overrides)?
    {
        return Ok(article);
    }
    if web::names_a_feed(&bytes)
        && let Some(feed) = web::feed_in(&bytes, overrides, &overrides.hints(source))
    {
        return Ok(web::of_feed(&feed, &source.name()));
    }
    input::read(bytes, &overrides.hints(source)).map_err(|error| {
        let hint = error.hint();
        Trouble { message: format!("{}: {error}", source.name()), hint }
    })
}

/// The beginning of a long plain text, to show while the rest is read; `None` where the whole is
/// there at once.
pub(crate) fn preview(source: &Source, overrides: &Overrides) -> Option<Article> {
    let Source::Path(path) = source else { return None };
    let mut file = File::open(path).ok()?;
    let metadata = file.metadata().ok()?;
    if !metadata.is_file() || metadata.len() <= AT_ONCE {
        return None;
    }
    let mut beginning = vec![0; BEGINNING];
    let mut filled = 0;
    while filled < beginning.len() {
        match file.read(&mut beginning[filled..]) {
            Ok(0) | Err(_) => break,
            Ok(count) => filled += count,
        }
    }
    input::preview(&beginning[..filled], &overrides.hints(source))
}

/// The bytes of an input, as they are.
pub(crate) fn bytes(source: &Source, overrides: &Overrides) -> Result<Vec<u8>, Trouble> {
    let read = match source {
        Source::Sample => Ok(SAMPLE.as_bytes().to_vec()),
        Source::Stdin => {
            let mut bytes = Vec::new();
            io::stdin().lock().take(LIMIT as u64).read_to_end(&mut bytes).map(|_| bytes)
        }
        Source::Path(path) => file_bytes(path),
        Source::Url(url) => {
            return web::document(url, &overrides.network, &overrides.cancel)
                .map(|document| document.body);
        }
    };
    read.map_err(|error| Trouble {
        message: format!("cannot read {}: {}", source.name(), reason(&error)),
        hint: None,
    })
}

pub(super) fn file_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a folder; name a file in it"));
    }
    if metadata.len() > LIMIT as u64 {
        return Err(io::Error::other("it is longer than 4 GB"));
    }
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(metadata.len() as usize + 1)
        .map_err(|_| io::Error::other("it does not fit into memory"))?;
    file.by_ref().take(LIMIT as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "you may not read it".into(),
        _ => error.to_string(),
    }
}
