//! `dateline add`, `feeds` and `remove`: subscriptions.

use std::io::{self, BufRead, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use jiff::Timestamp;
use serde::Serialize;

use super::Failure;
use super::global::Global;
use super::lines::{cell, count, json_line, report_faults, shortened};
use super::outline::add_tags;
use super::rules;
use crate::config::{Account, FullText, Network};
use crate::input::source::without_credentials;
use crate::input::{Found, FoundFeed, Hints, Stop, discover_feeds, usual_places};
use crate::library::{FeedId, FeedKind, FeedRow, FolderRow, Library, Subscription};
use crate::net::{Cancel, Client, Request, Response, Word, as_typed, host_of, masked};
use crate::service::network;
use crate::service::refresh::{
    FeedLine, Mailbox, Taken, Wish, complete, end_sender, refresh, store, take,
};
use crate::service::web;

/// So long analysing goes on after something came; the rest is done with the next fetch, in the
/// reader's quiet moments, or when its results are asked for.
pub(super) const ANALYSIS: Duration = Duration::from_millis(500);

#[derive(Debug, Args)]
pub(super) struct Add {
    /// Feeds, or pages that lead to one
    #[arg(value_name = "URL", required = true)]
    urls: Vec<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// The folder to put them in; `A/B` is B inside A
    #[arg(long, value_name = "NAME")]
    folder: Option<String>,
    /// A tag for them; may be given several times
    #[arg(long, value_name = "NAME")]
    tag: Vec<String>,
    /// Articles in full from their pages: auto (where the feed only teases), always, never
    #[arg(long, value_name = "WHEN", value_parser = PossibleValuesParser::new(FullText::WORDS.iter().copied()).map(|word| FullText::of(&word).unwrap_or_default()))]
    full_text: Option<FullText>,
    /// Keep the newest N articles; unread, starred, tagged and annotated ones always stay
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    keep: Option<u32>,
    /// Keep articles for N days; the same ones always stay
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    days: Option<u32>,
    /// Have the server of this account subscribe, with the next sync
    #[arg(long, value_name = "NAME")]
    account: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Feeds {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Remove {
    /// Feeds: their address, number or name
    #[arg(value_name = "FEED", required = true)]
    feeds: Vec<String>,
    /// Do not ask first
    #[arg(long, short)]
    yes: bool,
}

#[derive(Serialize)]
struct FeedJson<'a> {
    id: String,
    title: &'a str,
    url: String,
    site: Option<&'a str>,
    folder: Option<String>,
    tags: &'a [String],
    unread: u32,
    items: u32,
    state: &'static str,
    error: Option<&'a str>,
    kind: &'a str,
    full_text: &'a str,
    fetched: Option<String>,
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<usize>,
}

/// A feed that was found at an address, with its answer.
struct Subscribable {
    url: String,
    taken: Taken,
}

impl Add {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let settings = global.network();
        if let Some(name) = &self.account {
            return self.give_to(global, super::accounts::account_named(&settings, name)?);
        }
        let client = network::client(&settings).map_err(|error| Failure::new(error.to_string()))?;
        let mut failed = 0;
        let mut lines = Vec::new();
        let mut library = global.library()?;
        let mut out = BufWriter::new(io::stdout().lock());
        for url in &self.urls {
            if let Some(named) = Mailbox::named(url) {
                let mailbox = named.map_err(Failure::new)?;
                let library = match &mut library {
                    Some(library) => library,
                    none => none.insert(Library::open(&global.library_path()?)?),
                };
                self.look_into(library, &mailbox, &client, &mut out)?;
                continue;
            }
            let url = &as_typed(url);
            if let Some(library) = &mut library
                && let Some(id) = library.feed_at(url)?
            {
                self.place(library, id)?;
                self.print(library, id, None, &mut out)?;
                continue;
            }
            let found = match subscribable(&client, url) {
                Ok(found) => found,
                Err(failure) if self.urls.len() == 1 => return Err(failure),
                Err(failure) => {
                    failure.report();
                    failed += 1;
                    continue;
                }
            };
            let library = match &mut library {
                Some(library) => library,
                none => none.insert(Library::open(&global.library_path()?)?),
            };
            for found in found {
                lines.push(self.subscribe(library, found, &mut out)?);
            }
            out.flush()?;
        }
        if let Some(library) = &mut library {
            let pace = network::fetch_settings(&settings, None);
            let done = complete(library, &client, pace, &lines, &Cancel::new(), ANALYSIS)?;
            report_faults(&done.faults);
            rules::apply(library)?;
        }
        Ok(ExitCode::from(if failed == 0 { 0 } else { 3 }))
    }

    /// Subscribes to a mailbox, and takes in what is there.
    fn look_into(
        &self,
        library: &mut Library,
        mailbox: &Mailbox,
        client: &Client,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let (id, is_new) = library.add_feed(&mailbox.subscription(), Timestamp::now())?;
        self.place(library, id)?;
        // No page of a letter is asked for by itself.
        library.change_feed(id, |subscription| subscription.full_text = FullText::Never)?;
        let wish = Wish { feeds: vec![id], ..Wish::default() };
        let mut line = None;
        let pace = network::fetch_settings(&Network::default(), None);
        refresh(library, client, pace, &wish, &Cancel::new(), |told| line = Some(told.clone()))?;
        self.print(library, id, line.as_ref().map(|line| line.new.len()).filter(|_| is_new), out)?;
        if let Some(error) = line.and_then(|line| line.error) {
            Failure::new(crate::text::clean_line(&error)).report();
        }
        Ok(())
    }

    fn subscribe(
        &self,
        library: &mut Library,
        found: Subscribable,
        out: &mut impl Write,
    ) -> Result<FeedLine, Failure> {
        let now = Timestamp::now();
        let (id, is_new) = library.add_feed(&Subscription::to(&found.url), now)?;
        self.place(library, id)?;
        let row = library.feed(id)?;
        let line = store(library, &row, found.taken, now)?;
        self.print(library, id, Some(line.new.len()).filter(|_| is_new), out)?;
        Ok(line)
    }

    /// Notes subscriptions for the server of an account; nothing is asked now.
    fn give_to(&self, global: &Global, account: &Account) -> Result<ExitCode, Failure> {
        let mut library = Library::open(&global.library_path()?)?;
        let row = library.account(&account.name, &account.url, &account.user)?;
        let mut out = BufWriter::new(io::stdout().lock());
        for url in &self.urls {
            let (id, _) = library.add_feed(&Subscription::to(&as_typed(url)), Timestamp::now())?;
            self.place(&mut library, id)?;
            library.give_feed_to(row.id, id)?;
            if self.json {
                self.print(&library, id, None, &mut out)?;
            } else {
                let name = crate::text::clean_line(&account.name);
                writeln!(out, "{}: {name} subscribes to it with the next sync", masked(url))?;
            }
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }

    /// Gives a subscription what was named: folder, tags, full text, limits.
    fn place(&self, library: &mut Library, id: FeedId) -> Result<(), Failure> {
        let folder = self.folder.as_deref().map(|path| folder_at(library, path)).transpose()?;
        library.change_feed(id, |subscription| {
            subscription.folder = folder.or(subscription.folder);
            add_tags(&mut subscription.tags, self.tag.iter().map(String::as_str));
            subscription.full_text = self.full_text.unwrap_or(subscription.full_text);
            subscription.keep_count = self.keep.or(subscription.keep_count);
            subscription.keep_days = self.days.or(subscription.keep_days);
        })?;
        Ok(())
    }

    /// `new` is `None` for a subscription that was there already.
    fn print(
        &self,
        library: &Library,
        id: FeedId,
        new: Option<usize>,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let row = library.feed(id)?;
        if self.json {
            return json_line(
                out,
                &FeedJson {
                    new: Some(new.unwrap_or_default()),
                    ..feed_json(&row, &library.folders()?)
                },
            );
        }
        let name = shortened(&shown_name(&row), 80);
        match new {
            Some(new) => writeln!(
                out,
                "subscribed to {name}: {} ({})",
                count(new, "new article"),
                masked(&row.subscription.url)
            )?,
            None => {
                writeln!(out, "already subscribed to {name} ({})", masked(&row.subscription.url))?
            }
        }
        Ok(())
    }
}

/// The folder of a path like `News/Local`, made where it is not there.
pub(super) fn folder_at(
    library: &mut Library,
    path: &str,
) -> Result<crate::library::FolderId, Failure> {
    let mut parent = None;
    for title in path.split('/').map(str::trim).filter(|title| !title.is_empty()) {
        parent = Some(library.folder(parent, title, "{}")?);
    }
    parent.ok_or_else(|| Failure { code: 2, ..Failure::new("the folder has no name") })
}

/// The feed at an address, or those that its page leads to, as far as they are wanted.
fn subscribable(client: &Client, url: &str) -> Result<Vec<Subscribable>, Failure> {
    let named = |message: &str| Failure::new(format!("{}: {message}", masked(url)));
    let response = web::ask(client, &Request::new(url), &Cancel::new())
        .map_err(|trouble| named(&trouble.message).hint(trouble.hint))?;
    let page = response.clone();
    let own = response.moved_to.clone().unwrap_or_else(|| url.to_owned());
    let taken = taken(response, &own);
    if taken.feed().is_some() {
        return Ok(vec![Subscribable { url: own, taken }]);
    }
    let hints = Hints {
        content_type: page.content_type.clone(),
        source: Some(page.final_url.clone()),
        ..Hints::default()
    };
    let mut found = discover_feeds(&page.body, page.link.as_deref(), &hints);
    let declared = found.iter().filter(|feed| feed.how == Found::Declared).count();
    if declared > 0 {
        found.retain(|feed| feed.how == Found::Declared);
    }
    if found.is_empty() {
        return usual_place(client, &page.final_url).map(|found| vec![found]).ok_or_else(|| {
            named("there is no feed, and the page names none")
                .hint(Some("dateline URL reads the page itself; dateline keep URL keeps it".into()))
        });
    }
    let chosen = if found.len() == 1 { found.iter().collect() } else { choose(url, &found)? };
    let fetched = |feed: &FoundFeed| {
        fetch_found(client, &page.final_url, &feed.url)
            .map_err(|message| Failure::new(format!("{}: {message}", masked(&feed.url))))
    };
    chosen.into_iter().map(fetched).collect()
}

fn taken(response: Response, address: &str) -> Taken {
    take(Ok(response), None, address, &Stop::default())
}

/// Asks a feed that a page named. A private address is meant only on the host that the reader gave.
fn fetch_found(client: &Client, page: &str, url: &str) -> Result<Subscribable, String> {
    let word = if host_of(page) == host_of(url) && origin(page) == origin(url) {
        Word::Typed
    } else {
        Word::Found
    };
    let response = web::ask(client, &Request { word, ..Request::new(url) }, &Cancel::new())
        .map_err(|trouble| trouble.message)?;
    let own = response.moved_to.clone().unwrap_or_else(|| url.to_owned());
    let taken = taken(response, &own);
    if taken.feed().is_some() {
        Ok(Subscribable { url: own, taken })
    } else {
        Err("the page names it as its feed, but it is none".into())
    }
}

/// Scheme, host and port, as they stand.
fn origin(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let after = rest.find(['/', '?', '#']).map_or("", |at| rest.split_at(at).1);
    url.strip_suffix(after).unwrap_or(url)
}

fn usual_place(client: &Client, page: &str) -> Option<Subscribable> {
    usual_places(page).iter().find_map(|place| fetch_found(client, page, place).ok())
}

/// Asks which on a terminal; elsewhere the list is the answer.
fn choose<'a>(url: &str, found: &'a [FoundFeed]) -> Result<Vec<&'a FoundFeed>, Failure> {
    let lines: Vec<String> = found
        .iter()
        .enumerate()
        .map(|(index, feed)| {
            format!(
                "  {:>2}  {}  {}",
                index + 1,
                cell(feed.title.as_deref().unwrap_or("(no title)"), 40),
                crate::text::clean_line(&masked(&feed.url))
            )
        })
        .collect();
    let several = || Failure::new(format!("{}: the page has {} feeds", masked(url), found.len()));
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(several().hint(Some(format!("add one of them:\n{}", lines.join("\n")))));
    }
    eprintln!("{} has several feeds:\n{}", masked(url), lines.join("\n"));
    eprint!("Which? [1–{}, several with spaces between, empty for none] ", found.len());
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    chosen(&answer, found)
        .filter(|chosen| !chosen.is_empty())
        .ok_or_else(|| Failure::new("nothing was subscribed to"))
}

