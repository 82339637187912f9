//! Which window made a change. Each opened library is a window; several may have one file open, and
//! each takes back its own changes alone, and those from before it was opened whose windows are
//! closed.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, params};

use super::error::Result;
use super::field::Field;
use super::identity::ChangeId;

/// The windows of this process that are open. Known to all threads, since each opens the library
/// for itself.
static OPEN: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());

/// An opened library as one that makes changes.
pub(super) struct Window {
    number: u64,
    /// The newest change when it was opened.
    newest: ChangeId,
}

/// The name of a window in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    process: u32,
    number: u64,
}

/// A change that a window may take back, or do again.
pub(super) struct Own {
    pub id: ChangeId,
    pub label: String,
}

impl Window {
    pub(super) fn open() -> Self {
        // Drawn, so that a number of a process that is gone does not come again.
        let number = RandomState::new().hash_one("window");
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
        Self { number, newest: ChangeId(0) }
    }

    /// Notes which changes there are by now. Where that cannot be read, the window knows its own
    /// alone.
    pub(super) fn look(&mut self, connection: &Connection) {
        self.newest = connection
            .query_row("SELECT max(id) FROM change", [], |row| row.get::<_, Option<ChangeId>>(0))
            .ok()
            .flatten()
            .unwrap_or(ChangeId(0));
    }

    fn name(&self) -> Name {
        Name { process: std::process::id(), number: self.number }
    }

    /// Notes that a change was made in this window.
    pub(super) fn sign(&self, connection: &Connection, change: ChangeId) -> Result<()> {
        connection.execute(
            "INSERT INTO change_part (change_id, field, value, articles) VALUES (?1, ?2, 0, ?3)",
            params![change, Field::Window, self.name().packed()],
        )?;
        Ok(())
    }

    /// The changes that this window may take back, newest first; with `undone`, those it may do
    /// again.
    pub(super) fn own(&self, connection: &Connection, undone: bool) -> Result<Vec<Own>> {
        let mut statement = connection.prepare_cached(
            "SELECT change.id, label, articles FROM change LEFT JOIN change_part ON change_id = change.id AND field = ?2 \
             WHERE undone = ?1 ORDER BY change.id DESC",
        )?;
        let rows = statement.query_map(params![undone, Field::Window], |row| {
            Ok((Own { id: row.get(0)?, label: row.get(1)? }, row.get::<_, Option<Vec<u8>>>(2)?))
        })?;
        let mut own = Vec::new();
        for row in rows {
            let (change, window) = row?;
            let window = window.as_deref().and_then(Name::unpack);
            let is_own = window == Some(self.name());
            if is_own || (change.id <= self.newest && !window.is_some_and(Name::is_open)) {
                own.push(change);
            }
        }
        Ok(own)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

impl Name {
    fn packed(self) -> [u8; 12] {
        let mut packed = [0; 12];
        packed[..4].copy_from_slice(&self.process.to_le_bytes());
        packed[4..].copy_from_slice(&self.number.to_le_bytes());
        packed
    }

    fn unpack(packed: &[u8]) -> Option<Self> {
        let (process, number) = packed.split_first_chunk::<4>()?;
        Some(Self {
            process: u32::from_le_bytes(*process),
            number: u64::from_le_bytes(number.try_into().ok()?),
        })
    }

    /// Whether somebody may still look through it. A process that took the number of one that is
    /// gone counts as that one: its changes are left alone.
    fn is_open(self) -> bool {
        if self.process == std::process::id() {
            return OPEN.lock().unwrap_or_else(PoisonError::into_inner).contains(&self.number);
        }
        is_running(self.process)
    }
}

#[cfg(unix)]
fn is_running(process: u32) -> bool {
    let process = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    process.is_some_and(|process| {
        rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH)
    })
}

#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    true
}
