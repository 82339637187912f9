//! `dateline bookmarks` and `dateline corrections`: what readers set and mended, for people and
//! programs.

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::import_marks::mark_of_line;
use crate::annotation::MarkKind;
use crate::export::{csv_row, to_json};
use crate::input::source::{Source, Trouble};
use crate::library::{CorrectionRow, Library, LibraryError, MarkRow, ReadingRow, TextIdentity};
use crate::runtime::Folders;
use crate::service;
use crate::text::{CodePoints, Further};

#[derive(Debug, Args)]
pub(super) struct Bookmarks {
    /// Only what belongs to these articles, placed in them anew
    #[arg(value_name = "FILE|-")]
    inputs: Vec<OsString>,
    /// One JSON object a line
    #[arg(long, conflicts_with_all = ["markdown", "csv"])]
    json: bool,
    /// As Markdown, article by article
    #[arg(long, conflicts_with = "csv")]
    markdown: bool,
    /// As Readwise imports it
    #[arg(long)]
    csv: bool,
    /// Reads back what --json printed, from files or standard input; what is there already stays as
    /// it is
    #[arg(long, conflicts_with_all = ["json", "markdown", "csv"])]
    import: bool,
}

#[derive(Debug, Args)]
pub(super) struct Corrections {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct ArticleOf<'a> {
    id: String,
    title: Option<&'a str>,
    source: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    /// Of the text, so that it is known again by its content.
    hash: String,
    /// Of its runs of words, so that it is known again though it was edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    sketch: Option<String>,
}

impl<'a> ArticleOf<'a> {
    fn new(text: &'a ReadingRow) -> Self {
        Self {
            id: text.id.0.to_string(),
            title: text.title.as_deref(),
            source: text.source.as_deref(),
            byline: text.byline.as_deref(),
            published: text.published.map(|time| time.to_string()),
            hash: text.hash.to_string(),
            sketch: text
                .sketch
                .map(|sketch| sketch.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect()),
        }
    }
}

#[derive(Serialize)]
struct AroundJson<'a> {
    prefix: &'a str,
    suffix: &'a str,
    position: f64,
    paragraph: u32,
    whole: bool,
    further: &'a Further,
}

#[derive(Serialize)]
struct MarkJson<'a> {
    kind: &'static str,
    name: Option<char>,
    exact: &'a str,
    note: &'a str,
    article: ArticleOf<'a>,
    created: String,
    changed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_name: Option<&'static str>,
    anchor: AroundJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Option<[u32; 2]>>,
}

#[derive(Serialize)]
struct CorrectionJson<'a> {
    kind: &'static str,
    value: Option<&'a str>,
    exact: &'a str,
    article: ArticleOf<'a>,
}

