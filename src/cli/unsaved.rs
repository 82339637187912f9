//! Notes that were written in the reader and could not be saved: they are kept in a file that
//! `dateline bookmarks --import` reads. While they are typed they stand in a draft, which outlives
//! the program.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Failure;
use super::kept::json_line;
use crate::annotation::{Mark, MarkKind};
use crate::app::{Editor, Notes};
use crate::library::{MarkId, MarkRow, ReadingId, ReadingRow};
use crate::text::Sketch;

/// Adds the unsaved notes to a file in `folder` and says where they are. Does nothing where there
/// are none. Where they could not be written the draft stays.
pub(super) fn keep(notes: &Notes, folder: &Path, mut drafts: Drafts) -> Result<(), Failure> {
    let lines: Vec<String> =
        notes.unsaved().map(|editor| json_line(&row(editor), None)).collect::<Result<_, _>>()?;
    if lines.is_empty() {
        return Ok(());
    }
    let mut path = folder.join(UNSAVED);
    let mut written = append(&path, &lines);
    if written.is_err() {
        // Another disk may have room.
        let elsewhere = std::env::temp_dir()
            .join(format!("dateline-{}-{}", Timestamp::now().as_second(), std::process::id()))
            .join(UNSAVED);
        if append(&elsewhere, &lines).is_ok() {
            (path, written) = (elsewhere, Ok(()));
        }
    }
    let count = if lines.len() == 1 {
        "1 note was".to_owned()
    } else {
        format!("{} notes were", lines.len())
    };
    if written.is_err() {
        drafts.file = None;
    }
    let hint = match written {
        Ok(()) => format!(
            "written to {0}; dateline bookmarks --import {0} brings them in",
            path.display()
        ),
        Err(error) => format!(
            "{} could not be written either ({error}); the words are: {}",
            path.display(),
            lines.join(" ")
        ),
    };
    Failure::new(format!("{count} not saved in the library")).hint(Some(hint)).report();
    Ok(())
}

const UNSAVED: &str = "unsaved-notes.jsonl";

/// Adds lines to a file that nobody else may read; whole, or not at all.
fn append(path: &Path, lines: &[String]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    let before = file.metadata()?.len();
    let written = lines.iter().try_for_each(|line| writeln!(file, "{line}"));
    if written.is_err() {
        let _ = file.set_len(before);
    }
    written
}

/// The notes that are being written, in a file of this window. What a window left behind that ended
/// without a word is found by the next.
pub(super) struct Drafts {
    folder: PathBuf,
    file: Option<(PathBuf, File)>,
    /// The words of each note as the file has them.
    words: Vec<String>,
}

impl Drafts {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), file: None, words: Vec::new() }
    }

    /// Writes what is typed and not saved, if it changed. A draft that cannot be written is none:
    /// the words are still in the reader, which says what it could not save.
    pub(super) fn keep(&mut self, notes: &Notes) {
        let words: Vec<String> =
            notes.unsaved().map(|editor| editor.text.words().to_owned()).collect();
        if words != self.words {
            let lines: Option<String> = notes
                .unsaved()
                .map(|editor| json_line(&row(editor), None).ok().map(|line| line + "\n"))
                .collect();
            let _ = self.write(lines.unwrap_or_default().as_bytes());
            self.words = words;
        }
    }

    /// What is there is overwritten and cut off behind, so that it is never empty in between.
    fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        if lines.is_empty() {
            if let Some((path, _)) = self.file.take() {
                fs::remove_file(path)?;
            }
            return Ok(());
        }
        let (_, file) = match &mut self.file {
            Some(file) => file,
            none => {
                fs::create_dir_all(&self.folder)?;
                let path = self.folder.join(format!("draft-{}.jsonl", std::process::id()));
                let mut options = OpenOptions::new();
                let file =
                    options.create(true).truncate(false).write(true).mode(0o600).open(&path)?;
                // Held as long as this window lives: who finds it free finds one that is left.
                file.try_lock()?;
                none.insert((path, file))
            }
        };
        file.write_all_at(lines, 0)?;
        file.set_len(lines.len() as u64)
    }

    /// Puts what other windows left behind among the notes that are not saved, and says where that
    /// is; `None` where nothing was left.
    pub(super) fn gather(&self) -> Option<PathBuf> {
        let unsaved = self.folder.join(UNSAVED);
        let mut found = false;
        for entry in fs::read_dir(&self.folder).ok()?.flatten() {
            let name = entry.file_name();
            let is_draft = name
                .to_str()
                .and_then(|name| name.strip_prefix("draft-")?.strip_suffix(".jsonl"))
                .is_some_and(|number| number.parse::<u32>().is_ok());
            let Some(file) = File::open(entry.path()).ok().filter(|_| is_draft) else { continue };
            if file.try_lock().is_err() {
                continue;
            }
            let lines = io::read_to_string(&file).unwrap_or_default();
            let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
            if append(&unsaved, &lines).is_ok() {
                found |= !lines.is_empty();
                let _ = fs::remove_file(entry.path());
            }
        }
        found.then_some(unsaved)
    }
}