/// Those whose numbers stand in an answer; nothing if one of them is no number of the list.
fn chosen<'a, T>(answer: &str, found: &'a [T]) -> Option<Vec<&'a T>> {
    let words =
        answer.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
    words.map(|word| found.get(word.parse::<usize>().ok()?.checked_sub(1)?)).collect()
}

impl Feeds {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(library) = global.library_to_read()? else { return Ok(ExitCode::from(4)) };
        let (rows, folders) = (library.feeds()?, library.folders()?);
        let saved = library.saved_queries()?;
        let is_saved = |row: &FeedRow| {
            row.subscription.kind == FeedKind::Query
                && saved.iter().any(|query| {
                    row.subscription.url.starts_with(&format!("query:{}:", query.name))
                })
        };
        let mut out = BufWriter::new(io::stdout().lock());
        for row in &rows {
            if self.json {
                json_line(&mut out, &feed_json(row, &folders))?;
                continue;
            }
            let state = match row.fetch.state.word() {
                "ok" if is_saved(row) => "  saved as a query".to_owned(),
                "ok" if !matches!(row.subscription.kind, FeedKind::Feed | FeedKind::Mail)
                    && row.fetch.fetched.is_none() =>
                {
                    "  kept, neither run nor asked".to_owned()
                }
                "ok" => String::new(),
                state => format!(
                    "  {state}: {}",
                    shortened(row.fetch.error.as_deref().unwrap_or("gone for good"), 80)
                ),
            };
            let place = folder_name(row, &folders)
                .map(|folder| format!("  [{}]", shortened(&folder, 30)))
                .unwrap_or_default();
            writeln!(
                out,
                "{:>4}  {:>5} unread of {:<6} {}{place}{state}",
                row.id.0,
                row.unread,
                row.items,
                shortened(&shown_name(row), 60)
            )?;
        }
        out.flush()?;
        Ok(ExitCode::from(if rows.is_empty() { 4 } else { 0 }))
    }
}

