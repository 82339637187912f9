//! `dateline accounts`: the accounts on servers that keep feeds.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::lines::{cell, count, json_line};
use crate::config::{Account, Network};
use crate::library::AccountRow;

/// Lines of the log that are printed.
const LOGGED: usize = 1000;

#[derive(Debug, Args)]
pub(super) struct Accounts {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Print what syncs of this account had to say, the newest first
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "leave")]
    log: Option<String>,
    /// Cut an account off: its feeds and articles stay, and its feeds are asked for themselves
    #[arg(long, value_name = "ACCOUNT")]
    leave: Option<String>,
}

#[derive(Serialize)]
struct AccountJson<'a> {
    id: Option<String>,
    name: &'a str,
    url: String,
    user: &'a str,
    state: &'static str,
    last: Option<String>,
    next: Option<String>,
    error: Option<&'a str>,
    feeds: u32,
    articles: u32,
    waiting: u32,
}

/// The account of this name in the settings.
pub(super) fn account_named<'a>(network: &'a Network, name: &str) -> Result<&'a Account, Failure> {
    network.accounts.iter().find(|account| account.name == *name).ok_or_else(|| {
        let names: Vec<&str> = network.accounts.iter().map(|known| &*known.name).collect();
        let words = format!("there is no account “{}”", crate::text::clean_line(name));
        Failure { code: 2, ..Failure::new(words) }.hint(Some(if names.is_empty() {
            "a table [accounts.NAME] in config.toml with url and user makes one; docs/sync.md"
                .into()
        } else {
            format!("those in the settings: {}", names.join(", "))
        }))
    })
}

impl Accounts {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let network = global.network();
        let mut library = global.library()?;
        let rows = match &library {
            Some(library) => library.accounts()?,
            None => Vec::new(),
        };
        let of = |name: &str| {
            rows.iter().find(|row| row.name == name).ok_or_else(|| Failure {
                code: 4,
                ..Failure::new(format!(
                    "nothing is known of an account “{}”",
                    crate::text::clean_line(name)
                ))
            })
        };
        if let (Some(name), Some(library)) = (&self.leave, &mut library) {
            library.leave_account(of(name)?.id)?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut out = BufWriter::new(io::stdout().lock());
        if let (Some(name), Some(library)) = (&self.log, &library) {
            for (at, words) in library.account_log(of(name)?.id, LOGGED)? {
                if self.json {
                    json_line(
                        &mut out,
                        &serde_json::json!({"at": at.to_string(), "words": words}),
                    )?;
                } else {
                    writeln!(out, "{at}  {}", crate::text::clean_line(&words))?;
                }
            }
            out.flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(name) = self.leave.as_deref().or(self.log.as_deref()) {
            of(name)?;
        }
        // Those of the settings in their order, then those that stand there no more.
        let known = |account: &Account| {
            rows.iter().find(|row| row.url == account.url && row.user == account.user)
        };
        let mut printed = 0;
        for account in &network.accounts {
            self.print(&account.name, &account.url, &account.user, known(account), &mut out)?;
            printed += 1;
        }
        let is_left = |row: &&AccountRow| {
            !network.accounts.iter().any(|known| known.url == row.url && known.user == row.user)
        };
        for row in rows.iter().filter(is_left) {
            self.print(&row.name, &row.url, &row.user, Some(row), &mut out)?;
            printed += 1;
        }
        out.flush()?;
        Ok(ExitCode::from(if printed == 0 { 4 } else { 0 }))
    }

    fn print(
        &self,
        name: &str,
        url: &str,
        user: &str,
        row: Option<&AccountRow>,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let url = crate::net::masked(url);
        let last = row.and_then(|row| row.synced);
        if self.json {
            return json_line(
                out,
                &AccountJson {
                    id: row.map(|row| row.id.0.to_string()),
                    name,
                    url,
                    user,
                    state: row.map_or("new", |row| row.state.word()),
                    last: last.map(|at| at.to_string()),
                    next: row.and_then(|row| row.next).map(|at| at.to_string()),
                    error: row.and_then(|row| row.error.as_deref()),
                    feeds: row.map_or(0, |row| row.feeds),
                    articles: row.map_or(0, |row| row.articles),
                    waiting: row.map_or(0, |row| row.waiting),
                },
            );
        }
        let state = match row {
            None => "never synced".to_owned(),
            Some(row) => {
                let mut words = format!(
                    "{}, {}",
                    count(row.feeds as usize, "feed"),
                    count(row.articles as usize, "article")
                );
                if row.waiting > 0 {
                    words =
                        format!("{words}, {} to be told", count(row.waiting as usize, "change"));
                }
                match (&row.error, last) {
                    (Some(error), _) => format!("{words}; {error}"),
                    (None, Some(last)) => format!("{words}; synced {last}"),
                    (None, None) => words,
                }
            }
        };
        writeln!(
            out,
            "{}  {} at {}  {}",
            cell(name, 12),
            crate::text::clean_line(user),
            crate::text::clean_line(&url),
            crate::text::clean_line(&state)
        )?;
        Ok(())
    }
}
