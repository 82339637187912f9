//! The thread of one refresh: asks feeds, stores what they bring, completes it, and tells how it
//! goes.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::tell::{Tell, tell_fault};
use crate::app::library::{Answer, Progress};
use crate::app::{Msg, Notice};
use crate::config::{Account, Network};
use crate::library::{FeedId, Library};
use crate::net::Cancel;
use crate::service::network;
use crate::service::programs::Programs;
use crate::service::refresh::{FeedLine, FeedResult, Wish, complete, refresh};
use crate::service::sync::{Part, PartLine, PartResult, Sync, SyncEvent};
use crate::service::worker::{InOrder, Worker};

/// Progress is told no more often than this.
const BETWEEN: Duration = Duration::from_millis(200);

/// A refresh that is wanted: these feeds (all, where none is named), also before their time where
/// it is forced.
pub(super) struct Wanted {
    pub feeds: Vec<FeedId>,
    pub force: bool,
    pub cancel: Cancel,
}

/// Starts the thread. A refresh in which there is a panic has ended like any other.
/// `before` is run before each, so that tests can have it panic.
pub(super) fn start(
    path: PathBuf,
    network: Network,
    events: Tell,
    before: fn(&Wanted),
) -> Worker<InOrder<Wanted>> {
    let told = events.clone();
    Worker::start(
        || (),
        move |(), wanted, _| {
            before(wanted);
            let mut progress = Progress::default();
            let result = run(&path, &network, wanted, &mut progress, &events);
            progress.ended = true;
            progress.stopped = wanted.cancel.is_cancelled();
            events(Msg::Library(Answer::Progress(progress)));
            if let Err(words) = result {
                events(Msg::Told(Notice::alarm(words)));
            }
        },
        move |_, fault| {
            let ended = Progress { ended: true, ..Progress::default() };
            told(Msg::Library(Answer::Progress(ended)));
            tell_fault(&told, fault.words("Refreshing"));
        },
    )
}

fn run(
    path: &std::path::Path,
    network: &Network,
    Wanted { feeds, force, cancel }: &Wanted,
    progress: &mut Progress,
    events: &Tell,
) -> Result<(), String> {
    let words = |error: crate::library::LibraryError| {
        error.hint().map_or(error.to_string(), |hint| format!("{error}; {hint}"))
    };
    let mut library = Library::open(path).map_err(words)?;
    let asked = Asked::of(&library, network, feeds).map_err(words)?;
    let wish = &Wish {
        feeds: asked.feeds.clone(),
        force: *force,
        programs: Programs::of_library(network, &library).map_err(words)?,
    };
    let client = network::client(network).map_err(|error| error.to_string())?;
    let pace = network::fetch_settings(network, None);
    let own = match &asked.feeds[..] {
        [] if asked.are_feeds_asked => library
            .overview()
            .map_err(words)?
            .feeds
            .iter()
            .filter(|feed| feed.fetched && !asked.of_accounts.contains(&feed.id))
            .count(),
        feeds => feeds.len(),
    };
    progress.total = own + asked.accounts.len();
    let tell = |progress: &Progress| events(Msg::Library(Answer::Progress(progress.clone())));
    let mut lines: Vec<FeedLine> = Vec::new();
    let mut told = Instant::now();
    tell(progress);
    let ask = |line: &FeedLine| {
        progress.done += 1;
        progress.new += line.new.len();
        progress.changed += line.updated.len();
        progress.waiting += usize::from(line.result == FeedResult::Waiting);
        if let Some(error) = line.error.as_deref().filter(|_| line.is_failure()) {
            progress.failures.push(format!(
                "{}: {}",
                crate::text::clean_line(&line.name),
                crate::text::clean_line(error)
            ));
        }
        lines.push(line.clone());
        if told.elapsed() >= BETWEEN {
            told = Instant::now();
            tell(progress);
        }
    };
    if asked.are_feeds_asked {
        refresh(&mut library, &client, pace, wish, cancel, ask).map_err(words)?;
    }
    if !cancel.is_cancelled() {
        progress.kept = wish.feeds.len().saturating_sub(progress.done);
    }
    for account in &asked.accounts {
        let sync = Sync {
            library: &mut library,
            client: &client,
            network,
            account,
            force: *force,
            cancel,
        };
        // Nobody can be asked for a password while the screen is drawn.
        let new = sync.run(&mut |_| None, |event| {
            if let SyncEvent::Ended(line) = event {
                note(progress, &line);
                tell(progress);
            }
        });
        lines.extend(new.map_err(words)?);
        progress.done += 1;
    }
    progress.completing = true;
    tell(progress);
    // Analysing is the analyst's: it keeps out of the way of keys.
    let done = complete(&mut library, &client, pace, &lines, cancel, Duration::ZERO);
    let done = done.map_err(words)?;
    progress.failures.extend(done.faults);
    if done.set_aside > 0 {
        return Err(format!(
            "{} of articles could not be read and were set aside; dateline repair names them",
            if done.set_aside == 1 { "1 text".into() } else { format!("{} texts", done.set_aside) }
        ));
    }
    Ok(())
}