impl Bookmarks {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        if self.import {
            return self.read_back(global);
        }
        let Some(library) = library(global)? else { return Ok(nothing()) };
        let mut out = BufWriter::new(io::stdout().lock());
        let mut count = 0;
        if self.csv {
            writeln!(
                out,
                "{}",
                csv_row(&["Highlight", "Title", "Author", "URL", "Note", "Location"])
            )?;
        }
        if self.inputs.is_empty() {
            for row in library.all_marks()? {
                self.write(&mut out, &row, None, count)?;
                count += 1;
            }
        }
        let overrides = global.overrides();
        for input in &self.inputs {
            let article = service::article(&Source::from_argument(input), &overrides)?;
            let Some(reading) = library.reading(&TextIdentity::of(&article, None))? else {
                continue;
            };
            let points = CodePoints::new(article.document.text());
            for row in library.marks_of(&[reading])? {
                let range =
                    row.mark.anchor.place(&article.document).span().map(|span| points.range(span));
                self.write(&mut out, &row, Some(range), count)?;
                count += 1;
            }
        }
        out.flush()?;
        Ok(if count == 0 { nothing() } else { ExitCode::SUCCESS })
    }

    /// Reads marks from JSON; lines that are none are named, the rest is saved at once.
    fn read_back(&self, global: &Global) -> Result<ExitCode, Failure> {
        let stdin = [OsString::from("-")];
        let inputs = if self.inputs.is_empty() { &stdin[..] } else { &self.inputs };
        let (mut marks, mut failed) = (Vec::new(), false);
        for input in inputs {
            let name = Source::from_argument(input).name();
            let text = if input == "-" {
                io::read_to_string(io::stdin())
            } else {
                std::fs::read_to_string(input)
            };
            let text =
                text.map_err(|error| Failure::new(format!("{name} could not be read: {error}")))?;
            for (index, line) in
                text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
            {
                match mark_of_line(line) {
                    Ok(mark) => marks.push(mark),
                    Err(reason) => {
                        failed = true;
                        eprintln!("error: {name}, line {}: {reason}", index + 1);
                    }
                }
            }
        }
        let added = if marks.is_empty() {
            0
        } else {
            let folders = Folders::find(global.home.as_deref())
                .map_err(|error| Failure::new(error.to_string()))?;
            Library::open(&folders.data.join("library.db"))?
                .import_marks(&marks, jiff::Timestamp::now())?
        };
        let mut out = io::stdout().lock();
        writeln!(out, "{added} of {} marks were new", marks.len())?;
        Ok(if failed { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }

    fn write(
        &self,
        out: &mut impl Write,
        row: &MarkRow,
        range: Option<Option<[u32; 2]>>,
        count: usize,
    ) -> Result<(), Failure> {
        let (mark, text) = (&row.mark, &row.text);
        let title = text.title.as_deref().or(text.source.as_deref()).unwrap_or("(standard input)");
        if self.json {
            writeln!(out, "{}", json_line(row, range)?)?;
        } else if self.csv {
            let url = text
                .source
                .as_deref()
                .filter(|source| source.starts_with("http"))
                .unwrap_or_default();
            let author = text.byline.as_deref().unwrap_or_default();
            let location = (mark.anchor.paragraph + 1).to_string();
            writeln!(
                out,
                "{}",
                csv_row(&[&mark.anchor.exact, title, author, url, &mark.note, &location])
            )?;
        } else if self.markdown {
            if count > 0 {
                writeln!(out)?;
            }
            let role = if let MarkKind::Highlight(_) = mark.kind {
                format!(" ({})", mark.kind.word())
            } else {
                String::new()
            };
            writeln!(out, "> {}\n>\n> — {title}{role}", mark.anchor.exact.replace('\n', "\n> "))?;
            if !mark.note.is_empty() {
                writeln!(out, "\n{}", mark.note)?;
            }
        } else {
            let letter = match &mark.kind {
                MarkKind::Highlight(_) => format!(", {}", mark.kind.word()),
                kind => kind.letter().map(|letter| format!(" {letter}")).unwrap_or_default(),
            };
            writeln!(out, "{}{letter}  {title}\n    {}", mark.kind.name(), mark.anchor.exact)?;
            if !mark.note.is_empty() {
                writeln!(out, "    note: {}", mark.note)?;
            }
        }
        Ok(())
    }
}

impl Corrections {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let rows: Vec<CorrectionRow> =
            library(global)?.map_or_else(|| Ok(Vec::new()), |library| library.all_corrections())?;
        let mut out = BufWriter::new(io::stdout().lock());
        for row in &rows {
            let json = CorrectionJson {
                kind: row.correction.name(),
                value: row.correction.value(),
                exact: &row.anchor.exact,
                article: ArticleOf::new(&row.text),
            };
            if self.json {
                writeln!(
                    out,
                    "{}",
                    to_json(&json).map_err(|error| Failure::new(error.to_string()))?
                )?;
            } else {
                writeln!(out, "{} → {}: {}", json.kind, json.value.unwrap_or("—"), json.exact)?;
            }
        }
        out.flush()?;
        Ok(if rows.is_empty() { nothing() } else { ExitCode::SUCCESS })
    }
}

/// A mark as one line of JSON; with the place it has in a text, if that was looked for.
pub(super) fn json_line(row: &MarkRow, range: Option<Option<[u32; 2]>>) -> Result<String, Failure> {
    let (mark, text) = (&row.mark, &row.text);
    let json = MarkJson {
        kind: mark.kind.name(),
        name: mark.kind.letter(),
        exact: &mark.anchor.exact,
        note: &mark.note,
        article: ArticleOf::new(text),
        created: mark.created.to_string(),
        changed: mark.changed.to_string(),
        role: if let MarkKind::Highlight(role) = mark.kind { Some(role) } else { None },
        role_name: if let MarkKind::Highlight(_) = mark.kind {
            Some(mark.kind.word())
        } else {
            None
        },
        anchor: AroundJson {
            prefix: &mark.anchor.prefix,
            suffix: &mark.anchor.suffix,
            position: mark.anchor.position,
            paragraph: mark.anchor.paragraph,
            whole: mark.anchor.whole,
            further: &mark.anchor.further,
        },
        state: range.map(|range| if range.is_some() { "placed" } else { "orphan" }),
        range,
    };
    to_json(&json).map_err(|error| Failure::new(error.to_string()))
}

/// Nothing matched.
fn nothing() -> ExitCode {
    ExitCode::from(4)
}

/// The library, if there is one.
fn library(global: &Global) -> Result<Option<Library>, Failure> {
    let folders =
        Folders::find(global.home.as_deref()).map_err(|error| Failure::new(error.to_string()))?;
    Ok(Library::open_or_read(&folders.data.join("library.db"))?)
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        let hint = error.hint();
        Self::new(error.to_string()).hint(hint)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::new(trouble.message).hint(trouble.hint)
    }
}
