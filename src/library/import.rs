//! Taking in what was taken along: into an empty library as it was, under the same numbers; into
//! one that holds others by merging, so that neither loses anything.

use std::collections::{BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::{Map, Value as Json};

use super::Library;
use super::decision::renumbered;
use super::error::{LibraryError, Result};
use super::export::{SHOWN, TABLES, Table, columns, value_of};

/// What came of the rows that were taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles that were not there.
    pub new: usize,
    /// Articles that were there.
    pub known: usize,
    /// Rows that refer to what is not there.
    pub left: usize,
}

/// The rows of one library on their way into another.
struct Arrival<'a> {
    connection: &'a Connection,
    /// Whether nothing was there: then numbers stay.
    is_first: bool,
    /// Of each table the number that a row has here by the one it had.
    numbers: HashMap<&'static str, HashMap<i64, i64>>,
    /// Of each table the rows, by their numbers here, that were made or found: each is one row only.
    taken: HashMap<&'static str, BTreeSet<i64>>,
    made: HashMap<&'static str, BTreeSet<i64>>,
    /// The hashes of the texts that articles showed, by the articles' numbers here.
    shown: HashMap<i64, Value>,
    count: Imported,
}

impl Library {
    /// Takes in rows as [`Library::carry_out`] gave them; `lines` is asked for those of each table,
    /// in order. All are taken in, or none.
    pub fn carry_in<E, L>(
        &mut self,
        mut lines: impl FnMut(&str) -> Result<L, E>,
    ) -> Result<Imported, E>
    where
        E: From<LibraryError>,
        L: Iterator<Item = Result<String, E>>,
    {
        let mut failed = None;
        let done = self.together(|library| {
            let connection = &library.connection;
            // Texts come behind the articles that show them.
            connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let mut arrival = Arrival::at(connection)?;
            for table in TABLES {
                if let Err(error) = arrival.table(table, &mut lines) {
                    failed = Some(error);
                    return Err(LibraryError::Unreadable("what was exported"));
                }
            }
            arrival.settle()?;
            Ok(arrival.count)
        });
        match (failed, done) {
            (Some(error), _) => Err(error),
            (None, done) => Ok(done?),
        }
    }
}

impl<'a> Arrival<'a> {
    fn at(connection: &'a Connection) -> Result<Self> {
        let is_first = connection.query_row(
            "SELECT NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE seq > 0)",
            [],
            |row| row.get(0),
        )?;
        Ok(Self {
            connection,
            is_first,
            numbers: HashMap::new(),
            taken: HashMap::new(),
            made: HashMap::new(),
            shown: HashMap::new(),
            count: Imported::default(),
        })
    }

    /// Takes in the rows of a table; those that refer to a row of the same table which comes later
    /// wait for it.
    fn table<E, L>(
        &mut self,
        table: &'static Table,
        lines: &mut impl FnMut(&str) -> Result<L, E>,
    ) -> Result<(), E>
    where
        E: From<LibraryError>,
        L: Iterator<Item = Result<String, E>>,
    {
        let columns = columns(self.connection, table)?;
        let mut waiting = Vec::new();
        for line in lines(table.name)? {
            let row: Map<String, Json> = serde_json::from_str(&line?)
                .map_err(|_| LibraryError::Unreadable("a line that is no row"))?;
            if self.waits(table, &row) {
                waiting.push(row);
            } else {
                self.row(table, &columns, &row)?;
            }
        }
        loop {
            let many = waiting.len();
            let mut still = Vec::new();
            for row in waiting {
                if self.waits(table, &row) {
                    still.push(row);
                } else {
                    self.row(table, &columns, &row)?;
                }
            }
            if still.len() == many || still.is_empty() {
                self.count.left += still.len();
                return Ok(());
            }
            waiting = still;
        }
    }

    fn waits(&self, table: &Table, row: &Map<String, Json>) -> bool {
        table.refers.iter().filter(|(_, to)| *to == table.name).any(|(column, to)| {
            let number = row.get(*column).and_then(Json::as_i64);
            number.is_some_and(|number| self.here(to, number).is_none())
        })
    }

    fn here(&self, table: &str, number: i64) -> Option<i64> {
        self.numbers.get(table)?.get(&number).copied()
    }

