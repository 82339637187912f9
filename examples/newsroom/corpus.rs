//! The files of the corpus and the part each belongs to.

use std::fs;
use std::path::{Path, PathBuf};

use super::marked::Marked;

/// Where the corpus lies.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/newsroom")
}

/// All articles below a folder of articles, in the order of their names; each is called after its
/// folder and file.
pub(crate) fn read(articles: &Path) -> Vec<Marked> {
    let mut files = Vec::new();
    let mut open = vec![articles.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
        .iter()
        .map(|path| {
            let id = path.strip_prefix(articles).unwrap_or(path).with_extension("");
            let text = fs::read_to_string(path).unwrap_or_default();
            Marked::read(&id.to_string_lossy(), &text)
        })
        .collect()
}

/// The part of the corpus that an article belongs to: the lists `test.txt` and `dev.txt` name
/// theirs, all others are for training.
pub(crate) fn split(id: &str) -> &'static str {
    let lists = |name: &str| {
        fs::read_to_string(folder().join(name)).unwrap_or_default().lines().any(|line| line == id)
    };
    if lists("test.txt") {
        "test"
    } else if lists("dev.txt") {
        "dev"
    } else {
        "train"
    }
}
