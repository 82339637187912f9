//! The library while it is read: one owner answers and changes, one thread asks feeds, one pages,
//! one analyses at low priority.
//!
//! Nothing here is started before the library is asked for something. All of them sleep while there
//! is nothing to do. Speaks the messages of the state (`app`) and knows no terminal.

#![cfg_attr(not(test), expect(clippy::disallowed_methods, reason = "the clock comes in here"))]

mod agenda;
mod analyst;
mod counter;
mod feed;
mod keeper;
mod lists;
mod owner;
mod pages;
mod refresher;
mod tell;

use std::path::PathBuf;

use crate::annotation::Article;
use crate::app::library::{Answer, Ask};
use crate::app::{Change, Msg, Notice};
use crate::config::{Network, ReadWhen};
use crate::input::source::Trouble;
use crate::net::Cancel;
use crate::service::worker::{Fault, InOrder, Newest, Worker};
use agenda::{Agenda, Job};
pub(crate) use analyst::Pace;
#[cfg(test)]
pub(crate) use counter::Counter;
use lists::Lists;
pub(crate) use owner::Owner;
pub(crate) use tell::Tell;

/// Takes what the reader asks of the library.
pub(crate) struct Librarian {
    path: PathBuf,
    network: Network,
    events: Tell,
    rule: ReadWhen,
    /// Which list the owner is to make.
    lists: Lists,
    owner: Option<Worker<Agenda>>,
    refresher: Option<Worker<InOrder<refresher::Wanted>>>,
    /// Ends the refresh that runs.
    refreshing: Cancel,
    pages: Option<Worker<InOrder<pages::Wanted>>>,
    /// Ends the asking for pages.
    asking: Cancel,
    analyst: Option<Worker<Newest<()>>>,
    pace: Pace,
    /// Run before each job of the owner, so that tests can have it panic.
    before: fn(&Job),
}

impl Librarian {
    /// `rule` says when articles count as read; `pace` is told of every key.
    pub(crate) fn new(
        path: PathBuf,
        network: Network,
        rule: ReadWhen,
        pace: Pace,
        events: Tell,
    ) -> Self {
        Self {
            path,
            network,
            events,
            rule,
            owner: None,
            lists: Lists::default(),
            refresher: None,
            refreshing: Cancel::new(),
            pages: None,
            asking: Cancel::new(),
            analyst: None,
            pace,
            before: |_| {},
        }
    }

    pub(crate) fn ask(&mut self, ask: Ask) {
        match ask {
            Ask::Refresh { feeds, force } => {
                self.refreshing = Cancel::new();
                let wanted = refresher::Wanted { feeds, force, cancel: self.refreshing.clone() };
                let (path, network, events) = (&self.path, &self.network, &self.events);
                self.refresher
                    .get_or_insert_with(|| {
                        refresher::start(path.clone(), network.clone(), events.clone(), |_| {})
                    })
                    .ask(wanted);
            }
            Ask::StopRefresh => self.refreshing.cancel(),
            Ask::Pages(ids) => {
                let (path, network, events) = (&self.path, &self.network, &self.events);
                self.pages
                    .get_or_insert_with(|| {
                        pages::start(path.clone(), network.clone(), events.clone())
                    })
                    .ask(pages::Wanted { ids, cancel: self.asking.clone() });
            }
            Ask::Analyse => {
                let (path, pace, events) = (&self.path, &self.pace, &self.events);
                self.analyst
                    .get_or_insert_with(|| {
                        analyst::start(path.clone(), pace.clone(), events.clone())
                    })
                    .ask(());
            }
            ask => {
                if let Ask::List { generation, .. } = &ask {
                    self.lists.ask(*generation);
                }
                self.owner().ask(Job::Ask(ask));
            }
        }
    }

    /// Changes or recalls what is kept about a text.
    pub(crate) fn keep(&mut self, article: Article, change: Change) {
        self.owner().ask(Job::Keep(article, change));
    }

    /// Looks whether another program changed the library, if it is used at all.
    pub(crate) fn look(&mut self) {
        if self.owner.is_some() {
            self.ask(Ask::Look);
        }
    }

    fn owner(&mut self) -> &Worker<Agenda> {
        let (path, rule, events, before) = (&self.path, self.rule, &self.events, self.before);
        let lists = &self.lists;
        self.owner.get_or_insert_with(|| {
            let (path, lists) = (path.clone(), lists.clone());
            let (events, told) = (events.clone(), events.clone());
            Worker::start(
                move || Owner::new(path.clone(), rule).heeding(lists.clone()),
                move |owner, job, _| {
                    before(job);
                    let mut tell = |msg| events(msg);
                    match job {
                        Job::Ask(ask) => owner.answer(ask.clone(), &mut tell),
                        Job::Keep(article, change) => owner.keep(article, change, &mut tell),
                    }
                },
                move |job, fault| tell_of(job, &fault, &told),
            )
        })
    }

    /// Waits for the changes that were asked for: nothing that the reader did is lost by quitting
    /// at once. What came of them is told as ever.
    pub(crate) fn finish(&mut self) {
        self.refreshing.cancel();
        self.asking.cancel();
        if let Some(mut owner) = self.owner.take() {
            owner.finish();
        }
    }
}

