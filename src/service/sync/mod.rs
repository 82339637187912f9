//! Syncing with servers that keep feeds: the interface of Google Reader, as FreshRSS and Miniflux
//! speak it.
//!
//! A sync signs in; exchanges subscriptions ([`feeds`]); asks how every article stands and brings
//! that together with the library ([`states`]); tells the server what was changed here; then takes
//! in the articles that are missing ([`articles`]). Each step is saved as it ends, so a sync that
//! stops anywhere goes on there the next time, and an answer that is broken or refused changes
//! nothing.

mod answers;
mod articles;
mod error;
mod feeds;
mod items;
mod server;
mod states;

use std::time::Duration;

use jiff::Timestamp;

use super::passwords::PasswordCommand;
use super::refresh::{FeedLine, FeedResult};
use crate::config::{Account, Network};
use crate::library::{AccountId, AccountRow, FeedState, Library, LibraryError};
use crate::net::{Cancel, Client, Passwords, host_of};
pub(crate) use error::SyncError;
use server::Server;

/// The longest wait that a server can ask for.
const LONGEST_WAIT: Duration = Duration::from_hours(24);
/// The wait where it does not say how long.
const WAIT: Duration = Duration::from_mins(15);
/// More new articles than these are a first sync: their pages are not asked for by themselves.
const MOST_COMPLETED: usize = 1000;

/// A part of a sync, as it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    SignIn,
    Feeds,
    /// Read, starred, tagged: from the server.
    States,
    /// The same: to the server.
    Changes,
    Articles,
}

impl Part {
    /// The word for it in the JSON contract.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Feeds => "feeds",
            Self::States => "states",
            Self::Changes => "changes",
            Self::Articles => "articles",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartResult {
    New,
    Unchanged,
    /// Not asked: its time has not come.
    Waiting,
    Failed,
}

impl PartResult {
    /// The word for it in the JSON contract.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Waiting => "waiting",
            Self::Failed => "failed",
        }
    }
}

/// What came of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartLine {
    pub account: String,
    pub part: Part,
    pub result: PartResult,
    /// Changes that the server was told.
    pub up: usize,
    /// Changes or articles that came from it.
    pub down: usize,
    pub error: Option<String>,
    pub hint: Option<String>,
    /// What was decided where both sides had changed, and what the server does not take.
    pub notes: Vec<String>,
}

/// What whoever wants a sync hears of it.
#[derive(Debug)]
pub(crate) enum SyncEvent {
    Ended(PartLine),
    /// So many of the articles that are missing were taken in.
    Going {
        done: usize,
        total: usize,
    },
}

/// Finds the password of an account that no program prints. The reader may be asked.
pub(crate) type Ask<'a> = &'a mut dyn FnMut(&Account) -> Option<String>;

/// A sync of one account.
pub(crate) struct Sync<'a> {
    pub library: &'a mut Library,
    pub client: &'a Client,
    pub network: &'a Network,
    pub account: &'a Account,
    /// Also where its time has not come.
    pub force: bool,
    pub cancel: &'a Cancel,
}

