//! `dateline rules`: what is done with articles as they come.

use std::io::{self, BufRead, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;

use super::Failure;
use super::articles::{analyse_all, clock, index_all, parsed, row_line};
use super::global::Global;
use super::lines::{count, json_line, line_width};
use crate::library::{ArticleId, Deed, Library, RuleRow, Scope};
use crate::query::Query;
use crate::service::rules;
use crate::text::clean_line;

/// Titles that are shown of what a new rule would have hit.
const SHOWN: usize = 5;

#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    what: Option<What>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a rule, or change the one of this name, and say what it would have hit
    Add {
        name: String,
        /// Which articles; "" is all
        query: String,
        /// What is done: read, star, keep, hide, notify, "tag NAME", "run COMMAND"
        #[arg(long = "do", value_name = "DEED", required = true)]
        deeds: Vec<String>,
        /// Allows its command without asking
        #[arg(long)]
        yes: bool,
    },
    /// Print what a rule, or a query, would hit in the library; changes nothing
    Try { rule: String },
    /// Do what a rule says with the articles that are there; commands are not run
    Apply { name: String },
    /// Take back what a rule did
    Undo { name: String },
    /// Turn a rule on; one with a command asks
    On {
        name: String,
        /// Allows its command without asking
        #[arg(long)]
        yes: bool,
    },
    /// Turn a rule off
    Off { name: String },
    /// Take a rule out; what it did stays
    Remove { name: String },
}

#[derive(Serialize)]
struct RuleJson<'a> {
    name: &'a str,
    query: &'a str,
    deeds: Vec<String>,
    enabled: bool,
    /// Whether its command may be run; `null` where it has none.
    allowed: Option<bool>,
    hits: u32,
}

impl Rules {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        match &self.what {
            None => self.list(global),
            Some(What::Add { name, query, deeds, yes }) => add(global, name, query, deeds, *yes),
            Some(What::Try { rule }) => try_out(global, rule),
            Some(What::Apply { name }) => {
                let mut library = global.library()?.ok_or_else(|| none(name))?;
                let rule = library.rule(name)?.ok_or_else(|| none(name))?;
                let ids = hits(&mut library, &parsed(std::slice::from_ref(&rule.query))?)?;
                let changed = library.apply_rule(&rule, &ids, Timestamp::now())?;
                tell(&format!("{} hit, {changed} changed", count(ids.len(), "article")))
            }
            Some(What::Undo { name }) => {
                let mut library = global.library()?.ok_or_else(|| none(name))?;
                let rule = library.rule(name)?.ok_or_else(|| none(name))?;
                let changed = library.undo_rule(&rule)?;
                tell(&format!("{} as before", count(changed, "article")))
            }
            Some(What::On { name, yes }) => {
                let mut library = global.library()?.ok_or_else(|| none(name))?;
                let rule = library.rule(name)?.ok_or_else(|| none(name))?;
                allow(&mut library, &rule, *yes)?;
                library.turn_rule(name, true)?;
                tell(&format!("on: {}", rule.told()))
            }
            Some(What::Off { name }) => {
                let mut library = global.library()?.ok_or_else(|| none(name))?;
                if library.turn_rule(name, false)? { tell("off") } else { Err(none(name)) }
            }
            Some(What::Remove { name }) => {
                let mut library = global.library()?.ok_or_else(|| none(name))?;
                if library.remove_rule(name)? { tell("removed") } else { Err(none(name)) }
            }
        }
    }

    fn list(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        let rules = library.rules()?;
        let mut out = BufWriter::new(io::stdout().lock());
        for rule in &rules {
            if self.json {
                let line = RuleJson {
                    name: &rule.name,
                    query: &rule.query,
                    deeds: rule.deeds.iter().map(ToString::to_string).collect(),
                    enabled: rule.enabled,
                    allowed: rule.command().map(|_| rule.allowed_command().is_some()),
                    hits: rule.hits,
                };
                json_line(&mut out, &line)?;
            } else {
                writeln!(out, "{}", line_of(rule))?;
            }
        }
        out.flush()?;
        Ok(ExitCode::from(if rules.is_empty() { 4 } else { 0 }))
    }
}

