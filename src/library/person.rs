//! One person, place or body across all articles; and who is there, ranked.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};

use super::Library;
use super::error::Result;
use super::identity::{ArticleId, PersonId, from_seconds};
use super::index_text::fold;
use super::people::{PersonRow, QuoteFilter, QuoteRow, person_of};
use super::words::Numbered;
use crate::annotation::EntityKind;

/// With whom, where and when somebody is named is told of so many of the newest articles: enough to
/// be true, and no more than is read at once.
const NEWEST: i64 = 500;

/// In which order people are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ranking {
    /// Most articles first.
    #[default]
    Articles,
    /// Most quotations first.
    Quotes,
    /// Those of the newest articles first.
    Newest,
}

impl Ranking {
    /// The next one, for a key that turns them.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Articles => Self::Quotes,
            Self::Quotes => Self::Newest,
            Self::Newest => Self::Articles,
        }
    }

    /// "most articles first"
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Articles => "most articles first",
            Self::Quotes => "most quotations first",
            Self::Newest => "newest first",
        }
    }
}

/// What the library knows of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonPage {
    pub person: PersonRow,
    /// What they said, newest first; so many as were asked for.
    pub claims: Vec<QuoteRow>,
    /// Who is named with them, with the number of articles, most first.
    pub with: Vec<(String, u32)>,
    /// Where they are named.
    pub sources: Vec<(String, u32)>,
    /// Articles of each month that has some, as "2026-03", in their order.
    pub months: Vec<(String, u32)>,
    /// What the articles call them to be, most often first.
    pub roles: Vec<RoleRow>,
    /// The newest articles.
    pub articles: Vec<NamedIn>,
}

/// What articles call somebody to be, and when the first and the last of them came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    pub role: String,
    pub articles: u32,
    pub first: Timestamp,
    pub last: Timestamp,
}

/// An article that names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedIn {
    pub article: ArticleId,
    pub title: String,
    pub source: Option<String>,
    pub at: Timestamp,
    /// The names that the article gives, the fullest first.
    pub names: Vec<String>,
    /// Why it is they, where more than the name tells.
    pub reason: Option<String>,
}

impl Library {
    /// Those of one kind in whose name or aliases words begin with all words of `name` (all, if
    /// it is empty), ranked.
    /// Their first and last days are not told: [`Library::person_page`] does.
    pub fn ranked(
        &self,
        kind: EntityKind,
        name: &str,
        ranking: Ranking,
        limit: usize,
    ) -> Result<Vec<PersonRow>> {
        let mut sql =
            String::from("SELECT id, kind, name, articles, quotes, NULL, NULL FROM entity ");
        if ranking == Ranking::Newest {
            sql.push_str(
                "JOIN (SELECT entity_id, max(article.at) AS last FROM (SELECT id, at FROM article ORDER BY at DESC LIMIT 2000) AS article \
                 JOIN article_entity ON article_id = article.id GROUP BY entity_id) ON entity_id = id ",
            );
        }
        sql.push_str("WHERE articles > 0 AND kind = ?");
        let mut values = vec![Value::Integer(kind as i64)];
        // Words that somebody is typing: the beginning of one is enough.
        for word in fold(name).split_whitespace() {
            sql.push_str(
                " AND id IN (SELECT entity_id FROM entity_word WHERE word >= ? AND word < ?)",
            );
            values.push(Value::Text(word.to_owned()));
            values.push(Value::Text(format!("{word}\u{10ffff}")));
        }
        sql.push_str(match ranking {
            Ranking::Articles => " ORDER BY articles DESC, quotes DESC, id LIMIT ?",
            Ranking::Quotes => " ORDER BY quotes DESC, articles DESC, id LIMIT ?",
            Ranking::Newest => " ORDER BY last DESC, articles DESC, id LIMIT ?",
        });
        values.push(Value::Integer(limit as i64));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), person_of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whoever has this name, in any case of its letters; of several the one whom most articles
    /// name.
    pub fn person_called(&self, kind: EntityKind, name: &str) -> Result<Option<PersonId>> {
        Ok(self.all_called(&[kind], name)?.first().copied())
    }

