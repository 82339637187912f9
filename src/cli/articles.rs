//! `dateline list`, `search`, `quotes` and `people`: what the library holds.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::lines::{
    cell, count, day, json_line, line_width, report_faults, shortened, tell_set_aside,
};
use super::shown::{InJson, RoleJson};
use crate::annotation::{Act, EntityKind};
use crate::library::{Clock, Hit, Library, ListRow, PersonRow, QuoteFilter, QuoteRow, Scope};
use crate::query::Query;
use crate::service::backlog::{Manner, PassedOver, analyse, index};
use crate::text::{cell_width, clean_line, minutes_in_cells, reading_minutes};

/// Rows read at a time.
const AT_ONCE: usize = 500;
/// Lines that people get where they do not say how many.
const ENOUGH: usize = 100;

/// How rows are told, and how many.
#[derive(Clone, Debug, Args)]
struct Rows {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Rows {
    /// As many as are asked for; without a word, what a person reads at once, or all for a program.
    fn most(&self) -> usize {
        self.limit.unwrap_or(if self.json { i64::MAX as usize } else { ENOUGH })
    }

    /// The words of a query without the options that stand among them, and what these say. A word
    /// with one hyphen belongs to the query (what is not wanted), so that the parser of arguments
    /// takes all behind the first word for the query.
    fn among(&self, words: &[String]) -> Result<(Vec<String>, Self), Failure> {
        let usage = |words: String| Failure { code: 2, ..Failure::new(words) };
        let (mut query, mut rows) = (Vec::new(), self.clone());
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, value) = word
                .split_once('=')
                .map_or((word.as_str(), None), |(name, value)| (name, Some(value.to_owned())));
            match name {
                "--json" if value.is_none() => rows.json = true,
                "--limit" => {
                    let value = value
                        .or_else(|| words.next().cloned())
                        .ok_or_else(|| usage("--limit: how many?".into()))?;
                    rows.limit = Some(value.parse().map_err(|_| {
                        usage(format!("--limit: {} is no number", clean_line(&value)))
                    })?);
                }
                _ if word.starts_with("--") => {
                    return Err(usage(format!(
                        "{} is no option here; those of all commands stand before the command",
                        clean_line(word)
                    )));
                }
                _ => query.push(word.clone()),
            }
        }
        Ok((query, rows))
    }
}

#[derive(Debug, Args)]
#[command(after_long_help = crate::query::page())]
pub(super) struct List {
    #[command(flatten)]
    rows: Rows,
    /// What they have in common: words, is:unread, from:harbour, since:7d …
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_long_help = crate::query::page())]
pub(super) struct Search {
    /// Words, "phrases", is:unread, by:name, about:name, since:7d …
    #[arg(value_name = "QUERY", required = true, allow_hyphen_values = true)]
    query: Vec<String>,
    #[command(flatten)]
    rows: Rows,
}

#[derive(Debug, Args)]
pub(super) struct Quotes {
    /// Words in the quotation
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Who says it
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Who or what it speaks of
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// Only versions of these words, as outlets cut or change them
    #[arg(long, value_name = "WORDS", conflicts_with = "words")]
    same: Option<String>,
    /// What is done with the words: states, denies, asks, urges, promises, warns, accuses, thinks,
    /// agrees, refuses (without it: all that is speech)
    #[arg(long, value_name = "ACT", value_parser = ["states", "denies", "asks", "urges", "promises", "warns", "accuses", "thinks", "agrees", "refuses"])]
    act: Option<String>,
    #[command(flatten)]
    rows: Rows,
}

#[derive(Debug, Args)]
pub(super) struct People {
    /// Words of the name
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// Whom: person, place, organization, group, event, work, other, all
    #[arg(long, value_name = "KIND", default_value = "person", value_parser = ["person", "place", "organization", "group", "event", "work", "other", "all"])]
    kind: String,
    /// With --json, every article that names them, under which names, and why it is they
    #[arg(long, requires = "json")]
    articles: bool,
    #[command(flatten)]
    rows: Rows,
}

#[derive(Serialize)]
pub(super) struct RowJson<'a> {
    id: String,
    title: &'a str,
    url: Option<&'a str>,
    feed: Option<String>,
    published: Option<String>,
    words: u32,
    unread: bool,
    starred: bool,
    tags: Vec<String>,
    versions: u32,
    also_in: Vec<String>,
    marks: u32,
    people: Option<&'a str>,
    teaser: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<&'a str>,
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    text: &'a str,
    speaker: Option<&'a str>,
    kind: &'static str,
    told: &'a str,
    act: &'static str,
    polarity: &'static str,
    modality: &'static str,
    article: ArticleOf<'a>,
    published: Option<String>,
}