    fn row(
        &mut self,
        table: &'static Table,
        columns: &[String],
        row: &Map<String, Json>,
    ) -> Result<()> {
        let mut values: HashMap<&str, Value> = HashMap::new();
        for (name, json) in row {
            if name != SHOWN && !columns.contains(name) {
                return Err(LibraryError::Unreadable("a column of a newer Dateline"));
            }
            let value = value_of(json).ok_or(LibraryError::Unreadable("a value of a row"))?;
            values.insert(name, value);
        }
        let number = match values.get("id") {
            Some(Value::Integer(number)) if table.is_numbered => Some(*number),
            None if !table.is_numbered => None,
            _ => return Err(LibraryError::Unreadable("a row without its number")),
        };
        for (column, to) in table.refers {
            let Some(Value::Integer(old)) = values.get(column) else { continue };
            // The text that is shown comes later; it is set at the end.
            if *to == "body" {
                if !self.is_first {
                    values.insert(column, Value::Null);
                }
                continue;
            }
            let here = match to.strip_prefix('~') {
                Some(to) => self.here(to, old.abs()).map(|number| number * old.signum()),
                None => self.here(to, *old),
            };
            let Some(here) = here else {
                self.count.left += 1;
                return Ok(());
            };
            values.insert(column, here.into());
        }
        // A decision about people names articles by their numbers.
        if table.name == "correction"
            && let Some(Value::Text(anchor)) = values.get("anchor")
            && let Some(anchor) = renumbered(anchor, |old| self.here("article", old))
        {
            values.insert("anchor", anchor.into());
        }
        if let Some(parent) = table.with {
            let Some(Value::Integer(parent)) = values.get(parent) else { return Ok(()) };
            let (_, to) = table.refers[0];
            if !self.made.get(to).is_some_and(|made| made.contains(parent)) {
                return Ok(());
            }
        }
        let shown = values.get(SHOWN).cloned();
        let known = self.known(table, &values)?;
        let here = if let Some(known) = known {
            self.merge(table, known, &values)?;
            known
        } else {
            self.insert(table, columns, values)?
        };
        if table.name == "article" {
            *(if known.is_some() { &mut self.count.known } else { &mut self.count.new }) += 1;
            self.shown.extend(shown.map(|hash| (here, hash)));
        }
        if let Some(number) = number {
            self.numbers.entry(table.name).or_default().insert(number, here);
            self.taken.entry(table.name).or_default().insert(here);
            if known.is_none() {
                self.made.entry(table.name).or_default().insert(here);
            }
        }
        Ok(())
    }