impl Drop for Librarian {
    fn drop(&mut self) {
        self.finish();
    }
}

/// Tells who asked that a fault was in the way, so that nobody waits for an answer.
fn tell_of(job: Job, fault: &Fault, events: &Tell) {
    let saves = job.saves();
    let words = fault.words(if saves { "Saving" } else { "Reading the library" });
    let msg = match job {
        Job::Keep(article, change) => owner::not_kept(article, change, words),
        Job::Ask(Ask::Load { generation, .. }) => {
            let trouble = Trouble { message: words, hint: None };
            Msg::Library(Answer::Loaded { generation, loaded: Box::new(Err(trouble)) })
        }
        Job::Ask(_) => {
            Msg::Told(Notice::alarm(if saves { format!("not saved: {words}") } else { words }))
        }
    };
    events(msg);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use super::{Job, Librarian, Pace, Tell};
    use crate::annotation::{Article, MarkKind};
    use crate::app::library::{Answer, Ask, Wanted};
    use crate::app::{Change, Msg};
    use crate::config::{Network, ReadWhen};
    use crate::library::tests::Folder;
    use crate::library::{ArticleId, Origin, State};
    use crate::text::{Document, Span};

    fn librarian(folder: &Folder, before: fn(&Job)) -> (Librarian, Receiver<Msg>) {
        let (send, coming) = channel();
        let events: Tell = Arc::new(move |msg| drop(send.send(msg)));
        let rule = ReadWhen::Opened;
        let mut librarian =
            Librarian::new(folder.file(), Network::default(), rule, Pace::default(), events);
        librarian.before = before;
        (librarian, coming)
    }

    fn next(coming: &Receiver<Msg>) -> Msg {
        coming.recv_timeout(Duration::from_mins(1)).expect("an answer")
    }

    fn article() -> Article {
        Article::of(Document::verbatim("The ferry left late.".into()))
    }

    fn note(words: &str) -> Change {
        Change::AddMark { kind: MarkKind::Note, span: Span::new(0, 9), note: words.into() }
    }

    #[test]
    fn a_change_in_which_the_owner_panics_is_given_back_and_the_next_one_is_saved() {
        let folder = Folder::new();
        let (mut librarian, coming) = librarian(&folder, |job| {
            assert!(!matches!(job, Job::Keep(_, Change::AddMark { note, .. }) if note == "bad"));
        });
        for words in ["first", "bad", "third"] {
            librarian.keep(article(), note(words));
        }
        assert!(matches!(next(&coming), Msg::Kept(kept) if kept.marks.len() == 1));
        let Msg::NotKept { change, words, .. } = next(&coming) else { panic!("it was not told") };
        assert!(
            change == note("bad") && words.starts_with("Saving stopped by a fault of Dateline")
        );
        assert!(
            matches!(next(&coming), Msg::Kept(kept) if kept.marks.len() == 2),
            "the library is open again"
        );
    }

    #[test]
    fn who_waits_for_an_article_hears_of_the_fault_in_its_loading() {
        let folder = Folder::new();
        drop(folder.library());
        let (mut librarian, coming) = librarian(&folder, |job| {
            assert!(!matches!(job, Job::Ask(Ask::Load { .. } | Ask::Undo)), "torn page");
        });
        librarian.ask(Ask::Load {
            generation: 7,
            id: ArticleId(1),
            wanted: Wanted::Shown,
            query: crate::query::Query::default(),
        });
        let Msg::Library(Answer::Loaded { generation: 7, loaded }) = next(&coming) else {
            panic!("nobody was told")
        };
        assert!(loaded.is_err_and(|trouble| trouble.message.contains("(torn page)")));
        librarian.ask(Ask::Undo);
        let Msg::Told(notice) = next(&coming) else { panic!("nobody was told") };
        assert!(notice.words.starts_with("not saved: Saving stopped"), "{}", notice.words);
        librarian.ask(Ask::Overview);
        assert!(matches!(next(&coming), Msg::Library(Answer::Overview(_))));
    }

    #[test]
    fn what_is_kept_about_a_text_of_the_library_shows_in_its_row() {
        let folder = Folder::new();
        let mut library = folder.library();
        let id = library
            .keep_article(&article(), Origin::File, jiff::Timestamp::UNIX_EPOCH)
            .expect("it is kept");
        let (mut librarian, coming) = librarian(&folder, |_| {});
        librarian.keep(article(), note("late"));
        assert!(matches!(next(&coming), Msg::Library(Answer::Changed { ids, .. }) if ids == [id]));
        assert!(matches!(next(&coming), Msg::Kept(_)));
        let (ids, state) = (vec![id], State::Starred(true));
        librarian.ask(Ask::Set { ids, state, label: "starred".into(), told: true });
        librarian.finish();
        let row = library.rows(&[id]).expect("rows").remove(0);
        assert_eq!((row.marks, row.starred), (1, true), "both are saved at the end");
    }
}
