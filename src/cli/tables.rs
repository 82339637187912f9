//! `dateline tables`: the library as flat tables, for `DuckDB`, pandas and spreadsheets. The columns
//! are described in `docs/researchers.md`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Failure;
use super::articles::parsed;
use super::asked::each_asked;
use super::global::Global;
use super::lines::count;
use crate::analysis::Analysis;
use crate::annotation::{Article, Attribution};
use crate::export::csv_row;
use crate::library::ListRow;
use crate::text::{CodePoints, Span, clean_line};

#[derive(Debug, Args)]
pub(super) struct Tables {
    /// A folder for the tables; one that is there must be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Which articles, as `dateline search --help` tells; all without
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// How the tables are written
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A head and a row a line
    Csv,
    /// A JSON object a line
    Jsonl,
}

/// A table by name, with its columns.
const TABLES: [(&str, &[&str]); 5] = [
    (
        "articles",
        &[
            "article",
            "title",
            "url",
            "feed",
            "byline",
            "published",
            "at",
            "language",
            "words",
            "hash",
        ],
    ),
    ("entities", &["article", "entity", "kind", "name", "role", "salience", "mentions"]),
    ("mentions", &["article", "entity", "form", "start", "end", "text"]),
    (
        "quotations",
        &[
            "article",
            "quotation",
            "kind",
            "start",
            "end",
            "text",
            "told",
            "speaker",
            "entity",
            "verb",
            "act",
            "polarity",
            "modality",
            "source",
            "speech",
            "confidence",
        ],
    ),
    ("figures", &["article", "kind", "start", "end", "text", "value", "unit", "iso"]),
];

/// The open files, one a table.
struct Files {
    format: Format,
    files: Vec<BufWriter<File>>,
    rows: [u64; TABLES.len()],
}

impl Tables {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let query = parsed(&self.query)?;
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        let mut files: Option<Files> = None;
        let mut waiting = 0;
        let unread = each_asked(&mut library, query, |row, article, analysis| {
            let files = match &mut files {
                Some(files) => files,
                none => none.insert(Files::make(&self.folder, self.format)?),
            };
            waiting += u64::from(analysis.is_none());
            Ok(files.article(row, article, analysis)?)
        })?;
        let Some(files) = files else { return Ok(ExitCode::from(4)) };
        files.finish(waiting + unread as u64)
    }
}

impl Files {
    fn make(folder: &Path, format: Format) -> Result<Self, Failure> {
        let cannot = |error: io::Error| {
            Failure::new(format!("{} cannot be written: {error}", folder.display()))
        };
        fs::create_dir_all(folder).map_err(cannot)?;
        if fs::read_dir(folder).map_err(cannot)?.next().is_some() {
            return Err(Failure::new(format!("{} is not empty", folder.display()))
                .hint(Some("name a new folder: nothing is written over".into())));
        }
        let mut files = Vec::new();
        for (name, columns) in TABLES {
            let ending = match format {
                Format::Csv => "csv",
                Format::Jsonl => "jsonl",
            };
            let file = File::create_new(folder.join(format!("{name}.{ending}"))).map_err(cannot)?;
            let mut file = BufWriter::new(file);
            if format == Format::Csv {
                writeln!(file, "{}", csv_row(columns)).map_err(cannot)?;
            }
            files.push(file);
        }
        Ok(Self { format, files, rows: [0; TABLES.len()] })
    }

    /// Adds a row to the table at `table`; a `null` is an empty field.
    fn row(&mut self, table: usize, cells: &[Value]) -> io::Result<()> {
        let columns = TABLES[table].1;
        self.rows[table] += 1;
        match self.format {
            Format::Jsonl => {
                let row: serde_json::Map<String, Value> = columns
                    .iter()
                    .map(|name| (*name).to_owned())
                    .zip(cells.iter().cloned())
                    .collect();
                writeln!(self.files[table], "{}", Value::Object(row))
            }
            Format::Csv => {
                let words: Vec<String> = cells
                    .iter()
                    .map(|cell| match cell {
                        Value::Null => String::new(),
                        Value::String(words) => words.clone(),
                        other => other.to_string(),
                    })
                    .collect();
                let fields: Vec<&str> = words.iter().map(String::as_str).collect();
                writeln!(self.files[table], "{}", csv_row(&fields))
            }
        }
    }

