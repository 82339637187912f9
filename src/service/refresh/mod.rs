//! Feeds into the library: which are due, what became of each, and what is done with the articles
//! afterwards.
//!
//! [`refresh`] asks and stores, telling of each feed as it ends; its articles can be listed at
//! once. [`complete`] then fetches full texts where feeds only tease, indexes and analyses. Both
//! are for the command line and for the reader's own thread.

mod after;
mod answer;
mod items;
mod line;
mod mailbox;
mod teaser;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::fetch::{FeedRequest, FetchEvent, FetchSettings, fetch_all};
use super::programs::{Program, Programs};
use super::worker::{Fault, contain};
use crate::input::Stop;
use crate::library::{FeedId, FeedKind, FeedRow, FeedState, Library, LibraryError};
use crate::net::{Cancel, Client, Request, web_form};

pub(crate) use after::{Done, complete, fetch_page};
use answer::take_filtered;
pub(crate) use answer::{Taken, store, take};
pub(crate) use items::new_items;
pub(crate) use line::{FeedLine, FeedResult};
pub(crate) use mailbox::{Mailbox, end_sender};

/// What a refresh is to do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wish {
    /// These only; all where empty.
    pub feeds: Vec<FeedId>,
    /// Ask also those whose time has not come, or that are gone.
    pub force: bool,
    /// Programs that may be run for feeds.
    pub programs: Programs,
}

/// The feeds that a refresh asks, and how.
#[derive(Default)]
struct Due {
    feeds: HashMap<FeedId, FeedRow>,
    requests: Vec<FeedRequest<FeedId>>,
    /// Those whose program is run without a request.
    alone: Vec<FeedId>,
    programs: HashMap<FeedId, Program>,
}

/// Asks the feeds that are wished for and due, and stores what they bring; `tell` hears of each as
/// it ends.
pub(crate) fn refresh(
    library: &mut Library,
    client: &Client,
    settings: FetchSettings,
    wish: &Wish,
    cancel: &Cancel,
    mut tell: impl FnMut(&FeedLine),
) -> Result<(), LibraryError> {
    let Due { feeds: due, requests, alone, programs } = due(library, wish, &mut tell)?;
    let mut trouble = None;
    let flag = cancel.clone();
    let stop = Stop::when(move || flag.is_cancelled());
    let hash_of = |feed: FeedId| due.get(&feed).and_then(|row| row.fetch.body_hash.as_deref());
    std::thread::scope(|scope| {
        // Programs are run one after another, beside the requests.
        let (due, programs) = (&due, &programs);
        let running = scope.spawn(move || {
            let run = |feed: &FeedId| {
                programs.get(feed).map(|program| {
                    let taken = contain(|| {
                        Taken::printed(wish.programs.run(program, &[]), hash_of(*feed), "")
                    });
                    (*feed, taken.unwrap_or_else(|fault| faulty(&fault)))
                })
            };
            alone.iter().take_while(|_| !cancel.is_cancelled()).filter_map(run).collect::<Vec<_>>()
        });
        let mut put = |feed: FeedId, taken: Taken| {
            let Some(row) = due.get(&feed).filter(|_| trouble.is_none()) else { return };
            if taken.is_stopped() {
                return;
            }
            match store(library, row, taken, Timestamp::now()) {
                Ok(line) => tell(&line),
                Err(LibraryError::Missing(_)) => {}
                Err(error) => {
                    cancel.cancel();
                    trouble = Some(error);
                }
            }
        };
        fetch_all(
            client,
            &requests,
            settings,
            cancel,
            |outcome| {
                let known = hash_of(outcome.feed);
                if let Some(program) = programs.get(&outcome.feed) {
                    return take_filtered(
                        outcome.answer,
                        known,
                        program.address.as_deref().unwrap_or_default(),
                        |body| wish.programs.run(program, body),
                        &stop,
                    );
                }
                let base = due
                    .get(&outcome.feed)
                    .map(|row| row.subscription.url.as_str())
                    .unwrap_or_default();
                take(outcome.answer, known, base, &stop)
            },
            |event| match event {
                FetchEvent::Done { feed, result } => put(feed, result),
                FetchEvent::Failed { feed, fault } => put(feed, faulty(&fault)),
                FetchEvent::Started { .. } | FetchEvent::SetAside { .. } => {}
            },
        );
        for (feed, taken) in running.join().unwrap_or_default() {
            put(feed, taken);
        }
    });
    if let Some(error) = trouble {
        return Err(error);
    }
    look_at_mailboxes(library, wish, &stop, &mut tell)
}

