//! Work off the main thread: one slot a kind, where the newest request replaces the one that waits.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// A thread that carries out one request at a time, and the newest that waits.
pub struct Slot<T> {
    shared: Arc<Shared<T>>,
}

struct Shared<T> {
    waiting: Mutex<Option<T>>,
    arrived: Condvar,
}

/// What a job asks to know whether it is still wanted.
pub struct Wanted<'a, T>(&'a Shared<T>);

/// Does long work on a thread that gives way to all others, so that keys and searches never wait
/// for a processor. Where a thread cannot be told to (only Linux knows it for one thread alone), it
/// takes its share.
pub fn behind<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let yielding = || {
        #[cfg(target_os = "linux")]
        let _ = rustix::process::nice(10);
        work()
    };
    std::thread::scope(|scope| {
        scope.spawn(yielding).join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

impl<T> Wanted<'_, T> {
    /// Has a newer request come in?
    pub fn no_more(&self) -> bool {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl<T: Send + 'static> Slot<T> {
    /// Starts the thread, which waits without waking until something is asked. A job that panics
    /// does not take the slot with it.
    pub fn new(job: impl Fn(T, &Wanted<'_, T>) + Send + 'static) -> Self {
        let shared = Arc::new(Shared { waiting: Mutex::new(None), arrived: Condvar::new() });
        let of_thread = Arc::clone(&shared);
        std::thread::spawn(move || {
            loop {
                let mut waiting = of_thread.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                let request = loop {
                    match waiting.take() {
                        Some(request) => break request,
                        None => {
                            waiting = of_thread
                                .arrived
                                .wait(waiting)
                                .unwrap_or_else(PoisonError::into_inner)
                        }
                    }
                };
                drop(waiting);
                job(request, &Wanted(&of_thread));
            }
        });
        Self { shared }
    }

    /// Asks for something; a request that still waits is forgotten.
    pub fn ask(&self, request: T) {
        *self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        self.shared.arrived.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::Slot;
    use std::sync::mpsc::channel;

    #[test]
    fn the_newest_request_replaces_the_one_that_waits() {
        let (started, has_started) = channel();
        let (go, may_go) = channel::<()>();
        let (done, is_done) = channel();
        let slot = Slot::new(move |number: u32, _| {
            started.send(()).expect("the test waits");
            may_go.recv().expect("the test says so");
            done.send(number).expect("the test waits");
        });
        slot.ask(1);
        has_started.recv().expect("the first job starts");
        slot.ask(2);
        slot.ask(3);
        go.send(()).expect("the job waits");
        has_started.recv().expect("the next job starts");
        go.send(()).expect("the job waits");
        assert_eq!(is_done.iter().take(2).collect::<Vec<_>>(), [1, 3]);
    }
}
