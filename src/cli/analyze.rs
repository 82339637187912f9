//! `dateline analyze`: who is in articles and who said what, for programs and people.

use std::ffi::OsString;
use std::io::{self, BufRead, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::Failure;
use super::global::Global;
use super::lines::report_tally;
use crate::analysis::{Context, analyze};
use crate::export::{analyzed_line, article_json, report, to_json};
use crate::input::source::{Source, Trouble};
use crate::service::archive::{Taken, holds_many};
use crate::service::articles;

/// Lines that wait for each thread: enough to keep it busy while another works on a long article.
const WAITING: usize = 16;

#[derive(Debug, Args)]
pub(super) struct Analyze {
    /// Files and web addresses to analyse; `-` or none: standard input
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
    /// One JSON object (an array for several inputs)
    #[arg(long, conflicts_with_all = ["jsonl", "text"])]
    json: bool,
    /// One JSON object a line; without inputs, articles are read as JSON lines from standard input
    #[arg(long, conflicts_with = "text")]
    jsonl: bool,
    /// A report for people
    #[arg(long)]
    text: bool,
    /// Threads to use
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
}

impl Analyze {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        if self.jsonl && self.inputs.is_empty() {
            return stream(usize::from(self.jobs));
        }
        let from_pipe = [OsString::from("-")];
        let inputs: &[OsString] = if self.inputs.is_empty() { &from_pipe } else { &self.inputs };
        if self.inputs.is_empty() && io::stdin().is_terminal() {
            return Err(Failure { code: 2, ..Failure::new("there is nothing to analyse") }.hint(
                Some("name a file, or pipe an article in: dateline analyze < report.txt".into()),
            ));
        }
        let as_json = self.json || (!self.text && !self.jsonl && !io::stdout().is_terminal());
        let mut out = BufWriter::new(io::stdout().lock());
        let mut failed = 0;
        let mut printed = 0;
        let overrides = global.overrides();
        let is_list = inputs.len() > 1
            || inputs
                .first()
                .is_some_and(|input| holds_many(&Source::from_argument(input), &overrides));
        if as_json && is_list {
            write!(out, "[")?;
        }
        for input in inputs {
            let source = Source::from_argument(input);
            let tell = |trouble: Trouble| {
                Failure::from(trouble).report();
            };
            let read = articles(&source, &overrides, tell, |taken| {
                if as_json && printed > 0 {
                    writeln!(out, ",")?;
                }
                printed += 1;
                self.print(&mut out, as_json, &taken)
            });
            match read {
                Ok(tally) => report_tally(&source, &tally),
                Err(failure) if inputs.len() == 1 || failure.code == 0 => return Err(failure),
                Err(failure) => {
                    failure.report();
                    failed += 1;
                }
            }
        }
        if as_json {
            writeln!(out, "{}", if is_list { "]" } else { "" })?;
        }
        out.flush()?;
        Ok(ExitCode::from(if failed == 0 { 0 } else { 3 }))
    }

    fn print(&self, out: &mut impl Write, as_json: bool, taken: &Taken) -> Result<(), Failure> {
        let article = &taken.article;
        let analysis = analyze(&article.document, &Context::of(article));
        if !as_json && !self.jsonl {
            writeln!(out, "{}", report(article, &analysis))?;
            return Ok(());
        }
        let id = article.document.hash().to_string();
        let archived = Archived {
            article: article_json(&id, article, &analysis),
            archived: taken.archived.map(|time| time.to_string()),
        };
        let json = to_json(&archived).map_err(|error| Failure::new(error.to_string()))?;
        write!(out, "{json}{}", if self.jsonl { "\n" } else { "" })?;
        Ok(())
    }
}

/// An article of a web archive with the time at which it was archived.
#[derive(Serialize)]
struct Archived<A: Serialize> {
    #[serde(flatten)]
    article: A,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<String>,
}

/// One line of the input.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    title: Option<String>,
    published: Option<String>,
}

