//! Notes that were written in the reader and could not be saved: they are kept in a file that
//! `dateline bookmarks --import` reads.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use jiff::Timestamp;

use super::Failure;
use super::kept::json_line;
use crate::annotation::{Mark, MarkKind};
use crate::app::{Editor, Notes};
use crate::library::{MarkId, MarkRow, ReadingId, ReadingRow};
use crate::text::Sketch;

/// Adds the unsaved notes to a file in `folder` and says where they are. Does nothing where there
/// are none.
pub fn keep(notes: &Notes, folder: &Path) -> Result<(), Failure> {
    let lines: Vec<String> =
        notes.unsaved().map(|editor| json_line(&row(editor), None)).collect::<Result<_, _>>()?;
    if lines.is_empty() {
        return Ok(());
    }
    let path = folder.join("unsaved-notes.jsonl");
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| OpenOptions::new().create(true).append(true).mode(0o600).open(&path))
        .and_then(|mut file| lines.iter().try_for_each(|line| writeln!(file, "{line}")));
    let count = if lines.len() == 1 {
        "1 note was".to_owned()
    } else {
        format!("{} notes were", lines.len())
    };
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
