//! Rules: a query, and what is done with each article that comes and is found by it.
//!
//! A rule looks at an article once, when it is indexed and analysed. What it did is kept beside it
//! and can be taken back. Commands and notifications are for who asks; here only their words stand.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::Library;
use super::clock::Clock;
use super::compile::{Terms, Way, conditions};
use super::error::{LibraryError, Result};
use super::identity::{ArticleId, seconds};
use super::tags;
use crate::query::Query;
use crate::text::clean_line;

/// What a rule does with an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Read,
    Star,
    /// No limit takes it out.
    Keep,
    /// Out of sight, and read.
    Hide,
    Tag(String),
    /// Tells the terminal.
    Notify,
    /// A program with its arguments, which gets the article on standard input.
    Run(String),
}

impl Deed {
    /// What may be written, for an error.
    pub const FORMS: &str = "read, star, keep, hide, notify, tag NAME, run COMMAND";

    /// Reads `star`, `tag sea`, `run ./alert --now`; `None` for anything else.
    pub fn parse(words: &str) -> Option<Self> {
        let words = words.trim();
        let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let rest = rest.trim();
        Some(match (name, rest.is_empty()) {
            ("read", true) => Self::Read,
            ("star", true) => Self::Star,
            ("keep", true) => Self::Keep,
            ("hide", true) => Self::Hide,
            ("notify", true) => Self::Notify,
            ("tag", false) => Self::Tag(clean_line(rest)),
            ("run", false) if !rest.contains(['\n', '\0']) => Self::Run(rest.to_owned()),
            _ => return None,
        })
    }
}

impl std::fmt::Display for Deed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Read => f.write_str("read"),
            Self::Star => f.write_str("star"),
            Self::Keep => f.write_str("keep"),
            Self::Hide => f.write_str("hide"),
            Self::Notify => f.write_str("notify"),
            Self::Tag(name) => write!(f, "tag {name}"),
            Self::Run(command) => write!(f, "run {command}"),
        }
    }
}

/// A rule as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    pub id: i64,
    pub name: String,
    pub query: String,
    pub deeds: Vec<Deed>,
    pub enabled: bool,
    /// The command that its reader allowed; another one is not run.
    pub allowed: Option<String>,
    /// Articles it hit.
    pub hits: u32,
}

impl RuleRow {
    /// The command of a rule, if it has one.
    pub fn command(&self) -> Option<&str> {
        self.deeds.iter().find_map(|deed| match deed {
            Deed::Run(command) => Some(command.as_str()),
            _ => None,
        })
    }

    /// The command, if its reader allowed it.
    pub fn allowed_command(&self) -> Option<&str> {
        self.command().filter(|command| self.allowed.as_deref() == Some(*command))
    }

    /// "ferry since:7d: star, tag sea"
    pub fn told(&self) -> String {
        let deeds: Vec<String> = self.deeds.iter().map(ToString::to_string).collect();
        clean_line(&format!("{}: {}", self.query, deeds.join(", ")))
    }
}

/// An article that a rule hit when it came: the rule's place among those that looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleHit {
    pub rule: usize,
    pub article: ArticleId,
}