impl Sync<'_> {
    /// Does it. Answers the lines of feeds that brought new articles, whose pages may be wanted; an
    /// error is the library's own.
    pub(crate) fn run(
        mut self,
        ask: Ask<'_>,
        mut tell: impl FnMut(SyncEvent),
    ) -> Result<Vec<FeedLine>, LibraryError> {
        let Account { name, url, user, .. } = self.account;
        let mut row = self.library.account(name, url, user)?;
        let now = Timestamp::now();
        let latest = now.checked_add(LONGEST_WAIT).unwrap_or(now);
        if !self.force && row.next.is_some_and(|next| next > now && next <= latest) {
            let words = row.error.clone().unwrap_or_default();
            tell(SyncEvent::Ended(PartLine {
                error: Some(format!("the server asked to wait ({words})")),
                ..self.line(Part::SignIn, PartResult::Waiting)
            }));
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        let mut at = Part::SignIn;
        let result = self.go(&mut row, &mut at, &mut lines, ask, &mut tell);
        let error = match result {
            Ok(()) => None,
            Err(SyncError::Library(error)) => return Err(error),
            Err(error) => Some(error),
        };
        self.end(&mut row, at, error.as_ref(), &mut tell)?;
        Ok(lines)
    }

    /// The steps in their order; `at` is the one that an error belongs to.
    fn go(
        &mut self,
        row: &mut AccountRow,
        at: &mut Part,
        lines: &mut Vec<FeedLine>,
        ask: Ask<'_>,
        tell: &mut impl FnMut(SyncEvent),
    ) -> Result<(), SyncError> {
        let password = self.password(ask)?;
        let Account { url, user, .. } = self.account;
        let mut server = Server::sign_in(self.client, self.cancel, url, user, &password)?;
        drop(password);
        tell(SyncEvent::Ended(self.line(Part::SignIn, PartResult::Unchanged)));

        *at = Part::Feeds;
        let exchanged = feeds::exchange(self.library, &mut server, row.id)?;
        let line = PartLine {
            up: exchanged.up,
            down: exchanged.down,
            notes: exchanged.refused,
            ..self.line(Part::Feeds, PartResult::Unchanged)
        };
        self.ended(row.id, line, tell)?;
        if let Some(error) = exchanged.error {
            return Err(error);
        }

        *at = Part::States;
        let seen = states::look(&mut server)?;
        if seen.all.is_empty() && row.articles > 0 && row.feeds > 0 {
            return Err(SyncError::Broken { why: "it lists no articles, and it had some" });
        }
        let merged = self.library.merge_states(row.id, &seen.states(), Timestamp::now())?;
        let line = PartLine {
            down: merged.down,
            notes: merged.decided,
            ..self.line(Part::States, PartResult::Unchanged)
        };
        // The log has what was decided already.
        tell(SyncEvent::Ended(with_result(line)));

        *at = Part::Changes;
        let has_tags = seen.tags.is_some();
        let mut untold = self.changes(row, &mut server, has_tags, tell)?;

        *at = Part::Articles;
        let total = merged.missing.len();
        let mut brought = articles::bring(
            self.library,
            &mut server,
            row.id,
            &merged.missing,
            &seen,
            self.cancel,
            |done| tell(SyncEvent::Going { done, total }),
        )?;
        let line = PartLine {
            down: brought.count(),
            notes: left(brought.left, brought.error.is_some()),
            ..self.line(Part::Articles, PartResult::Unchanged)
        };
        let error = brought.error.take();
        if error.is_none() || line.down > 0 {
            self.ended(row.id, line, tell)?;
        }
        if let Some(error) = error {
            return Err(error);
        }
        // What came and was here before stands otherwise than there.
        if brought.known > 0 {
            untold = self.changes(row, &mut server, has_tags, tell)?.or(untold);
        }
        if total <= MOST_COMPLETED {
            lines.extend(self.feed_lines(brought.new)?);
        }
        *at = Part::Changes;
        untold.map_or(Ok(()), Err)
    }

    /// Tells the server what waits. Answers why some of it waits on, where the rest of the sync goes
    /// on all the same.
    fn changes(
        &mut self,
        row: &mut AccountRow,
        server: &mut Server<'_>,
        has_tags: bool,
        tell: &mut impl FnMut(SyncEvent),
    ) -> Result<Option<SyncError>, SyncError> {
        let told = states::tell(self.library, server, row, has_tags)?;
        let line = PartLine {
            up: told.up,
            notes: told.refused,
            ..self.line(Part::Changes, PartResult::Unchanged)
        };
        match told.error {
            Some(error) if error.ends_it() => Err(error),
            error => {
                self.ended(row.id, line, tell)?;
                Ok(error)
            }
        }
    }

    fn feed_lines(
        &self,
        new: std::collections::BTreeMap<crate::library::FeedId, Vec<crate::library::ArticleId>>,
    ) -> Result<Vec<FeedLine>, LibraryError> {
        let mut lines = Vec::new();
        for (feed, new) in new {
            match self.library.feed(feed) {
                Ok(feed) => lines.push(FeedLine { new, ..FeedLine::of(&feed, FeedResult::New) }),
                Err(LibraryError::Missing(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(lines)
    }

    fn line(&self, part: Part, result: PartResult) -> PartLine {
        PartLine {
            account: self.account.name.clone(),
            part,
            result,
            up: 0,
            down: 0,
            error: None,
            hint: None,
            notes: Vec::new(),
        }
    }

    /// Tells of a part that ended, and keeps its notes.
    fn ended(
        &mut self,
        account: AccountId,
        line: PartLine,
        tell: &mut impl FnMut(SyncEvent),
    ) -> Result<(), SyncError> {
        for words in &line.notes {
            self.library.log_of_account(account, words, Timestamp::now())?;
        }
        tell(SyncEvent::Ended(with_result(line)));
        Ok(())
    }

    /// Saves how it ended.
    fn end(
        &mut self,
        row: &mut AccountRow,
        at: Part,
        error: Option<&SyncError>,
        tell: &mut impl FnMut(SyncEvent),
    ) -> Result<(), LibraryError> {
        let now = Timestamp::now();
        if self.cancel.is_cancelled() {
            // What was saved is saved, and how it stands is not known.
            tell(SyncEvent::Ended(PartLine {
                error: Some("stopped".into()),
                ..self.line(at, PartResult::Failed)
            }));
            return Ok(());
        }
        let wait = match error {
            None => {
                row.state = FeedState::Ok;
                row.synced = Some(now);
                None
            }
            Some(SyncError::Busy { wait, .. }) => {
                row.state = FeedState::Waiting;
                Some(wait.unwrap_or(WAIT).min(LONGEST_WAIT))
            }
            Some(_) => {
                row.state = FeedState::Failed;
                None
            }
        };
        row.next = wait.and_then(|wait| now.checked_add(wait).ok());
        row.error = error.map(ToString::to_string);
        self.library.set_account_state(row)?;
        if let (Some(error), Some(words)) = (error, &row.error) {
            let logged = format!("{}: {words}", at.name());
            self.library.log_of_account(row.id, &logged, now)?;
            tell(SyncEvent::Ended(PartLine {
                error: Some(words.clone()),
                hint: error.hint().map(str::to_owned),
                ..self.line(at, PartResult::Failed)
            }));
        }
        Ok(())
    }

    /// The password: of the account's program, of that for all hosts, else whoever can be asked.
    fn password(&self, ask: Ask<'_>) -> Result<String, SyncError> {
        let Account { name, url, user, password_command } = self.account;
        let host = host_of(url).unwrap_or_default();
        let own = PasswordCommand::of_account(name, password_command.clone());
        let for_all = PasswordCommand::new(self.network.password_command.clone());
        if let Some(found) = own.find(&host, user).or_else(|| for_all.find(&host, user)) {
            return found.map_err(SyncError::Password);
        }
        ask(self.account).filter(|password| !password.is_empty()).ok_or_else(|| {
            SyncError::Password(format!("there is no password for {user}: password_command of [accounts.{name}] can print it, and dateline sync asks for it on a terminal"))
        })
    }
}

/// Whether anything came of a part that did not fail.
fn with_result(line: PartLine) -> PartLine {
    let result = match line.result {
        PartResult::Unchanged if line.up + line.down > 0 => PartResult::New,
        other => other,
    };
    PartLine { result, ..line }
}

/// Tells of articles that were asked for and did not come.
fn left(count: usize, is_stopped: bool) -> Vec<String> {
    match count {
        0 => Vec::new(),
        _ if is_stopped => Vec::new(),
        1 => vec!["1 article could not be had; it is asked for again with the next sync".into()],
        _ => vec![format!(
            "{count} articles could not be had; they are asked for again with the next sync"
        )],
    }
}
