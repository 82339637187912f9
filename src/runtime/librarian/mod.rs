//! The threads that have the library while it is read: one answers, one asks feeds, one analyses at
//! low priority.
//!
//! Nothing here is started before the library is asked for something. Of each kind of question that
//! only reads, the newest replaces the one that waits, except that rows wanted earlier stay wanted;
//! changes are carried out in order. All of them sleep while there is nothing to do.

mod analyst;
mod counter;
mod refresher;

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::event_loop::Event;
use crate::app::library::{Answer, Ask};
use crate::app::{Msg, Notice, Trouble};
use crate::config::Network;
use crate::library::{ArticleId, Clock, Library, LibraryError};
use crate::net::Cancel;
use analyst::Analyst;
pub use analyst::Pace;
pub use counter::Counter;

/// Takes what the reader asks of the library.
pub struct Librarian {
    path: PathBuf,
    network: Network,
    events: Sender<Event>,
    rule: String,
    desk: Option<(Arc<Desk>, JoinHandle<()>)>,
    /// Ends the refresh that runs.
    refreshing: Cancel,
    analyst: Option<Analyst>,
    pace: Pace,
}

/// What waits for the thread that answers.
#[derive(Default)]
struct Desk {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Default)]
struct Waiting {
    asks: VecDeque<Ask>,
    closed: bool,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, mut ask: Ask) {
        let mut waiting = self.lock();
        if let Ask::Rows(wanted) = &mut ask {
            // Each row that was asked for is one that is out of date: none may be lost.
            let earlier = waiting.asks.iter().position(|other| matches!(other, Ask::Rows(_)));
            if let Some(Ask::Rows(mut ids)) = earlier.and_then(|at| waiting.asks.remove(at)) {
                let known: HashSet<ArticleId> = ids.iter().copied().collect();
                ids.extend(wanted.iter().filter(|id| !known.contains(id)));
                *wanted = ids;
            }
        } else if !changes(&ask) {
            let kind = std::mem::discriminant(&ask);
            waiting.asks.retain(|other| std::mem::discriminant(other) != kind);
        }
        waiting.asks.push_back(ask);
        self.arrived.notify_one();
    }

    /// The next question; waits for one. `None`: the reader is leaving and all changes are made.
    fn next(&self) -> Option<Ask> {
        let mut waiting = self.lock();
        loop {
            if waiting.closed {
                waiting.asks.retain(changes);
            }
            match waiting.asks.pop_front() {
                Some(ask) => return Some(ask),
                None if waiting.closed => return None,
                None => {
                    waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner)
                }
            }
        }
    }

    /// Does a newer list wait?
    fn has_newer_list(&self) -> bool {
        self.lock().asks.iter().any(|ask| matches!(ask, Ask::List { .. }))
    }
}

/// Does it change the library? Such are never dropped.
fn changes(ask: &Ask) -> bool {
    !matches!(
        ask,
        Ask::Overview
            | Ask::List { .. }
            | Ask::Rows(_)
            | Ask::Load { .. }
            | Ask::NextUnread { .. }
            | Ask::Look
            | Ask::Desk { .. }
            | Ask::FeedsOf(_)
            | Ask::Refresh { .. }
            | Ask::StopRefresh
            | Ask::Analyse
    )
}

impl Librarian {
    /// `rule` says when articles count as read; `pace` is told of every key.
    pub fn new(
        path: PathBuf,
        network: Network,
        rule: String,
        pace: Pace,
        events: Sender<Event>,
    ) -> Self {
        Self {
            path,
            network,
            events,
            rule,
            desk: None,
            refreshing: Cancel::new(),
            analyst: None,
            pace,
        }
    }

    pub fn ask(&mut self, ask: Ask) {
        match ask {
            Ask::Refresh { feeds, force } => {
                self.refreshing = Cancel::new();
                refresher::start(
                    self.path.clone(),
                    self.network.clone(),
                    (feeds, force),
                    self.refreshing.clone(),
                    self.events.clone(),
                );
            }
            Ask::StopRefresh => self.refreshing.cancel(),
            Ask::Analyse => {
                let start =
                    || Analyst::start(self.path.clone(), self.pace.clone(), self.events.clone());
                self.analyst.get_or_insert_with(start).wake();
            }
            ask => self.open_desk().put(ask),
        }
    }

    /// Looks whether another program changed the library, if it is used at all.
    pub fn look(&mut self) {
        if self.desk.is_some() {
            self.ask(Ask::Look);
        }
    }

