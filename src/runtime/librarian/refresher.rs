//! The thread of one refresh: asks feeds, stores what they bring, completes it, and tells how it
//! goes.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::app::library::{Answer, Progress};
use crate::app::{Msg, Notice};
use crate::config::Network;
use crate::library::{FeedId, Library};
use crate::net::Cancel;
use crate::runtime::event_loop::Event;
use crate::runtime::network;
use crate::runtime::programs::Programs;
use crate::runtime::refresh::{FeedLine, FeedResult, Wish, complete, refresh};

/// Progress is told no more often than this.
const BETWEEN: Duration = Duration::from_millis(200);

/// Starts a refresh of these feeds (all, where none is named).
pub fn start(
    path: PathBuf,
    network: Network,
    (feeds, force): (Vec<FeedId>, bool),
    cancel: Cancel,
    events: Sender<Event>,
) {
    std::thread::spawn(move || {
        let mut progress = Progress::default();
        let result = run(&path, &network, (feeds, force), &cancel, &mut progress, &events);
        progress.ended = true;
        progress.stopped = cancel.is_cancelled();
        let _ = events.send(Event::Msg(Msg::Library(Answer::Progress(progress))));
        if let Err(words) = result {
            let _ = events.send(Event::Msg(Msg::Told(Notice::alarm(words))));
        }
    });
}

fn run(
    path: &std::path::Path,
    network: &Network,
    (feeds, force): (Vec<FeedId>, bool),
    cancel: &Cancel,
    progress: &mut Progress,
    events: &Sender<Event>,
) -> Result<(), String> {
    let words = |error: crate::library::LibraryError| {
        error.hint().map_or(error.to_string(), |hint| format!("{error}; {hint}"))
    };
    let mut library = Library::open(path).map_err(words)?;
    let wish =
        &Wish { feeds, force, programs: Programs::of_library(network, &library).map_err(words)? };
    let client = network::client(network).map_err(|error| error.to_string())?;
    let pace = network::fetch_settings(network, None);
    progress.total = if wish.feeds.is_empty() {
        library.overview().map_err(words)?.feeds.iter().filter(|feed| feed.fetched).count()
    } else {
        wish.feeds.len()
    };
    let tell = |progress: &Progress| {
        drop(events.send(Event::Msg(Msg::Library(Answer::Progress(progress.clone())))))
    };
    let mut lines: Vec<FeedLine> = Vec::new();
    let mut told = Instant::now();
    tell(progress);
    refresh(&mut library, &client, pace, wish, cancel, |line| {
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
    })
    .map_err(words)?;
    if !cancel.is_cancelled() {
        progress.kept = wish.feeds.len().saturating_sub(progress.done);
    }
    progress.completing = true;
    tell(progress);
    // Analysing is the analyst's: it keeps out of the way of keys.
    let done =
        complete(&mut library, &client, pace, &lines, cancel, Duration::ZERO).map_err(words)?;
    if done.set_aside > 0 {
        return Err(format!(
            "{} of articles could not be read and were set aside; dateline repair names them",
            if done.set_aside == 1 { "1 text".into() } else { format!("{} texts", done.set_aside) }
        ));
    }
    Ok(())
}
