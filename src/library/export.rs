//! What is taken along from one library to another, as rows of JSON: all that came in and all that
//! its reader did. What can be made anew from it (the index, analyses, counts) stays behind.
//!
//! [`TABLES`] says of each table what its rows refer to and how one is known again in a library that
//! holds others.

use rusqlite::Connection;
use rusqlite::types::{Value, ValueRef};
use serde_json::{Map, Value as Json, json};

use super::Library;
use super::error::{LibraryError, Result};

/// A table whose rows are taken along.
pub(super) struct Table {
    pub name: &'static str,
    /// What of it: a condition.
    pub only: &'static str,
    /// Columns that can be made anew.
    pub without: &'static [&'static str],
    /// Columns that hold the number of a row of a table; that of `~` may be below zero.
    pub refers: &'static [(&'static str, &'static str)],
    /// A query for the rows of a library that this one may be, and the columns it asks with; with
    /// none, the primary key tells.
    pub known: (&'static str, &'static [&'static str]),
    /// What a row that is known takes over: a change of the row `?1`, and the columns it takes.
    pub merged: (&'static str, &'static [&'static str]),
    /// Whether its rows have a number of their own.
    pub is_numbered: bool,
    /// The column of the row with which alone it comes and goes.
    pub with: Option<&'static str>,
}

const PLAIN: Table = Table {
    name: "",
    only: "1",
    without: &[],
    refers: &[],
    known: ("", &[]),
    merged: ("", &[]),
    is_numbered: false,
    with: None,
};

/// In an order in which what is referred to comes first.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "folder",
        refers: &[("parent_id", "folder")],
        known: (
            "SELECT id FROM folder WHERE parent_id IS ?1 AND title = ?2",
            &["parent_id", "title"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table {
        name: "feed",
        refers: &[("folder_id", "folder")],
        known: ("SELECT id FROM feed WHERE url = ?1", &["url"]),
        is_numbered: true,
        ..PLAIN
    },
    Table {
        name: "feed_place",
        refers: &[("feed_id", "feed"), ("folder_id", "folder")],
        known: (
            "SELECT rowid FROM feed_place WHERE feed_id = ?1 AND folder_id IS ?2 AND attributes = ?3",
            &["feed_id", "folder_id", "attributes"],
        ),
        ..PLAIN
    },
    Table { name: "fetch", refers: &[("feed_id", "feed")], with: Some("feed_id"), ..PLAIN },
    Table {
        name: "tag",
        known: ("SELECT id FROM tag WHERE name = ?1", &["name"]),
        is_numbered: true,
        ..PLAIN
    },
    Table { name: "feed_tag", refers: &[("feed_id", "feed"), ("tag_id", "tag")], ..PLAIN },
    Table {
        name: "article",
        without: &["marks", "tags", "indexed", "indexed_language", "engine", "people", "ruled"],
        refers: &[("body_id", "body")],
        known: (
            "SELECT id FROM article WHERE url_key = ?1 AND title = ?2 \
             UNION ALL SELECT article.id FROM body JOIN article ON article.id = article_id WHERE ?1 IS NULL AND url_key IS NULL AND title = ?2 AND hash = ?3",
            &["url_key", "title", SHOWN],
        ),
        merged: (
            "UPDATE article SET unread = min(unread, ?2), starred = max(starred, ?3), kept = max(kept, coalesce(?4, 0)) WHERE id = ?1",
            &["unread", "starred", "kept"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table {
        name: "body",
        refers: &[("article_id", "article"), ("feed_id", "feed")],
        known: (
            "SELECT id FROM body WHERE article_id = ?1 AND origin = ?2 AND hash = ?3",
            &["article_id", "origin", "hash"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table { name: "item", refers: &[("feed_id", "feed"), ("article_id", "article")], ..PLAIN },
    Table { name: "removed", refers: &[("feed_id", "feed")], ..PLAIN },
    Table {
        name: "set_aside",
        refers: &[("article_id", "article")],
        known: (
            "SELECT body_id FROM set_aside WHERE article_id = ?1 AND hash = ?2",
            &["article_id", "hash"],
        ),
        ..PLAIN
    },
    Table {
        name: "wanted_page",
        refers: &[("article_id", "article"), ("feed_id", "feed")],
        ..PLAIN
    },
    Table { name: "article_tag", refers: &[("article_id", "article"), ("tag_id", "tag")], ..PLAIN },
    Table {
        name: "reading",
        refers: &[("article_id", "article")],
        known: (
            "SELECT id FROM reading WHERE article_id = ?1 \
             UNION ALL SELECT id FROM reading WHERE ?1 IS NULL AND article_id IS NULL AND hash = ?2 AND source_key IS ?3",
            &["article_id", "hash", "source_key"],
        ),
        merged: (
            "UPDATE reading SET position = coalesce(position, ?2) WHERE id = ?1",
            &["position"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table {
        name: "mark",
        only: "removed IS NULL",
        refers: &[("reading_id", "reading")],
        known: (
            "SELECT id FROM mark WHERE reading_id = ?1 AND removed IS NULL AND kind = ?2 AND exact = ?3 AND prefix = ?4 AND note = ?5 AND created = ?6",
            &["reading_id", "kind", "exact", "prefix", "note", "created"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table {
        name: "correction",
        only: "removed IS NULL",
        refers: &[("reading_id", "reading")],
        known: (
            "SELECT id FROM correction WHERE reading_id IS ?1 AND removed IS NULL AND kind = ?2 AND anchor IS ?3 AND subject = ?4 AND value IS ?5",
            &["reading_id", "kind", "anchor", "subject", "value"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table {
        name: "saved_query",
        known: ("SELECT id FROM saved_query WHERE name = ?1 AND query = ?2", &["name", "query"]),
        is_numbered: true,
        ..PLAIN
    },
    Table {
        name: "rule",
        // A rule is off where it arrives, until its reader looked at it.
        without: &["enabled", "allowed"],
        known: (
            "SELECT id FROM rule WHERE name = ?1 AND query = ?2 AND deeds = ?3",
            &["name", "query", "deeds"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table { name: "rule_hit", refers: &[("rule_id", "rule"), ("article_id", "article")], ..PLAIN },
    Table {
        name: "follow",
        without: &["entity_id", "seen"],
        known: (
            "SELECT id FROM follow WHERE kind IS ?1 AND name = ?2 AND query = ?3",
            &["kind", "name", "query"],
        ),
        is_numbered: true,
        ..PLAIN
    },
    Table { name: "headline", refers: &[("article_id", "article")], ..PLAIN },
    Table { name: "kept", ..PLAIN },
    Table {
        name: "story",
        only: "hand = 1",
        refers: &[("article_id", "article"), ("story", "~article"), ("near", "article")],
        ..PLAIN
    },
];

/// Beside the columns of an article: the hash of the text that is shown, by which it is known again.
pub(super) const SHOWN: &str = "text";

impl Library {
    /// Runs several questions at one moment: what others write meanwhile is not seen.
    pub fn at_one_moment<T, E: From<LibraryError>>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let run = |sql| self.connection.execute_batch(sql).map_err(|e| self.located(e.into()));
        run("BEGIN")?;
        let answer = read(self);
        run("COMMIT")?;
        answer
    }

    /// The names of the tables that are taken along, in the order in which they are taken in.
    pub fn carried_tables() -> impl Iterator<Item = &'static str> {
        TABLES.iter().map(|table| table.name)
    }

    /// Gives each row of a table that is taken along, in the order of their numbers, as an object of
    /// JSON on one line.
    pub fn carry_out<E: From<LibraryError>>(
        &self,
        table: &str,
        mut each: impl FnMut(String) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(table) = TABLES.iter().find(|other| other.name == table) else { return Ok(()) };
        let columns = columns(&self.connection, table)?;
        let more = if table.name == "article" {
            ", (SELECT hash FROM body WHERE id = body_id) AS text"
        } else {
            ""
        };
        let sql = format!(
            "SELECT {}{more} FROM {} WHERE {} ORDER BY 1, 2",
            columns.join(", "),
            table.name,
            table.only
        );
        let of = |error: rusqlite::Error| self.located(error.into());
        let mut statement = self.connection.prepare(&sql).map_err(of)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).map_err(of)?;
        while let Some(row) = rows.next().map_err(of)? {
            let mut line = Map::new();
            for (index, name) in names.iter().enumerate() {
                line.insert(name.clone(), json_of(row.get_ref(index).map_err(of)?)?);
            }
            each(Json::Object(line).to_string())?;
        }
        Ok(())
    }
}

/// The columns of a table that are taken along, in their order.
pub(super) fn columns(connection: &Connection, table: &Table) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let all = statement
        .query_map([table.name], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(all.into_iter().filter(|name| !table.without.contains(&name.as_str())).collect())
}

/// Bytes are an object with their hexadecimal digits; all else is what it is.
fn json_of(value: ValueRef<'_>) -> Result<Json> {
    Ok(match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => std::str::from_utf8(text)
            .map_err(|_| LibraryError::Unreadable("a text that is no UTF-8"))?
            .into(),
        ValueRef::Blob(bytes) => json!({ "hex": hex(bytes) }),
    })
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// What [`json_of`] wrote; `None` for anything else.
pub(super) fn value_of(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => Value::Null,
        Json::Bool(_) | Json::Array(_) => return None,
        Json::Number(number) => match number.as_i64() {
            Some(number) => number.into(),
            None => number.as_f64()?.into(),
        },
        Json::String(text) => text.clone().into(),
        Json::Object(object) => {
            let digits = object.get("hex")?.as_str()?.as_bytes();
            let digit = |digit: u8| char::from(digit).to_digit(16);
            let bytes = digits.chunks(2).map(|pair| {
                let [high, low] = pair else { return None };
                u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()
            });
            bytes.collect::<Option<Vec<u8>>>()?.into()
        }
    })
}
