//! The one kind of thread that lives long: it takes jobs, one at a time, and outlives each.
//!
//! A panic in a job is contained: nothing is printed, what the worker held (a library, a count) is
//! dropped and made anew for the next job, and who asked is told as a [`Fault`]. Uses nothing of
//! ours but the cleaning of words.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread::JoinHandle;

/// A panic that was contained: what it said, and where in the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    why: String,
    place: String,
}

impl Fault {
    /// A sentence for the reader; `what` names the work, as its first words: "Refreshing".
    pub fn words(&self, what: &str) -> String {
        format!(
            "{what} stopped by a fault of Dateline ({}); the rest goes on. Please report: {}, Dateline {}",
            self.why,
            self.place,
            env!("CARGO_PKG_VERSION")
        )
    }

    fn of(payload: Box<dyn Any + Send>) -> Self {
        let place = PLACE.take().unwrap_or_else(|| "an unknown place".into());
        let payload = match payload.downcast::<Self>() {
            // Contained on another thread, and passed on.
            Ok(fault) => return *fault,
            Err(payload) => payload,
        };
        let why = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("without a word");
        // It may hold a piece of somebody's text.
        Self { why: shortened(&crate::text::clean_line(why)), place }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a fault of Dateline ({}); please report: {}", self.why, self.place)
    }
}

/// Characters of a panic's words that are told.
const TOLD: usize = 120;

fn shortened(words: &str) -> String {
    if words.chars().count() <= TOLD {
        return words.to_owned();
    }
    words.chars().take(TOLD - 1).chain(['…']).collect()
}

thread_local! {
    /// Whether this thread is inside [`contain`].
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
    /// Where the contained panic of this thread happened.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Whether a panic on this thread is contained now.
pub(crate) fn is_contained() -> bool {
    CONTAINED.get()
}

/// From now on a contained panic prints nothing; any other is reported as before.
pub(crate) fn keep_quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if is_contained() {
                let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
                PLACE.set(place);
            } else {
                report(info);
            }
        }));
    });
}

/// Does work that may panic. What it changed and is used afterwards must be sound in any state, or
/// be thrown away.
pub(crate) fn contain<R>(work: impl FnOnce() -> R) -> Result<R, Fault> {
    keep_quiet();
    let outer = CONTAINED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(outer);
    outcome.map_err(Fault::of)
}

/// Does something once on a thread of its own; `told` hears of a panic in it.
pub(crate) fn once(
    work: impl FnOnce() + Send + 'static,
    told: impl FnOnce(Fault) + Send + 'static,
) {
    std::thread::spawn(move || {
        if let Err(fault) = contain(work) {
            told(fault);
        }
    });
}

/// Work on a thread of its own that somebody waits for.
pub(crate) struct Beside<R>(JoinHandle<Result<R, Fault>>);

/// Begins work that runs beside this thread's, such as emptying a pipe.
pub(crate) fn beside<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Beside<R> {
    Beside(std::thread::spawn(move || contain(work)))
}

impl<R> Beside<R> {
    /// Waits for the work and returns what it gave. A panic in it is passed on.
    pub(crate) fn join(self) -> R {
        answer_of(self.0.join())
    }
}

/// What contained work on another thread gave. A panic in it is passed on.
fn answer_of<R>(done: std::thread::Result<Result<R, Fault>>) -> R {
    match done {
        Ok(Ok(answer)) => answer,
        Ok(Err(fault)) => resume_unwind(Box::new(fault)),
        Err(panic) => resume_unwind(panic),
    }
}

/// Does one long work, such as listening, on a thread of its own; after a panic it is begun anew
/// with what it has. `told` hears of each panic.
pub(crate) fn until_done(
    mut work: impl FnMut() + Send + 'static,
    mut told: impl FnMut(Fault) + Send + 'static,
) {
    std::thread::spawn(move || {
        while let Err(fault) = contain(&mut work) {
            let _ = contain(|| told(fault));
        }
    });
}

/// Does long work on a thread that gives way to all others, so that keys and searches never wait
/// for a processor. Where a thread cannot be told to (only Linux knows it for one thread alone), it
/// takes its share. A panic is passed on.
pub(crate) fn behind<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let yielding = || {
        yield_to_others(10);
        contain(work)
    };
    answer_of(std::thread::scope(|scope| scope.spawn(yielding).join()))
}

