//! `dateline person`: all that is known of one person, place or body, and what its reader decides
//! about them for good.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;

use super::Failure;
use super::articles::analyse_all;
use super::global::Global;
use super::lines::{count, day, json_line, shortened};
use super::shown::{InJson, RoleJson};
use super::states::{named, nothing};
use crate::annotation::{Correction, EntityKind};
use crate::library::{ArticleId, Library, NamedIn, PersonId, PersonPage, QuoteRow};

/// Claims that are shown where nobody says how many.
const CLAIMS: usize = 20;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Person {
    #[command(subcommand)]
    decide: Option<Decide>,
    /// The name, or the number that `dateline people --json` gives
    #[arg(value_name = "NAME|ID", required = true)]
    name: Vec<String>,
    /// One JSON object, with all articles
    #[arg(long)]
    json: bool,
    /// At most so many of what they said
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Debug, Subcommand)]
enum Decide {
    /// Say that one is another: all of the first is the second's
    Join {
        #[arg(value_name = "NAME|ID")]
        one: String,
        #[arg(value_name = "NAME|ID")]
        other: String,
    },
    /// Say that whoever these articles name is somebody else
    Part {
        #[arg(value_name = "NAME|ID")]
        name: String,
        /// Articles, by the number or ID that `dateline list` prints
        #[arg(value_name = "ARTICLE", required = true)]
        articles: Vec<String>,
    },
    /// Give somebody another name
    Rename {
        #[arg(value_name = "NAME|ID")]
        name: String,
        #[arg(value_name = "NEW NAME")]
        new: String,
    },
    /// Say what kind a name is in all articles: person, place, organization …
    Kind {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(value_name = "KIND", value_parser = ["person", "place", "organization", "group", "event", "work", "other"])]
        kind: String,
    },
    /// Follow somebody like a feed
    Follow {
        #[arg(value_name = "NAME|ID")]
        name: String,
        /// No longer
        #[arg(long)]
        off: bool,
    },
    /// Take back the last change that was made
    Undo,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    text: &'a str,
    told: &'a str,
    act: &'static str,
    kind: &'static str,
    article: String,
    title: &'a str,
    source: Option<&'a str>,
    at: String,
}

#[derive(Serialize)]
struct PageJson<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    forms: &'a [String],
    roles: Vec<RoleJson>,
    articles: u32,
    quotes: u32,
    first: Option<String>,
    last: Option<String>,
    with: &'a [(String, u32)],
    sources: &'a [(String, u32)],
    months: &'a [(String, u32)],
    claims: Vec<ClaimJson<'a>>,
    #[serde(rename = "in")]
    named_in: Vec<InJson>,
}

