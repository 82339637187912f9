//! A copy of a damaged file that SQLite opens: with a head and a schema of its own
//! (<https://www.sqlite.org/fileformat2.html>), so that each table is read as far as its own pages
//! are sound. The damaged file itself is only read.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, params};

use super::rows::each_row;
use super::shape::{Fit, Shape};
use crate::library::error::{LibraryError, Result};
use crate::library::migrate::STEPS;

/// All libraries have pages of this size.
const PAGE: usize = 4096;
/// Bytes of the head.
const HEAD: usize = 100;
/// So many rows show whether a tree is that of a table.
const SAMPLE: usize = 16;

/// The copy; its file goes away with it.
pub(super) struct Salvage {
    /// None while the file is worked on.
    connection: Option<Connection>,
    file: PathBuf,
}

impl Drop for Salvage {
    fn drop(&mut self) {
        self.connection = None;
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(with_ending(&self.file, ending));
        }
    }
}

impl Salvage {
    /// Makes the copy beside `to`, where a sound and empty library lies whose head and schema it
    /// takes for these tables.
    pub(super) fn of(from: &Path, to: &Path, model: &Connection, tables: &[&str]) -> Result<Self> {
        let cannot = |error: io::Error| LibraryError::CannotOpen {
            path: from.to_owned(),
            reason: error.to_string(),
        };
        let mut copy = Self { connection: None, file: to.with_extension("salvage.db") };
        for ending in ["", "-wal"] {
            let log = with_ending(from, ending);
            if log.exists() {
                fs::copy(log, with_ending(&copy.file, ending)).map_err(cannot)?;
            }
        }
        let mut head = [0; HEAD];
        fs::File::open(to).and_then(|mut file| file.read_exact(&mut head)).map_err(cannot)?;
        copy.put_head(&head).map_err(cannot)?;
        let roots = copy.fold_log_in();
        // From here on there is no log (section 1.3.3 of the format).
        head[18..20].fill(1);
        let pages = copy.put_head(&head).map_err(cannot)?;
        if pages == 0 {
            return Ok(copy);
        }
        copy.clear_schema().map_err(cannot)?;
        copy.lay_out(model, tables, &roots, pages)?;
        Ok(copy)
    }

    /// What tables are read from; nothing where not even one page is left.
    pub(super) fn connection(&self) -> Option<&Connection> {
        self.connection.as_ref()
    }

    /// Gives the copy a sound head and cuts a broken page off its end; answers how many pages it
    /// has.
    fn put_head(&self, head: &[u8; HEAD]) -> io::Result<u32> {
        let mut head = *head;
        let mut file = OpenOptions::new().write(true).open(&self.file)?;
        let pages = file.metadata()?.len() / PAGE as u64;
        file.set_len(pages * PAGE as u64)?;
        let pages = u32::try_from(pages).unwrap_or(u32::MAX);
        if pages > 0 {
            // The size counts where the two counters agree; of pages that are free nothing is
            // known.
            for (at, number) in [(24, 1), (28, pages), (32, 0), (36, 0), (92, 1)] {
                head[at..at + 4].copy_from_slice(&u32::to_be_bytes(number));
            }
            file.write_all(&head)?;
        }
        Ok(pages)
    }

    /// Puts the log into the copy, as far as SQLite takes it for whole, and looks where the tables
    /// begin.
    fn fold_log_in(&self) -> HashMap<String, u32> {
        let mut roots = HashMap::new();
        let Ok(connection) = open(&self.file) else { return roots };
        let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        let Ok(mut select) =
            connection.prepare("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'")
        else {
            return roots;
        };
        let Ok(mut rows) = select.query([]) else { return roots };
        while let Ok(Some(row)) = rows.next() {
            if let (Ok(name), Ok(root)) = (row.get(0), row.get(1)) {
                roots.insert(name, root);
            }
        }
        roots
    }

    /// Makes the first page one of an empty schema.
    fn clear_schema(&self) -> io::Result<()> {
        let mut page = [0; PAGE - HEAD];
        page[0] = 0x0d;
        page[5..7].copy_from_slice(&(PAGE as u16).to_be_bytes());
        let mut file = OpenOptions::new().write(true).open(&self.file)?;
        file.seek(SeekFrom::Start(HEAD as u64))?;
        file.write_all(&page)
    }

