//! `dateline export`: the subscriptions as OPML or as newsboat's urls, without passwords unless asked for.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::Failure;
use super::arguments::Global;
use super::import::OPML_HEAD;
use crate::app::without_credentials;
use crate::input::opml::{Opml, Outline, UrlEntry, UrlLine, read_urls, write_urls};
use crate::library::{FeedRow, FolderRow, Library, Subscription};
use crate::runtime::programs::URLS;

#[derive(Debug, Args)]
pub struct Export {
    /// As OPML (the default)
    #[arg(long, conflicts_with = "urls")]
    opml: bool,
    /// As newsboat's urls
    #[arg(long)]
    urls: bool,
    /// With the user names and passwords that stand in addresses
    #[arg(long)]
    passwords: bool,
}

impl Export {
    pub fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        let rows = library.feeds()?;
        let text = if self.urls { self.urls(&library, &rows)? } else { self.opml(&library, &rows)? };
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(ExitCode::from(if rows.is_empty() { 4 } else { 0 }))
    }

    fn url(&self, url: &str) -> String {
        if self.passwords { url.to_owned() } else { without_credentials(url) }
    }

    fn opml(&self, library: &Library, rows: &[FeedRow]) -> Result<String, Failure> {
        // By folder (0: outside), in the order of their positions.
        let mut inside: BTreeMap<i64, Vec<(i64, Outline)>> = BTreeMap::new();
        for row in rows {
            let folder = row.subscription.folder.map_or(0, |id| id.0);
            let outline = self.outline(&row.subscription, row.name(), &row.subscription.attributes);
            inside.entry(folder).or_default().push((row.subscription.position, outline));
        }
        for place in library.feed_places()? {
            let Some(row) = rows.iter().find(|row| row.id == place.feed) else { continue };
            let outline = self.outline(&row.subscription, row.name(), &place.attributes);
            inside.entry(place.folder.map_or(0, |id| id.0)).or_default().push((place.position, outline));
        }
        let folders = library.folders()?;
        let mut opml = Opml { outlines: tree(&folders, &mut inside), ..Opml::default() };
        if let Some(kept) = library.kept(OPML_HEAD)?.and_then(|json| serde_json::from_str::<Value>(&json).ok()) {
            opml.version = kept["version"].as_str().map(str::to_owned);
            let pairs = kept["head"].as_array().into_iter().flatten();
            opml.head = pairs.filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()))).collect();
        }
        if opml.head.is_empty() {
            opml.head.push(("title".into(), "Subscriptions".into()));
        }
        Ok(opml.write())
    }

    fn outline(&self, subscription: &Subscription, name: &str, attributes: &str) -> Outline {
        let mut outline = Outline { attributes: pairs(attributes), children: Vec::new() };
        let name = if name == subscription.url { self.url(name) } else { name.to_owned() };
        if outline.title() != Some(name.as_str()) {
            set(&mut outline, "text", &name);
            set(&mut outline, "title", &name);
        }
        if outline.attribute("type").is_none() {
            set(&mut outline, "type", "rss");
        }
        set(&mut outline, "xmlUrl", &self.url(&subscription.url));
        if let Some(site) = &subscription.site {
            set(&mut outline, "htmlUrl", site);
        }
        outline
    }

    /// The lines of an imported file as they stood, where nothing has changed, then what came since.
    fn urls(&self, library: &Library, rows: &[FeedRow]) -> Result<String, Failure> {
        let mut done = vec![false; rows.len()];
        let mut lines = Vec::new();
        for line in library.kept(URLS)?.map(|text| read_urls(&text)).unwrap_or_default() {
            let UrlLine::Feed(entry) = &line else {
                lines.push(line);
                continue;
            };
            let is_same = |row: &FeedRow| row.subscription.url == entry.url || row.fetch.moved_from.as_deref() == Some(entry.url.as_str());
            let Some(at) = rows.iter().position(is_same) else { continue };
            done[at] = true;
            let subscription = &rows[at].subscription;
            let tags: Vec<&str> = entry.plain_tags().collect();
            let as_it_stood = subscription.url == entry.url
                && self.url(&entry.url) == entry.url
                && tags == subscription.tags.iter().map(String::as_str).collect::<Vec<_>>()
                && entry.title() == subscription.own_title.as_deref()
                && entry.is_hidden() == subscription.hidden;
            lines.push(if as_it_stood { line } else { UrlLine::Feed(self.entry(subscription)) });
        }
        for (row, _) in rows.iter().zip(done).filter(|(_, done)| !done) {
            let entry = self.entry(&row.subscription);
            // A program that a list in OPML named is none of the reader's own: as a comment it is not run when the file is read again.
            let foreign = matches!(row.subscription.kind.as_str(), "exec" | "filter");
            let line = if foreign { UrlLine::Other(format!("# not run: {}", write_urls(&[UrlLine::Feed(entry)]).trim_end())) } else { UrlLine::Feed(entry) };
            lines.push(line);
        }
        Ok(write_urls(&lines))
    }

    fn entry(&self, subscription: &Subscription) -> UrlEntry {
        let mut tags = subscription.tags.clone();
        tags.extend(subscription.own_title.as_ref().map(|title| format!("~{title}")));
        tags.extend(subscription.hidden.then(|| "!".to_owned()));
        UrlEntry::new(&self.url(&subscription.url), &tags)
    }
}

/// The outlines of all folders in each other, built from the innermost out: a folder's number is higher than its parent's unless it was
/// moved, so the depth decides.
fn tree(folders: &[FolderRow], inside: &mut BTreeMap<i64, Vec<(i64, Outline)>>) -> Vec<Outline> {
    let depth = |folder: &FolderRow| {
        let (mut depth, mut at) = (0, folder.parent);
        while let Some(parent) = at.and_then(|id| folders.iter().find(|other| other.id == id)).filter(|_| depth < 200) {
            depth += 1;
            at = parent.parent;
        }
        depth
    };
    let mut by_depth: Vec<(usize, &FolderRow)> = folders.iter().map(|folder| (depth(folder), folder)).collect();
    by_depth.sort_by_key(|(depth, folder)| (std::cmp::Reverse(*depth), folder.position));
    for (_, folder) in by_depth {
        let mut outline = Outline { attributes: pairs(&folder.attributes), children: ordered(inside.remove(&folder.id.0)) };
        outline.attributes.insert(0, ("text".into(), folder.title.clone()));
        inside.entry(folder.parent.map_or(0, |id| id.0)).or_default().push((folder.position, outline));
    }
    ordered(inside.remove(&0))
}

fn ordered(outlines: Option<Vec<(i64, Outline)>>) -> Vec<Outline> {
    let mut outlines = outlines.unwrap_or_default();
    outlines.sort_by_key(|(position, _)| *position);
    outlines.into_iter().map(|(_, outline)| outline).collect()
}

/// The attributes that a JSON object of strings holds.
fn pairs(json: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(object)) = serde_json::from_str(json) else { return Vec::new() };
    object.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect()
}

fn set(outline: &mut Outline, name: &str, value: &str) {
    match outline.attributes.iter_mut().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
        Some((_, old)) => value.clone_into(old),
        None => outline.attributes.push((name.to_owned(), value.to_owned())),
    }
}
