//! `dateline story`: the reports of the story of an article, what each of them has, and where they
//! differ.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::Failure;
use super::articles::{ArticleOf, analyse_all};
use super::global::Global;
use super::lines::{count, day, json_line, shortened};
use super::states::named;
use crate::library::{ArticleId, Laid, Library, ReportRow};
use crate::story::{Differing, Has, Item, Matter, Version};

#[derive(Debug, Args)]
pub(super) struct Story {
    /// An article, by the number or ID that `dateline list` prints
    #[arg(value_name = "NUMBER|ID")]
    article: String,
    /// One JSON object a line: the reports, then what differs
    #[arg(long)]
    json: bool,
    /// Put the article into the story of this one, for good
    #[arg(long, value_name = "NUMBER|ID", conflicts_with = "part")]
    join: Option<String>,
    /// Take the article out of its story, for good
    #[arg(long)]
    part: bool,
}

#[derive(Serialize)]
struct ReportJson<'a> {
    article: ArticleOf<'a>,
    feed: Option<&'a str>,
    published: String,
    people: usize,
    quotes: usize,
    figures: usize,
    only_here: OnlyHere<'a>,
    /// The article for whose sake it is here, and why.
    near: Option<String>,
    why: Option<&'a str>,
    copy: bool,
}

#[derive(Serialize)]
struct OnlyHere<'a> {
    people: Vec<&'a str>,
    quotes: Vec<&'a str>,
    figures: Vec<&'a str>,
}

#[derive(Serialize)]
struct DiffersJson<'a> {
    differs: Vec<DifferingJson<'a>>,
    /// All reports of the story, with those that are too many to be laid side by side.
    reports: usize,
}

#[derive(Serialize)]
struct DifferingJson<'a> {
    kind: &'static str,
    what: &'a str,
    versions: Vec<VersionJson<'a>>,
}

#[derive(Serialize)]
struct VersionJson<'a> {
    words: &'a str,
    speaker: Option<&'a str>,
    articles: Vec<String>,
}

impl Story {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        analyse_all(&mut library)?;
        let article = one(&library, &self.article)?;
        let now = Timestamp::now();
        if let Some(other) = &self.join {
            let other = one(&library, other)?;
            library.join_story(article, other, "joined with a story", now)?;
        } else if self.part {
            library.part_story(article, "parted from its story", now)?;
        }
        let Some(laid) = library.laid(article)? else {
            let failure = Failure::new(format!("article {} is not analysed", article.0));
            return Err(Failure { code: 4, ..failure });
        };
        let mut out = BufWriter::new(io::stdout().lock());
        if self.json {
            in_json(&mut out, &laid)?
        } else {
            in_lines(&mut out, &laid)?
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn one(library: &Library, word: &str) -> Result<ArticleId, Failure> {
    let ids = named(library, &[word.to_owned()])?;
    ids.first().copied().ok_or_else(|| Failure::new("no article is named"))
}

fn words(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.words.as_str()).collect()
}

fn in_json(out: &mut impl Write, laid: &Laid) -> Result<(), Failure> {
    for (row, has) in laid.reports.iter().zip(&laid.sheet.reports) {
        let report = ReportJson {
            article: ArticleOf { id: row.article.0.to_string(), title: &row.title },
            feed: row.source.as_deref(),
            published: row.at.to_string(),
            people: has.people,
            quotes: has.claims,
            figures: has.figures,
            only_here: OnlyHere {
                people: words(&has.only_people),
                quotes: words(&has.only_quotes),
                figures: words(&has.only_figures),
            },
            near: row.near.map(|near| near.0.to_string()),
            why: row.reason.as_deref(),
            copy: row.is_copy,
        };
        json_line(out, &report)?;
    }
    let articles = |version: &Version| {
        version
            .holders
            .iter()
            .map(|(report, _)| laid.reports[*report].article.0.to_string())
            .collect()
    };
    let differing = |differing: &'_ Differing| -> Vec<(String, Option<String>, Vec<String>)> {
        differing
            .versions
            .iter()
            .map(|version| (version.words.clone(), version.speaker.clone(), articles(version)))
            .collect()
    };
    let versions: Vec<_> = laid.sheet.differs.iter().map(differing).collect();
    let differs = laid.sheet.differs.iter().zip(&versions).map(|(differing, versions)| {
        let versions = versions.iter().map(|(words, speaker, articles)| VersionJson {
            words,
            speaker: speaker.as_deref(),
            articles: articles.clone(),
        });
        let kind = match differing.matter {
            Matter::Figure => "figure",
            Matter::Quote => "quote",
        };
        DifferingJson { kind, what: &differing.what, versions: versions.collect() }
    });
    json_line(out, &DiffersJson { differs: differs.collect(), reports: laid.all })?;
    Ok(())
}

fn in_lines(out: &mut impl Write, laid: &Laid) -> io::Result<()> {
    for (row, has) in laid.reports.iter().zip(&laid.sheet.reports) {
        writeln!(
            out,
            "{:>6} {}  {}  {}",
            row.article.0,
            day(Some(row.at)),
            row.source.as_deref().unwrap_or("no feed"),
            shortened(&row.title, 90)
        )?;
        writeln!(out, "       {}", summary(row, has))?;
        for item in has.only_people.iter().chain(&has.only_quotes).chain(&has.only_figures) {
            writeln!(out, "       only here: {}", shortened(&item.words, 100))?;
        }
    }
    if laid.all > laid.reports.len() {
        let shown = laid.reports.len();
        writeln!(out, "       the first and the newest, {shown} of {} reports", laid.all)?;
    }
    for differing in &laid.sheet.differs {
        writeln!(out, "differ {}", shortened(&laid.line(differing), 300))?;
    }
    Ok(())
}

fn summary(row: &ReportRow, has: &Has) -> String {
    let counts =
        [count(has.people, "person"), count(has.claims, "claim"), count(has.figures, "figure")]
            .join(", ");
    let why = match (&row.reason, row.near) {
        (Some(reason), Some(near)) => format!(" · beside {}: {reason}", near.0),
        _ => String::new(),
    };
    format!("{counts}{why}")
}
