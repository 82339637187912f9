//! From a source to its bytes.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::overrides::Overrides;
use super::web;
use crate::input::source::{Source, Trouble};
use crate::text::LIMIT;

/// The sample report.
const SAMPLE: &str = include_str!("../../assets/sample.md");

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
