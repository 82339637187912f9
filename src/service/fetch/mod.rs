//! The refresh: many feeds at once, politely, with progress.
//!
//! Threads ask and work on the answers (parsing comes in as a closure); what they make of them
//! goes, one at a time, to the thread that called (storing comes in as a closure too). A slow feed
//! does not hold the others: it gives its place at its host to those that wait there, and its job
//! to those of other hosts.

mod queue;
mod settings;

use std::collections::HashMap;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Scope;
use std::time::{Duration, Instant};

use super::worker::{Fault, contain};
use crate::net::{Cancel, Client, NetError, Phase, Request, Response, host_of};
use queue::{Index, Next, Queue};
pub use settings::FetchSettings;

/// One feed, or page, to ask.
#[derive(Clone, Debug, Default)]
pub struct FeedRequest<K = i64> {
    /// What the caller knows it by, given back with the outcome.
    pub feed: K,
    pub request: Request,
}

/// What became of one request.
#[derive(Clone, Debug)]
pub struct FeedOutcome<K = i64> {
    pub feed: K,
    pub answer: Result<Response, NetError>,
    /// From the first byte sent to the last received.
    pub took: Duration,
}

/// Progress of a refresh, in the order of happening.
#[derive(Debug)]
pub enum FetchEvent<T, K = i64> {
    Started {
        feed: K,
    },
    /// It was slow while others waited for its host; it is asked again after them.
    SetAside {
        feed: K,
    },
    Done {
        feed: K,
        result: T,
    },
    /// There was a panic in its asking or in the work on its answer.
    Failed {
        feed: K,
        fault: Fault,
    },
}

impl<T, K> FetchEvent<T, K> {
    /// Whether it is the last word on its feed.
    fn ends(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Failed { .. })
    }
}

/// What a refresh did in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FetchCount {
    pub done: usize,
    /// Never asked, or stopped on the way: the refresh was cancelled.
    pub left: usize,
}

/// Asks all of `requests`. `work` makes something of each outcome, on many threads; `tell` hears of
/// it on this one.
///
/// Returns when all are done, or soon after `cancel`. The client's own limit of connections a host
/// should be no smaller than `settings.per_host`.
pub fn fetch_all<K: Copy + Send + Sync, T: Send>(
    client: &Client,
    requests: &[FeedRequest<K>],
    settings: FetchSettings,
    cancel: &Cancel,
    work: impl Fn(FeedOutcome<K>) -> T + Sync,
    mut tell: impl FnMut(FetchEvent<T, K>),
) -> FetchCount {
    let hosts: Vec<String> =
        requests.iter().map(|feed| host_of(&feed.request.url).unwrap_or_default()).collect();
    let queue = Queue::new(&hosts, settings, Instant::now());
    let state = State { queue, flags: HashMap::new(), unreachable: HashMap::new() };
    let refresh = Refresh {
        client,
        requests,
        hosts,
        cancel,
        work,
        state: Mutex::new(state),
        changed: Condvar::new(),
        pause: settings.pause,
    };
    let mut done = 0;
    std::thread::scope(|scope| {
        let _end = EndOnPanic(cancel);
        // Bounded: results wait for the one who stores them, not in memory.
        let (send, receive) = mpsc::sync_channel(2 * settings.jobs.max(1));
        let mut threads = refresh.start_threads(scope, &send, 0);
        while threads > 0 {
            match receive.recv_timeout(TICK) {
                Ok(event) => {
                    done += usize::from(event.ends());
                    tell(event);
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if done == requests.len() || cancel.is_cancelled() {
                break;
            }
            refresh.make_room();
            threads += refresh.start_threads(scope, &send, threads);
        }
        drop(send);
        // After a cancel: what was finished in time still counts.
        for event in receive {
            done += usize::from(event.ends());
            tell(event);
        }
    });
    FetchCount { done, left: requests.len() - done }
}

/// Ends the requests that run when the one who is told of them panics: nobody waits for their
/// answers any more.
struct EndOnPanic<'a>(&'a Cancel);

impl Drop for EndOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.cancel();
        }
    }
}

/// How often the refresh looks for slow requests.
const TICK: Duration = Duration::from_millis(50);
/// How often a thread without a request looks whether a host's pause is over.
const PAUSE_LOOK: Duration = Duration::from_millis(10);

struct Refresh<'a, K, W> {
    client: &'a Client,
    requests: &'a [FeedRequest<K>],
    /// Of each request.
    hosts: Vec<String>,
    cancel: &'a Cancel,
    work: W,
    state: Mutex<State>,
    changed: Condvar,
    pause: Duration,
}

struct State {
    queue: Queue,
    /// The flags of the running requests, and whether they were set for being slow.
    flags: HashMap<Index, (Cancel, bool)>,
    /// Hosts that could not be reached: how often in a row, and why.
    unreachable: HashMap<String, (u32, NetError)>,
}

/// So often in a row a host is tried in vain; then the rest of its feeds has the same answer
/// without waiting.
const IN_VAIN: u32 = 2;