    fn article(
        &mut self,
        row: &ListRow,
        article: &Article,
        analysis: Option<&Analysis>,
    ) -> io::Result<()> {
        let id = row.id.0;
        let document = &*article.document;
        self.row(
            0,
            &[
                json!(id),
                json!(row.title),
                json!(row.url.as_deref().map(crate::net::masked)),
                json!(row.source),
                json!(row.byline),
                json!(row.published.map(|at| at.to_string())),
                json!(row.at.to_string()),
                json!(analysis.map(|analysis| analysis.language.as_str())),
                json!(document.words()),
                json!(document.hash().to_string()),
            ],
        )?;
        let Some(analysis) = analysis else { return Ok(()) };
        let points = CodePoints::new(document.text());
        let place = |span: Span| {
            let [start, end] = points.range(span);
            [json!(start), json!(end), json!(clean_line(document.slice(span)))]
        };
        let mut mentions = vec![0_u64; analysis.entities.len()];
        for (span, mention) in &analysis.mentions {
            let entity = mention.entity.0;
            if let Some(count) = mentions.get_mut(entity as usize) {
                *count += 1;
            }
            let [start, end, text] = place(*span);
            let form = json!(mention.form.name());
            self.row(2, &[json!(id), json!(entity), form, start, end, text])?;
        }
        for (number, (entity, mentions)) in analysis.entities.iter().zip(mentions).enumerate() {
            self.row(
                1,
                &[
                    json!(id),
                    json!(number),
                    json!(entity.kind.name()),
                    json!(entity.name),
                    json!(entity.role),
                    json!(hundredths(entity.salience)),
                    json!(mentions),
                ],
            )?;
        }
        for (number, quote) in analysis.quotes.iter().enumerate() {
            let [start, end, _] = place(quote.span());
            let words: Vec<String> =
                quote.parts.iter().map(|part| clean_line(document.slice(*part))).collect();
            self.row(
                3,
                &[
                    json!(id),
                    json!(number),
                    json!(quote.kind.name()),
                    start,
                    end,
                    json!(words.join(" … ")),
                    json!(Attribution::of(document, quote).to_string()),
                    json!(quote.name),
                    json!(quote.entity.map(|entity| entity.0)),
                    json!(quote.verb.map(|verb| clean_line(document.slice(verb)))),
                    json!(quote.act.name()),
                    json!(quote.polarity.name()),
                    json!(quote.modality.name()),
                    json!(quote.source.name()),
                    json!(quote.speech),
                    json!(hundredths(quote.confidence)),
                ],
            )?;
        }
        for (span, figure) in &analysis.figures {
            let [start, end, text] = place(*span);
            let kind = json!(figure.kind.name());
            let (value, unit, iso) = (json!(figure.value), json!(figure.unit), json!(figure.iso));
            self.row(4, &[json!(id), kind, start, end, text, value, unit, iso])?;
        }
        Ok(())
    }

    /// Writes what is left and says how many rows there are.
    fn finish(mut self, left_out: u64) -> Result<ExitCode, Failure> {
        for file in &mut self.files {
            file.flush()?;
        }
        let rows = TABLES.iter().zip(self.rows).map(|((name, _), rows)| format!("{rows} {name}"));
        writeln!(io::stdout().lock(), "{}", rows.collect::<Vec<_>>().join(", "))?;
        if left_out > 0 {
            let articles = count(left_out as usize, "article");
            eprintln!("hint: {articles} could not be read or analysed; their rows are not whole");
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn hundredths(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}