/// "on   ferries  41 hits  ferry since:7d: star"
pub(super) fn line_of(rule: &RuleRow) -> String {
    let on = match (rule.enabled, rule.command(), rule.allowed_command()) {
        (false, ..) => "off",
        (true, Some(_), None) => "on, its command is not allowed",
        _ => "on",
    };
    let hits = count(rule.hits as usize, "hit");
    format!("{}  {on}  {hits}  {}", clean_line(&rule.name), rule.told())
}

fn none(name: &str) -> Failure {
    Failure::new(format!("there is no rule “{}”", clean_line(name)))
        .hint(Some("dateline rules prints them".into()))
}

fn tell(words: &str) -> Result<ExitCode, Failure> {
    writeln!(io::stdout().lock(), "{words}")?;
    Ok(ExitCode::SUCCESS)
}

fn add(
    global: &Global,
    name: &str,
    query: &str,
    deeds: &[String],
    yes: bool,
) -> Result<ExitCode, Failure> {
    let name = clean_line(name);
    if name.trim().is_empty() {
        return Err(Failure { code: 2, ..Failure::new("a rule needs a name") });
    }
    let query = parsed(&[query.to_owned()])?;
    let deeds = deeds
        .iter()
        .map(|words| {
            Deed::parse(words).ok_or_else(|| Failure {
                code: 2,
                ..Failure::new(format!(
                    "“{}” is nothing a rule does; there are {}",
                    clean_line(words),
                    Deed::FORMS
                ))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut library = Library::open(&global.library_path()?)?;
    let ids = hits(&mut library, &query)?;
    library.put_rule(&name, &query, &deeds, true)?;
    let rule = library.rule(&name)?.ok_or_else(|| none(&name))?;
    tell(&format!(
        "would have hit {}; it looks at what comes from now on",
        count(ids.len(), "article")
    ))?;
    print(&library, &ids, SHOWN)?;
    allow(&mut library, &rule, yes)?;
    Ok(ExitCode::SUCCESS)
}

fn try_out(global: &Global, words: &str) -> Result<ExitCode, Failure> {
    let mut library = global.library()?.ok_or_else(|| none(words))?;
    let query = match library.rule(words)? {
        Some(rule) => parsed(std::slice::from_ref(&rule.query))?,
        None => parsed(&[words.to_owned()])?,
    };
    let ids = hits(&mut library, &query)?;
    tell(&format!("would have hit {}", count(ids.len(), "article")))?;
    print(&library, &ids, usize::MAX)?;
    Ok(ExitCode::from(if ids.is_empty() { 4 } else { 0 }))
}

fn hits(library: &mut Library, query: &Query) -> Result<Vec<ArticleId>, Failure> {
    index_all(library)?;
    analyse_all(library)?;
    let scope = Scope { query: query.clone(), with_hidden: true, ..Scope::default() };
    Ok(library.ids(&scope, &clock())?)
}

fn print(library: &Library, ids: &[ArticleId], most: usize) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let width = line_width();
    for row in library.rows(&ids[..ids.len().min(most)])? {
        writeln!(out, "{}", row_line(&row, width).trim_end())?;
    }
    Ok(out.flush()?)
}

/// Asks once whether the command of a rule may be run; where nobody can be asked it is not.
fn allow(library: &mut Library, rule: &RuleRow, yes: bool) -> Result<(), Failure> {
    let Some(command) = rule.command().filter(|_| rule.allowed_command().is_none()) else {
        return Ok(());
    };
    if !yes {
        if !io::stdin().is_terminal() {
            eprintln!("hint: its command is not run until dateline rules on NAME --yes allows it");
            return Ok(());
        }
        eprint!(
            "run {} for each article it hits, with the article on standard input? [y/N] ",
            clean_line(command)
        );
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        if !matches!(answer.trim(), "y" | "Y" | "yes") {
            eprintln!("hint: its command is not run; dateline rules on NAME asks again");
            return Ok(());
        }
    }
    Ok(library.allow_rule(&rule.name, command)?)
}

/// Lets the rules look at what came, and tells what they have to say: on standard error, and to a
/// terminal that shows notifications.
pub(super) fn apply(library: &mut Library) -> Result<(), Failure> {
    let said = rules::apply(library, &|| true)?;
    for alert in &said.alerts {
        eprintln!("{alert}");
        if io::stderr().is_terminal() {
            eprint!("{}", crate::runtime::notification(alert));
        }
    }
    for fault in &said.faults {
        eprintln!("warning: {fault}");
    }
    Ok(())
}
