//! Subscriptions: what the server has, and what it is to be told.

use super::answers::{Added, Subscriptions, label, read};
use super::error::SyncError;
use super::items::with_signs;
use super::server::Server;
use crate::library::{AccountId, FeedChange, Library, ServerFeed};
use crate::text::clean_line;
use jiff::Timestamp;

/// What came of both.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    pub up: usize,
    pub down: usize,
    /// What the server does not take, in words.
    pub refused: Vec<String>,
    pub error: Option<SyncError>,
}

/// Takes the subscriptions from the server, and tells it of what was changed here.
pub(super) fn exchange(
    library: &mut Library,
    server: &mut Server<'_>,
    account: AccountId,
) -> Result<Feeds, SyncError> {
    let list = look(server)?;
    let merged = library.merge_feeds(account, &list, Timestamp::now())?;
    let mut feeds = Feeds { down: merged.down, ..Feeds::default() };
    for change in merged.up {
        match tell(library, server, &change) {
            Ok(true) => feeds.up += 1,
            Ok(false) => feeds
                .refused
                .push(format!("the server finds no feed at {}", crate::net::masked(&change.url))),
            Err(error) if error.ends_it() => {
                feeds.error = Some(error);
                break;
            }
            Err(error) => {
                feeds.refused.push(format!("{}: {error}", crate::net::masked(&change.url)))
            }
        }
    }
    Ok(feeds)
}

fn look(server: &mut Server<'_>) -> Result<Vec<ServerFeed>, SyncError> {
    let list: Subscriptions = read(&server.ask("subscription/list", &[("output", "json")])?)?;
    let feed = |feed: super::answers::Subscription| {
        let url = feed.url.unwrap_or_else(|| {
            // Some name a subscription by its address.
            feed.id
                .strip_prefix("feed/")
                .filter(|rest| rest.contains("://"))
                .unwrap_or_default()
                .to_owned()
        });
        let folder = feed.categories.into_iter().find_map(|category| {
            let named = label(&category.id).map(str::to_owned).or(category.label)?;
            Some(clean_line(&named)).filter(|title| !title.is_empty())
        });
        ServerFeed {
            stream: feed.id,
            title: with_signs(&feed.title.unwrap_or_default()),
            url: clean_line(&url),
            site: feed
                .html_url
                .filter(|site| site.starts_with("http"))
                .map(|site| clean_line(&site)),
            folder,
        }
    };
    Ok(list.subscriptions.into_iter().map(feed).collect())
}

/// Tells the server of one change. Answers false where it finds no feed to subscribe to.
fn tell(
    library: &mut Library,
    server: &mut Server<'_>,
    change: &FeedChange,
) -> Result<bool, SyncError> {
    let stream = match &change.stream {
        Some(stream) => stream.clone(),
        None => match subscribe(server, &change.url)? {
            Some(stream) => stream,
            None => return Ok(false),
        },
    };
    if change.is_ended {
        edit(server, &[("ac", "unsubscribe"), ("s", &stream)])?;
        library.feed_was_told(change, None)?;
        return Ok(true);
    }
    let mut form = vec![("ac", "edit"), ("s", &*stream)];
    form.extend(change.title.as_deref().map(|title| ("t", title)));
    let label = |folder: &str| format!("user/-/label/{folder}");
    let folders = change.folder.as_ref().map(|(from, to)| (label(from), label(to)));
    if let (Some((from, to)), Some((was, will))) = (&folders, &change.folder) {
        if !will.is_empty() {
            form.push(("a", to));
        }
        if !was.is_empty() {
            form.push(("r", from));
        }
    }
    if form.len() > 2 {
        edit(server, &form)?;
    }
    library.feed_was_told(change, Some(&stream))?;
    Ok(true)
}

fn edit(server: &mut Server<'_>, form: &[(&str, &str)]) -> Result<(), SyncError> {
    let answer = server.post("subscription/edit", form)?;
    if answer.trim_ascii() == b"OK" {
        Ok(())
    } else {
        Err(SyncError::Broken { why: "it does not say that a change was made" })
    }
}

/// Subscribes; answers what the server calls it.
fn subscribe(server: &mut Server<'_>, url: &str) -> Result<Option<String>, SyncError> {
    let added: Added = read(&server.post("subscription/quickadd", &[("quickadd", url)])?)?;
    match (added.stream, added.error) {
        (Some(stream), _) if !stream.is_empty() => Ok(Some(stream)),
        (_, Some(error)) => Err(SyncError::Status {
            status: 200,
            words: format!("the server says: {}", clean_line(&error)),
        }),
        _ => Ok(None),
    }
}
