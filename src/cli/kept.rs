//! `dateline bookmarks` and `dateline corrections`: what readers set and mended, for people and
//! programs.

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::import_marks::MarksImport;
use crate::annotation::{Article, MarkKind};
use crate::export::{Annotated, CONTEXT, csv_row, to_json};
use crate::input::source::{Source, Trouble};
use crate::library::{CorrectionRow, Library, LibraryError, MarkRow, ReadingRow, TextIdentity};
use crate::runtime::Folders;
use crate::service;
use crate::text::{CodePoints, Further, Places};

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
    /// As W3C Web Annotations (JSON-LD)
    #[arg(long, conflicts_with_all = ["json", "markdown", "csv"])]
    annotations: bool,
    /// As Hypothesis exports it
    #[arg(long, conflicts_with_all = ["json", "markdown", "csv", "annotations"])]
    hypothesis: bool,
    /// Reads back what --json printed, or Web Annotations, or Hypothesis' export, from files or
    /// standard input; what is there already stays as it is
    #[arg(long, conflicts_with_all = ["json", "markdown", "csv", "annotations", "hypothesis"])]
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
        if self.annotations || self.hypothesis {
            return self.for_tools(&library, global);
        }
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

    /// Prints the marks as annotation tools read them, each with its place where its text is there.
    fn for_tools(&self, library: &Library, global: &Global) -> Result<ExitCode, Failure> {
        let mut rows: Vec<(MarkRow, Option<[u32; 2]>)> = Vec::new();
        let mut add = |marks: Vec<MarkRow>, article: Option<&Article>| {
            let points = article.map(|article| CodePoints::new(article.document.text()));
            let places = article.map(|article| Places::of(&article.document));
            for row in marks {
                let span = places.as_ref().and_then(|places| places.place(&row.mark.anchor).span());
                let range = span.zip(points.as_ref()).map(|(span, points)| points.range(span));
                rows.push((row, range));
            }
        };
        if self.inputs.is_empty() {
            let mut by_text: Vec<Vec<MarkRow>> = Vec::new();
            for row in library.all_marks()? {
                match by_text.last_mut().filter(|text| text[0].text.id == row.text.id) {
                    Some(text) => text.push(row),
                    None => by_text.push(vec![row]),
                }
            }
            for marks in by_text {
                let article = marks[0].text.article.and_then(|id| library.article(id).ok());
                add(marks, article.as_ref());
            }
        }
        let overrides = global.overrides();
        for input in &self.inputs {
            let article = service::article(&Source::from_argument(input), &overrides)?;
            if let Some(reading) = library.reading(&TextIdentity::of(&article, None))? {
                add(library.marks_of(&[reading])?, Some(&article));
            }
        }
        let annotated = rows.iter().map(|(row, range)| Annotated {
            id: row.id.0,
            mark: &row.mark,
            source: row.text.source.as_deref(),
            title: row.text.title.as_deref(),
            range: *range,
        });
        let json = if self.hypothesis {
            let rows: Vec<_> = annotated.map(|one| one.hypothesis()).collect();
            serde_json::json!({ "total": rows.len(), "rows": rows })
        } else {
            let items: Vec<_> = annotated.map(|one| one.web_annotation()).collect();
            serde_json::json!({
                "@context": [CONTEXT, { "dateline:title": "http://purl.org/dc/terms/title" }],
                "type": "AnnotationPage",
                "items": items,
            })
        };
        writeln!(io::stdout().lock(), "{json:#}")?;
        Ok(if rows.is_empty() { nothing() } else { ExitCode::SUCCESS })
    }

    /// Reads marks back; what is none is named, the rest is saved at once.
    fn read_back(&self, global: &Global) -> Result<ExitCode, Failure> {
        let stdin = [OsString::from("-")];
        let inputs = if self.inputs.is_empty() { &stdin[..] } else { &self.inputs };
        let mut import = MarksImport::at(jiff::Timestamp::now());
        for input in inputs {
            let name = Source::from_argument(input).name();
            let text = if input == "-" {
                io::read_to_string(io::stdin())
            } else {
                std::fs::read_to_string(input)
            };
            let text =
                text.map_err(|error| Failure::new(format!("{name} could not be read: {error}")))?;
            import.read(&name, &text);
        }
        import.save(global)
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
