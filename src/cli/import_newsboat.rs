//! `dateline import cache.db`: newsboat's articles, read and flagged as they are there.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use jiff::Timestamp;

use super::Failure;
use super::global::Global;
use super::lines::count;
use super::outline::is_web;
use crate::input::Stop;
use crate::input::feed::{Feed, Item, sanitize};
use crate::library::{
    FeedId, Library, LibraryError, NewsboatItem, Subscription, each_newsboat_item,
};
use crate::service::refresh::new_items;
use crate::text::clean_line;

/// What came of a database.
#[derive(Default)]
struct Done {
    feeds: usize,
    new: usize,
    known: usize,
    read: usize,
    starred: usize,
    left: usize,
}

/// Takes in the items of newsboat's database, and subscribes to their feeds.
pub(super) fn import_newsboat(global: &Global, path: &Path) -> Result<ExitCode, Failure> {
    let mut library = Library::open(&global.library_path()?)?;
    let done = library.together(|library| {
        let (mut done, mut feeds) = (Done::default(), HashMap::new());
        each_newsboat_item(path, |item| take(library, item, &mut feeds, &mut done))?;
        Ok(done)
    });
    let done = done.map_err(|error| match error {
        LibraryError::Foreign { path } => {
            Failure::new(format!("{} is no database of newsboat", path.display())).hint(Some(
                "dateline export --all DIR writes a library so that it can be imported".into(),
            ))
        }
        error => error.into(),
    })?;
    writeln!(
        io::stdout().lock(),
        "{}, {}, {} known already; {} read, {} starred",
        count(done.feeds, "new feed"),
        count(done.new, "new article"),
        done.known,
        done.read,
        done.starred
    )?;
    if done.left > 0 {
        eprintln!(
            "hint: {} of feeds without an address of http or https were left out",
            count(done.left, "item")
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn take(
    library: &mut Library,
    item: NewsboatItem,
    feeds: &mut HashMap<String, FeedId>,
    done: &mut Done,
) -> Result<(), LibraryError> {
    if !is_web(&item.feed) {
        done.left += 1;
        return Ok(());
    }
    let now = Timestamp::now();
    let feed = if let Some(feed) = feeds.get(&item.feed) {
        *feed
    } else {
        let (id, is_new) = library.add_feed(&Subscription::to(&item.feed), now)?;
        done.feeds += usize::from(is_new);
        feeds.insert(item.feed.clone(), id);
        id
    };
    let line = |text: &str| Some(clean_line(text)).filter(|line| !line.is_empty());
    let link = Some(item.url).filter(|url| is_web(url));
    let entry = Item {
        id: Some(item.guid).filter(|guid| !guid.is_empty()),
        title: line(&item.title),
        link: link.clone(),
        published: item.published,
        authors: line(&item.author).into_iter().collect(),
        content: Some(sanitize(&item.content)),
        ..Item::default()
    };
    let one = Feed { items: vec![entry], ..Feed::default() };
    let Some(incoming) =
        new_items(&one, Some(&item.feed), &Stop::default()).and_then(|mut items| items.pop())
    else {
        return Ok(());
    };
    let stored = library.store_items(feed, std::slice::from_ref(&incoming), now)?;
    let hash = incoming.article.document.hash();
    let known = match stored.new.first().or(stored.updated.first()) {
        Some(id) => Some(*id),
        None => library.find_article(link.as_deref(), Some(hash))?,
    };
    *(if stored.new.is_empty() { &mut done.known } else { &mut done.new }) += 1;
    if let Some(id) = known {
        library.bring_states(id, !item.unread, item.flagged)?;
        done.read += usize::from(!item.unread);
        done.starred += usize::from(item.flagged);
    }
    Ok(())
}