impl Library {
    /// The rules in their order.
    pub fn rules(&self) -> Result<Vec<RuleRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, query, deeds, enabled, allowed, (SELECT count(*) FROM rule_hit WHERE rule_id = rule.id) \
             FROM rule ORDER BY position, id",
        )?;
        let rows = statement.query_map([], |row| {
            let deeds: String = row.get(3)?;
            Ok(RuleRow {
                id: row.get(0)?,
                name: row.get(1)?,
                query: row.get(2)?,
                deeds: deeds.lines().filter_map(Deed::parse).collect(),
                enabled: row.get(4)?,
                allowed: row.get(5)?,
                hits: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The rule of a name.
    pub fn rule(&self, name: &str) -> Result<Option<RuleRow>> {
        Ok(self.rules()?.into_iter().find(|rule| rule.name == name))
    }

    /// Adds a rule, or changes the one of this name; what it did stays. A command it had leave to run
    /// needs it anew where it is another.
    pub fn put_rule(
        &mut self,
        name: &str,
        query: &Query,
        deeds: &[Deed],
        enabled: bool,
    ) -> Result<()> {
        let deeds: Vec<String> = deeds.iter().map(ToString::to_string).collect();
        self.transact(|connection| {
            connection.execute(
                "INSERT INTO rule (name, query, deeds, enabled, position) \
                 VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(position), 0) + 1 FROM rule)) \
                 ON CONFLICT (name) DO UPDATE SET query = excluded.query, deeds = excluded.deeds, enabled = excluded.enabled",
                params![name, query.to_string(), deeds.join("\n"), enabled],
            )?;
            Ok(())
        })
    }

    /// Turns a rule on or off; answers whether there is one of this name.
    pub fn turn_rule(&mut self, name: &str, enabled: bool) -> Result<bool> {
        self.transact(|connection| {
            let sql = "UPDATE rule SET enabled = ?2 WHERE name = ?1";
            Ok(connection.execute(sql, params![name, enabled])? > 0)
        })
    }

    /// Allows the command that a rule has now.
    pub fn allow_rule(&mut self, name: &str, command: &str) -> Result<()> {
        self.transact(|connection| {
            connection.execute("UPDATE rule SET allowed = ?2 WHERE name = ?1", [name, command])?;
            Ok(())
        })
    }

    /// Takes a rule out; what it did stays. Answers whether there was one of this name.
    pub fn remove_rule(&mut self, name: &str) -> Result<bool> {
        self.transact(|connection| {
            Ok(connection.execute("DELETE FROM rule WHERE name = ?1", [name])? > 0)
        })
    }

    /// Lets the rules that are on look at articles that came and are indexed and analysed, at most
    /// `limit`, and does what they say but for commands and notifications: these are for who is
    /// answered. A rule whose query is none any more hits nothing. Answers the hits, and how many
    /// articles were looked at: none, when all were.
    pub fn rule_arrivals(
        &mut self,
        rules: &[RuleRow],
        clock: &Clock,
        limit: usize,
    ) -> Result<(Vec<RuleHit>, usize)> {
        if self.is_read_only() {
            return Ok((Vec::new(), 0));
        }
        self.together(|library| {
            let ids = library.unruled(limit)?;
            let mut hits = Vec::new();
            for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.enabled) {
                let Ok(query) = Query::parse(&rule.query) else { continue };
                let found = library.among(&query, &ids, clock)?;
                library.carry_out_rule(rule, &found, clock.now)?;
                hits.extend(found.into_iter().map(|article| RuleHit { rule: index, article }));
            }
            let mut done =
                library.connection.prepare_cached("UPDATE article SET ruled = 1 WHERE id = ?1")?;
            for id in &ids {
                done.execute([id])?;
            }
            Ok((hits, ids.len()))
        })
    }

    /// Does what a rule says with articles that are there already. Answers how many it changed.
    pub fn apply_rule(
        &mut self,
        rule: &RuleRow,
        ids: &[ArticleId],
        now: Timestamp,
    ) -> Result<usize> {
        self.together(|library| library.carry_out_rule(rule, ids, now))
    }

    /// Takes back what a rule did to articles, where it is still so. Answers how many it was.
    pub fn undo_rule(&mut self, rule: &RuleRow) -> Result<usize> {
        self.transact(|connection| {
            let hits: Vec<(ArticleId, String)> = connection
                .prepare("SELECT article_id, did FROM rule_hit WHERE rule_id = ?1")?
                .query_map([rule.id], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (article, did) in &hits {
                for deed in did.lines().filter_map(Deed::parse) {
                    set(connection, &deed, *article, false)?;
                }
            }
            connection.execute("DELETE FROM rule_hit WHERE rule_id = ?1", [rule.id])?;
            Ok(hits.iter().filter(|(_, did)| !did.is_empty()).count())
        })
    }

    /// Articles that no rule looked at, the oldest first.
    fn unruled(&self, limit: usize) -> Result<Vec<ArticleId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM article INDEXED BY article_unruled WHERE ruled = 0 AND indexed = 1 AND engine <> 0 ORDER BY id LIMIT ?1",
        )?;
        let ids = statement.query_map([limit as i64], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// Those of some articles that a query finds.
    fn among(&self, query: &Query, ids: &[ArticleId], clock: &Clock) -> Result<Vec<ArticleId>> {
        let (Some(first), Some(last)) = (ids.iter().min(), ids.iter().max()) else {
            return Ok(Vec::new());
        };
        let forms = self.forms(query.root.as_ref())?;
        let terms = Terms { clock, forms: &forms, way: Way::Between(first.0, last.0) };
        let mut sql = String::from(
            "SELECT id FROM article INDEXED BY article_unruled WHERE ruled = 0 AND indexed = 1 AND engine <> 0 AND id BETWEEN ? AND ?",
        );
        let mut values = vec![Value::Integer(first.0), Value::Integer(last.0)];
        for part in query.root.iter().flat_map(|root| conditions(root, terms)) {
            sql.push_str(" AND ");
            sql.push_str(&part.sql);
            values.extend(part.values);
        }
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    fn carry_out_rule(&self, rule: &RuleRow, ids: &[ArticleId], now: Timestamp) -> Result<usize> {
        let mut keep = self.connection.prepare_cached(
            "INSERT INTO rule_hit (rule_id, article_id, at, did) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (rule_id, article_id) DO UPDATE SET at = excluded.at, \
             did = trim(rule_hit.did || char(10) || excluded.did, char(10))",
        )?;
        let mut changed = 0;
        for id in ids {
            let mut did = Vec::new();
            for deed in &rule.deeds {
                did.extend(set(&self.connection, deed, *id, true)?);
            }
            changed += usize::from(!did.is_empty());
            keep.execute(params![rule.id, id, seconds(now), did.join("\n")])?;
        }
        Ok(changed)
    }
}

/// Does a deed to an article, or takes it back; answers what changed by it, as deeds.
fn set(connection: &Connection, deed: &Deed, article: ArticleId, on: bool) -> Result<Vec<String>> {
    let column = |name: &str, value: bool| {
        let sql = format!("UPDATE article SET {name} = ?2 WHERE id = ?1 AND {name} <> ?2");
        Ok::<_, LibraryError>(
            connection.prepare_cached(&sql)?.execute(params![article, value])? > 0,
        )
    };
    let mut did = Vec::new();
    match deed {
        Deed::Read => did.extend(column("unread", !on)?.then(|| deed.to_string())),
        Deed::Star => did.extend(column("starred", on)?.then(|| deed.to_string())),
        Deed::Keep => did.extend(column("kept", on)?.then(|| deed.to_string())),
        Deed::Hide => {
            did.extend(column("hidden", on)?.then(|| deed.to_string()));
            // Out of sight it is no longer counted as unread. Where that is taken back, its own deed
            // says so.
            if on && column("unread", false)? {
                did.push(Deed::Read.to_string());
            }
        }
        Deed::Tag(name) if on => {
            let tag = tags::find_or_make(connection, name)?;
            let sql = "INSERT OR IGNORE INTO article_tag (article_id, tag_id) SELECT id, ?2 FROM article WHERE id = ?1";
            let set = connection.prepare_cached(sql)?.execute(params![article, tag])? > 0;
            did.extend(set.then(|| deed.to_string()));
        }
        Deed::Tag(name) => {
            let tag: Option<i64> = connection
                .query_row("SELECT id FROM tag WHERE name = ?1", [name], |row| row.get(0))
                .optional()?;
            connection.execute(
                "DELETE FROM article_tag WHERE article_id = ?1 AND tag_id = ?2",
                params![article, tag],
            )?;
        }
        Deed::Notify | Deed::Run(_) => {}
    }
    Ok(did)
}