/// What stands in the place of a line that could not be read.
#[derive(Debug, Serialize)]
struct Refused {
    id: serde_json::Value,
    line: u64,
    error: String,
}

/// JSON lines in, JSON lines out, in the same order. Lines go to the threads in turn and are
/// fetched from them in turn, so that order needs no buffer and memory stays flat.
fn stream(jobs: usize) -> Result<ExitCode, Failure> {
    let (to_workers, from_feeder): (Vec<_>, Vec<_>) =
        (0..jobs).map(|_| sync_channel::<(u64, String)>(WAITING)).unzip();
    let (to_writer, from_workers): (Vec<_>, Vec<_>) =
        (0..jobs).map(|_| sync_channel::<(bool, String)>(WAITING)).unzip();
    std::thread::scope(|scope| {
        for (lines, answers) in from_feeder.into_iter().zip(to_writer) {
            scope.spawn(move || work(&lines, &answers));
        }
        scope.spawn(move || feed(&to_workers));
        write_in_turn(&from_workers)
    })
}

fn feed(workers: &[SyncSender<(u64, String)>]) {
    let mut input = io::stdin().lock();
    let mut turn = workers.iter().cycle();
    for number in 1.. {
        let mut line = Vec::new();
        if !matches!(input.read_until(b'\n', &mut line), Ok(1..)) {
            return;
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        if line.trim().is_empty() {
            continue;
        }
        if turn.next().is_none_or(|worker| worker.send((number, line)).is_err()) {
            return;
        }
    }
}

fn work(lines: &Receiver<(u64, String)>, answers: &SyncSender<(bool, String)>) {
    for (number, line) in lines {
        let answer = one_line(&line, number);
        if answers.send(answer).is_err() {
            return;
        }
    }
}

/// The answer to one line, and whether it was refused.
fn one_line(line: &str, number: u64) -> (bool, String) {
    match serde_json::from_str::<Line>(line) {
        Ok(line) => (false, analyzed(line)),
        Err(error) => {
            let id = serde_json::from_str::<serde_json::Value>(line)
                .ok()
                .and_then(|value| value.get("id").cloned())
                .unwrap_or_default();
            let refused = Refused {
                id,
                line: number,
                error: format!("not a JSON object with a text: {error}"),
            };
            (true, to_json(&refused).unwrap_or_default())
        }
    }
}

fn analyzed(line: Line) -> String {
    let id = match line.id {
        serde_json::Value::String(id) => Some(id),
        serde_json::Value::Null => None,
        other => Some(other.to_string()),
    };
    analyzed_line(line.text, id, line.title, line.published.as_deref())
}

fn write_in_turn(workers: &[Receiver<(bool, String)>]) -> Result<ExitCode, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let progress = io::stderr().is_terminal() && !io::stdout().is_terminal();
    let mut refused = 0_u64;
    for (count, worker) in workers.iter().cycle().enumerate() {
        let Ok((bad, line)) = worker.recv() else { break };
        refused += u64::from(bad);
        writeln!(out, "{line}")?;
        if progress && count % 100 == 99 {
            eprint!("\r{} articles", count + 1);
        }
    }
    out.flush()?;
    if progress {
        eprint!("\r\x1b[K");
    }
    if refused > 0 {
        eprintln!(
            "error: {refused} {} no JSON object with a text; each has an error in its place",
            if refused == 1 { "line was" } else { "lines were" }
        );
        return Ok(ExitCode::from(3));
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_line_without_a_text_gets_an_error_in_its_place() {
        let (refused, answer) = one_line(r#"{"id": "a"}"#, 7);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("json");
        assert!(refused);
        assert_eq!((answer["id"].as_str(), answer["line"].as_u64()), (Some("a"), Some(7)));
    }

    #[test]
    fn the_text_comes_back_unchanged() {
        let (refused, answer) = one_line(r#"{"id": "a", "text": "x \u001b[1m\r\n y"}"#, 1);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("json");
        assert!(!refused);
        assert_eq!(answer["text"], "x \u{1b}[1m\r\n y");
    }
}