#[derive(Serialize)]
pub(super) struct ArticleOf<'a> {
    pub(super) id: String,
    pub(super) title: &'a str,
}

#[derive(Serialize)]
struct PersonJson<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    aliases: &'a [String],
    roles: Vec<RoleJson>,
    articles: u32,
    quotes: u32,
    first: Option<String>,
    last: Option<String>,
    /// Where they are named, where that is asked for.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    named_in: Option<Vec<InJson>>,
}

pub(super) fn clock() -> Clock {
    Clock { now: Timestamp::now(), zone: TimeZone::system() }
}

pub(super) fn parsed(words: &[String]) -> Result<Query, Failure> {
    Query::parse(&words.join(" ")).map_err(|error| {
        let hint = error.hint();
        Failure { code: 2, ..Failure::new(format!("the query: {error}")) }.hint(hint)
    })
}

/// A row of a list for programs.
pub(super) fn row_json<'a>(library: &Library, row: &'a ListRow) -> Result<RowJson<'a>, Failure> {
    let mut feeds =
        library.feeds_of(row.id)?.into_iter().map(|(_, name)| crate::net::masked(&name));
    Ok(RowJson {
        id: row.id.0.to_string(),
        title: &row.title,
        url: row.url.as_deref(),
        feed: feeds.next(),
        published: row.published.map(|time| time.to_string()),
        words: row.words,
        unread: row.unread,
        starred: row.starred,
        tags: if row.tags > 0 { library.tags_of(row.id)? } else { Vec::new() },
        versions: row.versions,
        also_in: feeds.collect(),
        marks: row.marks,
        people: row.people.as_deref(),
        teaser: row.teaser.map(crate::library::Teaser::name),
        score: None,
        snippet: None,
    })
}

pub(super) fn row_line(row: &ListRow, width: usize) -> String {
    const SOURCE: usize = 22;
    let sign = |set: bool, sign: &'static str| if set { sign } else { " " };
    let signs = [
        sign(row.unread, "●"),
        sign(row.starred, "★"),
        sign(row.marks > 0, "✎"),
        sign(row.versions > 1, "Δ"),
    ]
    .concat();
    let minutes = minutes_in_cells(reading_minutes(row.words as usize));
    let begin = format!("{:>6} {signs} {}  ", row.id.0, day(row.published));
    let end = match row.teaser {
        Some(_) => " teaser".to_owned(),
        None => format!("{minutes:>7}"),
    };
    let room = width.saturating_sub(cell_width(&begin) + cell_width(&end) + 2);
    let source = if room >= SOURCE + 32 { SOURCE } else { 0 };
    let title = cell(&row.title, room.saturating_sub(source + 2 * usize::from(source > 0)).max(12));
    match source {
        0 => format!("{begin}{title}  {end}"),
        cells => format!(
            "{begin}{title}  {}  {end}",
            cell(row.source.as_deref().unwrap_or_default(), cells)
        ),
    }
}

impl List {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let (query, told) = self.rows.among(&self.query)?;
        let scope = Scope { query: parsed(&query)?, ..Scope::default() };
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        index_all(&mut library)?;
        let (clock, most) = (clock(), told.most());
        let mut out = BufWriter::new(io::stdout().lock());
        let (mut after, mut printed, width) = (None, 0, line_width());
        while printed < most {
            let rows = library.page(&scope, &clock, after.as_ref(), AT_ONCE.min(most - printed))?;
            let Some(last) = rows.last() else { break };
            after = Some(last.cursor(scope.order));
            printed += rows.len();
            for row in &rows {
                if told.json {
                    json_line(&mut out, &row_json(&library, row)?)?
                } else {
                    writeln!(out, "{}", row_line(row, width).trim_end())?
                }
            }
        }
        out.flush()?;
        if printed == most && told.limit.is_none() {
            eprintln!("hint: these are the newest {most}; --limit N shows more");
        }
        Ok(ExitCode::from(if printed == 0 { 4 } else { 0 }))
    }
}

impl Search {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let (query, told) = self.rows.among(&self.query)?;
        let query = parsed(&query)?;
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        index_all(&mut library)?;
        let hits = library.search(&query, &clock(), told.most())?;
        let mut out = BufWriter::new(io::stdout().lock());
        let width = line_width();
        for Hit { row, score, snippet, .. } in &hits {
            if told.json {
                json_line(
                    &mut out,
                    &RowJson {
                        score: Some(*score),
                        snippet: Some(snippet),
                        ..row_json(&library, row)?
                    },
                )?;
            } else {
                writeln!(
                    out,
                    "{}\n            {}",
                    row_line(row, width).trim_end(),
                    shortened(snippet, width.saturating_sub(12))
                )?;
            }
        }
        out.flush()?;
        Ok(ExitCode::from(if hits.is_empty() { 4 } else { 0 }))
    }
}