/// A window that ends in order leaves its notes elsewhere.
impl Drop for Drafts {
    fn drop(&mut self) {
        let _ = self.write(&[]);
    }
}

/// The note as the library would have kept it.
fn row(editor: &Editor) -> MarkRow {
    let (now, article) = (Timestamp::now(), editor.article.clone());
    let text = ReadingRow {
        id: ReadingId(0),
        article: None,
        hash: article.document.hash(),
        sketch: Sketch::of(&article.document),
        source: article.source,
        title: article.title,
        byline: article.byline,
        published: article.published,
    };
    let note = editor.text.words().trim_end().to_owned();
    MarkRow {
        id: MarkId(0),
        mark: Mark {
            kind: MarkKind::Note,
            anchor: editor.anchor.clone(),
            note,
            created: now,
            changed: now,
        },
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Drafts, UNSAVED};
    use crate::annotation::Article;
    use crate::app::{Editor, Notes, Target};
    use crate::text::{Anchor, Document, Span};

    fn notes(words: &str) -> Notes {
        let article = Article::of(Document::verbatim("It rained in the port.".into()));
        let span = Span::from_usize(0, 9);
        let anchor = Anchor::of(&article.document, span);
        let mut editor = Editor::new(article, Target::New(span), anchor, "");
        editor.text.replace_all(words);
        Notes { editor: Some(editor), ..Notes::default() }
    }

    #[test]
    fn a_note_outlives_a_window_that_ends_without_a_word() {
        let folder = std::env::temp_dir().join(format!("dateline-drafts-{}", std::process::id()));
        let mut drafts = Drafts::in_folder(&folder);
        drafts.keep(&notes("Ask the harbour about the rain"));
        drafts.keep(&notes("Ask the harbour"));
        assert_eq!(drafts.gather(), None, "a window that lives has its draft to itself");
        // As a kill leaves it: the file stays, its lock goes.
        let (path, file) = drafts.file.take().expect("a draft");
        drop(file);
        let next = Drafts::in_folder(&folder);
        let unsaved = next.gather().expect("something was left");
        let lines = std::fs::read_to_string(&unsaved).expect("written");
        assert_eq!(unsaved, folder.join(UNSAVED));
        assert!(lines.contains("\"Ask the harbour\"") && lines.ends_with("}\n"), "{lines}");
        assert_eq!(lines.lines().count(), 1);
        assert!(!path.exists() && next.gather().is_none());
        std::fs::remove_dir_all(folder).expect("it goes away");
    }

    #[test]
    fn a_note_that_is_saved_leaves_no_draft() {
        let folder = std::env::temp_dir().join(format!("dateline-drafts-b-{}", std::process::id()));
        let mut drafts = Drafts::in_folder(&folder);
        drafts.keep(&notes("Ask"));
        assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 1);
        drafts.keep(&Notes::default());
        assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 0);
        drafts.keep(&notes("Ask"));
        drop(drafts);
        assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 0);
        std::fs::remove_dir_all(folder).expect("it goes away");
    }
}
