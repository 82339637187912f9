//! What its reader keeps about a text, marks and corrections, in a form that can be taken back like
//! a star: of each row that a change touched the columns that it changed, before and after.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params_from_iter};
use serde::{Deserialize, Serialize};

use super::error::{LibraryError, Result};
use super::identity::ReadingId;
use super::marking;

/// A change to what is kept about one text, kept with the change that undoes it.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptChange {
    pub(super) reading: ReadingId,
    rows: Vec<RowChange>,
}

/// What became of a row: each column that is otherwise, before and after.
#[derive(Serialize, Deserialize)]
struct RowChange {
    table: Table,
    id: i64,
    columns: Vec<(String, Cell, Cell)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Table {
    Mark,
    Correction,
}

/// What stands in a column. A real number is kept by its bits, so that it comes back as it was.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Cell {
    Nothing,
    Whole(i64),
    Real(u64),
    Words(String),
}

/// The rows that are kept about a text, those taken away with them, by their columns.
pub(super) type Rows = BTreeMap<(Table, i64), BTreeMap<String, Cell>>;

/// When a row was taken away; nothing while it is there.
const REMOVED: &str = "removed";

/// The rows that are kept about a text, as they are now.
pub(super) fn rows_of(connection: &Connection, reading: ReadingId) -> Result<Rows> {
    let mut rows = Rows::new();
    for table in [Table::Mark, Table::Correction] {
        let name = table.name();
        let mut statement =
            connection.prepare(&format!("SELECT * FROM {name} WHERE reading_id = ?1"))?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut found = statement.query([reading])?;
        while let Some(row) = found.next()? {
            let cells = columns.iter().enumerate().map(|(at, column)| {
                Ok::<_, LibraryError>((column.clone(), Cell::of(row.get(at)?)?))
            });
            rows.insert((table, row.get("id")?), cells.collect::<Result<_>>()?);
        }
    }
    Ok(rows)
}

/// What is otherwise in `after`. A row that is new counts as one that was taken away before.
fn differences(before: &Rows, after: Rows, now: Timestamp) -> Vec<RowChange> {
    let mut changed = Vec::new();
    for ((table, id), cells) in after {
        let columns: Vec<_> = match before.get(&(table, id)) {
            Some(before) => cells
                .into_iter()
                .filter_map(|(column, cell)| {
                    let old = before.get(&column).filter(|old| **old != cell)?.clone();
                    Some((column, old, cell))
                })
                .collect(),
            None => vec![(REMOVED.into(), Cell::Whole(now.as_microsecond()), Cell::Nothing)],
        };
        if !columns.is_empty() {
            changed.push(RowChange { table, id, columns });
        }
    }
    changed
}

impl KeptChange {
    /// What became of the rows of a text that were `before`; `None` where nothing did.
    pub(super) fn since(
        connection: &Connection,
        reading: ReadingId,
        before: &Rows,
        now: Timestamp,
    ) -> Result<Option<Self>> {
        let rows = differences(before, rows_of(connection, reading)?, now);
        Ok((!rows.is_empty()).then_some(Self { reading, rows }))
    }

    /// Makes it so, or, `back`, as it was before, all or nothing; answers whether it did. What is
    /// otherwise by now stays, and a letter that another mark has stays there.
    pub(super) fn put(&self, connection: &Connection, back: bool) -> Result<bool> {
        for row in &self.rows {
            if !row.stands(connection, back)? {
                return Ok(false);
            }
        }
        connection.execute_batch("SAVEPOINT kept")?;
        // A letter is free once its mark is gone.
        let (gone, there): (Vec<&RowChange>, Vec<_>) =
            self.rows.iter().partition(|row| row.takes_away(back));
        let mut put = true;
        for row in gone.into_iter().chain(there) {
            match row.write(connection, back) {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    connection.execute_batch("ROLLBACK TO kept")?;
                    put = false;
                    break;
                }
                written => drop(written?),
            }
        }
        connection.execute_batch("RELEASE kept")?;
        if self.rows.iter().any(|row| row.table == Table::Correction) {
            marking::mark_reading(connection, self.reading)?;
        }
        Ok(put)
    }
}

impl RowChange {
    /// The columns with what they hold before and after this step.
    fn step(&self, back: bool) -> impl Iterator<Item = (&str, &Cell, &Cell)> {
        self.columns.iter().map(move |(column, before, after)| {
            if back { (column.as_str(), after, before) } else { (column.as_str(), before, after) }
        })
    }

    fn takes_away(&self, back: bool) -> bool {
        self.step(back).any(|(column, _, to)| column == REMOVED && *to != Cell::Nothing)
    }

    /// Whether the names of the columns are names to SQL, whoever wrote the file.
    fn is_plain(&self) -> bool {
        let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        self.columns.iter().all(|(column, ..)| plain(column))
    }

    /// Whether the row is there, as this step finds it.
    fn stands(&self, connection: &Connection, back: bool) -> Result<bool> {
        if !self.is_plain() {
            return Err(LibraryError::Unreadable("a change to undo"));
        }
        let names: Vec<&str> = self.columns.iter().map(|(column, ..)| column.as_str()).collect();
        let (table, names) = (self.table.name(), names.join(", "));
        let now = connection
            .prepare(&format!("SELECT {names} FROM {table} WHERE id = ?1"))?
            .query_row([self.id], |row| {
                (0..self.columns.len())
                    .map(|at| row.get::<_, Value>(at))
                    .collect::<rusqlite::Result<Vec<_>>>()
            })
            .optional()?;
        let Some(now) = now else { return Ok(false) };
        for (value, (_, from, _)) in now.into_iter().zip(self.step(back)) {
            if Cell::of(value)? != *from {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Writes a row that [`Self::stands`].
    fn write(&self, connection: &Connection, back: bool) -> rusqlite::Result<usize> {
        let sets: Vec<String> =
            self.columns.iter().map(|(column, ..)| format!("{column} = ?")).collect();
        let sql = format!("UPDATE {} SET {} WHERE id = ?", self.table.name(), sets.join(", "));
        let cells = self.step(back).map(|(_, _, to)| to.value());
        connection.execute(&sql, params_from_iter(cells.chain([Value::from(self.id)])))
    }
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Correction => "correction",
        }
    }
}

impl Cell {
    fn of(value: Value) -> Result<Self> {
        Ok(match value {
            Value::Null => Self::Nothing,
            Value::Integer(number) => Self::Whole(number),
            Value::Real(number) => Self::Real(number.to_bits()),
            Value::Text(words) => Self::Words(words),
            Value::Blob(_) => return Err(LibraryError::Unreadable("what is kept about a text")),
        })
    }

    fn value(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Whole(number) => Value::Integer(*number),
            Self::Real(bits) => Value::Real(f64::from_bits(*bits)),
            Self::Words(words) => Value::Text(words.clone()),
        }
    }
}
