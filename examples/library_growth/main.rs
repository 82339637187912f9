//! How the library grows: `cargo run --release --example library_growth -- [ARTICLES FEEDS]…
//! [--into DIR] [--texts ARTICLES.jsonl]`.
//!
//! For each pair a server of this program's own offers made-up feeds, and `dateline` beside this
//! program (build it first) takes them in, asks again, and is read in a pseudo-terminal. One line
//! of a table for each pair; under it the slopes: 1.0 is ten times the time for ten times the
//! articles. With `--into DIR` the library of the last pair stays there. With `--texts` real
//! articles are stored, indexed and analysed, one in ten in a second version, and the file is set
//! against their text.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a measurement ends where something is not as it should be"
)]

mod screen;
mod server;
mod words;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dateline::analysis::{Context, analyze};
use dateline::annotation::Article;
use dateline::inside::library::{ArticleId, Library, Origin};
use dateline::text::{BlockKind, DocumentBuilder};
use jiff::Timestamp;

use screen::Screen;
use server::Server;

const SETTINGS: &str = "[network]\njobs = 20\nconnections_per_host = 20\npause = 0\nsize_limit = 64\nfull_text = \"never\"\n";

/// What is measured of each, in the order of a line.
const COLUMNS: [&str; 12] = [
    "refresh: listed, s",
    "stored and indexed, s",
    "again, all 304, s",
    "start to the list, ms",
    "open from the list, ms",
    "a key, median, ms",
    "a key, 95th percentile, ms",
    "memory at the list, MB",
    "peak, MB",
    "a key during a refresh, median, ms",
    "a key during a refresh, 95th percentile, ms",
    "file a byte of text",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--texts") {
        size(&arguments[at + 1]);
        return;
    }
    let into = arguments
        .iter()
        .position(|argument| argument == "--into")
        .and_then(|at| arguments.get(at + 1))
        .map(PathBuf::from);
    let numbers: Vec<usize> =
        arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    println!(
        "| articles | feeds | {} |\n| --- | --- |{}",
        COLUMNS.join(" | "),
        " --- |".repeat(COLUMNS.len())
    );
    let mut before: Option<(usize, Vec<f64>)> = None;
    for pair in numbers.chunks_exact(2) {
        let figures = grow(pair[0], pair[1], into.as_deref());
        println!(
            "| {} | {} | {} |",
            pair[0],
            pair[1],
            figures.iter().map(|figure| format!("{figure:.2}")).collect::<Vec<_>>().join(" | ")
        );
        if let Some((articles, former)) = &before {
            let times = (pair[0] as f64 / *articles as f64).ln();
            let slopes = former.iter().zip(&figures).map(|(a, b)| {
                if times == 0.0 { "–".into() } else { format!("{:.2}", (b / a).ln() / times) }
            });
            println!("| slope | | {} |", slopes.collect::<Vec<_>>().join(" | "));
        }
        before = Some((pair[0], figures));
    }
}

