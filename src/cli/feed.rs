//! `dateline feed`: looks into a feed without subscribing.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::lines::{day, json_line, shortened};
use crate::input::Hints;
use crate::input::feed::{Enclosure, Feed, Item, Related, RelatedKind, read_feed};
use crate::input::source::Source;
use crate::service::{self, web};

#[derive(Debug, Args)]
pub(super) struct LookIntoFeed {
    /// The feed; `-` or none: standard input
    #[arg(value_name = "FILE|URL|-")]
    input: Option<OsString>,
    /// One JSON object a line: the feed, then its items
    #[arg(long, conflicts_with = "text")]
    json: bool,
    /// Lines for people
    #[arg(long)]
    text: bool,
}

#[derive(Serialize)]
struct FeedJson<'a> {
    title: Option<&'a str>,
    link: Option<&'a str>,
    kind: &'static str,
    description: Option<&'a str>,
    language: Option<&'a str>,
    items: usize,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    id: Option<&'a str>,
    title: Option<&'a str>,
    link: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    /// The names in one line, as an article's byline has them.
    author: Option<String>,
    authors: &'a [String],
    summary: Option<&'a str>,
    content: Option<&'a str>,
    enclosures: Vec<EnclosureJson<'a>>,
    categories: &'a [String],
    related: Vec<RelatedJson<'a>>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    kind: &'static str,
    url: &'a str,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct EnclosureJson<'a> {
    url: &'a str,
    #[serde(rename = "type")]
    media_type: Option<&'a str>,
    length: Option<u64>,
}

impl<'a> From<&'a Enclosure> for EnclosureJson<'a> {
    fn from(enclosure: &'a Enclosure) -> Self {
        Self {
            url: &enclosure.url,
            media_type: enclosure.media_type.as_deref(),
            length: enclosure.length,
        }
    }
}

impl<'a> From<&'a Related> for RelatedJson<'a> {
    fn from(related: &'a Related) -> Self {
        let kind = match related.kind {
            RelatedKind::Subject => "subject",
            RelatedKind::Source => "source",
            RelatedKind::Comments => "comments",
        };
        Self { kind, url: &related.url, title: related.title.as_deref() }
    }
}

impl<'a> From<&'a Item> for ItemJson<'a> {
    fn from(item: &'a Item) -> Self {
        Self {
            id: item.id.as_deref(),
            title: item.title.as_deref(),
            link: item.link.as_deref(),
            published: item.published.map(|time| time.to_string()),
            updated: item.updated.map(|time| time.to_string()),
            author: (!item.authors.is_empty()).then(|| item.authors.join(", ")),
            authors: &item.authors,
            summary: item.summary.as_deref(),
            content: item.content.as_deref(),
            enclosures: item.enclosures.iter().map(EnclosureJson::from).collect(),
            categories: &item.categories,
            related: item.related.iter().map(RelatedJson::from).collect(),
        }
    }
}

impl LookIntoFeed {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let source = Source::from_argument(self.input.as_deref().unwrap_or("-".as_ref()));
        let feed = parsed(&source, global)?;
        let mut out = BufWriter::new(io::stdout().lock());
        if self.json || (!self.text && !io::stdout().is_terminal()) {
            json_line(
                &mut out,
                &FeedJson {
                    title: feed.title.as_deref(),
                    link: feed.link.as_deref(),
                    kind: feed.kind.name(),
                    description: feed.description.as_deref(),
                    language: feed.language.as_deref(),
                    items: feed.items.len(),
                },
            )?;
            for item in &feed.items {
                json_line(&mut out, &ItemJson::from(item))?;
            }
        } else {
            print_text(&mut out, &feed)?;
        }
        out.flush()?;
        if feed.is_cut {
            eprintln!(
                "hint: the feed has more items than are read; these are the first {}",
                feed.items.len()
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn parsed(source: &Source, global: &Global) -> Result<Feed, Failure> {
    let overrides = global.overrides();
    let named = |message: String| Failure::new(format!("{}: {message}", source.name()));
    let (bytes, hints) = if let Source::Url(url) = source {
        let response = web::document(url, &overrides.network, &overrides.cancel)
            .map_err(|trouble| named(trouble.message).hint(trouble.hint))?;
        let hints = web::hints(&response, &overrides);
        (response.body, hints)
    } else {
        (
            service::bytes(source, &overrides)?,
            Hints { encoding: overrides.encoding.clone(), ..Hints::default() },
        )
    };
    read_feed(bytes, &hints).map_err(|error| named(error.to_string()))
}

fn print_text(out: &mut impl Write, feed: &Feed) -> io::Result<()> {
    writeln!(out, "{}", feed.title.as_deref().unwrap_or("(no title)"))?;
    if let Some(link) = &feed.link {
        writeln!(out, "{link}")?;
    }
    writeln!(out)?;
    for item in &feed.items {
        writeln!(
            out,
            "{}  {}",
            day(item.published.or(item.updated)),
            shortened(item.title.as_deref().unwrap_or("(no title)"), 100)
        )?;
        if let Some(link) = &item.link {
            writeln!(out, "            {link}")?;
        }
        for enclosure in &item.enclosures {
            writeln!(out, "            with {}", enclosure.url)?;
        }
    }
    Ok(())
}
