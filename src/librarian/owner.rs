//! The owner of the library's file in this window: whatever the reader asks of the library, or has
//! kept about a text, is done by it in order, over one connection.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::agenda::changes;
use super::counter::Counter;
use super::keeper;
use super::lists::Lists;
use super::tell::trouble;
use crate::annotation::Article;
use crate::app::library::{Answer, Ask};
use crate::app::{Change, Msg, Notice};
use crate::config::ReadWhen;
use crate::library::{Clock, Library, LibraryError};

/// How long a question waits for another program that has the library.
const ASKING: Duration = Duration::from_secs(10);
/// How long the saving of something that is kept waits.
const SAVING: Duration = Duration::from_secs(8);
/// How long reading waits what is kept, and the keeping of a mere place: nobody is to wait for that
/// when quitting.
const READING: Duration = Duration::from_millis(1500);

/// The library is opened with the first question that needs it, and made with the first that saves
/// something.
pub(crate) struct Owner {
    path: PathBuf,
    /// When articles count as read, by the settings.
    rule: ReadWhen,
    counter: Option<Counter>,
    lists: Lists,
}

impl Owner {
    pub(crate) fn new(path: PathBuf, rule: ReadWhen) -> Self {
        Self { path, rule, counter: None, lists: Lists::default() }
    }

    /// The same, which gives a list up when `lists` says that a newer one is wanted.
    pub(super) fn heeding(mut self, lists: Lists) -> Self {
        self.lists = lists;
        self
    }

    /// Answers one question. A list for which a newer one is wanted meanwhile is given up, and
    /// nothing is told.
    pub(crate) fn answer(&mut self, ask: Ask, tell: &mut dyn FnMut(Msg)) {
        let lists = self.lists.clone();
        let saves = changes(&ask);
        let counter = match self.open(saves, ASKING) {
            Ok(Some(counter)) => counter,
            Ok(None) => return tell(Msg::Library(Answer::Nothing)),
            Err(error) => return tell(Msg::Library(Answer::Trouble(trouble(&error)))),
        };
        let clock = Clock { now: Timestamp::now(), zone: TimeZone::system() };
        let list = if let Ask::List { generation, .. } = &ask { Some(*generation) } else { None };
        let newer = || lists.is_outdated();
        let answer =
            || counter.answer(ask, &clock, &newer, &mut |answer| tell(Msg::Library(answer)));
        let answered = match list {
            Some(generation) => lists.make(generation, answer),
            None => answer(),
        };
        if let Err(LibraryError::GivenUp) = answered {
            return;
        }
        if let Err(error) = answered {
            let words = keeper::words(&error);
            tell(Msg::Told(Notice::alarm(if saves {
                format!("not saved: {words}")
            } else {
                words
            })));
        }
    }

    /// Changes or recalls what is kept about a text: a change is told as kept after it was saved,
    /// or as not kept. Where there is nothing to open and nothing to save, nothing is told.
    pub(crate) fn keep(&mut self, article: &Article, change: &Change, tell: &mut dyn FnMut(Msg)) {
        let saves = saves(change);
        let undoes = matches!(change, Change::Undo(_) | Change::Redo(_));
        if undoes && self.counter.is_none() && !self.path.exists() {
            // No library is made for that.
            return tell(Msg::Told(Notice::note(match change {
                Change::Undo(_) => keeper::undone(None),
                _ => keeper::redone(None),
            })));
        }
        // A place where reading stopped is kept of any text, as long as that costs nobody anything.
        let stopped = matches!(change, Change::Position(at) if *at > 0);
        let begins = stopped && self.counter.is_none() && !self.path.exists();
        let makes = saves || begins;
        let kept = match self.open(makes, if saves { SAVING } else { READING }) {
            Err(_) if begins => return,
            Ok(None) => return,
            Ok(Some(counter)) => {
                counter.keep(article, change.clone(), &mut |answer| tell(Msg::Library(answer)))
            }
            Err(error) => Err(error),
        };
        tell(match kept {
            Ok(kept) => Msg::Kept(Box::new(kept)),
            Err(error) => not_kept(article.clone(), change.clone(), keeper::words(&error)),
        });
    }

    fn open(
        &mut self,
        make: bool,
        patience: Duration,
    ) -> Result<Option<&mut Counter>, LibraryError> {
        // What could only be read may be written by now.
        let counter = self.counter.take_if(|counter| make && counter.library.is_read_only());
        drop(counter);
        if self.counter.is_none() {
            let opened = if make {
                Library::open_within(&self.path, patience).map(Some)
            } else {
                Library::open_or_read(&self.path)
            };
            if let Some(mut library) = opened? {
                let lists = self.lists.clone();
                library.give_up_when(move || lists.is_outdated())?;
                self.counter = Some(Counter::new(library, self.rule));
            }
        }
        if let Some(counter) = &self.counter {
            counter.library.set_patience(patience)?;
        }
        Ok(self.counter.as_mut())
    }
}

/// Whether a change is one whose loss the reader is to hear of; a place where reading stopped is
/// none.
fn saves(change: &Change) -> bool {
    !matches!(change, Change::Recall | Change::Position(_))
}

/// What is told of a change that was not kept.
pub(super) fn not_kept(article: Article, change: Change, words: String) -> Msg {
    if saves(&change) {
        Msg::NotKept { article: Box::new(article), change, words }
    } else {
        Msg::Told(Notice::alarm(words))
    }
}

/// The end puts the log into the file, and ends what was removed.
impl Drop for Owner {
    fn drop(&mut self) {
        if let Some(counter) = &mut self.counter {
            if !counter.library.is_read_only() {
                // What is left is ended the next time.
                let _ = counter.library.end_removed();
            }
            counter.library.settle();
        }
    }
}