    /// The row of this library that this one is.
    fn known(&self, table: &Table, values: &HashMap<&str, Value>) -> Result<Option<i64>> {
        let (sql, key) = table.known;
        if sql.is_empty() || self.is_first {
            return Ok(None);
        }
        let key = key.iter().map(|column| values.get(column).cloned().unwrap_or(Value::Null));
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(key))?;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            if !self.taken.get(table.name).is_some_and(|taken| taken.contains(&number)) {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    fn merge(&self, table: &Table, known: i64, values: &HashMap<&str, Value>) -> Result<()> {
        let (sql, columns) = table.merged;
        if !sql.is_empty() {
            let values =
                columns.iter().map(|name| values.get(name).cloned().unwrap_or(Value::Null));
            let values = std::iter::once(Value::Integer(known)).chain(values);
            self.connection.prepare_cached(sql)?.execute(params_from_iter(values))?;
        }
        Ok(())
    }

    fn insert(
        &self,
        table: &Table,
        columns: &[String],
        mut values: HashMap<&str, Value>,
    ) -> Result<i64> {
        if !self.is_first {
            if table.is_numbered {
                values.remove("id");
            }
            match table.name {
                "mark" => self.free_letter(&mut values)?,
                "saved_query" | "rule" => self.free_name(table.name, &mut values)?,
                _ => {}
            }
        }
        let names: Vec<&str> =
            columns.iter().map(String::as_str).filter(|name| values.contains_key(name)).collect();
        let marks = vec!["?"; names.len()].join(", ");
        // A row that a trigger made with the one it belongs to gives way.
        let way = if table.with.is_some() {
            "REPLACE"
        } else if table.is_numbered {
            "ABORT"
        } else {
            "IGNORE"
        };
        let sql =
            format!("INSERT OR {way} INTO {} ({}) VALUES ({marks})", table.name, names.join(", "));
        let values = names.iter().map(|name| values.get(name).cloned().unwrap_or(Value::Null));
        self.connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(self.connection.last_insert_rowid())
    }

    /// A letter that marks another place of this text already stays there; this place keeps its mark
    /// without one.
    fn free_letter(&self, values: &mut HashMap<&str, Value>) -> Result<()> {
        let (Some(reading), Some(name)) = (values.get("reading_id"), values.get("name")) else {
            return Ok(());
        };
        let mut other = self.connection.prepare_cached(
            "SELECT 1 FROM mark WHERE reading_id = ?1 AND name = ?2 AND removed IS NULL",
        )?;
        if other.exists(params![reading, name])? {
            values.insert("name", Value::Null);
            values.insert("kind", Value::Text("bookmark".into()));
        }
        Ok(())
    }

    /// A name that stands for another query or rule already gets a number behind it.
    fn free_name(&self, table: &str, values: &mut HashMap<&str, Value>) -> Result<()> {
        let Some(Value::Text(name)) = values.get("name").cloned() else { return Ok(()) };
        let mut other =
            self.connection.prepare_cached(&format!("SELECT 1 FROM {table} WHERE name = ?1"))?;
        let (mut free, mut number) = (name.clone(), 2);
        while other.exists([&free])? {
            free = format!("{name} ({number})");
            number += 1;
        }
        values.insert("name", Value::Text(free));
        Ok(())
    }

    /// Lets articles show their texts, and orders the texts of those that were there.
    fn settle(&mut self) -> Result<()> {
        if !self.is_first {
            let made = self.made.remove("article").unwrap_or_default();
            let texts = self.made.remove("body").unwrap_or_default();
            self.show(&made)?;
            let mut of = self.connection.prepare("SELECT article_id FROM body WHERE id = ?1")?;
            let mut longer = BTreeSet::new();
            for text in texts {
                let article: Option<i64> = of.query_row([text], |row| row.get(0)).optional()?;
                longer.extend(article.filter(|article| !made.contains(article)));
            }
            for article in longer {
                self.order(article)?;
            }
        }
        // What was read in one of the two was read.
        self.connection.execute_batch(
            "UPDATE item SET unread = article.unread FROM article WHERE article.id = article_id AND item.unread <> article.unread",
        )?;
        Ok(())
    }

    fn show(&self, made: &BTreeSet<i64>) -> Result<()> {
        let mut show = self.connection.prepare(
            "UPDATE article SET body_id = (SELECT id FROM body WHERE article_id = ?1 ORDER BY hash = ?2 DESC, id DESC LIMIT 1) WHERE id = ?1",
        )?;
        for article in made {
            show.execute(params![article, self.shown.get(article)])?;
        }
        Ok(())
    }

    /// Puts the texts of an article in the order of their days, as if each had come on its own.
    fn order(&self, article: i64) -> Result<()> {
        let connection = self.connection;
        let texts: Vec<i64> = connection
            .prepare_cached("SELECT id FROM body WHERE article_id = ?1 ORDER BY added, id")?
            .query_map([article], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for text in texts {
            connection
                .prepare_cached(
                    "INSERT INTO body (article_id, origin, hash, added, data, feed_id) SELECT article_id, origin, hash, added, data, feed_id FROM body WHERE id = ?1",
                )?
                .execute([text])?;
            let again = connection.last_insert_rowid();
            connection
                .prepare_cached("UPDATE article SET body_id = ?2 WHERE body_id = ?1 AND id = ?3")?
                .execute([text, again, article])?;
            connection.prepare_cached("DELETE FROM body WHERE id = ?1")?.execute([text])?;
        }
        connection
            .prepare_cached(
                "UPDATE article SET versions = (SELECT max(many) FROM (SELECT count(*) AS many FROM body WHERE article_id = ?1 GROUP BY origin, feed_id)) WHERE id = ?1",
            )?
            .execute([article])?;
        Ok(())
    }
}