    /// All of these kinds who have this name as their own, else as another of theirs; those whom
    /// most articles name first.
    pub fn all_called(&self, kinds: &[EntityKind], name: &str) -> Result<Vec<PersonId>> {
        const BY_NAME: &str = "SELECT id FROM entity WHERE kind = ?1 AND key = ?2 AND articles > 0 ORDER BY articles DESC LIMIT 50";
        const BY_OTHER_NAME: &str = "SELECT id FROM entity_word JOIN entity ON id = entity_id JOIN entity_alias USING (entity_id) \
             WHERE word = ?3 AND kind = ?1 AND articles > 0 AND alias = ?2 COLLATE NOCASE ORDER BY articles DESC LIMIT 50";
        let key = fold(name);
        let first = key.split(' ').next().unwrap_or_default().to_owned();
        let mut found = Vec::new();
        for kind in kinds {
            let rows = self
                .connection
                .prepare_cached(BY_NAME)?
                .query_map(params![Numbered(*kind), key], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<PersonId>>>()?;
            found.extend(rows);
        }
        if found.is_empty() {
            for kind in kinds {
                let rows = self
                    .connection
                    .prepare_cached(BY_OTHER_NAME)?
                    .query_map(params![Numbered(*kind), name.trim(), first], |row| row.get(0))?
                    .collect::<rusqlite::Result<Vec<PersonId>>>()?;
                found.extend(rows);
            }
        }
        Ok(found)
    }

    /// What the newest articles call somebody to be, most often first.
    pub fn roles(&self, id: PersonId) -> Result<Vec<RoleRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT role, count(*) AS times, min(at), max(at) FROM \
             (SELECT role, at FROM article_entity WHERE entity_id = ?1 ORDER BY at DESC LIMIT {NEWEST}) \
             WHERE role IS NOT NULL GROUP BY role COLLATE NOCASE ORDER BY times DESC, max(at) DESC LIMIT 12"
        ))?;
        let rows = statement.query_map([id], |row| {
            Ok(RoleRow {
                role: row.get(0)?,
                articles: row.get(1)?,
                first: from_seconds(row.get(2)?),
                last: from_seconds(row.get(3)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What the library knows of somebody, with so many of the newest claims; `None` where nobody
    /// has the number any more.
    pub fn person_page(&self, id: PersonId, claims: usize) -> Result<Option<PersonPage>> {
        let person = self
            .connection
            .prepare_cached(
                "SELECT id, kind, name, articles, quotes, \
                 (SELECT min(at) FROM article_entity WHERE entity_id = ?1), \
                 (SELECT max(at) FROM article_entity WHERE entity_id = ?1) \
                 FROM entity WHERE id = ?1",
            )?
            .query_row([id], person_of)
            .optional()?;
        let Some(mut person) = person else { return Ok(None) };
        person.aliases = self
            .connection
            .prepare_cached("SELECT alias FROM entity_alias WHERE entity_id = ?1 ORDER BY alias")?
            .query_map([id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let filter = QuoteFilter { person: Some(id), ..QuoteFilter::default() };
        let newest = format!(
            "(SELECT article_id FROM article_entity WHERE entity_id = ?1 ORDER BY at DESC LIMIT {NEWEST})"
        );
        let person_kind = EntityKind::Person as i64;
        Ok(Some(PersonPage {
            claims: self.quotes(&filter, claims)?,
            with: self.counted(
                &format!(
                    "SELECT name, count(*) AS times FROM article_entity JOIN entity ON id = entity_id \
                     WHERE article_id IN {newest} AND entity_id <> ?1 AND kind = {person_kind} \
                     GROUP BY entity_id HAVING times > 1 ORDER BY times DESC, name LIMIT 6"
                ),
                id,
            )?,
            sources: self.counted(
                &format!(
                    "SELECT source, count(*) AS times FROM article WHERE id IN {newest} AND source <> '' \
                     GROUP BY source ORDER BY times DESC, source LIMIT 6"
                ),
                id,
            )?,
            months: self.counted(
                &format!(
                    "SELECT strftime('%Y-%m', at, 'unixepoch') AS month, count(*) FROM article WHERE id IN {newest} \
                     GROUP BY month ORDER BY month"
                ),
                id,
            )?,
            roles: self.roles(id)?,
            articles: self.naming(id, 100)?,
            person,
        }))
    }

    fn counted(&self, sql: &str, id: PersonId) -> Result<Vec<(String, u32)>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest articles that show somebody, and under which names.
    pub fn naming(&self, id: PersonId, limit: usize) -> Result<Vec<NamedIn>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article.id, title, source, shown.at, names, reason FROM \
             (SELECT article_id, at, names, reason FROM article_entity WHERE entity_id = ?1 ORDER BY at DESC, article_id DESC LIMIT ?2) AS shown \
             CROSS JOIN article ON article.id = shown.article_id",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![id, limit], |row| {
            let names: String = row.get(4)?;
            Ok(NamedIn {
                article: row.get(0)?,
                title: row.get(1)?,
                source: row.get(2)?,
                at: from_seconds(row.get(3)?),
                names: names.lines().map(str::to_owned).collect(),
                reason: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