impl State {
    fn note(&mut self, host: &str, answer: &Result<Response, NetError>) {
        match answer {
            Err(
                error @ (NetError::Unresolved { .. }
                | NetError::Unreachable { .. }
                | NetError::TimedOut { phase: Phase::Connect, .. }),
            ) => {
                let (times, why) =
                    self.unreachable.entry(host.to_owned()).or_insert((0, error.clone()));
                *times += 1;
                *why = error.clone();
            }
            Err(NetError::Cancelled) => {}
            _ => drop(self.unreachable.remove(host)),
        }
    }
}

impl<K, W> Refresh<'_, K, W> {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Copy + Send + Sync, W> Refresh<'_, K, W> {
    /// Stops the requests that others wait for.
    fn make_room(&self) {
        let mut state = self.lock();
        for index in state.queue.set_aside(Instant::now()) {
            if let Some((flag, set_aside)) = state.flags.get_mut(&index) {
                *set_aside = true;
                flag.cancel();
            }
        }
    }

    /// Starts as many threads as are wanted beyond those that run; returns how many.
    fn start_threads<'scope, T: Send + 'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
        send: &SyncSender<FetchEvent<T, K>>,
        running: usize,
    ) -> usize
    where
        W: Fn(FeedOutcome<K>) -> T + Sync,
    {
        let wanted = self.lock().queue.threads_wanted(Instant::now());
        let mut started = 0;
        for _ in running..wanted {
            let send = send.clone();
            let outcome = std::thread::Builder::new()
                .name("fetch".to_owned())
                .spawn_scoped(scope, move || self.run(&send));
            started += usize::from(outcome.is_ok());
        }
        started
    }

    /// One thread's life: ask, work, tell, until nothing is left. A panic is told of its feed, and
    /// the thread goes on with the next.
    fn run<T>(&self, send: &SyncSender<FetchEvent<T, K>>)
    where
        W: Fn(FeedOutcome<K>) -> T,
    {
        while let Some((mut turn, flag)) = self.next() {
            let feed = self.requests[turn.index].feed;
            if send.send(FetchEvent::Started { feed }).is_err() {
                return;
            }
            let event = match contain(|| self.ask(&mut turn, &flag)) {
                Ok(Some(event)) => event,
                Ok(None) => return,
                Err(fault) => FetchEvent::Failed { feed, fault },
            };
            drop(turn);
            if send.send(event).is_err() {
                return;
            }
        }
    }

    /// Asks one feed and works on its answer; `None` where all was cancelled.
    fn ask<T>(&self, turn: &mut Turn<'_, K, W>, flag: &Cancel) -> Option<FetchEvent<T, K>>
    where
        W: Fn(FeedOutcome<K>) -> T,
    {
        let FeedRequest { feed, request } = &self.requests[turn.index];
        let since = Instant::now();
        let answer =
            self.unreachable(turn.index).map_or_else(|| self.client.get(request, flag), Err);
        match self.leave(turn, &answer) {
            Left::SetAside => Some(FetchEvent::SetAside { feed: *feed }),
            Left::Cancelled => None,
            Left::Answered => {
                let result =
                    (self.work)(FeedOutcome { feed: *feed, answer, took: since.elapsed() });
                Some(FetchEvent::Done { feed: *feed, result })
            }
        }
    }

    fn next(&self) -> Option<(Turn<'_, K, W>, Cancel)> {
        let mut state = self.lock();
        loop {
            if self.cancel.is_cancelled() {
                return None;
            }
            match state.queue.next(Instant::now()) {
                Next::Finished => {
                    self.changed.notify_all();
                    return None;
                }
                Next::Ask(index) => {
                    let flag = self.cancel.child();
                    state.flags.insert(index, (flag.clone(), false));
                    let turn = Turn { refresh: self, index, stage: Stage::Asking };
                    return Some((turn, flag));
                }
                Next::Wait => {
                    // The end of a pause wakes nobody, so it is looked for; everything else does.
                    let wait = if self.pause.is_zero() { TICK } else { PAUSE_LOOK };
                    state = self
                        .changed
                        .wait_timeout(state, wait)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0;
                }
            }
        }
    }

    /// Why the host of a request is not asked any more.
    fn unreachable(&self, index: Index) -> Option<NetError> {
        let state = self.lock();
        state
            .unreachable
            .get(&self.hosts[index])
            .filter(|(times, _)| *times >= IN_VAIN)
            .map(|(_, why)| why.clone())
    }

    fn leave(&self, turn: &mut Turn<'_, K, W>, answer: &Result<Response, NetError>) -> Left {
        let mut state = self.lock();
        let index = turn.index;
        let set_aside = state.flags.remove(&index).is_some_and(|(_, set_aside)| set_aside);
        let stopped = matches!(answer, Err(NetError::Cancelled));
        state.note(&self.hosts[index], answer);
        let left = match stopped {
            true if set_aside && !self.cancel.is_cancelled() => Left::SetAside,
            true => Left::Cancelled,
            false => Left::Answered,
        };
        match left {
            Left::SetAside => {
                state.queue.put_back(index, Instant::now());
                turn.stage = Stage::Over;
            }
            Left::Answered | Left::Cancelled => {
                state.queue.answered(index, Instant::now());
                turn.stage = Stage::Working;
            }
        }
        self.changed.notify_one();
        left
    }
}

