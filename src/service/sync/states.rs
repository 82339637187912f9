//! What is read, starred and tagged: all of it is asked for, brought together with how things stand
//! here, and what waits here is told to the server.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::answers::{Tags, label, long_form, read};
use super::error::SyncError;
use super::server::Server;
use crate::library::{AccountRow, Library, ServerStates, StateChange, StateField};

const LIST: &str = "user/-/state/com.google/reading-list";
const READ: &str = "user/-/state/com.google/read";
const STARRED: &str = "user/-/state/com.google/starred";
/// Articles that a server is told of at a time.
const TOLD: usize = 250;

/// How all articles of a server stand, as it was just answered.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub all: Vec<i64>,
    pub unread: HashSet<i64>,
    pub starred: HashSet<i64>,
    /// None of a server that has no tags.
    pub tags: Option<Vec<(String, HashSet<i64>)>>,
    by_number: HashMap<i64, Vec<usize>>,
}

impl Seen {
    pub(super) fn states(&self) -> ServerStates<'_> {
        ServerStates {
            all: &self.all,
            unread: &self.unread,
            starred: &self.starred,
            tags: self.tags.as_deref(),
        }
    }

    pub(super) fn tags_of(&self, number: i64) -> Vec<String> {
        let tags = self.tags.as_deref().unwrap_or_default();
        let places = self.by_number.get(&number).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|at| tags.get(*at)).map(|(tag, _)| tag.clone()).collect()
    }
}

/// Asks how everything stands. Nothing of it counts before all of it was answered.
pub(super) fn look(server: &mut Server<'_>) -> Result<Seen, SyncError> {
    let tags: Tags = read(&server.ask("tag/list", &[("output", "json")])?)?;
    let unread: HashSet<i64> = server.numbers(LIST, Some(READ))?.into_iter().collect();
    let starred: HashSet<i64> = server.numbers(STARRED, None)?.into_iter().collect();
    let mut own: Vec<(String, HashSet<i64>)> = Vec::new();
    let mut by_number: HashMap<i64, Vec<usize>> = HashMap::new();
    for tag in tags.tags.iter().filter(|tag| tag.kind.as_deref() == Some("tag")) {
        let Some(name) = label(&tag.id) else { continue };
        let numbers = server.numbers(&tag.id, None)?;
        for number in &numbers {
            by_number.entry(*number).or_default().push(own.len());
        }
        own.push((name.to_owned(), numbers.into_iter().collect()));
    }
    // Asked for last: whatever was unread or starred a moment ago is in it.
    let mut all = server.numbers(LIST, None)?;
    all.extend(unread.iter().chain(&starred));
    all.sort_unstable();
    all.dedup();
    let has_tags = tags.tags.iter().any(|tag| tag.kind.as_deref() == Some("tag"));
    Ok(Seen { all, unread, starred, tags: has_tags.then_some(own), by_number })
}

/// What came of telling a server.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub up: usize,
    /// What it does not take, in words.
    pub refused: Vec<String>,
    /// Why the rest still waits.
    pub error: Option<SyncError>,
}

/// Tells the server what waits. A change that it took waits no more; one that it did not stays in
/// the queue. `has_tags` says that it has tags of articles already.
pub(super) fn tell(
    library: &mut Library,
    server: &mut Server<'_>,
    account: &mut AccountRow,
    has_tags: bool,
) -> Result<Told, SyncError> {
    let mut told = Told::default();
    let mut groups: BTreeMap<(StateField, bool), Vec<StateChange>> = BTreeMap::new();
    for change in library.states_waiting(account.id)? {
        groups.entry((change.field.clone(), change.value)).or_default().push(change);
    }
    let mut takes_tags = true;
    for ((field, value), changes) in groups {
        if matches!(field, StateField::Tag(_)) && !takes_tags {
            continue;
        }
        for batch in changes.chunks(TOLD) {
            match post(server, &field, value, batch) {
                Ok(()) => {
                    library.states_were_told(account.id, batch)?;
                    told.up += batch.len();
                    account.takes_tags |= matches!(field, StateField::Tag(_));
                }
                // Miniflux has no tags. They wait, and one is tried with each sync.
                Err(SyncError::Status { .. })
                    if matches!(field, StateField::Tag(_)) && !has_tags =>
                {
                    if std::mem::replace(&mut account.takes_tags, false) {
                        let words =
                            "the server does not take tags of articles; they stay here and wait";
                        told.refused.push(words.into());
                    }
                    takes_tags = false;
                    break;
                }
                Err(error) => {
                    let ends = error.ends_it();
                    told.error.get_or_insert(error);
                    if ends {
                        return Ok(told);
                    }
                }
            }
        }
    }
    Ok(told)
}

fn post(
    server: &mut Server<'_>,
    field: &StateField,
    value: bool,
    changes: &[StateChange],
) -> Result<(), SyncError> {
    let (stream, adds) = match field {
        StateField::Unread => (READ.to_owned(), !value),
        StateField::Starred => (STARRED.to_owned(), value),
        StateField::Tag(tag) => (format!("user/-/label/{tag}"), value),
    };
    let numbers: Vec<String> = changes.iter().map(|change| long_form(change.number)).collect();
    let mut form = vec![(if adds { "a" } else { "r" }, &*stream)];
    form.extend(numbers.iter().map(|number| ("i", &**number)));
    let answer = server.post("edit-tag", &form)?;
    if answer.trim_ascii() == b"OK" {
        Ok(())
    } else {
        Err(SyncError::Broken { why: "it does not say that a change was made" })
    }
}
