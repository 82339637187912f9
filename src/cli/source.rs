//! From an argument to an article.

use std::fs::File;
use std::io::{self, Read};

use super::Failure;
use super::arguments::Global;
use crate::annotation::Article;
use crate::input::{Hints, Kind, read};
use crate::text::clean_line;

/// What the command line says about the kind and character set of every input.
pub fn hints(global: &Global, source: &str) -> Hints {
    let kind = global.kind.as_deref().map(|kind| match kind {
        "markdown" => Kind::Markdown,
        "html" => Kind::Html,
        _ => Kind::Text,
    });
    Hints { kind, encoding: global.encoding.clone(), content_type: None, source: (source != "-").then(|| clean_line(source)) }
}

/// Reads one input whole.
pub fn article(global: &Global, source: &str) -> Result<Article, Failure> {
    let bytes = bytes(source)?;
    read(bytes, &hints(global, source)).map_err(|error| {
        let hint = error.hint();
        Failure::new(format!("{}: {error}", shown(source))).hint(hint)
    })
}

/// The bytes of a file or of standard input.
pub fn bytes(source: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if source == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(source).and_then(|mut file| {
            let size = file.metadata()?;
            if size.is_dir() {
                return Err(io::Error::other("it is a folder"));
            }
            bytes.reserve_exact(usize::try_from(size.len()).unwrap_or(0).min(crate::text::LIMIT));
            file.by_ref().take(crate::text::LIMIT as u64).read_to_end(&mut bytes)
        })
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::new(format!("cannot read {}: {}", shown(source), reason(&error)))),
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "you may not read it".into(),
        _ => error.to_string(),
    }
}

/// How an input is called in a message.
pub fn shown(source: &str) -> String {
    if source == "-" { "standard input".into() } else { clean_line(source) }
}
