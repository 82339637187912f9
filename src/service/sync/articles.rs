//! Articles that are not here yet, in batches: while one is stored, the next is made into articles
//! and the one after that is asked for. Each batch is saved whole before it counts, so that what was
//! stopped goes on with what is still missing.

use std::collections::{BTreeMap, HashSet};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::answers::{Content, Contents, long_form, read};
use super::error::SyncError;
use super::items::item;
use super::server::Server;
use super::states::Seen;
use crate::library::{AccountId, Arrival, ArticleId, FeedId, Library, NewItem};
use crate::net::Cancel;
use crate::service::worker::contain;

/// Articles asked for at a time.
const BATCH: usize = 250;
/// Batches that wait between two of the three that work on them.
const WAITING: usize = 2;
/// Threads that make articles of what came.
const READERS: usize = 2;
/// Requests of one sync that may fail, before the rest is left for the next one.
const MOST_FAULTS: u32 = 40;

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Brought {
    /// New articles of each feed.
    pub new: BTreeMap<FeedId, Vec<ArticleId>>,
    /// Those that were here already.
    pub known: usize,
    /// Asked for, and not to be had or to be read.
    pub left: usize,
    /// Why it did not come to its end.
    pub error: Option<SyncError>,
}

impl Brought {
    pub(super) fn count(&self) -> usize {
        self.new.values().map(Vec::len).sum::<usize>() + self.known
    }
}

/// A batch as it came: what was asked for, and what of it the server gave.
struct Batch {
    asked: Vec<i64>,
    contents: Vec<Content>,
}

/// What a batch became: how many were asked for, and the articles of each feed, the newest first.
struct Ready {
    count: usize,
    of_feeds: Vec<(FeedId, Vec<NewItem>, Vec<Arrival>)>,
}

/// Takes in the articles of these numbers, the newest first. `tell` hears how many are done.
pub(super) fn bring(
    library: &mut Library,
    server: &mut Server<'_>,
    account: AccountId,
    missing: &[i64],
    seen: &Seen,
    cancel: &Cancel,
    mut tell: impl FnMut(usize),
) -> Result<Brought, SyncError> {
    let streams = library.streams(account)?;
    let mut brought = Brought::default();
    let (to_read, coming) = sync_channel::<Batch>(WAITING);
    let (to_store, ready) = sync_channel::<Ready>(WAITING);
    let (streams, coming) = (&streams, &Mutex::new(coming));
    std::thread::scope(|scope| {
        let asking = scope.spawn(move || contain(|| ask_all(server, missing, &to_read)));
        let readers: Vec<_> = (0..READERS)
            .map(|_| {
                let to_store = to_store.clone();
                let read = move || read_all(account, streams, seen, coming, &to_store);
                scope.spawn(move || contain(read))
            })
            .collect();
        drop(to_store);
        let stored = store_all(library, account, &ready, &mut brought, &mut tell);
        if stored.is_err() {
            cancel.cancel();
        }
        drop(ready);
        let fault = |fault: crate::service::worker::Fault| SyncError::Fault(fault.to_string());
        match asking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
            Ok(Asked { left, error }) => {
                brought.left += left;
                brought.error = error;
            }
            Err(panic) => brought.error = Some(fault(panic)),
        }
        for reading in readers {
            let ended = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            if let Err(panic) = ended {
                brought.error = Some(fault(panic));
            }
        }
        stored
    })?;
    Ok(brought)
}

/// How asking ended.
struct Asked {
    left: usize,
    error: Option<SyncError>,
}

/// Asks for batch after batch. One that cannot be had is divided, until it is a single article that
/// is left away.
fn ask_all(server: &mut Server<'_>, missing: &[i64], to_read: &SyncSender<Batch>) -> Asked {
    let mut batches: Vec<&[i64]> = missing.chunks(BATCH).rev().collect();
    let (mut left, mut faults) = (0, 0);
    while let Some(batch) = batches.pop() {
        match ask_for(server, batch) {
            Ok(contents) => {
                if to_read.send(Batch { asked: batch.to_vec(), contents }).is_err() {
                    break;
                }
            }
            Err(error) => {
                faults += 1;
                if error.ends_it() || faults > MOST_FAULTS {
                    left += batch.len() + batches.iter().map(|batch| batch.len()).sum::<usize>();
                    return Asked { left, error: Some(error) };
                }
                match batch {
                    [_] => left += 1,
                    _ => {
                        let (first, second) = batch.split_at(batch.len() / 2);
                        batches.extend([second, first]);
                    }
                }
            }
        }
    }
    Asked { left, error: None }
}

fn ask_for(server: &mut Server<'_>, batch: &[i64]) -> Result<Vec<Content>, SyncError> {
    let numbers: Vec<String> = batch.iter().map(|number| long_form(*number)).collect();
    let mut form = vec![("output", "json")];
    form.extend(numbers.iter().map(|number| ("i", &**number)));
    Ok(read::<Contents>(&server.post("stream/items/contents", &form)?)?.items)
}

/// Makes articles of what came. What was not asked for, is of no subscription or came twice is
/// passed over.
fn read_all(
    account: AccountId,
    streams: &BTreeMap<String, FeedId>,
    seen: &Seen,
    coming: &Mutex<Receiver<Batch>>,
    to_store: &SyncSender<Ready>,
) {
    // One waits for the next batch, the other for its turn to wait.
    let next = || coming.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(Batch { asked, contents }) = next() {
        let count = asked.len();
        let mut wanted: HashSet<i64> = asked.into_iter().collect();
        let mut all: Vec<(FeedId, NewItem, Arrival)> = Vec::with_capacity(contents.len());
        for content in contents {
            let number = content.id;
            let feed = content.origin.as_ref().and_then(|origin| streams.get(&origin.stream));
            let Some(feed) = feed.copied().filter(|_| wanted.remove(&number)) else { continue };
            let Some(item) = item(account, content) else { continue };
            let (unread, starred) = (seen.unread.contains(&number), seen.starred.contains(&number));
            let arrival = Arrival { number, unread, starred, tags: seen.tags_of(number) };
            all.push((feed, item, arrival));
        }
        all.sort_by_key(|(feed, _, arrival)| (*feed, std::cmp::Reverse(arrival.number)));
        let mut of_feeds: Vec<(FeedId, Vec<NewItem>, Vec<Arrival>)> = Vec::new();
        for (feed, item, arrival) in all {
            if of_feeds.last().is_none_or(|(last, ..)| *last != feed) {
                of_feeds.push((feed, Vec::new(), Vec::new()));
            }
            if let Some((_, items, arrivals)) = of_feeds.last_mut() {
                items.push(item);
                arrivals.push(arrival);
            }
        }
        if to_store.send(Ready { count, of_feeds }).is_err() {
            break;
        }
    }
}

fn store_all(
    library: &mut Library,
    account: AccountId,
    ready: &Receiver<Ready>,
    brought: &mut Brought,
    tell: &mut impl FnMut(usize),
) -> Result<(), SyncError> {
    let mut done = 0;
    while let Ok(Ready { count, of_feeds }) = ready.recv() {
        let came: usize = of_feeds.iter().map(|(_, items, _)| items.len()).sum();
        brought.left += count - came;
        let now = Timestamp::now();
        library.together(|library| {
            for (feed, items, arrivals) in &of_feeds {
                let arrived = library.take_arrivals(account, *feed, items, arrivals, now)?;
                brought.new.entry(*feed).or_default().extend(arrived.new);
                brought.known += arrived.known;
            }
            Ok(())
        })?;
        done += count;
        tell(done);
    }
    Ok(())
}
