//! Whom and what its reader follows like a feed: people, places, bodies and queries, each with what
//! is unread.

use rusqlite::{Connection, OptionalExtension, params};

use super::Library;
use super::clock::Clock;
use super::error::{LibraryError, Result};
use super::identity::PersonId;
use super::index_text::fold;
use super::lists::{Only, Scope};
use super::words::Numbered;
use crate::annotation::EntityKind;
use crate::query::Query;

/// So many of the newest articles are looked at for those that are unread.
const NEWEST: usize = 1_000;

/// Somebody, or a query, that is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    pub name: String,
    /// None of a query, and of somebody whom no article names now.
    pub person: Option<PersonId>,
    /// Empty for somebody.
    pub query: String,
    /// Of the newest articles.
    pub unread: u32,
}

/// Number, kind, name, query and the person, as they are kept.
type FollowRow = (i64, Option<Numbered<EntityKind>>, String, String, Option<PersonId>);

impl Library {
    /// All that is followed, in the order in which it was taken up.
    pub fn followed(&self, clock: &Clock) -> Result<Vec<Followed>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, kind, name, query, entity_id FROM follow ORDER BY id")?;
        let rows = statement
            .query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut followed = Vec::with_capacity(rows.len());
        for (_, kind, name, query, known) in rows.into_iter().map(|row: FollowRow| row) {
            let person = match (kind, known) {
                (Some(_), Some(id)) => Some(id),
                (Some(kind), None) => self.person_called(kind.0, &name)?,
                (None, _) => None,
            };
            let called = match person {
                Some(id) => name_of(&self.connection, id)?.unwrap_or(name),
                None => name,
            };
            let unread = match (person, query.is_empty()) {
                (Some(id), _) => self.unread_of(id)?,
                (None, false) => self.unread_found(&query, clock)?,
                (None, true) => 0,
            };
            followed.push(Followed { name: called, person, query, unread });
        }
        Ok(followed)
    }

    fn unread_of(&self, id: PersonId) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT article_id FROM article_entity WHERE entity_id = ?1 ORDER BY at DESC LIMIT ?2) AS shown \
                 CROSS JOIN article ON article.id = shown.article_id WHERE unread = 1",
            )?
            .query_row(params![id, NEWEST as i64], |row| row.get(0))?)
    }

    fn unread_found(&self, query: &str, clock: &Clock) -> Result<u32> {
        let Ok(query) = Query::parse(query) else { return Ok(0) };
        let scope = Scope { only: Only::Unread, query, ..Scope::default() };
        Ok(self.page(&scope, clock, None, NEWEST)?.len() as u32)
    }

    /// Follows somebody, or no longer; answers with the name, and whether they are followed now.
    pub fn turn_follow(&mut self, id: PersonId) -> Result<(String, bool)> {
        self.transact(|connection| {
            let row: Option<(Numbered<EntityKind>, String)> = connection
                .prepare_cached("SELECT kind, name FROM entity WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (kind, name) = row.ok_or(LibraryError::Missing("person"))?;
            let gone = connection.execute(
                "DELETE FROM follow WHERE entity_id = ?1 OR entity_id IS NULL AND kind = ?2 AND name = ?3",
                params![id, kind, name],
            )?;
            if gone == 0 {
                connection.execute(
                    "INSERT INTO follow (kind, name, entity_id) VALUES (?1, ?2, ?3)",
                    params![kind, name, id],
                )?;
            }
            Ok((name, gone == 0))
        })
    }

    /// Follows a query under a name, or no longer; answers whether it is followed now.
    pub fn turn_follow_query(&mut self, name: &str, query: &str) -> Result<bool> {
        self.transact(|connection| {
            let gone = connection
                .execute("DELETE FROM follow WHERE kind IS NULL AND query = ?1", [query])?;
            if gone == 0 {
                connection
                    .execute("INSERT INTO follow (name, query) VALUES (?1, ?2)", [name, query])?;
            }
            Ok(gone == 0)
        })
    }

    /// Whoever is shown in an article under a name; else whoever has the name.
    pub fn person_in(
        &self,
        article: Option<super::ArticleId>,
        kind: EntityKind,
        name: &str,
    ) -> Result<Option<PersonId>> {
        if let Some(article) = article {
            let key = fold(name);
            let mut statement = self.connection.prepare_cached(
                "SELECT entity_id, names FROM article_entity WHERE article_id = ?1 ORDER BY weight DESC",
            )?;
            let rows = statement
                .query_map([article], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(PersonId, String)>>>()?;
            let main = |names: &String| names.lines().next().is_some_and(|own| fold(own) == key);
            let any = |names: &String| names.lines().any(|own| fold(own) == key);
            let found = rows.iter().find(|(_, names)| main(names));
            if let Some((id, _)) = found.or_else(|| rows.iter().find(|(_, names)| any(names))) {
                return Ok(Some(*id));
            }
        }
        self.person_called(kind, name)
    }
}

impl Library {
    /// The next article, older than this one, that shows whoever is shown in it under a name, and
    /// the name there.
    pub fn next_naming(
        &self,
        article: super::ArticleId,
        kind: EntityKind,
        name: &str,
    ) -> Result<Option<(super::ArticleId, String)>> {
        let Some(id) = self.person_in(Some(article), kind, name)? else { return Ok(None) };
        let next = self
            .connection
            .prepare_cached(
                "SELECT article_id, names FROM article_entity WHERE entity_id = ?1 AND (at, article_id) < \
                 (SELECT at, id FROM article WHERE id = ?2) ORDER BY at DESC, article_id DESC LIMIT 1",
            )?
            .query_row(params![id, article], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
            .optional()?;
        Ok(next
            .map(|(article, names)| (article, names.lines().next().unwrap_or_default().to_owned())))
    }
}

fn name_of(connection: &Connection, id: PersonId) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT name FROM entity WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}
