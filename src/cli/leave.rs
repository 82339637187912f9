//! Leaving with everything: `dateline backup`, `dateline export --all`, the import of what it wrote,
//! and `dateline forget`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Failure;
use super::global::Global;
use super::lines::count;
use super::states::{named, nothing};
use super::subscriptions::feeds_named;
use crate::export::markdown;
use crate::library::{Clock, Library, ListRow, Scope, backup_path, forms_of_copies};

/// The folder of the rows that an import reads.
const ROWS: &str = "library";
/// Bytes of a line: no row that was exported is longer.
const LONGEST: u64 = 1 << 30;

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// Where the copy goes; a file that is not there yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Forget {
    /// Articles, by the number or ID that `dateline list` prints
    #[arg(value_name = "NUMBER|ID", required_unless_present_any = ["feed", "person"])]
    articles: Vec<String>,
    /// A feed with all articles that no other feed has, marked or not
    #[arg(long, value_name = "FEED", conflicts_with_all = ["articles", "person"])]
    feed: Option<String>,
    /// The page of a person, place or body; the articles stay
    #[arg(long, value_name = "NAME", conflicts_with = "articles")]
    person: Option<String>,
    /// Yes, for good: nothing brings it back
    #[arg(long)]
    yes: bool,
}

impl Backup {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let library = global.library_to_read()?.ok_or_else(nothing)?;
        library.back_up(&self.file)?;
        let articles = library.ids(
            &Scope { with_hidden: true, ..Scope::default() },
            &Clock { now: Timestamp::now(), zone: jiff::tz::TimeZone::UTC },
        )?;
        let size = fs::metadata(&self.file)?.len().div_ceil(1 << 20);
        writeln!(
            io::stdout().lock(),
            "{}, {} and {} in {} ({size} MB)",
            count(articles.len(), "article"),
            count(library.feeds()?.len(), "feed"),
            count(library.rules()?.len(), "rule"),
            self.file.display()
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Forget {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let mut library = global.library()?.ok_or_else(nothing)?;
        if !self.yes {
            return Err(Failure {
                code: 2,
                ..Failure::new(
                    "what is forgotten is gone from the file, and undo does not bring it back",
                )
            }
            .hint(Some("--yes forgets it".into())));
        }
        let now = Timestamp::now();
        let done = if let Some(feed) = &self.feed {
            let mut articles = 0;
            for id in feeds_named(&library, std::slice::from_ref(feed))? {
                articles += library.forget_feed(id, now)?;
            }
            count(articles, "article")
        } else if let Some(name) = &self.person {
            count(library.forget_person(name)?, "page")
        } else {
            let ids = named(&library, &self.articles)?;
            library.forget_articles(&ids, now)?;
            count(ids.len(), "article")
        };
        writeln!(io::stdout().lock(), "forgotten: {done}")?;
        for form in forms_of_copies(library.path()) {
            let copy = backup_path(library.path(), form);
            eprintln!("hint: {} is an older copy and still has it", copy.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes everything into a folder that is empty or not there yet: articles to be read by anyone,
/// and the rows that [`import_all`] takes in.
pub(super) fn export_all(library: &Library, folder: &Path) -> Result<ExitCode, Failure> {
    let cannot = |error: io::Error| Failure::new(format!("{}: {error}", folder.display()));
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::new(format!("{} is not empty", folder.display())));
    }
    for part in ["articles", ROWS] {
        fs::create_dir_all(folder.join(part)).map_err(cannot)?;
    }
    let articles = library.at_one_moment(|library| {
        for table in Library::carried_tables() {
            let path = folder.join(ROWS).join(format!("{table}.jsonl"));
            let mut out = BufWriter::new(private(&path)?);
            library.carry_out(table, |line| Ok::<_, Failure>(writeln!(out, "{line}")?))?;
            out.flush()?;
        }
        let clock = Clock { now: Timestamp::now(), zone: jiff::tz::TimeZone::UTC };
        let ids = library.ids(&Scope { with_hidden: true, ..Scope::default() }, &clock)?;
        for id in &ids {
            for row in library.rows(&[*id])? {
                export_article(library, &row, &folder.join("articles"))?;
            }
        }
        Ok::<_, Failure>(ids.len())
    })?;
    writeln!(io::stdout().lock(), "{} in {}", count(articles, "article"), folder.display())?;
    Ok(ExitCode::SUCCESS)
}

/// A new file for its owner's eyes alone.
fn private(path: &Path) -> Result<File, Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// One article as Markdown under its number, and all its texts as JSON.
fn export_article(library: &Library, row: &ListRow, folder: &Path) -> Result<(), Failure> {
    // A text that is damaged stands in the rows as it was found.
    let Ok(article) = library.article(row.id) else { return Ok(()) };
    let feeds: Vec<String> = library.feeds_of(row.id)?.into_iter().map(|(_, name)| name).collect();
    let about = json!({
        "number": row.id.0, "title": row.title, "url": row.url, "byline": article.byline,
        "published": article.published.map(|day| day.to_string()), "language": article.language,
        "read": !row.unread, "starred": row.starred, "tags": row.tag_names, "feeds": feeds,
    });
    let mut text = String::from("---\n");
    // A value of JSON is one of YAML (https://yaml.org/spec/1.2.2/, 1.3).
    for (name, value) in about.as_object().into_iter().flatten() {
        if !value.is_null() {
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    text.push_str("---\n\n");
    text.push_str(&markdown(&article));
    private(&folder.join(format!("{}.md", row.id.0)))?.write_all(text.as_bytes())?;
    let mut versions = Vec::new();
    for version in library.versions(row.id)? {
        if let Ok(article) = library.article_at_version(row.id, version.number) {
            versions.push(json!({
                "added": version.added.to_string(), "hash": version.hash.to_string(),
                "shown": version.shown, "text": article.document.text(),
            }));
        }
    }
    let mut whole = about;
    whole["versions"] = Value::Array(versions);
    private(&folder.join(format!("{}.json", row.id.0)))?
        .write_all(format!("{whole}\n").as_bytes())?;
    Ok(())
}

/// Takes in what [`export_all`] wrote.
pub(super) fn import_all(global: &Global, folder: &Path) -> Result<ExitCode, Failure> {
    let rows = folder.join(ROWS);
    if !rows.join("article.jsonl").is_file() {
        return Err(Failure::new(format!("{}: no export of a library is in it", folder.display()))
            .hint(Some("dateline export --all DIR writes one".into())));
    }
    let mut library = Library::open(&global.library_path()?)?;
    let done = library.carry_in(|table| {
        let path = rows.join(format!("{table}.jsonl"));
        lines(&path)
    })?;
    writeln!(
        io::stdout().lock(),
        "{}, {} known already",
        count(done.new, "new article"),
        done.known
    )?;
    let off: Vec<_> = library.rules()?.into_iter().filter(|rule| !rule.enabled).collect();
    if !off.is_empty() {
        eprintln!("hint: these rules are off; dateline rules on NAME turns one on:");
        for rule in off {
            eprintln!("      {}: {}", crate::text::clean_line(&rule.name), rule.told());
        }
    }
    if done.left > 0 {
        eprintln!("hint: {} refer to what is not there and were left out", count(done.left, "row"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The lines of a file; none where an older Dateline did not write it.
fn lines(path: &Path) -> Result<impl Iterator<Item = Result<String, Failure>> + use<>, Failure> {
    let told = path.display().to_string();
    let mut file = match File::open(path) {
        Ok(file) => Some(BufReader::new(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::new(format!("{told}: {error}"))),
    };
    Ok(std::iter::from_fn(move || {
        let mut line = String::new();
        match io::Read::take(file.as_mut()?, LONGEST).read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(Failure::new(format!("{told}: {error}")))),
        }
    }))
}