/// The name to show, without a password where it is the address.
fn shown_name(row: &FeedRow) -> String {
    if row.name() == row.subscription.url {
        masked(&row.subscription.url)
    } else {
        row.name().to_owned()
    }
}

fn feed_json<'a>(row: &'a FeedRow, folders: &[FolderRow]) -> FeedJson<'a> {
    let subscription = &row.subscription;
    let title = if row.name() == subscription.url { &subscription.title } else { row.name() };
    FeedJson {
        id: row.id.0.to_string(),
        title,
        url: without_credentials(&subscription.url),
        site: subscription.site.as_deref(),
        folder: folder_name(row, folders),
        tags: &subscription.tags,
        unread: row.unread,
        items: row.items,
        state: row.fetch.state.word(),
        error: row.fetch.error.as_deref(),
        kind: subscription.kind.word(),
        full_text: subscription.full_text.word(),
        fetched: row.fetch.fetched.map(|time| time.to_string()),
        next: row.fetch.next.map(|time| time.to_string()),
        new: None,
    }
}

/// `Outer/Inner`.
fn folder_name(row: &FeedRow, folders: &[FolderRow]) -> Option<String> {
    let mut names = Vec::new();
    let mut at = row.subscription.folder;
    while let Some(folder) = at.and_then(|id| folders.iter().find(|folder| folder.id == id)) {
        names.push(folder.title.as_str());
        at = folder.parent.filter(|_| names.len() < 64);
    }
    names.reverse();
    (!names.is_empty()).then(|| names.join("/"))
}

