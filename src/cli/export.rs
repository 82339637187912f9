//! `dateline export`: the subscriptions as OPML or as newsboat's urls, without passwords unless
//! asked for.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::Failure;
use super::export_page::export_page;
use super::export_urls::urls;
use super::global::Global;
use super::leave::export_all;
use super::outline::{NAMESPACE, OPML_HEAD, framed, in_order, outline, pairs, show_addresses};
use crate::input::opml::{HeadElement, Outline, read_urls};
use crate::input::source::without_credentials;
use crate::library::{FeedId, FeedKind, FeedRow, FolderId, FolderRow, Library};
use crate::service::programs::URLS;

#[derive(Debug, Args)]
pub(super) struct Export {
    /// As OPML (the default)
    #[arg(long, conflicts_with = "urls")]
    opml: bool,
    /// As newsboat's urls
    #[arg(long)]
    urls: bool,
    /// Everything, into an empty folder: articles as Markdown and JSON, and rows that `import` reads
    #[arg(long, value_name = "DIR", conflicts_with_all = ["opml", "urls", "passwords"])]
    all: Option<PathBuf>,
    /// A page for colleagues, as one file of HTML: an article (a number of `dateline list`, a file, an
    /// address, `-`), the story of one (`story:12`), or a person by name
    #[arg(long, value_name = "ARTICLE|STORY|PERSON", conflicts_with_all = ["opml", "urls", "passwords", "all"])]
    html: Option<OsString>,
    /// With the user names and passwords that stand in addresses
    #[arg(long)]
    passwords: bool,
}

impl Export {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        if let Some(what) = &self.html {
            return export_page(global, what);
        }
        let Some(library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        if let Some(folder) = &self.all {
            return export_all(&library, folder);
        }
        let mut rows = library.feeds()?;
        // A mailbox is one of this machine.
        rows.retain(|row| row.subscription.kind != FeedKind::Mail);
        let text = if self.urls {
            let kept = library.kept(URLS)?.map(|text| read_urls(&text)).unwrap_or_default();
            urls(&kept, &rows, |url| self.url(url))
        } else {
            self.opml(&library, &rows)?
        };
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
        let mut inside = Inside::new();
        for row in rows {
            let folder = row.subscription.folder.map_or(0, |id| id.0);
            let outline = outline(&row.subscription, None, |url| self.url(url));
            inside.entry(folder).or_default().push((row.subscription.position, outline));
        }
        let by_id: HashMap<FeedId, &FeedRow> = rows.iter().map(|row| (row.id, row)).collect();
        for place in library.feed_places()? {
            let Some(row) = by_id.get(&place.feed) else { continue };
            let outline = outline(&row.subscription, Some(&place.attributes), |url| self.url(url));
            inside
                .entry(place.folder.map_or(0, |id| id.0))
                .or_default()
                .push((place.position, outline));
        }
        let mut opml = library.kept(OPML_HEAD)?.map(|kept| framed(&kept)).unwrap_or_default();
        opml.outlines = self.tree(&library.folders()?, rows, inside);
        let feeds = opml.feeds();
        if feeds
            .iter()
            .any(|(_, feed)| feed.attributes.iter().any(|(name, _)| name.starts_with("dateline:")))
        {
            opml.attributes.push((NAMESPACE.0.to_owned(), NAMESPACE.1.to_owned()));
        }
        if opml.head.is_empty() {
            opml.head.push(HeadElement {
                name: "title".into(),
                text: "Subscriptions".into(),
                ..HeadElement::default()
            });
        }
        opml.make_valid();
        Ok(opml.write())
    }

    /// The outlines of all folders in each other, built from the innermost out.
    fn tree(&self, folders: &[FolderRow], rows: &[FeedRow], mut inside: Inside) -> Vec<Outline> {
        for folder in innermost_first(folders) {
            let children = ordered(inside.remove(&folder.id.0));
            let siblings = inside.entry(folder.parent.map_or(0, |id| id.0)).or_default();
            let mut outline = folder_outline(folder);
            let feed = outline.url().and_then(|url| {
                rows.iter().find(|row| {
                    row.subscription.url == url || row.fetch.moved_from.as_deref() == Some(url)
                })
            });
            let address = feed.map(|row| self.url(&row.subscription.url));
            outline.set("xmlUrl", None);
            show_addresses(&mut outline, |url| self.url(url));
            // Most folders are no feeds: only for one that is are its siblings gone through.
            let holder = address.as_deref().and_then(|address| {
                siblings
                    .iter_mut()
                    .find(|(_, other)| other.children.is_empty() && other.url() == Some(address))
            });
            match holder {
                Some((_, feed)) => feed.children = children,
                None => siblings.push((folder.position, Outline { children, ..outline })),
            }
        }
        ordered(inside.remove(&0))
    }
}

/// Outlines with their positions, by the folder they lie in.
type Inside = BTreeMap<i64, Vec<(i64, Outline)>>;

/// A folder as its list had it, under the name that it has now.
fn folder_outline(folder: &FolderRow) -> Outline {
    let mut outline = Outline { attributes: pairs(&folder.attributes), children: Vec::new() };
    if outline.folder_name().unwrap_or_default() != folder.title {
        let has_title = outline.attribute("title").is_some();
        outline.set("text", Some(&folder.title));
        outline.set("title", Some(folder.title.as_str()).filter(|_| has_title));
    }
    in_order(&mut outline);
    outline
}

/// The depth decides: a folder's number is higher than its parent's unless it was moved.
fn innermost_first(folders: &[FolderRow]) -> Vec<&FolderRow> {
    let parents: HashMap<FolderId, Option<FolderId>> =
        folders.iter().map(|folder| (folder.id, folder.parent)).collect();
    let depth = |folder: &FolderRow| {
        let (mut depth, mut at) = (0, folder.parent);
        while let Some(parent) = at.filter(|_| depth < 200) {
            depth += 1;
            at = parents.get(&parent).copied().flatten();
        }
        depth
    };
    let mut by_depth: Vec<(usize, &FolderRow)> =
        folders.iter().map(|folder| (depth(folder), folder)).collect();
    by_depth.sort_by_key(|(depth, folder)| (std::cmp::Reverse(*depth), folder.position));
    by_depth.into_iter().map(|(_, folder)| folder).collect()
}

fn ordered(outlines: Option<Vec<(i64, Outline)>>) -> Vec<Outline> {
    let mut outlines = outlines.unwrap_or_default();
    outlines.sort_by_key(|(position, _)| *position);
    outlines.into_iter().map(|(_, outline)| outline).collect()
}
