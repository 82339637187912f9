//! The thread that analyses what waits for it: newest first, at low priority, out of the way of
//! keys.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::tell::{Tell, tell_fault};
use crate::app::Msg;
use crate::app::library::Answer;
use crate::library::{ArticleId, Library, LibraryError};
use crate::service::backlog::{Manner, PassedOver, analyse, index};
use crate::service::rules;
use crate::service::worker::{Newest, Worker, yield_to_others};

/// So long after a key nothing is analysed.
const QUIET: Duration = Duration::from_millis(80);
/// People found are told no more often than this.
const BETWEEN: Duration = Duration::from_millis(500);

/// When the last key was pressed.
#[derive(Clone, Debug)]
pub(crate) struct Pace(Arc<(Instant, AtomicU64)>);

impl Default for Pace {
    fn default() -> Self {
        Self(Arc::new((Instant::now(), AtomicU64::new(0))))
    }
}

impl Pace {
    /// A key was pressed.
    pub(crate) fn key(&self) {
        let since = u64::try_from(self.0.0.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.0.1.store(since, Ordering::Relaxed);
    }

    /// Waits until no key was pressed for a while.
    fn wait(&self) {
        loop {
            let key = Duration::from_millis(self.0.1.load(Ordering::Relaxed));
            let quiet = self.0.0.elapsed().saturating_sub(key);
            if quiet >= QUIET {
                return;
            }
            std::thread::sleep(QUIET.saturating_sub(quiet));
        }
    }
}

/// Starts the thread; each ask wakes it.
pub(super) fn start(path: PathBuf, pace: Pace, events: Tell) -> Worker<Newest<()>> {
    let told = events.clone();
    let mut passed_over = PassedOver::default();
    Worker::start(
        || yield_to_others(19),
        move |(), (), _| {
            // What cannot be done now waits for the next time: the thread that answers tells what
            // is wrong with the library.
            if let Ok(Some(mut library)) = Library::open_existing(&path) {
                let _ = catch_up(&mut library, &pace, &mut passed_over, &events);
            }
        },
        move |(), fault| tell_fault(&told, fault.words("Looking for names in new articles")),
    )
}

/// Indexes and analyses until nothing waits.
fn catch_up(
    library: &mut Library,
    pace: &Pace,
    passed_over: &mut PassedOver,
    events: &Tell,
) -> Result<(), LibraryError> {
    let quiet = || {
        pace.wait();
        true
    };
    let manner = Manner::quiet(&quiet);
    index(library, manner)?;
    let mut found = Vec::new();
    let mut told = Instant::now();
    let tell = |found: &mut Vec<ArticleId>| {
        let ids = std::mem::take(found);
        if !ids.is_empty() {
            events(Msg::Library(Answer::Analysed(ids)));
        }
    };
    analyse(library, manner, passed_over, |ids, passed_over| {
        found.extend_from_slice(ids);
        for words in passed_over.faults.drain(..) {
            tell_fault(events, words);
        }
        if told.elapsed() >= BETWEEN {
            told = Instant::now();
            tell(&mut found);
        }
    })?;
    tell(&mut found);
    let said = rules::apply(library, &quiet)?;
    for fault in said.faults {
        tell_fault(events, fault);
    }
    for alert in said.alerts {
        events(Msg::Alert(alert));
    }
    Ok(())
}