/// The feeds that words of the command line mean: by number, address, or a part of the name.
pub(super) fn feeds_named(library: &Library, words: &[String]) -> Result<Vec<FeedId>, Failure> {
    let rows = library.feeds()?;
    let mut found = Vec::new();
    for word in words {
        let lower = word.to_lowercase();
        let exact = |row: &&FeedRow| {
            row.id.0.to_string() == *word
                || row.subscription.url == *word
                || without_credentials(&row.subscription.url) == *word
        };
        let named = |row: &&FeedRow| {
            row.name().to_lowercase() == lower
                || row.fetch.moved_from.as_deref() == Some(word.as_str())
        };
        let mut of_word: Vec<FeedId> = rows.iter().filter(exact).map(|row| row.id).collect();
        if of_word.is_empty() {
            of_word = rows.iter().filter(named).map(|row| row.id).collect();
        }
        if of_word.is_empty() {
            return Err(Failure {
                code: 4,
                ..Failure::new(format!(
                    "no feed is called {}",
                    crate::text::clean_line(&masked(word))
                ))
            }
            .hint(Some("dateline feeds lists them with their numbers".into())));
        }
        found.extend(of_word);
    }
    found.dedup();
    Ok(found)
}

impl Remove {
    pub(super) fn run(&self, global: &Global) -> Result<ExitCode, Failure> {
        let Some(mut library) = global.library()? else { return Ok(ExitCode::from(4)) };
        let mut out = io::stdout().lock();
        for id in feeds_named(&library, &self.feeds)? {
            let row = library.feed(id)?;
            let asks = !self.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
            if asks && !agrees(&row)? {
                writeln!(out, "{} stays", shortened(&shown_name(&row), 80))?;
                continue;
            }
            end_sender(&mut library, &row)?;
            library.remove_feed(id)?;
            writeln!(
                out,
                "removed {}; what you starred, tagged or annotated of it stays",
                shortened(&shown_name(&row), 80)
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Asks whether a feed is to go: what was read in it is gone for good with its articles.
fn agrees(row: &FeedRow) -> Result<bool, Failure> {
    eprint!(
        "{} has {}, {} unread; they go, and which of them were read is forgotten.\n\
         What is starred, tagged or annotated stays. Remove it? [y/N] ",
        shortened(&shown_name(row), 60),
        count(row.items as usize, "article"),
        row.unread
    );
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{chosen, is_yes};

    #[test]
    fn only_a_yes_removes() {
        assert!(is_yes("y\n") && is_yes(" Yes\n"));
        assert!(!is_yes("\n") && !is_yes("") && !is_yes("n\n") && !is_yes("yellow\n"));
    }

    #[test]
    fn one_or_several_are_chosen_by_number() {
        let feeds = ["News", "Sport", "Weather"];
        assert_eq!(chosen("2\n", &feeds), Some(vec![&"Sport"]));
        assert_eq!(chosen("1, 3", &feeds), Some(vec![&"News", &"Weather"]));
        assert_eq!(chosen("\n", &feeds), Some(vec![]));
        assert_eq!(chosen("0", &feeds), None);
        assert_eq!(chosen("1 x", &feeds), None);
    }
}