/// A request's place among those that run. It is given back when this is dropped, whatever became
/// of its thread, so that nobody waits for one that is gone.
struct Turn<'a, K, W> {
    refresh: &'a Refresh<'a, K, W>,
    index: Index,
    stage: Stage,
}

enum Stage {
    Asking,
    /// Its host is free again, its job is not.
    Working,
    Over,
}

impl<K, W> Drop for Turn<'_, K, W> {
    fn drop(&mut self) {
        let mut state = self.refresh.lock();
        match self.stage {
            Stage::Over => return,
            Stage::Working => {}
            Stage::Asking => {
                state.flags.remove(&self.index);
                state.queue.answered(self.index, Instant::now());
            }
        }
        state.queue.worked();
        self.refresh.changed.notify_one();
    }
}

enum Left {
    Answered,
    SetAside,
    Cancelled,
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::net::{Policy, Resolve};

    /// Knows no name, and counts how often it was asked.
    #[derive(Debug, Default)]
    struct Nowhere(AtomicUsize);

    impl Resolve for Nowhere {
        fn resolve(&self, _: &str, _: u16) -> io::Result<Vec<SocketAddr>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Err(io::Error::other("no such name"))
        }
    }

    #[test]
    fn a_panic_in_the_work_on_an_answer_is_told_of_its_feed_and_all_others_are_done() {
        let client =
            Client::new(Policy { resolver: Arc::new(Nowhere::default()), ..Policy::default() });
        let requests: Vec<_> = (0..20)
            .map(|feed| FeedRequest {
                feed,
                request: Request::new(format!("http://h{}.example/", feed % 3)),
            })
            .collect();
        let settings = FetchSettings {
            pause: Duration::ZERO,
            jobs: 2,
            per_host: 1,
            ..FetchSettings::default()
        };
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        let count = fetch_all(
            &client,
            &requests,
            settings,
            &Cancel::new(),
            |outcome| assert_ne!(outcome.feed % 2, 1, "an odd feed"),
            |event| match event {
                FetchEvent::Done { feed, .. } => done.push(feed),
                FetchEvent::Failed { feed, fault } => failed.push((feed, fault.to_string())),
                FetchEvent::Started { .. } | FetchEvent::SetAside { .. } => {}
            },
        );
        assert_eq!((count, done.len(), failed.len()), (FetchCount { done: 20, left: 0 }, 10, 10));
        assert!(failed.iter().all(|(feed, words)| feed % 2 == 1 && words.contains("an odd feed")));
    }

    #[test]
    fn a_panic_in_who_is_told_ends_the_refresh_and_nobody_waits() {
        let client =
            Client::new(Policy { resolver: Arc::new(Nowhere::default()), ..Policy::default() });
        let requests: Vec<_> = (0..20)
            .map(|feed| FeedRequest { feed, request: Request::new("http://a.example/") })
            .collect();
        let settings = FetchSettings {
            pause: Duration::ZERO,
            jobs: 2,
            per_host: 1,
            ..FetchSettings::default()
        };
        let cancel = Cancel::new();
        let told = contain(|| {
            fetch_all(&client, &requests, settings, &cancel, drop, |event: FetchEvent<()>| {
                assert!(!event.ends(), "the disk is on fire")
            })
        });
        assert!(told.is_err_and(|fault| fault.to_string().contains("the disk is on fire")));
    }

    #[test]
    fn a_host_that_cannot_be_reached_is_tried_a_few_times_not_for_each_of_its_feeds() {
        let nowhere = Arc::new(Nowhere::default());
        let client = Client::new(Policy {
            resolver: Arc::clone(&nowhere) as Arc<dyn Resolve>,
            ..Policy::default()
        });
        let requests: Vec<_> = (0..50)
            .map(|feed| FeedRequest {
                feed,
                request: Request::new(format!("http://a.example/{feed}")),
            })
            .collect();
        let settings = FetchSettings { pause: Duration::ZERO, ..FetchSettings::default() };
        let mut failed = 0;
        let count = fetch_all(
            &client,
            &requests,
            settings,
            &Cancel::new(),
            |outcome| outcome.answer,
            |event| {
                failed += usize::from(matches!(
                    event,
                    FetchEvent::Done { result: Err(NetError::Unresolved { .. }), .. }
                ))
            },
        );
        assert_eq!((count.done, failed), (50, 50), "each is told why");
        let asked = nowhere.0.load(Ordering::Relaxed);
        assert!((2..=4).contains(&asked), "{asked}");
    }
}
