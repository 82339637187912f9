//! `dateline import`: lists of feeds, told apart by their content. Nothing in them is run here.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Failure;
use super::arguments::Global;
use super::lines::count;
use crate::app::{Source, without_credentials};
use crate::input::opml::{Opml, Outline, UrlEntry, UrlLine, list_text, read_urls, write_urls};
use crate::library::{FeedPlace, FolderId, Library, Subscription};
use crate::runtime;
use crate::runtime::programs::URLS;

/// Where the head of an imported OPML file is kept for the export.
pub const OPML_HEAD: &str = "opml head";

#[derive(Debug, Args)]
pub struct Import {
    /// OPML, or newsboat's urls; `-` is standard input
    #[arg(value_name = "FILE|-")]
    input: OsString,
}

/// What an import did.
#[derive(Default)]
struct Count {
    new: usize,
    known: usize,
    skipped: usize,
}

impl Import {
    pub fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let source = Source::from_argument(&self.input);
        let overrides = global.overrides();
        let text = list_text(runtime::bytes(&source, &overrides)?).map_err(|error| Failure::new(format!("{}: {error}", source.name())))?;
        let no_list = || {
            Failure::new(format!("{}: it is neither OPML nor a list of addresses", source.name()))
                .hint(Some("dateline keep FILE keeps a single article, dateline add URL subscribes to a feed".into()))
        };
        let opml = if text.contains("<opml") || text.to_lowercase().contains("<outline") { Opml::read(&text).ok() } else { None };
        let lines = read_urls(&text);
        if opml.is_none() && !lines.iter().any(|line| matches!(line, UrlLine::Feed(entry) if is_web(&entry.url) || entry.special().is_some())) {
            return Err(no_list());
        }
        let mut library = Library::open(&global.library_path()?)?;
        let count = match opml {
            Some(opml) => import_opml(&mut library, &opml)?,
            None => import_urls(&mut library, lines, global.network().programs)?,
        };
        let mut out = io::stdout().lock();
        writeln!(out, "{}, {} known already, {} kept but not run", count_of(count.new), count.known, count.skipped)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn count_of(new: usize) -> String {
    count(new, "new feed")
}

/// http, https, and `feed:` as some lists write it.
fn is_web(url: &str) -> bool {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://") || start.starts_with("feed:")
}

/// `feed`, or what an address is that is never asked.
fn kind_of(url: &str) -> &'static str {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        _ if is_web(url) => "feed",
        Some("query") => "query",
        Some("filter") => "filter",
        _ => "exec",
    }
}

/// Says that something is kept as it stands and never run or asked.
fn say_skipped(url: &str, count: &mut Count) {
    count.skipped += 1;
    let words = super::lines::shortened(&without_credentials(url), 120);
    eprintln!("hint: kept but neither run nor asked, since it is no web address: {words}");
}

fn import_opml(library: &mut Library, opml: &Opml) -> Result<Count, Failure> {
    let now = Timestamp::now();
    let head: Vec<Value> = opml.head.iter().map(|(name, text)| serde_json::json!([name, text])).collect();
    library.keep(OPML_HEAD, Some(&serde_json::json!({"version": opml.version, "head": head}).to_string()))?;
    let mut count = Count::default();
    let mut found: Vec<(Subscription, Option<FolderId>)> = Vec::new();
    let mut walk: Vec<(std::slice::Iter<'_, Outline>, Option<FolderId>)> = vec![(opml.outlines.iter(), None)];
    while let Some((siblings, folder)) = walk.last_mut() {
        let folder = *folder;
        let Some(outline) = siblings.next() else {
            walk.pop();
            continue;
        };
        if let Some(url) = outline.url() {
            if !is_web(url) {
                say_skipped(url, &mut count);
            }
            if outline.attributes.iter().any(|(name, value)| name.to_lowercase().ends_with("filtercmd") && !value.is_empty()) {
                eprintln!("hint: a filter command of {} is kept but never run", super::lines::shortened(&without_credentials(url), 100));
            }
            found.push((subscription(outline, url, found.len() as i64), folder));
        }
        if outline.url().is_none() || !outline.children.is_empty() {
            let inside = library.folder(folder, outline.title().unwrap_or_default(), &attributes(outline, &["text", "title"]))?;
            walk.push((outline.children.iter(), Some(inside)));
        }
    }
    let subscriptions: Vec<Subscription> = found.iter().map(|(subscription, folder)| Subscription { folder: *folder, ..subscription.clone() }).collect();
    let added = library.add_feeds(&subscriptions, now)?;
    for ((subscription, folder), (id, is_new)) in found.iter().zip(added) {
        if is_new {
            count.new += 1;
            continue;
        }
        count.known += 1;
        let known = library.feed(id)?.subscription;
        if known.folder != *folder {
            let place = FeedPlace { feed: id, folder: *folder, position: subscription.position, attributes: subscription.attributes.clone() };
            library.add_feed_place(&place)?;
        }
    }
    count.new = count.new.saturating_sub(count.skipped);
    Ok(count)
}

fn subscription(outline: &Outline, url: &str, position: i64) -> Subscription {
    Subscription {
        kind: kind_of(url).to_owned(),
        own_title: outline.title().map(str::to_owned),
        site: outline.attribute("htmlUrl").map(str::to_owned),
        position,
        attributes: attributes(outline, &["xmlUrl"]),
        ..Subscription::to(url)
    }
}

/// All attributes but those named, as a JSON object.
fn attributes(outline: &Outline, without: &[&str]) -> String {
    let kept = outline.attributes.iter().filter(|(name, _)| !without.iter().any(|other| other.eq_ignore_ascii_case(name)));
    Value::Object(kept.map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect::<Map<_, _>>()).to_string()
}

fn import_urls(library: &mut Library, lines: Vec<UrlLine>, programs: bool) -> Result<Count, Failure> {
    let mut count = Count::default();
    let mut subscriptions = Vec::new();
    for line in &lines {
        let UrlLine::Feed(entry) = line else { continue };
        let is_run = entry.special().is_some_and(|special| programs || special == "query");
        if !is_web(&entry.url) && !is_run {
            say_skipped(&entry.url, &mut count);
        }
        subscriptions.push(of_entry(entry, subscriptions.len() as i64));
    }
    let added = library.add_feeds(&subscriptions, Timestamp::now())?;
    count.new = added.iter().filter(|(_, is_new)| *is_new).count();
    count.known = added.len() - count.new;
    count.new = count.new.saturating_sub(count.skipped);
    let mut all = library.kept(URLS)?.map(|text| read_urls(&text)).unwrap_or_default();
    let has = |all: &[UrlLine], line: &UrlLine| match line {
        UrlLine::Feed(entry) => all.iter().any(|other| matches!(other, UrlLine::Feed(other) if other.url == entry.url)),
        UrlLine::Other(_) => false,
    };
    let first = all.is_empty();
    for line in lines {
        if first || (!has(&all, &line) && matches!(line, UrlLine::Feed(_))) {
            all.push(line);
        }
    }
    library.keep(URLS, Some(&write_urls(&all)))?;
    Ok(count)
}

fn of_entry(entry: &UrlEntry, position: i64) -> Subscription {
    Subscription {
        kind: kind_of(&entry.url).to_owned(),
        own_title: entry.title().map(str::to_owned),
        hidden: entry.is_hidden(),
        tags: entry.plain_tags().map(str::to_owned).collect(),
        position,
        ..Subscription::to(&entry.url)
    }
}