/// Who is asked: feeds for themselves, and accounts for those that they bring.
struct Asked {
    are_feeds_asked: bool,
    /// All, where none is named.
    feeds: Vec<FeedId>,
    accounts: Vec<Account>,
    of_accounts: HashSet<FeedId>,
}

impl Asked {
    fn of(
        library: &Library,
        network: &Network,
        wanted: &[FeedId],
    ) -> Result<Self, crate::library::LibraryError> {
        let brought = library.feeds_of_accounts()?;
        let of_accounts: HashSet<FeedId> = brought.iter().map(|(feed, _)| *feed).collect();
        let feeds: Vec<FeedId> =
            wanted.iter().copied().filter(|feed| !of_accounts.contains(feed)).collect();
        let rows = library.accounts()?;
        let is_wanted = |account: &Account| {
            wanted.is_empty()
                || rows.iter().filter(|row| row.url == account.url && row.user == account.user).any(
                    |row| brought.iter().any(|(feed, of)| *of == row.id && wanted.contains(feed)),
                )
        };
        let accounts = network.accounts.iter().filter(|account| is_wanted(account)).cloned();
        Ok(Self {
            are_feeds_asked: wanted.is_empty() || !feeds.is_empty(),
            accounts: accounts.collect(),
            feeds,
            of_accounts,
        })
    }
}

/// Notes what came of a part of a sync.
fn note(progress: &mut Progress, line: &PartLine) {
    if line.part == Part::Articles {
        progress.new += line.down;
    }
    progress.waiting += usize::from(line.result == PartResult::Waiting);
    let failed = line.error.as_deref().filter(|_| line.result == PartResult::Failed);
    let told = failed.into_iter().chain(line.notes.iter().map(String::as_str));
    progress.failures.extend(told.map(|words| {
        let name = crate::text::clean_line(&line.account);
        format!("{name}: {}", crate::text::clean_line(words))
    }));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::{Tell, Wanted, start};
    use crate::app::Msg;
    use crate::app::library::Answer;
    use crate::config::Network;
    use crate::library::tests::Folder;
    use crate::net::Cancel;

    #[test]
    fn a_refresh_that_panics_has_ended_and_the_next_one_runs() {
        let folder = Folder::new();
        drop(folder.library());
        let (send, coming) = channel();
        let events: Tell = Arc::new(move |msg| send.send(msg).expect("the test listens"));
        let next = || coming.recv_timeout(Duration::from_mins(1)).expect("an answer");
        let mut worker = start(folder.file(), Network::default(), events, |wanted| {
            assert!(!wanted.force, "forced");
        });
        for force in [true, false] {
            worker.ask(Wanted { feeds: Vec::new(), force, cancel: Cancel::new() });
        }
        let Msg::Library(Answer::Progress(progress)) = next() else { panic!("no progress") };
        assert!(progress.ended, "the reader can ask again");
        let Msg::Told(notice) = next() else { panic!("nothing was told") };
        assert!(
            notice.alarm
                && notice.words.starts_with("Refreshing stopped by a fault of Dateline (forced)")
        );
        worker.finish();
        let last = coming.try_iter().last();
        let Some(Msg::Library(Answer::Progress(progress))) = last else {
            panic!("the second refresh did not end")
        };
        assert!(progress.ended && progress.completing, "it went to its end");
    }
}
