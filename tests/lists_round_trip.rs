//! Every list of the corpora goes into a library and out, into another and out: nothing is lost,
//! and the second file is the first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dateline::input::opml::{Opml, Outline, list_text};

/// The lists in OPML in a folder and those below it.
fn lists(folder: PathBuf) -> Vec<PathBuf> {
    let (mut open, mut lists) = (vec![folder], Vec::new());
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|extension| extension == "opml") => {
                    lists.push(path)
                }
                false => {}
            }
        }
    }
    lists.sort();
    lists
}

/// A home of its own, with a list in it.
struct Home(PathBuf);

impl Home {
    fn with(name: &str, list: &Path) -> Self {
        let folder =
            std::env::temp_dir().join(format!("dateline-lists-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let home = Self(folder);
        home.says(&["import", &list.to_string_lossy()]);
        home
    }

    fn says(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let output = command
            .args(arguments)
            .env("DATELINE_HOME", &self.0)
            .stdin(Stdio::null())
            .output()
            .expect("the binary starts");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Address, title, folders and tags of each feed; a title that only says the address is none.
fn feeds(list: &Opml) -> BTreeSet<(&str, &str, String, &str)> {
    let told = |(folders, feed): (Vec<&str>, _)| {
        let feed: &Outline = feed;
        let url = feed.url().unwrap_or_default();
        let title = feed.title().filter(|title| *title != url).unwrap_or_default();
        (url, title, folders.join("/"), feed.attribute("category").unwrap_or_default())
    };
    list.feeds().into_iter().map(told).collect()
}

/// All outlines, feeds or not.
fn count(outlines: &[Outline]) -> usize {
    outlines.iter().map(|outline| 1 + count(&outline.children)).sum()
}

#[test]
fn every_list_comes_out_of_a_second_home_as_of_the_first() {
    survive("own", &lists(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/lists")));
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn so_does_every_list_of_the_corpora() {
    survive("corpora", &lists(Path::new(env!("DATELINE_SHARED")).join("corpora/dev")));
}

/// `name` tells the homes of tests that run at the same time apart.
fn survive(name: &str, lists: &[PathBuf]) {
    assert!(!lists.is_empty(), "there are lists");
    for path in lists {
        let source = Opml::read(&list_text(fs::read(path).unwrap_or_default()).unwrap_or_default())
            .unwrap_or_default();
        let first = Home::with(&format!("{name}-first"), path);
        let out = first.says(&["export", "--passwords"]);
        let exported = Opml::read(&out).unwrap_or_default();
        assert_eq!(feeds(&exported), feeds(&source), "{}", path.display());
        assert_eq!(count(&exported.outlines), count(&source.outlines), "{}", path.display());
        let file = first.0.join("out.opml");
        fs::write(&file, &out).expect("a file");
        assert_eq!(
            Home::with(&format!("{name}-second"), &file).says(&["export", "--passwords"]),
            out,
            "{}",
            path.display()
        );
    }
}
