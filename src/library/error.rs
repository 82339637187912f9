//! What can be wrong with the library, as data. The file is never changed by an open that fails.

use std::path::PathBuf;

use rusqlite::{Error, ErrorCode};

use super::identity::TextId;

/// Why the library cannot be used, or a change could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    #[error("the library {} was made by a newer Dateline (form {found}, this one knows up to {known})", path.display())]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error("{} is a database of another program, not a Dateline library", path.display())]
    Foreign { path: PathBuf },
    #[error("the library {} is damaged: {reason}", path.display())]
    Corrupt { path: PathBuf, reason: String },
    #[error("the library {} may only be read", path.display())]
    ReadOnly { path: PathBuf },
    #[error("the library {} is locked by another program", path.display())]
    Locked { path: PathBuf },
    #[error("the disk is full: nothing more can be saved in {}", path.display())]
    Full { path: PathBuf },
    #[error("the library {} cannot be opened: {reason}", path.display())]
    CannotOpen { path: PathBuf, reason: String },
    #[error("the library {} cannot be brought to its new form: {reason}; nothing was changed", path.display())]
    Migration { path: PathBuf, reason: String },
    /// Something newer was wanted in the middle of it.
    #[error("this is no longer wanted")]
    GivenUp,
    #[error("the library answered: {0}")]
    Sqlite(String),
    #[error("the library has no such {0} any more")]
    Missing(&'static str),
    /// A change that makes no sense, and why.
    #[error("{0}")]
    Refused(&'static str),
    #[error("the library holds something that this Dateline cannot read: {0}")]
    Unreadable(&'static str),
    /// A text of an article, by its number.
    #[error("the text of this article is damaged")]
    Damaged { text: TextId },
    /// All texts of an article are set aside.
    #[error("the text of this article could not be read and was set aside")]
    Lost,
}

impl LibraryError {
    /// What the user can do about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Newer { .. } => {
                "use the newer Dateline, or another library with --home DIR".into()
            }
            Self::Foreign { .. } => {
                "move the file away, or name another folder with --home DIR".into()
            }
            Self::Corrupt { .. } => "dateline repair saves what can be read to a new file".into(),
            Self::ReadOnly { path } => format!(
                "give yourself the right to write {} and its folder, and its disk some room",
                path.display()
            ),
            Self::Locked { .. } => "close the other program, or try again in a moment".into(),
            Self::Damaged { .. } => "dateline repair sets it aside and names it".into(),
            Self::Lost => "the next fetch brings it back where its feed still has it".into(),
            Self::Full { .. } => "make room and do it again; what was saved before is safe".into(),
            _ => return None,
        })
    }

    /// The same with the words for what SQLite reported.
    pub(super) fn of(error: &rusqlite::Error, path: &std::path::Path) -> Self {
        let path = path.to_owned();
        let reason = error.to_string();
        // A value that is none of its kind, or text that is none.
        if let Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..) = error
        {
            return Self::Corrupt { path, reason };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::OperationInterrupted) => Self::GivenUp,
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Corrupt { path, reason }
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::CannotOpen { path, reason }
            }
            // A full disk can show as a failed write.
            Some(ErrorCode::SystemIoFailure) if is_failed_write(error) => Self::Full { path },
            _ => Self::Sqlite(reason),
        }
    }
}

fn is_failed_write(error: &rusqlite::Error) -> bool {
    const WRITE: i32 = 0xa | (3 << 8);
    const SYNC: i32 = 0xa | (4 << 8);
    const TRUNCATE: i32 = 0xa | (6 << 8);
    const SHARED_SIZE: i32 = 0xa | (19 << 8);
    error
        .sqlite_error()
        .is_some_and(|inner| matches!(inner.extended_code, WRITE | SYNC | TRUNCATE | SHARED_SIZE))
}

/// Errors deep inside carry no path; [`super::Library`] adds it where it hands them out.
impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> Self {
        Self::of(&error, std::path::Path::new("library.db"))
    }
}

pub(super) type Result<T, E = LibraryError> = std::result::Result<T, E>;
