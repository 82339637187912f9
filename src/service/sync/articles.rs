//! Articles that are not here yet, in batches: while one is stored, the next is made into articles
//! and the one after that is asked for. Each batch is saved whole before it counts, so that what was
//! stopped goes on with what is still missing.

use std::collections::{BTreeMap, HashSet};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use jiff::Timestamp;

use super::answers::{Content, Contents, long_form, read};
use super::error::SyncError;
use super::items::item;
use super::server::Server;
use super::states::Seen;
use crate::library::{AccountId, Arrival, ArticleId, FeedId, Library};
use crate::net::Cancel;
use crate::service::worker::contain;

/// Articles asked for at a time.
const BATCH: usize = 250;
/// Batches that wait between two of the three that work on them.
const WAITING: usize = 2;
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
    let (to_store, ready) = sync_channel::<(usize, Vec<(FeedId, Arrival)>)>(WAITING);
    let streams = &streams;
    std::thread::scope(|scope| {
        let asking = scope.spawn(move || contain(|| ask_all(server, missing, &to_read)));
        let reading =
            scope.spawn(move || contain(|| read_all(account, streams, seen, &coming, &to_store)));
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
        if let Err(panic) = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        {
            brought.error = Some(fault(panic));
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
    coming: &Receiver<Batch>,
    to_store: &SyncSender<(usize, Vec<(FeedId, Arrival)>)>,
) {
    while let Ok(Batch { asked, contents }) = coming.recv() {
        let count = asked.len();
        let mut wanted: HashSet<i64> = asked.into_iter().collect();
        let mut arrivals: Vec<(FeedId, Arrival)> = Vec::with_capacity(contents.len());
        for content in contents {
            let number = content.id;
            let feed = content.origin.as_ref().and_then(|origin| streams.get(&origin.stream));
            let Some(feed) = feed.copied().filter(|_| wanted.remove(&number)) else { continue };
            let Some(item) = item(account, content) else { continue };
            arrivals.push((
                feed,
                Arrival {
                    number,
                    item,
                    unread: seen.unread.contains(&number),
                    starred: seen.starred.contains(&number),
                    tags: seen.tags_of(number),
                },
            ));
        }
        // The newest first, as feeds have them.
        arrivals.sort_by_key(|(feed, arrival)| (*feed, std::cmp::Reverse(arrival.number)));
        if to_store.send((count, arrivals)).is_err() {
            break;
        }
    }
}

fn store_all(
    library: &mut Library,
    account: AccountId,
    ready: &Receiver<(usize, Vec<(FeedId, Arrival)>)>,
    brought: &mut Brought,
    tell: &mut impl FnMut(usize),
) -> Result<(), SyncError> {
    let mut done = 0;
    while let Ok((count, arrivals)) = ready.recv() {
        brought.left += count - arrivals.len();
        let now = Timestamp::now();
        library.together(|library| {
            for of_feed in arrivals.chunk_by(|one, next| one.0 == next.0) {
                let feed = of_feed[0].0;
                let arrivals: Vec<Arrival> =
                    of_feed.iter().map(|(_, arrival)| arrival.clone()).collect();
                let arrived = library.take_arrivals(account, feed, &arrivals, now)?;
                brought.new.entry(feed).or_default().extend(arrived.new);
                brought.known += arrived.known;
            }
            Ok(())
        })?;
        done += count;
        tell(done);
    }
    Ok(())
}