/// Indexes what still waits for it; says so where damaged texts were set aside.
pub(super) fn index_all(library: &mut Library) -> Result<(), Failure> {
    let before = library.set_aside()?.len();
    index(library, Manner::quick(&|| true))?;
    tell_set_aside(library.set_aside()?.len().saturating_sub(before));
    Ok(())
}

/// Analyses what still waits for it, so that the answer is whole; says so on a terminal.
pub(super) fn analyse_all(library: &mut Library) -> Result<(), Failure> {
    let before = library.set_aside()?.len();
    let shown = io::stderr().is_terminal();
    let until = Instant::now() + Duration::from_mins(10);
    let in_time = || Instant::now() < until;
    let (mut passed_over, mut found) = (PassedOver::default(), 0_usize);
    let done = analyse(library, Manner::quick(&in_time), &mut passed_over, |ids, _| {
        found += ids.len();
        if shown {
            eprint!("\r{found} articles analysed");
        }
    })?;
    if shown && done > 0 {
        eprint!("\r\x1b[K");
    }
    tell_set_aside(library.set_aside()?.len().saturating_sub(before));
    report_faults(&passed_over.faults);
    Ok(())
}

impl Quotes {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        analyse_all(&mut library)?;
        let words = (!self.words.is_empty()).then(|| self.words.join(" "));
        let filter = QuoteFilter {
            person: None,
            speaker: self.speaker.clone(),
            about: self.about.clone(),
            words,
            same: self.same.clone(),
            act: self.act.as_deref().and_then(Act::of_name),
            article: None,
        };
        let quotes = library.quotes(&filter, self.rows.most())?;
        let mut out = BufWriter::new(io::stdout().lock());
        for quote in &quotes {
            let QuoteRow { text, kind, speaker, told, article, title, published, .. } = quote;
            if self.rows.json {
                let article = ArticleOf { id: article.0.to_string(), title };
                let published = published.map(|time| time.to_string());
                json_line(
                    &mut out,
                    &QuoteJson {
                        text,
                        speaker: speaker.as_deref(),
                        kind: kind.name(),
                        told,
                        act: quote.act.name(),
                        polarity: quote.polarity.name(),
                        modality: quote.modality.name(),
                        article,
                        published,
                    },
                )?;
            } else {
                writeln!(
                    out,
                    "{} ({}): {}",
                    if told.is_empty() {
                        speaker.as_deref().unwrap_or("nobody named")
                    } else {
                        told
                    },
                    kind.name(),
                    crate::text::clean_line(text)
                )?;
                writeln!(out, "    {} {}", day(*published).trim(), shortened(title, 90))?;
            }
        }
        out.flush()?;
        Ok(ExitCode::from(if quotes.is_empty() { 4 } else { 0 }))
    }
}

impl People {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        analyse_all(&mut library)?;
        let kinds: Vec<EntityKind> = EntityKind::ALL
            .into_iter()
            .filter(|kind| self.kind == "all" || kind.name() == self.kind)
            .collect();
        let people = library.people(&kinds, &self.name.join(" "), self.rows.most())?;
        let mut out = BufWriter::new(io::stdout().lock());
        for person in &people {
            let PersonRow { name, kind, aliases, articles, quotes, first, last, .. } = person;
            if self.rows.json {
                let (first, last) =
                    (first.map(|time| time.to_string()), last.map(|time| time.to_string()));
                json_line(
                    &mut out,
                    &PersonJson {
                        id: person.id.0.to_string(),
                        name,
                        kind: kind.name(),
                        aliases,
                        roles: library.roles(person.id)?.into_iter().map(RoleJson::from).collect(),
                        articles: *articles,
                        quotes: *quotes,
                        first,
                        last,
                        named_in: if self.articles {
                            let all = library.naming(person.id, usize::MAX)?;
                            Some(all.into_iter().map(InJson::from).collect())
                        } else {
                            None
                        },
                    },
                )?;
            } else {
                let also = if aliases.is_empty() {
                    String::new()
                } else {
                    format!("also {}", shortened(&aliases.join(", "), 60))
                };
                let line = format!(
                    "{}  {:>14}  {:>16}  {}  {also}",
                    cell(name, 36),
                    count(*articles as usize, "article"),
                    count(*quotes as usize, "quotation"),
                    day(*last)
                );
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        out.flush()?;
        Ok(ExitCode::from(if people.is_empty() { 4 } else { 0 }))
    }
}