/// Lowers the priority of this thread. On Linux a thread has one of its own; elsewhere it would be
/// the whole program's.
pub(crate) fn yield_to_others(by: i32) {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(by);
    #[cfg(not(target_os = "linux"))]
    let _ = by;
}

/// What waits for a worker, and in which order it is taken.
pub(crate) trait Agenda: Default + Send + 'static {
    type Job: Send;
    fn put(&mut self, job: Self::Job);
    fn next(&mut self) -> Option<Self::Job>;
    /// The reader is leaving: forgets what is not to be done any more.
    fn close(&mut self) {}
}

/// Jobs in the order in which they came; all are done, also when the reader leaves.
pub(crate) struct InOrder<T>(VecDeque<T>);

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T: Send + 'static> Agenda for InOrder<T> {
    type Job = T;

    fn put(&mut self, job: T) {
        self.0.push_back(job);
    }

    fn next(&mut self) -> Option<T> {
        self.0.pop_front()
    }
}

/// The newest job only: one that still waits is forgotten.
pub(crate) struct Newest<T>(Option<T>);

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Agenda for Newest<T> {
    type Job = T;

    fn put(&mut self, job: T) {
        self.0 = Some(job);
    }

    fn next(&mut self) -> Option<T> {
        self.0.take()
    }

    fn close(&mut self) {
        self.0 = None;
    }
}

/// Where jobs wait. A job is shown it to ask whether it is still wanted.
pub(crate) struct Board<A> {
    waiting: Mutex<Waiting<A>>,
    arrived: Condvar,
}

#[derive(Default)]
struct Waiting<A> {
    agenda: A,
    closed: bool,
}

impl<A: Agenda> Board<A> {
    fn lock(&self) -> MutexGuard<'_, Waiting<A>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at what waits.
    pub(crate) fn look<R>(&self, at: impl FnOnce(&A) -> R) -> R {
        at(&self.lock().agenda)
    }

    /// The next job; waits for one without waking. `None`: the reader leaves, and all is done.
    fn next(&self) -> Option<A::Job> {
        let mut waiting = self.lock();
        loop {
            match waiting.agenda.next() {
                Some(job) => return Some(job),
                None if waiting.closed => return None,
                None => {
                    waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner)
                }
            }
        }
    }
}

impl<T: Send + 'static> Board<Newest<T>> {
    /// Whether a newer job has come in.
    pub(crate) fn has_newer(&self) -> bool {
        self.look(|newest| newest.0.is_some())
    }
}

/// A thread with its jobs. It ends when it is dropped, after the job that runs, and nobody waits
/// for it; [`Worker::finish`] does.
pub(crate) struct Worker<A: Agenda> {
    board: Arc<Board<A>>,
    thread: Option<JoinHandle<()>>,
}

impl<A: Agenda> Worker<A> {
    /// Starts the thread. `means` makes what it holds from job to job, at the first and again after
    /// a panic; `work` does a job with it; `told` gets back the job in which a panic was.
    pub(crate) fn start<M>(
        mut means: impl FnMut() -> M + Send + 'static,
        mut work: impl FnMut(&mut M, &A::Job, &Board<A>) + Send + 'static,
        mut told: impl FnMut(A::Job, Fault) + Send + 'static,
    ) -> Self {
        let board =
            Arc::new(Board { waiting: Mutex::new(Waiting::default()), arrived: Condvar::new() });
        let own = Arc::clone(&board);
        let thread = std::thread::spawn(move || {
            let mut held = None;
            while let Some(job) = own.next() {
                let done = contain(|| work(held.get_or_insert_with(&mut means), &job, &own));
                if let Err(fault) = done {
                    let _ = contain(|| drop(held.take()));
                    let _ = contain(|| told(job, fault));
                }
            }
            let _ = contain(|| drop(held));
        });
        Self { board, thread: Some(thread) }
    }

    pub(crate) fn ask(&self, job: A::Job) {
        self.board.lock().agenda.put(job);
        self.board.arrived.notify_one();
    }

