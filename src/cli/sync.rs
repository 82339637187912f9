//! `dateline sync`: syncs with servers that keep feeds.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::accounts::account_named;
use super::global::Global;
use super::lines::{count, json_line, report_faults};
use super::rules;
use crate::config::{Account, Network};
use crate::library::Library;
use crate::net::{Cancel, Client};
use crate::runtime::ask_secretly;
use crate::service::network;
use crate::service::refresh::{FeedLine, complete};
use crate::service::sync::{Part, PartLine, PartResult, Sync, SyncEvent};

/// How far a long sync is, is told no more often than this.
const BETWEEN: Duration = Duration::from_millis(500);

#[derive(Debug, Args)]
pub(super) struct SyncAccounts {
    /// These accounts only, by their names in the settings
    #[arg(value_name = "ACCOUNT")]
    accounts: Vec<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Ask also where the server asked to wait
    #[arg(long)]
    force: bool,
}

#[derive(Serialize)]
struct PartJson<'a> {
    account: &'a str,
    part: &'static str,
    result: &'static str,
    up: usize,
    down: usize,
    error: Option<&'a str>,
    notes: &'a [String],
}

impl SyncAccounts {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let network = global.network();
        let accounts = self.wanted(&network)?;
        let client = network::client(&network).map_err(|error| Failure::new(error.to_string()))?;
        let mut library = Library::open(&global.library_path()?)?;
        let cancel = Cancel::new();
        let mut failed = 0;
        let mut lines = Vec::new();
        for account in accounts {
            let (new, is_well) = self.one(&mut library, &client, &network, account, &cancel)?;
            failed += usize::from(!is_well);
            lines.extend(new);
        }
        if !lines.is_empty() {
            let pace = network::fetch_settings(&network, None);
            let done = complete(
                &mut library,
                &client,
                pace,
                &lines,
                &cancel,
                super::subscriptions::ANALYSIS,
            )?;
            report_faults(&done.faults);
        }
        rules::apply(&mut library)?;
        Ok(ExitCode::from(if failed == 0 { 0 } else { 3 }))
    }

    fn wanted<'a>(&self, network: &'a Network) -> Result<Vec<&'a Account>, Failure> {
        if network.accounts.is_empty() {
            return Err(Failure { code: 4, ..Failure::new("there are no accounts yet") }
                .hint(Some(
                "a table [accounts.NAME] in config.toml with url and user makes one; docs/sync.md"
                    .into(),
            )));
        }
        if self.accounts.is_empty() {
            return Ok(network.accounts.iter().collect());
        }
        self.accounts.iter().map(|name| account_named(network, name)).collect()
    }

    /// Syncs one account; answers its feeds with new articles, and whether all of it went well.
    fn one(
        &self,
        library: &mut Library,
        client: &Client,
        network: &Network,
        account: &Account,
        cancel: &Cancel,
    ) -> Result<(Vec<FeedLine>, bool), Failure> {
        let sync = Sync { library, client, network, account, force: self.force, cancel };
        let (mut is_well, mut trouble) = (true, None);
        let mut told = Instant::now();
        let mut ask = |account: &Account| {
            let words = format!(
                "Password of {} at {}: ",
                crate::text::clean_line(&account.user),
                crate::net::masked(&account.url)
            );
            ask_secretly(&words)
        };
        let lines = sync.run(&mut ask, |event| match event {
            SyncEvent::Ended(line) => {
                is_well &= line.result != PartResult::Failed;
                if let Err(failure) = self.print(&line) {
                    cancel.cancel();
                    trouble.get_or_insert(failure);
                }
            }
            SyncEvent::Going { done, total } => {
                if told.elapsed() >= BETWEEN && io::stderr().is_terminal() && !self.json {
                    told = Instant::now();
                    eprint!(
                        "\r{}: {done} of {total} articles\u{1b}[K",
                        crate::text::clean_line(&account.name)
                    );
                    if done == total {
                        eprint!("\r\u{1b}[K");
                    }
                }
            }
        })?;
        match trouble {
            Some(failure) => Err(failure),
            None => Ok((lines, is_well)),
        }
    }

    fn print(&self, line: &PartLine) -> Result<(), Failure> {
        let PartLine { account, part, result, up, down, error, hint, notes } = line;
        let mut out = io::stdout().lock();
        if self.json {
            let (part, result) = (part.name(), result.name());
            json_line(
                &mut out,
                &PartJson {
                    account,
                    part,
                    result,
                    up: *up,
                    down: *down,
                    error: error.as_deref(),
                    notes,
                },
            )?;
            out.flush()?;
        } else if let Some(words) = words(line) {
            if io::stderr().is_terminal() {
                eprint!("\r\u{1b}[K");
            }
            writeln!(out, "{}: {words}", crate::text::clean_line(account))?;
            for note in notes {
                writeln!(out, "  {}", crate::text::clean_line(note))?;
            }
            out.flush()?;
        }
        match (error, result) {
            (Some(error), PartResult::Failed) => {
                let words = format!("{account}, {}: {error}", part.name());
                Failure::new(crate::text::clean_line(&words)).hint(hint.clone()).report();
            }
            (Some(error), _) if !self.json => {
                writeln!(
                    out,
                    "{}: {}; --force asks all the same",
                    crate::text::clean_line(account),
                    crate::text::clean_line(error)
                )?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// What a part came to; nothing where that is not worth a line.
fn words(line: &PartLine) -> Option<String> {
    let PartLine { part, up, down, .. } = line;
    let both = |what: &str| match (up, down) {
        (0, 0) => None,
        (0, _) => Some(format!("{} from the server", changes(*down, what))),
        (_, 0) => Some(format!("{} told to the server", changes(*up, what))),
        _ => Some(format!("{} from the server, {up} told to it", changes(*down, what))),
    };
    let words = match part {
        Part::SignIn => None,
        Part::Feeds => both("feeds"),
        Part::States => both("articles"),
        Part::Changes => (*up > 0).then(|| format!("{} told to the server", count(*up, "change"))),
        Part::Articles if *down == 0 => Some("nothing new".into()),
        Part::Articles => Some(format!("{} from the server", count(*down, "article"))),
    };
    let is_told = line.result == PartResult::Failed || line.result == PartResult::Waiting;
    words
        .filter(|_| !is_told || *up + *down > 0)
        .or_else(|| (!line.notes.is_empty()).then(|| format!("{}:", part.name())))
}

/// "3 changes of feeds"
fn changes(number: usize, of: &str) -> String {
    format!("{} of {of}", count(number, "change"))
}