    /// Declares the tables, each where the file says that it begins; where it does not, or where
    /// other rows stand there, where it begins in libraries as they are made.
    fn lay_out(
        &mut self,
        model: &Connection,
        tables: &[&str],
        roots: &HashMap<String, u32>,
        pages: u32,
    ) -> Result<()> {
        let connection = open(&self.file)?;
        let is_root = |root: &u32| (2..=pages).contains(root);
        for table in tables {
            let said = roots.get(*table).copied().filter(is_root);
            declare(&connection, model, table, said)?;
        }
        connection.execute_batch("PRAGMA writable_schema = RESET")?;
        let mut usual = None;
        for table in tables {
            let shape = Shape::of(model, table)?;
            let met = Met::at(&connection, table, &shape);
            if matches!(met, Met::Rows | Met::Nothing) {
                continue;
            }
            let usual = match &mut usual {
                Some(usual) => usual,
                none => none.insert(usual_roots()?),
            };
            let said = roots.get(*table).copied().filter(is_root);
            // Where the file says that the table begins, something stood: an empty page elsewhere
            // is not the table, and would hide that its rows are lost.
            let is_lost = said.is_some() && met == Met::Unreadable;
            let mut is_found = false;
            for root in usual.get(*table).into_iter().flatten().filter(|root| is_root(root)) {
                move_to(&connection, model, table, Some(*root))?;
                is_found = match Met::at(&connection, table, &shape) {
                    Met::Rows => true,
                    Met::Nothing => !is_lost,
                    Met::Others | Met::Unreadable => false,
                };
                if is_found {
                    break;
                }
            }
            if !is_found {
                // None fits: what the file says counts, and no row of another table is taken.
                move_to(&connection, model, table, said)?;
            }
        }
        // One look at the file for all that is read of it.
        connection.execute_batch("BEGIN")?;
        self.connection = Some(connection);
        Ok(())
    }
}

/// Declares a table as a sound library does, with its root; without one there is no such table.
fn declare(
    connection: &Connection,
    model: &Connection,
    table: &str,
    root: Option<u32>,
) -> Result<()> {
    connection.execute("DELETE FROM sqlite_schema WHERE name = ?1", [table])?;
    let Some(root) = root else { return Ok(()) };
    let declaration = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    let sql: String = model.query_row(declaration, [table], |row| row.get(0))?;
    // What is unique has an index of its own, and indices are not declared.
    let sql = sql.replace(" UNIQUE", "");
    connection.execute(
        "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', ?1, ?1, ?2, ?3)",
        params![table, root, sql],
    )?;
    Ok(())
}

fn move_to(
    connection: &Connection,
    model: &Connection,
    table: &str,
    root: Option<u32>,
) -> Result<()> {
    connection.execute_batch("PRAGMA writable_schema = ON")?;
    declare(connection, model, table, root)?;
    Ok(connection.execute_batch("PRAGMA writable_schema = RESET")?)
}

/// What stands where a table should begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    /// Rows that fit the table.
    Rows,
    /// No row, and nothing that could not be read.
    Nothing,
    /// Rows of another table.
    Others,
    /// Nothing that can be read.
    Unreadable,
}

impl Met {
    fn at(connection: &Connection, table: &str, shape: &Shape) -> Self {
        let (mut seen, mut fitting) = (0, 0);
        let gaps = each_row(connection, table, &shape.list(), |row| {
            seen += 1;
            fitting += usize::from(!matches!(shape.fit(row), Fit::Not));
            seen < SAMPLE
        });
        match seen {
            0 if gaps.is_none() => Self::Nothing,
            0 => Self::Unreadable,
            seen if 2 * fitting < seen => Self::Others,
            _ => Self::Rows,
        }
    }
}

/// Where tables begin in a library of each form, as it is made and as its copy is written.
fn usual_roots() -> Result<BTreeMap<String, Vec<u32>>> {
    let mut usual: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for form in (1..=STEPS.len()).rev() {
        let connection = Connection::open_in_memory()?;
        for step in &STEPS[..form] {
            connection.execute_batch(step)?;
        }
        for _ in 0..2 {
            let mut select = connection
                .prepare("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'")?;
            let roots = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for root in roots {
                let (name, root) = root?;
                let known = usual.entry(name).or_default();
                if !known.contains(&root) {
                    known.push(root);
                }
            }
            drop(select);
            connection.execute_batch("VACUUM")?;
        }
    }
    Ok(usual)
}

/// Opens a file whose schema may be damaged.
fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA writable_schema = ON")?;
    // The copy need not survive anything.
    let _ = connection.execute_batch("PRAGMA synchronous = OFF");
    Ok(connection)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