    /// Waits until all is done that must be.
    pub(crate) fn finish(&mut self) {
        self.close();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    fn close(&self) {
        let mut waiting = self.board.lock();
        waiting.closed = true;
        waiting.agenda.close();
        self.board.arrived.notify_one();
    }
}

impl<A: Agenda> Drop for Worker<A> {
    fn drop(&mut self) {
        self.close();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::{InOrder, Newest, Worker, behind, beside, contain, once, until_done};

    #[test]
    fn the_newest_request_replaces_the_one_that_waits() {
        let (started, has_started) = channel();
        let (go, may_go) = channel::<()>();
        let (done, is_done) = channel();
        let worker = Worker::<Newest<u32>>::start(
            || (),
            move |(), number, _| {
                started.send(()).expect("the test waits");
                may_go.recv().expect("the test says so");
                done.send(*number).expect("the test waits");
            },
            |_, _| {},
        );
        worker.ask(1);
        has_started.recv().expect("the first job starts");
        worker.ask(2);
        worker.ask(3);
        go.send(()).expect("the job waits");
        has_started.recv().expect("the next job starts");
        go.send(()).expect("the job waits");
        assert_eq!(is_done.iter().take(2).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_job_that_panics_is_given_back_and_the_next_is_done_with_fresh_means() {
        let (send, heard) = channel();
        let told = send.clone();
        let mut made = 0;
        let mut worker = Worker::<InOrder<u32>>::start(
            move || {
                made += 1;
                made
            },
            move |means, number, _| {
                assert_ne!(*number, 2, "two\x1b[2J");
                send.send(format!("{number} with means {means}")).expect("the test listens");
            },
            move |number, fault| {
                told.send(format!("{number}: {}", fault.words("Counting"))).expect("it listens")
            },
        );
        for number in 1..=4 {
            worker.ask(number);
        }
        worker.finish();
        let heard: Vec<String> = heard.iter().collect();
        assert_eq!(
            [&heard[0], &heard[2], &heard[3]],
            ["1 with means 1", "3 with means 2", "4 with means 2"]
        );
        assert!(heard[1].starts_with("2: Counting stopped by a fault of Dateline (assertion"));
        assert!(
            heard[1].contains("the rest goes on. Please report: ") && heard[1].contains(".rs:")
        );
        assert!(!heard[1].contains('\x1b'), "{}", heard[1]);
    }

    #[test]
    fn a_panic_while_a_panic_is_told_does_not_end_the_worker() {
        let (send, heard) = channel();
        let mut worker = Worker::<InOrder<u32>>::start(
            || (),
            move |(), number, _| {
                assert_ne!(*number, 1);
                send.send(*number).expect("the test listens");
            },
            |_, _| panic!("nobody can be told"),
        );
        worker.ask(1);
        worker.ask(2);
        worker.finish();
        assert_eq!(heard.iter().collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_panic_behind_is_one_fault_of_the_place_where_it_was() {
        let fault = contain(|| behind(|| panic!("far behind"))).expect_err("it panicked");
        let words = fault.words("Waiting");
        assert!(words.contains("(far behind)") && words.contains("worker.rs:"), "{words}");
        assert_eq!(contain(|| behind(|| 7)), Ok(7));
    }

    #[test]
    fn a_panic_beside_is_one_of_the_thread_that_waits_for_it() {
        let fault = contain(|| beside(|| panic!("in the pipe")).join()).expect_err("it panicked");
        let words = fault.words("Waiting");
        assert!(words.contains("(in the pipe)") && words.contains("worker.rs:"), "{words}");
        assert_eq!(contain(|| beside(|| 7).join()), Ok(7));
    }

    #[test]
    fn listening_goes_on_after_a_panic_and_each_is_told() {
        let (send, heard) = channel();
        let told = send.clone();
        let mut numbers = 1..5;
        until_done(
            move || {
                for number in numbers.by_ref() {
                    assert_ne!(number % 2, 0, "even");
                    send.send(number.to_string()).expect("the test listens");
                }
            },
            move |fault| told.send(fault.words("Hearing")).expect("the test listens"),
        );
        let heard: Vec<String> = heard.iter().collect();
        assert_eq!((heard.len(), &*heard[0], &*heard[2]), (4, "1", "3"));
        assert!(heard[1].contains("even") && heard[3].contains("even"));
    }

    #[test]
    fn a_panic_in_work_that_is_done_once_is_told() {
        let (send, heard) = channel();
        once(|| panic!("once"), move |fault| send.send(fault.to_string()).expect("it listens"));
        assert!(heard.recv().is_ok_and(|words| words.contains("(once)")));
    }
}
