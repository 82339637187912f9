//! `dateline fetch`: asks the feeds for new articles.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::lines::{count, json_line, report_faults, shortened, tell_set_aside};
use super::rules;
use super::subscriptions::{ANALYSIS, feeds_named};
use crate::net::Cancel;
use crate::service::network;
use crate::service::programs::Programs;
use crate::service::refresh::{Done, FeedLine, FeedResult, Wish, complete, refresh};

#[derive(Debug, Args)]
pub(super) struct Fetch {
    /// These feeds only: their address, number or name
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Ask also those whose time has not come
    #[arg(long)]
    force: bool,
    /// Feeds asked at a time
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: Option<u16>,
}

#[derive(Serialize)]
struct FetchJson<'a> {
    url: &'a str,
    title: &'a str,
    result: &'static str,
    new: usize,
    updated: usize,
    status: Option<u16>,
    error: Option<&'a str>,
}

impl Fetch {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(mut library) = global.library()? else {
            return Err(Failure { code: 4, ..Failure::new("there are no feeds yet") }
                .hint(Some("dateline add URL subscribes to one".into())));
        };
        let mut settings = global.network();
        if let Some(jobs) = self.jobs {
            settings.jobs = usize::from(jobs);
        }
        let client = network::client(&settings).map_err(|error| Failure::new(error.to_string()))?;
        let pace = network::fetch_settings(&settings, None);
        let wish = Wish {
            feeds: feeds_named(&library, &self.feeds)?,
            force: self.force,
            programs: Programs::of_library(&settings, &library)?,
        };
        let cancel = Cancel::new();
        let (mut lines, mut trouble): (Vec<FeedLine>, Option<Failure>) = (Vec::new(), None);
        refresh(&mut library, &client, pace, &wish, &cancel, |line| {
            if trouble.is_none()
                && let Err(failure) = self.print(line)
            {
                cancel.cancel();
                trouble = Some(failure);
            }
            lines.push(line.clone());
        })?;
        if let Some(failure) = trouble {
            return Err(failure);
        }
        let brought =
            lines.iter().any(|line| line.result == FeedResult::New || !line.new.is_empty());
        let done = complete(
            &mut library,
            &client,
            pace,
            &lines,
            &cancel,
            if brought { ANALYSIS } else { Duration::ZERO },
        )?;
        tell_set_aside(done.set_aside);
        report_faults(&done.faults);
        rules::apply(&mut library)?;
        let failed = lines.iter().filter(|line| line.is_failure()).count();
        if !self.json {
            print_sum(&lines, &done)?;
        }
        Ok(ExitCode::from(if failed == 0 { 0 } else { 3 }))
    }

    /// One feed's line, as it ends.
    fn print(&self, line: &FeedLine) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        if self.json {
            let FeedLine { url, name, result, new, updated, status, error, .. } = line;
            json_line(
                &mut out,
                &FetchJson {
                    url,
                    title: name,
                    result: result.name(),
                    new: new.len(),
                    updated: updated.len(),
                    status: *status,
                    error: error.as_deref(),
                },
            )?;
        } else if !line.is_failure() && line.result != FeedResult::Waiting {
            let words = match line.result {
                FeedResult::Gone => "gone for good, not asked any more".to_owned(),
                FeedResult::Moved if line.error.is_some() => line.error.clone().unwrap_or_default(),
                FeedResult::Moved => {
                    format!("{}; its address has changed", count(line.new.len(), "new article"))
                }
                _ if !line.updated.is_empty() => {
                    format!("{} new, {} changed", line.new.len(), line.updated.len())
                }
                FeedResult::Unchanged => "nothing new".to_owned(),
                _ => format!("{} new", line.new.len()),
            };
            writeln!(out, "{}: {words}", shortened(&line.name, 60))?;
        }
        out.flush()?;
        if let Some(error) = line.error.as_deref().filter(|_| line.is_failure()) {
            Failure::new(format!("{}: {error}", crate::text::clean_line(&line.url))).report();
        }
        Ok(())
    }
}

/// What all of it came to, where that says more than the lines of the feeds.
fn print_sum(lines: &[FeedLine], done: &Done) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let waiting = lines.iter().filter(|line| line.result == FeedResult::Waiting).count();
    let asked = lines
        .iter()
        .filter(|line| !matches!(line.result, FeedResult::Waiting | FeedResult::Gone))
        .count();
    if asked > 1 {
        let new = lines.iter().map(|line| line.new.len()).sum();
        writeln!(out, "{} from {}", count(new, "new article"), count(asked, "feed"))?;
    }
    if waiting > 0 {
        writeln!(out, "{} asked a short while ago; --force asks again", count(waiting, "feed"))?;
    }
    if done.unread_pages > 0 {
        writeln!(
            out,
            "{} could not be read in full; asked again later",
            count(done.unread_pages, "page")
        )?;
    }
    out.flush()
}
