//! Which feed is asked next: at most so many at a host, a pause between, and nobody waits behind a
//! slow one.
//!
//! Knows no threads and no clock: the time is handed in.

use std::collections::{HashMap, VecDeque};
use std::time::Instant;

use super::settings::FetchSettings;

/// One feed's place in the list of requests.
pub(super) type Index = usize;

/// The order of one refresh.
pub(super) struct Queue {
    settings: FetchSettings,
    hosts: Vec<Host>,
    running: Vec<Running>,
    /// Answers that are being worked on: they take a job, but no place at a host.
    working: usize,
    /// The host that is looked at first, so that all get their turn.
    turn: usize,
}

struct Host {
    waiting: VecDeque<Index>,
    /// Set aside for being slow; asked again when nobody else waits here.
    slow: VecDeque<Index>,
    set_aside: usize,
    active: usize,
    ready: Instant,
}

struct Running {
    index: Index,
    host: usize,
    since: Instant,
    second_try: bool,
}

/// What a worker should do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Ask(Index),
    Wait,
    Finished,
}

impl Queue {
    /// A queue of requests by the names of their hosts.
    pub(super) fn new(hosts: &[String], settings: FetchSettings, now: Instant) -> Self {
        let mut places = HashMap::new();
        let mut queue =
            Self { settings, hosts: Vec::new(), running: Vec::new(), working: 0, turn: 0 };
        for (index, name) in hosts.iter().enumerate() {
            let place = *places.entry(name.as_str()).or_insert_with(|| {
                queue.hosts.push(Host {
                    waiting: VecDeque::new(),
                    slow: VecDeque::new(),
                    set_aside: 0,
                    active: 0,
                    ready: now,
                });
                queue.hosts.len() - 1
            });
            queue.hosts[place].waiting.push_back(index);
        }
        queue
    }

    /// The next request to make. The caller makes it at once and tells [`Queue::answered`] or
    /// [`Queue::put_back`].
    pub(super) fn next(&mut self, now: Instant) -> Next {
        if self.waiting() == 0 && self.running.is_empty() {
            return Next::Finished;
        }
        if self.quick(now) >= self.settings.jobs.max(1) {
            return Next::Wait;
        }
        for step in 0..self.hosts.len() {
            let place = (self.turn + step) % self.hosts.len();
            let per_host = self.settings.per_host.max(1);
            let host = &mut self.hosts[place];
            if host.active >= per_host || host.ready > now {
                continue;
            }
            let (found, second_try) = match host.waiting.pop_front() {
                Some(index) => (Some(index), false),
                None => (host.slow.pop_front(), true),
            };
            let Some(index) = found else { continue };
            host.active += 1;
            self.running.push(Running { index, host: place, since: now, second_try });
            self.turn = place + 1;
            return Next::Ask(index);
        }
        Next::Wait
    }

    /// The answer to `index` is there; its host is free for the next after the pause.
    pub(super) fn answered(&mut self, index: Index, now: Instant) {
        self.leave(index, now);
        self.working += 1;
    }

    /// The work on an answer is done.
    pub(super) fn worked(&mut self) {
        self.working = self.working.saturating_sub(1);
    }

    /// The request was stopped because [`Queue::set_aside`] said so.
    pub(super) fn put_back(&mut self, index: Index, now: Instant) {
        if let Some(place) = self.leave(index, now) {
            self.hosts[place].slow.push_back(index);
        }
    }

    fn leave(&mut self, index: Index, now: Instant) -> Option<usize> {
        let at = self.running.iter().position(|running| running.index == index)?;
        let place = self.running.swap_remove(at).host;
        let host = &mut self.hosts[place];
        host.active = host.active.saturating_sub(1);
        host.ready = now + self.settings.pause;
        Some(place)
    }

    /// Requests that have held their host's place for too long while others wait for it: to be
    /// stopped and put back. Once each, and a few a host, so that a server that is slow altogether
    /// is not asked everything twice.
    pub(super) fn set_aside(&mut self, now: Instant) -> Vec<Index> {
        let mut stopped = Vec::new();
        for running in &mut self.running {
            let host = &mut self.hosts[running.host];
            let is_slow = now.saturating_duration_since(running.since) >= self.settings.slow_after;
            let holds_up = !host.waiting.is_empty() && host.active >= self.settings.per_host.max(1);
            if is_slow && holds_up && !running.second_try && host.set_aside < SET_ASIDE_A_HOST {
                host.set_aside += 1;
                running.second_try = true;
                stopped.push(running.index);
            }
        }
        stopped
    }