fn grow(articles: usize, feeds: usize, kept: Option<&Path>) -> Vec<f64> {
    let home = kept.map_or_else(
        || std::env::temp_dir().join(format!("dateline-growth-{}", std::process::id())),
        Path::to_path_buf,
    );
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(home.join("config")).unwrap();
    fs::write(home.join("config/config.toml"), SETTINGS).unwrap();
    let server = Server::start(articles / feeds).unwrap();
    fs::write(
        home.join("urls"),
        (0..feeds).map(|feed| format!("{}/f{feed}.xml\n", server.address)).collect::<String>(),
    )
    .unwrap();
    assert!(
        dateline(&home)
            .arg("import")
            .arg(home.join("urls"))
            .stdout(Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    let (listed, stored) = fetch(&home);
    let (_, again) = fetch(&home);
    let share = fs::metadata(home.join("data/library.db")).map_or(0, |about| about.len()) as f64
        / server.text() as f64;
    let mut figures = vec![listed, stored, again];
    // The first start has what the analyses wait for in its way; they are not measured here.
    let starts: Vec<f64> = (0..9).map(|_| start(&home)).collect();
    figures.push(middle(starts, 0.5));
    figures.extend(read(&home));
    server.next_round();
    figures.extend(read_while_refreshing(&home));
    figures.push(share);
    if kept.is_none() {
        let _ = fs::remove_dir_all(&home);
    }
    figures
}

fn program() -> PathBuf {
    let path = std::env::current_exe().unwrap();
    path.parent().and_then(Path::parent).unwrap().join("dateline")
}

fn dateline(home: &Path) -> Command {
    let mut command = Command::new(program());
    command.arg("--home").arg(home);
    command
}

/// Seconds until the last feed's line, and until the end.
fn fetch(home: &Path) -> (f64, f64) {
    let begin = Instant::now();
    let mut child =
        dateline(home).args(["fetch", "--force", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut last = 0.0;
    for _ in BufReader::new(child.stdout.take().unwrap()).lines() {
        last = begin.elapsed().as_secs_f64();
    }
    assert!(child.wait().unwrap().success());
    (last, begin.elapsed().as_secs_f64())
}

/// Milliseconds from the start to the list with its first articles.
fn start(home: &Path) -> f64 {
    let mut screen = Screen::start(&program(), home);
    let took = screen.until("●");
    screen.quit();
    took
}

/// Opening an article, keys in the list, memory.
fn read(home: &Path) -> Vec<f64> {
    let mut screen = Screen::start(&program(), home);
    screen.until("●");
    let memory = screen.memory();
    screen.settle(Duration::from_millis(60));
    let keys: Vec<f64> =
        (0..200).filter_map(|n| screen.press(if n % 20 < 15 { b"j" } else { b"k" })).collect();
    let mut opened = Vec::new();
    for _ in 0..15 {
        opened.extend(screen.press(b"\r"));
        screen.press(b"q");
        screen.press(b"j");
        screen.settle(Duration::from_millis(40));
    }
    let (peak, _) = screen.memory();
    screen.quit();
    vec![middle(opened, 0.5), middle(keys.clone(), 0.5), middle(keys, 0.95), memory.1, peak]
}

/// Keys while all feeds are asked and bring something, and what came is indexed and analysed.
fn read_while_refreshing(home: &Path) -> Vec<f64> {
    rusqlite::Connection::open(home.join("data/library.db"))
        .and_then(|file| file.execute("UPDATE fetch SET next = 0", []))
        .unwrap();
    let mut screen = Screen::start(&program(), home);
    screen.until("●");
    screen.press(b"R");
    let mut keys = Vec::new();
    let end = Instant::now() + Duration::from_secs(6);
    while Instant::now() < end {
        keys.extend(screen.answer(if keys.len() % 20 < 15 { b"j" } else { b"k" }));
        screen.settle(Duration::from_millis(20).min(end.saturating_duration_since(Instant::now())));
    }
    screen.press(b"\x1b");
    // Escape and a letter at once would be another key.
    screen.settle(Duration::from_millis(300));
    screen.quit();
    vec![middle(keys.clone(), 0.5), middle(keys, 0.95)]
}

/// The one at this share of all, in order.
fn middle(mut times: Vec<f64>, share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times
        .get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
        .copied()
        .unwrap_or(f64::NAN)
}

fn file() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("dateline-growth-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder.join("library.db")
}

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap_or_default()
}

fn bytes(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

fn size(texts: &str) {
    let Ok(lines) = std::fs::read_to_string(texts) else {
        println!("{texts} is not there");
        return;
    };
    let path = file();
    let mut library = Library::open(&path).expect("a library");
    let (mut text, mut ids): (usize, Vec<ArticleId>) = (0, Vec::new());
    for (number, line) in lines.lines().enumerate() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let read = |version: &str| {
            let mut builder = DocumentBuilder::new();
            for paragraph in value["text"].as_str().unwrap_or_default().split("\n\n") {
                builder.block(BlockKind::Paragraph, paragraph);
            }
            builder.block(BlockKind::Paragraph, version);
            let mut article = Article::of(builder.finish());
            article.title = value["id"].as_str().map(str::to_owned);
            article.source = Some(format!("https://example.org/{number}"));
            article
        };
        let mut article = read("Now.");
        text += article.document.text().len();
        let id = library.keep_article(&article, Origin::Page, now()).expect("kept");
        if number % 10 == 0 {
            article = read("Corrected.");
            text += article.document.text().len();
            library.keep_article(&article, Origin::Page, now()).expect("kept");
        }
        ids.push(id);
    }
    // Closing puts the log into the file.
    drop(library);
    let stored = bytes(&path);
    let mut library = Library::open(&path).expect("a library");
    while library.index_pending(1_000).expect("indexed") > 0 {}
    drop(library);
    let indexed = bytes(&path);
    let mut library = Library::open(&path).expect("a library");
    for id in ids {
        let article = library.article(id).expect("an article");
        let analysis = analyze(&article.document, &Context::default());
        library.save_analysis(Some(id), &article.document, &analysis).expect("saved");
    }
    drop(library);
    let analysed = bytes(&path);
    let share = |bytes: u64| bytes as f64 / text as f64;
    println!(
        "{text} bytes of text; file a byte of text: texts {:.2}, with words {:.2}, with analyses {:.2}",
        share(stored),
        share(indexed),
        share(analysed)
    );
    let _ = path.parent().map(std::fs::remove_dir_all);
}
