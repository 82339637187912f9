//! The library from outside: the program itself, beside newsboat where it is installed, in turn and
//! with the order reversed every other round. Times in seconds, minimum / median.
//!
//! - `cargo bench --bench library -- refresh BASE FEEDS ROUNDS`: a list of feeds `BASE/f0000.xml` …
//!   taken in, fetched, fetched again (`../shared/perf/serve.py` answers). `listed` is the last
//!   feed's line, `whole` the program's end: stored and indexed.
//! - `cargo bench --bench library -- start DIR ROUNDS`: from the start of the program to the end of
//!   `dateline --home DIR list --limit 50`, DIR made by `cargo run --release --example
//!   library_growth -- 100000 1000 --into DIR`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads files and prints its figures"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");
const SETTINGS: &str =
    "[network]\njobs = 20\nconnections_per_host = 20\npause = 0\nfull_text = \"never\"\n";
const NEWSBOAT: &str = "reload-threads 20\ndownload-retries 1\nmax-items 0\n";

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["refresh", base, feeds, rounds] => {
            refresh(base, feeds.parse().unwrap_or(1000), rounds.parse().unwrap_or(3))
        }
        ["start", folder, rounds] => start(folder, rounds.parse().unwrap_or(20)),
        // A test runner that asks every target for its list gets an empty one.
        _ if std::env::args().any(|argument| argument == "--list") => Ok(()),
        _ => {
            println!(
                "usage: cargo bench --bench library -- refresh BASE FEEDS ROUNDS | start DIR ROUNDS"
            );
            Ok(())
        }
    }
}

/// Seconds of each round.
#[derive(Default)]
struct Times {
    listed: Vec<f64>,
    whole: Vec<f64>,
    listed_again: Vec<f64>,
    whole_again: Vec<f64>,
    newsboat: Vec<f64>,
    newsboat_again: Vec<f64>,
}

fn refresh(base: &str, feeds: usize, rounds: usize) -> std::io::Result<()> {
    let folder = std::env::temp_dir().join(format!("dateline-refresh-{}", std::process::id()));
    let mut times = Times::default();
    for round in 0..rounds {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("config"))?;
        let urls: String = (0..feeds).map(|feed| format!("{base}/f{feed:04}.xml\n")).collect();
        fs::write(folder.join("urls"), urls)?;
        fs::write(folder.join("config/config.toml"), SETTINGS)?;
        fs::write(folder.join("newsboat"), NEWSBOAT)?;
        if round % 2 == 0 {
            ours(&folder, &mut times)?;
            theirs(&folder, &mut times);
        } else {
            theirs(&folder, &mut times);
            ours(&folder, &mut times)?;
        }
        println!("round {} of {rounds}", round + 1);
    }
    let _ = fs::remove_dir_all(&folder);
    println!(
        "| | first: listed | first: stored and indexed | again: listed | again: whole |\n| --- | --- | --- | --- | --- |"
    );
    println!(
        "| Dateline | {} | {} | {} | {} |",
        told(times.listed),
        told(times.whole),
        told(times.listed_again),
        told(times.whole_again)
    );
    println!("| newsboat | | {} | | {} |", told(times.newsboat), told(times.newsboat_again));
    Ok(())
}

fn ours(folder: &Path, times: &mut Times) -> std::io::Result<()> {
    dateline(folder).arg("import").arg(folder.join("urls")).stdout(Stdio::null()).status()?;
    for again in [false, true] {
        let begin = Instant::now();
        let mut child =
            dateline(folder).args(["fetch", "--force", "--json"]).stdout(Stdio::piped()).spawn()?;
        let mut last = 0.0;
        for _ in BufReader::new(child.stdout.take().ok_or(std::io::ErrorKind::BrokenPipe)?).lines()
        {
            last = begin.elapsed().as_secs_f64();
        }
        child.wait()?;
        let whole = begin.elapsed().as_secs_f64();
        let (listed, all) = if again {
            (&mut times.listed_again, &mut times.whole_again)
        } else {
            (&mut times.listed, &mut times.whole)
        };
        listed.push(last);
        all.push(whole);
    }
    Ok(())
}

fn dateline(folder: &Path) -> Command {
    let mut command = Command::new(DATELINE);
    command.arg("--home").arg(folder);
    command
}

fn theirs(folder: &Path, times: &mut Times) {
    for again in [false, true] {
        let begin = Instant::now();
        let mut command = Command::new("newsboat");
        command
            .arg("-q")
            .arg("-u")
            .arg(folder.join("urls"))
            .arg("-c")
            .arg(folder.join("cache.db"))
            .arg("-C")
            .arg(folder.join("newsboat"));
        if command
            .args(["-x", "reload"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_err()
        {
            return;
        }
        let all = if again { &mut times.newsboat_again } else { &mut times.newsboat };
        all.push(begin.elapsed().as_secs_f64());
    }
}

fn start(folder: &str, rounds: usize) -> std::io::Result<()> {
    let mut times = Vec::new();
    for _ in 0..rounds {
        let begin = Instant::now();
        dateline(Path::new(folder))
            .args(["list", "--limit", "50"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        times.push(begin.elapsed().as_secs_f64());
    }
    println!("start to list: {}", told(times));
    Ok(())
}

/// Minimum / median.
fn told(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    match times.first() {
        Some(least) => format!("{least:.3} / {:.3}", times[times.len() / 2]),
        None => "–".into(),
    }
}
