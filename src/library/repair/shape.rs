//! What the rows of a table look like to the program. A damaged file gives rows with values of
//! another type or with text that is none: the program could not read them.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row};

use crate::library::error::Result;

/// Row numbers are never as large as this; one that is, is damage.
pub(super) const LARGEST: i64 = 1 << 40;

/// The columns of a table.
pub(super) struct Shape {
    pub names: Vec<String>,
    columns: Vec<Column>,
}

struct Column {
    kind: Kind,
    may_be_null: bool,
    is_number_of_row: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Integer,
    Real,
    Text,
    Blob,
    /// Whatever was given, as SQLite's own tables have it.
    Any,
}

/// How a row fits the shape.
pub(super) enum Fit {
    Whole(Vec<Value>),
    /// After signs that are none were replaced, or a value that may be missing was left out.
    Mended(Vec<Value>),
    Not,
}

impl Shape {
    /// The shape of a table as the file of `connection` declares it.
    pub(super) fn of(connection: &Connection, table: &str) -> Result<Self> {
        let mut info = connection.prepare(&format!("PRAGMA table_info({table})"))?;
        let columns = info
            .query_map([], |row| {
                let (kind, not_null, key) =
                    (row.get::<_, String>(2)?, row.get::<_, bool>(3)?, row.get::<_, i64>(5)?);
                let kind = match kind.as_str() {
                    "INTEGER" => Kind::Integer,
                    "REAL" => Kind::Real,
                    "BLOB" => Kind::Blob,
                    "TEXT" => Kind::Text,
                    _ => Kind::Any,
                };
                let name: String = row.get(1)?;
                let is_number_of_row = name == "id";
                Ok((name, Column { kind, may_be_null: !not_null && key == 0, is_number_of_row }))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let (names, columns) = columns.into_iter().unzip();
        Ok(Self { names, columns })
    }

    /// The names of the columns as a statement lists them.
    pub(super) fn list(&self) -> String {
        self.names.join(", ")
    }

    /// Takes a row that begins with these columns.
    pub(super) fn fit(&self, row: &Row<'_>) -> Fit {
        let mut is_whole = true;
        let mut values = Vec::with_capacity(self.columns.len());
        for (at, column) in self.columns.iter().enumerate() {
            let Ok(value) = row.get_ref(at) else { return Fit::Not };
            values.push(match (column.kind, value) {
                (Kind::Integer, ValueRef::Integer(number))
                    if !column.is_number_of_row || (1..LARGEST).contains(&number) =>
                {
                    Value::Integer(number)
                }
                (Kind::Real, ValueRef::Integer(number)) => Value::Real(number as f64),
                (Kind::Real, ValueRef::Real(number)) => Value::Real(number),
                (Kind::Blob, ValueRef::Blob(bytes)) => Value::Blob(bytes.to_vec()),
                (Kind::Text, ValueRef::Text(bytes)) => {
                    let text = String::from_utf8_lossy(bytes);
                    is_whole &= matches!(text, std::borrow::Cow::Borrowed(_));
                    Value::Text(text.into_owned())
                }
                (Kind::Any, value) => value.try_into().unwrap_or(Value::Null),
                (_, ValueRef::Null) if column.may_be_null => Value::Null,
                _ if column.may_be_null => {
                    is_whole = false;
                    Value::Null
                }
                _ => return Fit::Not,
            });
        }
        if is_whole { Fit::Whole(values) } else { Fit::Mended(values) }
    }
}