    fn open_desk(&mut self) -> &Desk {
        let (path, rule, events) = (&self.path, &self.rule, &self.events);
        let (desk, _) = self.desk.get_or_insert_with(|| {
            let desk = Arc::new(Desk::default());
            let (of_thread, path, rule, events) =
                (Arc::clone(&desk), path.clone(), rule.clone(), events.clone());
            (desk, std::thread::spawn(move || serve(&of_thread, &path, &rule, &events)))
        });
        desk
    }
}

/// The end waits for the changes that were asked for: nothing that the reader did is lost by
/// quitting at once.
impl Drop for Librarian {
    fn drop(&mut self) {
        self.refreshing.cancel();
        if let Some((desk, thread)) = self.desk.take() {
            desk.lock().closed = true;
            desk.arrived.notify_one();
            let _ = thread.join();
        }
    }
}

fn serve(desk: &Desk, path: &Path, rule: &str, events: &Sender<Event>) {
    let mut counter: Option<Counter> = None;
    while let Some(ask) = desk.next() {
        let tell = |answer| drop(events.send(Event::Msg(Msg::Library(answer))));
        if counter.is_none() {
            match open(path, changes(&ask)) {
                Ok(Some(library)) => counter = Some(Counter::new(library, rule)),
                Ok(None) => {
                    tell(Answer::Nothing);
                    continue;
                }
                Err(error) => {
                    tell(Answer::Trouble(trouble(&error)));
                    continue;
                }
            }
        }
        let Some(counter) = &mut counter else { continue };
        let clock = Clock { now: Timestamp::now(), zone: TimeZone::system() };
        let saves = changes(&ask);
        if let Err(error) = counter.answer(ask, &clock, &|| desk.has_newer_list(), &mut { tell }) {
            let Trouble { message, hint } = trouble(&error);
            let words = hint.map_or(message.clone(), |hint| format!("{message}; {hint}"));
            let _ = events.send(Event::Msg(Msg::Told(Notice::alarm(if saves {
                format!("not saved: {words}")
            } else {
                words
            }))));
        }
    }
    if let Some(counter) = &counter {
        counter.library.settle();
    }
}

fn open(path: &Path, make: bool) -> Result<Option<Library>, LibraryError> {
    if make { Library::open(path).map(Some) } else { Library::open_or_read(path) }
}

fn trouble(error: &LibraryError) -> Trouble {
    Trouble { message: error.to_string(), hint: error.hint() }
}

#[cfg(test)]
mod tests {
    use super::Desk;
    use crate::app::library::Ask;
    use crate::library::{ArticleId, Scope};

    #[test]
    fn rows_that_were_asked_for_in_one_burst_are_all_answered_once() {
        let desk = Desk::default();
        let ids = |numbers: &[i64]| numbers.iter().map(|id| ArticleId(*id)).collect::<Vec<_>>();
        for numbers in [&[1, 2][..], &[2, 3], &[4]] {
            desk.put(Ask::Rows(ids(numbers)));
            desk.put(Ask::Undo);
        }
        let rows: Vec<_> = (0..4)
            .filter_map(|_| desk.next())
            .filter_map(|ask| if let Ask::Rows(ids) = ask { Some(ids) } else { None })
            .collect();
        assert_eq!(rows, [ids(&[1, 2, 3, 4])]);
    }

    #[test]
    fn the_newest_list_replaces_the_one_that_waits_and_no_change_is_dropped() {
        let desk = Desk::default();
        let list = |generation| Ask::List { generation, scope: Scope::default() };
        for ask in [list(1), Ask::Undo, list(2), Ask::Undo, Ask::Look, list(3)] {
            desk.put(ask);
        }
        assert!(desk.has_newer_list());
        // The lock is given back before the next is taken.
        let waits = || !desk.lock().asks.is_empty();
        let kinds: Vec<String> = std::iter::from_fn(|| if waits() { desk.next() } else { None })
            .map(|ask| match ask {
                Ask::List { generation, .. } => format!("list {generation}"),
                Ask::Undo => "undo".into(),
                _ => "look".into(),
            })
            .collect();
        assert_eq!(kinds, ["undo", "undo", "look", "list 3"]);
        desk.put(list(4));
        desk.put(Ask::Redo);
        desk.lock().closed = true;
        assert!(matches!(desk.next(), Some(Ask::Redo)), "what only reads is dropped at the end");
        assert!(desk.next().is_none());
    }
}
