//! What keys do to articles of the library, from the command line: `dateline read`, `unread`,
//! `star`, `tag`, `open` and `show`. Articles are named by the number that lists give them.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::Failure;
use super::articles::{RowJson, row_json};
use super::global::Global;
use super::lines::{count, json_line, shortened};
use super::read::Read;
use super::read::print_article;
use crate::library::{ArticleId, Library, State};
use crate::runtime::{self, Environment};

#[derive(Debug, Args)]
pub(super) struct MarkRead {
    /// Articles, by the number or ID that `dateline list` prints
    #[arg(value_name = "NUMBER|ID", required = true)]
    articles: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Star {
    /// Articles, by the number or ID that `dateline list` prints
    #[arg(value_name = "NUMBER|ID", required = true)]
    articles: Vec<String>,
    /// Take the star off
    #[arg(long)]
    off: bool,
}

#[derive(Debug, Args)]
pub(super) struct Tag {
    /// The tags, and the articles by the number or ID that `dateline list` prints; `#7` is a tag
    #[arg(value_name = "TAG|NUMBER|ID", required = true, num_args = 2..)]
    words: Vec<String>,
    /// Take the tags off
    #[arg(long)]
    off: bool,
}

#[derive(Debug, Args)]
pub(super) struct Open {
    /// An article, by the number or ID that `dateline list` prints; several for the browser
    #[arg(value_name = "NUMBER|ID", required = true)]
    articles: Vec<String>,
    /// Open its address in the browser
    #[arg(long)]
    browser: bool,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Articles, by the number or ID that `dateline list` prints
    #[arg(value_name = "NUMBER|ID", required = true)]
    articles: Vec<String>,
    /// One JSON object a line, with the text
    #[arg(long)]
    json: bool,
    /// Columns to set the text in (0: one block a line)
    #[arg(long, value_name = "COLUMNS", default_value_t = 80)]
    width: u16,
}

#[derive(Serialize)]
struct ShownJson<'a> {
    #[serde(flatten)]
    row: RowJson<'a>,
    text: &'a str,
}

fn usage(words: impl Into<String>) -> Failure {
    Failure { code: 2, ..Failure::new(words) }
}

/// The articles that words name; all of them are there.
pub(super) fn named(library: &Library, words: &[String]) -> Result<Vec<ArticleId>, Failure> {
    let hint = Some("dateline list prints the numbers".to_owned());
    let mut ids = Vec::new();
    for word in words {
        let id = word.parse().map(ArticleId).map_err(|_| {
            usage(format!("{} is no number of an article", shortened(word, 40))).hint(hint.clone())
        })?;
        if library.rows(&[id])?.is_empty() {
            let failure = Failure::new(format!("there is no article {}", id.0));
            return Err(Failure { code: 4, ..failure }.hint(hint));
        }
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn library(global: &Global) -> Result<Library, Failure> {
    global.library()?.ok_or_else(nothing)
}

pub(super) fn nothing() -> Failure {
    Failure { code: 4, ..Failure::new("there is no library yet") }
        .hint(Some("dateline add URL subscribes to a feed".into()))
}

/// Sets a state and says how many articles that changed. The reader's undo takes it back.
fn set(
    library: &mut Library,
    ids: &[ArticleId],
    state: &State,
    label: &str,
) -> Result<ExitCode, Failure> {
    let changed = library.set_state(ids, state, label, Timestamp::now())?;
    let left = match ids.len() - changed {
        0 => String::new(),
        left => format!("; {left} had it already"),
    };
    writeln!(io::stdout().lock(), "{}: {label}{left}", count(changed, "article"))?;
    Ok(ExitCode::SUCCESS)
}

impl MarkRead {
    pub(super) fn run(&self, global: &Global, unread: bool) -> Result<ExitCode, Failure> {
        let mut library = library(global)?;
        let ids = named(&library, &self.articles)?;
        let label = if unread { "marked as unread" } else { "marked as read" };
        set(&mut library, &ids, &State::Unread(unread), label)
    }
}

impl Star {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let mut library = library(global)?;
        let ids = named(&library, &self.articles)?;
        let label = if self.off { "star taken off" } else { "starred" };
        set(&mut library, &ids, &State::Starred(!self.off), label)
    }
}

impl Tag {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let mut library = library(global)?;
        let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
        let (numbers, tags): (Vec<String>, Vec<String>) =
            self.words.iter().cloned().partition(is_number);
        let names: Vec<String> = tags
            .iter()
            .map(|tag| crate::text::clean_line(tag.strip_prefix('#').unwrap_or(tag)))
            .filter(|name| !name.is_empty())
            .collect();
        if names.is_empty() || numbers.is_empty() {
            return Err(usage("a tag and a number of an article are needed")
                .hint(Some("dateline tag later 12 15".into())));
        }
        let ids = named(&library, &numbers)?;
        for name in names {
            let label = format!("{} “{name}”", if self.off { "untagged" } else { "tagged" });
            set(&mut library, &ids, &State::Tag { name, set: !self.off }, &label)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Open {
    /// Opens an article in the reader, or addresses in the browser. Where standard output is no
    /// terminal, the text is printed.
    pub(super) fn run(&self, global: &Global, read: &Read) -> Result<ExitCode, Failure> {
        let library = global.library_to_read()?.ok_or_else(nothing)?;
        let ids = named(&library, &self.articles)?;
        if self.browser {
            let environment = Environment::read();
            for row in library.rows(&ids)? {
                let url = row
                    .url
                    .as_deref()
                    .ok_or_else(|| Failure::new(format!("article {} has no address", row.id.0)))?;
                runtime::open_in_browser(environment.browser.as_deref(), url)
                    .map_err(Failure::new)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let [id] = ids[..] else {
            return Err(usage("the reader opens one article")
                .hint(Some("--browser opens several, dateline show prints them".into())));
        };
        if io::stdout().is_terminal() || read.linear {
            drop(library);
            return read.open_kept(id, global);
        }
        print(&library, &ids, read.width)
    }
}

/// Prints articles as text, without escapes.
fn print(library: &Library, ids: &[ArticleId], width: u16) -> Result<ExitCode, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (number, id) in ids.iter().enumerate() {
        if number > 0 {
            writeln!(out, "\n")?;
        }
        print_article(&mut out, &library.article(*id)?, width)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

impl Show {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let library = global.library_to_read()?.ok_or_else(nothing)?;
        let ids = named(&library, &self.articles)?;
        if !self.json {
            return print(&library, &ids, self.width);
        }
        let mut out = BufWriter::new(io::stdout().lock());
        for id in ids {
            let article = library.article(id)?;
            for row in library.rows(&[id])? {
                let row = row_json(&library, &row)?;
                json_line(&mut out, &ShownJson { row, text: article.document.text() })?;
            }
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