    /// How many threads there should be: one a job, and one for each slow request beyond, within
    /// bounds.
    pub(super) fn threads_wanted(&self, now: Instant) -> usize {
        let jobs = self.settings.jobs.max(1);
        (jobs + self.slow(now)).min(self.running.len() + self.working + self.waiting()).max(1)
    }

    pub(super) fn waiting(&self) -> usize {
        self.hosts.iter().map(|host| host.waiting.len() + host.slow.len()).sum()
    }

    /// Requests that count as jobs: those that are slow do not, up to a bound, for they only wait.
    fn quick(&self, now: Instant) -> usize {
        self.running.len() + self.working - self.slow(now)
    }

    fn slow(&self, now: Instant) -> usize {
        let slow = self
            .running
            .iter()
            .filter(|running| {
                now.saturating_duration_since(running.since) >= self.settings.slow_after
            })
            .count();
        slow.min(self.settings.jobs.max(1) * SLOW_A_JOB)
    }
}

/// At most so many requests of one host are stopped for being slow in one refresh.
const SET_ASIDE_A_HOST: usize = 4;
/// At most so many slow requests a job are waited for beside the quick ones.
const SLOW_A_JOB: usize = 3;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn queue(hosts: &[&str], jobs: usize, start: Instant) -> Queue {
        let settings = FetchSettings {
            jobs,
            per_host: 2,
            pause: Duration::from_millis(100),
            slow_after: Duration::from_millis(500),
            ..FetchSettings::default()
        };
        Queue::new(
            &hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>(),
            settings,
            start,
        )
    }

    fn after(start: Instant, milliseconds: u64) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    #[test]
    fn two_at_a_host_and_then_the_next_host_s_turn() {
        let start = Instant::now();
        let mut queue = queue(&["a", "a", "a", "b"], 8, start);
        assert_eq!(
            [queue.next(start), queue.next(start), queue.next(start)],
            [Next::Ask(0), Next::Ask(3), Next::Ask(1)]
        );
        assert_eq!(queue.next(start), Next::Wait, "the third of host a waits for a place");
        queue.answered(0, after(start, 50));
        assert_eq!(queue.next(after(start, 60)), Next::Wait, "and for the pause");
        assert_eq!(queue.next(after(start, 150)), Next::Ask(2));
    }

    #[test]
    fn jobs_bound_the_quick_ones_and_a_slow_one_makes_room() {
        let start = Instant::now();
        let mut queue = queue(&["a", "b", "c"], 2, start);
        assert_eq!(
            [queue.next(start), queue.next(start), queue.next(start)],
            [Next::Ask(0), Next::Ask(1), Next::Wait]
        );
        assert_eq!(queue.threads_wanted(start), 2);
        assert_eq!(queue.threads_wanted(after(start, 600)), 3);
        assert_eq!(queue.next(after(start, 600)), Next::Ask(2));
    }

    #[test]
    fn work_on_an_answer_is_a_job_too() {
        let start = Instant::now();
        let mut queue = queue(&["a", "b"], 1, start);
        assert_eq!(queue.next(start), Next::Ask(0));
        queue.answered(0, start);
        assert_eq!(queue.next(start), Next::Wait);
        queue.worked();
        assert_eq!(queue.next(start), Next::Ask(1));
    }

    #[test]
    fn a_slow_feed_gives_its_place_to_the_others_of_its_host_once() {
        let start = Instant::now();
        let mut queue = queue(&["a", "a", "a"], 8, start);
        assert_eq!([queue.next(start), queue.next(start)], [Next::Ask(0), Next::Ask(1)]);
        assert_eq!(queue.set_aside(after(start, 400)), Vec::<Index>::new());
        assert_eq!(queue.set_aside(after(start, 600)), [0, 1]);
        assert_eq!(queue.set_aside(after(start, 700)), Vec::<Index>::new(), "said once");
        queue.put_back(0, after(start, 700));
        assert_eq!(queue.next(after(start, 800)), Next::Ask(2), "the one that waited comes first");
        queue.answered(2, after(start, 900));
        assert_eq!(queue.next(after(start, 1000)), Next::Ask(0));
        assert_eq!(
            queue.set_aside(after(start, 9000)),
            Vec::<Index>::new(),
            "the second time it may take as long as it needs"
        );
    }

    #[test]
    fn it_is_finished_when_nothing_waits_and_nothing_runs() {
        let start = Instant::now();
        let mut queue = queue(&["a"], 8, start);
        assert_eq!(queue.next(start), Next::Ask(0));
        assert_eq!(queue.next(start), Next::Wait, "it may still be put back");
        queue.answered(0, start);
        assert_eq!(queue.next(start), Next::Finished);
    }
}
