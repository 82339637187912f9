//! newsboat's `exec:` and `filter:`: programs of the reader's own that print a feed, or make one of
//! what a server sent.
//!
//! Nothing is run unless the settings allow it (`network.programs`), and then only lines that stand
//! in an imported `urls` file: a list in OPML, a feed or a page can never bring one along. No shell
//! reads the words; who wants one writes it (`exec:sh -c '…'`).

use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::worker::{Fault, once};
use crate::config::Network;
use crate::input::opml::{UrlLine, read_urls};
use crate::library::{Library, LibraryError};
use crate::text::clean_line;

/// Where the lines of imported `urls` files are kept.
pub(crate) const URLS: &str = "urls";
/// How often it is looked whether a program has ended.
const LOOK: Duration = Duration::from_millis(10);

/// A line of a `urls` file that names a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    /// The program and its arguments.
    words: Vec<String>,
    /// Of `filter:`: the address whose document it reads from standard input.
    pub address: Option<String>,
}

impl Program {
    /// Reads `exec:WORDS` or `filter:WORDS:ADDRESS`; words are divided as a shell divides them, a
    /// `~/` at their beginning is the home folder.
    pub(crate) fn of_line(line: &str) -> Result<Self, String> {
        let (words, address) = match (line.strip_prefix("exec:"), line.strip_prefix("filter:")) {
            (Some(words), _) => (words, None),
            (_, Some(rest)) => {
                let at = ["http://", "https://"]
                    .iter()
                    .filter_map(|scheme| rest.find(&format!(":{scheme}")))
                    .min();
                let at = at.ok_or(
                    "a filter is written filter:PROGRAM:ADDRESS, with an address of http or https",
                )?;
                let (words, address) = rest.split_at(at);
                (words, Some(address.trim_start_matches(':').trim().to_owned()))
            }
            _ => return Err("it names no program".into()),
        };
        let words = shell_words::split(words).map_err(|error| error.to_string())?;
        if words.is_empty() {
            Err("it names no program".into())
        } else {
            Ok(Self { words, address })
        }
    }
}

/// Which programs may be run, and how long and how much they may print.
#[derive(Clone, Debug, Default)]
pub(crate) struct Programs {
    /// The lines of the reader's own `urls` file; none where programs are not allowed.
    lines: HashSet<String>,
    home: Option<String>,
    time: Duration,
    size: u64,
}

impl Programs {
    /// Those of `lines`, if `settings` allow any.
    pub(crate) fn allowed(settings: &Network, lines: impl IntoIterator<Item = String>) -> Self {
        let lines = if settings.programs { lines.into_iter().collect() } else { HashSet::new() };
        let size = settings.size_limit.clamp(1, 1 << 10) << 20;
        Self {
            lines,
            home: std::env::var("HOME").ok(),
            time: Duration::from_secs(settings.time_limit.max(1)),
            size,
        }
    }

    /// Those of the `urls` files that were imported into `library`, if `settings` allow any.
    pub(crate) fn of_library(settings: &Network, library: &Library) -> Result<Self, LibraryError> {
        let kept = if settings.programs { library.kept(URLS)? } else { None };
        let lines = kept.map(|text| read_urls(&text)).unwrap_or_default();
        Ok(Self::allowed(
            settings,
            lines.into_iter().filter_map(|line| {
                if let UrlLine::Feed(entry) = line { Some(entry.url) } else { None }
            }),
        ))
    }

    /// How long a rule's command may take, and how much it may print.
    pub(crate) fn of_rules() -> Self {
        Self {
            lines: HashSet::new(),
            home: std::env::var("HOME").ok(),
            time: Duration::from_secs(10),
            size: 1 << 20,
        }
    }

    /// The program of a subscription, if it may be run.
    pub(crate) fn of(&self, url: &str) -> Option<Result<Program, String>> {
        self.lines.contains(url).then(|| Program::of_line(url))
    }

