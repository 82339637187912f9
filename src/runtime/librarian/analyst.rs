//! The thread that analyses what waits for it: newest first, at low priority, out of the way of
//! keys.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::analysis::{Context, analyze};
use crate::app::Msg;
use crate::app::library::Answer;
use crate::library::{Library, LibraryError};
use crate::runtime::event_loop::Event;

/// Articles analysed between two changes of the file; few, so that nobody waits long for it.
const BATCH: usize = 8;
/// Words indexed between two looks at whether a key was pressed.
const INDEX: usize = 32;
/// So long after a key nothing is analysed.
const QUIET: Duration = Duration::from_millis(80);
/// Longer texts are analysed when they are opened.
const LONGEST: usize = 1 << 20;
/// People found are told no more often than this.
const BETWEEN: Duration = Duration::from_millis(500);

/// When the last key was pressed.
#[derive(Clone, Debug)]
pub struct Pace(Arc<(Instant, AtomicU64)>);

impl Default for Pace {
    fn default() -> Self {
        Self(Arc::new((Instant::now(), AtomicU64::new(0))))
    }
}

impl Pace {
    /// A key was pressed.
    pub fn key(&self) {
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

/// Wakes the thread.
pub struct Analyst(Sender<()>);

impl Analyst {
    pub fn start(path: PathBuf, pace: Pace, events: Sender<Event>) -> Self {
        let (send, wakes) = channel();
        std::thread::spawn(move || {
            yield_to_others();
            work(&path, &pace, &wakes, &events);
        });
        Self(send)
    }

    pub fn wake(&self) {
        let _ = self.0.send(());
    }
}

/// On Linux a thread has a priority of its own; elsewhere it would be the whole program's.
fn yield_to_others() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
}

fn work(path: &Path, pace: &Pace, wakes: &Receiver<()>, events: &Sender<Event>) {
    for () in wakes {
        // What cannot be done now waits for the next time: the thread that answers tells what is
        // wrong with the library.
        if let Ok(Some(mut library)) = Library::open_existing(path) {
            let _ = catch_up(&mut library, pace, events);
        }
    }
}

/// Indexes and analyses until nothing waits.
fn catch_up(
    library: &mut Library,
    pace: &Pace,
    events: &Sender<Event>,
) -> Result<(), LibraryError> {
    pace.wait();
    while library.index_pending(INDEX)? > 0 {
        pace.wait();
    }
    let mut found = Vec::new();
    let mut told = Instant::now();
    loop {
        let waiting = library.unanalysed(BATCH)?;
        let mut batch = Vec::new();
        for id in &waiting {
            pace.wait();
            let article = match library.readable(*id) {
                Err(LibraryError::Lost) => continue,
                article => article?,
            };
            let analysis = match library.analysis(&article.document)? {
                Some(known) => known,
                None if article.document.text().len() > LONGEST => nothing(&article),
                None => analyze(
                    &article.document,
                    &Context { published: article.published, language: article.language.clone() },
                ),
            };
            batch.push((*id, article, analysis));
        }
        let rows: Vec<_> = batch
            .iter()
            .map(|(id, article, analysis)| (Some(*id), &*article.document, analysis))
            .collect();
        library.save_analyses(&rows)?;
        let is_over = waiting.is_empty();
        found.extend(waiting);
        if is_over || told.elapsed() >= BETWEEN {
            told = Instant::now();
            let ids = std::mem::take(&mut found);
            if !ids.is_empty()
                && events.send(Event::Msg(Msg::Library(Answer::Analysed(ids)))).is_err()
            {
                return Ok(());
            }
        }
        if is_over {
            return Ok(());
        }
    }
}

/// The analysis of a text that is left alone.
fn nothing(article: &crate::annotation::Article) -> crate::analysis::Analysis {
    let empty = crate::text::Document::verbatim(String::new());
    crate::analysis::Analysis {
        document: article.document.hash(),
        ..analyze(&empty, &Context::default())
    }
}