impl Person {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        if let Some(decide) = &self.decide {
            return decide.run(global);
        }
        let Some(mut library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        analyse_all(&mut library)?;
        let id = one_called(&library, &self.name.join(" "))?;
        let claims = self.limit.unwrap_or(if self.json { 10_000 } else { CLAIMS });
        let page = library.person_page(id, claims)?;
        let Some(page) = page else { return Ok(ExitCode::from(4)) };
        let mut out = BufWriter::new(io::stdout().lock());
        if self.json {
            let named_in = library.naming(id, usize::MAX)?;
            json_line(&mut out, &page_json(&page, named_in))?;
        } else {
            tell(&mut out, &page)?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn page_json(page: &PersonPage, named_in: Vec<NamedIn>) -> PageJson<'_> {
    let person = &page.person;
    PageJson {
        id: person.id.0.to_string(),
        name: &person.name,
        kind: person.kind.name(),
        forms: &person.aliases,
        roles: page.roles.iter().cloned().map(RoleJson::from).collect(),
        articles: person.articles,
        quotes: person.quotes,
        first: person.first.map(|time| time.to_string()),
        last: person.last.map(|time| time.to_string()),
        with: &page.with,
        sources: &page.sources,
        months: &page.months,
        claims: page.claims.iter().map(ClaimJson::of).collect(),
        named_in: named_in.into_iter().map(InJson::from).collect(),
    }
}

impl<'a> ClaimJson<'a> {
    fn of(claim: &'a QuoteRow) -> Self {
        Self {
            text: &claim.text,
            told: &claim.told,
            act: claim.act.name(),
            kind: claim.kind.name(),
            article: claim.article.0.to_string(),
            title: &claim.title,
            source: claim.source.as_deref(),
            at: claim.at.to_string(),
        }
    }
}

fn tell(out: &mut impl Write, page: &PersonPage) -> io::Result<()> {
    let person = &page.person;
    writeln!(out, "{} ({})", shortened(&person.name, 200), person.kind.name())?;
    if !person.aliases.is_empty() {
        writeln!(out, "also {}", shortened(&person.aliases.join(", "), 200))?;
    }
    writeln!(
        out,
        "{}, {}, first {}, last {}",
        count(person.articles as usize, "article"),
        count(person.quotes as usize, "quotation"),
        day(person.first),
        day(person.last)
    )?;
    for role in &page.roles {
        let times = (day(Some(role.first)), day(Some(role.last)));
        writeln!(out, "{}–{}  {}", times.0, times.1, shortened(&role.role, 160))?;
    }
    for claim in &page.claims {
        writeln!(
            out,
            "\n{}  {}: {}\n    {}",
            day(Some(claim.at)),
            shortened(&claim.told, 80),
            shortened(&claim.text, 400),
            shortened(claim.source.as_deref().unwrap_or(&claim.title), 90)
        )?;
    }
    writeln!(out)?;
    for article in &page.articles {
        let why = article.reason.as_deref().map(|why| format!("  ({why})")).unwrap_or_default();
        let line = format!("{}  {}{why}", article.article.0, article.title);
        writeln!(out, "{}  {}", day(Some(article.at)), shortened(&line, 200))?;
    }
    Ok(())
}

/// Whoever bears the name, or the number. Of several nobody is meant: they are told apart first.
fn one_called(library: &Library, name: &str) -> Result<PersonId, Failure> {
    if let Ok(number) = name.trim().parse() {
        return Ok(PersonId(number));
    }
    let found = library.all_called(&EntityKind::ALL, name)?;
    match found[..] {
        [] => Err(Failure { code: 4, ..Failure::new("nobody is known under this name") }
            .hint(Some("dateline people NAME looks for words of a name".into()))),
        [one] => Ok(one),
        _ => {
            let mut lines = Vec::new();
            for id in found.iter().take(12) {
                let Some(page) = library.person_page(*id, 0)? else { continue };
                let role = page.roles.first().map(|role| format!(", {}", role.role));
                let latest =
                    page.articles.first().map(|article| format!(", last in “{}”", article.title));
                lines.push(shortened(
                    &format!(
                        "{}: {} ({}{}, {}{})",
                        id.0,
                        page.person.name,
                        page.person.kind.name(),
                        role.unwrap_or_default(),
                        count(page.person.articles as usize, "article"),
                        latest.unwrap_or_default()
                    ),
                    200,
                ));
            }
            let words = format!("several are called so:\n{}", lines.join("\n"));
            Err(Failure { code: 2, ..Failure::new(words) }
                .hint(Some("name one by the number".into())))
        }
    }
}

impl Decide {
    fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let mut library = global.library()?.ok_or_else(nothing)?;
        analyse_all(&mut library)?;
        let now = Timestamp::now();
        let words = match self {
            Self::Join { one, other } => {
                let (one, other) = (one_called(&library, one)?, one_called(&library, other)?);
                library.join_people(one, other, now)?
            }
            Self::Part { name, articles } => {
                let id = one_called(&library, name)?;
                let articles: Vec<ArticleId> = named(&library, articles)?;
                library.part_person(id, &articles, now)?
            }
            Self::Rename { name, new } => {
                let id = one_called(&library, name)?;
                library.rename_person(id, new, now)?
            }
            Self::Kind { name, kind } => {
                let correction = Correction::from_parts("kind", Some(kind));
                let correction = correction.ok_or_else(|| Failure::new("there is no such kind"))?;
                let label = format!("{name} counts as {kind}, in all articles");
                library.correct_everywhere(name, &correction, &label, now)?;
                analyse_all(&mut library)?;
                label
            }
            Self::Follow { name, off } => {
                let id = one_called(&library, name)?;
                let (name, is) = library.turn_follow(id)?;
                if is == *off {
                    library.turn_follow(id)?;
                }
                if *off { format!("{name} is not followed") } else { format!("{name} is followed") }
            }
            Self::Undo => match library.undo()? {
                Some(change) => format!("undone: {}", change.label),
                None => "nothing to undo".to_owned(),
            },
        };
        writeln!(io::stdout().lock(), "{}", shortened(&words, 400))?;
        Ok(ExitCode::SUCCESS)
    }
}