    /// What a program prints that is given `input`; an error says why that is nothing to read.
    pub(crate) fn run(&self, program: &Program, input: &[u8]) -> Result<Vec<u8>, String> {
        let mut words =
            program.words.iter().map(|word| match (word.strip_prefix("~/"), &self.home) {
                (Some(rest), Some(home)) => format!("{home}/{rest}"),
                _ => word.clone(),
            });
        let name = words.next().unwrap_or_default();
        let failed = |why: String| format!("the program “{}” {why}", clean_line(&name));
        let mut command = Command::new(&name);
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // A group of its own, so that what it started ends with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child =
            command.spawn().map_err(|error| failed(format!("cannot be run: {error}")))?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        // Threads of their own: what a program leaves behind may keep the pipes open, and nobody
        // waits for that.
        let input = input.to_vec();
        let (limit, (send, ended)) = (self.size, std::sync::mpsc::channel());
        let of_fault = || {
            let told = send.clone();
            move |fault: Fault| drop(told.send(Err(io::Error::other(fault.to_string()))))
        };
        once(move || drop(to.map(|mut pipe| pipe.write_all(&input))), of_fault());
        let of_fault = of_fault();
        let read = move || {
            let mut bytes = Vec::new();
            let read = from.map_or(Ok(0), |pipe| pipe.take(limit + 1).read_to_end(&mut bytes));
            let _ = send.send(read.map(|_| bytes));
        };
        once(read, of_fault);
        let until = Instant::now() + self.time;
        let printed = ended.recv_timeout(self.time);
        let kept = printed
            .as_ref()
            .is_ok_and(|bytes| bytes.as_ref().is_ok_and(|bytes| bytes.len() as u64 <= limit));
        // It has said all: its end is waited for a moment longer.
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Some(status),
                Ok(None) if kept && Instant::now() < until => std::thread::sleep(LOOK),
                _ => break None,
            }
        };
        if status.is_none() || !kept {
            end(&mut child);
        }
        match (printed, status) {
            (Err(_), _) => Err(failed(format!("did not end within {} s", self.time.as_secs()))),
            (Ok(Err(error)), _) => Err(failed(format!("cannot be read from: {error}"))),
            (Ok(Ok(_)), _) if !kept => Err(failed(format!("prints more than {} MB", limit >> 20))),
            (Ok(Ok(_)), None) => {
                Err(failed(format!("did not end within {} s", self.time.as_secs())))
            }
            (Ok(Ok(_)), Some(status)) if !status.success() => {
                Err(failed(format!("ended with {status}")))
            }
            (Ok(Ok(bytes)), _) => Ok(bytes),
        }
    }
}

/// Ends a program and all that it started.
fn end(child: &mut std::process::Child) {
    #[cfg(unix)]
    if let Some(group) = rustix::process::Pid::from_raw(child.id() as i32) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(lines: &[&str], limit: u64) -> Programs {
        let settings =
            Network { programs: true, time_limit: limit, size_limit: 1, ..Network::default() };
        Programs::allowed(&settings, lines.iter().map(|&line| line.to_owned()))
    }

    fn run(line: &str, input: &str) -> Result<String, String> {
        let programs = programs(&[line], 1);
        let program = programs.of(line).unwrap_or(Err("not allowed".into()))?;
        programs
            .run(&program, input.as_bytes())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn only_lines_of_the_readers_own_list_are_run_and_only_if_the_settings_allow_it() {
        assert!(programs(&["exec:true"], 1).of("exec:false").is_none());
        assert!(
            Programs::allowed(&Network::default(), ["exec:true".to_owned()])
                .of("exec:true")
                .is_none()
        );
        assert!(Programs::default().of("exec:true").is_none());
    }

    #[test]
    fn no_shell_reads_the_words_unless_one_is_named() {
        assert_eq!(run("exec:echo '$(id)' a;b \"c d\"", ""), Ok("$(id) a;b c d\n".into()));
        assert_eq!(run("exec:sh -c 'echo $((1 + 1))'", ""), Ok("2\n".into()));
    }

    #[test]
    fn a_filter_is_given_the_document_and_has_an_address() {
        assert_eq!(run("filter:tr a-z A-Z:https://example.org/x:y", "feed"), Ok("FEED".into()));
        let program = Program::of_line("filter:tr a-z A-Z:https://example.org/x:y").ok();
        assert_eq!(
            program.and_then(|program| program.address).as_deref(),
            Some("https://example.org/x:y")
        );
        assert!(
            run("filter:cat:/etc/hosts", "")
                .is_err_and(|words| words.contains("filter:PROGRAM:ADDRESS"))
        );
        // One that does not listen is no trouble, however long the document is.
        assert_eq!(
            run("filter:echo deaf:http://example.org/", &"x".repeat(1 << 20)),
            Ok("deaf\n".into())
        );
    }

    #[test]
    fn what_fails_takes_too_long_or_prints_too_much_is_named() {
        let error = |line: &str| run(line, "").err().unwrap_or_default();
        assert!(error("exec:false").contains("“false” ended with"));
        assert!(error("exec:dateline-has-no-such").contains("cannot be run"));
        assert!(error("exec:sh -c 'sleep 60 & sleep 60'").contains("did not end within 1 s"));
        // One that left its group and holds the pipe is not waited for.
        let start = Instant::now();
        assert!(
            error("exec:sh -c 'setsid sleep 60 & sleep 60'").contains("did not end within 1 s")
        );
        assert!(start.elapsed() < Duration::from_secs(30));
        assert!(error("exec:yes").contains("prints more than 1 MB"));
        assert!(error("exec:'unclosed").contains("quot"));
    }
}
