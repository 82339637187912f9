//! Tests of the library as a whole, each on a file of its own.

mod articles;
mod corrections;
mod deciding;
mod finding;
mod kill;
mod leaving;
mod marks;
mod opening;
mod people;
mod plans;
mod repairing;
mod rules;
mod searching;
mod setting_aside;
mod windows;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;

use super::{Library, TextIdentity};
use crate::text::Document;

/// A folder that goes away with the test.
pub(crate) struct Folder(PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = std::env::temp_dir().join(format!(
            "dateline-library-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("library.db")
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn library(&self) -> Library {
        Library::open(&self.file()).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// So many seconds after a fixed moment.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

pub(crate) fn text(words: &str) -> (Document, TextIdentity) {
    let document = Document::verbatim(words.into());
    let identity = TextIdentity {
        article: None,
        source: None,
        hash: document.hash(),
        title: Some("Title".into()),
        byline: None,
        published: None,
        sketch: None,
    };
    (document, identity)
}
