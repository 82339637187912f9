//! Opening the library: looking before touching, making it at first need, bringing it to its
//! present form.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{LibraryError, Result};
use super::migrate::{self, APPLICATION, NEWEST};
use super::pattern;
use super::window::Window;

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Steps of SQLite's machine between two looks whether its answer is still wanted.
const STEPS: i32 = 1000;

/// The library: one SQLite file. Every change is committed before its function returns: what is
/// answered as saved survives a kill at any later moment. Open one for each thread; several
/// processes can use one file at once.
pub struct Library {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) window: Window,
}

impl Library {
    /// Opens the library, making it (and its folder) if there is none.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_within(path, PATIENCE)
    }

    /// The same, waiting no longer than `patience` for another process, now and later.
    pub fn open_within(path: &Path, patience: Duration) -> Result<Self> {
        look(path)?;
        make(path)?;
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .map_err(|error| LibraryError::of(&error, path))?;
        connection.busy_timeout(patience)?;
        let mut library = Self { connection, path: path.to_owned(), window: Window::open() };
        library.prepare().map_err(|error| library.located(error))?;
        library.window.look(&library.connection);
        Ok(library)
    }

    /// Opens the library if there is one; makes nothing.
    pub fn open_existing(path: &Path) -> Result<Option<Self>> {
        if path.exists() { Self::open(path).map(Some) } else { Ok(None) }
    }

    /// The same for who mostly reads: where it may not be written, or its disk is full, it is
    /// opened to be read.
    pub fn open_or_read(path: &Path) -> Result<Option<Self>> {
        match Self::open_existing(path) {
            Err(why @ (LibraryError::ReadOnly { .. } | LibraryError::Full { .. }))
                if path.exists() =>
            {
                Self::open_to_read(path).map(Some).map_err(|_| why)
            }
            opened => opened,
        }
    }

    /// Opens a library only to read from it; nothing is migrated, so it must have the present form.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        if look_at_head(path)?.is_none_or(|head| head.version != NEWEST) {
            return Err(LibraryError::CannotOpen {
                path: path.to_owned(),
                reason: "it has to be brought to its present form first".into(),
            });
        }
        let opened = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|connection| {
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(connection)
        });
        // Where not even the file beside it that readers share can be made, it is read as it
        // stands, if no log belongs to it.
        let connection = match opened {
            Err(_) if !has_log(path) => connect(
                &as_it_stands(path),
                OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
            ),
            opened => opened,
        };
        Ok(Self {
            connection: connection.map_err(|error| LibraryError::of(&error, path))?,
            path: path.to_owned(),
            window: Window::open(),
        })
    }

    /// Whether nothing can be saved in it.
    pub fn is_read_only(&self) -> bool {
        self.connection.is_readonly("main").unwrap_or(false)
    }

    fn prepare(&mut self) -> Result<()> {
        // Until it is known to be ours, closing must not write either.
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let version = self.check_form()?;
        self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        self.connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
             PRAGMA cache_size = -8192; PRAGMA journal_size_limit = 67108864;",
        )?;
        if version < NEWEST {
            migrate::bring_up(&mut self.connection, &self.path)?;
        }
        self.connection.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// The version that stands in the file and its log; an error if it is not ours to open.
    fn check_form(&self) -> Result<i64> {
        let application: i64 =
            self.connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let version: i64 =
            self.connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables: i64 =
            self.connection
                .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if application != APPLICATION && (tables > 0 || application != 0) {
            return Err(LibraryError::Foreign { path: self.path.clone() });
        }
        if version > NEWEST {
            return Err(LibraryError::Newer {
                path: self.path.clone(),
                found: version,
                known: NEWEST,
            });
        }
        Ok(version)
    }

    /// The same error with this library's path in it.
    pub(super) fn located(&self, error: LibraryError) -> LibraryError {
        let path = self.path.clone();
        match error {
            LibraryError::Corrupt { reason, .. } => LibraryError::Corrupt { path, reason },
            LibraryError::ReadOnly { .. } => LibraryError::ReadOnly { path },
            LibraryError::Locked { .. } => LibraryError::Locked { path },
            LibraryError::Full { .. } => LibraryError::Full { path },
            LibraryError::CannotOpen { reason, .. } => LibraryError::CannotOpen { path, reason },
            other => other,
        }
    }

    /// Gives up, from now on, whatever is read or changed as soon as `is_unwanted` says so, which is
    /// asked every few microseconds: it ends with [`LibraryError::GivenUp`].
    pub fn give_up_when(
        &mut self,
        is_unwanted: impl FnMut() -> bool + Send + 'static,
    ) -> Result<()> {
        Ok(self.connection.progress_handler(STEPS, Some(is_unwanted))?)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Waits no longer than `patience` for another process from now on.
    pub fn set_patience(&self, patience: Duration) -> Result<()> {
        Ok(self.connection.busy_timeout(patience)?)
    }

    /// A number that changes when another connection or process changed the library: compare with
    /// the one kept.
    pub fn generation(&self) -> Result<i64> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Runs several changes as one transaction, or as a part of the one that runs: all of them are
    /// saved, or none. There is no other way of a transaction.
    pub fn together<T>(&mut self, changes: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let (begin, commit, back) = if self.connection.is_autocommit() {
            ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        } else {
            ("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part")
        };
        let run = |library: &Self, sql| {
            library.connection.execute_batch(sql).map_err(|error| library.located(error.into()))
        };
        run(self, begin)?;
        let answer = changes(self).and_then(|answer| run(self, commit).map(|()| answer));
        // A full disk may have ended the transaction already.
        if answer.is_err() && !self.connection.is_autocommit() {
            let _ = run(self, back);
        }
        answer.map_err(|error| self.located(error))
    }

    /// The same for what needs no more than the connection.
    pub(super) fn transact<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<T>,
    ) -> Result<T> {
        self.together(|library| change(&library.connection))
    }
}

fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    pattern::teach(&connection)?;
    Ok(connection)
}

/// Whether something stands in the log beside the file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// The file's name for SQLite (<https://www.sqlite.org/uri.html>), which then takes it for one that
/// nobody writes.
fn as_it_stands(path: &Path) -> PathBuf {
    let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{name}?immutable=1").into()
}

/// What stands in the first hundred bytes of the file.
struct Head {
    version: i64,
}

/// Looks at the file without SQLite, so that a file that is not ours stays as it is.
fn look(path: &Path) -> Result<()> {
    let head = look_at_head(path)?;
    let Ok(about) = fs::metadata(path) else { return Ok(()) };
    if about.permissions().readonly() {
        return Err(LibraryError::ReadOnly { path: path.to_owned() });
    }
    match head {
        Some(head) if head.version > NEWEST => {
            Err(LibraryError::Newer { path: path.to_owned(), found: head.version, known: NEWEST })
        }
        _ => Ok(()),
    }
}

/// `None` for a file that is missing or empty.
fn look_at_head(path: &Path) -> Result<Option<Head>> {
    let mut bytes = [0u8; 100];
    let cannot = |reason: String| LibraryError::CannotOpen { path: path.to_owned(), reason };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(error.to_string())),
    };
    let length = file.metadata().map_err(|error| cannot(error.to_string()))?.len();
    if length == 0 {
        return Ok(None);
    }
    let corrupt =
        |reason: &str| LibraryError::Corrupt { path: path.to_owned(), reason: reason.into() };
    if length < 512 || file.read_exact(&mut bytes).is_err() {
        return Err(corrupt("it is cut short"));
    }
    if !bytes.starts_with(b"SQLite format 3\0") {
        return Err(corrupt("it is not a database"));
    }
    let number = |at: usize| {
        i64::from(u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
    };
    if ![0, APPLICATION].contains(&number(68)) {
        let ours = u32::try_from(APPLICATION).unwrap_or_default().to_be_bytes();
        let alike = bytes[68..72].iter().zip(ours).filter(|(byte, ours)| *byte == ours).count();
        // No other program has a name that differs in one letter.
        return Err(if alike == 3 {
            corrupt("its head is damaged")
        } else {
            LibraryError::Foreign { path: path.to_owned() }
        });
    }
    Ok(Some(Head { version: number(60) }))
}

/// Makes the file, for its owner's eyes alone, if there is none.
fn make(path: &Path) -> Result<()> {
    let cannot = |error: std::io::Error| match error.kind() {
        ErrorKind::StorageFull => LibraryError::Full { path: path.to_owned() },
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
            LibraryError::ReadOnly { path: path.to_owned() }
        }
        _ => LibraryError::CannotOpen { path: path.to_owned(), reason: error.to_string() },
    };
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(cannot)
}