/// Looks into the mailboxes that are wished for, or one of whose senders is.
fn look_at_mailboxes(
    library: &mut Library,
    wish: &Wish,
    stop: &Stop,
    mut tell: impl FnMut(&FeedLine),
) -> Result<(), LibraryError> {
    let mut rows = library.feeds()?;
    rows.retain(|row| row.subscription.kind == FeedKind::Mail);
    let wished: Vec<Option<Mailbox>> = rows
        .iter()
        .filter(|row| wish.feeds.contains(&row.id))
        .map(|row| Mailbox::of(&row.subscription.url))
        .collect();
    for row in rows.iter().filter(|row| !mailbox::is_sender(row)) {
        let is_wished =
            wish.feeds.is_empty() || wished.contains(&Mailbox::of(&row.subscription.url));
        if is_wished && !stop.is_wished() {
            tell(&mailbox::look(library, row, wish.force, stop)?);
        }
    }
    Ok(())
}

/// Which of the feeds that are wished for are due; `tell` hears of the others.
fn due(
    library: &mut Library,
    wish: &Wish,
    mut tell: impl FnMut(&FeedLine),
) -> Result<Due, LibraryError> {
    let now = Timestamp::now();
    let mut due = Due::default();
    let of_accounts: HashSet<FeedId> =
        library.feeds_of_accounts()?.into_iter().map(|(feed, _)| feed).collect();
    for row in library.feeds()?.into_iter().filter(|row| !of_accounts.contains(&row.id)) {
        let kind = row.subscription.kind;
        let program = match kind {
            FeedKind::Exec | FeedKind::Filter => wish.programs.of(&row.subscription.url),
            FeedKind::Feed
            | FeedKind::Query
            | FeedKind::Mail
            | FeedKind::Other
            | FeedKind::Removed => None,
        };
        if (kind != FeedKind::Feed && program.is_none())
            || (!wish.feeds.is_empty() && !wish.feeds.contains(&row.id))
        {
            continue;
        }
        if let Some(line) = not_due(&row, wish.force, now) {
            tell(&line);
            continue;
        }
        let ask = |address: &str| FeedRequest { feed: row.id, request: request(&row, address) };
        match program {
            None => due.requests.push(ask(&row.subscription.url)),
            Some(Ok(program)) => {
                match &program.address {
                    Some(address) => due.requests.push(ask(address)),
                    None => due.alone.push(row.id),
                }
                due.programs.insert(row.id, program);
            }
            Some(Err(why)) => tell(&store(library, &row, Taken::printed(Err(why), None, ""), now)?),
        }
        due.feeds.insert(row.id, row);
    }
    Ok(due)
}

/// What is stored of a feed in whose reading a panic was: it failed, and what it had stays.
fn faulty(fault: &Fault) -> Taken {
    Taken::printed(Err(fault.to_string()), None, "")
}

/// The line of a feed that is not asked now.
fn not_due(row: &FeedRow, force: bool, now: Timestamp) -> Option<FeedLine> {
    if force {
        return None;
    }
    if row.fetch.state == FeedState::Gone {
        return Some(FeedLine::of(row, FeedResult::Gone));
    }
    // A clock that was set back must not keep a feed waiting for years: nothing ever waits longer
    // than a day and a quarter.
    let latest = now.checked_add(jiff::SignedDuration::from_hours(31)).unwrap_or(now);
    row.fetch
        .next
        .filter(|next| *next > now && *next < latest)
        .map(|_| FeedLine::of(row, FeedResult::Waiting))
}

fn request(row: &FeedRow, address: &str) -> Request {
    let crate::library::FetchState { etag, last_modified, validated, .. } = row.fetch.clone();
    Request { etag, last_modified, validated_url: validated, ..Request::new(web_form(address)) }
}
