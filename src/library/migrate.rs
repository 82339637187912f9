//! Bringing a library to its present form, one step after the other, each after a copy of the file was put beside it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::error::{LibraryError, Result};
use super::open::APPLICATION;

/// The steps: the first makes an empty library, step n brings version n - 1 to n.
const STEPS: &[&str] = &[include_str!("../../assets/sql/0001-library.sql")];

/// The version that this program writes.
pub const NEWEST: i64 = STEPS.len() as i64;

/// Brings the library up, step by step. Two processes may do this at once: each step is one transaction that looks again.
pub fn bring_up(connection: &mut Connection, path: &Path) -> Result<()> {
    bring_up_with(connection, path, STEPS)
}

fn bring_up_with(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<()> {
    loop {
        let version = version(connection)?;
        let Some(step) = usize::try_from(version).ok().and_then(|done| steps.get(done)) else { return Ok(()) };
        let failed = |reason: String| LibraryError::Migration { path: path.to_owned(), reason };
        if version > 0 {
            back_up(connection, path, version).map_err(|error| failed(format!("no copy could be made of it first ({error})")))?;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if self::version(&transaction)? != version {
            continue;
        }
        transaction.execute_batch(step).map_err(|error| failed(error.to_string()))?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
    }
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Where the copy of a library goes before it leaves `version`.
pub fn backup_path(path: &Path, version: i64) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(format!(".before-{}", version + 1));
    name.into()
}

/// A whole copy, written under another name first: under its own name there is never half of one.
fn back_up(connection: &Connection, path: &Path, version: i64) -> std::result::Result<(), String> {
    let to = backup_path(path, version);
    if to.exists() {
        return Ok(());
    }
    let mut part = to.clone().into_os_string();
    part.push(format!(".{}", std::process::id()));
    let part = PathBuf::from(part);
    let _ = fs::remove_file(&part);
    let written = connection.execute("VACUUM INTO ?1", [part.to_string_lossy()]).map_err(|error| error.to_string());
    let done = written.and_then(|_| {
        #[cfg(unix)]
        fs::set_permissions(&part, std::os::unix::fs::PermissionsExt::from_mode(0o600)).map_err(|error| error.to_string())?;
        fs::rename(&part, &to).map_err(|error| error.to_string())
    });
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}
